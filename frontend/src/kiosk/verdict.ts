/** What a measured interval allows the page to say. A side is named only when the interval excludes the other. */
import type { Measured } from "./format";

/** The published range of tempo (backswing to downswing). */
export const TEMPO_RANGE = { low: 2.6, high: 4.0 };

export type TempoVerdict = "in_range" | "about" | "below" | "above" | "edge";
export type PlaneVerdict = "over" | "under" | "same";

export function tempoVerdict(tempo: Measured): TempoVerdict {
  if (tempo.high < TEMPO_RANGE.low) return "below";
  if (tempo.low > TEMPO_RANGE.high) return "above";
  if (tempo.low >= TEMPO_RANGE.low && tempo.high <= TEMPO_RANGE.high) return "in_range";
  return tempo.value >= TEMPO_RANGE.low && tempo.value <= TEMPO_RANGE.high ? "about" : "edge";
}

/** `overTheTop`: the hands coming down against going back, + toward the ball, in trunk lengths. */
export function planeVerdict(overTheTop: Measured): PlaneVerdict {
  if (overTheTop.low > 0) return "over";
  return overTheTop.high < 0 ? "under" : "same";
}
