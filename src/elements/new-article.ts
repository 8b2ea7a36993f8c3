import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { isWebAddress } from "../model/address";
import type { Problem } from "../model/parsed";
import { SCALES, type Scale } from "../model/scale";
import "./article-input";
import type {
  ArticleDetails,
  InputChangeEvent,
  ParseArticle,
  ReadableArticle,
  TickmarkArticleInput,
} from "./article-input";
import { controls } from "./controls";
import { dialogFrame } from "./dialog-frame";
import { FileDrop } from "./file-drop";
import { languageName, languageOptions } from "./languages";

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

/**
 * The dialog in which a new article is put together: its text, and what is known about it.
 * Closing the dialog keeps everything for the next time it is opened, until the article is created.
 *
 * @fires CreateArticleEvent - on **Create article**, or Mod-Enter, when nothing is missing
 */
@customElement("tickmark-new-article")
export class TickmarkNewArticle extends LitElement {
  static override readonly styles = [
    controls,
    dialogFrame,
    css`
      dialog > h2 {
        margin: 0;
        padding: var(--space-5) var(--space-5) var(--space-3);
        font-size: 1.5rem;
      }

      .body {
        gap: var(--space-5);
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

      [role="status"] {
        flex: 1;
      }
    `,
  ];

  /** Understands what the user typed, pasted or chose. */
  @property({ attribute: false }) parse: ParseArticle = () =>
    Promise.reject(new Error("No parser."));

  /** What was understood of the text shown; undefined while it is being typed. */
  @state() private article: ReadableArticle | undefined;

  /** What the user entered. It outlives what is found in one text after the other. */
  @state() private entered: Partial<ArticleDetails> = {};

  @state() private isReading = false;
  @state() private problems: readonly Problem[] = [];
  @state() private addressFault = "";
  @state() private isMoreOpen = false;

  /** Whether the article is being created. */
  private isCreating = false;

  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("tickmark-article-input") private readonly input!: TickmarkArticleInput;
  @query("[type=url]") private readonly addressBox!: HTMLInputElement;

  private readonly fileDrop = new FileDrop(
    this,
    (file) => void this.input.read({ type: "file", file }),
  );

  /** Opens the dialog as it was left, and reads the file if there is one. */
  async open(file?: File): Promise<void> {
    await this.updateComplete;
    this.dialog.showModal();
    this.input.focus();
    if (file) await this.input.read({ type: "file", file });
  }

  /** Closes the dialog and keeps what was entered, as **Cancel** does. */
  putAside(): void {
    this.dialog.close();
  }

  /** Closes the dialog and forgets what was entered: the article has been created. */
  close(): void {
    this.dialog.close();
    this.input.clear();
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
    return { ...NO_DETAILS, ...found, ...this.entered };
  }

  protected override render(): TemplateResult {
    return html`
      <dialog
        aria-labelledby="heading"
        @keydown=${this.onKeydown}
        @paste=${(event: ClipboardEvent) => this.input.paste(event)}
      >
        <h2 id="heading">New article</h2>
        <div class="body">
          <tickmark-article-input
            .parse=${this.parse}
            language=${this.details.language}
            @input-change=${this.onInputChange}
          ></tickmark-article-input>
          ${this.renderMore()} ${this.renderScales()}
        </div>
        ${this.renderFooter()}
        ${this.fileDrop.isOver ? html`<div class="drop">Drop the file to read it</div>` : nothing}
      </dialog>
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
    if (this.isReading) return "Reading…";
    return this.article ? `${this.article.words.toLocaleString("en")} words` : "";
  }

  private async create(): Promise<void> {
    if (this.isCreating) return;
    this.isCreating = true;
    const article = await this.input.settle();
    const details = { ...this.details, title: this.input.chosenTitle };
    if (article && this.hasUsableAddress())
      this.dispatchEvent(new CreateArticleEvent(article.token, details));
    else this.isCreating = false;
  }

  /** Whether the address can be used, if there is one; else says so where it is. */
  private hasUsableAddress(): boolean {
    this.checkAddress();
    if (!this.addressFault) return true;
    this.isMoreOpen = true;
    void this.updateComplete.then(() => this.addressBox.focus());
    return false;
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

  private onInputChange({ known: { article, isReading, problems } }: InputChangeEvent): void {
    if (article && article !== this.article) this.isMoreOpen ||= hasMore(article.details);
    this.article = article;
    this.isReading = isReading;
    this.problems = problems;
  }

  private onToggle({ target }: Event): void {
    this.isMoreOpen = (target as HTMLDetailsElement).open;
  }

  private onKeydown(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.create();
  }
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
