/** What a form may send, and how a refusal is said. Pure. */
import { portal } from "@/words/portal";
import { Refused, Unreachable } from "./server/problem";

/** As the service counts them (cloud/people/texts.py). */
export const LEAST_PASSWORD = 12;
export const MOST = { email: 254, name: 80, password: 256 };
const ADDRESS = /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/;

export type FieldName = "email" | "password" | "newPassword" | "oldPassword" | "name";
export type Faults = Partial<Record<FieldName, string>>;

/** What is missing in these fields, in their own words; empty where nothing is. */
export function faultsOf(values: Partial<Record<FieldName, string>>): Faults {
  const faults: Faults = {};
  for (const [name, value] of Object.entries(values) as [FieldName, string][]) {
    const fault = faultOf(name, value);
    if (fault !== null) faults[name] = fault;
  }
  return faults;
}

function faultOf(name: FieldName, value: string): string | null {
  switch (name) {
    case "email":
      return ADDRESS.test(value.trim()) ? null : portal.missing.email;
    case "name":
      return value.trim() === "" ? portal.missing.name : null;
    case "newPassword":
      // The service counts characters of the normal form, as they are typed on any keyboard.
      return [...value.normalize("NFKC")].length < LEAST_PASSWORD ? portal.missing.newPassword : null;
    default:
      return value === "" ? portal.missing.password : null;
  }
}

/** Why something was not done. `own`: a form's own words for kinds and statuses that mean something to it. */
export function saidOf(error: unknown, own: Record<number, string> = {}): string {
  if (error instanceof Unreachable) return portal.refused.unreachable;
  if (!(error instanceof Refused)) return portal.refused.failed(String(error));
  const mine = own[error.status];
  if (mine !== undefined) return mine;
  if (error.status === 429) {
    return error.wait_s === null
      ? portal.refused.tooManyNow
      : portal.refused.tooMany(durationOf(error.wait_s));
  }
  return portal.refused.failed(error.reference);
}

function durationOf(wait_s: number): string {
  const seconds = Math.ceil(wait_s);
  return seconds < 90 ? portal.refused.seconds(seconds) : portal.refused.minutes(Math.ceil(seconds / 60));
}
