/** A bay on a stage (tests/helpers/kiosk) for a test: started as a process, told which scene to play. */
import { expect, test as base, type Page } from "@playwright/test";
import { spawn, type ChildProcess } from "node:child_process";
import { PYTHON, ROOT, urlFrom } from "../started";

export class Stage {
  private process: ChildProcess | null = null;
  url = "";

  async start(port = 0): Promise<void> {
    const options = ["-m", "tests.helpers.kiosk.stage", "--port", String(port)];
    if (process.env.KIOSK_CLIP) options.push("--clip", process.env.KIOSK_CLIP);
    this.process = spawn(PYTHON, options, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
    this.url = await urlFrom(this.process);
  }

  /** As power loss would: no goodbye. */
  async kill(): Promise<void> {
    const { process } = this;
    if (process === null || process.exitCode !== null) return;
    const gone = new Promise((resolve) => process.once("exit", resolve));
    process.kill("SIGKILL");
    await gone;
  }

  signal(name: "SIGSTOP" | "SIGCONT"): void {
    this.process?.kill(name);
  }

  async play(scene: string): Promise<void> {
    await this.put(scene);
  }

  async send(message: object): Promise<void> {
    await this.put("send", message);
  }

  private async put(path: string, body?: object): Promise<void> {
    const response = await fetch(`${this.url}stage/${path}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    expect(response.status, `${path}: ${await response.text()}`).toBe(204);
  }
}

export { expect };
export const test = base.extend<object, { stage: Stage }>({
  stage: [
    async ({}, use) => {
      const stage = new Stage();
      await stage.start();
      await use(stage);
      await stage.kill();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

export async function expectScreen(page: Page, screen: string, timeout = 20_000): Promise<void> {
  await expect(page.locator(`[data-screen="${screen}"]`)).toBeVisible({ timeout });
}
