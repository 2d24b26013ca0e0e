// Fails when the JavaScript that a page of the export loads at first is larger than the budget, in KiB after gzip.
// What only browsers without modules load (`nomodule`) does not count.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [folder, budget_kib] = [process.argv[2], Number(process.argv[3])];

function loaded(page) {
  const html = readFileSync(`${folder}/${page}`, "utf8");
  const tags = [...html.matchAll(/<script[^>]*\ssrc="([^"]+\.js)"[^>]*>/g)].filter(
    ([tag]) => !/\snomodule/i.test(tag),
  );
  const scripts = [...new Set(tags.map((match) => match[1]))];
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    (match) => match[1],
  );
  const bytes = scripts.map((path) => gzipSync(readFileSync(`${folder}${path}`), { level: 9 }).length);
  const total = bytes.reduce((sum, size) => sum + size, 0) + gzipSync(inline.join("")).length;
  return { page, scripts: scripts.length, kib: total / 1024 };
}

const pages = readdirSync(folder, { recursive: true })
  .filter((path) => /(^|\/)index\.html$/.test(path))
  .map(loaded);
if (pages.length === 0 || pages.some(({ scripts }) => scripts === 0)) {
  console.error(`${folder}: a page loads no script, or there is none: nothing was measured.`);
  process.exit(1);
}
const largest = pages.reduce((most, page) => (page.kib > most.kib ? page : most));
console.log(
  `${folder}: ${pages.length} pages, the largest (${largest.page}) loads ${largest.scripts} scripts, ` +
    `${largest.kib.toFixed(1)} KiB gzip of ${budget_kib} KiB`,
);
process.exit(largest.kib <= budget_kib ? 0 : 1);
