/** Days and times as people say them. Pure, but for the time zone of the device. */
import { portal } from "@/words/portal";

const DAY_MS = 86_400_000;

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(portal.locale, options);
}

const TIME = format({ hour: "2-digit", minute: "2-digit" });
const DAY = format({ weekday: "short", day: "numeric", month: "long" });
const DAY_AND_YEAR = format({ day: "numeric", month: "long", year: "numeric" });
const RELATIVE = new Intl.RelativeTimeFormat(portal.locale, { numeric: "auto" });

/** "19:28". */
export function timeOf(at_ms: number): string {
  return TIME.format(at_ms);
}

/** The day's number by the device's own calendar: equal for moments of one day. */
export function dayNumber(at_ms: number): number {
  const at = new Date(at_ms);
  return Math.round(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / DAY_MS);
}

/** "today", "yesterday", "Wed 19 November", and with its year where that is another. */
export function dayOf(at_ms: number, now_ms: number): string {
  const ago = dayNumber(now_ms) - dayNumber(at_ms);
  if (ago === 0 || ago === 1) return RELATIVE.format(-ago, "day");
  const isThisYear = new Date(at_ms).getFullYear() === new Date(now_ms).getFullYear();
  return isThisYear ? DAY.format(at_ms).replace(",", "") : DAY_AND_YEAR.format(at_ms);
}

/** "today at 19:28". */
export function momentOf(at_ms: number, now_ms: number): string {
  return `${dayOf(at_ms, now_ms)}, ${timeOf(at_ms)}`;
}
