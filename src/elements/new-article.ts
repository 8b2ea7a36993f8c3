import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { isWebAddress } from "../model/address";
import type { Problem } from "../model/parsed";
import { SCALES, type Scale, type ScaleId } from "../model/scale";
import { controls } from "./controls";
import { FileDrop } from "./file-drop";
import { languageName, languageOptions } from "./languages";

/** Where an article's text may come from. What comes from outside is not to be trusted. */
export type ArticleContent =
  | { readonly type: "text" | "html"; readonly content: string }
  | { readonly type: "file"; readonly file: File };

/** What an article is to be made of. */
export type ArticleInput = ArticleContent & {
  /** The title the user gave it. Empty: it is to be found in the text. */
  readonly title: string;
};

/** What is asked about an article beside its text. Empty: not known. */
export interface ArticleDetails {
  readonly title: string;
  readonly byline: string;
  readonly outlet: string;
  /** http or https. */
  readonly address: string;
  /** YYYY-MM-DD. */
  readonly published: string;
  /** A BCP 47 tag. */
  readonly language: string;
  readonly scale: ScaleId;
}

/** An input that has been understood. */
export interface ReadableArticle {
  readonly ok: true;
  /** What was found about it, to be proposed to the user. */
  readonly details: Partial<ArticleDetails>;
  /** How many words its text has. */
  readonly words: number;
  /** The text as it will be, without the title. Made of our own document, not of foreign HTML. */
  readonly preview: DocumentFragment;
  /** What could not be kept, in sentences. */
  readonly warnings: readonly string[];
  /** Whatever its maker needs in order to create the article. */
  readonly token: unknown;
}

/** An input that could not be understood. */
export interface UnreadableArticle {
  readonly ok: false;
  readonly problems: readonly Problem[];
}

/** Understands an input, or says why not. */
export type ParseArticle = (input: ArticleInput) => Promise<ReadableArticle | UnreadableArticle>;

/** The user wants the article created. Bubbles and is composed. Answer by `close()` or `fail()`. */
export class CreateArticleEvent extends Event {
  constructor(
    /** The token that `parse` gave the text. */
    readonly token: unknown,
    /** What was found about it, as the user left it. */
    readonly details: ArticleDetails,
  ) {
    super("create-article", { bubbles: true, composed: true });
  }
}

const NO_DETAILS: ArticleDetails = {
  title: "",
  byline: "",
  outlet: "",
  address: "",
  published: "",
  language: "",
  scale: SCALES[0]!.id,
};

/** The files that can be chosen. Others can be dropped, and are told what is wrong with them. */
const FILE_TYPES = ".txt,.html,.htm,.md,.markdown,.json";

/** Formatting that would be lost in plain text. */
const FORMATTING = /<(p|h[1-6]|li|blockquote|table|figure|a|b|i|em|strong|sup|sub)\b/i;

/**
 * The dialog in which a new article is put together: its text, and what is known about it.
 *
 * The text is typed or pasted into a plain field. Formatted text and files are shown as they will
 * be instead; what was typed stays behind them. Closing the dialog keeps everything for the next
 * time it is opened, until the article is created.
 *
 * @fires CreateArticleEvent - on **Create article**, or Mod-Enter, when nothing is missing
 */
