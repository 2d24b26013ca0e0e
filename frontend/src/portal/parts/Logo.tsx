import { portal } from "@/words/portal";

/** The tempo bar: backswing, downswing, impact. */
export function Mark({ className = "" }: { className?: string }) {
  return (
    <svg viewBox="0 0 30 14" aria-hidden className={`h-3.5 w-7.5 ${className}`}>
      <rect x="0.5" y="3" width="15.5" height="8" fill="var(--backswing)" stroke="var(--edge)" />
      <rect x="17.5" y="3" width="7" height="8" fill="var(--text)" />
      <rect
        x="25.5"
        y="0.75"
        width="3.5"
        height="12.5"
        rx="1.5"
        fill="var(--mark)"
        stroke="var(--mark-edge)"
        strokeWidth="1.25"
      />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5 text-body font-semibold">
      <Mark />
      {portal.product}
    </span>
  );
}
