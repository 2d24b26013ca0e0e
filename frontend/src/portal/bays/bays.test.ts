import type { Device } from "../server/devices";
import { alarmsOf, inOrder, offsetOf, SILENT_MS, stateOf, summaryOf } from "./bays";

const NOW = 1_790_000_000_000;
const BALANCE = { captured: 10, synced: 7, queued: 3, evicted: 0, dead_lettered: 0 };

function device(changes: Partial<Device> = {}): Device {
  return {
    device_id: "d",
    bay: "Bay 1",
    joined_at_ms: NOW - 1e9,
    revoked_at_ms: null,
    seen_at_ms: NOW - 1_000,
    clock_offset_ms: 4,
    balance: BALANCE,
    ...changes,
  };
}

test("a bay works until it has been silent for a minute", () => {
  expect(stateOf(device({ seen_at_ms: NOW - SILENT_MS }), NOW)).toBe("working");
  expect(stateOf(device({ seen_at_ms: NOW - SILENT_MS - 1 }), NOW)).toBe("silent");
  expect(stateOf(device({ seen_at_ms: null }), NOW)).toBe("never");
  expect(stateOf(device({ seen_at_ms: null, revoked_at_ms: NOW }), NOW)).toBe("revoked");
});

test("what somebody should look at", () => {
  expect(alarmsOf(device(), NOW)).toEqual([]);
  const worst = device({
    seen_at_ms: NOW - 2 * SILENT_MS,
    clock_offset_ms: -5_001,
    balance: { ...BALANCE, evicted: 1, dead_lettered: 2 },
  });
  expect(alarmsOf(worst, NOW)).toEqual(["silent", "dead", "evicted", "clock"]);
  expect(alarmsOf({ ...worst, revoked_at_ms: NOW }, NOW)).toEqual([]);
  expect(alarmsOf(device({ seen_at_ms: null, balance: null, clock_offset_ms: null }), NOW)).toEqual([
    "never",
  ]);
});

test("bays that were let go count nowhere and come last", () => {
  const all = [
    device({ device_id: "gone", bay: "Bay 0", revoked_at_ms: NOW }),
    device({ device_id: "ten", bay: "Bay 10" }),
    device({ device_id: "two", bay: "Bay 2", seen_at_ms: 0 }),
  ];
  expect(inOrder(all).map(({ device_id }) => device_id)).toEqual(["two", "ten", "gone"]);
  expect(summaryOf(all, NOW)).toEqual({ working: 1, silent: 1, all: 2, queued: 6 });
});

test("an offset with its sign", () => {
  expect([4, -400, 12_340].map(offsetOf)).toEqual(["+0.0 s", "−0.4 s", "+12 s"]);
});