@customElement("tickmark-new-article")
export class TickmarkNewArticle extends LitElement {
  static override readonly styles = [
    controls,
    css`
      dialog {
        width: min(48rem, 100% - 2rem);
        max-height: min(60rem, 100dvh - 2rem);
        padding: 0;
        overflow: hidden;
      }

      dialog[open] {
        display: flex;
        flex-direction: column;
      }

      dialog > h2 {
        margin: 0;
        padding: var(--space-5) var(--space-5) var(--space-3);
        font-size: 1.5rem;
      }

      .body {
        display: grid;
        gap: var(--space-5);
        padding: var(--space-1) var(--space-5) var(--space-5);
        overflow-y: auto;
      }

      .title input {
        min-height: 2.75rem;
        font: 600 1.25rem/1.4 var(--text-face);
      }

      textarea,
      .preview {
        height: clamp(9rem, 34dvh, 24rem);
        padding: var(--space-3);
        font: 1.0625rem/1.6 var(--text-face);
      }

      .preview {
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        overflow: auto;
        outline-offset: -1px;
        overflow-wrap: anywhere;
      }

      .preview :is(h1, h2, h3, h4) {
        margin: 1.5em 0 0.5em;
        font-size: 1.125em;
        line-height: 1.3;
      }

      .preview :is(p, ul, ol, figure, table) {
        margin: 0 0 0.8em;
      }

      .preview blockquote {
        margin: 0 0 0.8em;
        padding-inline-start: 1em;
        border-inline-start: 2px solid var(--hairline);
      }

      .preview > :first-child {
        margin-top: 0;
      }

      .preview :is(td, th) {
        padding: 0 0.75em 0 0;
        text-align: start;
        vertical-align: top;
      }

      .tools {
        gap: var(--space-3);
        margin-top: var(--space-1);
      }

      .warning {
        margin: 0;
      }

      .details {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
        gap: var(--space-4);
        padding-top: var(--space-3);
      }

      .scales {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr));
        gap: var(--space-3);
        margin-top: var(--space-2);
      }

      .scale {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 var(--space-3);
        align-content: start;
        padding: var(--space-3);
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        cursor: pointer;
      }

      .scale:has(:checked) {
        border-color: var(--ink);
      }

      .scale input {
        margin-top: 0.1875rem;
      }

      .scale .muted {
        grid-column: 2;
      }

      footer {
        padding: var(--space-4) var(--space-5);
        border-top: 1px solid var(--hairline);
      }

      footer .row {
        justify-content: end;
      }

      [role="alert"] {
        max-height: 25dvh;
        overflow-y: auto;
      }

      [role="alert"] p {
        margin: 0 0 var(--space-3);
      }

      [role="status"] {
        flex: 1;
      }

      .drop {
        position: absolute;
        inset: var(--space-3);
        display: grid;
        place-content: center;
        border: 2px dashed var(--accent);
        border-radius: var(--radius);
        background: color-mix(in oklab, var(--raised) 88%, transparent);
        font: 1.5rem var(--text-face);
        pointer-events: none;
      }

      @media (max-width: 40rem) {
        dialog {
          width: 100%;
          max-width: none;
          height: 100dvh;
          max-height: none;
          border: 0;
          border-radius: 0;
        }

        .body {
          flex: 1;
          align-content: start;
        }
      }
    `,
  ];

  /** Understands what the user typed, pasted or chose. */
  @property({ attribute: false }) parse: ParseArticle = () =>
    Promise.reject(new Error("No parser."));

  /** What stands in the field for typing. */
  @state() private typed = "";

  /** Whether that field is shown; else what was read from the clipboard or a file. */
  @state() private isTyping = true;

  /** What was understood of the text shown; undefined while it is being typed. */
  @state() private article: ReadableArticle | undefined;

  /** What the user entered. It outlives what is found in one text after the other. */
  @state() private entered: Partial<ArticleDetails> = {};

  /** The parse under way. */
  @state() private reading: Promise<unknown> | undefined;

  @state() private problems: readonly Problem[] = [];
  @state() private addressFault = "";
  @state() private isMoreOpen = false;

  /** Whether the article is being created. */
  private isCreating = false;

  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("#text") private readonly textBox!: HTMLElement;
  @query("[type=file]") private readonly picker!: HTMLInputElement;
  @query("[type=url]") private readonly addressBox!: HTMLInputElement;

  private readonly fileDrop = new FileDrop(this, (file) => void this.read({ type: "file", file }));

  /** Opens the dialog as it was left, and reads the file if there is one. */
  async open(file?: File): Promise<void> {
    await this.updateComplete;
    this.dialog.showModal();
    if (file) await this.read({ type: "file", file });
  }

