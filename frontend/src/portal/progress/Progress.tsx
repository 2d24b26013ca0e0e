"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { signed } from "@/kiosk/format";
import { portal } from "@/words/portal";
import { useMe } from "../me";
import { METRICS, numberText } from "../metrics";
import { Choice } from "../parts/Choice";
import { Empty } from "../parts/Empty";
import { Loaded } from "../parts/Loaded";
import { Shell } from "../Shell";
import { SignedIn } from "../SignedIn";
import { useTrend, type AskedTrend } from "../server/trends";
import { CLUBS, VIEWS } from "../swings/filters";
import { useName } from "../swings/useName";
import { useNow } from "../useNow";
import { Chart } from "./Chart";
import { askedOf, bucketDays, searchOf, shownOf, slopeOf, SPANS, type Shown, type Slope } from "./progress";

/** How one number of a player has gone over time, and whether it has changed at all. */
export function Progress() {
  return (
    <SignedIn>
      <Page />
    </SignedIn>
  );
}

function Page() {
  const query = useSearchParams();
  const router = useRouter();
  const me = useMe();
  const now_ms = useNow();
  const shown = shownOf(new URLSearchParams(query));
  const name = useName(shown.player);
  const change = (changes: Partial<Shown>) =>
    router.replace(`/progress/${searchOf({ ...shown, ...changes })}`, { scroll: false });
  return (
    <Shell
      title={name === undefined ? portal.progress.title : portal.progress.of(name)}
      lead={portal.progress.dot[bucketDays(shown.days)]}
      within={shown.player === null ? "/progress/" : "/players/"}
    >
      <Choices shown={shown} onChange={change} />
      <div className="px-4 py-5 wide:px-6">
        <Trend shown={shown} asked={askedOf(shown, me.person_id, now_ms)} now_ms={now_ms} />
      </div>
    </Shell>
  );
}

function Choices({ shown, onChange }: { shown: Shown; onChange: (changes: Partial<Shown>) => void }) {
  const { progress, swings } = portal;
  const numbers = Object.entries(METRICS).filter(([name]) => name !== "tempo_class");
  return (
    <div
      role="group"
      aria-label={progress.shown}
      className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 wide:px-6"
    >
      <Choice
        label={progress.metric}
        value={shown.metric}
        options={numbers.map(([name, { title }]) => [name, title] as const)}
        onChange={(metric) => onChange({ metric: metric ?? "tempo_ratio" })}
      />
      <Choice
        label={progress.days}
        value={shown.days}
        options={SPANS.map(([days]) => [days, progress.last[days]] as const)}
        onChange={(days) => onChange({ days: days ?? 90 })}
      />
      <Choice
        label={swings.club}
        value={shown.club}
        all={swings.allClubs}
        options={CLUBS.map((club) => [club, portal.clubs[club]] as const)}
        onChange={(club) => onChange({ club })}
      />
      <Choice
        label={swings.view}
        value={shown.view}
        all={swings.allViews}
        options={VIEWS.map((view) => [view, portal.views[view]] as const)}
        onChange={(view) => onChange({ view })}
      />
    </div>
  );
}

function Trend({ shown, asked, now_ms }: { shown: Shown; asked: AskedTrend; now_ms: number }) {
  const trend = useTrend(asked);
  const { title, band, unit } = METRICS[shown.metric]!;
  const text = (value: number) => numberText(value, unit);
  return (
    <Loaded query={trend} rows={6}>
      {({ points, bucket_ms }) => {
        if (points.length === 0) {
          return <Empty title={portal.progress.noneTitle} lead={portal.progress.noneLead} />;
        }
        const slope = slopeOf(points, bucket_ms);
        const count = points.reduce((sum, point) => sum + point.count, 0);
        return (
          <section className="flex flex-col gap-4">
            <div>
              <h2 className="text-cue font-semibold">{title}</h2>
              <p className="text-body">
                <Verdict slope={slope} unit={unit} />
              </p>
              <p className="text-table text-quiet">{portal.progress.legend(count)}</p>
            </div>
            <div className="pb-6">
              <Chart
                points={points}
                bucket_ms={bucket_ms}
                from_ms={asked.from_ms}
                until_ms={asked.until_ms}
                band={band === null ? null : [band[0]!, band[1]!]}
                slope={slope}
                now_ms={now_ms}
                text={text}
              />
            </div>
            {band !== null && (
              <p className="text-table text-quiet">{portal.progress.band(text(band[0]!), text(band[1]!))}</p>
            )}
          </section>
        );
      }}
    </Loaded>
  );
}

/** The change in a month with its doubt; no change where the doubt is larger. */
function Verdict({ slope, unit }: { slope: Slope | null; unit: (typeof METRICS)[string]["unit"] }) {
  const { progress } = portal;
  if (slope === null) return progress.tooFew;
  if (slope.change === "none") return progress.none;
  const plus = slope.perMonth > 0 ? "+" : "";
  const digits = 2;
  const said = `${plus}${numberText(slope.perMonth, unit, digits)}`;
  return (
    <>
      <strong className="tabular-nums">
        {said} ± {signed(unit === "share" ? 100 * slope.half : slope.half, digits)}
      </strong>{" "}
      {progress[slope.change]}
    </>
  );
}
