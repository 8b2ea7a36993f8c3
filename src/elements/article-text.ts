import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { claimView, clearanceOver, recordOf, type Anchor } from "../editor/anchors";
import { addPassage, clearSelection, markClaim, selectedWords, setRange } from "../editor/commands";
import { disarm } from "../editor/foreign-html";
import { claimsAt, claimsDeletedAt, DELETION_CLASS } from "../editor/highlights";
import { isLocked } from "../editor/lock";
import { selectClaim, selectedClaim, selecting } from "../editor/selected-claim";
import type { Session } from "../editor/session";
import { articleText, edgeAfter, type Range } from "../editor/text";
import { directionOf } from "../model/language";
import { value, type Id } from "../model/record";
import type { ClaimChoiceEvent, ClaimPointEvent, TickmarkClaimChooser } from "./claim-chooser";
import { browserSelection } from "./browser-selection";
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

/** The user wants to see claims whose words were deleted where the mark stands. Bubbles. */
export class ShowDeletedEvent extends Event {
  constructor(
    /** At least one. */
    readonly claims: readonly Id<"claim">[],
  ) {
    super("show-deleted", { bubbles: true });
  }
}

/** Pixels between a line and what stands above or below it. */
const GAP = 8;

/**
 * The article's text: a ProseMirror view with a small toolbar at selected words.
 *
 * In the light tree, since selection breaks in shadow roots.
 *
 * @fires EnterCardEvent - on Enter at a claim, while the text is locked
 * @fires WordsChosenEvent - when words are selected that `isAwaiting` waits for
 * @fires ShowDeletedEvent - on a click, or Enter, at the mark of deleted words
 */
@customElement("tickmark-article-text")
export class TickmarkArticleText extends LitElement {
  @property({ attribute: false }) session!: Session;
  /** Whether the next words selected are wanted for something else than marking them. */
  @property({ type: Boolean }) isAwaiting = false;

  @state() private isPressed = false;
  /** The position whose claims the chooser offers; null: it is closed. */
  @state() private choosing: number | null = null;
  /** The claim that the chooser's user points at; null: none. */
  private pointed: Id<"claim"> | null = null;
  @query(".article-text") private place!: HTMLElement;
  @query("tickmark-selection-bar") private bar!: TickmarkSelectionBar | null;
  @query("tickmark-claim-chooser") private chooser!: TickmarkClaimChooser | null;
  private view: EditorView | null = null;

