import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { ArticlePage } from "./article-page";
import type { AnnotatedFile } from "./annotated-file";

/** The path of a file that tests open. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/e2e/${name}`, import.meta.url));
}

/** The content of a file that tests open. */
export function fixture(name: string): string {
  return readFileSync(fixturePath(name), "utf8");
}

/** The library, and the dialog for a new article. */
export class LibraryPage {
  readonly newArticleButton: Locator;
  readonly dialog: Locator;
  readonly articleText: Locator;
  readonly alert: Locator;
  readonly trash: Locator;

  constructor(readonly page: Page) {
    this.newArticleButton = page.getByRole("button", { name: "New article" });
    this.dialog = page.getByRole("dialog", { name: "New article" });
    this.articleText = this.dialog.getByRole("textbox", { name: "Article text" });
    this.alert = this.dialog.getByRole("alert");
    this.trash = page.getByRole("list", { name: "Trash" });
  }

  /** Opens the library in a page. */
  static async open(page: Page): Promise<LibraryPage> {
    await page.goto("./");
    const library = new LibraryPage(page);
    await library.newArticleButton.waitFor();
    return library;
  }

  async trySample(): Promise<ArticlePage> {
    await this.page.getByRole("button", { name: "Try the sample article" }).click();
    return this.shown();
  }

  async openDialog(): Promise<void> {
    await this.newArticleButton.click();
    await this.dialog.waitFor();
  }

  /** Makes an article of a plain text, its first line the title. */
  async createFromText(text: string, scale = "Truth"): Promise<ArticlePage> {
    await this.openDialog();
    await this.articleText.fill(text);
    await this.dialog.getByRole("radio", { name: scale }).check();
    return this.create();
  }

  /** Chooses a file in the dialog by the picker. */
  async chooseFile(file: string | AnnotatedFile): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.dialog.getByRole("button", { name: "Choose a file…" }).click();
    await (await chooser).setFiles(typeof file === "string" ? fixturePath(file) : uploaded(file));
  }

  /** Makes an article of what stands in the dialog. */
  async create(): Promise<ArticlePage> {
    await this.dialog.getByRole("button", { name: "Create article" }).click();
    return this.shown();
  }

  /** An article's line in the library. */
  row(title: string): Locator {
    return this.page
      .getByRole("list", { name: "Articles" })
      .getByRole("listitem")
      .filter({ hasText: title });
  }

  async openArticle(title: string): Promise<ArticlePage> {
    await this.row(title).getByRole("link").click();
    return this.shown();
  }

  async chooseAction(title: string, action: string): Promise<void> {
    await this.page.getByRole("button", { name: `Actions for ${title}` }).click();
    await this.page.getByRole("menuitem", { name: action }).click();
  }

  async openTrash(): Promise<void> {
    await this.page.getByText(/^Trash/).click();
    await this.trash.waitFor();
  }

  private async shown(): Promise<ArticlePage> {
    const article = new ArticlePage(this.page);
    await article.text.waitFor();
    return article;
  }
}

/** A file of ours, as a picker takes it. */
export function uploaded({ name, text }: AnnotatedFile): {
  name: string;
  mimeType: string;
  buffer: Buffer;
} {
  return { name, mimeType: "application/json", buffer: Buffer.from(text) };
}
