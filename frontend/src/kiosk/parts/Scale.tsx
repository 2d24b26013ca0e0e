import { share, type Measured } from "../format";

interface Props {
  metric: Measured;
  from: number;
  to: number;
  band?: { low: number; high: number };
  /** Says the same in words. */
  label: string;
  mirrored?: boolean;
  children?: React.ReactNode;
}

/** A value as a dot in its interval, on a scale with the published range behind it and hatching outside. */
export function Scale({ metric, from, to, band, label, mirrored = false, children }: Props) {
  const at = (value: number) => {
    const place = share(value, from, to);
    return 100 * (mirrored ? 1 - place : place);
  };
  const span = (low: number, high: number) => ({
    left: `${Math.min(at(low), at(high))}%`,
    width: `${Math.abs(at(high) - at(low))}%`,
  });
  return (
    <div>
      <div role="img" aria-label={label} className="relative h-13.25">
        {band && (
          <>
            <div className="scale-hatch absolute top-1/2 h-8 -translate-y-1/2" style={span(from, band.low)} />
            <div className="scale-hatch absolute top-1/2 h-8 -translate-y-1/2" style={span(band.high, to)} />
          </>
        )}
        <div className="absolute inset-x-0 top-1/2 h-[2px] -translate-y-1/2 bg-edge" />
        {band && (
          <div
            className="absolute top-1/2 h-11 -translate-y-1/2 border-x-2 border-band-edge bg-band"
            style={span(band.low, band.high)}
          >
            <div className="absolute inset-x-0 top-1/2 h-[2px] -translate-y-1/2 bg-band-edge/70" />
          </div>
        )}
        <div className="absolute inset-y-0 border-x-[3px] border-text" style={span(metric.low, metric.high)}>
          <div className="absolute inset-x-0 inset-y-[calc(var(--mm)*2.4)] bg-text/45" />
        </div>
        <div
          className="absolute top-1/2 size-8.75 -translate-1/2 rounded-full border-[calc(var(--mm)*0.9)] border-ground bg-text"
          style={{ left: `${at(metric.value)}%` }}
        />
      </div>
      {children}
    </div>
  );
}

/** A word or number under a scale, centred on its place. */
export function ScaleMark({ at, children }: { at: number; children: React.ReactNode }) {
  return (
    <span className="absolute top-0 -translate-x-1/2" style={{ left: `${100 * at}%` }}>
      {children}
    </span>
  );
}
