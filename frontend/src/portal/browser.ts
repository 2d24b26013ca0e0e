/** What a browser calls itself, as people say it. Pure. */
import { portal } from "@/words/portal";

/** The first that fits: every browser also claims to be the ones below it. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bVersion\/.*Safari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "Mac"],
  [/\bLinux\b/, "Linux"],
];

export function browserOf(said: string): string {
  const first = (table: typeof BROWSERS) => table.find(([pattern]) => pattern.test(said))?.[1];
  const [browser, system] = [first(BROWSERS), first(SYSTEMS)];
  if (browser !== undefined && system !== undefined) return portal.account.browserOn(browser, system);
  return browser ?? system ?? portal.account.unknownBrowser;
}
