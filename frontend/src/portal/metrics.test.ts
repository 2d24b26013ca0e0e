import { measured } from "@/kiosk/format";
import { halfText, METRICS, rowsOf, stretchOf, valueText } from "./metrics";
import type { Metric } from "./server/swings";

function metric(value: number | null, half: number, unit: Metric["unit"]): Metric {
  const bounds = value === null ? [null, null] : [value - half, value + half];
  return {
    value,
    low: bounds[0]!,
    high: bounds[1]!,
    unit,
    grade: "A",
    withheld: value === null ? "the shaft was not seen" : null,
    apparent: false,
  };
}

const shown = (value: number, half: number, unit: Metric["unit"]) => measured(metric(value, half, unit))!;

test.each([
  ["ratio", 2.784, 0.12, "2.78", "0.12"],
  ["s", 0.262, 0.012, "0.26 s", "0.02"],
  ["deg", -3.4, 2.2, "−3°", "3"],
  ["trunk_lengths", 0.104, 0.03, "0.10 TL", "0.03"],
  ["share", 0.52, 0.041, "52 %", "5"],
  ["frames_at_30", 24, 3, "24", "3"],
] as const)("%s is written as people write it", (unit, value, half, text, halfway) => {
  expect(valueText(shown(value, half, unit), unit)).toBe(text);
  expect(halfText(shown(value, half, unit), unit)).toBe(halfway);
});

test("metrics stand in the table's order; those of another view are counted", () => {
  const metrics = {
    hip_sway_top: metric(0.1, 0.02, "shoulder_widths"),
    tempo_ratio: metric(3, 0.1, "ratio"),
    backswing_s: metric(0.8, 0.02, "s"),
    shaft_plane_deg: metric(null, 0, "deg"),
    unheard_of: metric(1, 1, "s"),
  };
  const found = rowsOf(metrics, "down_the_line");
  expect(found.map(({ group, rows }) => [group, rows.map(({ name }) => name)])).toEqual([
    ["timing", ["backswing_s", "tempo_ratio"]],
    ["plane", ["shaft_plane_deg"]],
  ]);
  expect(found[0]!.rows[1]).toMatchObject({ title: "Tempo ratio", band: [2.6, 4] });
  expect(found[1]!.rows[0]!.shown).toBeNull();
  const bodies = Object.values(METRICS).filter(
    ({ group, views }) => group === "body" && !views.includes("face_on"),
  );
  expect(rowsOf(metrics, "face_on").find(({ group }) => group === "body")?.elsewhere).toBe(bodies.length);
});

test("a value is always on its own scale", () => {
  for (const [value, band] of [
    [3, [2.6, 4]],
    [9, [2.6, 4]],
    [-0.2, null],
    [0, null],
  ] as const) {
    const here = shown(value, 0.1, "ratio");
    const [from, to] = stretchOf(here, band);
    expect(from).toBeLessThanOrEqual(here.low);
    expect(to).toBeGreaterThanOrEqual(here.high);
    expect(to).toBeGreaterThan(from);
  }
});
