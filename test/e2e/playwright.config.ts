import { defineConfig } from "@playwright/test";
import { installedBrowser, launchArguments } from "../browser.mjs";

const port = process.env["PORT"] ?? "4173";
const executablePath = installedBrowser();

/** Tests on the built app, as `vite preview` serves it. Build it first. */
export default defineConfig({
  testDir: ".",
  testMatch: "*.e2e.ts",
  outputDir: "../../test-results",
  fullyParallel: true,
  forbidOnly: true,
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1280, height: 800 },
    launchOptions: { args: launchArguments, ...(executablePath && { executablePath }) },
    trace: "retain-on-failure",
  },
  webServer: {
    command: "npx vite preview",
    cwd: "../..",
    env: { PORT: port },
    url: `http://localhost:${port}/`,
  },
});
