import { describe, expect, test } from "vitest";
import { findBrowser, installedBrowser } from "../browser.mjs";

/** A made-up computer on which the browsers at `starting` start, and those at `broken` do not. */
function computer({
  starting = [] as string[],
  broken = [] as string[],
  installs = {} as Record<string, string>,
  env = {} as Record<string, string>,
  platform = "linux",
  isRoot = false,
  hasApt = false,
}) {
  const tried: string[] = [];
  const said: string[] = [];
  const there = new Set(hasApt ? [...starting, "/usr/bin/apt-get"] : starting);
  return {
    env: { PATH: "/usr/local/bin:/usr/bin", ...env },
    platform,
    isRoot,
    playwrightBrowser: () => "/playwright/chrome",
    exists: (path: string) => there.has(path) || broken.includes(path),
    succeeds: (program: string, argument: string) => there.has(program) && argument === "--version",
    run(command: string) {
      tried.push(command);
      const installed = Object.entries(installs).find(([part]) => command.includes(part))?.[1];
      if (installed) there.add(installed);
    },
    say: (message: string) => void said.push(message),
    tried,
    said,
  };
}

describe("the browser for the tests", () => {
  test("is the one TICKMARK_BROWSER names", () => {
    const env = { TICKMARK_BROWSER: "/mine" };
    expect(findBrowser(computer({ env, starting: ["/mine", "/playwright/chrome"] }))).toBe("/mine");
  });

  test("is no other when the one named does not start", () => {
    const env = { TICKMARK_BROWSER: "/mine" };
    const machine = computer({ env, broken: ["/mine"], starting: ["/playwright/chrome"] });
    expect(() => findBrowser(machine)).toThrow(
      "TICKMARK_BROWSER names /mine, which does not start.",
    );
  });

  test("is Playwright's before the system's", () => {
    const starting = ["/usr/bin/chromium", "/playwright/chrome"];
    expect(findBrowser(computer({ starting }))).toBe("/playwright/chrome");
  });

  test("is the system's when Playwright's does not start", () => {
    const machine = computer({
      broken: ["/playwright/chrome"],
      starting: ["/usr/bin/google-chrome"],
    });
    expect(findBrowser(machine)).toBe("/usr/bin/google-chrome");
  });

  test.each([
    ["darwin", { HOME: "/me" }, "/me/Applications/Chromium.app/Contents/MacOS/Chromium"],
    ["darwin", {}, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    ["win32", { ProgramFiles: "C:\\P" }, "C:\\P\\Google\\Chrome\\Application\\chrome.exe"],
    ["win32", { LOCALAPPDATA: "C:\\L" }, "C:\\L\\Microsoft\\Edge\\Application\\msedge.exe"],
  ])("is found on %s with %j", (platform, env, path) => {
    expect(installedBrowser(computer({ platform, env, starting: [path] }))).toBe(path);
  });

  test("is not installed by merely looking", () => {
    const machine = computer({ installs: { playwright: "/playwright/chrome" } });
    expect(installedBrowser(machine)).toBeUndefined();
    expect(machine.tried).toEqual([]);
  });

  test("is downloaded when there is none, and the user is told", () => {
    const machine = computer({ installs: { "playwright install": "/playwright/chrome" } });
    expect(findBrowser(machine)).toBe("/playwright/chrome");
    expect(machine.said).toEqual([expect.stringContaining("The tests need a browser")]);
  });

  test("is the distribution's when the download does not start, for root on Debian", () => {
    const installs = { "apt-get install": "/usr/bin/chromium" };
    const machine = computer({ installs, isRoot: true, hasApt: true });
    expect(findBrowser(machine)).toBe("/usr/bin/chromium");
    expect(machine.tried).toHaveLength(2);
  });

  test.each([
    ["for others than root", { hasApt: true }],
    ["on other systems", { isRoot: true }],
  ])("is not asked of apt-get %s", (_, machine) => {
    const one = computer(machine);
    expect(() => findBrowser(one)).toThrow("Install Chromium, Chrome or Edge");
    expect(one.tried).toEqual(["npx playwright install --no-shell chromium"]);
  });
});