  constructor() {
    super();
    new SessionController(this, ({ transaction, before }) => {
      // Where the text or the caret has changed, other claims would be offered than were asked for.
      if (transaction.docChanged || !before.selection.eq(this.session.state.selection))
        this.closeChooser();
      this.view?.updateState(this.session.state);
    });
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
    window.addEventListener("pointerdown", this.onPointerDownAnywhere);
    window.addEventListener("resize", this.onResize);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("pointerup", this.onPointerUp);
    window.removeEventListener("pointerdown", this.onPointerDownAnywhere);
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
        decorations: ({ doc }) => this.outline(doc),
        handleClick: (_view, position, event) => this.onClick(position, event),
        handleKeyDown: (_view, event) => this.onKeydown(event),
        transformPastedHTML: disarm,
      },
    );
  }

  protected override updated(): void {
    void this.bar?.updateComplete.then(() => this.placeBar());
    void this.chooser?.updateComplete.then(() => this.placeChooser());
  }

  protected override render() {
    return html`
      <div class="article-text" @pointerdown=${this.onPointerDown}></div>
      ${this.renderBar()} ${this.renderChooser()} ${this.renderGrips()}
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

  private renderChooser() {
    if (this.choosing === null) return nothing;
    return html`<tickmark-claim-chooser
      .claims=${claimsAt(this.session.state, this.choosing)}
      .selected=${selectedClaim(this.session.state)}
      @claim-choice=${this.onClaimChoice}
      @claim-point=${({ claim }: ClaimPointEvent) => this.point(claim)}
      @chooser-close=${this.onChooserClose}
    ></tickmark-claim-chooser>`;
  }

  private renderGrips() {
    const { state: article } = this.session;
    const claim = selectedClaim(article);
    const passages = (claim && claimView(article, claim)?.passages) || [];
    if (passages.length > 0) void import("./grips");
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

  /** Above the words when there is room, else below them. */
  private placeBar(): void {
    if (!this.bar || !this.view) return;
    const { from, to } = selectedWords(this.session.state) ?? this.session.state.selection;
    const start = this.view.coordsAtPos(from);
    const end = this.view.coordsAtPos(to, -1);
    const above = start.top - this.bar.offsetHeight - GAP;
    const header = document.querySelector(".article-bar")?.getBoundingClientRect().bottom ?? 0;
    this.put(this.bar, start.left, above > header ? above : end.bottom + GAP);
  }

  /** Below the place when there is room, else above it. */
  private placeChooser(): void {
    if (!this.chooser || !this.view || this.choosing === null) return;
    const { left, top, bottom } = this.view.coordsAtPos(this.choosing);
    const { offsetHeight: height } = this.chooser;
    const hasRoom = bottom + GAP + height < window.innerHeight || top - GAP - height < 0;
    this.put(this.chooser, left, hasRoom ? bottom + GAP : top - GAP - height);
  }

  /** Puts what floats over the text at a place in viewport pixels, but not beyond the column's sides. */
  private put(element: HTMLElement, x: number, y: number): void {
    const column = this.getBoundingClientRect();
    const { width } = element.getBoundingClientRect();
    const left = Math.min(Math.max(x - column.left, 0), column.width - width);
    element.style.top = `${y - column.top}px`;
    element.style.left = `${left}px`;
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

  /** Shows which words the claim has that the chooser's user points at. */
  private outline(doc: Node): DecorationSet {
    const passages = (this.pointed && claimView(this.session.state, this.pointed)?.passages) || [];
    const ranges = passages.flatMap(({ range, words }) => (range && words ? [range] : []));
    return DecorationSet.create(
      doc,
      ranges.map(({ from, to }) => Decoration.inline(from, to, { class: "pointed" })),
    );
  }

  private point(claim: Id<"claim"> | null): void {
    if (this.pointed === claim) return;
    this.pointed = claim;
    this.view?.updateState(this.session.state);
  }

  /** A click while words are waited for is the beginning of selecting them. */
  private onClick(position: number, { shiftKey, target }: MouseEvent): boolean {
    const mark = target instanceof Element && target.closest<HTMLElement>(`.${DELETION_CLASS}`);
    if (mark) this.showDeleted(mark.dataset["claims"]!.split(" ") as Id<"claim">[]);
    else if (!shiftKey && !this.isAwaiting && this.session.state.selection.empty)
      this.openClaimAt(position);
    return false;
  }

  private showDeleted(claims: readonly Id<"claim">[]): void {
    this.dispatchEvent(new ShowDeletedEvent(claims));
  }

  /** Opens the smallest claim there, and offers the others. */
  private openClaimAt(position: number): void {
    const { state: article } = this.session;
    const claims = claimsAt(article, position);
    const smallest = claims[0]?.record.id ?? null;
    if (claims.length < 2 && smallest === selectedClaim(article)) return;
    // A tap is over before the browser says where it put the caret: the old one would come back.
    const caret = TextSelection.near(article.doc.resolve(position));
    this.session.dispatch(selecting(article.tr.setSelection(caret), smallest));
    if (claims.length > 1) void this.offerClaims(position);
  }

  private onKeydown(event: KeyboardEvent): boolean {
    const isTyped = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isLocked(this.session.state) || !isTyped) this.takeSelection();
    const { state: article } = this.session;
    if (event.key === "Escape" && this.choosing !== null) {
      // Else it would close the card as well.
      event.stopPropagation();
      this.closeChooser();
      return true;
    }
    if (!isLocked(article)) return false;
    // Words that are waited for are not marked as another claim.
    const isBare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (this.isAwaiting && isBare && (event.key === "Enter" || event.key.toLowerCase() === "c")) {
      if (selectedWords(article)) this.dispatchEvent(new WordsChosenEvent());
      return true;
    }
    if (event.key !== "Enter") return false;
    this.enter(article.selection.head);
    return true;
  }

  /** Goes from a place in the text to its claim; of several, one is chosen first. */
  private enter(position: number): void {
    const { state: article } = this.session;
    const claims = claimsAt(article, position);
    const deleted = claimsDeletedAt(article, position).map(({ record }) => record.id);
    if (claims.length > 1) void this.choose(position);
    else if (claims.length === 0 && deleted.length > 0) this.showDeleted(deleted);
    else this.enterCard(claims[0]?.record.id ?? selectedClaim(article));
  }

  private enterCard(claim: Id<"claim"> | null): void {
    if (!claim) return;
    this.session.run(selectClaim(claim));
    this.dispatchEvent(new EnterCardEvent());
  }

  private async choose(position: number): Promise<void> {
    await this.offerClaims(position);
    this.chooser?.focus();
  }

  /** Shows the claims at a position, to choose from. */
  private async offerClaims(position: number): Promise<void> {
    await import("./claim-chooser");
    this.choosing = position;
    await this.updateComplete;
  }

  private closeChooser(): void {
    this.choosing = null;
    this.point(null);
  }

  /** Back to the caret, unless the focus has gone elsewhere by itself. */
  private onChooserClose(): void {
    const hadFocus = this.chooser?.matches(":focus-within");
    this.closeChooser();
    if (hadFocus) this.focus();
  }

  private onClaimChoice({ claim, isByKey }: ClaimChoiceEvent): void {
    this.closeChooser();
    if (isByKey) return this.enterCard(claim);
    this.session.run(selectClaim(claim));
    this.focus();
  }

  /**
   * Takes over what the browser has selected. ProseMirror hears of it some time after the keys that
   * did it, and a command pressed right behind them is meant for all that they selected.
   */
  private takeSelection(): void {
    const { session, view } = this;
    const { selection, tr } = session.state;
    // What is selected as a whole (a picture, all of it) the browser knows only as text.
    const taken = view && selection instanceof TextSelection && browserSelection(view);
    if (taken && (taken.from !== selection.from || taken.to !== selection.to))
      session.dispatch(tr.setSelection(taken));
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

  private readonly onPointerDownAnywhere = (event: PointerEvent): void => {
    if (this.chooser && !event.composedPath().includes(this.chooser)) this.closeChooser();
  };

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
    "show-deleted": ShowDeletedEvent;
    "words-chosen": WordsChosenEvent;
  }
  interface HTMLElementTagNameMap {
    "tickmark-article-text": TickmarkArticleText;
  }
}
