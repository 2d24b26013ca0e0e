/** A number over time: in a real browser, with the real service and a made-up history. */
import { complaints, expect, open, test } from "./stage";

test("a coach follows a player's number over a year; the address keeps what is shown", async ({
  page,
  stage,
}) => {
  const found = complaints(page);
  const coach = await stage.person("Cora", "coach");
  const { player_ids } = await stage.ask<{ player_ids: string[] }>({
    do: "history",
    coach_id: coach.person_id,
  });
  await open(page, stage, `swings/?player=${player_ids[0]}`, coach);
  await page.getByRole("link", { name: "Progress", exact: true }).click();
  await expect(page).toHaveURL(`${stage.url}progress/?player=${player_ids[0]}`);
  await expect(page.getByRole("heading", { name: "Progress of Golfer 1" })).toBeVisible();
  await page.getByLabel("How far back").selectOption({ label: "Last year" });
  await expect(page).toHaveURL(/days=365/);
  const rows = page.getByRole("table", { name: "The dots, oldest first" }).getByRole("row");
  await expect(rows.nth(4)).toBeAttached();
  await expect(page.getByText(/a month: (rising|falling)|No clear change|Too few for a trend/)).toBeVisible();
  await page.getByLabel("Number").selectOption({ label: "Backswing" });
  await expect(page.getByRole("heading", { name: "Backswing" })).toBeVisible();
  await expect(rows.nth(1)).toContainText(" s");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Backswing" })).toBeVisible();
  await expect(page.getByLabel("How far back")).toHaveValue("365");
  expect(found).toEqual([]);
});

test("where nothing was measured it says so", async ({ page, stage }) => {
  await open(page, stage, "progress/", await stage.person("Ana", "player"));
  await expect(page.getByText("Nothing was measured")).toBeVisible();
});

test("a player does not follow another's numbers", async ({ page, stage }) => {
  const coach = await stage.person("Cora", "coach");
  const { player_ids } = await stage.ask<{ player_ids: string[] }>({
    do: "history",
    coach_id: coach.person_id,
  });
  const ana = await stage.person("Ana", "player");
  await open(page, stage, `progress/?player=${player_ids[0]}&days=365`, ana);
  await expect(page.getByRole("heading", { name: "Progress", exact: true })).toBeVisible();
  await expect(page.getByText("It is not there, or not for your eyes")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
});
