import type { Locator, Page } from "@playwright/test";
import axe from "axe-core";
import { expect, test } from "./app";
import { type ArticlePage, judge, MOD } from "./article-page";
import { copy, paste } from "./clipboard";
import { fixture, fixturePath, LibraryPage } from "./library-page";

/** The news item as it comes back: a figure, the order and the headline are others. */
const DRAFT = newDraft(fixture("news-item.txt"));

function newDraft(text: string): string {
  const [headline, cost, length, ferry, ...rest] = text
    .replace("21,000 vehicles", "24,000 vehicles")
    .replace("will cost €412 million and open", "is to cost €412 million and to open")
    .replace("\n\nWork begins in October.", "")
    .split("\n\n");
  return [headline, cost, ferry, length, ...rest].join("\n\n");
}

/** The dialog in which a draft is put in and reviewed. */
class DraftDialog {
  readonly input: Locator;
  readonly review: Locator;
  readonly text: Locator;
  readonly draft: Locator;
  readonly alert: Locator;

  constructor(readonly page: Page) {
    this.input = page.getByRole("dialog", { name: "Replace with a new draft" });
    this.review = page.getByRole("dialog", { name: "Review the new draft" });
    this.text = this.input.getByRole("textbox", { name: "Article text" });
    // Slotted: in the dialog on the screen, beside it in the document.
    this.draft = page.getByRole("textbox", { name: "New draft" });
    this.alert = this.input.getByRole("alert");
  }

  async open(): Promise<void> {
    await this.page.getByRole("button", { name: "Article", exact: true }).click();
    await this.page.getByRole("menuitem", { name: "Replace with a new draft" }).click();
  }

  /** Puts a plain text in, and has it compared. */
  async compare(text: string): Promise<void> {
    await this.open();
    await this.text.fill(text);
    await this.input.getByRole("button", { name: "Compare" }).click();
    await this.review.waitFor();
  }

  item(words: string): Locator {
    return this.review.getByRole("listitem").filter({ hasText: words });
  }

  async accept(words: string): Promise<void> {
    await this.item(words).getByRole("radio", { name: "Accept" }).check();
  }

  /** Selects words of the draft, by its own selection. */
  async select(words: string): Promise<void> {
    await this.draft.evaluate((root, sought) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const start = node.textContent!.indexOf(sought);
        if (start >= 0) getSelection()!.setBaseAndExtent(node, start, node, start + sought.length);
      }
    }, words);
  }

  async apply(): Promise<void> {
    await this.review.getByRole("button", { name: "Apply" }).click();
    await expect(this.review).toBeHidden();
  }
}

/** The news item with four claims on it. */
async function openMarked(page: Page): Promise<ArticlePage> {
  const library = await LibraryPage.open(page);
  const article = await library.createFromText(fixture("news-item.txt"));
  await judge(await article.mark("Some 21,000 vehicles", "every day"), "True");
  await judge(await article.mark("Grauhorn tunnel, opened in 1988"), "True");
  await article.mark("38,000 signatures against the tunnel in the spring");
  await article.mark("Work begins in October");
  await article.closeCard();
  return article;
}

const notice = (page: Page) => page.getByRole("status").filter({ hasText: "New draft in place." });

test("a new draft is pasted, reviewed, applied, undone and redone", async ({ page }) => {
  const article = await openMarked(page);
  const dialog = new DraftDialog(page);
  await dialog.compare(DRAFT);
  await expect(dialog.review).toContainText("The title changed.");
  await expect(dialog.item("21,000")).toContainText("A figure, a name or a negation changed.");
  await dialog.accept("21,000");
  await dialog.apply();
  await expect(notice(page)).toContainText("2 kept, 1 changed, 1 unplaced.");
  await expect(article.text).toContainText("Some 24,000 vehicles");
  await expect(article.card("Some 24,000")).toContainText("Text changed");
  await expect(article.card("Grauhorn")).toContainText("True");
  await article.expectSaved();
  await page.keyboard.press(`${MOD}+z`);
  await expect(article.text).toContainText("Some 21,000 vehicles");
  await expect(article.card("Some 21,000")).not.toContainText("Text changed");
  await page.keyboard.press(`${MOD}+Shift+z`);
  await expect(article.card("Some 24,000")).toContainText("Text changed");
  await article.expectSaved();
  await page.reload();
  await expect(article.card("Some 24,000")).toContainText("Text changed");
});

test("the notice takes a draft back", async ({ page }) => {
  const article = await openMarked(page);
  const dialog = new DraftDialog(page);
  await dialog.compare(DRAFT);
  await dialog.apply();
  await notice(page).getByRole("button", { name: "Undo" }).click();
  await expect(article.text).toContainText("Some 21,000 vehicles");
});

