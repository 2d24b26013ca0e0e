import type { ReactNode } from "react";

/** One matter of the account. */
export function Part({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4 wide:p-6">
      <div>
        <h2 className="text-cue font-semibold">{title}</h2>
        {lead !== undefined && <p className="mt-1 text-body text-quiet">{lead}</p>}
      </div>
      {children}
    </section>
  );
}
