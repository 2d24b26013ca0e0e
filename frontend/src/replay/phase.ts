/** Where in the swing a moment lies. Pure. */
import type { Events } from "@/wire";

export type Phase = "set_up" | "backswing" | "downswing" | "follow_through";

/** The phase at `time_s` of the clip; null when the events that bound it are missing. */
export function phaseAt(events: Events, time_s: number): Phase | null {
  const { takeaway, top, impact } = events;
  if (takeaway !== null && time_s < takeaway.time_s) return "set_up";
  if (top !== null && time_s < top.time_s) return takeaway === null ? null : "backswing";
  if (impact !== null && time_s < impact.time_s) return top === null ? null : "downswing";
  return impact === null ? null : "follow_through";
}
