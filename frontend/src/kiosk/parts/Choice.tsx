import { Check } from "lucide-react";
import { Button } from "./Button";

interface Props<Value extends string> {
  label: string;
  options: readonly { value: Value; text: string }[];
  chosen: string;
  onChoose: (value: Value) => void;
  className: string;
}

/** One of a few, by one touch; the chosen one is filled and ticked. */
export function Choice<Value extends string>({ label, options, chosen, onChoose, className }: Props<Value>) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-5 text-least text-quiet">{label}</legend>
      <div className={`grid gap-6 ${className}`}>
        {options.map(({ value, text }) => {
          const isChosen = value === chosen;
          return (
            <Button
              key={value}
              look={isChosen ? "filled" : "outlined"}
              aria-pressed={isChosen}
              onClick={() => onChoose(value)}
              className={`!px-2 ${isChosen ? "" : "!bg-ground"}`}
              icon={isChosen && <Check aria-hidden className="size-10" strokeWidth={2.5} />}
            >
              {text}
            </Button>
          );
        })}
      </div>
    </fieldset>
  );
}
