// Puts a finished export where it is served from: complete under a new name, then one rename. The portal's travels
// over networks, from page to page: it is compressed here, and keeps what the pages load as they change.
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [target, destination] = process.argv.slice(2);
const built = `.next-${target}`;
if (!existsSync(`${built}/index.html`)) {
  console.error(`${built}/index.html is missing: the export of "${target}" did not finish.`);
  process.exit(1);
}
const travels = target === "portal";
// What the compiler keeps for itself beside the export.
const isOfTheExport = (path) =>
  !/\.next-\w+\/(cache|types|dev|diagnostics|trace|server|build)/.test(path) &&
  (travels || !path.endsWith(".txt"));

rmSync(`${destination}.new`, { recursive: true, force: true });
cpSync(built, `${destination}.new`, { recursive: true, filter: isOfTheExport });
if (travels) compress(`${destination}.new`);
rmSync(destination, { recursive: true, force: true });
renameSync(`${destination}.new`, destination);

function compress(folder) {
  for (const path of readdirSync(folder, { recursive: true })) {
    if (!/\.(html|js|css|txt|svg|json)$/.test(path)) continue;
    const file = `${folder}/${path}`;
    const plain = readFileSync(file);
    const most = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    for (const [suffix, packed] of [
      ["br", brotliCompressSync(plain, most)],
      ["gz", gzipSync(plain, { level: 9 })],
    ]) {
      if (packed.length < plain.length) writeFileSync(`${file}.${suffix}`, packed);
    }
  }
}
