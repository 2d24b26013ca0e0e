import { addressOf, historyOf, searchFor } from "./address";

const said = (text: string) => addressOf(new URLSearchParams(text));

test("the address keeps the swing, its picture and the way back", () => {
  const address = { id: "s1", frame: 83, from: "?club=iron&days=30" };
  expect(said(searchFor(address))).toEqual(address);
  expect(historyOf(address, "p1")).toBe("/swings/?player=p1&club=iron&days=30");
  expect(historyOf({ ...address, from: "" }, null)).toBe("/swings/");
});

test("what does not fit is not taken over", () => {
  expect(said("?f=-2")).toEqual({ id: "", frame: null, from: "" });
  expect(said("?id=s1&f=2.5&from=//evil.example")).toEqual({ id: "s1", frame: null, from: "" });
});
