import { spread, timelineOf } from "./timeline";
import { events } from "./testing";

const at = (time_s: number) => ({ frame: 0, pts_s: time_s, time_s, uncertainty_s: 0 });

test("runs from address to finish in true proportion", () => {
  const timeline = timelineOf(events({ address: at(1), takeaway: at(1.2), impact: at(2.2), finish: at(3) }));
  expect(timeline).toMatchObject({ from_s: 1, to_s: 3 });
  expect(timeline.at(2)).toBeCloseTo(0.5);
  expect([0, 9].map(timeline.at)).toEqual([0, 1]);
});

test("a long wait before and a long finish after do not take the swing's room", () => {
  const timeline = timelineOf(
    events({ address: at(0), takeaway: at(5), top: at(5.8), impact: at(6), finish: at(9) }),
  );
  expect(timeline.from_s).toBeCloseTo(4.6);
  expect(timeline.to_s).toBeCloseTo(7);
});

test("missing events leave an axis that still runs forward", () => {
  const nothing = Object.fromEntries(Object.keys(events()).map((name) => [name, null]));
  const timeline = timelineOf(events(nothing));
  expect(timeline.to_s).toBeGreaterThan(timeline.from_s);
  expect(timelineOf(events({ address: null, finish: null })).from_s).toBeCloseTo(0.7);
});

describe("labels on a line", () => {
  const label = (centre: number, width: number) => ({ centre, width });

  test("stay where they are when there is room", () => {
    expect(spread([label(20, 10), label(60, 20)], 100, 2)).toEqual([15, 50]);
  });

  test("move apart, and back from the ends", () => {
    const lefts = spread([label(0, 20), label(50, 20), label(55, 20), label(100, 20)], 100, 4);
    expect(lefts).toEqual([0, 32, 56, 80]);
  });
});
