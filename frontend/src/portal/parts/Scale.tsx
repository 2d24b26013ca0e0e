import { share, type Measured } from "@/kiosk/format";

interface Props {
  shown: Measured;
  from: number;
  to: number;
  band: readonly [number, number] | null;
  /** Says the same in words. */
  label: string;
  /** As high as its place: in a list the range runs as one column through all rows. */
  column?: boolean;
}

/** A value as a dot in its interval, the usual range behind it; without a range a line where nothing is. */
export function Scale({ shown, from, to, band, label, column = false }: Props) {
  const at = (value: number) => 100 * share(value, from, to);
  const span = (low: number, high: number) => ({ left: `${at(low)}%`, width: `${at(high) - at(low)}%` });
  return (
    <span role="img" aria-label={label} className={`relative block ${column ? "h-full" : "h-5.5"}`}>
      <span className="absolute inset-x-0 top-1/2 h-px bg-edge" />
      {band === null ? (
        <span className="absolute inset-y-1 w-px bg-edge" style={{ left: `${at(0)}%` }} />
      ) : (
        <span
          className={`absolute border-x border-band-edge bg-band ${column ? "inset-y-0" : "inset-y-0.5"}`}
          style={span(band[0], band[1])}
        />
      )}
      <span
        className="absolute top-1/2 h-2.5 min-w-1 -translate-y-1/2 border-x-2 border-text"
        style={span(shown.low, shown.high)}
      >
        <span className="absolute inset-x-0 inset-y-0.5 bg-text/40" />
      </span>
      <span
        className="absolute top-1/2 size-2.5 -translate-1/2 rounded-full border border-surface bg-text"
        style={{ left: `${at(shown.value)}%` }}
      />
    </span>
  );
}
