/** Every page in every state, in both themes: nothing leaves the screen, nobody is shut out; pictures to look at. */
import type { Page, Route } from "@playwright/test";
import { accessible, outside, painted } from "../looks";
import { expect, open, signIn, test, type Stage } from "./stage";

const SIZES = [
  { width: 360, height: 800 },
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
/** Contrast and names do not depend on the size; these have all there is between them. */
const WITH_AXE = [360, 1280];

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

async function account(page: Page, stage: Stage): Promise<void> {
  const ana = await stage.person("Ana Maria Ñandú-Wolfeschlegelsteinhausen أحمد", "player");
  await open(page, stage, "account/", ana);
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
  signed_out: async (page, stage) => {
    const ana = await stage.person("Ana", "player");
    await open(page, stage, "account/", ana);
    await stage.ask({ do: "end_sessions", person_id: ana.person_id });
    await page.getByLabel("Present password", { exact: true }).fill("anything");
    await page.getByLabel("New password", { exact: true }).fill("a different horse battery");
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
    for (const viewport of SIZES) {
      await page.setViewportSize(viewport);
      const size = `${name}-${viewport.width}x${viewport.height}`;
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await painted(page, colorScheme);
        const picture = `${size}-${colorScheme}`;
        await page.screenshot({ path: `test-results/portal/${picture}.png` });
        if (WITH_AXE.includes(viewport.width)) await accessible(page, picture);
      }
      expect(await outside(page, true), `${size}: elements that leave the screen`).toEqual([]);
    }
    await context.close();
  });
}
