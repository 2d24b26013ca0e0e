"use client";

import { portal } from "@/words/portal";
import { browserOf } from "../browser";
import { saidOf } from "../forms";
import { Button } from "../parts/Button";
import { Loaded } from "../parts/Loaded";
import { Note } from "../parts/Note";
import { useEndSession, useSessions, type OneSession } from "../server/account";
import { useNow } from "../useNow";
import { momentOf } from "../when";
import { Part } from "./Part";

export function Sessions() {
  const sessions = useSessions();
  const end = useEndSession();
  return (
    <Part title={portal.account.sessions} lead={portal.account.sessionsLead}>
      {end.isError && <Note tone="fault">{saidOf(end.error)}</Note>}
      <Loaded query={sessions} rows={1} rowClass="h-16">
        {(list) => (
          <ul className="divide-y divide-line border-y border-line">
            {list.map((session) => (
              <Row
                key={session.session_id}
                session={session}
                busy={end.isPending && end.variables === session.session_id}
                onEnd={() => end.mutate(session.session_id)}
              />
            ))}
          </ul>
        )}
      </Loaded>
    </Part>
  );
}

function Row({ session, busy, onEnd }: { session: OneSession; busy: boolean; onEnd: () => void }) {
  const browser = browserOf(session.browser);
  const when = momentOf(session.made_at_ms, useNow());
  return (
    <li className="flex min-h-16 items-center justify-between gap-4 py-2">
      <div className="min-w-0">
        <p className="text-body font-semibold">{browser}</p>
        <p className="text-table text-quiet">{portal.account.since(when)}</p>
      </div>
      {session.current ? (
        <span className="shrink-0 text-table text-quiet">{portal.account.here}</span>
      ) : (
        <Button aria-label={portal.account.endLabel(browser, when)} busy={busy} onClick={onEnd}>
          {portal.account.end}
        </Button>
      )}
    </li>
  );
}