test("a passage whose words are gone is attached to others, all by keyboard", async ({ page }) => {
  const article = await openMarked(page);
  const dialog = new DraftDialog(page);
  await dialog.compare(DRAFT);
  await expect(dialog.review.getByRole("heading")).toBeFocused();
  await dialog.item("Work begins").getByRole("button", { name: "Attach to selection" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog.draft).toBeFocused();
  await dialog.select("Turnout was 62 per cent");
  await page.keyboard.press("Enter");
  await expect(
    dialog.item("Work begins").getByRole("radio", { name: "Words selected" }),
  ).toBeFocused();
  await dialog.apply();
  await expect(article.card("Turnout was 62 per cent")).toBeVisible();
});

test("a formatted draft is pasted", async ({ page }) => {
  const article = await openMarked(page);
  const dialog = new DraftDialog(page);
  await dialog.open();
  await copy(dialog.text, { html: fixture("pasted-page.html"), text: "Otters return" });
  await paste(dialog.text);
  await expect(dialog.text).toContainText("otters live on the Lenne");
  await page.keyboard.press(`${MOD}+Enter`);
  await dialog.review.waitFor();
  await dialog.apply();
  await expect(article.text.getByRole("heading", { level: 1 })).toHaveText(
    "Otters return to the Lenne",
  );
});

test("a draft is read from a file; a file from Tickmark is an article of its own", async ({
  page,
}) => {
  const article = await openMarked(page);
  const { name, text } = await article.export();
  const dialog = new DraftDialog(page);
  await dialog.open();
  const buffer = Buffer.from(text);
  await dialog.input.drop({ files: { name, mimeType: "application/json", buffer } });
  await expect(dialog.alert).toContainText("This file is an article of its own");
  const chooser = page.waitForEvent("filechooser");
  await dialog.input.getByRole("button", { name: "Choose a file…" }).click();
  await (await chooser).setFiles(fixturePath("otters.md"));
  await expect(dialog.text).toContainText("otters live on the Lenne");
  await dialog.input.getByRole("button", { name: "Compare" }).click();
  await expect(dialog.draft).toContainText("otters live on the Lenne");
});

test("the present title stays when the draft has none, also when the draft begins with it", async ({
  page,
}) => {
  const library = await LibraryPage.open(page);
  await library.openDialog();
  await library.articleText.fill("The bakery opened in 1926.\n\nIt sells bread.");
  await library.dialog.getByRole("textbox", { name: "Title" }).fill("The bakery.");
  const article = await library.create();
  const dialog = new DraftDialog(page);
  await dialog.compare("The bakery.\n\nThe bakery opened in 1927.\n\nIt sells bread.");
  await dialog.apply();
  await expect(article.text.getByRole("heading")).toHaveText("The bakery.");
  await expect(article.text.getByRole("paragraph")).toHaveText([
    "The bakery opened in 1927.",
    "It sells bread.",
  ]);
});

test("leaving the dialog loses nothing and changes nothing", async ({ page }) => {
  const article = await openMarked(page);
  const dialog = new DraftDialog(page);
  await dialog.compare(DRAFT);
  await dialog.accept("21,000");
  await page.keyboard.press("Escape");
  await expect(dialog.review).toBeHidden();
  await expect(article.text).toContainText("Some 21,000 vehicles");
  await dialog.open();
  await expect(dialog.item("21,000").getByRole("radio", { name: "Accept" })).toBeChecked();
  await dialog.review.getByRole("button", { name: "Back" }).click();
  await expect(dialog.text).toHaveValue(DRAFT);
});

test("works without a network", async ({ page, context }) => {
  await page.goto("./");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  const article = await openMarked(page);
  const dialog = new DraftDialog(page);
  await dialog.compare(DRAFT);
  await dialog.apply();
  await expect(article.text).toContainText("Some 24,000 vehicles");
});

test.describe("with a comparison that cannot be started", () => {
  // What is to fail would come from its cache.
  test.use({ serviceWorkers: "block" });

  test("says so, and the draft stays", async ({ page }) => {
    await page.route(/comparison-worker/, (route) => route.abort());
    const article = await openMarked(page);
    const dialog = new DraftDialog(page);
    await dialog.open();
    await dialog.text.fill(DRAFT);
    await dialog.input.getByRole("button", { name: "Compare" }).click();
    await expect(dialog.alert).toContainText("The texts could not be compared");
    await expect(dialog.text).toHaveValue(DRAFT);
    await expect(article.text).toContainText("Some 21,000 vehicles");
  });
});

test("every step is accessible, light and dark, wide and narrow", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openMarked(page);
  const dialog = new DraftDialog(page);
  await dialog.open();
  await expectAccessible(page);
  await dialog.text.fill(DRAFT);
  await page.keyboard.press(`${MOD}+Enter`);
  await dialog.review.getByRole("button", { name: "Next to decide" }).click();
  await dialog.review.getByText(/^Kept/).click();
  await expectAccessible(page);
});

/** Fails, naming rule and element, when something on the screen is not accessible, or too wide. */
async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const faults = await page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: typeof axe }).axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(faults, `${width} px, ${colorScheme}`).toEqual([]);
    }
    const isTooWide = () => document.documentElement.scrollWidth > innerWidth;
    expect(await page.evaluate(isTooWide), `${width} px`).toBe(false);
  }
}
