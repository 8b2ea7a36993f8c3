/**
 * `npm test`: everything that must hold, stage by stage, and one line with the count at the end.
 * A failed stage does not keep later ones from running, unless they need what it makes.
 * `npm test -- unit e2e` runs only the stages named, and those they need.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";

const reports = await mkdtemp(join(tmpdir(), "tickmark-test-"));

/** A stage of checks that either holds or does not counts as one test; others have a `report`. */
const stages = [
  { name: "types", command: "tsc" },
  { name: "lint", command: "oxlint --deny-warnings" },
  { name: "format", command: "prettier --check ." },
  { name: "unit", command: vitest("unit"), report: countVitest },
  { name: "browser", command: vitest("browser"), report: countVitest, inBrowser: true },
  { name: "build", command: "vite build" },
  { name: "size", command: "node test/size.mjs", needs: "build" },
  {
    name: "e2e",
    command: "playwright test --config test/e2e/playwright.config.ts --reporter=list,json",
    report: countPlaywright,
    inBrowser: true,
    needs: "build",
  },
];

function vitest(project) {
  const report = `--outputFile.json=${reportPath(project)}`;
  return `vitest run --project ${project} --reporter=default --reporter=json ${report}`;
}

function reportPath(stage) {
  return join(reports, `${stage}.json`);
}

function countVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  };
}

function countPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

function selectStages(names) {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) throw new Error(`There is no stage named ${unknown.join(" or ")}.`);
  const wanted = stages.filter((stage) => names.length === 0 || names.includes(stage.name));
  return stages.filter((stage) =>
    wanted.some(({ name, needs }) => [name, needs].includes(stage.name)),
  );
}

/** A port that nobody uses, so that a running `npm start` does not matter. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs a command in view of the user and answers its exit code; null when it was killed. */
function run(command, env) {
  const child = spawn(command, { shell: true, stdio: "inherit", env });
  return new Promise((resolve) => child.on("close", resolve));
}

/** What a stage's runner counted. One that crashed, or ran nothing, counts as one failure. */
async function count(stage, code) {
  if (!stage.report) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const counts = await readFile(reportPath(stage.name), "utf8").then(
    (json) => stage.report(JSON.parse(json)),
    () => ({ passed: 0, failed: 0, skipped: 0 }),
  );
  const isSilentFailure = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  return isSilentFailure ? { ...counts, failed: 1 } : counts;
}

/** Answers why a stage cannot run; undefined when it can. */
function obstacle(stage, results, browser) {
  if (stage.needs && results.get(stage.needs).failed > 0) return `it needs the ${stage.needs}`;
  if (stage.inBrowser && !browser) return "there is no browser";
  return undefined;
}

/** The browser to test in; says why there is none. */
function browserOrNothing() {
  try {
    return findBrowser();
  } catch (error) {
    console.error(error.message);
    return undefined;
  }
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const one of counts) for (const key of Object.keys(total)) total[key] += one[key];
  return total;
}

const selected = selectStages(process.argv.slice(2));
const browser = selected.some((stage) => stage.inBrowser) ? browserOrNothing() : undefined;
const results = new Map();

for (const stage of selected) {
  console.log(`\n── ${stage.name}: ${stage.command}`);
  const reason = obstacle(stage, results, browser);
  if (reason) console.error(`Not run: ${reason}.`);
  const env = {
    ...process.env,
    // Empty when there is none: stages that need none shall not look for it once more.
    TICKMARK_BROWSER: browser ?? "",
    PLAYWRIGHT_JSON_OUTPUT_FILE: reportPath(stage.name),
    PORT: await freePort(),
  };
  const code = reason ? null : await run(stage.command, env);
  results.set(stage.name, await count(stage, code));
}
await rm(reports, { recursive: true });

const total = sum(results.values());
console.log();
for (const [name, counts] of results) console.log(`${name.padEnd(8)} ${sentence(counts)}`);
console.log(sentence(total));
process.exitCode = total.failed > 0 ? 1 : 0;
