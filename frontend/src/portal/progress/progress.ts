/** What of a trend is shown, and whether a number has changed at all. Pure. */
import type { AskedTrend, TrendPoint } from "../server/trends";
import { METRICS } from "../metrics";
import { CLUBS, VIEWS } from "../swings/filters";
import type { Club, View } from "../server/swings";

const DAY_MS = 86_400_000;
/** A stretch with fewer swings is drawn, and not counted: its median is nearly one swing's. */
export const LEAST_SWINGS = 5;
/** Fewer stretches than this make no trend. */
const LEAST_POINTS = 4;
const MONTH_MS = 30 * DAY_MS;

/** Days shown, and the days of one dot. */
export const SPANS = [
  [30, 1],
  [90, 7],
  [365, 7],
  [1095, 30],
] as const;
export type Span = (typeof SPANS)[number][0];
const USUAL_SPAN: Span = 90;

export interface Shown {
  player: string | null;
  metric: string;
  club: Club | null;
  view: View | null;
  days: Span;
}

/** What the address says; what it says wrongly is not said. */
export function shownOf(query: URLSearchParams): Shown {
  const metric = query.get("metric") ?? "";
  const days = Number(query.get("days"));
  return {
    player: query.get("player"),
    metric: metric in METRICS ? metric : "tempo_ratio",
    club: CLUBS.find((club) => club === query.get("club")) ?? null,
    view: VIEWS.find((view) => view === query.get("view")) ?? null,
    days: SPANS.find(([span]) => span === days)?.[0] ?? USUAL_SPAN,
  };
}

export function searchOf({ player, metric, club, view, days }: Shown): string {
  const said = { player, metric, club, view, days: days === USUAL_SPAN ? null : String(days) };
  const given = Object.entries(said).filter((one): one is [string, string] => one[1] !== null);
  return `?${new URLSearchParams(given).toString()}`;
}

/** Whole days to the end of today, so that the question stays the same all day. */
export function askedOf(shown: Shown, me: string, now_ms: number): AskedTrend {
  const until_ms = new Date(now_ms).setHours(24, 0, 0, 0);
  return {
    metric: shown.metric,
    player_id: shown.player ?? me,
    club: shown.club,
    view: shown.view,
    from_ms: until_ms - shown.days * DAY_MS,
    until_ms,
    bucket_days: bucketDays(shown.days),
  };
}

export function bucketDays(days: Span): number {
  return SPANS.find(([span]) => span === days)?.[1] ?? 7;
}

/** Student's t, two-sided 95 %, for 1, 2, ... degrees of freedom; 2.2 is close enough beyond. */
const T95 = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23];

export interface Slope {
  /** Change of the median in 30 days, and half its 95 % interval. */
  perMonth: number;
  half: number;
  /** The straight line's value at a moment. */
  at: (at_ms: number) => number;
  change: "rising" | "falling" | "none";
}

/**
 * The straight line through the medians, each weighted by its swings; null where there are too few.
 * A change is told only where it is larger than its own doubt.
 */
export function slopeOf(points: readonly TrendPoint[], bucket_ms: number): Slope | null {
  const counted = points.filter(({ count }) => count >= LEAST_SWINGS);
  if (counted.length < LEAST_POINTS) return null;
  const x = counted.map(({ starts_at_ms }) => (starts_at_ms + bucket_ms / 2) / MONTH_MS);
  const y = counted.map(({ p50 }) => p50);
  const w = counted.map(({ count }) => count);
  const sum = (of: (i: number) => number) => counted.reduce((total, _, i) => total + of(i), 0);
  const weight = sum((i) => w[i]!);
  const meanX = sum((i) => w[i]! * x[i]!) / weight;
  const meanY = sum((i) => w[i]! * y[i]!) / weight;
  const spread = sum((i) => w[i]! * (x[i]! - meanX) ** 2);
  const perMonth = sum((i) => w[i]! * (x[i]! - meanX) * (y[i]! - meanY)) / spread;
  const line = (month: number) => meanY + perMonth * (month - meanX);
  const free = counted.length - 2;
  const left = sum((i) => w[i]! * (y[i]! - line(x[i]!)) ** 2) / free;
  const half = (T95[free - 1] ?? 2.2) * Math.sqrt(left / spread);
  const change = Math.abs(perMonth) <= half ? "none" : perMonth > 0 ? "rising" : "falling";
  return { perMonth, half, at: (at_ms) => line(at_ms / MONTH_MS), change };
}

/** The stretch of values that is drawn: all bars, and of the band what lies within twice their reach. */
export function stretchOf(
  points: readonly TrendPoint[],
  band: readonly [number, number] | null,
): [number, number] {
  const low = Math.min(...points.map(({ p10 }) => p10));
  const high = Math.max(...points.map(({ p90 }) => p90));
  const room = Math.max(high - low, Math.abs(high) * 0.02, 1e-6);
  const reach: [number, number] = [low - room / 4, high + room / 4];
  if (band === null) return reach;
  return [
    Math.min(reach[0], Math.max(band[0], low - room)),
    Math.max(reach[1], Math.min(band[1], high + room)),
  ];
}
