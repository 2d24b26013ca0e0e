import { halfWidth, measured, share, signed } from "./format";
import { metric } from "./testing";

test("a withheld or missing metric has no value to show", () => {
  expect(measured(undefined)).toBeNull();
  expect(measured(metric(null, 0, "too few pictures"))).toBeNull();
  expect(measured(metric(3, 0.5))).toEqual({ value: 3, low: 2.5, high: 3.5, apparent: false });
});

test.each([
  [-0.283, 2, "−0.28"],
  [0.283, 2, "0.28"],
  [-0.001, 2, "0.00"],
  [2.96, 1, "3.0"],
])("%d with %d digits is %s", (value, digits, text) => {
  expect(signed(value, digits)).toBe(text);
});

test("half an interval is never rounded to a false certainty", () => {
  const shown = (value: number, low: number, high: number, digits: number) =>
    halfWidth({ value, low, high, apparent: false }, digits);
  expect(shown(3, 2.85, 3.15, 1)).toBe("0.2");
  expect(shown(3, 2.9, 3.1, 1)).toBe("0.1");
  expect(shown(3, 2.999, 3.001, 1)).toBe("0.1");
  expect(shown(10, 9, 14, 0)).toBe("4");
});

test("a value outside its scale stands at the end", () => {
  expect([1, 2, 3.5, 5, 9].map((value) => share(value, 2, 5))).toEqual([0, 0, 0.5, 1, 1]);
});
