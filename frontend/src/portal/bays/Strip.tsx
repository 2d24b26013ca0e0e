import { CircleCheck, Hourglass, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { portal } from "@/words/portal";
import type { Summary } from "./bays";

/** The bays in three numbers. */
export function Strip({ summary: { working, silent, all, queued } }: { summary: Summary }) {
  return (
    <dl className="grid grid-cols-3 border-b border-line">
      <Number
        value={portal.bays.of(working, all)}
        name={portal.bays.state.working}
        icon={<CircleCheck aria-hidden className="size-4 shrink-0 text-good" />}
      />
      <Number
        value={String(silent)}
        name={portal.bays.state.silent}
        icon={silent > 0 && <TriangleAlert aria-hidden className="size-4 shrink-0 text-fault" />}
      />
      <Number
        value={String(queued)}
        name={portal.bays.waiting}
        icon={queued > 0 && <Hourglass aria-hidden className="size-4 shrink-0" />}
      />
    </dl>
  );
}

function Number({ value, name, icon }: { value: string; name: string; icon: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col-reverse justify-end gap-0.5 border-l border-line px-4 py-3 first:border-l-0 wide:px-6">
      <dt className="flex items-center gap-1.5 text-table text-quiet">
        {icon}
        <span className="min-w-0 break-words">{name}</span>
      </dt>
      <dd className="text-phone-title font-semibold tabular-nums">{value}</dd>
    </div>
  );
}
