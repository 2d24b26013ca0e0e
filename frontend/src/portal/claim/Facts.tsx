"use client";

import type { ReactNode } from "react";
import { portal } from "@/words/portal";
import type { CodeFacts } from "../server/claims";
import { useNow } from "../useNow";
import { dayOf, momentOf, timeOf } from "../when";

/** Where and when the swings were hit, and how long there is time. */
export function Facts({ facts }: { facts: CodeFacts }) {
  const now_ms = useNow();
  const { session, organisation, expires_at_ms, kept_until_ms } = facts;
  const { claim } = portal;
  if (session === null && expires_at_ms === null) return null;
  return (
    <>
      <dl className="divide-y divide-line border-y border-line text-body">
        {session !== null && (
          <>
            <Fact name={claim.where}>{[organisation, session.bay].filter(Boolean).join(", ")}</Fact>
            {session.first_at_ms !== null && session.last_at_ms !== null && (
              <Fact name={claim.when}>
                <span className="inline-block first-letter:uppercase">
                  {claim.span(momentOf(session.first_at_ms, now_ms), timeOf(session.last_at_ms))}
                </span>
              </Fact>
            )}
            <Fact name={claim.arrived}>{claim.swings(session.swings)}</Fact>
          </>
        )}
        {expires_at_ms !== null && <Fact name={claim.until}>{timeOf(expires_at_ms)}</Fact>}
      </dl>
      {kept_until_ms !== null && (
        <p className="text-table text-quiet">{claim.kept(dayOf(kept_until_ms, now_ms))}</p>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-12 items-center justify-between gap-4 py-2">
      <dt className="shrink-0 text-quiet">{name}</dt>
      <dd className="min-w-0 text-right font-semibold break-words">{children}</dd>
    </div>
  );
}
