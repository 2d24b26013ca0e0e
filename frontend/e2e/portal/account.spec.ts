/** Coming in, one's own account, and leaving: in a real browser, with the real service behind it. */
import type { Page } from "@playwright/test";
import { complaints, endSessions, expect, open, signIn, Stage, test } from "./stage";

const NEW = "a different horse battery";

test("the first admin comes in by the link that the service prints", async ({ page }) => {
  const stage = new Stage();
  await stage.start();
  const { path } = await stage.ask<{ path: string }>({ do: "first_admin" });
  await page.goto(stage.url + path.slice(1));
  await expect(page.getByRole("heading", { name: "The first admin" })).toBeVisible();
  await page.getByLabel("Your name").fill("Ada أحمد");
  await page.getByLabel("E-mail address").fill("Ada@Example.org");
  await page.getByLabel("New password", { exact: true }).fill(NEW);
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page.getByRole("heading", { name: "Players" })).toBeVisible();
  await page.getByRole("link", { name: "Account" }).first().click();
  await expect(page.getByText("ada@example.org")).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  await page.goto(stage.url + path.slice(1));
  await page.getByLabel("Your name").fill("Eve");
  await page.getByLabel("E-mail address").fill("eve@example.org");
  await page.getByLabel("New password", { exact: true }).fill(NEW);
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page.getByText("It was used, is too old")).toBeVisible();
  await stage.end();
});

test("an invitation makes an account, once", async ({ page, stage }) => {
  const email = `iris-${Date.now()}@a.example`;
  const { path } = await stage.invitation(email, "player", "coach");
  await page.goto(stage.url + path.slice(1));
  await expect(page.getByText(`Your account: ${email}, as player and coach.`)).toBeVisible();
  const start = page.getByRole("button", { name: "Start" });
  await start.click();
  await expect(page.getByLabel("Your name")).toBeFocused();
  await page.getByLabel("Your name").fill("Iris");
  await page.getByLabel("New password", { exact: true }).fill("short");
  await start.click();
  await expect(page.getByText("A new password has 12 characters or more.")).toBeVisible();
  await page.getByLabel("New password", { exact: true }).fill(NEW);
  await start.click();
  await expect(page.getByRole("navigation", { name: "Main" }).first()).toBeAttached();
  await page.context().clearCookies();
  await page.goto(`${stage.url}account/`);
  await signIn(page, { email, password: NEW, name: "Iris", person_id: "" });
  await expect(page.getByText(email)).toBeVisible();
});

