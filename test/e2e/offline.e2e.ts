import { expect, test } from "./app";

test("opens and works without a network once it has been opened with one", async ({
  page,
  context,
}) => {
  await page.goto("./");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("button", { name: "Try the sample article" }).click();
  await expect(page.getByRole("textbox", { name: "Article", exact: true })).toBeVisible();
});
