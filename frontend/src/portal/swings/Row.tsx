import { NotebookText } from "lucide-react";
import Link from "next/link";
import { portal } from "@/words/portal";
import { CueWords } from "../parts/CueWords";
import { Still } from "../parts/Still";
import { tempoOf, TempoScale, TempoValue } from "../parts/Tempo";
import { TempoLine } from "../parts/TempoLine";
import type { SwingRow } from "../server/swings";
import { timeOf } from "../when";

/** The columns of a history; at a phone's width a row stands on three lines beside its still. */
export const COLUMNS =
  "wide:grid-cols-[4.5rem_2.5rem_7.5rem_minmax(9rem,21rem)_6.5rem_7.25rem_minmax(8rem,1fr)_1.5rem]";

export function Row({ swing, href }: { swing: SwingRow; href: string }) {
  const tempo = tempoOf(swing);
  const { sketch } = swing;
  const time = timeOf(swing.captured_at_ms);
  return (
    <li className="border-b border-line [contain-intrinsic-size:auto_5.5rem] [content-visibility:auto]">
      <Link
        data-row
        href={href}
        aria-label={portal.swings.open(sketch?.number ?? 0, time)}
        className={`grid min-h-22 grid-cols-[3.5rem_minmax(0,1fr)] items-center gap-x-3 px-4 py-2 -outline-offset-2 hover:bg-raised wide:min-h-14 wide:gap-x-4 wide:px-6 wide:py-0 ${COLUMNS}`}
      >
        <span className="hidden wide:block">
          <span className="number block text-body">{time}</span>
          {sketch !== null && (
            <span className="block text-caption text-quiet">{portal.swings.number(sketch.number)}</span>
          )}
        </span>
        <Still swing={swing} className="row-span-3 h-18 w-14 wide:row-span-1 wide:h-11.5 wide:w-10" />
        <span className="flex min-w-0 items-center gap-2 wide:contents">
          <span className="number text-body wide:hidden">{time}</span>
          <span className="min-w-0 grow text-body max-wide:text-quiet">
            <span className="wide:block wide:font-semibold">{portal.clubs[swing.club]}</span>
            <span className="wide:hidden">, </span>
            <span className="max-wide:lowercase wide:block wide:text-caption wide:text-quiet">
              {portal.views[swing.view]}
            </span>
          </span>
          <span className="justify-self-end wide:order-last">{swing.note !== null && <NoteMark />}</span>
        </span>
        <span className="min-w-0">
          <TempoLine sketch={sketch} />
        </span>
        <span className="flex min-w-0 items-baseline justify-between gap-3 wide:contents">
          <span className="wide:text-right">
            <TempoValue tempo={tempo} />
          </span>
          <span className="hidden self-stretch wide:block">
            <TempoScale tempo={tempo} />
          </span>
          <span className="min-w-0 text-right text-body wide:text-left">
            <CueWords sketch={sketch} withheld={tempo === null} />
          </span>
        </span>
      </Link>
    </li>
  );
}

function NoteMark() {
  return (
    <>
      <NotebookText aria-hidden className="size-4 text-quiet" />
      <span className="sr-only">{portal.swings.note}</span>
    </>
  );
}
