/** An operator's bays: in a real browser, with the real service and bays that joined it. */
import { complaints, expect, open, test } from "./stage";

test("an operator sees which bays need somebody, and the address keeps which are shown", async ({
  page,
  stage,
}) => {
  const found = complaints(page);
  const [well, silent, full] = [`Well ${Date.now()}`, `Silent ${Date.now()}`, `Full ${Date.now()}`];
  await stage.ask({ do: "bay", bay: well, seen_ago_s: -600, queued: 3, synced: 9 });
  await stage.ask({ do: "bay", bay: silent, seen_ago_s: 61 });
  await stage.ask({ do: "bay", bay: full, seen_ago_s: -600, evicted: 2, dead_lettered: 1 });
  await open(page, stage, "", await stage.person("Sam", "operator"));
  await expect(page).toHaveURL(`${stage.url}bays/`);
  const row = (name: string) => page.locator("[data-row]").filter({ hasText: name });
  await expect(row(well)).toContainText("Working");
  await expect(row(well)).toContainText("Queue 3");
  await expect(row(silent)).toContainText("Silent for over a minute");
  await expect(row(full)).toContainText("1 delivery was refused for good");
  await expect(row(full)).toContainText("2 deliveries made room on a full disk");
  await page.getByRole("button", { name: /^Need you/ }).click();
  await expect(page).toHaveURL(/\?show=needing$/);
  await expect(row(well)).toHaveCount(0);
  await expect(row(silent)).toBeVisible();
  await page.reload();
  await expect(row(silent)).toBeVisible();
  await expect(row(well)).toHaveCount(0);
  await page.keyboard.press("j");
  await expect(page.locator("[data-row]").first()).toBeFocused();
  expect(found).toEqual([]);
});

test("a bay that falls silent is told without a reload", async ({ page, stage }) => {
  const bay = `Falling ${Date.now()}`;
  await stage.ask({ do: "bay", bay, seen_ago_s: 50 });
  await open(page, stage, "bays/", await stage.person("Sam", "operator"));
  const row = page.locator("[data-row]").filter({ hasText: bay });
  await expect(row).toContainText("Silent for over a minute");
});

test("an operator has bays and no swings, a player swings and no bays", async ({ browser, page, stage }) => {
  await open(page, stage, "bays/", await stage.person("Sam", "operator"));
  await expect(page.getByRole("link", { name: "Swings" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Players" })).toHaveCount(0);
  const other = await browser.newContext();
  const players = await other.newPage();
  await open(players, stage, "bays/", await stage.person("Ana", "player"));
  await expect(players.getByText("It is not there, or not for your eyes")).toBeVisible();
  await expect(players.locator("[data-row]")).toHaveCount(0);
  await other.close();
});
