import type { BrowserContext } from "@playwright/test";
import { passagesIn, readValid } from "./annotated-file";
import { expect, test } from "./app";
import { ArticlePage, fillIn, judge } from "./article-page";
import { fixture, LibraryPage } from "./library-page";

const FIRST = "7.3 kilometres it would be";
const SECOND = "51.4 per cent to 48.6";

test("two tabs that edit claims and text at once both end with everything of both", async ({
  page,
  context,
}) => {
  const one = await (await LibraryPage.open(page)).createFromText(fixture("news-item.txt"));
  await one.expectSaved();
  const other = await openAgain(one, context);
  await Promise.all([
    work(one, FIRST, "True", "Nobody has ever", " seriously"),
    work(other, SECOND, "False", "Opponents", " of it"),
  ]);

  for (const tab of [one, other]) {
    await expect(tab.text).toContainText("“Nobody has ever seriously built");
    await expect(tab.text).toContainText("Opponents of it collected");
    await expect(tab.cards).toHaveCount(2);
    await tab.expectSaved();
  }
  const file = await one.export();
  expect(passagesIn(readValid(file))).toEqual([[FIRST], [SECOND]]);
  expect(readValid(file).claims).toMatchObject([
    { saidBy: `Who says ${FIRST}`, verdict: { label: "True", holds: true } },
    { saidBy: `Who says ${SECOND}`, verdict: { label: "False", holds: true } },
  ]);
  expect((await other.export()).text).toBe(file.text);
});

test("what two tabs say of one claim is all there, and the last word on one field is the same in both", async ({
  page,
  context,
}) => {
  const one = await (await LibraryPage.open(page)).createFromText(fixture("news-item.txt"));
  const card = await one.mark(FIRST);
  await one.expectSaved();
  const other = await openAgain(one, context);
  const sameCard = other.card(FIRST);
  await Promise.all([
    fillIn(card, "Said by", "the ministry"),
    fillIn(sameCard, "Explanation", "It is 7.1 kilometres."),
    // The other tab's may come right after.
    card.getByRole("radio", { name: "Half true", exact: true }).click(),
    sameCard.getByRole("radio", { name: "False", exact: true }).click(),
  ]);

  await one.expectSaved();
  await other.expectSaved();
  for (const shown of [card, sameCard]) {
    await expect(shown.getByLabel("Said by", { exact: true })).toHaveValue("the ministry");
    await expect(shown.getByLabel("Explanation")).toHaveValue("It is 7.1 kilometres.");
  }
  await expect
    .poll(async () => (await one.export()).text === (await other.export()).text)
    .toBe(true);
});

test("undo in one tab takes back nothing of the other's", async ({ page, context }) => {
  const one = await (await LibraryPage.open(page)).createFromText(fixture("news-item.txt"));
  await one.mark(FIRST);
  await one.expectSaved();
  const other = await openAgain(one, context);
  await work(other, SECOND, "False", "Opponents", " of it");
  await expect(one.cards).toHaveCount(2);

  await one.text.press("ControlOrMeta+z");
  await expect(one.card(FIRST)).toHaveCount(0);
  await one.text.press("ControlOrMeta+z");
  await one.text.press("ControlOrMeta+z");
  await one.expectSaved();
  for (const tab of [one, other]) {
    await expect(tab.text).toContainText("Opponents of it collected");
    await expect(tab.card(SECOND)).toBeVisible();
    await expect(tab.cards).toHaveCount(1);
  }
  await one.text.press("ControlOrMeta+Shift+z");
  await expect(other.card(FIRST)).toBeVisible();
});

/** The same article in another tab. */
async function openAgain(article: ArticlePage, context: BrowserContext): Promise<ArticlePage> {
  const tab = new ArticlePage(await context.newPage());
  await tab.page.goto(article.page.url());
  await tab.text.waitFor();
  return tab;
}

/** Marks and judges a claim, and types some words into the text. */
async function work(
  tab: ArticlePage,
  claim: string,
  rating: string,
  behind: string,
  typed: string,
): Promise<void> {
  const card = await tab.mark(claim);
  await fillIn(card, "Said by", `Who says ${claim}`);
  await judge(card, rating);
  await tab.unlock();
  await tab.putCaretBehind(behind);
  await tab.page.keyboard.type(typed);
  await tab.expectSaved();
}
