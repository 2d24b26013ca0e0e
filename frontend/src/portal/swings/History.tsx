"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useRef } from "react";
import { portal } from "@/words/portal";
import { Ahead } from "../parts/Ahead";
import { Button, ButtonLink } from "../parts/Button";
import { Choice } from "../parts/Choice";
import { Empty } from "../parts/Empty";
import { Fault } from "../parts/Fault";
import { Keys } from "../parts/Keys";
import { Waiting } from "../parts/Waiting";
import { Shell } from "../Shell";
import { SignedIn } from "../SignedIn";
import { useHistory } from "../server/swings";
import { useNow } from "../useNow";
import { useRowKeys } from "../useRowKeys";
import { askedOf, CLUBS, DAYS, filtersOf, isNarrowed, searchOf, VIEWS, type Filters } from "./filters";
import { sessionsOf } from "./sessions";
import { useName } from "./useName";
import { SessionPart } from "./SessionPart";

export function History() {
  return (
    <SignedIn>
      <Filtered />
    </SignedIn>
  );
}

function Filtered() {
  const query = useSearchParams();
  const router = useRouter();
  const filters = filtersOf(new URLSearchParams(query));
  const name = useName(filters.player);
  const change = (changes: Partial<Filters>) =>
    router.replace(`/swings/${searchOf({ ...filters, ...changes })}`, { scroll: false });
  return (
    <Shell
      title={name === undefined ? portal.swings.title : portal.swings.of(name)}
      within={filters.player === null ? "/swings/" : "/players/"}
      actions={
        filters.player !== null && (
          <ButtonLink href={`/progress/?player=${filters.player}`}>{portal.progress.title}</ButtonLink>
        )
      }
    >
      <div
        role="group"
        aria-label={portal.swings.filters}
        className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 wide:px-6"
      >
        <Choice
          label={portal.swings.days}
          value={filters.days}
          all={portal.swings.allDays}
          options={DAYS.map((days) => [days, portal.swings.lastDays(days)] as const)}
          onChange={(days) => change({ days })}
        />
        <Choice
          label={portal.swings.club}
          value={filters.club}
          all={portal.swings.allClubs}
          options={CLUBS.map((club) => [club, portal.clubs[club]] as const)}
          onChange={(club) => change({ club })}
        />
        <Choice
          label={portal.swings.view}
          value={filters.view}
          all={portal.swings.allViews}
          options={VIEWS.map((view) => [view, portal.views[view]] as const)}
          onChange={(view) => change({ view })}
        />
        {isNarrowed(filters) && (
          <Button look="plain" onClick={() => change({ club: null, view: null, days: null })}>
            {portal.swings.clear}
          </Button>
        )}
        <div className="ml-auto">
          <Keys
            keys={[
              ["J K", portal.swings.keys.next],
              ["Enter", portal.swings.keys.open],
            ]}
          />
        </div>
      </div>
      <List filters={filters} onClear={() => change({ club: null, view: null, days: null })} />
    </Shell>
  );
}

function List({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const now_ms = useNow();
  const history = useHistory(askedOf(filters, now_ms));
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  if (history.data === undefined) {
    return (
      <div className="px-4 wide:px-6">
        {history.isError ? (
          <Fault error={history.error} onTryAgain={() => void history.refetch()} />
        ) : (
          <Waiting rows={9} className="h-22 wide:h-14" />
        )}
      </div>
    );
  }
  const sessions = sessionsOf(history.data.pages.flatMap(({ swings }) => swings));
  if (sessions.length === 0) return <Nothing filters={filters} onClear={onClear} />;
  const query = searchOf({ ...filters, player: null });
  return (
    <div ref={list}>
      {sessions.map((session, i) => (
        <SessionPart
          key={session.id}
          session={session}
          now_ms={now_ms}
          complete={!history.hasNextPage || i < sessions.length - 1}
          query={query}
        />
      ))}
      <Ahead pages={history} words={portal.swings} />
    </div>
  );
}

function Nothing({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const { swings } = portal;
  const narrowed = isNarrowed(filters);
  const others = filters.player !== null;
  const title = narrowed ? swings.noMatchTitle : others ? swings.noneOfTitle : swings.noneTitle;
  const lead = narrowed ? swings.noMatchLead : others ? swings.noneOfLead : swings.noneLead;
  return (
    <div className="px-4 wide:px-6">
      <Empty title={title} lead={lead}>
        {narrowed && (
          <Button look="primary" onClick={onClear}>
            {swings.clear}
          </Button>
        )}
      </Empty>
    </div>
  );
}
