import { expect, test } from "./app";
import { copy, paste } from "./clipboard";
import { fixture, LibraryPage } from "./library-page";

test("a new article is locked: typing, Enter, Delete, paste and drop change nothing", async ({
  page,
}) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  const before = await article.text.innerText();
  await expect(article.editSwitch).not.toBeChecked();
  await expect(page.getByText("Text is locked")).toBeVisible();
  await article.select("every day");
  await page.keyboard.type("xyz");
  for (const key of ["Enter", "Delete", "Backspace", "ControlOrMeta+x", "ControlOrMeta+b"])
    await page.keyboard.press(key);
  await copy(article.text, { html: "<p>Something <b>else</b></p>", text: "Something else" });
  await paste(article.text);
  await page.keyboard.insertText("é");
  // Playwright rejects when a drop is refused before it happens. Either way nothing is to change.
  await article.text.drop({ data: { "text/plain": "Something else" } }).catch(() => undefined);
  expect(await article.text.innerText()).toBe(before);
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
});

test("unlocked text can be edited, and highlights follow", async ({ page }) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  await article.mark("900 loaves");
  await article.closeCard();
  await article.unlock();
  await expect(page.getByText("Typing changes the text")).toBeVisible();
  await article.putCaretBehind("bread");
  await page.keyboard.type(" and cake");
  await page.keyboard.press("Enter");
  await expect(article.text.getByRole("paragraph")).toHaveCount(3);
  await expect(article.card("900 loaves")).not.toContainText("Text changed");
  await article.editSwitch.uncheck();
  await page.keyboard.type("more");
  await article.text.press("q");
  await expect(article.text).not.toContainText("more");
  await article.expectSaved();
  await page.reload();
  await expect(article.text).toContainText("bread and cake");
  await expect(article.editSwitch).not.toBeChecked();
});

test("while the text can be edited, C is a letter", async ({ page }) => {
  const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
  await article.unlock();
  await article.select("every");
  await page.keyboard.press("c");
  await expect(article.text).toContainText("bread c day");
  await article.select("900 loaves");
  await page.keyboard.press("ControlOrMeta+Alt+m");
  await expect(article.card("900 loaves")).toBeVisible();
});
