/** Taking swings home by the code that a bay showed: in a real browser, with the real service behind it. */
import type { Page } from "@playwright/test";
import { complaints, expect, open, signIn, test, type Stage } from "./stage";

const NEW = "a different horse battery";

async function show(page: Page, stage: Stage, code: string): Promise<void> {
  await page.goto(`${stage.url}claim/#${code}`);
}

const take = (page: Page) => page.getByRole("button", { name: "These swings are mine" });

test("somebody new makes an account by mail and comes back to the swings, which are then theirs", async ({
  page,
  stage,
}) => {
  const found = complaints(page);
  const code = await stage.code(3);
  await show(page, stage, code);
  await expect(page.getByRole("heading", { name: "Keep your 3 swings?" })).toBeVisible();
  await expect(page.getByText("Range, Bay 7")).toBeVisible();
  const email = `new-${Date.now()}@a.example`;
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Keep them with an e-mail address" }).click();
  await expect(page.getByText("Look into your mail")).toBeVisible();
  const { paths } = await stage.ask<{ paths: string[] }>({ do: "letters", email });
  const mailed = await page.context().newPage();
  await mailed.goto(stage.url + paths[0]!.slice(1));
  await mailed.getByLabel("Your name").fill("Nia");
  await mailed.getByLabel("New password", { exact: true }).fill(NEW);
  await mailed.getByRole("button", { name: "Start" }).click();
  await expect(mailed).toHaveURL(`${stage.url}claim/#${code}`);
  await take(mailed).click();
  await expect(mailed.getByRole("heading", { name: "They are yours" })).toBeVisible();
  await mailed.getByRole("link", { name: "To your swings" }).click();
  await expect(mailed.locator("[data-row]")).toHaveCount(3);
  expect(found).toEqual([]);
});

test("a player signs in on the page and takes the swings; the code stays over a reload", async ({
  page,
  stage,
}) => {
  const ana = await stage.person("Ana", "player");
  await show(page, stage, await stage.code(1));
  await page.reload();
  await expect(page.getByRole("heading", { name: "Keep your swing?" })).toBeVisible();
  await page.getByRole("button", { name: "I have an account: sign in" }).click();
  await signIn(page, ana);
  await take(page).click();
  await expect(page.getByText("1 swing is in your history.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "They are yours" })).toBeVisible();
});

test("whoever comes second finds a code that works no more, and nothing is taken", async ({
  browser,
  page,
  stage,
}) => {
  const [ana, eve] = [await stage.person("Ana", "player"), await stage.person("Eve", "player")];
  const code = await stage.code(2);
  await open(page, stage, "account/", ana);
  await show(page, stage, code);
  const other = await browser.newContext();
  const late = await other.newPage();
  await open(late, stage, "account/", eve);
  await show(late, stage, code);
  await expect(take(late)).toBeVisible();
  await take(page).click();
  await expect(page.getByRole("heading", { name: "They are yours" })).toBeVisible();
  await take(late).click();
  await expect(late.getByRole("heading", { name: "This code works no more" })).toBeVisible();
  await late.reload();
  await expect(late.getByRole("heading", { name: "This code works no more" })).toBeVisible();
  await late.goto(`${stage.url}swings/`);
  await expect(late.getByText("Your first swing goes here")).toBeVisible();
  await other.close();
});

test("before the bay has sent them the swings can be taken, and come by themselves", async ({
  page,
  stage,
}) => {
  const code = await stage.code(2, false);
  await show(page, stage, code);
  await expect(page.getByRole("heading", { name: "The bay has not sent your swings yet" })).toBeVisible();
  await signIn(page, await stage.person("Ana", "player"));
  await take(page).click();
  await expect(page.getByRole("heading", { name: "Waiting for the bay" })).toBeVisible();
  await stage.ask({ do: "code_arrives", code });
  await expect(page.getByRole("heading", { name: "They are yours" })).toBeVisible();
  await expect(page.getByText("2 swings are in your history.")).toBeVisible();
});

test("without a code it is typed, however one types it", async ({ page, stage }) => {
  const code = await stage.code(1);
  await page.goto(`${stage.url}claim/`);
  await page.getByLabel("Code").fill("abcd");
  await page.getByRole("button", { name: "Show my swings" }).click();
  await expect(page.getByText("A code has four groups")).toBeVisible();
  await page.getByLabel("Code").fill(code.toLowerCase().replaceAll("-", " "));
  await page.getByRole("button", { name: "Show my swings" }).click();
  await expect(page.getByRole("heading", { name: "Keep your swing?" })).toBeVisible();
});

test("a code that nobody made waits like one of a bay without network", async ({ page, stage }) => {
  await show(page, stage, "2222-3333-4444-5555");
  await expect(page.getByRole("heading", { name: "The bay has not sent your swings yet" })).toBeVisible();
});

test("who is no player is told so", async ({ page, stage }) => {
  await open(page, stage, "", await stage.person("Cora", "coach"));
  await show(page, stage, await stage.code(1));
  await expect(page.getByRole("heading", { name: "Swings belong to players" })).toBeVisible();
});
