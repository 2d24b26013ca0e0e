/** How a bay is, from what the service last heard of it. Pure. */
import type { Device } from "../server/devices";

/** A bay speaks every quarter of a minute; one that has not for so long is silent. */
export const SILENT_MS = 60_000;
/** A clock that is further off than this shows a swing at another time than it was hit. */
const CLOCK_MS = 5_000;

export type BayState = "working" | "silent" | "never" | "revoked";
export type Alarm = "silent" | "never" | "dead" | "evicted" | "clock";

export function stateOf({ revoked_at_ms, seen_at_ms }: Device, now_ms: number): BayState {
  if (revoked_at_ms !== null) return "revoked";
  if (seen_at_ms === null) return "never";
  return now_ms - seen_at_ms > SILENT_MS ? "silent" : "working";
}

/** What somebody should look at, the worst first; a bay that was let go needs nobody. */
export function alarmsOf(device: Device, now_ms: number): Alarm[] {
  const state = stateOf(device, now_ms);
  if (state === "revoked") return [];
  const { balance, clock_offset_ms } = device;
  const found: [Alarm, boolean][] = [
    ["silent", state === "silent"],
    ["never", state === "never"],
    ["dead", (balance?.dead_lettered ?? 0) > 0],
    ["evicted", (balance?.evicted ?? 0) > 0],
    ["clock", Math.abs(clock_offset_ms ?? 0) > CLOCK_MS],
  ];
  return found.filter(([, holds]) => holds).map(([alarm]) => alarm);
}

export interface Summary {
  working: number;
  silent: number;
  /** That are not revoked. */
  all: number;
  /** Deliveries that wait on the bays. */
  queued: number;
}

export function summaryOf(devices: readonly Device[], now_ms: number): Summary {
  const here = devices.filter((device) => stateOf(device, now_ms) !== "revoked");
  const count = (wanted: BayState) => here.filter((device) => stateOf(device, now_ms) === wanted).length;
  return {
    working: count("working"),
    silent: count("silent"),
    all: here.length,
    queued: here.reduce((sum, { balance }) => sum + (balance?.queued ?? 0), 0),
  };
}

/** By name as people count: Bay 2 before Bay 10. Bays that were let go come last. */
export function inOrder(devices: readonly Device[]): Device[] {
  const gone = ({ revoked_at_ms }: Device) => Number(revoked_at_ms !== null);
  return [...devices].sort(
    (a, b) => gone(a) - gone(b) || a.bay.localeCompare(b.bay, undefined, { numeric: true }),
  );
}

/** "0.4 s", with its sign; what is added to the bay's clock. */
export function offsetOf(offset_ms: number): string {
  const seconds = Math.abs(offset_ms) / 1000;
  const sign = offset_ms < 0 ? "−" : "+";
  return `${sign}${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}
