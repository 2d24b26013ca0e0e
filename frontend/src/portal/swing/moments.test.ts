import type { Events } from "@/wire";
import { momentAt, neighbour } from "./moments";

const TIMES_S = Array.from({ length: 60 }, (_, frame) => frame / 30);
const at = (time_s: number) => ({ frame: 0, pts_s: time_s, time_s, uncertainty_s: 0.01 });
const EVENTS: Events = {
  address: null,
  takeaway: at(0.2),
  toe_up: at(0.5),
  mid_backswing: null,
  top: at(1),
  mid_downswing: null,
  impact: at(1.3),
  mid_follow_through: null,
  finish: at(1.8),
};

test("an event is on screen in its own frame alone", () => {
  expect(momentAt(EVENTS, TIMES_S, 1)).toBe("top");
  expect(momentAt(EVENTS, TIMES_S, 1.02)).toBe("top");
  expect(momentAt(EVENTS, TIMES_S, 1.04)).toBeNull();
});

test("one goes from event to event, past those that were not seen, and no further", () => {
  expect(neighbour(EVENTS, TIMES_S, 0.5, 1)).toBe(1);
  expect(neighbour(EVENTS, TIMES_S, 1.1, -1)).toBe(1);
  expect(neighbour(EVENTS, TIMES_S, 0.5, -1)).toBeNull();
  expect(neighbour(EVENTS, TIMES_S, 1.8, 1)).toBeNull();
});
