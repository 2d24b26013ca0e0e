/** Players, a history and a swing: in a real browser, with the real service and what a bay delivered. */
import type { Page } from "@playwright/test";
import { complaints, expect, open, test, type Person, type Stage } from "./stage";

const PLAYERS = 2;
const MOST_SWINGS = 300;

interface Range {
  coach: Person;
  player_ids: string[];
}

/** A coach with two players who have a made-up history. */
async function range(stage: Stage): Promise<Range> {
  const coach = await stage.person("Cora", "coach");
  return {
    coach,
    ...(await stage.ask<{ player_ids: string[] }>({ do: "history", coach_id: coach.person_id })),
  };
}

async function swingOf(stage: Stage, player: Person, number = 14): Promise<string> {
  const said = { do: "swing", player_id: player.person_id, number };
  return (await stage.ask<{ swing_id: string }>(said)).swing_id;
}

/** The picture on screen, by the browser's own word. */
function mediaTime(page: Page): Promise<number> {
  return page.locator("video").evaluate(
    (video: HTMLVideoElement) =>
      new Promise<number>((resolve) => {
        video.requestVideoFrameCallback((_now, { mediaTime: time_s }) => resolve(time_s));
        if (video.paused) video.currentTime += 1e-6;
      }),
  );
}

const FPS = 60;

async function shownFrame(page: Page): Promise<number> {
  const text = await page.getByText(/^Frame \d+ of \d+$/).textContent();
  return Number(/\d+/.exec(text ?? "")?.[0]);
}

test.use({ viewport: { width: 1280, height: 800 } });

test("a coach finds a player, opens the history, and narrows it; the address keeps all of it", async ({
  page,
  stage,
}) => {
  const { coach, player_ids } = await range(stage);
  await open(page, stage, "", coach);
  await expect(page).toHaveURL(`${stage.url}players/`);
  const rows = page.locator("[data-row]");
  await expect(rows).toHaveCount(PLAYERS);
  await page.keyboard.press("/");
  await page.keyboard.type("golfer 1");
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/\?q=golfer\+1$/);
  await page.reload();
  await expect(rows).toHaveCount(1);
  await rows.first().click();
  await expect(page).toHaveURL(`${stage.url}swings/?player=${player_ids[0]}`);
  await expect(page.getByText("Swings of Golfer 1")).toBeVisible();
  await expect(rows.first()).toBeVisible();
  await page.getByLabel("Club").selectOption({ label: "Driver" });
  await expect(page).toHaveURL(/club=driver/);
  await expect(rows.filter({ hasText: "Iron" })).toHaveCount(0);
  await expect(rows.filter({ hasText: "Driver" }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Club")).toHaveValue("driver");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).not.toHaveURL(/club=/);
  await expect(rows.filter({ hasText: "Iron" }).first()).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/players\//);
});

test("a history goes on as one scrolls, to its end, each swing once", async ({ page, stage }) => {
  const { coach, player_ids } = await range(stage);
  const whole = player_ids[0]!;
  await open(page, stage, `swings/?player=${whole}`, coach);
  const rows = page.locator("[data-row]");
  await expect(rows.first()).toBeVisible();
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, 20_000);
        return page.getByText("These are all of them.").count();
      },
      { timeout: 90_000, intervals: [100] },
    )
    .toBe(1);
  const addresses = await rows.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(new Set(addresses).size).toBe(MOST_SWINGS);
  expect(addresses.length).toBe(MOST_SWINGS);
});

test("J and K go through the rows, Enter opens one, and the way back is as it was", async ({
  page,
  stage,
}) => {
  const ana = await stage.person("Ana", "player");
  await swingOf(stage, ana, 1);
  await swingOf(stage, ana, 2);
  await open(page, stage, "swings/?days=30", ana);
  const rows = page.locator("[data-row]");
  await expect(rows).toHaveCount(2);
  await page.keyboard.press("j");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Swing 2" })).toBeVisible();
  await page.getByRole("link", { name: "Swings", exact: true }).last().click();
  await expect(page).toHaveURL(`${stage.url}swings/?days=30`);
});

