/** Every page in every state, in both themes: nothing leaves the screen, nobody is shut out; pictures to look at. */
import type { Page, Route } from "@playwright/test";
import { accessible, outside, painted } from "../looks";
import { endSessions, expect, open, signIn, test, type Person, type Stage } from "./stage";

/** Contrast and names do not depend on the size: a phone and a screen in one theme each have all there is. */
const LOOKS = [
  { width: 360, height: 800, theme: "light", axe: true },
  { width: 390, height: 844, theme: "dark", axe: false },
  { width: 1280, height: 800, theme: "light", axe: false },
  { width: 1920, height: 1080, theme: "dark", axe: true },
] as const;

/** Brings the page into a state; what shows that it is there. */
type Scene = (page: Page, stage: Stage) => Promise<string>;

const broken = (route: Route) =>
  route.fulfill({
    status: 503,
    contentType: "application/problem+json",
    json: {
      type: "urn:swingvision:problem:not_ready",
      title: "not ready",
      status: 503,
      detail: "The store does not answer now; try again.",
      instance: "urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057",
      errors: [],
    },
  });

/** Name, how long ago it was heard of in seconds, and what else there is to say of it. */
const BAYS: [string, number | null, object][] = [
  ["Bay 1", 2, { queued: 2, synced: 310 }],
  ["Bay 2", 14, { synced: 12 }],
  ["Bay 10", 4000, { queued: 212, synced: 9, evicted: 31, dead_lettered: 1, offset_ms: -8000 }],
  ["Bay 12", null, {}],
];

const REFUSED = {
  status: 403,
  contentType: "application/problem+json",
  json: {
    type: "urn:swingvision:problem:refused",
    title: "refused",
    status: 403,
    detail: "This code is not known, was used, or is too old.",
    instance: "urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057",
    errors: [],
  },
};

async function account(page: Page, stage: Stage): Promise<void> {
  const ana = await stage.person("Ana Maria Ñandú-Wolfeschlegelsteinhausen أحمد", "player");
  await open(page, stage, "account/", ana);
}

/** A coach with two players who have a history, and one who has none. */
async function coached(stage: Stage): Promise<Person> {
  const coach = await stage.person("Cora", "coach");
  await stage.ask({ do: "history", coach_id: coach.person_id });
  const newcomer = await stage.person("Ana Maria Ñandú-Wolfeschlegelsteinhausen أحمد", "player");
  await stage.ask({ do: "consent", player_id: newcomer.person_id, coach_id: coach.person_id });
  return coach;
}

async function demo(
  stage: Stage,
  player: Person,
  number: number,
  clip: boolean,
  note?: string,
): Promise<string> {
  const said = { do: "swing", player_id: player.person_id, number, clip, note: note ?? null };
  return (await stage.ask<{ swing_id: string }>(said)).swing_id;
}

