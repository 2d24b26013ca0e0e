import { readSettings } from "./settings";

const memory = (kept: Record<string, string> = {}) => ({
  getItem: (name: string) => kept[name] ?? null,
  setItem: (name: string, value: string) => void (kept[name] = value),
});

test("nothing said: the design's screen, dark", () => {
  expect(readSettings("", memory())).toEqual({ diagonal_inch: 32, theme: "dark" });
});

test("the address is remembered", () => {
  const kept = memory();
  expect(readSettings("?diagonal=21.5&theme=light", kept)).toEqual({ diagonal_inch: 21.5, theme: "light" });
  expect(readSettings("", kept)).toEqual({ diagonal_inch: 21.5, theme: "light" });
});

test.each(["?diagonal=0&theme=pink", "?diagonal=9999", "?diagonal=wide&theme="])(
  "%s is ignored",
  (search) => {
    expect(readSettings(search, memory())).toEqual({ diagonal_inch: 32, theme: "dark" });
  },
);

test("a spoilt memory is ignored too", () => {
  expect(readSettings("", memory({ diagonal: "NaN", theme: "no" }))).toEqual({
    diagonal_inch: 32,
    theme: "dark",
  });
});
