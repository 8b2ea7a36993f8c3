import { expect, test as base, type BrowserContext, type Page } from "@playwright/test";

export { expect };

/**
 * Playwright's `test`, in which every test also fails on an uncaught error, on an error in the
 * console (a breach of the content security policy is one), and on a request to any other origin.
 * Each test has a browser context of its own, and so an empty database.
 */
export const test = base.extend<{
  /** What went wrong so far. A test that expects a fault takes it out. */
  faults: string[];
  /** Opens a page in a browser profile of its own: another person's machine. */
  openProfile: () => Promise<Page>;
}>({
  faults: [
    async ({ context, baseURL }, use) => {
      const faults: string[] = [];
      watch(context, baseURL!, faults);
      await use(faults);
      expect([...new Set(faults)]).toEqual([]);
    },
    { auto: true },
  ],
  openProfile: async ({ browser, baseURL, faults }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      watch(context, baseURL!, faults);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

/** Adds to `faults` what goes wrong in a context from now on. */
export function watch(context: BrowserContext, origin: string, faults: string[]): void {
  context.on("weberror", (event) => faults.push(`uncaught: ${event.error().message}`));
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("request", (request) => {
    const isOurs = [origin, "blob:", "data:"].some((start) => request.url().startsWith(start));
    if (!isOurs) faults.push(`request to another origin: ${request.url()}`);
  });
}
