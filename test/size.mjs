/**
 * Prints how large the built app is, as brotli carries it, and fails when its first load is over
 * the limit: the page and all that it names, which is the main script, everything that script
 * imports statically, and the styles. What is loaded on demand is listed apart.
 */
import { readdir, readFile } from "node:fs/promises";
import { brotliCompressSync } from "node:zlib";

const LIMIT = 100_000;

const output = new URL("../dist/", import.meta.url);

async function measure(name) {
  return { name, size: brotliCompressSync(await readFile(new URL(name, output))).length };
}

function print(heading, files) {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  console.log(`${heading}: ${kilobytes(total)} brotli`);
  for (const { name, size } of files) console.log(`  ${kilobytes(size)}  ${name}`);
  return total;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
}

const page = await readFile(new URL("index.html", output), "utf8");
const names = (await readdir(new URL("assets/", output))).map((name) => `assets/${name}`);
const first = names.filter((name) => page.includes(name));
const later = names.filter((name) => !first.includes(name));

const total = print("First load", await Promise.all(["index.html", ...first].map(measure)));
print("On demand", await Promise.all(later.map(measure)));
if (total > LIMIT) {
  console.error(`The first load is over its limit of ${kilobytes(LIMIT).trim()}.`);
  process.exitCode = 1;
}
