"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { portal } from "@/words/portal";
import { placesOf, type Place } from "./nav";
import { Logo } from "./parts/Logo";
import { useMe } from "./me";

interface Props {
  title: string;
  /** Beside the title. */
  lead?: ReactNode;
  /** The place that this page belongs to, where it has none of its own. */
  within?: string;
  /** At the bar's end. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A list page: places on the left, or as tabs at a phone's foot; the title's bar on top. */
export function Shell({ title, lead, within, actions, children }: Props) {
  const me = useMe();
  const places = placesOf(me.roles);
  const pathname = usePathname();
  const here = within ?? pathname;
  return (
    <div className="wide:grid wide:grid-cols-[13rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only rounded-control bg-primary px-4 py-3 text-on-primary focus:not-sr-only focus:absolute focus:z-20"
      >
        {portal.nav.skip}
      </a>
      <aside className="hidden border-r border-line wide:block">
        <div className="sticky top-0 flex h-dvh flex-col px-3 py-4">
          <div className="px-2">
            <Logo />
          </div>
          <p className="mt-4 mb-2 rounded-control break-words border border-line bg-surface px-3 py-2 text-table font-semibold">
            {me.organisation}
          </p>
          <Places places={places} here={here} look="side" />
          <div className="mt-auto border-t border-line px-2 pt-3">
            <p dir="auto" className="text-table font-semibold break-words">
              {me.name}
            </p>
            <p className="text-caption text-quiet">{me.roles.map((role) => portal.roles[role]).join(", ")}</p>
          </div>
        </div>
      </aside>
      <div className="min-w-0 pb-24 wide:pb-0">
        <header className="sticky top-0 z-10 flex min-h-16 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-ground px-4 py-2 wide:min-h-14 wide:px-6 wide:py-1">
          <h1 dir="auto" className="min-w-0 text-phone-title font-semibold break-words wide:text-cue">
            {title}
          </h1>
          {lead !== undefined && <p className="hidden text-body text-quiet wide:block">{lead}</p>}
          {actions !== undefined && (
            <div className="ml-auto flex min-w-0 grow items-center justify-end gap-2">{actions}</div>
          )}
        </header>
        <main id="content" tabIndex={-1} className="outline-none">
          {children}
        </main>
      </div>
      <div className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] wide:hidden">
        <Places places={places} here={here} look="tabs" />
      </div>
    </div>
  );
}

const LOOKS = {
  side: {
    list: "flex flex-col gap-0.5",
    link: "flex min-h-10 items-center gap-3 rounded-control px-3 text-body",
    here: "bg-raised font-semibold shadow-[inset_3px_0_0_var(--text)]",
    icon: "size-4.5",
  },
  tabs: {
    list: "grid auto-cols-fr grid-flow-col",
    link: "flex min-h-16 flex-col items-center justify-center gap-1 px-1 text-caption",
    here: "font-semibold shadow-[inset_0_3px_0_var(--text)]",
    icon: "size-6",
  },
} as const;

interface PlacesProps {
  places: readonly Place[];
  here: string;
  look: keyof typeof LOOKS;
}

function Places({ places, here, look }: PlacesProps) {
  const { list, link, here: current, icon } = LOOKS[look];
  return (
    <nav aria-label={portal.nav.label}>
      <ul className={list}>
        {places.map(({ href, name, icon: Icon }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={here === href ? "page" : undefined}
              className={`${link} ${here === href ? current : "text-quiet hover:text-text"}`}
            >
              <Icon aria-hidden className={icon} />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
