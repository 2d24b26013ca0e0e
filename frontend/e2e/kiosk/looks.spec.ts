/** Every state on every screen, in both themes: nothing leaves the screen, nobody is shut out; pictures to look at. */
import type { Page } from "@playwright/test";
import { accessible, outside, painted } from "../looks";
import { expect, expectScreen, test, type Stage } from "./stage";

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
  { width: 1080, height: 1920 },
  { width: 800, height: 1280 },
];
const THEMES = ["dark", "light"] as const;
/** Scene of the stage, and the screen that it must bring. */
const SCENES: Record<string, string> = {
  attract: "attract",
  ready: "ready",
  ready_again: "ready",
  ready_left: "ready",
  nobody: "nobody",
  out_of_frame: "out_of_frame",
  analysing: "analysing",
  analysing_tempo: "analysing",
  result: "result",
  result_too_early: "result",
  result_changed: "result",
  result_first: "result",
  result_withheld: "result",
  result_tempo_withheld: "result",
  result_apparent: "result",
  result_left_handed: "result",
  result_not_saved: "result",
  not_measured: "not_measured",
  camera_missing: "camera",
  camera_frozen: "camera",
  storage_full: "ready",
};

for (const theme of THEMES) {
  test(`every screen, ${theme}`, async ({ browser, stage }) => {
    test.setTimeout(300_000);
    const context = await browser.newContext({ reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(`${stage.url}?theme=${theme}`);
    await painted(page, theme);
    for (const [scene, screen] of Object.entries(SCENES)) {
      await stage.play(scene);
      await expectScreen(page, screen);
      await checkSizes(page, scene, theme);
    }
    await openReplay(page, stage);
    await checkSizes(page, "replay", theme);
    await openClaim(page, stage);
    await checkSizes(page, "claim", theme);
    await context.close();
  });

  test(`without the bay, ${theme}`, async ({ browser, stage }) => {
    const context = await browser.newContext({ reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.clock.install();
    await page.routeWebSocket(/\/ws$/, (socket) => socket.close());
    await page.goto(`${stage.url}?theme=${theme}`);
    await expectScreen(page, "starting");
    await checkSizes(page, "starting", theme);
    await page.clock.runFor(46_000);
    await expectScreen(page, "lost");
    await checkSizes(page, "lost", theme);
    await context.close();
  });
}

async function openReplay(page: Page, stage: Stage): Promise<void> {
  await stage.play("result");
  await expectScreen(page, "result");
  await settled(page);
  await page.getByRole("button", { name: "Open the replay" }).click({ position: { x: 90, y: 200 } });
  await expectScreen(page, "replay");
  await page.getByRole("button", { name: "Top", exact: true }).click();
  await expect(page.getByText("Moment 4 of 8")).toBeVisible();
}

async function openClaim(page: Page, stage: Stage): Promise<void> {
  await stage.play("result");
  await page.reload();
  await expectScreen(page, "result");
  await page.getByRole("button", { name: "Take home" }).click();
  await expect(page.getByRole("img", { name: /^QR code/ })).toBeVisible();
}

async function checkSizes(page: Page, name: string, theme: string): Promise<void> {
  for (const viewport of SIZES) {
    await page.setViewportSize(viewport);
    await settled(page);
    await check(page, `${name}-${viewport.width}x${viewport.height}-${theme}`);
  }
}

/** The replay's first picture with its skeleton, or the live picture, where the screen has one. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const video = page.locator("video");
  if ((await video.count()) > 0) {
    await expect
      .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState), { timeout: 30_000 })
      .toBeGreaterThanOrEqual(2);
  } else if ((await page.locator("canvas").count()) > 0) {
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
  }
}

async function check(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/screens/${name}.png` });
  expect(await outside(page), `${name}: elements that leave the screen`).toEqual([]);
  expect(await tooSmall(page), `${name}: targets under 72 px`).toEqual([]);
  // Contrast and names do not depend on the size; the two largest cover both orientations.
  if (!/1920/.test(name)) return;
  await accessible(page, name);
}

function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("button")]
      .filter((button) => {
        const { width, height } = button.getBoundingClientRect();
        return width < 71.5 || height < 71.5;
      })
      .map((button) => button.textContent || (button.getAttribute("aria-label") ?? "")),
  );
}
