/** What a measured interval allows the page to say. A side is named only when the interval excludes the other. */
import type { Measured } from "./format";

/** The published range of tempo (backswing to downswing). */
export const TEMPO_RANGE = { low: 2.6, high: 4.0 };

export type TempoVerdict = "in_range" | "below" | "above" | "edge";
export type PlaneVerdict = "over" | "under" | "same";

export function tempoVerdict(tempo: Measured): TempoVerdict {
  if (tempo.high < TEMPO_RANGE.low) return "below";
  if (tempo.low > TEMPO_RANGE.high) return "above";
  return tempo.low >= TEMPO_RANGE.low && tempo.high <= TEMPO_RANGE.high ? "in_range" : "edge";
}

/** `overTheTop`: the hands coming down against going back, + toward the ball, in trunk lengths. */
export function planeVerdict(overTheTop: Measured): PlaneVerdict {
  if (overTheTop.low > 0) return "over";
  return overTheTop.high < 0 ? "under" : "same";
}
