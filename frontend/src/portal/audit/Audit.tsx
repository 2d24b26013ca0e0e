"use client";

import { portal } from "@/words/portal";
import { Ahead } from "../parts/Ahead";
import { Empty } from "../parts/Empty";
import { Fault } from "../parts/Fault";
import { Waiting } from "../parts/Waiting";
import { Shell } from "../Shell";
import { SignedIn } from "../SignedIn";
import { useAudit, usePeople, type Entry } from "../server/people";
import { useNow } from "../useNow";
import { momentOf } from "../when";
import { outcomeOf, sentenceOf } from "./sentence";

/** The log for an admin: who saw and changed what, newest first. */
export function Audit() {
  return (
    <SignedIn>
      <Shell title={portal.audit.title} lead={portal.audit.lead}>
        <div className="px-4 wide:px-6">
          <List />
        </div>
      </Shell>
    </SignedIn>
  );
}

function List() {
  const log = useAudit();
  const people = usePeople();
  if (log.data === undefined || people.isPending) {
    return log.isError ? (
      <Fault error={log.error} onTryAgain={() => void log.refetch()} />
    ) : (
      <Waiting rows={9} className="h-14" />
    );
  }
  const names = new Map(people.data?.map(({ person_id, name }) => [person_id, name]));
  const entries = log.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) return <Empty title={portal.audit.noneTitle} lead={portal.audit.noneLead} />;
  return (
    <>
      <ol className="-mx-4 wide:-mx-6">
        {entries.map((entry) => (
          <Row key={entry.entry_id} entry={entry} names={names} />
        ))}
      </ol>
      <Ahead pages={log} words={portal.audit} />
    </>
  );
}

function Row({ entry, names }: { entry: Entry; names: ReadonlyMap<string, string> }) {
  const now_ms = useNow();
  const { who, did, about } = sentenceOf(entry, names);
  const outcome = outcomeOf(entry.status);
  return (
    <li className="grid min-h-14 content-center gap-x-4 border-b border-line px-4 py-2 wide:grid-cols-[11rem_minmax(0,1fr)_8rem] wide:items-center wide:px-6">
      <span className="text-table text-quiet tabular-nums first-letter:uppercase">
        {momentOf(entry.at_ms, now_ms)}
      </span>
      <span className="min-w-0 text-body break-words">
        <bdi className="font-semibold">{who}</bdi> {did}
        {about !== null && (
          <>
            {" "}
            <bdi>{portal.audit.about(about)}</bdi>
          </>
        )}
      </span>
      {outcome !== null && (
        <span className="text-table text-fault" title={portal.audit.reference(entry.request_id)}>
          {outcome}
        </span>
      )}
    </li>
  );
}
