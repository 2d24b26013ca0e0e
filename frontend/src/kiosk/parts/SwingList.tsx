import type { Swing } from "@/wire";
import { words } from "@/words";
import { fixed, measured } from "../format";

interface Props {
  swings: Swing[];
  shownId: string | null;
  onSelect: (swingId: string) => void;
  /** How many fit. */
  most: number;
  className: string;
  /** Its heading stands elsewhere. */
  bare?: boolean;
}

/** This session's swings, newest first, each one touch away; bars on one scale, aligned at impact. */
export function SwingList({ swings, shownId, onSelect, most, className, bare = false }: Props) {
  const listed = swings.slice(0, most);
  const longest_s = Math.max(...listed.map(duration_s), 0.1);
  return (
    <section aria-label={words.swings.label} className="flex min-h-0 flex-col">
      {!bare && <h2 className="trimmed mb-8 text-least text-quiet">{words.swings.label}</h2>}
      <ol className={`grid gap-4 ${className}`}>
        {listed.map((swing) => (
          <li key={swing.swing_id} className="min-w-0">
            <Tile
              swing={swing}
              longest_s={longest_s}
              isShown={swing.swing_id === shownId}
              onSelect={() => onSelect(swing.swing_id)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Tile({
  swing,
  longest_s,
  isShown,
  onSelect,
}: {
  swing: Swing;
  longest_s: number;
  isShown: boolean;
  onSelect: () => void;
}) {
  const tempo = measured(swing.report.metrics["tempo_ratio"]);
  const label =
    tempo === null
      ? words.swings.openWithheld(swing.number)
      : words.swings.open(swing.number, fixed(tempo.value, 1));
  const look = isShown
    ? "border-text bg-raised text-text font-semibold"
    : "border-line bg-surface text-quiet";
  return (
    <button
      type="button"
      aria-label={label}
      aria-current={isShown ? "true" : undefined}
      onClick={onSelect}
      className={`touch flex w-full items-center gap-5 rounded-card border px-5 text-least ${look}`}
    >
      <span className="number w-15 shrink-0 text-left">{swing.number}</span>
      <MiniBar swing={swing} longest_s={longest_s} isShown={isShown} />
      <span className="number w-19 shrink-0 text-right">
        {tempo === null ? words.swings.none : fixed(tempo.value, 1)}
      </span>
    </button>
  );
}

function MiniBar({ swing, longest_s, isShown }: { swing: Swing; longest_s: number; isShown: boolean }) {
  const back = measured(swing.report.metrics["backswing_s"]);
  const down = measured(swing.report.metrics["downswing_s"]);
  if (back === null || down === null) return <span className="hatched h-7 min-w-0 flex-1" />;
  const width = (seconds: number) => ({ width: `${(100 * seconds) / longest_s}%` });
  const [backLook, downLook, hit] = isShown
    ? ["bg-backswing", "bg-text", "bg-mark"]
    : ["bg-past", "bg-backswing", "bg-quiet"];
  return (
    <span aria-hidden className="flex h-7 min-w-0 flex-1 items-center justify-end">
      <span className={`h-full ${backLook}`} style={width(back.value)} />
      <span className={`ml-[2px] h-full ${downLook}`} style={width(down.value)} />
      <span className={`h-10 w-1.25 ${hit}`} />
    </span>
  );
}

function duration_s(swing: Swing): number {
  const back = measured(swing.report.metrics["backswing_s"]);
  const down = measured(swing.report.metrics["downswing_s"]);
  return (back?.value ?? 0) + (down?.value ?? 0);
}
