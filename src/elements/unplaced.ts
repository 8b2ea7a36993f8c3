import type { EditorState } from "prosemirror-state";
import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import {
  claimViews,
  countUnplaced,
  isInText,
  recordOf,
  wordlessPassages,
  type Anchor,
  type ClaimView,
} from "../editor/anchors";
import { setRange } from "../editor/commands";
import { findPlaces, knownPlaces, type Place } from "../editor/places";
import { selectedClaim } from "../editor/selected-claim";
import { articleText, type Range } from "../editor/text";
import type { Quote } from "../model/claim";
import { value, type Id } from "../model/record";
import { CardOpenEvent, CardWishEvent, claimSummary, firstWords, wordsGone } from "./card";
import { CommandEvent, NoticeEvent } from "./events";
import { cardsOf, type CardOf } from "./margin";

/** The user is done with the drawer. */
export class UnplacedCloseEvent extends Event {
  static readonly type = "unplaced-close";
  constructor() {
    super(UnplacedCloseEvent.type);
  }
}

/** The user wants to see words of the text. Bubbles. */
export class ShowWordsEvent extends Event {
  static readonly type = "show-words";
  constructor(
    /** In positions. */
    readonly range: Range,
  ) {
    super(ShowWordsEvent.type, { bubbles: true });
  }
}

/** How many passages are looked for in one go, and how many milliseconds long, so that it is not felt. */
const SLICE = { passages: 20, time: 8 } as const;

/** How many claims are drawn in one go. */
const DRAWN_AT_ONCE = 40;

/**
 * The drawer Unplaced: every passage that has no words in the text, with the places where it may
 * stand now. The claims that are nowhere in the text have their cards here.
 *
 * In the light tree, like the margin, whose place it takes. Claims are drawn and passages are looked
 * for a few at a time, and only while the drawer is in the page. After an edit the places found
 * before it stay on the screen until they have been looked for again; a choice is always made among
 * those of today's text.
 *
 * @fires UnplacedCloseEvent
 * @fires ShowWordsEvent
 * @fires CardOpenEvent
 * @fires CardWishEvent - when a passage is to be attached to what is selected
 * @fires CommandEvent - when it is attached to a place that was found
 */
@customElement("tickmark-unplaced")
export class TickmarkUnplaced extends LitElement {
  /** The open article, now. */
  @property({ attribute: false }) state!: EditorState;
  @property({ attribute: false }) article!: Id<"article">;
  /** Id of the profile that reads it. */
  @property() reader = "";
  /** The passage that words are being selected for; null: none. */
  @property({ attribute: false }) awaited: Id<"passage"> | null = null;

