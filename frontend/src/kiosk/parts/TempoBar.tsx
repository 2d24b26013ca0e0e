import type { EventName, Events, SwingReport } from "@/wire";
import { words } from "@/words";
import { fixed, measured } from "../format";
import { spread, TICKED, timelineOf, type Timeline } from "../timeline";
import { useLayout } from "../useLayout";

/** Advance of one letter of the least text, and of one digit of a value, mm. */
const LETTER_MM = 6.7;
const DIGITS_MM = { withUnit: 54, alone: 40 };
const NAMED: readonly EventName[] = ["address", "top", "impact", "finish"];

interface Props {
  report: SwingReport;
  /** Names above the bar; the replay has its playhead there. */
  named?: boolean;
  drawn?: boolean;
  children?: (timeline: Timeline) => React.ReactNode;
}

/** Backswing and downswing in true proportion, ticks at the events, impact the brightest. */
export function TempoBar({ report, named = true, drawn = false, children }: Props) {
  const { column_mm } = useLayout();
  const timeline = timelineOf(report.events);
  const back = measured(report.metrics["backswing_s"]);
  const down = measured(report.metrics["downswing_s"]);
  if (timeline === null || back === null || down === null) return null;
  const { takeaway, top, impact } = report.events;
  const place = (event: { time_s: number } | null) => timeline.at(event?.time_s ?? timeline.from_s);
  const [from, turn, hit] = [place(takeaway), place(top), place(impact)];
  const text = { back: fixed(back.value, 2), down: fixed(down.value, 2) };
  const down_mm = (hit - turn) * column_mm;
  const seconds = down_mm >= DIGITS_MM.withUnit ? words.tempo.seconds(text.down) : text.down;
  return (
    <div
      className="relative"
      style={{ "--draw": `${timeline.to_s - timeline.from_s}s` } as React.CSSProperties}
    >
      {named && (
        <BarNames
          from={from}
          turn={turn}
          fits={down_mm > 48}
          down={down_mm < DIGITS_MM.alone ? text.down : null}
        />
      )}
      <div className="relative h-30" role="img" aria-label={words.tempo.bar(text.back, text.down)}>
        <div className={drawn ? "draws-once absolute inset-0" : "absolute inset-0"}>
          <div
            className="soft-start number absolute top-0 flex h-22 items-center overflow-hidden bg-backswing pl-6 text-value text-[#0f1714]"
            style={{ left: percent(from), width: `calc(${percent(turn - from)} - var(--mm) * 0.5)` }}
          >
            {words.tempo.seconds(text.back)}
          </div>
          <div
            className="number absolute top-0 flex h-22 items-center justify-center overflow-hidden bg-text text-value whitespace-nowrap text-ground"
            style={{
              left: `calc(${percent(turn)} + var(--mm) * 0.5)`,
              width: `calc(${percent(hit - turn)} - var(--mm) * 1.6)`,
            }}
          >
            {down_mm >= DIGITS_MM.alone && seconds}
          </div>
        </div>
        <Ticks events={report.events} timeline={timeline} evidence={report.cue?.event ?? null} />
        <div
          className="absolute -top-4 h-34 w-3 -translate-x-1/2 bg-mark"
          style={{ left: `calc(${percent(hit)} + var(--mm) * 1)` }}
        />
        {children?.(timeline)}
      </div>
      <EventNames events={report.events} timeline={timeline} length_mm={column_mm} />
    </div>
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(3)}%`;
}

function BarNames({
  from,
  turn,
  fits,
  down,
}: {
  from: number;
  turn: number;
  fits: boolean;
  down: string | null;
}) {
  const name = fits ? words.tempo : { backswing: words.tempo.back, downswing: words.tempo.down };
  return (
    <div className="relative h-16 text-least leading-none whitespace-nowrap">
      <span className="absolute top-0 text-quiet" style={{ left: percent(from) }}>
        {name.backswing}
      </span>
      <span className="absolute top-0" style={{ left: percent(turn) }}>
        {name.downswing}
        {down !== null && <span className="number"> {words.tempo.seconds(down)}</span>}
      </span>
    </div>
  );
}

function Ticks({
  events,
  timeline,
  evidence,
}: {
  events: Events;
  timeline: Timeline;
  evidence: EventName | null;
}) {
  const proof = evidence === null ? null : events[evidence];
  return (
    <div className="absolute inset-x-0 top-22">
      <div className="absolute inset-x-0 top-0 h-[2px] -translate-y-1/2 bg-edge" />
      {TICKED.map((name) => {
        const event = events[name];
        if (event === null || name === "impact" || event.time_s > timeline.to_s) return null;
        const tall = NAMED.includes(name);
        const look = tall ? "h-8 bg-text" : "h-5.5 bg-quiet";
        return (
          <div
            key={name}
            className={`absolute top-0 w-[2px] -translate-x-1/2 ${look}`}
            style={{ left: `clamp(1px, ${percent(timeline.at(event.time_s))}, 100% - 1px)` }}
          />
        );
      })}
      {proof !== null && (
        <span
          className="absolute top-2.75 size-5 -translate-x-1/2 rotate-45 bg-mark"
          style={{ left: percent(timeline.at(proof.time_s)) }}
        />
      )}
    </div>
  );
}

/** Address, top, impact, finish under their ticks, moved apart where they would touch. */
function EventNames({
  events,
  timeline,
  length_mm,
}: {
  events: Events;
  timeline: Timeline;
  length_mm: number;
}) {
  const shown = NAMED.filter((name) => events[name] !== null);
  const labels = shown.map((name) => {
    const width = words.events[name].length * LETTER_MM;
    return { centre: timeline.at(events[name]?.time_s ?? 0) * length_mm, width };
  });
  const lefts = spread(labels, length_mm, 4);
  return (
    <div className="relative mt-3 h-14 text-least leading-none whitespace-nowrap text-quiet">
      {shown.map((name, i) => {
        const look = name === "impact" ? "font-semibold text-accent-words" : "";
        const isLast = name === "finish";
        const style = isLast ? { right: 0 } : { left: `calc(var(--mm) * ${(lefts[i] ?? 0).toFixed(2)})` };
        return (
          <span key={name} className={`absolute top-0 ${look}`} style={style}>
            {words.events[name]}
          </span>
        );
      })}
    </div>
  );
}
