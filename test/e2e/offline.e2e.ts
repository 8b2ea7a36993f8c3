import { expect, test } from "./app";

test("opens without a network once it has been opened with one", async ({ page, context }) => {
  await page.goto("./");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator("body")).not.toBeEmpty();
});
