/** The cloud service with its pages (tests/helpers/portal), started as a process, and the people of a test. */
import { expect, test as base, type Page } from "@playwright/test";
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { PYTHON, ROOT, urlFrom } from "../started";

export type Role = "player" | "coach" | "operator" | "admin";

export interface Person {
  person_id: string;
  email: string;
  password: string;
  name: string;
}

export class Stage {
  private process: ChildProcess | null = null;
  private readonly waiting: ((answer: unknown) => void)[] = [];
  url = "";

  async start(): Promise<void> {
    const started = spawn(PYTHON, ["-m", "tests.helpers.portal.stage"], {
      cwd: ROOT,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.process = started;
    this.url = await urlFrom(started);
    createInterface(started.stdout).on("line", (line) => this.waiting.shift()?.(JSON.parse(line)));
  }

  async end(): Promise<void> {
    const { process } = this;
    if (process === null || process.exitCode !== null) return;
    const gone = new Promise((resolve) => process.once("exit", resolve));
    process.stdin?.end();
    await gone;
  }

  person(name: string, ...roles: Role[]): Promise<Person> {
    return this.ask<Person>({ do: "person", name, roles });
  }

  invitation(email: string, ...roles: Role[]): Promise<{ path: string }> {
    return this.ask({ do: "invitation", email, roles });
  }

  /** A code that a bay shows for so many swings, sent already or not. */
  async code(swings: number, arrived = true): Promise<string> {
    const { code } = await this.ask<{ code: string }>({ do: "code", swings });
    if (arrived) await this.ask({ do: "code_arrives", code });
    return code;
  }

  ask<T>(wish: { do: string; [name: string]: unknown }): Promise<T> {
    return new Promise((resolve) => {
      this.waiting.push((answer) => resolve(answer as T));
      this.process?.stdin?.write(`${JSON.stringify(wish)}\n`);
    });
  }
}

export { expect };
export const test = base.extend<object, { stage: Stage }>({
  stage: [
    async ({}, use) => {
      const stage = new Stage();
      await stage.start();
      await use(stage);
      await stage.end();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The page of somebody who is signed in. */
export async function open(page: Page, stage: Stage, path: string, person: Person): Promise<void> {
  await page.goto(new URL(path, stage.url).href);
  await signIn(page, person);
  await expect(page.getByRole("navigation", { name: "Main" }).first()).toBeAttached();
}

/** Signs a person out everywhere once the page waits for nothing: what it asks next is what a test does. */
export async function endSessions(page: Page, stage: Stage, { person_id }: Person): Promise<void> {
  await expect(page.getByText("Loading", { exact: true })).toHaveCount(0);
  await stage.ask({ do: "end_sessions", person_id });
}

/** What a browser complains of, but for the answer that nobody is signed in. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on("console", (line) => {
    const isAsked = / 40[13] /.test(line.text()) || line.location().url.includes("/v1/");
    if (["error", "warning"].includes(line.type()) && !isAsked) found.push(line.text());
  });
  page.on("pageerror", (error) => found.push(String(error)));
  return found;
}
