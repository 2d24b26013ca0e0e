import { planeVerdict, tempoVerdict } from "./verdict";

const between = (low: number, high: number) => ({ value: (low + high) / 2, low, high, apparent: false });

test.each([
  [2.8, 3.1, "in_range"],
  [2.6, 4.0, "in_range"],
  [2.0, 2.5, "below"],
  [4.1, 4.6, "above"],
  [2.3, 3.8, "about"],
  [3.7, 4.2, "about"],
  [2.3, 2.7, "edge"],
  [3.9, 4.5, "edge"],
])("a tempo between %d and %d is %s", (low, high, verdict) => {
  expect(tempoVerdict(between(low, high))).toBe(verdict);
});

test.each([
  [0.02, 0.2, "over"],
  [-0.2, -0.02, "under"],
  [-0.05, 0.2, "same"],
  [0, 0.1, "same"],
])("hands between %d and %d trunk lengths over are %s", (low, high, verdict) => {
  expect(planeVerdict(between(low, high))).toBe(verdict);
});
