"use client";

import { useId, useState, type InputHTMLAttributes } from "react";
import { portal } from "@/words/portal";
import { MOST, type FieldName } from "../forms";

const LOOKS: Record<FieldName, InputHTMLAttributes<HTMLInputElement>> = {
  email: { type: "email", autoComplete: "username", inputMode: "email", maxLength: MOST.email },
  name: { type: "text", autoComplete: "name", maxLength: MOST.name },
  password: { type: "password", autoComplete: "current-password", maxLength: MOST.password },
  oldPassword: { type: "password", autoComplete: "current-password", maxLength: MOST.password },
  newPassword: { type: "password", autoComplete: "new-password", maxLength: MOST.password },
};

interface Props {
  name: FieldName;
  fault?: string | undefined;
  defaultValue?: string;
}

/** A labelled field, its hint, and what is wrong with it. */
export function Field({ name, fault, defaultValue }: Props) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const { type, ...look } = LOOKS[name];
  const isSecret = type === "password";
  const hint = name === "newPassword" ? portal.fields.passwordHint : null;
  const notes = [hint !== null && `${id}-hint`, fault !== undefined && `${id}-fault`].filter(Boolean);
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-body font-semibold">
        {portal.fields[name]}
      </label>
      <div className="relative">
        <input
          id={id}
          name={name}
          type={isSecret && shown ? "text" : type}
          defaultValue={defaultValue}
          aria-invalid={fault !== undefined}
          aria-describedby={notes.join(" ") || undefined}
          autoCapitalize="none"
          spellCheck={false}
          dir="auto"
          className={`min-h-12 w-full rounded-control border bg-surface px-3 text-[1rem] ${isSecret ? "pr-20" : ""} ${fault === undefined ? "border-edge" : "border-fault"}`}
          {...look}
        />
        {isSecret && (
          <button
            type="button"
            aria-pressed={shown}
            aria-label={`${portal.fields.showLabel}: ${portal.fields[name]}`}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0.5 right-0.5 min-w-16 cursor-pointer rounded-control px-3 text-table font-semibold text-quiet"
          >
            {shown ? portal.fields.hide : portal.fields.show}
          </button>
        )}
      </div>
      {hint !== null && (
        <p id={`${id}-hint`} className="text-table text-quiet">
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} className="text-table text-fault">
          {fault}
        </p>
      )}
    </div>
  );
}
