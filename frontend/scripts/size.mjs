// Fails when the JavaScript that the page loads is larger than the budget, in KiB after gzip. What only browsers
// without modules load (`nomodule`) does not count.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [folder, budget_kib] = [process.argv[2], Number(process.argv[3])];
const page = readFileSync(`${folder}/index.html`, "utf8");
const tags = [...page.matchAll(/<script[^>]*\ssrc="([^"]+\.js)"[^>]*>/g)].filter(
  ([tag]) => !/\snomodule/i.test(tag),
);
const scripts = new Set(tags.map((match) => match[1]));
const inline = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
  (match) => match[1],
);
if (scripts.size === 0) {
  console.error(`${folder}/index.html loads no script: nothing was measured.`);
  process.exit(1);
}
const bytes = [...scripts].map((path) => gzipSync(readFileSync(`${folder}${path}`), { level: 9 }).length);
const total_kib = (bytes.reduce((sum, size) => sum + size, 0) + gzipSync(inline.join("")).length) / 1024;
console.log(`${scripts.size} scripts, ${total_kib.toFixed(1)} KiB gzip of ${budget_kib} KiB`);
process.exit(total_kib <= budget_kib ? 0 : 1);
