import { expect, type Locator, type Page } from "@playwright/test";
import { readDownload, type AnnotatedFile } from "./annotated-file";

/** The name of the key that undoes with Z, on the machine the tests run on. */
export const MOD = "ControlOrMeta";

/** An open article. */
export class ArticlePage {
  readonly text: Locator;
  readonly toolbar: Locator;
  readonly status: Locator;
  readonly editSwitch: Locator;

  constructor(readonly page: Page) {
    this.text = page.getByRole("textbox", { name: "Article", exact: true });
    this.toolbar = page.getByRole("toolbar", { name: "Selected words" });
    this.status = page.getByRole("status");
    this.editSwitch = page.getByRole("switch", { name: "Edit text" });
  }

  /** Selects from the beginning of some words to the end of others, by dragging the mouse. */
  async select(from: string, to = from): Promise<void> {
    const { start, end } = await this.text.evaluate(edgesOfWords, [from, to] as const);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move(end.x, end.y, { steps: 3 });
    await this.page.mouse.up();
  }

  /** Puts the caret behind some words, by a click. */
  async putCaretBehind(words: string): Promise<void> {
    const { end } = await this.text.evaluate(edgesOfWords, [words, words] as const);
    await this.page.mouse.click(end.x, end.y);
  }

  /** Selects words and marks them as a claim, from the toolbar. */
  async mark(from: string, to = from): Promise<Locator> {
    await this.closeCard();
    await this.select(from, to);
    await this.toolbar.getByRole("button", { name: "Mark claim" }).click();
    return this.card(from);
  }

  /** The card of the claim whose passage begins with those words. */
  card(words: string): Locator {
    return this.page.getByRole("group", { name: `Claim: ${words.slice(0, 40)}` });
  }

  /** All cards. */
  get cards(): Locator {
    return this.page.getByRole("group", { name: /^Claim: / });
  }

  /** The button of the drawer for passages that have no words in the text. */
  get unplacedButton(): Locator {
    return this.page.getByRole("button", { name: /^Unplaced/ });
  }

  /** That drawer, once it is open. */
  get unplaced(): Locator {
    return this.page.getByRole("region", { name: "Unplaced" });
  }

  /** Selects words and deletes them. The text must be unlocked. */
  async delete(from: string, to = from): Promise<void> {
    await this.select(from, to);
    await this.page.keyboard.press("Delete");
  }

  /** Opens the card of a claim that is closed. */
  async openCard(words: string): Promise<Locator> {
    const card = this.card(words);
    await card.getByRole("button", { expanded: false }).click();
    return card;
  }

  async closeCard(): Promise<void> {
    const close = this.page.getByRole("button", { name: "Close card" });
    if (await close.isVisible()) await close.click();
    await expect(close).toBeHidden();
  }

  /** Waits until the app says that everything is saved. */
  async expectSaved(): Promise<void> {
    await expect(this.status.filter({ hasText: /^\s*Saved\s*$/ })).toBeVisible();
  }

  async unlock(): Promise<void> {
    await this.editSwitch.check();
  }

  /** Has the article exported, and reads the file. */
  async export(): Promise<AnnotatedFile> {
    await this.page.getByRole("button", { name: "Export" }).click();
    const download = this.page.waitForEvent("download");
    await this.page.getByRole("menuitem", { name: "Annotated JSON" }).click();
    return readDownload(await download);
  }
}

/** Gives a claim a verdict, on its open card. */
export async function judge(card: Locator, rating: string): Promise<void> {
  await card
    .getByRole("radiogroup", { name: "Verdict" })
    .getByRole("radio", { name: rating, exact: true })
    .check();
}

/** Types into one of a card's text fields, and leaves it. Of several it is the last. */
export async function fillIn(card: Locator, label: string, text: string): Promise<void> {
  const field = card.getByLabel(label, { exact: true }).last();
  await field.fill(text);
  await field.blur();
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where words of the article begin and end on the screen, once they are in the middle of it. */
function edgesOfWords(
  article: Element,
  [from, to]: readonly [string, string],
): { start: Point; end: Point } {
  const nodes: Text[] = [];
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  const text = nodes.map(({ data }) => data).join("");
  const start = text.indexOf(from);
  const end = text.indexOf(to, start) + to.length - 1;
  if (start < 0 || end < start) throw new Error(`The article does not say “${from}” … “${to}”.`);

  /** The box of the character at an offset. */
  function boxAt(offset: number): DOMRect {
    let before = 0;
    const node = nodes.find(({ length }) => (before += length) > offset)!;
    const at = offset - before + node.length;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  }

  const [top, bottom] = [boxAt(start).top, boxAt(end).bottom];
  scrollBy({ top: (top + bottom - innerHeight) / 2, behavior: "instant" });
  const [first, last] = [boxAt(start), boxAt(end)];
  return {
    start: { x: first.left + 1, y: first.top + first.height / 2 },
    end: { x: last.right - 1, y: last.top + last.height / 2 },
  };
}
