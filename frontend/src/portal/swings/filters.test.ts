import { askedOf, filtersOf, isNarrowed, searchOf, type Filters } from "./filters";

const NONE: Filters = { player: null, club: null, view: null, days: null };

test("the address keeps what is shown", () => {
  const filters: Filters = { player: "p1", club: "iron", view: "face_on", days: 30 };
  expect(searchOf(filters)).toBe("?player=p1&club=iron&view=face_on&days=30");
  expect(filtersOf(new URLSearchParams(searchOf(filters)))).toEqual(filters);
  expect(searchOf(NONE)).toBe("");
});

test("what an address says wrongly is not said", () => {
  expect(filtersOf(new URLSearchParams("?club=spoon&view=above&days=31"))).toEqual(NONE);
  expect(isNarrowed({ ...NONE, player: "p1" })).toBe(false);
  expect(isNarrowed({ ...NONE, days: 7 })).toBe(true);
});

test("seven days are today and the six before, from midnight here", () => {
  const noon = new Date(2026, 10, 22, 12).getTime();
  const { from_ms } = askedOf({ ...NONE, days: 7 }, noon);
  expect(from_ms).toBe(new Date(2026, 10, 16).getTime());
  expect(askedOf(NONE, noon).from_ms).toBeNull();
});
