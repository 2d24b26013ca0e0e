// Adds to package-lock.json the optional packages of other platforms that `npm install` could not look up.
// A registry mirror may carry Linux only; `npm ci` then calls the lock incomplete. Their versions are exact in the
// package that asks for them, and they are never downloaded on the platforms that this project runs on.
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
const OS = [
  "darwin",
  "win32",
  "android",
  "freebsd",
  "openbsd",
  "netbsd",
  "sunos",
  "aix",
  "linux",
  "openharmony",
];
const CPU = ["arm64", "x64", "arm", "ia32", "wasm32", "ppc64", "riscv64", "loong64", "s390x", "universal"];

function platform(name) {
  const words = name.split(/[-/]/);
  const os = OS.filter((each) => words.includes(each));
  const cpu = CPU.filter((each) => words.includes(each));
  return os.length + cpu.length > 0 ? { os, cpu } : null;
}

function found(from, name) {
  for (let base = from; ; base = base.replace(/\/?node_modules\/(?:@[^/]+\/)?[^/]+$/, "")) {
    const key = `${base}${base && "/"}node_modules/${name}`;
    if (lock.packages[key]) return true;
    if (base === "") return false;
  }
}

let added = 0;
for (const [from, wanted] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(wanted.optionalDependencies ?? {})) {
    const where = platform(name);
    if (where === null || found(from, name)) continue;
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`${from} asks for ${name} ${version}: not an exact version`);
    const entry = { version, optional: true };
    if (wanted.dev) entry.dev = true;
    if (where.cpu.length > 0) entry.cpu = where.cpu;
    if (where.os.length > 0) entry.os = where.os;
    lock.packages[`node_modules/${name}`] = entry;
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} packages of other platforms added`);
