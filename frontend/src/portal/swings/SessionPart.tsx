"use client";

import { portal } from "@/words/portal";
import { dayOf, timeOf } from "../when";
import { Row } from "./Row";
import type { Session } from "./sessions";

interface Props {
  session: Session;
  now_ms: number;
  /** Whether all of it is here: only then it is counted. */
  complete: boolean;
  /** What the history is narrowed to, for the way back. */
  query: string;
}

/** One session with its day, its bay and its swings. */
export function SessionPart({ session, now_ms, complete, query }: Props) {
  const { swings, first_ms, last_ms, bay, tempo } = session;
  const day = dayOf(last_ms, now_ms);
  const count = complete ? portal.swings.count(swings.length) : portal.swings.atLeast(swings.length);
  const facts = [portal.swings.fromTo(timeOf(first_ms), timeOf(last_ms)), bay, count];
  return (
    <section>
      <h2 className="flex flex-wrap items-baseline gap-x-3 border-b border-line px-4 pt-4 pb-2 wide:px-6">
        <span className="text-body font-semibold first-letter:uppercase">{day}</span>
        <span className="text-table font-normal text-quiet">{facts.join(" · ")}</span>
        {tempo !== null && complete && swings.length > 1 && (
          <span className="ml-auto text-table font-normal text-quiet">
            {portal.swings.median(tempo.toFixed(2))}
          </span>
        )}
      </h2>
      <ol>
        {swings.map((swing) => (
          <Row
            key={swing.swing_id}
            swing={swing}
            href={`/swing/?id=${swing.swing_id}${query === "" ? "" : `&from=${encodeURIComponent(query)}`}`}
          />
        ))}
      </ol>
    </section>
  );
}
