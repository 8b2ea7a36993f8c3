import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Problem } from "../model/parsed";
import type { ScaleId } from "../model/scale";
import { controls } from "./controls";

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
export interface ReadableArticle<Token = unknown> {
  readonly ok: true;
  /** What was found about it, to be proposed to the user. */
  readonly details: Partial<ArticleDetails>;
  /** How many words its text has. */
  readonly words: number;
  /** The text as it will be, without the title. Made of our own document, not of foreign HTML. */
  readonly preview: DocumentFragment;
  /** What could not be kept, in sentences. */
  readonly warnings: readonly string[];
  /** Whatever its maker needs in order to go on with it. */
  readonly token: Token;
}

/** An input that could not be understood. */
export interface UnreadableArticle {
  readonly ok: false;
  readonly problems: readonly Problem[];
}

/** Understands an input, or says why not. */
export type ParseArticle<Token = unknown> = (
  input: ArticleInput,
) => Promise<ReadableArticle<Token> | UnreadableArticle>;

/** What is known of the text in a `<tickmark-article-input>`. */
export interface InputState {
  /** What was understood; undefined while it is being typed. */
  readonly article: ReadableArticle | undefined;
  /** Whether something is being read. */
  readonly isReading: boolean;
  /** Why it cannot be read, or what is missing; empty: nothing is wrong. */
  readonly problems: readonly Problem[];
}

/** Fired by `<tickmark-article-input>` whenever more, or something else, is known of its text. */
export class InputChangeEvent extends Event {
  static readonly type = "input-change";
  constructor(readonly known: InputState) {
    super(InputChangeEvent.type);
  }
}

/** The files that can be read, for the attribute `accept` of a file picker, and in words. */
export interface FileKinds {
  readonly accept: string;
  readonly words: string;
}

/** Formatting that would be lost in plain text. */
const FORMATTING = /<(p|h[1-6]|li|blockquote|table|figure|a|b|i|em|strong|sup|sub)\b/i;

/**
 * The fields for an article's title and text.
 *
 * The text is typed or pasted into a plain field. Formatted text and files are shown as they will
 * be instead; what was typed stays behind them.
 *
 * @fires InputChangeEvent - when something was read or typed, or could not be read
 */
