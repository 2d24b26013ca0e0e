/** What the page does, in a real browser, with the bay's real web service behind it. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, expectScreen, Stage, test } from "./stage";

test.use({ viewport: { width: 1920, height: 1080 } });

/** The time of the picture on screen. */
function mediaTime(page: Page): Promise<number> {
  return page.locator("video").evaluate(
    (video: HTMLVideoElement) =>
      new Promise<number>((resolve) => {
        video.requestVideoFrameCallback((_now, { mediaTime }) => resolve(mediaTime));
        if (video.paused) video.currentTime += 1e-6;
      }),
  );
}

async function openReplay(page: Page, stage: Stage): Promise<void> {
  await stage.play("result");
  await page.goto(stage.url);
  await expectScreen(page, "result");
  await page.getByRole("button", { name: "Slow motion" }).click();
  await expectScreen(page, "replay");
}

test("from attract to a result and its replay without a touch", async ({ page, stage }) => {
  await stage.play("attract");
  await page.goto(stage.url);
  await expectScreen(page, "attract");
  await stage.play("ready");
  await expectScreen(page, "ready");
  await stage.play("analysing");
  await expectScreen(page, "analysing");
  await stage.play("result");
  await expectScreen(page, "result");
  await expect(page.getByText("Let your hands drop first")).toBeVisible();
  const first = await mediaTime(page);
  await expect.poll(() => mediaTime(page)).toBeGreaterThan(first);
  expect(await page.locator("video").evaluate((video: HTMLVideoElement) => video.playbackRate)).toBe(0.25);
});

test("the replay loops within its swing", async ({ page, stage }) => {
  await openReplay(page, stage);
  await page.getByRole("button", { name: "Full speed" }).click();
  // Until its first seek has ended a video shows the clip's first frame.
  await expect.poll(() => mediaTime(page)).toBeGreaterThan(0.5);
  const times: number[] = [];
  while (times.length < 400 && !times.some((time, i) => i > 0 && time < (times[i - 1] ?? 0))) {
    times.push(await mediaTime(page));
  }
  expect(times.length).toBeLessThan(400);
  expect(Math.min(...times)).toBeGreaterThan(0.5);
});

test("frames are stepped one by one, forward and back, exactly", async ({ page, stage }) => {
  await openReplay(page, stage);
  const poses = await (await fetch(`${stage.url}stage/poses/demo`)).json();
  const frameOf = (time_s: number) =>
    poses.time_s.findIndex((time: number) => Math.abs(time - time_s) < 0.004);
  await page.getByRole("button", { name: "Top", exact: true }).click();
  await expect(page.getByText("Moment 4 of 8")).toBeVisible();
  const start = frameOf(await mediaTime(page));
  for (const [name, steps, sign] of [
    ["One frame forward", 12, 1],
    ["One frame back", 20, -1],
  ] as const) {
    const from = frameOf(await mediaTime(page));
    for (let i = 1; i <= steps; i += 1) {
      await page.getByRole("button", { name }).click();
      await expect.poll(async () => frameOf(await mediaTime(page))).toBe(from + sign * i);
    }
  }
  expect(frameOf(await mediaTime(page))).toBe(start - 8);
});

test("scrubbing and jumping show the moment that was asked for", async ({ page, stage }) => {
  await openReplay(page, stage);
  for (const [name, moment] of [
    ["Impact", 6],
    ["Address", 1],
    ["Finish", 8],
  ] as const) {
    await page.getByRole("button", { name, exact: true }).click();
    await expect(page.getByText(`Moment ${moment} of 8`)).toBeVisible();
  }
  const slider = page.getByRole("slider", { name: "Time in the replay" });
  const box = await slider.boundingBox();
  if (box === null) throw new Error("no slider");
  await page.mouse.click(box.x + box.width * 0.2, box.y + box.height / 2);
  await expect(page.getByRole("heading", { name: "Backswing" })).toBeVisible();
  const here = await mediaTime(page);
  await slider.press("ArrowRight");
  await expect.poll(() => mediaTime(page)).toBeGreaterThan(here);
});

test("the skeleton is on the golfer, and goes when it is not wanted", async ({ page, stage }) => {
  await openReplay(page, stage);
  await page.getByRole("button", { name: "Top", exact: true }).click();
  await expect(page.getByText("Moment 4 of 8")).toBeVisible();
  const painted = () =>
    page.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
      const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let count = 0;
      for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 0) count += 1;
      return count / (canvas.width * canvas.height);
    });
  await expect.poll(painted).toBeGreaterThan(0.01);
  await page.getByRole("button", { name: "Skeleton" }).click();
  await page.getByRole("button", { name: "Hand path" }).click();
  await expect.poll(painted).toBe(0);
});

