/** What the installer sets on the screen itself: once in the address, then remembered. */
import { DIAGONAL_INCH } from "./scale";

export type Theme = "dark" | "light" | "auto";

export interface Settings {
  diagonal_inch: number;
  theme: Theme;
}

const THEMES: readonly string[] = ["dark", "light", "auto"] satisfies Theme[];
const DIAGONALS_INCH = { least: 5, most: 120 };

/** `?diagonal=21.5&theme=auto`; anything else that stands there is ignored. */
export function readSettings(search: string, memory: Pick<Storage, "getItem" | "setItem">): Settings {
  const query = new URLSearchParams(search);
  const setting = (name: string, isValid: (text: string) => boolean): string | null => {
    const given = query.get(name);
    if (given === null || !isValid(given)) return memory.getItem(name);
    memory.setItem(name, given);
    return given;
  };
  const isDiagonal = (text: string) =>
    Number(text) >= DIAGONALS_INCH.least && Number(text) <= DIAGONALS_INCH.most;
  const diagonal = setting("diagonal", isDiagonal);
  const theme = setting("theme", (text) => THEMES.includes(text));
  return {
    diagonal_inch: diagonal !== null && isDiagonal(diagonal) ? Number(diagonal) : DIAGONAL_INCH,
    theme: theme !== null && THEMES.includes(theme) ? (theme as Theme) : "dark",
  };
}
