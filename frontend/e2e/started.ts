/** What a test starts besides the browser: a program of ours, which says on a line of its own where it is. */
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

export const ROOT = `${__dirname}/../../`;
export const PYTHON = process.env.PYTHON ?? `${ROOT}.venv/bin/python`;

/** The line with its address; what it logs after that is read and forgotten, so that it never blocks. */
export function urlFrom(process: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (process.stdout === null) return reject(new Error("the stage has no output"));
    createInterface(process.stdout).on("line", (line) => line.startsWith("http://") && resolve(line));
    process.once("exit", (code) =>
      reject(new Error(`the stage ended with ${code} before it said where it is`)),
    );
  });
}
