import type { SwingReport } from "@/wire";
import { words } from "@/words";
import { fixed, measured, type Measured } from "../format";
import { timelineOf, type Timeline } from "../timeline";
import { useLayout } from "../useLayout";
import { EventNames, Ticks } from "./TimeAxis";

/** Room that the downswing's own words need, mm. */
const ROOM_MM = { name: 48, secondsWithUnit: 54, seconds: 40 };

interface Props {
  report: SwingReport;
  /** Names above the bar; the replay has its playhead there. */
  named?: boolean;
  /** Draws itself once, in the swing's own time. */
  drawn?: boolean;
  children?: (timeline: Timeline) => React.ReactNode;
}

/** Backswing and downswing in true proportion, ticks at the events, impact the brightest. */
export function TempoBar({ report, named = true, drawn = false, children }: Props) {
  const { column_mm } = useLayout();
  const { events, cue } = report;
  const timeline = timelineOf(events);
  const parts = partsOf(report, timeline, column_mm);
  return (
    <div>
      {named && parts && <PartNames parts={parts} />}
      <div className="relative h-30">
        {parts && <Parts parts={parts} drawn={drawn} />}
        <Ticks events={events} timeline={timeline} evidence={cue?.event ?? null} />
        {events.impact && (
          <div
            className="absolute -top-4 h-34 w-3 -translate-x-1/2 bg-mark"
            style={{ left: `calc(${percent(timeline.at(events.impact.time_s))} + var(--mm) * 1)` }}
          />
        )}
        {children?.(timeline)}
      </div>
      <EventNames events={events} timeline={timeline} length_mm={column_mm} />
    </div>
  );
}

interface BarParts {
  /** Shares of the axis. */
  start: number;
  turn: number;
  end: number;
  down_mm: number;
  duration_s: number;
  back: Measured;
  down: Measured;
}

/** Null when the tempo is withheld: then the axis stands alone. */
function partsOf(report: SwingReport, timeline: Timeline, length_mm: number): BarParts | null {
  const { takeaway, top, impact } = report.events;
  const back = measured(report.metrics["backswing_s"]);
  const down = measured(report.metrics["downswing_s"]);
  if (takeaway === null || top === null || impact === null || back === null || down === null) return null;
  const [start, turn, end] = [takeaway, top, impact].map(({ time_s }) => timeline.at(time_s)) as [
    number,
    number,
    number,
  ];
  const duration_s = timeline.to_s - timeline.from_s;
  return { start, turn, end, down_mm: (end - turn) * length_mm, duration_s, back, down };
}

function Parts({
  parts: { start, turn, end, down_mm, duration_s, back, down },
  drawn,
}: {
  parts: BarParts;
  drawn: boolean;
}) {
  const [backText, downText] = [fixed(back.value, 2), fixed(down.value, 2)];
  const part = "number absolute top-0 flex h-22 items-center overflow-hidden text-value whitespace-nowrap";
  return (
    <div
      role="img"
      aria-label={words.tempo.bar(backText, downText)}
      className={`absolute inset-0 ${drawn ? "draws-once" : ""}`}
      style={{ "--draw": `${duration_s}s` } as React.CSSProperties}
    >
      <div
        className={`${part} soft-start bg-backswing pl-6 text-[#0f1714]`}
        style={{ left: percent(start), width: `calc(${percent(turn - start)} - var(--mm) * 0.5)` }}
      >
        {words.tempo.seconds(backText)}
      </div>
      <div
        className={`${part} justify-center bg-text text-ground`}
        style={{
          left: `calc(${percent(turn)} + var(--mm) * 0.5)`,
          width: `calc(${percent(end - turn)} - var(--mm) * 1.6)`,
        }}
      >
        {down_mm >= ROOM_MM.secondsWithUnit && words.tempo.seconds(downText)}
        {down_mm < ROOM_MM.secondsWithUnit && down_mm >= ROOM_MM.seconds && downText}
      </div>
    </div>
  );
}

function PartNames({ parts: { start, turn, down_mm, down } }: { parts: BarParts }) {
  const isRoomy = down_mm > ROOM_MM.name;
  return (
    <div className="relative h-16 text-least leading-none whitespace-nowrap">
      <span className="absolute top-0 text-quiet" style={{ left: percent(start) }}>
        {isRoomy ? words.tempo.backswing : words.tempo.back}
      </span>
      <span className="absolute top-0" style={{ left: percent(turn) }}>
        {isRoomy ? words.tempo.downswing : words.tempo.down}
        {down_mm < ROOM_MM.seconds && (
          <span className="number"> {words.tempo.seconds(fixed(down.value, 2))}</span>
        )}
      </span>
    </div>
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(3)}%`;
}
