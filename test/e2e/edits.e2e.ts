import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { judge, MOD, type ArticlePage } from "./article-page";
import { copy, paste } from "./clipboard";
import { fixture, LibraryPage } from "./library-page";

const CLAIM = "bread every day since 1926";

/** An unlocked article with a claim on `CLAIM`, found true. */
async function openChecked(page: Page): Promise<ArticlePage> {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  await judge(await article.mark(CLAIM), "True");
  await article.closeCard();
  await article.unlock();
  return article;
}

/** Selects words, and waits until the editor has heard of it: keys can be faster. */
async function selectTaken(article: ArticlePage, words: string): Promise<void> {
  await article.select(words);
  await expect(article.toolbar).toBeVisible();
}

/** Waits until the claim stands on its words, which are those it was found true on. */
async function expectStanding(article: ArticlePage): Promise<void> {
  await expect(article.text.locator("mark")).toHaveText([CLAIM]);
  await expect(article.card(CLAIM)).toContainText("True");
  await expect(article.cards.getByText("Text changed")).toHaveCount(0);
}

test("a claim goes with its words by the clipboard, and back by Undo", async ({ page }) => {
  const article = await openChecked(page);
  await selectTaken(article, CLAIM);
  await page.keyboard.press(`${MOD}+x`);
  await expect(article.unplacedButton).toContainText("1");
  await expect(article.toolbar).toBeHidden();
  await selectTaken(article, "owner says");
  await page.keyboard.press(`${MOD}+v`);
  await expect(article.text).toContainText(`county, the ${CLAIM}.`);
  await expectStanding(article);
  await page.keyboard.press(`${MOD}+z`);
  await expect(article.unplacedButton).toContainText("1");
  await page.keyboard.press(`${MOD}+z`);
  await expect(article.text).toContainText(`has baked ${CLAIM}.`);
  await expectStanding(article);
  for (let times = 0; times < 2; times++) await page.keyboard.press(`${MOD}+Shift+z`);
  await expect(article.text).toContainText(`county, the ${CLAIM}.`);
  await expectStanding(article);
  await article.expectSaved();
  await page.reload();
  await expectStanding(article);
});

test("what is pasted from elsewhere over a claim is under it, and is taken back", async ({
  page,
}) => {
  const article = await openChecked(page);
  await selectTaken(article, CLAIM);
  await copy(article.text, { html: "<p>cakes <b>on Sundays</b></p>", text: "cakes on Sundays" });
  await paste(article.text);
  await expect(article.text.locator("mark")).toHaveText(["cakes ", "on Sundays"]);
  await expect(article.cards.getByText("Text changed")).toBeVisible();
  await page.keyboard.press(`${MOD}+z`);
  await expectStanding(article);
});
