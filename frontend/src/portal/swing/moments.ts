/** From moment to moment of a swing. Pure. */
import { TICKED } from "@/kiosk/timeline";
import { frameAt } from "@/replay/frames";
import type { EventName, Events } from "@/wire";

/** The event whose frame is on screen; null between events. */
export function momentAt(events: Events, times_s: readonly number[], time_s: number): EventName | null {
  const frame = frameAt(times_s, time_s);
  const isHere = (name: EventName) => {
    const event = events[name];
    return event !== null && frameAt(times_s, event.pts_s) === frame;
  };
  return TICKED.find(isHere) ?? null;
}

/** When the next event is, or with -1 the one before; null where there is none. */
export function neighbour(
  events: Events,
  times_s: readonly number[],
  time_s: number,
  step: 1 | -1,
): number | null {
  const frame = frameAt(times_s, time_s);
  const found = TICKED.map((name) => events[name])
    .filter((event) => event !== null)
    .filter((event) => Math.sign(frameAt(times_s, event.pts_s) - frame) === step);
  return (step === 1 ? found[0] : found.at(-1))?.pts_s ?? null;
}
