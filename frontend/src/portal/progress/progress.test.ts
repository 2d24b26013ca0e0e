import type { TrendPoint } from "../server/trends";
import { askedOf, searchOf, shownOf, slopeOf, stretchOf } from "./progress";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

function weeks(medians: readonly number[], count = 20): TrendPoint[] {
  return medians.map((p50, week) => ({
    starts_at_ms: week * WEEK_MS,
    count,
    p10: p50 - 0.2,
    p50,
    p90: p50 + 0.2,
  }));
}

test("the address keeps what is shown", () => {
  const shown = shownOf(new URLSearchParams("?player=p&metric=hip_sway_top&club=iron&view=face_on&days=365"));
  expect(shown).toEqual({ player: "p", metric: "hip_sway_top", club: "iron", view: "face_on", days: 365 });
  expect(shownOf(new URLSearchParams(searchOf(shown)))).toEqual(shown);
  expect(shownOf(new URLSearchParams("?metric=luck&club=spoon&days=31"))).toEqual({
    player: null,
    metric: "tempo_ratio",
    club: null,
    view: null,
    days: 90,
  });
});

test("whole days are asked for, one's own where nobody is named", () => {
  const shown = shownOf(new URLSearchParams("?days=30"));
  const noon = new Date(2026, 10, 22, 12).getTime();
  const asked = askedOf(shown, "me", noon);
  expect(asked.until_ms).toBe(new Date(2026, 10, 23).getTime());
  expect(asked.until_ms - asked.from_ms).toBe(30 * DAY_MS);
  expect([asked.player_id, asked.bucket_days]).toEqual(["me", 1]);
});

test("a straight line is told with its slope", () => {
  const slope = slopeOf(weeks([3.0, 2.9, 2.8, 2.7, 2.6]), WEEK_MS)!;
  expect(slope.perMonth).toBeCloseTo((-0.1 * 30) / 7);
  expect(slope.half).toBeCloseTo(0);
  expect(slope.change).toBe("falling");
  expect(slope.at(WEEK_MS / 2)).toBeCloseTo(3.0);
});

test("a change smaller than its doubt is none", () => {
  expect(slopeOf(weeks([3.0, 2.6, 3.1, 2.7, 3.0]), WEEK_MS)!.change).toBe("none");
});

test("weeks with few swings are not counted, and too few weeks are no trend", () => {
  expect(slopeOf(weeks([3, 2.9, 2.8]), WEEK_MS)).toBeNull();
  expect(slopeOf(weeks([3, 2.9, 2.8, 2.7, 2.6], 4), WEEK_MS)).toBeNull();
  const mixed = [...weeks([3, 3, 3, 3]), { ...weeks([9])[0]!, starts_at_ms: 9 * WEEK_MS, count: 1 }];
  expect(slopeOf(mixed, WEEK_MS)!.perMonth).toBeCloseTo(0);
});

test("what is drawn holds every bar, and no more of the band than is of use", () => {
  const [low, high] = stretchOf(weeks([3, 3.2]), [2.6, 40]);
  expect(low).toBeLessThan(2.8);
  expect(high).toBeGreaterThan(3.4);
  expect(high).toBeLessThan(5);
  const [bottom, top] = stretchOf(weeks([3]), null);
  expect(bottom).toBeLessThan(top);
});
