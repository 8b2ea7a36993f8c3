import { expect, test } from "./app";
import { judge } from "./article-page";
import { fixture, LibraryPage } from "./library-page";

const UNDO = "ControlOrMeta+z";
const CLAIM = "since 1926";

test("a claim whose words are deleted is in the drawer, is attached to others, and comes back by undo", async ({
  page,
}) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  await judge(await article.mark(CLAIM), "True");
  await article.closeCard();
  await article.unlock();
  await article.delete(CLAIM);
  await expect(article.status.filter({ hasText: "1 claim lost its words." })).toBeVisible();
  await expect(article.cards).toHaveCount(0);

  await article.unplacedButton.click();
  await expect(article.unplaced).toContainText("Its words were deleted.");
  await expect(article.card(CLAIM)).toContainText("True");
  await article.unplaced.getByRole("button", { name: "Attach to selection" }).click();
  await article.select("every day");
  await expect(article.unplaced).toContainText("Every passage has its place in the text.");
  await article.unplaced.getByRole("button", { name: "Close Unplaced" }).click();
  await expect(article.card("every day")).toContainText("Text changed");

  await article.text.press(UNDO);
  await expect(article.unplacedButton).toHaveText("Unplaced 1");
  await page.keyboard.press(UNDO);
  await expect(article.text).toContainText(CLAIM);
  await expect(article.unplacedButton).toHaveCount(0);
  await expect(article.card(CLAIM)).toContainText("True");
  await expect(article.card(CLAIM)).not.toContainText("Text changed");
  await article.expectSaved();
});

test("what is unplaced stays so when the article is opened again, and is found where its words are", async ({
  page,
}) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  await article.mark(CLAIM);
  await article.closeCard();
  await article.unlock();
  await article.delete(CLAIM);
  await article.expectSaved();
  await page.reload();
  await article.unlock();
  await article.unplacedButton.click();
  await expect(article.unplaced).toContainText("Its words stand nowhere in the text now.");
  await article.putCaretBehind("Mill Lane");
  await page.keyboard.type(` ${CLAIM}`);
  await article.unplaced.getByRole("button", { name: "Attach here" }).click();
  await expect(article.unplaced).toContainText("Every passage has its place in the text.");
  await expect(article.text.locator("mark")).toHaveText(CLAIM);
});

test("of two claims over each other one is chosen, by mouse and by keyboard", async ({ page }) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  const [outer, inner] = ["bread every day since 1926", "every day"] as const;
  await judge(await article.mark(outer), "True");
  await article.mark(inner);
  await article.closeCard();
  const chooser = page.getByRole("listbox", { name: "2 claims here" });
  const isOpen = (words: string) => article.card(words).getByRole("button", { name: "Close card" });

  await article.putCaretBehind("every");
  await expect(isOpen(inner)).toBeVisible();
  await chooser.getByRole("option", { name: outer }).click();
  await expect(isOpen(outer)).toBeVisible();
  await expect(chooser).toBeHidden();

  await page.keyboard.press("Enter");
  await expect(chooser.getByRole("option").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(isOpen(inner)).toBeVisible();
  await expect(article.card(inner).getByLabel("Claim", { exact: true })).toBeFocused();

  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(isOpen(outer)).toBeVisible();
});
