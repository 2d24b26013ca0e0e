import { act, fireEvent, render, screen } from "@testing-library/react";
import type { ClaimOffer } from "@/wire";
import { ASK_AGAIN_MS } from "../claim";
import { SESSION } from "../testing";
import { ClaimCode } from "./ClaimCode";

const PORTAL = "https://swings.example.org/claim/";

function offer(code: string, session_id = SESSION): ClaimOffer {
  return { session_id, code, url: `${PORTAL}#${code}`, portal: PORTAL, valid_s: 899 };
}

/** What the bay answers, one after the other; null: an error. */
function bay(...answers: (ClaimOffer | null)[]) {
  const asked: unknown[] = [];
  global.fetch = jest.fn(async (_url: RequestInfo | URL, init?: RequestInit) => {
    asked.push(JSON.parse(String(init?.body)));
    const said = answers.shift();
    return { ok: said !== null && said !== undefined, json: async () => said } as Response;
  });
  return asked;
}

const shown = () => screen.queryByRole("img")?.getAttribute("aria-label");
const settle = (ms = 0) => act(() => jest.advanceTimersByTimeAsync(ms));

beforeEach(() => {
  jest.useFakeTimers();
  AbortSignal.timeout ??= () => new AbortController().signal;
});
afterEach(() => jest.useRealTimers());

test("the session's code is a picture and letters, with its time", async () => {
  const asked = bay(offer("ABCD-EFGH-JKMN-PQRS"));
  render(<ClaimCode sessionId={SESSION} />);
  expect(screen.getByRole("status")).toHaveTextContent("Your code is on its way");
  await settle();
  expect(asked).toEqual([{ session_id: SESSION }]);
  expect(shown()).toBe(`QR code of ${PORTAL}#ABCD-EFGH-JKMN-PQRS`);
  expect(screen.getByText("ABCD-EFGH-JKMN-PQRS")).toBeVisible();
  expect(screen.getByText(/next 14 minutes/)).toBeVisible();
  expect(screen.getByText(/swings\.example\.org\/claim/)).toBeVisible();
});

test("a fresh code replaces the old one while the sheet is open", async () => {
  bay(offer("AAAA-AAAA-AAAA-AAAA"), offer("BBBB-BBBB-BBBB-BBBB"));
  render(<ClaimCode sessionId={SESSION} />);
  await settle();
  await settle(ASK_AGAIN_MS);
  expect(shown()).toContain("BBBB");
});

test("a code of another session is never shown", async () => {
  bay(offer("AAAA-AAAA-AAAA-AAAA", "another session"));
  render(<ClaimCode sessionId={SESSION} />);
  await settle();
  expect(shown()).toBeUndefined();
  expect(screen.getByRole("status")).toHaveTextContent("There is no code now");
});

test("without an answer it can be asked for again", async () => {
  bay(null, offer("AAAA-AAAA-AAAA-AAAA"));
  render(<ClaimCode sessionId={SESSION} />);
  await settle();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await settle();
  expect(shown()).toContain("AAAA");
});
