"use client";

import { useMe } from "../me";
import { usePlayers } from "../server/swings";

/** Whose swings a coach looks at; undefined for one's own, and until it is known. */
export function useName(player: string | null): string | undefined {
  const { roles } = useMe();
  const hasPlayers = roles.some((role) => role === "coach" || role === "admin");
  const players = usePlayers(player !== null && hasPlayers);
  return players.data?.find(({ person_id }) => person_id === player)?.name;
}
