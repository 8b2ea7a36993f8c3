import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { test as base, watch } from "./app";
import { LibraryPage } from "./library-page";

/** A browser with a profile on disk, which can be killed and started again. */
export class KillableBrowser {
  private context: BrowserContext | null = null;
  private processId = 0;

  constructor(private readonly start: () => Promise<BrowserContext>) {}

  /** Starts the browser, and opens the app at an address as it was left. */
  async open(address = "./"): Promise<Page> {
    this.context = await this.start();
    const devTools = await this.context.browser()!.newBrowserCDPSession();
    const { processInfo } = await devTools.send("SystemInfo.getProcessInfo");
    this.processId = processInfo.find(({ type }) => type === "browser")!.id;
    const page = this.context.pages()[0] ?? (await this.context.newPage());
    await page.goto(address);
    return page;
  }

  /** Starts the browser at the library. */
  async openLibrary(): Promise<LibraryPage> {
    return LibraryPage.open(await this.open());
  }

  /** Kills the browser's process (SIGKILL): it can write nothing any more. */
  async kill(): Promise<void> {
    const browser = this.context!.browser()!;
    const isGone = new Promise<void>((resolve) => browser.once("disconnected", () => resolve()));
    process.kill(this.processId, "SIGKILL");
    await isGone;
    this.context = null;
  }

  async close(): Promise<void> {
    await this.context?.close();
  }
}

/** The app's `test`, with a browser that can be killed. */
export const test = base.extend<{ browserOnDisk: KillableBrowser }>({
  browserOnDisk: async ({ baseURL, launchOptions, viewport, faults }, use) => {
    const profile = await mkdtemp(join(tmpdir(), "tickmark-profile-"));
    const options = { ...launchOptions, ...(baseURL && { baseURL }), viewport };
    const browser = new KillableBrowser(async () => {
      const context = await chromium.launchPersistentContext(profile, options);
      watch(context, baseURL!, faults);
      return context;
    });
    await use(browser);
    await browser.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  },
});
