import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: "src",
  publicDir: "../public",
  build: { outDir: "../dist", emptyOutDir: true, target: "es2022" },
  test: {
    projects: [
      { test: { name: "unit", root: "test/unit", environment: "node" } },
      {
        test: {
          name: "browser",
          root: "test/browser",
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
