import { readValid, passagesIn } from "./annotated-file";
import { expect, test } from "./app";
import { fillIn, judge } from "./article-page";
import { LibraryPage } from "./library-page";

const CLAIM = "Route 1, Harbour: 512,000";
const OTHER = "The town paid 62 per cent of it";

test("what is marked, judged and saved in the sample is there after a reload, and in the export", async ({
  page,
}) => {
  const article = await (await LibraryPage.open(page)).trySample();
  const card = await article.mark(CLAIM);
  await expect(card.getByLabel("Claim", { exact: true })).toHaveValue(CLAIM);
  await fillIn(card, "Said by", "Kestermouth council");
  await judge(card, "Mostly true");
  await fillIn(card, "Explanation", "The evaluation has 511,987.");
  await article.mark(OTHER);
  await article.expectSaved();

  await page.reload();
  await expect(article.cards).toHaveCount(2);
  await article.openCard(CLAIM);
  await expect(card.getByLabel("Said by", { exact: true })).toHaveValue("Kestermouth council");
  await expect(card.getByRole("radio", { name: "Mostly true", exact: true })).toBeChecked();
  await expect(card.getByLabel("Explanation")).toHaveValue("The evaluation has 511,987.");

  const file = await article.export();
  expect(file.name).toMatch(/^free-buses-carried-[a-z0-9-]+\.tickmark\.json$/);
  const exported = readValid(file);
  expect(passagesIn(exported)).toEqual([[CLAIM], [OTHER]]);
  expect(exported.claims[0]).toMatchObject({
    statement: CLAIM,
    saidBy: "Kestermouth council",
    explanation: "The evaluation has 511,987.",
    verdict: { label: "Mostly true", value: 4, holds: true },
  });
  expect(exported.claims[1]).not.toHaveProperty("verdict");
});

test("a claim is marked and judged by keyboard alone", async ({ page }) => {
  const article = await (await LibraryPage.open(page)).trySample();
  await article.text.focus();
  await page.keyboard.press("Control+Home");
  for (let word = 0; word < 2; word += 1) await page.keyboard.press("Shift+Control+ArrowRight");
  await expect(article.toolbar).toBeVisible();
  await page.keyboard.press("c");
  const card = article.card("Free buses");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(card.getByLabel("Claim", { exact: true })).toBeFocused();
  await page.keyboard.type(" have riders");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(card.getByRole("radio", { name: "True", exact: true })).toBeChecked();
  await article.expectSaved();
});

test("words with nothing to check are marked by N, and taken back by N", async ({ page }) => {
  const article = await (await LibraryPage.open(page)).trySample();
  await article.select("Who pays");
  await page.keyboard.press("n");
  await article.expectSaved();
  expect(readValid(await article.export()).clearances).toHaveLength(1);
  await article.select("Who pays");
  await article.toolbar.getByRole("button", { name: "Check after all" }).click();
  await article.expectSaved();
  expect(readValid(await article.export()).clearances).toHaveLength(0);
});

test("a verdict can be cleared", async ({ page }) => {
  const article = await (await LibraryPage.open(page)).trySample();
  const card = await article.mark(CLAIM);
  await judge(card, "False");
  await card.getByRole("button", { name: "Clear verdict" }).click();
  await expect(card.getByRole("radio", { checked: true })).toHaveCount(0);
  await article.expectSaved();
  expect(readValid(await article.export()).claims[0]).not.toHaveProperty("verdict");
});

test("a chosen address pasted on a focused card starts a source", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const article = await (await LibraryPage.open(page)).trySample();
  const card = await article.mark(CLAIM);
  await page.evaluate(() => navigator.clipboard.writeText("https://example.org/evaluation"));
  await card.focus();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(card.getByLabel("URL", { exact: true })).toHaveValue(
    "https://example.org/evaluation",
  );
  await expect(card.getByLabel("Retrieved")).toHaveValue(
    await page.evaluate(() => new Date().toLocaleDateString("sv-SE")),
  );
});
