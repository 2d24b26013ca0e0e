/** The service's interface, typed by its own description. Nothing else in the portal speaks HTTP. */
import createClient, { type Middleware } from "openapi-fetch";
import type { paths } from "@/wire/cloud";
import { Refused, Unreachable } from "./problem";

const SAFE: readonly string[] = ["GET", "HEAD"];

let csrf = "";

/** What every change carries from now on: the word of the session that is in force. */
export function showWithChanges(word: string): void {
  csrf = word;
}

const withCsrf: Middleware = {
  onRequest({ request }) {
    if (!SAFE.includes(request.method) && csrf !== "") request.headers.set("x-csrf-token", csrf);
    return request;
  },
};

const origin = typeof window === "undefined" ? "http://localhost" : window.location.origin;

export const client = createClient<paths>({
  baseUrl: origin,
  // A change that was shown at once arrives, too, where the page is left in the same moment.
  fetch: (request) => fetch(request, SAFE.includes(request.method) ? {} : { keepalive: true }),
});
client.use(withCsrf);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer. Rejects with Refused or Unreachable. */
export async function answered<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked.catch((reason: unknown) => {
    if (reason instanceof DOMException && reason.name === "AbortError") throw reason;
    throw new Unreachable(String(reason));
  });
  if (!response.ok) throw Refused.from(response, error);
  return data as T;
}
