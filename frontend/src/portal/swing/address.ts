/** What the address of a swing's page says. Pure. */
import { filtersOf, searchOf } from "../swings/filters";

export interface SwingAddress {
  id: string;
  /** The picture that stands still, counted from 1; null: it plays. */
  frame: number | null;
  /** What the history was narrowed to. */
  from: string;
}

export function addressOf(query: URLSearchParams): SwingAddress {
  const frame = Number(query.get("f"));
  return {
    id: query.get("id") ?? "",
    frame: Number.isInteger(frame) && frame > 0 ? frame : null,
    from: searchOf({ ...filtersOf(new URLSearchParams(query.get("from") ?? "")), player: null }),
  };
}

export function searchFor({ id, frame, from }: SwingAddress): string {
  const query = new URLSearchParams({ id });
  if (from !== "") query.set("from", from);
  if (frame !== null) query.set("f", String(frame));
  return `?${query}`;
}

/** The way back to the history, as it was. player_id: null for one's own. */
export function historyOf({ from }: SwingAddress, player_id: string | null): string {
  return `/swings/${searchOf({ ...filtersOf(new URLSearchParams(from)), player: player_id })}`;
}
