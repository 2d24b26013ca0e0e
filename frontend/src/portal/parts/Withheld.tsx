import { EyeOff } from "lucide-react";

/** A value that is not shown keeps its place, hatched, with the reason in words. */
export function Withheld({ reason }: { reason: string }) {
  return (
    <span className="hatched flex min-h-7 items-center rounded-control border border-dashed border-edge px-2 py-0.5">
      <span className="inline-flex items-center gap-2 rounded bg-surface px-1.5 py-0.5 text-caption text-quiet">
        <EyeOff aria-hidden className="size-3.5 shrink-0" />
        {reason}
      </span>
    </span>
  );
}
