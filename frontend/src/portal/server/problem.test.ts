import { isPassing, isSignedOut, Refused, Unreachable } from "./problem";

function answer(status: number, headers: Record<string, string> = {}): Response {
  return { status, statusText: "text", headers: new Headers(headers) } as Response;
}

const DOCUMENT = {
  type: "urn:swingvision:problem:csrf",
  title: "refused",
  status: 403,
  detail: "Show the session's `csrf`.",
  instance: "urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057",
  errors: [{ field: "x-csrf-token", message: "missing" }],
};

test("a problem document is read: its kind, its reference, the fields at fault", () => {
  const refused = Refused.from(answer(403), DOCUMENT);
  expect(refused).toMatchObject({
    status: 403,
    kind: "csrf",
    reference: "01890a5d-ac96-774b-bcce-b302099a8057",
    fields: ["x-csrf-token"],
    wait_s: null,
  });
});

test("what a proxy answers is refused too, without a document", () => {
  expect(Refused.from(answer(502, { "x-request-id": "r1" }), "<html>")).toMatchObject({
    kind: "failed",
    reference: "r1",
    fields: [],
  });
});

test("how long to wait is taken from the header", () => {
  expect(Refused.from(answer(429, { "retry-after": "20" }), DOCUMENT).wait_s).toBe(20);
});

test("what passes is asked again; a refusal is not", () => {
  expect(isPassing(new Unreachable("x"))).toBe(true);
  expect(isPassing(Refused.from(answer(503), null))).toBe(true);
  expect(isPassing(Refused.from(answer(404), null))).toBe(false);
  expect(isSignedOut(Refused.from(answer(401), null))).toBe(true);
});
