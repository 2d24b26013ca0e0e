"use client";

import { portal } from "@/words/portal";
import type { TrendPoint } from "../server/trends";
import { dayOf } from "../when";
import { LEAST_SWINGS, stretchOf, type Slope } from "./progress";

interface Props {
  points: readonly TrendPoint[];
  bucket_ms: number;
  from_ms: number;
  until_ms: number;
  band: readonly [number, number] | null;
  slope: Slope | null;
  now_ms: number;
  /** A value as it is written. */
  text: (value: number) => string;
}

/** Each dot the median of a day, a week or a month; its bar holds four of five swings. */
export function Chart({ points, bucket_ms, from_ms, until_ms, band, slope, now_ms, text }: Props) {
  const [low, high] = stretchOf(points, band);
  const across = (at_ms: number) => (100 * (at_ms - from_ms)) / (until_ms - from_ms);
  const up = (value: number) => (100 * (value - low)) / (high - low);
  const middle = (point: TrendPoint) => Math.min(point.starts_at_ms + bucket_ms / 2, until_ms);
  const [first, last] = [middle(points[0]!), middle(points.at(-1)!)];
  const lines = [0, 1, 2, 3].map((n) => low + ((n + 0.5) * (high - low)) / 4);
  return (
    <figure>
      <div aria-hidden className="relative ml-12 h-72 border-b border-l border-edge wide:h-96">
        {band !== null && (
          <span
            className="absolute inset-x-0 bg-good/10"
            style={{
              bottom: `${Math.max(0, up(band[0]))}%`,
              top: `${Math.max(0, 100 - up(band[1]))}%`,
            }}
          />
        )}
        {lines.map((value) => (
          <span
            key={value}
            className="absolute inset-x-0 border-t border-line"
            style={{ bottom: `${up(value)}%` }}
          >
            <span className="absolute -left-12 w-10 -translate-y-1/2 text-right text-caption text-quiet tabular-nums">
              {text(value)}
            </span>
          </span>
        ))}
        {slope !== null && (
          <svg
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible"
          >
            <line
              x1={across(first)}
              x2={across(last)}
              y1={100 - up(slope.at(first))}
              y2={100 - up(slope.at(last))}
              stroke="var(--text)"
              strokeWidth={1.5}
              vectorEffect="non-scaling-stroke"
            />
          </svg>
        )}
        {points.map((point) => (
          <Dot key={point.starts_at_ms} point={point} left={across(middle(point))} up={up} />
        ))}
        <span className="absolute top-full left-0 pt-1 text-caption text-quiet first-letter:uppercase">
          {dayOf(from_ms, now_ms)}
        </span>
        <span className="absolute top-full right-0 pt-1 text-caption text-quiet first-letter:uppercase">
          {dayOf(until_ms - 1, now_ms)}
        </span>
      </div>
      <table className="sr-only">
        <caption>{portal.progress.table}</caption>
        <thead>
          <tr>
            <th>{portal.progress.columns.from}</th>
            <th>{portal.progress.columns.median}</th>
            <th>{portal.progress.columns.fourOfFive}</th>
            <th>{portal.progress.columns.swings}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.starts_at_ms}>
              <td>{dayOf(point.starts_at_ms, now_ms)}</td>
              <td>{text(point.p50)}</td>
              <td>{portal.progress.between(text(point.p10), text(point.p90))}</td>
              <td>{point.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Dot({ point, left, up }: { point: TrendPoint; left: number; up: (value: number) => number }) {
  const counted = point.count >= LEAST_SWINGS;
  return (
    <>
      <span
        className="absolute w-1.5 -translate-x-1/2 rounded-full bg-edge opacity-60"
        style={{ left: `${left}%`, bottom: `${up(point.p10)}%`, top: `${100 - up(point.p90)}%` }}
      />
      <span
        className={`absolute size-2.5 -translate-x-1/2 translate-y-1/2 rounded-full border-[1.5px] border-text ${counted ? "bg-text" : "border-dashed bg-ground"}`}
        style={{ left: `${left}%`, bottom: `${up(point.p50)}%` }}
      />
    </>
  );
}
