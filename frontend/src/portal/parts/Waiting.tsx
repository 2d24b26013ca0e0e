import { portal } from "@/words/portal";

/** Rows of the height that what is waited for will have: nothing moves when it arrives. */
export function Waiting({ rows, className = "h-14" }: { rows: number; className?: string }) {
  return (
    <div role="status" className="arrives-late">
      <span className="sr-only">{portal.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} aria-hidden className={`flex items-center gap-4 border-b border-line ${className}`}>
          <span className="waiting h-3.5 w-24 rounded bg-raised" />
          <span className="waiting h-3.5 flex-1 rounded bg-raised" />
          <span className="waiting h-3.5 w-12 rounded bg-raised" />
        </div>
      ))}
    </div>
  );
}
