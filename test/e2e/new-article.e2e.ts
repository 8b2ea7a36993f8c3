import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import type { ArticlePage } from "./article-page";
import { copy, paste } from "./clipboard";
import { fixture, fixturePath, LibraryPage } from "./library-page";

const SHORT = fixture("short-item.txt");

test("the first line of pasted plain text becomes the title, its paragraphs and quotes stay", async ({
  page,
}) => {
  const library = await LibraryPage.open(page);
  await library.openDialog();
  await copy(library.articleText, { html: "", text: fixture("news-item.txt") });
  await paste(library.articleText);
  const article = await library.create();
  await expect(article.text.getByRole("heading", { level: 1 })).toHaveText(
    "Lake Varn tunnel will cost €412 million and open in 2031, minister says",
  );
  await expect(article.text.getByRole("paragraph")).toHaveCount(8);
  await expect(article.text).toContainText("“Not a cent more,” she said 🚇, “and not");
  await article.expectSaved();
});

test("what is said about an article in the dialog is there afterwards", async ({ page }) => {
  const library = await LibraryPage.open(page);
  await library.openDialog();
  await library.articleText.fill(SHORT);
  await library.dialog.getByRole("textbox", { name: "Title" }).fill("A hundred years of bread");
  await library.dialog.getByText("More about the article").click();
  await library.dialog.getByLabel("Byline").fill("Perpetua Lisle");
  await library.dialog.getByLabel("Outlet").fill("The Mill Lane Mail");
  await library.dialog.getByLabel("Address").fill("https://example.org/bakery");
  await library.dialog.getByLabel("Date").fill("2026-03-01");
  await expect(library.dialog.getByLabel("Language")).toHaveValue("en");
  await library.dialog.getByRole("radio", { name: "Editorial" }).check();
  const article = await library.create();
  await expect(article.text.getByRole("heading")).toHaveText("A hundred years of bread");
  await expect(article.text).toHaveAttribute("lang", "en");
  const details = page.getByRole("main");
  await details.getByText("Perpetua Lisle · The Mill Lane Mail").click();
  await expect(details.getByLabel("Byline")).toHaveValue("Perpetua Lisle");
  await expect(details.getByLabel("Outlet")).toHaveValue("The Mill Lane Mail");
  await expect(details.getByLabel("Address")).toHaveValue("https://example.org/bakery");
  await expect(details.getByLabel("Date")).toHaveValue("2026-03-01");
  await expect(details.getByLabel("Language")).toHaveValue("en");
  await expect(details.getByLabel("Scale")).toHaveValue("editorial");
});

test("a text in Arabic runs from right to left and says its language", async ({ page }) => {
  const library = await LibraryPage.open(page);
  const article = await library.createFromText(
    "المخبز يبلغ من العمر مئة عام\n\nالمخبز في شارع الطاحونة يخبز الخبز كل يوم منذ عام ألف وتسعمئة وستة وعشرين.",
  );
  await expect(article.text).toHaveAttribute("lang", "ar");
  await expect(article.text).toHaveAttribute("dir", "rtl");
});

test("pasted rich text keeps its structure, and nothing that could run or dress it", async ({
  page,
}) => {
  const library = await LibraryPage.open(page);
  await library.openDialog();
  await copy(library.articleText, { html: fixture("pasted-page.html"), text: "Otters return" });
  await paste(library.articleText);
  await expectOtters(library.articleText);
  const article = await library.create();
  await expectStructure(article);
  await expect(article.text.getByRole("link")).toHaveCount(1);
  await expect(article.text.getByText("map")).toBeVisible();
  await expect(article.text.locator("script, style, iframe, svg, [style*=color]")).toHaveCount(0);
  expect(await article.text.innerHTML()).not.toMatch(
    /javascript:|on(click|error|load|mouseover)=/i,
  );
  expect(await wasAttacked(page)).toBe(false);
});

for (const name of ["otters.md", "otters.html", "otters.txt"]) {
  test(`${name} is opened by picker`, async ({ page }) => {
    const library = await LibraryPage.open(page);
    await library.openDialog();
    await library.chooseFile(name);
    await expectOtters(library.articleText);
    const article = await library.create();
    await expect(article.text.getByRole("heading", { level: 1 })).toHaveText(
      "Otters return to the Lenne",
    );
    if (name !== "otters.txt") await expectStructure(article);
    expect(await wasAttacked(page)).toBe(false);
  });

  test(`${name} is opened by drop`, async ({ page }) => {
    const library = await LibraryPage.open(page);
    await page.getByRole("main").drop({ files: fixturePath(name) });
    await expectOtters(library.articleText);
    const article = await library.create();
    await expect(article.text.getByRole("heading", { level: 1 })).toHaveText(
      "Otters return to the Lenne",
    );
  });
}

for (const { name, sentence } of [
  { name: "report.pdf", sentence: "This looks like a PDF." },
  { name: "broken.tickmark.json", sentence: "JSON" },
  { name: "foreign.json", sentence: "Tickmark" },
]) {
  test(`${name} gets a sentence, and what was typed stays`, async ({ page }) => {
    const library = await LibraryPage.open(page);
    await library.openDialog();
    await library.articleText.fill(SHORT);
    await library.chooseFile(name);
    await expect(library.alert).toContainText(sentence);
    await expect(library.articleText).toHaveValue(SHORT);
    await library.dialog.getByRole("button", { name: "Cancel" }).click();
    await page.reload();
    await expect(page.getByRole("button", { name: "Try the sample article" })).toBeVisible();
  });
}

test("an annotated article with a claim out of place is told where, and nothing is made", async ({
  page,
}) => {
  const library = await LibraryPage.open(page);
  const article = await library.createFromText(SHORT);
  await article.mark("900 loaves");
  await article.expectSaved();
  const { name, text } = await article.export();
  await page.getByRole("link", { name: "Library" }).click();
  await library.openDialog();
  await library.chooseFile({ name, text: text.replace('"exact": "900', '"exact": "901') });
  await expect(library.alert).toContainText("claims[0].targets[0]");
  await library.dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("link", { name: "Town bakery" })).toHaveCount(1);
});

test("an article without text is not created, and says what is missing", async ({ page }) => {
  const library = await LibraryPage.open(page);
  await library.openDialog();
  await library.dialog.getByRole("button", { name: "Create article" }).click();
  await expect(library.alert).toContainText("text first");
  await expect(library.articleText).toBeFocused();
});

/** Waits until the dialog shows the article about otters. */
async function expectOtters(text: LibraryPage["articleText"]): Promise<void> {
  await expect(text).toContainText("otters live on the Lenne");
}

async function expectStructure({ text }: ArticlePage): Promise<void> {
  await expect(text.getByRole("heading", { level: 1 })).toHaveText("Otters return to the Lenne");
  await expect(text.getByRole("heading", { level: 2 })).toHaveText("Where they live");
  await expect(text.getByRole("listitem")).toHaveText(["Upper weir: 4", "Mill pond: 3"]);
  await expect(text.getByRole("blockquote")).toHaveText("“We had given up hope,” said the warden.");
  await expect(text.getByRole("emphasis")).toHaveText("first time");
  await expect(text.getByRole("strong")).toHaveText("forty years");
  await expect(text.getByRole("link", { name: "river trust" })).toHaveAttribute(
    "href",
    "https://example.org/otters",
  );
}

/** Whether anything in a foreign text could run. */
function wasAttacked(page: Page): Promise<boolean> {
  return page.evaluate(() => "wasAttacked" in window);
}
