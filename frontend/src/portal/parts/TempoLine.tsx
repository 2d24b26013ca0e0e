import { fixed } from "@/kiosk/format";
import { portal } from "@/words/portal";
import type { Sketch } from "../server/swings";
import { Withheld } from "./Withheld";

/** The one time axis of all lists, s from impact; what lies beyond is cut off. */
const FROM_S = -1.45;
const TO_S = 0.75;

function place(time_s: number): number {
  return 100 * Math.min(1, Math.max(0, (time_s - FROM_S) / (TO_S - FROM_S)));
}

const TICKS = ["toe_up", "mid_backswing", "mid_downswing"] as const;

/** The tempo bar of a list: every swing's impact stands at one place. */
export function TempoLine({ sketch }: { sketch: Sketch | null }) {
  const { takeaway, top, impact, finish } = sketch?.events ?? {};
  if (sketch === null || takeaway === undefined || top === undefined || impact === undefined) {
    return <Withheld reason={sketch?.tempo_withheld ?? portal.swings.noBar} />;
  }
  const cueAt = sketch.cue?.event ? sketch.events[sketch.cue.event] : undefined;
  const span = (from_s: number, to_s: number) => ({
    left: `${place(from_s)}%`,
    width: `${place(to_s) - place(from_s)}%`,
  });
  return (
    <span
      role="img"
      aria-label={portal.swings.bar(fixed(top - takeaway, 2), fixed(-top, 2))}
      className="relative block h-7"
    >
      {finish !== undefined && (
        <span className="absolute top-1/2 h-px bg-edge" style={span(0, finish)}>
          <span className="absolute -inset-y-1 right-0 w-px bg-edge" />
        </span>
      )}
      <span className="absolute inset-y-1.75 border border-edge bg-backswing" style={span(takeaway, top)} />
      <span className="absolute inset-y-1.75 ml-px bg-text" style={span(top, impact)} />
      {TICKS.map((name) => {
        const time_s = sketch.events[name];
        if (time_s === undefined) return null;
        const look = name === "mid_downswing" ? "bg-ground" : "bg-[#0f1714]";
        return (
          <span
            key={name}
            className={`absolute top-1.75 h-1.5 w-px ${look}`}
            style={{ left: `${place(time_s)}%` }}
          />
        );
      })}
      <span
        className="absolute inset-y-1 w-1.25 -translate-x-1/2 rounded-full border border-mark-edge bg-mark"
        style={{ left: `${place(0)}%` }}
      />
      {cueAt !== undefined && (
        <span
          className="absolute -bottom-0.5 size-2 -translate-x-1/2 rotate-45 border border-mark-edge bg-mark"
          style={{ left: `${place(cueAt)}%` }}
        />
      )}
    </span>
  );
}
