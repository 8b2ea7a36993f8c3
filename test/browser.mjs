/**
 * Finds, or else gets, the browser that tests run in. Any Chromium will do, if it starts.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { posix, win32 } from "node:path";
import { chromium } from "playwright";

/** This computer, as far as finding a browser depends on it. Tests put another in its place. */
const thisMachine = {
  env: process.env,
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  playwrightBrowser: () => chromium.executablePath(),
  exists: existsSync,
  succeeds: (program, ...args) =>
    spawnSync(program, args, { stdio: "ignore", timeout: 30_000 }).status === 0,
  /** Runs a command line in view of the user, for at most five minutes. */
  run: (command) => void spawnSync(command, { shell: true, stdio: "inherit", timeout: 300_000 }),
  say: console.log,
};

/** Arguments for starting a browser in tests: quiet on the network, and the same on every machine. */
export const launchArguments = [
  // Chromium's sandbox refuses to work for root, which is who runs tests in most containers.
  ...(thisMachine.isRoot ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

const PATH_NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
];

const MAC_APPLICATIONS = ["Chromium", "Google Chrome", "Microsoft Edge"];

const WINDOWS_PROGRAMS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

/** Where a system keeps its browsers, likeliest first; most of these paths do not exist. */
function systemPaths({ env, platform }) {
  if (platform === "win32") {
    const folders = [env.ProgramFiles, env["ProgramFiles(x86)"], env.LOCALAPPDATA].filter(Boolean);
    return WINDOWS_PROGRAMS.flatMap((name) => folders.map((folder) => win32.join(folder, name)));
  }
  const folders = (env.PATH ?? "").split(posix.delimiter).filter(Boolean);
  const onPath = PATH_NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
  const applications = MAC_APPLICATIONS.flatMap((name) =>
    ["", env.HOME ?? ""].map((home) => `${home}/Applications/${name}.app/Contents/MacOS/${name}`),
  );
  return platform === "darwin" ? [...applications, ...onPath] : onPath;
}

function starts(path, machine) {
  if (!machine.exists(path)) return false;
  // Chrome on Windows does not know --version: it would open a window.
  return machine.platform === "win32" || machine.succeeds(path, "--version");
}

/**
 * The path of a Chromium, Chrome or Edge that is here and starts: the one `TICKMARK_BROWSER` names,
 * Playwright's, or the system's; undefined when there is none. Throws when the one named in
 * `TICKMARK_BROWSER` does not start, rather than testing in another.
 */
export function installedBrowser(machine = thisMachine) {
  const named = machine.env.TICKMARK_BROWSER;
  if (!named) {
    const paths = [machine.playwrightBrowser(), ...systemPaths(machine)];
    return paths.find((path) => starts(path, machine));
  }
  if (starts(named, machine)) return named;
  throw new Error(`TICKMARK_BROWSER names ${named}, which does not start.`);
}

/** The commands that may bring a browser to this machine, in the order to try them. */
function installations({ platform, isRoot, exists }) {
  const playwright = "npx playwright install --no-shell chromium";
  const debian = "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y chromium";
  const hasApt = platform === "linux" && exists("/usr/bin/apt-get");
  return isRoot && hasApt ? [playwright, debian] : [playwright];
}

/**
 * The path of a browser that starts, installing one when there is none. Throws, with a sentence
 * that says what to install, when that fails too.
 */
export function findBrowser(machine = thisMachine) {
  const found = installedBrowser(machine);
  if (found) return found;
  for (const command of installations(machine)) {
    machine.say(`The tests need a browser, and none is installed that starts. Trying: ${command}`);
    machine.run(command);
    const installed = installedBrowser(machine);
    if (installed) return installed;
  }
  throw new Error(
    "No browser to test in could be found or installed. Install Chromium, Chrome or Edge, " +
      "or name the executable of one in the environment variable TICKMARK_BROWSER.",
  );
}
