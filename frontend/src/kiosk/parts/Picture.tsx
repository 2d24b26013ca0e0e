import type { ReactNode } from "react";

/** The picture's frame: over video the dark colours hold in both themes. */
export function Picture({ children }: { children: ReactNode }) {
  return (
    <div
      data-theme="dark"
      className="relative h-full w-full overflow-hidden rounded-card bg-surface text-text [grid-area:picture]"
    >
      {children}
    </div>
  );
}

/** The strip along the picture's foot. */
export function Caption({ children }: { children: ReactNode }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-0 flex h-17.5 items-center justify-between bg-ground/85 px-6 text-least whitespace-nowrap">
      {children}
    </div>
  );
}
