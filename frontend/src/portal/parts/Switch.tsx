import { useId } from "react";

interface Props {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  note?: string;
}

/** On or off, at once. */
export function Switch({ checked, onChange, label, note }: Props) {
  const id = useId();
  return (
    <label className="flex min-h-14 cursor-pointer items-center justify-between gap-4 py-2">
      <span className="min-w-0">
        <span id={`${id}-label`} dir="auto" className="block text-body font-semibold break-words">
          {label}
        </span>
        {note !== undefined && (
          <span id={`${id}-note`} className="block text-table text-quiet">
            {note}
          </span>
        )}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-labelledby={`${id}-label`}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.checked)}
        className="peer sr-only"
      />
      <span
        aria-hidden
        className="relative h-7 w-12 shrink-0 rounded-full border border-edge bg-raised transition-colors duration-200 peer-checked:border-primary peer-checked:bg-primary peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent-words after:absolute after:top-1/2 after:left-1 after:size-5 after:-translate-y-1/2 after:rounded-full after:bg-edge after:transition-transform after:duration-200 peer-checked:after:translate-x-4.5 peer-checked:after:bg-on-primary"
      />
    </label>
  );
}
