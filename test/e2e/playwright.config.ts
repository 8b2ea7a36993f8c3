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
  workers: "100%",
  // On two cores that others use as well, the longest test takes half of this.
  timeout: 60_000,
  forbidOnly: true,
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1280, height: 800 },
    launchOptions: { args: launchArguments, ...(executablePath && { executablePath }) },
    // Traces would double the time. To have them: npx playwright test … --trace retain-on-failure
    screenshot: "only-on-failure",
  },
  webServer: {
    command: "npx vite preview",
    cwd: "../..",
    env: { PORT: port },
    url: `http://localhost:${port}/`,
  },
});
