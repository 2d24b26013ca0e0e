/** Which players are meant, in which order. Pure. */
import type { Player } from "../server/swings";

/** Letters as they are typed: without accents, without capitals. */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Those whose name has every word that was typed; who swung last first, who never did last. */
export function found(people: readonly Player[], typed: string): Player[] {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== "");
  const isMeant = ({ name }: Player) => words.every((word) => plain(name).includes(word));
  const when = ({ last }: Player) => last?.captured_at_ms ?? -Infinity;
  return people.filter(isMeant).toSorted((a, b) => when(b) - when(a) || 0);
}
