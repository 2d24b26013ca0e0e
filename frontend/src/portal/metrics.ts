/** Metrics as the portal writes and draws them. Pure. */
import { halfWidth, measured, signed, type Measured } from "@/kiosk/format";
import table from "@/wire/metrics.json";
import { portal } from "@/words/portal";
import type { Metric, View } from "./server/swings";

export type Group = "timing" | "plane" | "body";
type Unit = Metric["unit"];

interface Facts {
  group: string;
  title: string;
  unit: Unit;
  views: string[];
  band: number[] | null;
}

export const METRICS = table as unknown as Readonly<Record<string, Facts>>;
const GROUPS: readonly Group[] = ["timing", "plane", "body"];
const DIGITS: Record<Unit, number> = {
  s: 2,
  ratio: 2,
  deg: 0,
  trunk_lengths: 2,
  shoulder_widths: 2,
  share: 0,
  frames_at_30: 0,
};

export interface Row {
  name: string;
  title: string;
  metric: Metric;
  /** null where it is withheld. */
  shown: Measured | null;
  band: readonly [number, number] | null;
}

export interface Rows {
  group: Group;
  rows: Row[];
  /** How many of the group's metrics only another view shows. */
  elsewhere: number;
}

/** A report's metrics in the table's order. Those of another view are counted, not listed. */
export function rowsOf(metrics: Record<string, Metric>, view: View): Rows[] {
  return GROUPS.map((group) => {
    const facts = Object.entries(METRICS).filter(([, one]) => one.group === group);
    const here = facts.filter(([name, one]) => one.views.includes(view) && metrics[name] !== undefined);
    const rows = here.map(([name, { title, band }]) => {
      const metric = metrics[name]!;
      const [low, high] = band ?? [];
      const range = low === undefined || high === undefined ? null : ([low, high] as const);
      return { name, title, metric, shown: measured(metric), band: range };
    });
    return { group, rows, elsewhere: facts.filter(([, one]) => !one.views.includes(view)).length };
  }).filter(({ rows }) => rows.length > 0);
}

/** "2.78", "62°", "+0.02 TL"; what is measured from a line or a place carries its sign. */
export function valueText(shown: Measured, unit: Unit): string {
  const { value } = inUnit(shown, unit);
  const text = signed(value, DIGITS[unit]);
  const word = portal.swing.units[unit];
  return word === "" || word === "°" ? `${text}${word}` : `${text} ${word}`;
}

/** A number that no interval comes with, such as a median of many. */
export function numberText(value: number, unit: Unit, digits = DIGITS[unit]): string {
  const word = portal.swing.units[unit];
  const text = signed(unit === "share" ? 100 * value : value, digits);
  return word === "" || word === "°" ? `${text}${word}` : `${text} ${word}`;
}

/** Half the interval, never rounded down to a false certainty. */
export function halfText(shown: Measured, unit: Unit): string {
  return halfWidth(inUnit(shown, unit), DIGITS[unit]);
}

function inUnit(shown: Measured, unit: Unit): Measured {
  if (unit !== "share") return shown;
  return { ...shown, value: 100 * shown.value, low: 100 * shown.low, high: 100 * shown.high };
}

/** The stretch that a value is drawn on: thrice its usual range, or as far to both sides of nothing as it needs. */
export function stretchOf(shown: Measured, band: readonly [number, number] | null): [number, number] {
  if (band !== null) {
    const [low, high] = band;
    const room = high - low;
    return [Math.min(low - room, shown.low), Math.max(high + room, shown.high)];
  }
  const reach = 1.25 * Math.max(Math.abs(shown.low), Math.abs(shown.high), Number.EPSILON);
  return [-reach, reach];
}
