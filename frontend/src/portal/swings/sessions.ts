/** A history as it was played: session by session. Pure. */
import type { SwingRow } from "../server/swings";

export interface Session {
  id: string;
  bay: string;
  first_ms: number;
  last_ms: number;
  swings: SwingRow[];
  /** Median tempo of the swings shown that have one; null for none. */
  tempo: number | null;
}

/** swings: newest first; what follows one another in a session is one group. */
export function sessionsOf(swings: readonly SwingRow[]): Session[] {
  const groups: SwingRow[][] = [];
  for (const swing of swings) {
    const group = groups.at(-1);
    if (group?.[0]?.session_id === swing.session_id && group[0].bay === swing.bay) group.push(swing);
    else groups.push([swing]);
  }
  return groups.map(sessionOf);
}

function sessionOf(swings: SwingRow[]): Session {
  const [newest, oldest] = [swings[0]!, swings.at(-1)!];
  const tempos = swings
    .map((swing) => swing.metrics["tempo_ratio"] ?? null)
    .filter((tempo) => tempo !== null);
  return {
    id: `${newest.session_id} ${newest.swing_id}`,
    bay: newest.bay,
    first_ms: oldest.captured_at_ms,
    last_ms: newest.captured_at_ms,
    swings,
    tempo: medianOf(tempos),
  };
}

export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
