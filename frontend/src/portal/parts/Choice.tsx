import { ChevronDown } from "lucide-react";

interface Props<Value extends string | number> {
  label: string;
  value: Value | null;
  /** What none of them is called; left out where one has to be chosen. */
  all?: string;
  options: readonly (readonly [Value, string])[];
  onChange: (value: Value | null) => void;
}

/** One of several, or all of them. */
export function Choice<Value extends string | number>({
  label,
  value,
  all,
  options,
  onChange,
}: Props<Value>) {
  return (
    <span className="relative inline-flex min-w-0">
      <select
        aria-label={label}
        value={value === null ? "" : String(value)}
        onChange={({ target }) => {
          const chosen = options.find(([one]) => String(one) === target.value);
          onChange(chosen === undefined ? null : chosen[0]);
        }}
        className={`min-h-11 max-w-full cursor-pointer appearance-none [field-sizing:content] rounded-control border py-1 pr-9 pl-3 text-body ${value === null ? "border-edge bg-surface" : "border-text bg-raised font-semibold"}`}
      >
        {all !== undefined && <option value="">{all}</option>}
        {options.map(([one, name]) => (
          <option key={one} value={String(one)}>
            {name}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2"
      />
    </span>
  );
}
