import type { Page } from "@playwright/test";
import { passagesIn, readDownload, readValid, type AnnotatedFile } from "./annotated-file";
import { expect, test } from "./app";
import { ArticlePage, fillIn, judge } from "./article-page";
import { LibraryPage, uploaded } from "./library-page";

const TEXT = [
  "Ferry to Sund runs late",
  "The ferry to Sund was late on 31 of 94 crossings in March, the harbour board says.",
  "It carries 210 cars and was built in 1988.",
  "A new ship would cost 46 million euros, four times what the last one did.",
  "The board decides in June.",
].join("\n");

test("two people pass working copies to and fro, and both end with everything of both", async ({
  page,
  openProfile,
}) => {
  const anna = await (await LibraryPage.open(page)).createFromText(TEXT);
  await judge(await anna.mark("late on 31 of 94 crossings"), "True");
  await anna.mark("carries 210 cars");
  await anna.mark("cost 46 million euros");
  const first = await exportCopy(anna, "Anna Holm");
  expect(first.name).toBe("ferry-to-sund-runs-late.tickmark-copy.json");

  const library = await LibraryPage.open(await openProfile());
  await library.openDialog();
  await library.chooseFile(first);
  const ben = new ArticlePage(library.page);
  await expect(ben.cards).toHaveCount(3);
  await expect(library.dialog).toBeHidden();

  // Both go on, on the same claims and on the words under them.
  await ben.unlock();
  await ben.putCaretBehind("31 of 94");
  await ben.page.keyboard.type(" planned");
  await judge(await ben.openCard("carries 210 cars"), "False");
  await ben.mark("built in 1988");
  await fillIn(await anna.openCard("carries 210 cars"), "Said by", "the shipyard");
  await judge(anna.card("carries 210 cars"), "Half true");

  const dialog = await offer(anna, await exportCopy(ben, "Ben Ode"));
  await expect(dialog.getByRole("list", { name: "Who did how much" })).toContainText("Ben Ode");
  await expect(dialog.getByRole("list", { name: "New claims" })).toContainText("built in 1988");
  await expect(dialog.getByRole("list", { name: "Changed fields" })).toContainText(
    "you both set this, to be chosen on the card",
  );
  await expect(dialog.getByRole("insertion")).toContainText(["planned"]);
  await expect(anna.cards).toHaveCount(3);
  await dialog.getByRole("button", { name: "Take in" }).click();
  await expect(anna.status.filter({ hasText: "Taken in: 1 claim, " })).toBeVisible();
  await expect(anna.cards).toHaveCount(4);
  await expect(anna.text).toContainText("late on 31 of 94 planned crossings");

  // Anna's log was only added to, so that she can still take back what she did before.
  await anna.text.press("ControlOrMeta+z");
  await anna.expectSaved();
  await anna.mark("decides in June");
  await takeIn(ben, await exportCopy(anna));
  await expect(ben.cards).toHaveCount(5);
  await ben.mark("four times");
  await ben.text.press("ControlOrMeta+z");
  await expect(ben.cards).toHaveCount(5);
  await ben.unlock();
  await ben.putCaretBehind("A new ship");
  await ben.page.keyboard.type(" of that size");

  await takeIn(anna, await exportCopy(ben));
  await judge(await anna.mark("the harbour board"), "Unproven");
  await takeIn(ben, await exportCopy(anna));
  await expect(anna.text).toContainText("A new ship of that size would");
  const [one, other] = [await anna.export(), await ben.export()];
  expect(passagesIn(readValid(one))).toHaveLength(6);
  expect(other.text).toBe(one.text);

  const again = await offer(anna, await exportCopy(ben));
  await expect(again).toContainText("brings nothing new");
});

test("a copy that is looked at and cancelled changes nothing", async ({ page, openProfile }) => {
  const anna = await (await LibraryPage.open(page)).createFromText(TEXT);
  const ben = await openCopy(await openProfile(), await exportCopy(anna, "Anna Holm"));
  await ben.mark("210 cars");
  const before = await anna.export();

  const dialog = await offer(anna, await exportCopy(ben, ""));
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await expect(anna.page.getByRole("button", { name: "Article", exact: true })).toBeFocused();
  expect((await anna.export()).text).toBe(before.text);
});

test("a copy of another article is offered to be opened", async ({ page, openProfile }) => {
  const anna = await (await LibraryPage.open(page)).createFromText(TEXT);
  const copy = await exportCopy(anna, "Anna Holm");
  const ben = await (
    await LibraryPage.open(await openProfile())
  ).createFromText("Some other news\nNothing of it is true.");
  const dialog = await offer(ben, copy);
  await expect(dialog).toContainText("another article, “Ferry to Sund runs late”");
  await dialog.getByRole("button", { name: "Open that article" }).click();
  await expect(ben.text).toContainText("210 cars");
});

