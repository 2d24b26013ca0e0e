import type { EventName, Events } from "@/wire";
import { words } from "@/words";
import { spread, TICKED, type Timeline } from "../timeline";

/** Advance of one letter of the least text, mm. */
const LETTER_MM = 6.7;
const GAP_MM = 4;
const NAMED: readonly EventName[] = ["address", "top", "impact", "finish"];

interface TicksProps {
  events: Events;
  timeline: Timeline;
  /** The event that the cue's number was taken at. */
  evidence: EventName | null;
}

/** The axis under the bar with a tick for each event; the accent diamond marks the evidence. */
export function Ticks({ events, timeline, evidence }: TicksProps) {
  const proof = evidence === null ? null : events[evidence];
  const place = (time_s: number) => `${(100 * timeline.at(time_s)).toFixed(3)}%`;
  return (
    <div className="absolute inset-x-0 top-22">
      <div className="absolute inset-x-0 top-0 h-[2px] -translate-y-1/2 bg-edge" />
      {TICKED.map((name) => {
        const event = events[name];
        if (event === null || name === "impact" || event.time_s > timeline.to_s) return null;
        const look = NAMED.includes(name) ? "h-8 bg-text" : "h-5.5 bg-quiet";
        return (
          <div
            key={name}
            className={`absolute top-0 w-[2px] -translate-x-1/2 ${look}`}
            style={{ left: `clamp(1px, ${place(event.time_s)}, 100% - 1px)` }}
          />
        );
      })}
      {proof !== null && (
        <span
          className="absolute top-2.75 size-5 -translate-x-1/2 rotate-45 bg-mark"
          style={{ left: place(proof.time_s) }}
        />
      )}
    </div>
  );
}

interface NamesProps {
  events: Events;
  timeline: Timeline;
  length_mm: number;
}

/** Address, top, impact, finish under their ticks, moved apart where they would touch. */
export function EventNames({ events, timeline, length_mm }: NamesProps) {
  const shown = NAMED.filter((name) => events[name] !== null);
  const labels = shown.map((name) => {
    const width = words.events[name].length * LETTER_MM;
    return { centre: timeline.at(events[name]?.time_s ?? 0) * length_mm, width };
  });
  const lefts = spread(labels, length_mm, GAP_MM);
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
