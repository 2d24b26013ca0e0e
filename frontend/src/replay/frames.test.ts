import { frameAt, middleOf, nearestFrame } from "./frames";

const STEADY = [0, 0.1, 0.2, 0.3];
const VARIABLE = [0, 0.017, 0.05, 0.3, 0.31];

test.each([
  [STEADY, -1, 0],
  [STEADY, 0.0999, 1],
  [STEADY, 0.15, 1],
  [STEADY, 9, 3],
  [VARIABLE, 0.29, 2],
  [VARIABLE, 0.3, 3],
  [VARIABLE, 0.305, 3],
])("of %j at %d s shows frame %d", (times, time_s, frame) => {
  expect(frameAt(times, time_s)).toBe(frame);
});

test("no frames, no frame", () => {
  expect(frameAt([], 1)).toBe(-1);
});

test.each([STEADY, VARIABLE])("the middle of each frame's own interval shows that frame", (...times) => {
  times.forEach((_, frame) => expect(frameAt(times, middleOf(times, frame))).toBe(frame));
});

test("the nearest frame to a moment between two", () => {
  expect([0.04, 0.06, 0.26].map((time_s) => nearestFrame(STEADY, time_s))).toEqual([0, 1, 3]);
  expect([0.04, 0.2, 1].map((time_s) => nearestFrame(VARIABLE, time_s))).toEqual([2, 3, 4]);
});