  private frame = 0;
  private hadFocus = false;
  /** How many claims are drawn. */
  private drawn = 0;
  /** The places last found, by passage. */
  private readonly found = new Map<Id<"passage">, readonly Place[]>();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.frame);
  }

  /** Puts the focus on the drawer's title. */
  override focus(): void {
    this.querySelector("h2")?.focus();
  }

  /** Brings a claim into view and puts the focus on it; on the title when it is not here. */
  async focusClaim(claim: Id<"claim">): Promise<void> {
    this.drawn = Infinity;
    this.requestUpdate();
    await this.updateComplete;
    const item = this.querySelector<HTMLElement>(`[data-claim="${CSS.escape(claim)}"]`);
    item?.scrollIntoView({ block: "nearest" });
    if (item) item.focus({ preventScroll: true });
    else this.focus();
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(): void {
    this.hadFocus = this.matches(":focus-within");
    this.drawn += DRAWN_AT_ONCE;
    this.findSome();
  }

  /** The focus stays in the drawer when what had it has been attached. */
  protected override updated(): void {
    if (this.hadFocus && !this.matches(":focus-within")) this.focus();
    cancelAnimationFrame(this.frame);
    const isDone = this.drawn >= unplaced(this.state).length && this.unknown().length === 0;
    if (!isDone) this.frame = requestAnimationFrame(() => this.requestUpdate());
  }

  protected override render() {
    const views = unplaced(this.state);
    const cardOf = cardsOf(this.state, this.article, this.reader);
    return html`<header>
        <h2 tabindex="-1">Unplaced</h2>
        <span class="muted">${sentenceOf(countUnplaced(claimViews(this.state)))}</span>
        <button aria-label="Close Unplaced" @click=${this.close}>✕</button>
      </header>
      <ul>
        ${repeat(
          views.slice(0, this.drawn),
          ({ record }) => record.id,
          (view) => guard(this.shown(view), () => this.renderClaim(view, cardOf)),
        )}
      </ul>`;
  }

  /** All that a claim's drawing depends on. The card that is open is drawn whenever anything changes. */
  private shown(view: ClaimView): unknown[] {
    const isOpen = view.record.id === selectedClaim(this.state);
    return [
      isOpen && this.state,
      recordOf(this.state, "article", this.article),
      view.record,
      view.verdictHolds,
      view.hasConflict,
      firstWords(view),
      ...view.passages.flatMap(({ id, state, quote }) => [
        state,
        quote,
        id === this.awaited,
        this.found.get(id)?.map(inOneLine).join("\n"),
      ]),
    ];
  }

  private renderClaim(view: ClaimView, cardOf: CardOf) {
    const { id } = view.record;
    const passages = wordlessPassages(view);
    return html`<li class="unplaced-claim" data-claim=${id} tabindex="-1">
      ${isInText(view) ? this.renderLine(view) : cardOf(view)}
      ${repeat(
        passages,
        (passage) => passage.id,
        (passage) => this.renderPassage(passage, view),
      )}
      ${passages.length === 0 ? this.renderNoPassage(id) : nothing}
    </li>`;
  }

  /** The claim has its card beside the passages that are in the text. */
  private renderLine(view: ClaimView) {
    return html`<div class="unplaced-line">
      ${claimSummary(view)}
      <button @click=${() => this.dispatchEvent(new CardOpenEvent(view.record.id, true))}>
        Open claim
      </button>
    </div>`;
  }

  private renderPassage(passage: Anchor<"passage">, { record }: ClaimView) {
    return html`<div class="unplaced-passage">
      ${this.renderWords(inContext(passage.quote))}
      <p class="fault">${wordsGone(passage)}</p>
      ${this.renderPlaces(passage)}
      <div class="row">
        <button @click=${() => this.wish("move-passage", record.id, passage.id)}>
          Attach to selection
        </button>
        ${
          this.awaited === passage.id
            ? html`<span class="muted">Select the words in the article.</span>`
            : nothing
        }
      </div>
    </div>`;
  }

  private renderNoPassage(claim: Id<"claim">) {
    return html`<div class="unplaced-passage">
      <p class="fault">It has no passage.</p>
      <div class="row">
        <button @click=${() => this.wish("add-passage", claim)}>Attach to selection</button>
      </div>
    </div>`;
  }

  private renderPlaces(passage: Anchor<"passage">) {
    const places = this.found.get(passage.id);
    if (!places) return html`<p class="muted">Looking for its words…</p>`;
    if (places.length === 0)
      return html`<p class="muted">Its words stand nowhere in the text now.</p>`;
    const isSame = places.every(({ words }) => words === passage.quote.exact);
    return html`<p class="muted">
        ${isSame ? "The same" : "Similar"} words stand
        ${places.length === 1 ? "here:" : "in several places:"}
      </p>
      <ul class="places">
        ${places.map((place) => this.renderPlace(place, passage))}
      </ul>`;
  }

  private renderPlace(place: Place, passage: Anchor<"passage">) {
    return html`<li>
      ${this.renderWords(place)}
      <div class="row">
        <button @click=${() => this.show(passage, place)}>Show</button>
        <button @click=${() => this.attach(passage, place)}>Attach here</button>
      </div>
    </li>`;
  }

  /** Words with what stands before and after them. */
  private renderWords({ before, words, after }: WordsInContext) {
    const record = recordOf(this.state, "article", this.article);
    return html`<blockquote lang=${value(record, "language") ?? ""} dir="auto">
      ${before}<strong>${words}</strong>${after}
    </blockquote>`;
  }

  private close(): void {
    this.dispatchEvent(new UnplacedCloseEvent());
  }

  private wish(
    wish: "move-passage" | "add-passage",
    claim: Id<"claim">,
    passage: Id<"passage"> | null = null,
  ): void {
    this.dispatchEvent(new CardWishEvent(wish, claim, passage));
  }

  private show({ quote }: Anchor<"passage">, place: Place): void {
    const range = this.rangeOf(quote, place);
    if (range) this.dispatchEvent(new ShowWordsEvent(range));
  }

  private attach({ id, quote }: Anchor<"passage">, place: Place): void {
    const range = this.rangeOf(quote, place);
    if (!range) return;
    this.dispatchEvent(new CommandEvent((pen) => setRange(pen, id, range)));
    this.dispatchEvent(new NoticeEvent("Attached."));
  }

  /** Where a place that was shown is now; undefined when an edit has changed it or what is around it. */
  private rangeOf(quote: Quote, place: Place): Range | undefined {
    const places = findPlaces(articleText(this.state.doc), quote);
    return places.find((each) => inOneLine(each) === inOneLine(place))?.range;
  }

  /** The passages that have not been looked for in today's text. */
  private unknown(): readonly Anchor<"passage">[] {
    const text = articleText(this.state.doc);
    const passages = unplaced(this.state).flatMap(wordlessPassages);
    return passages.filter(({ quote }) => !knownPlaces(text, quote));
  }

  /** Looks for some of them. */
  private findSome(): void {
    const text = articleText(this.state.doc);
    const end = performance.now() + SLICE.time;
    for (const { quote } of this.unknown().slice(0, SLICE.passages)) {
      findPlaces(text, quote);
      if (performance.now() > end) break;
    }
    for (const { id, quote } of unplaced(this.state).flatMap(wordlessPassages)) {
      const places = knownPlaces(text, quote);
      if (places) this.found.set(id, places);
    }
  }
}

/** The claims with a passage that has no words in the text, or with none at all. */
function unplaced(state: EditorState): readonly ClaimView[] {
  return claimViews(state).filter((view) => !isInText(view) || wordlessPassages(view).length > 0);
}

/** Words with what stands before and after them. */
type WordsInContext = Pick<Place, "before" | "words" | "after">;

function inOneLine({ before, words, after }: WordsInContext): string {
  return [before, words, after].join("\t");
}

/** A quote as it is shown: an empty context is the text's edge. */
function inContext({ exact, prefix, suffix }: Quote): WordsInContext {
  return { before: prefix && `…${prefix}`, words: exact, after: suffix && `${suffix}…` };
}

function sentenceOf(count: number): string {
  if (count === 0) return "Every passage has its place in the text.";
  return count === 1 ? "1 passage without words" : `${count} passages without words`;
}

declare global {
  interface GlobalEventHandlersEventMap {
    "show-words": ShowWordsEvent;
  }
  interface HTMLElementTagNameMap {
    "tickmark-unplaced": TickmarkUnplaced;
  }
}
