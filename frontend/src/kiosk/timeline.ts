/** The tempo bar's time axis: true proportions, and labels that do not run into each other. Pure. */
import type { EventName, Events } from "@/wire";

export const TICKED: readonly EventName[] = [
  "address",
  "toe_up",
  "mid_backswing",
  "top",
  "mid_downswing",
  "impact",
  "mid_follow_through",
  "finish",
];

/** Longest stretch shown before takeaway and after impact, so that the swing itself keeps the room. */
const LEAD_IN_MAX_S = 0.4;
const FOLLOW_MAX_S = 1.0;

export interface Timeline {
  from_s: number;
  to_s: number;
  /** Share of the axis at which a moment stands, 0 to 1. */
  at: (time_s: number) => number;
}

/** From address to finish; an event that is missing gives way to its neighbours. */
export function timelineOf(events: Events): Timeline {
  const { address, takeaway, top, impact, finish } = events;
  const known_s = TICKED.map((name) => events[name]?.time_s).filter((time_s) => time_s !== undefined);
  const first_s = address?.time_s ?? takeaway?.time_s ?? Math.min(...known_s, (top?.time_s ?? 1) - 1);
  const last_s = finish?.time_s ?? Math.max(...known_s, first_s + 1);
  const from_s = takeaway === null ? first_s : Math.max(first_s, takeaway.time_s - LEAD_IN_MAX_S);
  const to_s = impact === null ? last_s : Math.min(last_s, impact.time_s + FOLLOW_MAX_S);
  const at = (time_s: number) => Math.min(1, Math.max(0, (time_s - from_s) / (to_s - from_s)));
  return { from_s, to_s, at };
}

export interface Label {
  centre: number;
  width: number;
}

/**
 * Moves labels along one line until none overlaps: each keeps as near to its place as its neighbours allow.
 * `labels` in order, in one unit; the line runs from 0 to `length`.
 */
export function spread(labels: readonly Label[], length: number, gap: number): number[] {
  const left = labels.map((label) => label.centre - label.width / 2);
  let edge = 0;
  for (const [i, label] of labels.entries()) {
    left[i] = Math.max(left[i] ?? 0, edge);
    edge = (left[i] ?? 0) + label.width + gap;
  }
  edge = length;
  for (let i = labels.length - 1; i >= 0; i -= 1) {
    const width = labels[i]?.width ?? 0;
    left[i] = Math.min(left[i] ?? 0, edge - width);
    edge = (left[i] ?? 0) - gap;
  }
  return left;
}
