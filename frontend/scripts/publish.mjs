// Puts a finished export where the bay serves it from: complete under a new name, then one rename.
import { cpSync, existsSync, renameSync, rmSync } from "node:fs";

const [target, destination] = process.argv.slice(2);
const built = `.next-${target}`;
if (!existsSync(`${built}/index.html`)) {
  console.error(`${built}/index.html is missing: the export of "${target}" did not finish.`);
  process.exit(1);
}
// What the compiler keeps for itself beside the export.
const isOfThePage = (path) =>
  !/\.next-\w+\/(cache|types|dev|diagnostics|trace|server|build|.*\.txt$)/.test(path);

rmSync(`${destination}.new`, { recursive: true, force: true });
cpSync(built, `${destination}.new`, { recursive: true, filter: isOfThePage });
rmSync(destination, { recursive: true, force: true });
renameSync(`${destination}.new`, destination);
