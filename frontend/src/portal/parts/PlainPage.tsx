import type { ReactNode } from "react";
import { Logo } from "./Logo";

/** A page of one column, before somebody is signed in. */
export function PlainPage({ title, lead, children }: { title: string; lead: string; children?: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-104 flex-col px-4 py-8 wide:py-16">
      <Logo />
      <main className="mt-10 flex flex-col gap-6">
        <div>
          <h1 className="text-phone-title font-semibold break-words">{title}</h1>
          <p className="mt-2 text-body break-words text-quiet">{lead}</p>
        </div>
        {children}
      </main>
    </div>
  );
}
