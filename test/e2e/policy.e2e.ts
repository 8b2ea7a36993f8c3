import { expect, test } from "./app";

test("refuses plain strings as HTML, and the breach counts as a fault", async ({
  page,
  faults,
}) => {
  await page.goto("./");
  const breach = page.evaluate(() => {
    document.body.innerHTML = "<p>From a string</p>";
  });
  await expect(breach).rejects.toThrow("TrustedHTML");
  expect(faults.splice(0).join()).toContain("TrustedHTML");
});

test("refuses requests to other origins, and the attempt counts as a fault", async ({
  page,
  faults,
}) => {
  await page.goto("./");
  const attempt = page.evaluate(() => fetch("https://other.example/"));
  await expect(attempt).rejects.toThrow("Failed to fetch");
  expect(faults.splice(0).join()).toContain("https://other.example/");
});

test("is in the page, and in the server's headers together with what only they can say", async ({
  page,
}) => {
  const response = await page.goto("./");
  const inHeader = await response!.headerValue("content-security-policy");
  const inPage = await page.locator("meta[http-equiv]").getAttribute("content");
  expect(inHeader).toBe(`${inPage}; frame-ancestors 'none'`);
});
