import { useId } from "react";
import { portal } from "@/words/portal";
import type { Role } from "../server/session";

export const ROLES: readonly Role[] = ["player", "coach", "operator", "admin"];

interface Props {
  chosen: readonly Role[];
  /** Said where none is chosen. */
  fault: string | null;
  onChange: (roles: Role[]) => void;
}

/** What somebody is: one or more of four. */
export function Roles({ chosen, fault, onChange }: Props) {
  const id = useId();
  return (
    <fieldset className="flex flex-col" aria-describedby={fault === null ? undefined : `${id}-fault`}>
      <legend className="text-body font-semibold">{portal.people.roles}</legend>
      {ROLES.map((role) => (
        <label key={role} className="flex min-h-14 cursor-pointer items-center gap-3 py-1">
          <input
            type="checkbox"
            name="role"
            value={role}
            checked={chosen.includes(role)}
            onChange={({ target }) =>
              onChange(ROLES.filter((one) => (one === role ? target.checked : chosen.includes(one))))
            }
            className="size-5 shrink-0 accent-primary"
          />
          <span className="min-w-0">
            <span className="block text-body">{portal.roles[role]}</span>
            <span className="block text-table text-quiet">{portal.people.rolesLead[role]}</span>
          </span>
        </label>
      ))}
      {fault !== null && (
        <p id={`${id}-fault`} className="text-table text-fault">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