test("a copy dropped on the library that breaks off is told so", async ({ page, openProfile }) => {
  const anna = await (await LibraryPage.open(page)).createFromText(TEXT);
  const { name, text } = await exportCopy(anna, "Anna Holm");
  const library = await LibraryPage.open(await openProfile());
  await drop(library.page, { name, text: text.slice(0, -40) });
  await expect(library.page.getByRole("alert")).toContainText("not a JSON file");
  await library.page.getByRole("button", { name: "Close" }).click();
  await drop(library.page, { name, text });
  await expect(new ArticlePage(library.page).text).toContainText("210 cars");
});

test("the name is asked once, and can be changed", async ({ page }) => {
  const anna = await (await LibraryPage.open(page)).createFromText(TEXT);
  expect((await exportCopy(anna, "Anna Holm")).text).toContain("Anna Holm");
  expect((await exportCopy(anna)).text).toContain("Anna Holm");
  await chooseExport(anna, "Your name…");
  const dialog = page.getByRole("dialog", { name: "Your name" });
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue("Anna Holm");
  await dialog.getByLabel("Name", { exact: true }).fill("Anna Lund");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  expect((await exportCopy(anna)).text).toContain("Anna Lund");
});

test("another tab follows when the log is replaced, and keeps its claim open", async ({
  page,
  context,
  openProfile,
}) => {
  const anna = await (await LibraryPage.open(page)).createFromText(TEXT);
  await anna.mark("210 cars");
  const ben = await openCopy(await openProfile(), await exportCopy(anna, "Anna Holm"));
  await ben.mark("46 million");
  await anna.mark("built in 1988");
  await takeIn(ben, await exportCopy(anna));
  // Ben has all of what Anna has now, in another order, and so his log takes the place of hers.
  const copy = await exportCopy(ben, "Ben Ode");
  const other = new ArticlePage(await context.newPage());
  await other.page.goto(anna.page.url());
  await other.text.waitFor();
  const openCard = other.card("built in 1988").getByLabel("Said by", { exact: true });
  await expect(openCard).toBeVisible();
  await takeIn(anna, copy);
  for (const tab of [anna, other]) await expect(tab.cards).toHaveCount(3);
  await expect(openCard).toBeVisible();
  await other.mark("decides in June");
  await other.expectSaved();
  await expect(anna.cards).toHaveCount(4);
  expect((await other.export()).text).toBe((await anna.export()).text);
});

/** Exports a working copy; `name` is what to answer when the name is asked for, empty for none. */
async function exportCopy(article: ArticlePage, name?: string): Promise<AnnotatedFile> {
  await article.expectSaved();
  const download = article.page.waitForEvent("download");
  await chooseExport(article, "Working copy");
  if (name !== undefined) await answerName(article.page, name);
  return readDownload(await download);
}

async function chooseExport(article: ArticlePage, item: string): Promise<void> {
  await article.page.getByRole("button", { name: "Export" }).click();
  await article.page.getByRole("menuitem", { name: item }).click();
}

async function answerName(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Your name" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  const answer = name ? "Use this name" : "Without a name";
  await dialog.getByRole("button", { name: answer }).click();
}

/** Opens a copy of an article that is not on that machine. */
async function openCopy(page: Page, copy: AnnotatedFile): Promise<ArticlePage> {
  const library = await LibraryPage.open(page);
  await library.openDialog();
  await library.chooseFile(copy);
  const article = new ArticlePage(page);
  await article.text.waitFor();
  return article;
}

/** Has a copy looked at; answers the dialog that shows it. */
async function offer({ page }: ArticlePage, copy: AnnotatedFile) {
  await page.getByRole("button", { name: "Article", exact: true }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("menuitem", { name: "Take in a working copy…" }).click();
  await (await chooser).setFiles(uploaded(copy));
  const dialog = page.getByRole("dialog", { name: "Take in a working copy" });
  await expect(dialog.getByRole("button", { name: /^(Cancel|Close)$/ })).toBeVisible();
  return dialog;
}

async function takeIn(article: ArticlePage, copy: AnnotatedFile): Promise<void> {
  const dialog = await offer(article, copy);
  await dialog.getByRole("button", { name: "Take in" }).click();
  await expect(dialog).toBeHidden();
}

/** Drops a file on a page. */
async function drop(page: Page, { name, text }: AnnotatedFile): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName, { type: "application/json" }));
      return transfer;
    },
    [name, text] as const,
  );
  await page.locator("tickmark-library").dispatchEvent("drop", { dataTransfer: data });
}
