import { expect, test as base } from "@playwright/test";

export { expect };

/**
 * Playwright's `test`, in which every test also fails on an uncaught error, on an error in the
 * console (a breach of the content security policy is one), and on a request to any other origin.
 * Each test has a browser context of its own, and so an empty database.
 */
export const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ context, baseURL }, use) => {
      const faults: string[] = [];
      context.on("weberror", (event) => faults.push(`uncaught: ${event.error().message}`));
      context.on("console", (message) => {
        if (message.type() !== "error") return;
        faults.push(`console: ${message.text()} (${message.location().url})`);
      });
      context.on("request", (request) => {
        const isOurs = [baseURL!, "blob:", "data:"].some((start) =>
          request.url().startsWith(start),
        );
        if (!isOurs) faults.push(`request to another origin: ${request.url()}`);
      });
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});
