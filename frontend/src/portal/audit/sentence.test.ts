/** @jest-environment node */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { portal } from "@/words/portal";
import type { Entry } from "../server/people";
import { outcomeOf, sentenceOf } from "./sentence";

const NAMES = new Map([
  ["ana", "Ana"],
  ["cora", "Cora"],
]);

function entry(changes: Partial<Entry>): Entry {
  return {
    entry_id: "e",
    at_ms: 0,
    asker_kind: "person",
    asker_id: "cora",
    operation: "swings",
    about: null,
    status: 200,
    request_id: "r",
    ...changes,
  };
}

test("who did what, to whom", () => {
  expect(sentenceOf(entry({ about: "ana" }), NAMES)).toEqual({
    who: "Cora",
    did: "looked through swings",
    about: "Ana",
  });
  expect(sentenceOf(entry({ about: "cora" }), NAMES).about).toBeNull();
  expect(sentenceOf(entry({ about: "a swing's id" }), NAMES).about).toBeNull();
  expect(sentenceOf(entry({ asker_kind: "token", asker_id: "t" }), NAMES).who).toBe("A program");
  expect(sentenceOf(entry({ asker_id: "nobody" }), NAMES).who).toBe("Somebody");
});

test("only what did not come out as asked is told", () => {
  expect([null, 200, 204, 404, 503].map(outcomeOf)).toEqual([
    "not finished",
    null,
    null,
    "refused",
    "failed",
  ]);
});

test("every operation that somebody may ask has its words", () => {
  const policies = readFileSync(join(process.cwd(), "../cloud/policies.py"), "utf8");
  const table = policies.slice(policies.indexOf("POLICIES: dict"));
  // What the service itself and its bays are asked is nobody's doing.
  const people = table.slice(table.indexOf("# swings"));
  const asked = [...people.matchAll(/^ {4}"(\w+)": /gm)].map(([, name]) => name);
  expect(asked.length).toBeGreaterThan(30);
  expect(asked.filter((name) => portal.audit.did[name!] === undefined)).toEqual([]);
});
