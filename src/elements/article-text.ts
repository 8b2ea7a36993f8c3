import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { EditorView } from "prosemirror-view";
import { recordOf } from "../editor/anchors";
import { addPassage, clearSelection, markClaim, selectedWords } from "../editor/commands";
import { claimsAt } from "../editor/highlights";
import { isLocked } from "../editor/lock";
import { selectClaim, selectedClaim } from "../editor/selected-claim";
import type { Session } from "../editor/session";
import { directionOf } from "../model/language";
import { value } from "../model/record";
import "./selection-bar";
import type { SelectionChoiceEvent, TickmarkSelectionBar } from "./selection-bar";
import { SessionController } from "./session-controller";

/** The user wants to go from the text to the open claim's card. Bubbles. */
export class EnterCardEvent extends Event {
  constructor() {
    super("enter-card", { bubbles: true });
  }
}

/** The user has selected the words that something waited for. Bubbles. */
export class WordsChosenEvent extends Event {
  constructor() {
    super("words-chosen", { bubbles: true });
  }
}

/**
 * The article's text: a ProseMirror view with a small toolbar at selected words.
 *
 * In the light tree, since selection breaks in shadow roots.
 *
 * @fires EnterCardEvent - on Enter at a claim, while the text is locked
 * @fires WordsChosenEvent - when words are selected that `isAwaiting` waits for
 */
@customElement("tickmark-article-text")
export class TickmarkArticleText extends LitElement {
  @property({ attribute: false }) session!: Session;
  /** Whether the next words selected are wanted for something else than marking them. */
  @property({ type: Boolean }) isAwaiting = false;

  @state() private isPressed = false;
  @query(".article-text") private place!: HTMLElement;
  @query("tickmark-selection-bar") private bar!: TickmarkSelectionBar | null;
  private view: EditorView | null = null;

  constructor() {
    super();
    new SessionController(this, () => this.view?.updateState(this.session.state));
  }

  /** Where a position of the document stands on the screen, in viewport pixels; null before the first drawing. */
  placeOf(
    position: number,
  ): { readonly top: number; readonly bottom: number; readonly left: number } | null {
    return this.view?.coordsAtPos(position) ?? null;
  }

  /** Puts the focus back into the text, at its caret. */
  override focus(): void {
    this.view?.focus();
  }

  /** Scrolls a position of the document to where it can be read. */
  reveal(position: number): void {
    const place = this.placeOf(position);
    if (!place) return;
    const isVisible =
      place.top > window.innerHeight * 0.1 && place.bottom < window.innerHeight * 0.8;
    if (!isVisible) window.scrollBy({ top: place.top - window.innerHeight * 0.3 });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("pointerup", this.onPointerUp);
    window.addEventListener("resize", this.onResize);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("pointerup", this.onPointerUp);
    window.removeEventListener("resize", this.onResize);
    this.view?.destroy();
    this.view = null;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override firstUpdated(): void {
    this.view = new EditorView(
      { mount: this.place },
      {
        state: this.session.state,
        dispatchTransaction: (tr) => this.session.dispatch(tr),
        attributes: () => this.textAttributes(),
        handleClick: (_view, position) => this.openClaimAt(position),
        handleKeyDown: (_view, event) => this.onKeydown(event),
      },
    );
  }

  protected override updated(): void {
    void this.bar?.updateComplete.then(() => this.placeBar());
  }

  protected override render() {
    return html`
      <div class="article-text" @pointerdown=${this.onPointerDown}></div>
      ${this.renderBar()}
    `;
  }

  private renderBar() {
    const { state: article } = this.session;
    if (this.isPressed || !selectedWords(article)) return nothing;
    return html`<tickmark-selection-bar
      ?hasClaim=${selectedClaim(article) !== null}
      ?isAwaiting=${this.isAwaiting}
      ?hasLetterKeys=${isLocked(article)}
      @selection-choice=${this.onChoice}
    ></tickmark-selection-bar>`;
  }

  /** Above the words when there is room, else below them; never beyond the sides of the column. */
  private placeBar(): void {
    const words = selectedWords(this.session.state);
    if (!this.bar || !words || !this.view) return;
    const start = this.view.coordsAtPos(words.from);
    const end = this.view.coordsAtPos(words.to, -1);
    const column = this.getBoundingClientRect();
    const { height, width } = this.bar.getBoundingClientRect();
    const header = document.querySelector(".article-bar")?.getBoundingClientRect().bottom ?? 0;
    const hasRoomAbove = start.top - height - 8 > header;
    const top = hasRoomAbove ? start.top - height - 8 : end.bottom + 8;
    const left = Math.min(Math.max(start.left - column.left, 0), column.width - width);
    this.bar.style.top = `${top - column.top}px`;
    this.bar.style.left = `${left}px`;
  }

  private textAttributes(): Record<string, string> {
    const { state: article, article: id } = this.session;
    const language = value(recordOf(article, "article", id), "language") ?? "";
    return {
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": "Article",
      "aria-readonly": String(isLocked(article)),
      spellcheck: String(!isLocked(article)),
      dir: directionOf(language),
      ...(language && { lang: language }),
    };
  }

  /** A click opens the smallest claim there; once more, the next larger one. */
  private openClaimAt(position: number): boolean {
    if (!this.session.state.selection.empty) return false;
    const ids = claimsAt(this.session.state, position).map(({ record }) => record.id);
    const selected = selectedClaim(this.session.state);
    const next = ids[(selected ? ids.indexOf(selected) + 1 : 0) % ids.length] ?? null;
    this.session.run(selectClaim(next));
    return false;
  }

  private onKeydown(event: KeyboardEvent): boolean {
    const { state: article } = this.session;
    if (event.key !== "Enter" || !isLocked(article)) return false;
    if (this.isAwaiting) {
      if (selectedWords(article)) this.dispatchEvent(new WordsChosenEvent());
      return true;
    }
    const [smallest] = claimsAt(article, article.selection.head);
    if (smallest) this.session.run(selectClaim(smallest.record.id));
    if (selectedClaim(article) ?? smallest) this.dispatchEvent(new EnterCardEvent());
    return true;
  }

  private onChoice({ choice }: SelectionChoiceEvent): void {
    const { session } = this;
    const claim = selectedClaim(session.state);
    this.focus();
    if (choice === "mark") session.run(markClaim(session.pen));
    else if (choice === "clear") session.run(clearSelection(session.pen));
    else if (this.isAwaiting) this.dispatchEvent(new WordsChosenEvent());
    else if (claim) session.run(addPassage(session.pen, claim));
  }

  private onPointerDown(): void {
    this.isPressed = true;
  }

  private readonly onPointerUp = (): void => {
    if (!this.isPressed) return;
    this.isPressed = false;
    if (this.isAwaiting && selectedWords(this.session.state))
      this.dispatchEvent(new WordsChosenEvent());
  };

  private readonly onResize = (): void => this.placeBar();
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-article-text": TickmarkArticleText;
  }
}
