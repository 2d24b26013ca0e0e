"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { portal } from "@/words/portal";
import { Button } from "../parts/Button";
import { CueWords } from "../parts/CueWords";
import { Empty } from "../parts/Empty";
import { Loaded } from "../parts/Loaded";
import { Still } from "../parts/Still";
import { tempoOf, TempoValue } from "../parts/Tempo";
import { TempoLine } from "../parts/TempoLine";
import { Shell } from "../Shell";
import { SignedIn } from "../SignedIn";
import { usePlayers, type Player } from "../server/swings";
import { useNow } from "../useNow";
import { isTyping, useRowKeys } from "../useRowKeys";
import { momentOf } from "../when";
import { found } from "./found";

const ADDRESS_WAIT_MS = 150;

/** A coach's players, who hit a ball last on top. */
export function Players() {
  return (
    <SignedIn>
      <Page />
    </SignedIn>
  );
}

function Page() {
  const players = usePlayers(true);
  const here = usePathname();
  const asked = useSearchParams().get("q") ?? "";
  const [typed, find] = useState(asked);
  // The address follows once typing rests: the router tells each change again, late, over the one that came next.
  useEffect(() => {
    if (typed === asked) return;
    const query = typed === "" ? "" : `?${new URLSearchParams({ q: typed })}`;
    const wait = setTimeout(() => window.history.replaceState(null, "", `${here}${query}`), ADDRESS_WAIT_MS);
    return () => clearTimeout(wait);
  }, [typed, asked, here]);
  const lead = players.data && players.data.length > 0 ? portal.players.lead(players.data.length) : undefined;
  return (
    <Shell title={portal.players.title} lead={lead} actions={<Find typed={typed} onType={find} />}>
      <div className="px-4 wide:px-6">
        <Loaded query={players} rows={8} rowClass="h-22 wide:h-14">
          {(people) => <List people={people} typed={typed} onClear={() => find("")} />}
        </Loaded>
      </div>
    </Shell>
  );
}

function Find({ typed, onType }: { typed: string; onType: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <label className="relative block w-full max-w-64 min-w-0">
      <span className="sr-only">{portal.players.find}</span>
      <Search aria-hidden className="absolute top-1/2 left-3 size-4 -translate-y-1/2 text-quiet" />
      <input
        ref={field}
        type="search"
        value={typed}
        dir="auto"
        maxLength={80}
        placeholder={portal.players.find}
        onChange={({ target }) => onType(target.value)}
        className="min-h-11 w-full rounded-control border border-edge bg-surface pr-3 pl-9 text-[1rem] placeholder:text-quiet wide:text-body"
      />
    </label>
  );
}

interface ListProps {
  people: readonly Player[];
  typed: string;
  onClear: () => void;
}

function List({ people, typed, onClear }: ListProps) {
  const list = useRef<HTMLOListElement>(null);
  const now_ms = useNow();
  useRowKeys(list);
  if (people.length === 0) return <Empty title={portal.players.noneTitle} lead={portal.players.noneLead} />;
  const shown = found(people, typed);
  if (shown.length === 0) {
    return (
      <Empty title={portal.players.noMatch(typed)} lead={portal.players.noMatchLead}>
        <Button look="primary" onClick={onClear}>
          {portal.players.clear}
        </Button>
      </Empty>
    );
  }
  return (
    <ol ref={list} className="-mx-4 wide:-mx-6">
      {shown.map((player) => (
        <Row key={player.person_id} player={player} now_ms={now_ms} />
      ))}
    </ol>
  );
}

const COLUMNS =
  "wide:grid-cols-[2.5rem_minmax(9rem,14rem)_minmax(9rem,12rem)_minmax(9rem,18rem)_7rem_minmax(8rem,1fr)]";

function Row({ player: { person_id, name, last }, now_ms }: { player: Player; now_ms: number }) {
  return (
    <li className="border-b border-line [contain-intrinsic-size:auto_5.5rem] [content-visibility:auto]">
      <Link
        data-row
        href={`/swings/?player=${person_id}`}
        aria-label={portal.players.open(name)}
        className={`grid min-h-22 grid-cols-[3.5rem_1fr_auto] items-center gap-x-3 px-4 py-2 -outline-offset-2 hover:bg-raised wide:min-h-14 wide:gap-x-4 wide:px-6 wide:py-1 ${COLUMNS}`}
      >
        {last === null ? (
          <span className="row-span-3 wide:row-span-1" />
        ) : (
          <Still
            swing={last}
            className="row-span-3 h-18 w-14 self-center wide:row-span-1 wide:h-11.5 wide:w-10"
          />
        )}
        <bdi className="col-span-2 min-w-0 text-body font-semibold break-words wide:col-span-1">{name}</bdi>
        {last === null ? (
          <span className="col-span-2 text-body text-quiet">{portal.players.noSwing}</span>
        ) : (
          <>
            <span className="col-span-2 block min-w-0 text-table text-quiet first-letter:uppercase wide:col-span-1">
              <span className="wide:block wide:text-body wide:text-text wide:first-letter:uppercase">
                {momentOf(last.captured_at_ms, now_ms)}
              </span>
              <span className="wide:hidden"> · </span>
              <span>
                {portal.clubs[last.club]}, {last.bay}
              </span>
            </span>
            <span className="hidden min-w-0 wide:block">
              <TempoLine sketch={last.sketch} />
            </span>
            <span className="wide:text-right">
              <TempoValue tempo={tempoOf(last)} />
            </span>
            <span className="min-w-0 text-right text-body wide:text-left">
              <CueWords sketch={last.sketch} withheld={tempoOf(last) === null} />
            </span>
          </>
        )}
      </Link>
    </li>
  );
}
