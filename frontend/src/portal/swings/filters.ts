/** What of a history is shown; it stands in the address. Pure. */
import { clubs } from "@/words/golf";
import { portal } from "@/words/portal";
import type { Asked, Club, View } from "../server/swings";

const DAY_MS = 86_400_000;
export const DAYS = [7, 30, 90, 365] as const;
export type Days = (typeof DAYS)[number];

export interface Filters {
  player: string | null;
  club: Club | null;
  view: View | null;
  /** null: since the beginning. */
  days: Days | null;
}

export const CLUBS = Object.keys(clubs).filter((club) => club !== "unknown") as Club[];
export const VIEWS = Object.keys(portal.views) as View[];

/** What the address says; what it says wrongly is not said. */
export function filtersOf(query: URLSearchParams): Filters {
  const days = Number(query.get("days"));
  return {
    player: query.get("player"),
    club: CLUBS.find((club) => club === query.get("club")) ?? null,
    view: VIEWS.find((view) => view === query.get("view")) ?? null,
    days: DAYS.find((one) => one === days) ?? null,
  };
}

/** "?club=iron&days=30"; "" where nothing is narrowed. */
export function searchOf(filters: Filters): string {
  const said = Object.entries(filters).filter(([, value]) => value !== null);
  const query = new URLSearchParams(said.map(([name, value]) => [name, String(value)]));
  return said.length === 0 ? "" : `?${query.toString()}`;
}

export function isNarrowed({ club, view, days }: Filters): boolean {
  return club !== null || view !== null || days !== null;
}

/** From the beginning of the first day that is shown, so that the question stays the same all day. */
export function askedOf(filters: Filters, now_ms: number): Asked {
  const { player, club, view, days } = filters;
  const today = new Date(now_ms).setHours(0, 0, 0, 0);
  return { player_id: player, club, view, from_ms: days === null ? null : today - (days - 1) * DAY_MS };
}
