import { expect, test } from "./app";
import { fillIn, judge } from "./article-page";
import { fixture, LibraryPage } from "./library-page";

const UNDO = "ControlOrMeta+z";
const REDO = "ControlOrMeta+Shift+z";
const CLAIM = "since 1926";

test("text and claims are undone and redone in one order, from the article", async ({ page }) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  const card = await article.mark(CLAIM);
  await article.closeCard();
  await article.unlock();
  await article.putCaretBehind("Mill Lane");
  await page.keyboard.type(" here");
  await article.openCard(CLAIM);
  await judge(card, "True");

  await article.text.press(UNDO);
  await expect(card.getByRole("radio", { checked: true })).toHaveCount(0);
  await page.keyboard.press(UNDO);
  await expect(article.text).toContainText("Mill Lane has");
  await expect(article.text).toBeFocused();
  await page.keyboard.press(UNDO);
  await expect(article.cards).toHaveCount(0);

  await page.keyboard.press(REDO);
  await expect(card).toBeVisible();
  await page.keyboard.press(REDO);
  await expect(article.text).toContainText("Mill Lane here has");
  await page.keyboard.press(REDO);
  await expect(card.getByRole("radio", { name: "True", exact: true })).toBeChecked();
  await article.expectSaved();
});

test("undo from inside a field goes to the field that changed", async ({ page }) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  const card = await article.mark(CLAIM);
  const [saidBy, explanation] = [card.getByLabel("Said by"), card.getByLabel("Explanation")];
  await fillIn(card, "Said by", "the owner");
  await explanation.pressSequentially("No record of it");

  await page.keyboard.press(UNDO);
  await expect(explanation).toHaveValue("");
  await expect(explanation).toBeFocused();
  await page.keyboard.press(UNDO);
  await expect(saidBy).toHaveValue("");
  await expect(saidBy).toBeFocused();
  await page.keyboard.press(REDO);
  await expect(saidBy).toHaveValue("the owner");
  await page.keyboard.press(REDO);
  await expect(explanation).toHaveValue("No record of it");
  await expect(explanation).toBeFocused();
  await article.expectSaved();
});

test("a deleted claim comes back with all that was said of it", async ({ page }) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  const card = await article.mark(CLAIM);
  await judge(card, "Outdated");
  await card.getByRole("button", { name: "Delete claim" }).click();
  await expect(article.cards).toHaveCount(0);
  await article.status.getByRole("button", { name: "Undo" }).click();
  await article.closeCard();
  await article.openCard(CLAIM);
  await expect(card.getByRole("radio", { name: "Outdated", exact: true })).toBeChecked();
});

test("words that are deleted and brought back carry their claim again", async ({ page }) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  await judge(await article.mark(CLAIM), "True");
  await article.closeCard();
  await article.unlock();
  await article.select("every day since 1926. It");
  await page.keyboard.press("Delete");
  await expect(article.unplacedButton).toHaveText("Unplaced 1");
  await page.keyboard.press(UNDO);
  await expect(article.text).toContainText("every day since 1926. It");
  await expect(article.unplacedButton).toHaveCount(0);
  await expect(article.card(CLAIM)).toContainText("True");
});

test("a verdict falls when the words under it change, and holds again when they are back", async ({
  page,
}) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  await judge(await article.mark("bread every day since 1926"), "True");
  await article.closeCard();
  await article.unlock();
  await article.putCaretBehind("bread every");
  await page.keyboard.type(" second");
  await expect(article.cards.getByText("Text changed")).toBeVisible();
  await page.keyboard.press(UNDO);
  await expect(article.cards.getByText("Text changed")).toHaveCount(0);
});
