import { expect, test } from "./app";
import { judge } from "./article-page";
import { fixture, LibraryPage } from "./library-page";

const TITLE = "Town bakery turns one hundred";

test("the library counts an article's claims and verdicts", async ({ page }) => {
  const library = await LibraryPage.open(page);
  const article = await library.createFromText(fixture("short-item.txt"));
  await article.expectSaved();
  await page.goBack();
  await expect(library.row(TITLE)).toContainText("No claims yet");
  await library.openArticle(TITLE);
  await judge(await article.mark("since 1926"), "True");
  await article.mark("900 loaves");
  await article.expectSaved();
  await page.getByRole("link", { name: "Library" }).click();
  await expect(library.row(TITLE)).toContainText("2 claims, 1 with verdict");
});

test("an article is renamed, and may go by its title again", async ({ page }) => {
  const library = await LibraryPage.open(page);
  await library.createFromText(fixture("short-item.txt"));
  await page.goBack();
  const dialog = page.getByRole("dialog", { name: "Rename" });
  await library.chooseAction(TITLE, "Rename");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Bakery, for Sunday");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(library.row("Bakery, for Sunday")).toBeVisible();
  const article = await library.openArticle("Bakery, for Sunday");
  await expect(article.text.getByRole("heading")).toHaveText(TITLE);
  await page.goBack();
  await library.chooseAction("Bakery, for Sunday", "Rename");
  await dialog.getByRole("textbox", { name: "Name" }).fill("");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(library.row(TITLE)).toBeVisible();
});

test("a deleted article is back after Undo", async ({ page }) => {
  const library = await LibraryPage.open(page);
  await library.createFromText(fixture("short-item.txt"));
  await page.goBack();
  await library.chooseAction(TITLE, "Delete");
  await expect(library.row(TITLE)).toHaveCount(0);
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await expect(library.row(TITLE)).toBeVisible();
  await page.reload();
  await expect(library.row(TITLE)).toBeVisible();
});

test("undo in an article does not take back what was done to it in the library", async ({
  page,
}) => {
  const library = await LibraryPage.open(page);
  const article = await library.createFromText(fixture("short-item.txt"));
  await page.goBack();
  await library.chooseAction(TITLE, "Delete");
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await library.openArticle(TITLE);
  await article.text.press("Control+z");
  await article.expectSaved();
  await page.goBack();
  await expect(library.row(TITLE)).toBeVisible();
});

test("who works on an article that another tab deletes is told, and can restore it", async ({
  page,
  context,
}) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  await article.expectSaved();
  const other = await LibraryPage.open(await context.newPage());
  await other.chooseAction(TITLE, "Delete");
  const warning = page.getByRole("alert").filter({ hasText: "This article is in the trash" });
  await warning.getByRole("button", { name: "Restore" }).click();
  await expect(warning).toHaveCount(0);
  await expect(other.row(TITLE)).toBeVisible();
});

test("the library begins at its top, however far down the article was", async ({ page }) => {
  const library = await LibraryPage.open(page);
  const article = await library.trySample();
  await article.text.press("Control+End");
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
  await page.getByRole("link", { name: "Library" }).click();
  await expect(page.getByRole("heading", { name: "Library" })).toBeInViewport();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("a deleted article waits in the trash, and comes back from it with its claims", async ({
  page,
}) => {
  const library = await LibraryPage.open(page);
  const article = await library.createFromText(fixture("short-item.txt"));
  await article.mark("900 loaves");
  await article.expectSaved();
  await page.getByRole("link", { name: "Library" }).click();
  await library.chooseAction(TITLE, "Delete");
  await expect(library.row(TITLE)).toHaveCount(0);
  await page.reload();
  await library.openTrash();
  await library.trash.getByRole("button", { name: `Restore ${TITLE}` }).click();
  await expect(library.row(TITLE)).toContainText("1 claim");
  await library.openArticle(TITLE);
  await expect(article.cards).toHaveCount(1);
});

test("an article deleted for good is gone, and its address says so", async ({ page }) => {
  const library = await LibraryPage.open(page);
  const article = await library.createFromText(fixture("short-item.txt"));
  await article.expectSaved();
  const address = page.url();
  await page.goBack();
  await library.chooseAction(TITLE, "Delete");
  await library.openTrash();
  await library.trash.getByRole("button", { name: `Delete for good: ${TITLE}` }).click();
  const dialog = page.getByRole("dialog", { name: `Delete “${TITLE}” for good?` });
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(library.trash.getByRole("listitem")).toHaveCount(1);
  await library.trash.getByRole("button", { name: `Delete for good: ${TITLE}` }).click();
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(library.trash).toHaveCount(0);
  await page.goto(address);
  await page.reload();
  await expect(page.getByRole("alert")).toHaveText("There is no such article on this machine.");
});

test("an article and each of its claims have an address, and Back leads home", async ({
  page,
  context,
}) => {
  const library = await LibraryPage.open(page);
  const article = await library.createFromText(fixture("short-item.txt"));
  await expect(page).toHaveURL(/#\/article\/[^/]+$/);
  await expect(page).toHaveTitle(`${TITLE} – Tickmark`);
  await article.mark("since 1926");
  await article.mark("900 loaves");
  await expect(page).toHaveURL(/#\/article\/[^/]+\/claim\/[^/]+$/);
  await article.expectSaved();

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("group", { name: "Claim: 900 loaves" })).toContainText(
    "Delete claim",
  );
  await page.goBack();
  await expect(library.row(TITLE)).toBeVisible();
  await expect(page).toHaveTitle("Tickmark");
  await page.goForward();
  await expect(article.card("900 loaves")).toContainText("Delete claim");
});

test("the tab's title follows the article's", async ({ page }) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  await article.unlock();
  await article.putCaretBehind("turns one hundred");
  await page.keyboard.type(" and one");
  await expect(page).toHaveTitle(`${TITLE} and one – Tickmark`);
});