test("a link that was cut off, and one that nobody made", async ({ page, stage }) => {
  await page.goto(`${stage.url}join/`);
  await expect(page.getByRole("heading", { name: "This is no whole link" })).toBeVisible();
  await page.goto(`${stage.url}join/#never`);
  await expect(page.getByRole("heading", { name: "This link works no more" })).toBeVisible();
  await page.getByRole("link", { name: "To signing in" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a wrong password is refused in words, and the address that was asked for is kept", async ({
  page,
  stage,
}) => {
  const ana = await stage.person("Ana", "player");
  await page.goto(`${stage.url}account/`);
  await signIn(page, { ...ana, password: "not this one" });
  await expect(page.getByText("do not belong together")).toBeVisible();
  await signIn(page, ana);
  await expect(page).toHaveURL(`${stage.url}account/`);
  await expect(page.getByRole("heading", { name: "Account" })).toBeVisible();
});

test("a forgotten password comes back by mail", async ({ page, stage }) => {
  const ana = await stage.person("Ana", "player");
  await page.goto(stage.url);
  await page.getByRole("link", { name: "Forgotten your password?" }).click();
  await expect(page.getByRole("heading", { name: "A new password" })).toBeVisible();
  await page.getByLabel("E-mail address").fill(ana.email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();
  const letters = () => stage.ask<{ paths: string[] }>({ do: "letters", email: ana.email });
  await expect.poll(async () => (await letters()).paths.length).toBe(1);
  await page.goto(stage.url + ((await letters()).paths[0] ?? "").slice(1));
  await page.getByLabel("New password", { exact: true }).fill(NEW);
  await page.getByRole("button", { name: "Keep this password" }).click();
  await page.getByRole("link", { name: "Account" }).first().click();
  await expect(page.getByText(ana.email)).toBeVisible();
});

test("the password is changed, and every other browser is signed out", async ({ browser, page, stage }) => {
  const ana = await stage.person("Ana", "player");
  const other = await (await browser.newContext()).newPage();
  await open(other, stage, "account/", ana);
  await open(page, stage, "account/", ana);
  await page.getByLabel("Present password", { exact: true }).fill("not this one");
  await page.getByLabel("New password", { exact: true }).fill(NEW);
  const change = page.getByRole("button", { name: "Change the password" });
  await change.click();
  await expect(page.getByText("The present password is another.")).toBeVisible();
  await page.getByLabel("Present password", { exact: true }).fill(ana.password);
  await change.click();
  await expect(page.getByText("The password is changed.")).toBeVisible();
  await other.reload();
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await other.context().close();
});

test("another browser is signed out from the list", async ({ browser, page, stage }) => {
  const ana = await stage.person("Ana", "player");
  const other = await (await browser.newContext()).newPage();
  await open(other, stage, "account/", ana);
  await open(page, stage, "account/", ana);
  await expect(page.getByText("This browser")).toBeVisible();
  await page.getByRole("button", { name: /^Sign out Chrome on Linux/ }).click();
  await expect(page.getByRole("button", { name: /^Sign out Chrome on Linux/ })).toHaveCount(0);
  await other.reload();
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await other.context().close();
});

test("a player says yes and no to a coach, and it stays said", async ({ page, stage }) => {
  const coach = await stage.person(`Coach ${Date.now()}`, "coach");
  const ana = await stage.person("Ana", "player");
  await open(page, stage, "account/", ana);
  const answer = page.getByRole("switch", { name: coach.name });
  await expect(answer).not.toBeChecked();
  await toggle(page, coach.name);
  await expect(page.getByText("Sees your swings since today")).toBeVisible();
  await page.reload();
  await expect(answer).toBeChecked();
  await toggle(page, coach.name);
  await expect(page.getByText("Sees nothing since today")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Sees nothing since today")).toBeVisible();
});

test("a yes that the service refuses is taken back", async ({ page, stage }) => {
  const coach = await stage.person(`Coach ${Date.now()}`, "coach");
  const ana = await stage.person("Ana", "player");
  await open(page, stage, "account/", ana);
  await page.route(/\/v1\/consents\//, (route) => route.abort());
  await toggle(page, coach.name);
  await expect(page.getByText("Nothing was sent; try again.")).toBeVisible();
  await expect(page.getByRole("switch", { name: coach.name })).not.toBeChecked();
});

test("a session that ends in the middle takes nothing from the page", async ({ page, stage }) => {
  const ana = await stage.person("Ana", "player");
  await open(page, stage, "account/", ana);
  await page.getByLabel("New password", { exact: true }).fill(NEW);
  await page.getByLabel("Present password", { exact: true }).fill(ana.password);
  await endSessions(page, stage, ana);
  await page.getByRole("button", { name: "Change the password" }).click();
  const dialog = page.getByRole("dialog", { name: "You were signed out" });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel("E-mail address")).toHaveValue(ana.email);
  await dialog.getByLabel("Password", { exact: true }).fill(ana.password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel("New password", { exact: true })).toHaveValue(NEW);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("The password is changed.")).toBeVisible();
});

test("a change after a new session in another tab is sent with its word", async ({ page, stage }) => {
  const ana = await stage.person("Ana", "player");
  await open(page, stage, "account/", ana);
  const tab = await page.context().newPage();
  await tab.goto(`${stage.url}account/`);
  await tab.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await signIn(tab, ana);
  await expect(tab.getByRole("heading", { name: "Swings" })).toBeVisible();
  await page.bringToFront();
  await page.getByLabel("Present password", { exact: true }).fill(ana.password);
  await page.getByLabel("New password", { exact: true }).fill(NEW);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("The password is changed.")).toBeVisible();
});

test("signing out leaves nothing to go back to", async ({ page, stage }) => {
  const ana = await stage.person("Ana Ñandú", "player");
  await open(page, stage, "account/", ana);
  await page.goto(`${stage.url}nowhere/`);
  await page.goto(`${stage.url}account/`);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(`${stage.url}account/`);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(page.getByText("Ana Ñandú")).toHaveCount(0);
});

test("without a network the page says so, and comes back by itself", async ({ page, stage }) => {
  const ana = await stage.person("Ana", "player");
  await open(page, stage, "account/", ana);
  await page.context().setOffline(true);
  await expect(page.getByText("No network")).toBeVisible();
  await expect(page.getByText(ana.email)).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("No network")).toBeHidden();
});

test("no request leaves the service, and the pages' policy stops nothing", async ({ page, stage }) => {
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(stage.url))
      foreign.push(request.url());
  });
  const found = complaints(page);
  const ana = await stage.person("Ana", "player");
  await page.goto(`${stage.url}join/#never`);
  await expect(page.getByRole("heading", { name: "This link works no more" })).toBeVisible();
  await page.goto(`${stage.url}nowhere/`);
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  await open(page, stage, "account/", ana);
  await page.goto(`${stage.url}reset/`);
  await page.getByRole("link", { name: "Back to signing in" }).click();
  await expect(page.getByRole("heading", { name: "Swings" })).toBeVisible();
  expect(foreign).toEqual([]);
  expect(found.filter((line) => !line.includes("404"))).toEqual([]);
});

async function toggle(page: Page, name: string): Promise<void> {
  const answer = page.waitForEvent("requestfinished", (request) => request.url().includes("/v1/consents/"));
  const failed = page.waitForEvent("requestfailed", (request) => request.url().includes("/v1/consents/"));
  await page.getByText(name, { exact: true }).click();
  await Promise.race([answer, failed]);
}
