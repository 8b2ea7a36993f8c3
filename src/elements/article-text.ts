import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { claimView, clearanceOver, recordOf, type Anchor } from "../editor/anchors";
import { addPassage, clearSelection, markClaim, selectedWords, setRange } from "../editor/commands";
import { disarm } from "../editor/foreign-html";
import { claimsAt } from "../editor/highlights";
import { isLocked } from "../editor/lock";
import { selectClaim, selectedClaim, selecting } from "../editor/selected-claim";
import type { Session } from "../editor/session";
import { articleText, edgeAfter, type Range } from "../editor/text";
import { directionOf } from "../model/language";
import { value } from "../model/record";
import "./grips";
import type { Edge, GripClickEvent, GripDragEvent, GripStepEvent } from "./grips";
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
        handleClick: (_view, position, { shiftKey }) => !shiftKey && this.openClaimAt(position),
        handleKeyDown: (_view, event) => this.onKeydown(event),
        transformPastedHTML: disarm,
      },
    );
  }

  protected override updated(): void {
    void this.bar?.updateComplete.then(() => this.placeBar());
  }

  protected override render() {
    return html`
      <div class="article-text" @pointerdown=${this.onPointerDown}></div>
      ${this.renderBar()} ${this.renderGrips()}
    `;
  }

  private renderBar() {
    const { state: article } = this.session;
    const words = selectedWords(article);
    const hasWords = words !== null;
    const isCleared = clearanceOver(article, words ?? article.selection) !== undefined;
    if (this.isPressed || !(hasWords || isCleared)) return nothing;
    return html`<tickmark-selection-bar
      ?hasWords=${hasWords}
      ?isCleared=${isCleared}
      ?hasClaim=${selectedClaim(article) !== null}
      ?isAwaiting=${this.isAwaiting}
      ?hasLetterKeys=${isLocked(article)}
      @selection-choice=${this.onChoice}
    ></tickmark-selection-bar>`;
  }

  private renderGrips() {
    const { state: article } = this.session;
    const claim = selectedClaim(article);
    const passages = (claim && claimView(article, claim)?.passages) || [];
    return repeat(
      passages.filter(({ words }) => words !== ""),
      ({ id }) => id,
      (passage) =>
        html`<tickmark-grips
          .passage=${passage}
          .placeOf=${(edge: Edge) => this.placeOfEdge(passage, edge)}
          @grip-drag=${(event: GripDragEvent) => this.onGripDrag(passage, event)}
          @grip-click=${(event: GripClickEvent) => this.onGripClick(event)}
          @grip-step=${(event: GripStepEvent) => this.onGripStep(passage, event)}
        ></tickmark-grips>`,
    );
  }

  /** Where an end of a passage stands, in pixels from this element's corner. */
  private placeOfEdge({ range }: Anchor, edge: Edge) {
    if (!range || !this.view) return null;
    const { left, top, bottom } =
      edge === "start" ? this.view.coordsAtPos(range.from, 1) : this.view.coordsAtPos(range.to, -1);
    const column = this.getBoundingClientRect();
    return { left: left - column.left, top: top - column.top, height: bottom - top };
  }

  /** Above the words when there is room, else below them; never beyond the sides of the column. */
  private placeBar(): void {
    if (!this.bar || !this.view) return;
    const { from, to } = selectedWords(this.session.state) ?? this.session.state.selection;
    const start = this.view.coordsAtPos(from);
    const end = this.view.coordsAtPos(to, -1);
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
    const { state: article } = this.session;
    if (!article.selection.empty) return false;
    const ids = claimsAt(article, position).map(({ record }) => record.id);
    const selected = selectedClaim(article);
    const next = ids[(selected ? ids.indexOf(selected) + 1 : 0) % ids.length] ?? null;
    if (next === selected) return false;
    // A tap is over before the browser says where it put the caret: the old one would come back.
    const caret = TextSelection.near(article.doc.resolve(position));
    this.session.dispatch(selecting(article.tr.setSelection(caret), next));
    return false;
  }

  private onKeydown(event: KeyboardEvent): boolean {
    if (isLocked(this.session.state) || event.altKey) this.takeSelection();
    const { state: article } = this.session;
    if (!isLocked(article)) return false;
    // Words that are waited for are not marked as another claim.
    const isBare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (this.isAwaiting && isBare && (event.key === "Enter" || event.key.toLowerCase() === "c")) {
      if (selectedWords(article)) this.dispatchEvent(new WordsChosenEvent());
      return true;
    }
    if (event.key !== "Enter") return false;
    const [smallest] = claimsAt(article, article.selection.head);
    if (smallest) this.session.run(selectClaim(smallest.record.id));
    if (selectedClaim(article) ?? smallest) this.dispatchEvent(new EnterCardEvent());
    return true;
  }

  /**
   * Takes over what the browser has selected. ProseMirror hears of it some time after the keys that
   * did it, and a command pressed right behind them is meant for all that they selected.
   */
  private takeSelection(): void {
    const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection()!;
    const { session, view } = this;
    if (!view?.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return;
    const { doc, selection, tr } = session.state;
    const anchor = doc.resolve(view.posAtDOM(anchorNode!, anchorOffset));
    const head = doc.resolve(view.posAtDOM(focusNode!, focusOffset));
    const taken = TextSelection.between(anchor, head);
    const isNews = taken.from !== selection.from || taken.to !== selection.to;
    if (isNews) session.dispatch(tr.setSelection(taken));
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

  /** While a grip is dragged, the words the passage would have are selected; dropped, it has them. */
  private onGripDrag({ id, range }: Anchor<"passage">, drag: GripDragEvent): void {
    const { session } = this;
    this.isPressed = !drag.isDropped;
    const moved = range && this.dragged(range, drag);
    const { doc, tr } = session.state;
    if (moved) session.dispatch(tr.setSelection(TextSelection.create(doc, moved.from, moved.to)));
    if (!drag.isDropped) return;
    const words = selectedWords(session.state);
    if (moved && words) session.run(setRange(session.pen, id, words));
    const { state: article } = session;
    session.dispatch(article.tr.setSelection(TextSelection.near(article.selection.$to, -1)));
  }

  /** The range with one end where a grip has been brought; null where there is no text, or it would be empty. */
  private dragged({ from, to }: Range, { edge, x, y }: GripDragEvent): Range | null {
    const position = this.view?.posAtCoords({ left: x, top: y })?.pos;
    if (position === undefined) return null;
    const moved = edge === "start" ? { from: position, to } : { from, to: position };
    return moved.from < moved.to ? moved : null;
  }

  /** Grips lie over the words, at a short passage over all of it. */
  private onGripClick({ x, y }: GripClickEvent): void {
    const position = this.view?.posAtCoords({ left: x, top: y })?.pos;
    if (position !== undefined) this.openClaimAt(position);
  }

  private onGripStep(
    { id, range }: Anchor<"passage">,
    { edge, direction, unit }: GripStepEvent,
  ): void {
    const { session, view } = this;
    if (!range || !view) return;
    const text = articleText(session.state.doc);
    const { start, end } = text.span(range);
    const isRightToLeft = getComputedStyle(view.dom).direction === "rtl";
    const moved = edgeAfter(
      text,
      edge === "start" ? start : end,
      isRightToLeft ? -direction : direction,
      unit,
    );
    const span = edge === "start" ? { start: moved, end } : { start, end: moved };
    if (span.start < span.end) session.run(setRange(session.pen, id, text.range(span)));
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

  private readonly onResize = (): void => this.requestUpdate();
}

declare global {
  interface GlobalEventHandlersEventMap {
    "enter-card": EnterCardEvent;
    "words-chosen": WordsChosenEvent;
  }
  interface HTMLElementTagNameMap {
    "tickmark-article-text": TickmarkArticleText;
  }
}
