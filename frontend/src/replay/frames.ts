/** Which frame shows at a time, and which time shows a frame; any spacing of frames. Pure. */

/** A frame's picture may carry a presentation time that differs from its own by rounding, s. */
const ROUNDING_S = 0.0005;

/** The frame on screen at `time_s`: the last one whose own time has come. `times_s` rises; -1 when empty. */
export function frameAt(times_s: readonly number[], time_s: number): number {
  let low = 0;
  let high = times_s.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((times_s[middle] ?? Infinity) <= time_s + ROUNDING_S) low = middle;
    else high = middle - 1;
  }
  return Math.min(low, times_s.length - 1);
}

/** The middle of a frame's own interval: seeking there can only show that frame. */
export function middleOf(times_s: readonly number[], frame: number): number {
  const start = times_s[frame] ?? 0;
  const next = times_s[frame + 1];
  const previous = times_s[frame - 1];
  const interval = next !== undefined ? next - start : previous !== undefined ? start - previous : 0;
  return start + interval / 2;
}

/** The nearest frame to a moment, such as an event between two frames. */
export function nearestFrame(times_s: readonly number[], time_s: number): number {
  const frame = frameAt(times_s, time_s);
  const next = times_s[frame + 1];
  const here = times_s[frame];
  if (next === undefined || here === undefined) return frame;
  return next - time_s < time_s - here ? frame + 1 : frame;
}
