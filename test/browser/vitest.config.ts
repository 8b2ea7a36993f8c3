import { playwright } from "@vitest/browser-playwright";
import { defineProject } from "vitest/config";
import { validatorPlugin } from "../../schema/validator-plugin.ts";
import { installedBrowser, launchArguments } from "../browser.mjs";

const executablePath = installedBrowser();
const viewport = { width: 1280, height: 800 };

export default defineProject({
  cacheDir: "../../node_modules/.vite",
  plugins: [validatorPlugin()],
  // All dependencies are prepared at the start: one found later would reload a page under test.
  optimizeDeps: { entries: ["../../src/**/*.ts", "**/*.test.ts"] },
  test: {
    name: "browser",
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport,
      provider: playwright({
        launchOptions: { args: launchArguments, ...(executablePath && { executablePath }) },
        contextOptions: { viewport },
      }),
      instances: [{ browser: "chromium" }],
    },
  },
});