test("a past swing is one touch away, and so is what came meanwhile", async ({ page, stage }) => {
  await stage.play("result");
  await page.goto(stage.url);
  await page.getByRole("button", { name: /^Swing 12, tempo/ }).click();
  await expect(page.getByRole("button", { name: "Newest swing" })).toBeVisible();
  // Whoever has just touched it is looking at it: the next swing waits.
  await stage.play("analysing");
  await page.getByRole("button", { name: "Newest swing" }).click();
  await expectScreen(page, "analysing");
  await stage.play("result");
  await expectScreen(page, "result");
  await expect(page.getByRole("button", { name: "Newest swing" })).toBeHidden();
});

test("hand and club by one touch, left-handed mirrors the layout", async ({ page, stage }) => {
  await stage.play("ready");
  await page.goto(stage.url);
  const picture = page.locator("canvas");
  await page.getByRole("button", { name: "Driver" }).click();
  await expect(page.getByRole("button", { name: "Driver" })).toHaveAttribute("aria-pressed", "true");
  expect((await picture.boundingBox())?.x).toBeGreaterThan(960);
  await page.getByRole("button", { name: "Left-handed" }).click();
  await expect.poll(async () => (await picture.boundingBox())?.x).toBeLessThan(100);
});

test("a new golfer finds nothing of the last one", async ({ page, stage }) => {
  await stage.play("result");
  await page.goto(stage.url);
  await page.getByRole("button", { name: "New golfer" }).click();
  await expectScreen(page, "attract");
  await stage.play("ready");
  await expectScreen(page, "ready");
  await expect(page.getByRole("button", { name: "Last swings" })).toBeHidden();
});

test("swings are taken home by one touch, and the next golfer finds no code", async ({ page, stage }) => {
  await stage.play("result");
  await page.goto(stage.url);
  await page.getByRole("button", { name: "Take home" }).click();
  const code = page.getByRole("img", { name: /^QR code of https:\/\/swings\.example\.org\/claim\/#/ });
  await expect(code).toBeVisible();
  await expect(page.getByText("ABCD-EFGH-JKMN-PQRS")).toBeVisible();
  await stage.send({ type: "session", session_id: "01936f3e-7a80-7000-8000-0000000000ff" });
  await expect(code).toBeHidden();
  await expect(page.getByText("ABCD-EFGH-JKMN-PQRS")).toBeHidden();
});

test("the live picture moves only where it is shown", async ({ page, stage }) => {
  const pictures: number[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => typeof payload !== "string" && pictures.push(Date.now())),
  );
  await stage.play("ready");
  await page.goto(stage.url);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect.poll(() => pictures.length).toBeGreaterThan(3);
  await stage.play("result");
  await expectScreen(page, "result");
  await page.waitForTimeout(600);
  const before = pictures.length;
  await page.waitForTimeout(1_000);
  expect(pictures.length).toBe(before);
});

test("no request leaves the bay, and the page's policy stops nothing", async ({ page, stage }) => {
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on(
    "request",
    (request) =>
      !/^(blob|data):/.test(request.url()) &&
      !request.url().startsWith(stage.url) &&
      foreign.push(request.url()),
  );
  page.on("console", (line) => ["error", "warning"].includes(line.type()) && complaints.push(line.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(stage.url);
  for (const scene of ["attract", "ready", "analysing", "result", "camera_missing"]) {
    await stage.play(scene);
    await page.waitForTimeout(400);
  }
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
});

test("the page waits for no file that is not in the export", () => {
  const page = readFileSync(`${__dirname}/../../../edge/kiosk/index.html`, "utf8");
  expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
});

test.describe("a bay that goes away", () => {
  test("is noticed within a second and found again within five", async ({ page }) => {
    const stage = new Stage();
    await stage.start();
    const port = Number(new URL(stage.url).port);
    await stage.play("result");
    await page.goto(stage.url);
    await expectScreen(page, "result");
    await stage.kill();
    await expect(page.getByText("Connection lost")).toBeVisible({ timeout: 1_000 });
    await expectScreen(page, "result");
    await expectScreen(page, "restarting", 8_000);
    const again = new Stage();
    await again.start(port);
    await expectScreen(page, "attract", 5_000);
    await again.kill();
  });

  test("is noticed too when it only stops talking", async ({ page }) => {
    const stage = new Stage();
    await stage.start();
    await stage.play("attract");
    await page.goto(stage.url);
    await expectScreen(page, "attract");
    stage.signal("SIGSTOP");
    await expect(page.getByText("Connection lost")).toBeVisible({ timeout: 6_000 });
    stage.signal("SIGCONT");
    await expect(page.getByText("Connection lost")).toBeHidden({ timeout: 5_000 });
    await stage.kill();
  });
});