@customElement("tickmark-article-input")
export class TickmarkArticleInput extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--space-5);
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
    `,
  ];

  /** Understands what the user typed, pasted or chose. */
  @property({ attribute: false }) parse: ParseArticle = () =>
    Promise.reject(new Error("No parser."));
  /** What the title will be when none is entered and none found, for its empty field. */
  @property() titleHint = "Taken from the text, unless you write one";
  /** The language of the text, as a BCP 47 tag; empty: not known. */
  @property() language = "";
  /** The files that can be chosen. Others can be dropped, and are told what is wrong with them. */
  @property({ attribute: false }) files: FileKinds = {
    accept: ".txt,.html,.htm,.md,.markdown,.json",
    words: "plain text, HTML, Markdown, or JSON from Tickmark",
  };

  /** The title as entered; undefined: nothing was, so that what is found counts. */
  @state() private enteredTitle: string | undefined;

  /** What stands in the field for typing. */
  @state() private typed = "";

  /** Whether that field is shown; else what was read from the clipboard or a file. */
  @state() private isTyping = true;

  /** What was understood of the text shown; undefined while it is being typed. */
  @state() private article: ReadableArticle | undefined;

  /** The parse under way. */
  private reading: Promise<unknown> | undefined;

  @query("#text") private readonly textBox!: HTMLElement;
  @query("[type=file]") private readonly picker!: HTMLInputElement;

  /** The title: what the user entered, else what was found; empty when there is neither. */
  get chosenTitle(): string {
    return this.enteredTitle || this.article?.details.title || "";
  }

  /** Puts the focus into the text, once it is there. */
  override focus(): void {
    void this.updateComplete.then(() => this.textBox.focus());
  }

  /** Has a text understood and shown. Undefined when it was not, or when another came since. */
  async read(content: ArticleContent): Promise<ReadableArticle | undefined> {
    const title = this.enteredTitle?.trim() ?? "";
    const reading = this.parse({ ...content, title }).catch(unreadable);
    this.reading = reading;
    this.tell();
    const result = await reading;
    if (this.reading !== reading) return undefined;
    this.reading = undefined;
    if (!result.ok) {
      this.tell(result.problems);
      return undefined;
    }
    for (const link of result.preview.querySelectorAll("a")) link.tabIndex = -1;
    this.article = result;
    this.showTextBox(content.type === "text");
    this.tell();
    return result;
  }

  /** Takes what is pasted, here or on the dialog around it, unless a field takes it by itself. */
  paste(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (!data || event.composedPath()[0] instanceof HTMLInputElement) return;
    const content = this.contentOf(data);
    if (!content) return;
    event.preventDefault();
    void this.read(content);
  }

  /** What stands there, understood. Undefined, and said, when there is nothing or it cannot be read. */
  async settle(): Promise<ReadableArticle | undefined> {
    await this.reading;
    if (!this.isTyping) return this.article;
    if (this.typed.trim()) return this.read({ type: "text", content: this.typed });
    this.tell([{ path: "", sentence: "Paste or type the article’s text first." }]);
    this.textBox.focus();
    return undefined;
  }

  /** Forgets everything that was entered. */
  clear(): void {
    this.typed = "";
    this.enteredTitle = undefined;
    this.startOver();
  }

  protected override render(): TemplateResult {
    return html`
      ${this.renderTitle()}
      <div class="field text">
        <label id="text-label" for="text">Article text</label>
        ${this.isTyping ? this.renderTextBox() : this.renderPreview()} ${this.renderTools()}
      </div>
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
          placeholder=${found || this.titleHint}
          .value=${this.enteredTitle ?? (this.isTyping ? "" : found)}
          @input=${this.onTitle}
        />
      </label>
    `;
  }

  private renderTextBox(): TemplateResult {
    return html`
      <textarea
        id="text"
        dir="auto"
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
        lang=${this.language || nothing}
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
            ? html`<span class="muted">or drop one here: ${this.files.words}</span>`
            : html`<button type="button" class="quiet" @click=${this.onStartOver}>
                Start over
              </button>`
        }
        <input type="file" hidden accept=${this.files.accept} @change=${this.onFileChosen} />
      </div>
      ${this.article?.warnings.map((warning) => html`<p class="muted warning">${warning}</p>`)}
    `;
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
    this.reading = undefined;
    this.tell();
  }

  private onTitle({ target }: InputEvent): void {
    this.enteredTitle = (target as HTMLInputElement).value;
  }

  private onTyped(event: InputEvent): void {
    this.typed = (event.target as HTMLTextAreaElement).value;
    this.article = undefined;
    this.tell();
    if (event.inputType === "insertFromPaste") this.readTyped();
  }

  /** Has the typed text understood, for what can be found in it, unless a file is being read. */
  private readTyped(): void {
    // A field that is taken out of the page reports its change, too.
    if (!this.isTyping || this.reading || !this.typed.trim()) return;
    void this.read({ type: "text", content: this.typed });
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

  /** Tells whoever this is part of what is known now. */
  private tell(problems: readonly Problem[] = []): void {
    const { article, reading } = this;
    this.dispatchEvent(
      new InputChangeEvent({ article, isReading: reading !== undefined, problems }),
    );
  }
}

/** Words for a parser that failed in a way it did not foresee. */
function unreadable(error: unknown): UnreadableArticle {
  const reason = error instanceof Error ? error.message : String(error);
  return { ok: false, problems: [{ path: "", sentence: `This could not be read: ${reason}` }] };
}

declare global {
  interface GlobalEventHandlersEventMap {
    "input-change": InputChangeEvent;
  }
  interface HTMLElementTagNameMap {
    "tickmark-article-input": TickmarkArticleInput;
  }
}
