import { said, type Consent } from "./account";

const ANA: Consent = { coach_id: "ana", given_at_ms: 10, withdrawn_at_ms: null };
const BEA: Consent = { coach_id: "bea", given_at_ms: 5, withdrawn_at_ms: 8 };

test("a yes begins now, also after a no", () => {
  expect(said([ANA, BEA], "bea", true, 20)).toEqual([
    { coach_id: "bea", given_at_ms: 20, withdrawn_at_ms: null },
    ANA,
  ]);
  expect(said([], "cleo", true, 20)).toEqual([{ coach_id: "cleo", given_at_ms: 20, withdrawn_at_ms: null }]);
});

test("a no keeps the day of the yes", () => {
  expect(said([ANA, BEA], "ana", false, 20)).toEqual([{ ...ANA, withdrawn_at_ms: 20 }, BEA]);
});