  /** Closes the dialog and forgets what was entered: the article has been created. */
  close(): void {
    this.dialog.close();
    this.startOver();
    this.typed = "";
    this.entered = {};
    this.addressFault = "";
    this.isMoreOpen = false;
    this.isCreating = false;
  }

  /** Says why the article could not be created; everything entered stays. */
  fail(sentence: string): void {
    this.problems = [{ path: "", sentence }];
    this.isCreating = false;
  }

  /** What is known about the article: what the user entered, else what was found. */
  private get details(): ArticleDetails {
    const found = this.article?.details ?? {};
    const title = this.entered.title || found.title || "";
    return { ...NO_DETAILS, ...found, ...this.entered, title };
  }

  protected override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="heading" @keydown=${this.onKeydown} @paste=${this.onPaste}>
        <h2 id="heading">New article</h2>
        <div class="body">
          ${this.renderTitle()}
          <div class="field text">
            <label id="text-label" for="text">Article text</label>
            ${this.isTyping ? this.renderTextBox() : this.renderPreview()} ${this.renderTools()}
          </div>
          ${this.renderMore()} ${this.renderScales()}
        </div>
        ${this.renderFooter()}
        ${this.fileDrop.isOver ? html`<div class="drop">Drop the file to read it</div>` : nothing}
      </dialog>
    `;
  }

  /** While the text is typed, a title found in it is only the placeholder: it is still in the text. */
  private renderTitle(): TemplateResult {
    const found = this.article?.details.title || "";
    return html`
      <label class="field title">
        <span>Title</span>
        <input
          dir="auto"
          autocomplete="off"
          placeholder=${found || "Taken from the text, unless you write one"}
          .value=${this.entered.title ?? (this.isTyping ? "" : found)}
          @input=${(event: InputEvent) => this.onDetail("title", event)}
        />
      </label>
    `;
  }

  private renderTextBox(): TemplateResult {
    return html`
      <textarea
        id="text"
        dir="auto"
        autofocus
        spellcheck="false"
        placeholder="Paste the article, or type"
        .value=${this.typed}
        @input=${this.onTyped}
        @change=${this.readTyped}
      ></textarea>
    `;
  }

  private renderPreview(): TemplateResult {
    return html`
      <div
        id="text"
        class="preview"
        role="textbox"
        aria-multiline="true"
        aria-readonly="true"
        aria-labelledby="text-label"
        tabindex="0"
        dir="auto"
        lang=${this.details.language || nothing}
      >
        ${this.article?.preview}
      </div>
    `;
  }

  private renderTools(): TemplateResult {
    return html`
      <div class="row tools">
        <button type="button" @click=${() => this.picker.click()}>Choose a file…</button>
        ${
          this.isTyping
            ? html`<span class="muted"
                >or drop one here: plain text, HTML, Markdown, or JSON from Tickmark</span
              >`
            : html`<button type="button" class="quiet" @click=${this.onStartOver}>
                Start over
              </button>`
        }
        <input type="file" hidden accept=${FILE_TYPES} @change=${this.onFileChosen} />
      </div>
      ${this.article?.warnings.map((warning) => html`<p class="muted warning">${warning}</p>`)}
    `;
  }

  private renderMore(): TemplateResult {
    return html`
      <details ?open=${this.isMoreOpen} @toggle=${this.onToggle}>
        <summary>
          More about the article
          <span class="muted"
            >${this.isMoreOpen ? nothing : languageName(this.details.language)}</span
          >
        </summary>
        <div class="details">
          ${this.renderDetail("byline", "Byline")} ${this.renderDetail("outlet", "Outlet")}
          ${this.renderAddress()} ${this.renderDetail("published", "Date", "date")}
          ${this.renderLanguage()}
        </div>
      </details>
    `;
  }

  private renderDetail(
    name: "byline" | "outlet" | "published",
    label: string,
    type = "text",
  ): TemplateResult {
    return html`
      <label class="field">
        <span>${label}</span>
        <input
          type=${type}
          dir="auto"
          autocomplete="off"
          .value=${this.details[name]}
          @input=${(event: InputEvent) => this.onDetail(name, event)}
        />
      </label>
    `;
  }

  private renderAddress(): TemplateResult {
    return html`
      <div class="field">
        <label for="address">Address</label>
        <input
          id="address"
          type="url"
          autocomplete="off"
          placeholder="https://"
          aria-invalid=${this.addressFault ? "true" : "false"}
          aria-describedby="address-fault"
          .value=${this.details.address}
          @input=${(event: InputEvent) => this.onDetail("address", event)}
          @change=${this.checkAddress}
        />
        <span id="address-fault" class="fault">${this.addressFault}</span>
      </div>
    `;
  }

  private renderLanguage(): TemplateResult {
    return html`
      <label class="field">
        <span>Language</span>
        <select @change=${(event: Event) => this.onDetail("language", event)}>
          ${languageOptions(this.details.language)}
        </select>
      </label>
    `;
  }

  private renderScales(): TemplateResult {
    return html`
      <fieldset>
        <legend>Scale</legend>
        <div class="scales">${SCALES.map((scale) => this.renderScale(scale))}</div>
      </fieldset>
    `;
  }

  private renderScale({ id, name, ratings }: Scale): TemplateResult {
    return html`
      <label class="scale">
        <input
          type="radio"
          name="scale"
          value=${id}
          aria-labelledby="name-${id}"
          aria-describedby="ratings-${id}"
          .checked=${this.details.scale === id}
          @change=${(event: Event) => this.onDetail("scale", event)}
        />
        <span id="name-${id}">${name}</span>
        <span id="ratings-${id}" class="muted"
          >${ratings.map(({ label }) => label).join(", ")}</span
        >
      </label>
    `;
  }

  private renderFooter(): TemplateResult {
    return html`
      <footer>
        <div role="alert">
          ${this.problems.map(({ sentence }) => html`<p class="fault">${sentence}</p>`)}
        </div>
        <div class="row">
          <span class="muted" role="status">${this.statusWords()}</span>
          <button type="button" @click=${() => this.dialog.close()}>Cancel</button>
          <button type="button" class="primary" @click=${this.create}>Create article</button>
        </div>
      </footer>
    `;
  }

  private statusWords(): string {
    if (this.reading) return "Reading…";
    return this.article ? `${this.article.words.toLocaleString("en")} words` : "";
  }

  /** Has a text understood and shown. Undefined when it was not, or when another came since. */
  private async read(content: ArticleContent): Promise<ReadableArticle | undefined> {
    const title = this.entered.title?.trim() ?? "";
    const reading = this.parse({ ...content, title }).catch(unreadable);
    this.reading = reading;
    const result = await reading;
    if (this.reading !== reading) return undefined;
    this.reading = undefined;
    this.problems = result.ok ? [] : result.problems;
    if (!result.ok) return undefined;
    for (const link of result.preview.querySelectorAll("a")) link.tabIndex = -1;
    this.article = result;
    this.showTextBox(content.type === "text");
    this.isMoreOpen ||= hasMore(result.details);
    return result;
  }

  /** Shows the field for typing, or what was read in its place; a focus on one goes to the other. */
  private showTextBox(isTyping: boolean): void {
    if (isTyping !== this.isTyping && this.textBox.matches(":focus"))
      void this.updateComplete.then(() => this.textBox.focus());
    this.isTyping = isTyping;
  }

  /** Forgets what was understood, and goes back to the field for typing and to what stood in it. */
  private startOver(): void {
    this.isTyping = true;
    this.article = undefined;
    this.problems = [];
    this.reading = undefined;
  }

  private async create(): Promise<void> {
    await this.reading;
    if (this.isCreating || this.isSomethingMissing()) return;
    this.isCreating = true;
    const article = this.isTyping
      ? await this.read({ type: "text", content: this.typed })
      : this.article;
    if (article) this.dispatchEvent(new CreateArticleEvent(article.token, this.details));
    else this.isCreating = false;
  }

  /** Whether the article cannot be created yet; says so where it is missing. */
  private isSomethingMissing(): boolean {
    if (this.isTyping && !this.typed.trim()) {
      this.problems = [{ path: "", sentence: "Paste or type the article’s text first." }];
      this.textBox.focus();
      return true;
    }
    this.checkAddress();
    if (!this.addressFault) return false;
    this.isMoreOpen = true;
    void this.updateComplete.then(() => this.addressBox.focus());
    return true;
  }

  private checkAddress(): void {
    // Only what was typed here is questioned: a file may say what it likes.
    const { address } = this.entered;
    this.addressFault =
      !address || isWebAddress(address) ? "" : "An address starts with https:// or http://.";
  }

  private onDetail(name: keyof ArticleDetails, { target }: Event): void {
    const { value } = target as HTMLInputElement | HTMLSelectElement;
    this.entered = { ...this.entered, [name]: value };
    if (name === "address") this.addressFault = "";
  }

  private onTyped(event: InputEvent): void {
    this.typed = (event.target as HTMLTextAreaElement).value;
    this.article = undefined;
    this.problems = [];
    if (event.inputType === "insertFromPaste") this.readTyped();
  }

  /** Has the typed text understood, for what can be found in it, unless a file is being read. */
  private readTyped(): void {
    // A field that is taken out of the page reports its change, too.
    if (!this.isTyping || this.reading || !this.typed.trim()) return;
    void this.read({ type: "text", content: this.typed });
  }

  private onPaste(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (!data || event.target instanceof HTMLInputElement) return;
    const content = this.contentOf(data);
    if (!content) return;
    event.preventDefault();
    void this.read(content);
  }

  /** What to make of a paste; undefined: leave it to the field for typing. */
  private contentOf(data: DataTransfer): ArticleContent | undefined {
    const [content, text, file] = [data.getData("text/html"), data.getData("text"), data.files[0]];
    const mayReplace = !this.isTyping || this.isAllSelected();
    if (mayReplace && FORMATTING.test(content)) return { type: "html", content };
    if (file && !text) return { type: "file", file };
    if (this.isTyping) return undefined;
    this.typed = text;
    return { type: "text", content: text };
  }

  /** Whether a paste into the field for typing would leave nothing of what is in it. */
  private isAllSelected(): boolean {
    const { selectionStart, selectionEnd, value } = this.textBox as HTMLTextAreaElement;
    return value.trim() === "" || (selectionStart === 0 && selectionEnd === value.length);
  }

  private onFileChosen(): void {
    const file = this.picker.files?.[0];
    // So that the same file can be chosen again, once it has been mended.
    this.picker.value = "";
    if (file) void this.read({ type: "file", file });
  }

  private onStartOver(): void {
    this.startOver();
    void this.updateComplete.then(() => this.textBox.focus());
  }

  private onToggle({ target }: Event): void {
    this.isMoreOpen = (target as HTMLDetailsElement).open;
  }

  private onKeydown(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.create();
  }
}

/** Words for a parser that failed in a way it did not foresee. */
function unreadable(error: unknown): UnreadableArticle {
  const reason = error instanceof Error ? error.message : String(error);
  return { ok: false, problems: [{ path: "", sentence: `This could not be read: ${reason}` }] };
}

/** Whether something was found that the user should see, beside title and language. */
function hasMore({ byline, outlet, address, published }: Partial<ArticleDetails>): boolean {
  return [byline, outlet, address, published].some(Boolean);
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-new-article": TickmarkNewArticle;
  }
  interface GlobalEventHandlersEventMap {
    "create-article": CreateArticleEvent;
  }
}
