/** Numbers as people read them. Pure. */
import type { Metric } from "@/wire";

/** A metric that has a value; its interval comes with it. */
export interface Measured {
  value: number;
  low: number;
  high: number;
  apparent: boolean;
}

/** The value and its interval, or null where the metric is missing or withheld. */
export function measured(metric: Metric | undefined): Measured | null {
  if (metric === undefined || metric.value === null || metric.low === null || metric.high === null)
    return null;
  return { value: metric.value, low: metric.low, high: metric.high, apparent: metric.apparent };
}

/** `-0.28` with a true minus sign; never "-0.00". */
export function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

export function fixed(value: number, digits: number): string {
  return signed(value, digits);
}

/** Half the interval, never rounded down to a false certainty. */
export function halfWidth(metric: Measured, digits: number): string {
  const step = 10 ** -digits;
  const half = Math.max(metric.high - metric.value, metric.value - metric.low);
  return Math.max(step, Math.ceil(half / step - 0.05) * step).toFixed(digits);
}

/** Where a value stands on a scale, 0 to 1, kept on it. */
export function share(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
