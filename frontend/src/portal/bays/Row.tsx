import { CircleCheck, CircleDashed, CircleSlash, TriangleAlert, type LucideIcon } from "lucide-react";
import { portal } from "@/words/portal";
import type { Device } from "../server/devices";
import { momentOf } from "../when";
import { alarmsOf, offsetOf, stateOf, type Alarm, type BayState } from "./bays";

const LOOKS: Record<BayState, { icon: LucideIcon; look: string }> = {
  working: { icon: CircleCheck, look: "text-good" },
  silent: { icon: TriangleAlert, look: "text-fault" },
  never: { icon: CircleDashed, look: "text-quiet" },
  revoked: { icon: CircleSlash, look: "text-quiet" },
};

const COLUMNS =
  "wide:grid-cols-[minmax(7rem,12rem)_minmax(7rem,10rem)_minmax(9rem,12rem)_6rem_6rem_minmax(9rem,1fr)]";

/** One bay: how it is, when it was last heard of, what waits on it, and what somebody should do. */
export function Row({ device, now_ms }: { device: Device; now_ms: number }) {
  const { bay, seen_at_ms, clock_offset_ms, balance } = device;
  const state = stateOf(device, now_ms);
  const { icon: Icon, look } = LOOKS[state];
  const { bays, none } = portal;
  return (
    <li
      data-row
      tabIndex={0}
      className={`grid min-h-22 grid-cols-2 content-center items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 -outline-offset-2 wide:min-h-14 wide:px-6 wide:py-1 ${COLUMNS}`}
    >
      <span className="min-w-0 text-body font-semibold break-words">{bay}</span>
      <span
        className={`flex items-center justify-end gap-1.5 text-body font-semibold wide:justify-start ${look}`}
      >
        <Icon aria-hidden className="size-4 shrink-0" />
        {bays.state[state]}
      </span>
      <Cell name={bays.seen}>{seen_at_ms === null ? none : momentOf(seen_at_ms, now_ms)}</Cell>
      <Cell name={bays.queue} end>
        {balance?.queued ?? none}
      </Cell>
      <Cell name={bays.clock} end>
        {clock_offset_ms === null ? none : offsetOf(clock_offset_ms)}
      </Cell>
      <Alarms alarms={alarmsOf(device, now_ms)} device={device} />
    </li>
  );
}

function Cell({ name, end = false, children }: { name: string; end?: boolean; children: React.ReactNode }) {
  return (
    <span className={`min-w-0 text-table wide:text-body ${end ? "wide:text-right" : ""}`}>
      <span className="text-quiet">{name} </span>
      <span className="whitespace-nowrap tabular-nums">{children}</span>
    </span>
  );
}

function Alarms({ alarms, device }: { alarms: readonly Alarm[]; device: Device }) {
  if (alarms.length === 0) return null;
  const { alarm } = portal.bays;
  const said: Record<Alarm, string> = {
    silent: alarm.silent,
    never: alarm.never,
    dead: alarm.dead(device.balance?.dead_lettered ?? 0),
    evicted: alarm.evicted(device.balance?.evicted ?? 0),
    clock: alarm.clock,
  };
  return (
    <ul className="col-span-2 min-w-0 text-table text-fault wide:col-span-1">
      {alarms.map((one) => (
        <li key={one}>{said[one]}</li>
      ))}
    </ul>
  );
}