test("frames are stepped one by one by keyboard, and the skeleton is that frame's", async ({
  page,
  stage,
}) => {
  const ana = await stage.person("Ana", "player");
  const id = await swingOf(stage, ana);
  await open(page, stage, `swing/?id=${id}`, ana);
  await page.getByRole("button", { name: "Top", exact: true }).click();
  await expect(page.getByRole("button", { name: "Top", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  const isExact = async () => Math.abs((await mediaTime(page)) * FPS - ((await shownFrame(page)) - 1)) < 0.25;
  await expect.poll(isExact).toBe(true);
  const start = await shownFrame(page);
  await page.locator("body").click({ position: { x: 5, y: 795 } });
  for (const [key, steps, sign] of [
    ["ArrowRight", 10, 1],
    ["ArrowLeft", 16, -1],
  ] as const) {
    const from = await shownFrame(page);
    for (let i = 1; i <= steps; i += 1) {
      await page.keyboard.press(key);
      await expect.poll(() => shownFrame(page)).toBe(from + sign * i);
      expect(await isExact(), `frame ${from + sign * i}`).toBe(true);
    }
  }
  expect(await shownFrame(page)).toBe(start - 6);
  await expect(page).toHaveURL(new RegExp(`f=${start - 6}$`));
  await page.reload();
  await expect.poll(() => shownFrame(page)).toBe(start - 6);
  await expect.poll(isExact).toBe(true);
});

test("events, the bar and the space bar lead where they say", async ({ page, stage }) => {
  const ana = await stage.person("Ana", "player");
  await open(page, stage, `swing/?id=${await swingOf(stage, ana)}`, ana);
  const pressed = (name: string) =>
    expect(page.getByRole("button", { name, exact: true })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Impact", exact: true }).click();
  await pressed("Impact");
  await page.getByRole("heading", { name: "Keep your hips back" }).click();
  await page.keyboard.press("[");
  await pressed("Mid down");
  await page.keyboard.press("]");
  await pressed("Impact");
  const slider = page.getByRole("slider", { name: "Time in the swing" });
  const box = await slider.boundingBox();
  if (box === null) throw new Error("no slider");
  await page.mouse.click(box.x + box.width * 0.5, box.y + box.height / 2);
  await expect(page.getByText(/^−0\.\d+ s to impact$/)).toBeVisible();
  await page.getByRole("heading", { name: "Keep your hips back" }).click();
  await page.keyboard.press(" ");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  const first = await mediaTime(page);
  await expect.poll(() => mediaTime(page)).not.toBe(first);
  await page.keyboard.press(" ");
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
});

test("the skeleton goes when it is not wanted", async ({ page, stage }) => {
  const ana = await stage.person("Ana", "player");
  await open(page, stage, `swing/?id=${await swingOf(stage, ana)}`, ana);
  await page.getByRole("button", { name: "Top", exact: true }).click();
  const painted = () =>
    page.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
      const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let count = 0;
      for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 0) count += 1;
      return count / (canvas.width * canvas.height);
    });
  await expect.poll(painted).toBeGreaterThan(0.005);
  await page.getByText("Skeleton", { exact: true }).click();
  await page.getByText("Hand path", { exact: true }).click();
  await expect.poll(painted).toBe(0);
});

test("numbers stand with their interval and grade, or with the reason why not", async ({ page, stage }) => {
  const ana = await stage.person("Ana", "player");
  await open(page, stage, `swing/?id=${await swingOf(stage, ana)}`, ana);
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
  await expect(row("Early extension")).toContainText("0.11 TL ± 0.03");
  await expect(row("Early extension")).toContainText("B");
  await expect(row("Shaft plane")).toContainText("the shaft was not seen at address");
  await expect(page.getByText("Need the view face on:")).toBeVisible();
});

test("another player's swing is none, and a coach's sight ends with the player's yes", async ({
  page,
  stage,
}) => {
  const [ana, ben, cora] = [
    await stage.person("Ana", "player"),
    await stage.person("Ben", "player"),
    await stage.person("Cora", "coach"),
  ];
  const id = await swingOf(stage, ana);
  await open(page, stage, `swing/?id=${id}`, ben);
  await expect(page.getByRole("heading", { name: "There is no such swing" }).first()).toBeVisible();
  await page.context().clearCookies();
  await stage.ask({ do: "consent", player_id: ana.person_id, coach_id: cora.person_id });
  await open(page, stage, `swing/?id=${id}`, cora);
  await expect(page.getByRole("heading", { name: "Swing 14" })).toBeVisible();
  await page.getByRole("link", { name: "Swings", exact: true }).last().click();
  await expect(page.getByText("Swings of Ana")).toBeVisible();
});

test("what is typed in a note runs nowhere, and the policy stops nothing", async ({ page, stage }) => {
  const found = complaints(page);
  const ana = await stage.person("<img src=x onerror=alert(1)>", "player");
  const note = "<script>document.title='taken'</script> &amp; ‮right to left‬";
  const said = { do: "swing", player_id: ana.person_id, number: 3, note };
  const { swing_id } = await stage.ask<{ swing_id: string }>(said);
  await open(page, stage, `swing/?id=${swing_id}`, ana);
  await expect(page.getByText(note)).toBeVisible();
  await expect.poll(() => mediaTime(page)).toBeGreaterThan(0);
  await page.goto(`${stage.url}swings/`);
  await expect(page.locator("[data-row]")).toHaveCount(1);
  await expect(page).toHaveTitle(/^Swings/);
  expect(found).toEqual([]);
});
