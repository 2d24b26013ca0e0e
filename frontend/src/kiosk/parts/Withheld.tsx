import { words } from "@/words";

/** A value that is not shown keeps its place, hatched, with the reason in words. */
export function Withheld({ reason, title = words.withheld.title }: { reason: string; title?: string }) {
  return (
    <div className="hatched h-full rounded-card border border-edge p-6.5">
      <div className="flex h-full flex-col justify-center gap-3 rounded-[6px] bg-ground px-6 py-4">
        <p className="text-value font-semibold">{title}</p>
        <p className="text-least text-pretty">{reason}</p>
      </div>
    </div>
  );
}
