/** What can go wrong between the page and the service. */
import type { components } from "@/wire/cloud";

type Document = components["schemas"]["ProblemDocument"];

/** The service answered, and refused. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    /** The last word of the problem's type, such as "signed_out" or "csrf". */
    readonly kind: string,
    detail: string,
    /** What somebody who helps finds in the service's log. */
    readonly reference: string,
    /** Fields at fault, as the interface names them ("body.email"). */
    readonly fields: readonly string[],
    readonly wait_s: number | null,
  ) {
    super(detail);
  }

  static from(response: Response, said: unknown): Refused {
    const document = isDocument(said) ? said : null;
    const wait = Number(response.headers.get("retry-after"));
    return new Refused(
      response.status,
      document?.type.split(":").at(-1) ?? "failed",
      document?.detail ?? response.statusText,
      (document?.instance ?? response.headers.get("x-request-id") ?? "").replace("urn:uuid:", ""),
      document?.errors?.map(({ field }) => field) ?? [],
      wait > 0 ? wait : null,
    );
  }
}

/** No answer came: no network, or no service. */
export class Unreachable extends Error {}

function isDocument(said: unknown): said is Document {
  return typeof said === "object" && said !== null && "type" in said && "detail" in said;
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.status === 401;
}

/** What may work when it is asked once more. */
export function isPassing(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Refused && error.status >= 500);
}
