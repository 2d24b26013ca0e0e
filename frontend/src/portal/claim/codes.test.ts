import { codeOf } from "./codes";

test("a code is read however it was typed", () => {
  const code = "ABCD-EFGH-JKMN-PQR2";
  for (const typed of [code, code.toLowerCase(), " abcd efgh jkmn pqr2 ", "ABCDEFGHJKMNPQR2"]) {
    expect(codeOf(typed)).toBe(code);
  }
});

test("what is no code is none", () => {
  for (const typed of ["", "ABCD", "ABCD-EFGH-JKMN-PQR0", "ABCD-EFGH-JKMN-PQRI", "ABCD-EFGH-JKMN-PQR23"]) {
    expect(codeOf(typed)).toBeNull();
  }
});
