/** The code of somebody who went to make an account first: the link in their mail opens a page of its own. */
const KEY = "claim";

export function keepCode(code: string): void {
  try {
    localStorage.setItem(KEY, code);
  } catch {
    // A browser that keeps nothing: the code is scanned again.
  }
}

/** The code, once. */
export function takeKeptCode(): string | null {
  try {
    const code = localStorage.getItem(KEY);
    localStorage.removeItem(KEY);
    return code;
  } catch {
    return null;
  }
}
