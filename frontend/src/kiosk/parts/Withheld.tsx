import { words } from "@/words";

interface Props {
  reason: string;
  title?: string;
  /** More of the hatching shows than of the words. */
  tall?: boolean;
}

/** A value that is not shown keeps its place, hatched, with the reason in words. */
export function Withheld({ reason, title = words.withheld.title, tall = false }: Props) {
  return (
    <div className="hatched flex h-full items-center rounded-card border border-edge p-6.5">
      <div
        className={`${tall ? "" : "h-full"} flex w-full flex-col justify-center gap-3 rounded-[6px] bg-ground px-6 py-4`}
      >
        <p className="text-value font-semibold">{title}</p>
        <p className="text-least text-pretty">{reason}</p>
      </div>
    </div>
  );
}
