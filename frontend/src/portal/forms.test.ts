import { faultsOf, saidOf } from "./forms";
import { Refused, Unreachable } from "./server/problem";

function refused(status: number, wait_s: number | null = null): Refused {
  return new Refused(status, "kind", "detail", "01890a5d", [], wait_s);
}

test("what can be sent has no fault", () => {
  const values = { email: " ana@example.org ", newPassword: "correct horse", name: "Ana", password: "x" };
  expect(faultsOf(values)).toEqual({});
});

test.each(["", "ana", "ana@example", "ana@@example.org", "a na@example.org"])("%p is no address", (email) => {
  expect(faultsOf({ email })).toHaveProperty("email");
});

test("a new password is counted in characters, not in bytes", () => {
  expect(faultsOf({ newPassword: "ü".repeat(11) })).toHaveProperty("newPassword");
  expect(faultsOf({ newPassword: "🏌".repeat(12) })).toEqual({});
});

test("a name of spaces is none", () => {
  expect(faultsOf({ name: "  " })).toHaveProperty("name");
});

test("a refusal is said in the form's own words where it has some", () => {
  expect(saidOf(refused(401), { 401: "No." })).toBe("No.");
  expect(saidOf(refused(500), { 401: "No." })).toContain("01890a5d");
});

test("how long to wait is said in seconds or minutes", () => {
  expect(saidOf(refused(429, 20))).toContain("20 seconds");
  expect(saidOf(refused(429, 61.2))).toContain("62 seconds");
  expect(saidOf(refused(429, 1200))).toContain("20 minutes");
  expect(saidOf(refused(429))).toContain("a minute");
});

test("no answer is no fault of the one who asked", () => {
  expect(saidOf(new Unreachable("fetch failed"))).toContain("No answer");
});
