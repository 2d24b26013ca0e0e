/** A code as the bay shows it (swingvision/typed_code.py). Pure. */
const PATTERN = /^([2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}$/;

/** As it was made: in capitals, in groups of four, however it was typed; null where it is none. */
export function codeOf(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
  const code = letters.match(/.{1,4}/g)?.join("-") ?? "";
  return PATTERN.test(code) ? code : null;
}
