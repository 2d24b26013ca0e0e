import { layoutFor } from "./scale";

test("the design's own screen gets the full layout at its own size", () => {
  const layout = layoutFor(1920, 1080, 32);
  expect(layout).toMatchObject({ orientation: "landscape", compact: false });
  expect(layout.mm).toBeCloseTo(2.71, 2);
  expect(layout.column_mm).toBeCloseTo(408.5, 0);
});

test("turned upright it keeps its millimetre", () => {
  const layout = layoutFor(1080, 1920, 32);
  expect(layout).toMatchObject({ orientation: "portrait", compact: false });
  expect(layout.mm).toBeCloseTo(2.71, 2);
});

test.each([
  [1280, 800],
  [800, 1280],
])("%d x %d drops things before it shrinks them", (width, height) => {
  const layout = layoutFor(width, height, 32);
  expect(layout.compact).toBe(true);
  expect(layout.mm).toBeGreaterThan(layoutFor(width, height, 60).mm);
});

test("a small screen of many pixels is as small as it is", () => {
  expect(layoutFor(1920, 1080, 15).compact).toBe(true);
  expect(layoutFor(1920, 1080, 43).compact).toBe(false);
});

test.each([
  [1920, 1080],
  [1280, 800],
  [1080, 1920],
  [800, 1280],
  [1024, 768],
  [3840, 2160],
])("the layout fits %d x %d", (width, height) => {
  const { mm, column_mm, compact, orientation } = layoutFor(width, height, 32);
  const least = compact ? (orientation === "landscape" ? 318 : 352) : orientation === "landscape" ? 408 : 374;
  expect(column_mm).toBeGreaterThanOrEqual(least - 0.5);
  expect(height / mm).toBeGreaterThanOrEqual((compact ? 384 : 398) - 0.5);
});