const SCENES: Record<string, Scene> = {
  sign_in: async (page, stage) => {
    await page.goto(stage.url);
    return "Forgotten your password?";
  },
  sign_in_missing: async (page, stage) => {
    await page.goto(stage.url);
    await page.getByRole("button", { name: "Sign in" }).click();
    return "Type your password.";
  },
  sign_in_wrong: async (page, stage) => {
    await page.goto(stage.url);
    await signIn(page, { person_id: "", name: "", email: "nobody@a.example", password: "wrong password" });
    return "This address and this password do not belong together.";
  },
  service_away: async (page, stage) => {
    await page.route("**/v1/session", (route) => route.abort());
    await page.goto(stage.url);
    return "No answer from the service";
  },
  no_page: async (page, stage) => {
    await page.goto(`${stage.url}nowhere/`);
    return "There is no such page";
  },
  reset: async (page, stage) => {
    await page.goto(`${stage.url}reset/`);
    return "Send me a link";
  },
  reset_sent: async (page, stage) => {
    await page.goto(`${stage.url}reset/`);
    const email = `${"a-long-name".repeat(4)}@${"a-long-place".repeat(4)}.example`;
    await page.getByLabel("E-mail address").fill(email);
    await page.route("**/v1/links/reset", (route) => route.fulfill({ status: 202, body: "null" }));
    await page.getByRole("button", { name: "Send me a link" }).click();
    return "Look into your mail";
  },
  join: async (page, stage) => {
    const { path } = await stage.invitation(`invited-${Date.now()}@a.example`, "player", "coach");
    await page.goto(stage.url + path.slice(1));
    return "Start";
  },
  join_none: async (page, stage) => {
    await page.goto(`${stage.url}join/`);
    return "This is no whole link";
  },
  join_gone: async (page, stage) => {
    await page.goto(`${stage.url}join/#never`);
    return "This link works no more";
  },
  claim_new: async (page, stage) => {
    await page.goto(`${stage.url}claim/#${await stage.code(42)}`);
    return "Keep your 42 swings?";
  },
  claim_sent: async (page, stage) => {
    await page.goto(`${stage.url}claim/#${await stage.code(3)}`);
    const email = `${"a-long-name".repeat(4)}@${"a-long-place".repeat(4)}.example`;
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Keep them with" }).click();
    return "Look into your mail";
  },
  claim_waiting: async (page, stage) => {
    await page.goto(`${stage.url}claim/#${await stage.code(3, false)}`);
    return "The bay has not sent your swings yet";
  },
  claim: async (page, stage) => {
    await open(page, stage, "account/", await stage.person("Ana", "player"));
    await page.goto(`${stage.url}claim/#${await stage.code(3)}`);
    return "These swings are mine";
  },
  claim_yours: async (page, stage) => {
    await open(page, stage, "account/", await stage.person("Ana", "player"));
    await page.goto(`${stage.url}claim/#${await stage.code(3)}`);
    await page.getByRole("button", { name: "These swings are mine" }).click();
    return "They are yours";
  },
  claim_gone: async (page, stage) => {
    const code = await stage.code(1);
    await page.route("**/v1/claims/look", (route) => route.fulfill(REFUSED));
    await page.goto(`${stage.url}claim/#${code}`);
    return "This code works no more";
  },
  claim_none: async (page, stage) => {
    await page.goto(`${stage.url}claim/`);
    await page.getByRole("button", { name: "Show my swings" }).click();
    return "A code has four groups";
  },
  account: async (page, stage) => {
    await stage.person("Cora Countess of a Rather Long Name", "coach");
    await account(page, stage);
    return "Sees nothing";
  },
  account_loading: async (page, stage) => {
    await page.route(/\/v1\/(sessions|coaches|consents)$/, () => undefined);
    await account(page, stage);
    await page.waitForTimeout(250);
    return "Where you are signed in";
  },
  account_fault: async (page, stage) => {
    await page.route(/\/v1\/(sessions|coaches)$/, broken);
    await account(page, stage);
    return "The service could not answer";
  },
  account_offline: async (page, stage) => {
    await account(page, stage);
    await page.context().setOffline(true);
    return "No network";
  },
  bays: async (page, stage) => {
    const operator = await stage.person("Sam Okafor", "operator");
    for (const [bay, seen_ago_s, more] of BAYS) await stage.ask({ do: "bay", bay, seen_ago_s, ...more });
    await open(page, stage, "bays/", operator);
    return "Bay 12";
  },
  bays_well: async (page, stage) => {
    const operator = await stage.person("Sam Okafor", "operator");
    const device = { device_id: "d", bay: "Bay 1", joined_at_ms: 0, revoked_at_ms: null };
    const well = { ...device, seen_at_ms: Date.now() + 3e5, clock_offset_ms: 0, balance: null };
    await page.route("**/v1/devices", (route) => route.fulfill({ json: { devices: [well] } }));
    await open(page, stage, "bays/?show=needing", operator);
    return "No bay needs you";
  },
  bays_not_yours: async (page, stage) => {
    await open(page, stage, "bays/", await stage.person("Ana", "player"));
    return "It is not there, or not for your eyes";
  },
  bays_none: async (page, stage) => {
    await page.route("**/v1/devices", (route) => route.fulfill({ json: { devices: [] } }));
    await open(page, stage, "bays/", await stage.person("Sam Okafor", "operator"));
    return "No bay has joined yet";
  },
  bays_fault: async (page, stage) => {
    await page.route("**/v1/devices", broken);
    await open(page, stage, "bays/", await stage.person("Sam Okafor", "operator"));
    return "The service could not answer";
  },
  people: async (page, stage) => {
    await stage.person("Ana Maria Ñandú-Wolfeschlegelsteinhausen أحمد", "player", "coach");
    await open(page, stage, "people/", await stage.person("Ada", "admin"));
    return "Invite somebody";
  },
  people_invite: async (page, stage) => {
    await open(page, stage, "people/", await stage.person("Ada", "admin"));
    await page.getByRole("button", { name: "Invite somebody" }).click();
    return "An invitation by mail";
  },
  people_change: async (page, stage) => {
    const name = `Ana Maria Wolfeschlegelsteinhausen ${Date.now()}`;
    await stage.person(name, "player");
    await open(page, stage, "people/", await stage.person("Ada", "admin"));
    await page.getByRole("button", { name: `Change ${name}` }).click();
    return "What they are";
  },
  people_fault: async (page, stage) => {
    await page.route("**/v1/people", broken);
    await open(page, stage, "people/", await stage.person("Ada", "admin"));
    return "The service could not answer";
  },
  audit: async (page, stage) => {
    const coach = await coached(stage);
    await open(page, stage, "players/", coach);
    await page.context().clearCookies();
    await open(page, stage, "audit/", await stage.person("Ada", "admin"));
    return "looked at the players";
  },
  audit_none: async (page, stage) => {
    await page.route("**/v1/audit*", (route) => route.fulfill({ json: { entries: [], next_before: null } }));
    await open(page, stage, "audit/", await stage.person("Ada", "admin"));
    return "Nothing has happened yet";
  },
  progress: async (page, stage) => {
    const coach = await coached(stage);
    await open(page, stage, "players/", coach);
    await page.locator("[data-row]").first().click();
    await page.getByRole("link", { name: "Progress", exact: true }).click();
    await page.getByLabel("How far back").selectOption({ label: "Last year" });
    return "Shaded: the published range";
  },
  progress_none: async (page, stage) => {
    await open(page, stage, "progress/", await stage.person("Ana", "player"));
    return "Nothing was measured";
  },
  progress_fault: async (page, stage) => {
    await page.route("**/v1/trends*", broken);
    await open(page, stage, "progress/", await stage.person("Ana", "player"));
    return "The service could not answer";
  },
  players: async (page, stage) => {
    const coach = await coached(stage);
    await open(page, stage, "players/", coach);
    return "Golfer 2";
  },
  players_none: async (page, stage) => {
    await open(page, stage, "players/", await stage.person("Cora", "coach"));
    return "Nobody shares their swings yet";
  },
  players_no_match: async (page, stage) => {
    await open(page, stage, "players/?q=nobody%20of%20this%20name", await coached(stage));
    return "No player is called";
  },
  swings: async (page, stage) => {
    const ana = await stage.person("Ana", "player");
    for (const number of [1, 2, 3]) await demo(stage, ana, number, number === 2);
    await open(page, stage, "swings/", ana);
    await page.locator("img").first().scrollIntoViewIfNeeded();
    await expect
      .poll(() =>
        page.locator("img").evaluateAll((all) => all.every((img) => (img as HTMLImageElement).complete)),
      )
      .toBe(true);
    return "Swing 3";
  },
  swings_long: async (page, stage) => {
    const coach = await coached(stage);
    await open(page, stage, "players/", coach);
    await page.locator("[data-row]").first().click();
    return "Swings of Golfer";
  },
  swings_none: async (page, stage) => {
    await open(page, stage, "swings/", await stage.person("Ana", "player"));
    return "Your first swing goes here";
  },
  swings_no_match: async (page, stage) => {
    await open(page, stage, "swings/?club=wedge&view=face_on&days=30", await stage.person("Ana", "player"));
    return "Nothing matches";
  },
  swings_loading: async (page, stage) => {
    await page.route(/\/v1\/swings/, () => undefined);
    await open(page, stage, "swings/", await stage.person("Ana", "player"));
    await page.waitForTimeout(250);
    return "Swings";
  },
  swings_fault: async (page, stage) => {
    await page.route(/\/v1\/swings/, broken);
    await open(page, stage, "swings/", await stage.person("Ana", "player"));
    return "The service could not answer";
  },
  swing: async (page, stage) => {
    const ana = await stage.person("Ana", "player");
    const id = await demo(stage, ana, 14, true, "Felt rushed from the top.\nAgain tomorrow.");
    await open(page, stage, `swing/?id=${id}`, ana);
    await page.getByRole("button", { name: "Mid down", exact: true }).click();
    await expect(page.getByRole("button", { name: "Mid down", exact: true })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    return "Keep your hips back";
  },
  swing_without_clip: async (page, stage) => {
    const ana = await stage.person("Ana", "player");
    await open(page, stage, `swing/?id=${await demo(stage, ana, 14, false)}`, ana);
    return "The replay is not here yet";
  },
  swing_missing: async (page, stage) => {
    await open(
      page,
      stage,
      "swing/?id=01936f3e-7a80-7000-8000-000000000009",
      await stage.person("Ana", "player"),
    );
    return "There is no such swing";
  },
  signed_out: async (page, stage) => {
    const ana = await stage.person("Ana", "player");
    await open(page, stage, "account/", ana);
    await page.getByLabel("Present password", { exact: true }).fill("anything");
    await page.getByLabel("New password", { exact: true }).fill("a different horse battery");
    await endSessions(page, stage, ana);
    await page.getByRole("button", { name: "Change the password" }).click();
    return "You were signed out";
  },
};

for (const [name, scene] of Object.entries(SCENES)) {
  test(name, async ({ browser, stage }) => {
    const context = await browser.newContext({ reducedMotion: "reduce" });
    const page = await context.newPage();
    const shown = await scene(page, stage);
    await expect(page.getByText(shown).first()).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    for (const { width, height, theme, axe } of LOOKS) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme });
      await painted(page, theme);
      const picture = `${name}-${width}x${height}-${theme}`;
      await page.screenshot({ path: `test-results/portal/${picture}.png` });
      expect(await outside(page, true), `${picture}: elements that leave the screen`).toEqual([]);
      if (axe) await accessible(page, picture);
    }
    await context.close();
  });
}
