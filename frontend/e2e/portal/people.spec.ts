/** An admin's people and log: in a real browser, with the real service behind it. */
import { complaints, expect, open, signIn, test } from "./stage";

const NEW = "a different horse battery";

test("an admin invites somebody, who comes in with what they were made", async ({ browser, page, stage }) => {
  const found = complaints(page);
  await open(page, stage, "people/", await stage.person("Ada", "admin"));
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = page.getByRole("dialog", { name: "An invitation by mail" });
  const email = `kim-${Date.now()}@a.example`;
  await dialog.getByLabel("E-mail address").fill(email);
  await dialog.getByRole("checkbox", { name: /^Player/ }).uncheck();
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await expect(dialog.getByText("Choose at least one.")).toBeVisible();
  await dialog.getByRole("checkbox", { name: /^Coach/ }).check();
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByText(`An invitation is on its way to ${email}.`)).toBeVisible();
  const { paths } = await stage.ask<{ paths: string[] }>({ do: "letters", email });
  const other = await browser.newContext();
  const kim = await other.newPage();
  await kim.goto(stage.url + paths[0]!.slice(1));
  await kim.getByLabel("Your name").fill("Kim");
  await kim.getByLabel("New password", { exact: true }).fill(NEW);
  await kim.getByRole("button", { name: "Start" }).click();
  await expect(kim).toHaveURL(`${stage.url}players/`);
  await other.close();
  expect(found).toEqual([]);
});

test("an address that is one of the people already is told so", async ({ page, stage }) => {
  const ana = await stage.person("Ana", "player");
  await open(page, stage, "people/", await stage.person("Ada", "admin"));
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByLabel("E-mail address").fill(ana.email);
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByText("This is one of your people already.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("roles change and people go, and the log says who did it", async ({ browser, page, stage }) => {
  const name = `Rudi ${Date.now()}`;
  const [ada, rudi] = [await stage.person("Ada Log", "admin"), await stage.person(name, "player")];
  const other = await browser.newContext();
  const rudis = await other.newPage();
  await open(rudis, stage, "account/", rudi);
  await open(page, stage, "people/", ada);
  const row = page.getByRole("listitem").filter({ hasText: name });
  await row.getByRole("button", { name: `Change ${name}` }).click();
  const dialog = page.getByRole("dialog", { name });
  await dialog.getByRole("checkbox", { name: /^Coach/ }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row).toContainText("Player, Coach");
  await row.getByRole("button", { name: `Change ${name}` }).click();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await dialog.getByRole("button", { name: "Remove for good" }).click();
  await expect(row).toContainText("No access since");
  await rudis.reload();
  await signIn(rudis, rudi);
  await expect(rudis.getByText("do not belong together")).toBeVisible();
  await other.close();
  await expect(async () => {
    await page.goto(`${stage.url}audit/`);
    await expect(page.getByText(`Ada Log removed somebody of ${name}`)).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expect(page.getByText(`Ada Log changed somebody's roles of ${name}`)).toBeVisible();
});

test("nobody but an admin has these pages", async ({ page, stage }) => {
  await open(page, stage, "people/", await stage.person("Cora", "coach"));
  await expect(page.getByRole("link", { name: "Log" })).toHaveCount(0);
  await expect(page.locator("[data-row]")).toHaveCount(0);
});
