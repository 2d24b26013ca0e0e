import type { ReactNode } from "react";

/** Where there is nothing yet: what happened, and the next step. */
export function Empty({ title, lead, children }: { title: string; lead: string; children?: ReactNode }) {
  return (
    <section className="flex flex-col items-start gap-3 py-6">
      <svg viewBox="0 0 250 24" aria-hidden className="h-6 w-full max-w-62.5" fill="none">
        <g stroke="var(--edge)" strokeDasharray="4 3">
          <path d="M.5 6.5h120v11H.5zM120.5 6.5h42v11h-42zM172 12h77" />
        </g>
        <rect x="163" y="1" width="6" height="22" rx="3" fill="var(--mark)" stroke="var(--mark-edge)" />
      </svg>
      <h2 className="text-cue font-semibold">{title}</h2>
      <p className="max-w-prose text-body text-quiet">{lead}</p>
      {children}
    </section>
  );
}
