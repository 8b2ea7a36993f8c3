import type { EditorState } from "prosemirror-state";
import { LitElement, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import {
  citations,
  claimViews,
  contents,
  isInText,
  recordOf,
  type ClaimView,
} from "../editor/anchors";
import { annotationsOf } from "../editor/annotation-plugin";
import { cardId } from "../editor/highlights";
import { namesFor } from "../editor/people";
import { selectedClaim } from "../editor/selected-claim";
import type { Session } from "../editor/session";
import { value, type Id } from "../model/record";
import { scaleOf } from "../model/scale";
import "./card";
import { firstWords, type TickmarkCard } from "./card";
import { placeCards } from "./card-layout";
import { SessionController } from "./session-controller";

/** Pixels between cards. */
const GAP = 6;

/** A claim of the open article as a card. The host stands in the light tree, so that highlights find it. */
export type CardOf = (view: ClaimView) => TemplateResult;

/** How the claims of an article are made into cards, for the profile of that id to read. */
export function cardsOf(state: EditorState, article: Id<"article">, reader: string): CardOf {
  const annotations = annotationsOf(state);
  const record = recordOf(state, "article", article);
  const { sources } = contents(annotations);
  const cited = citations(annotations);
  const people = namesFor(annotations, reader);
  const selected = selectedClaim(state);
  return (view) =>
    html`<tickmark-card
      id=${cardId(view.record.id)}
      role="group"
      aria-label="Claim: ${firstWords(view)}"
      tabindex="-1"
      .view=${view}
      .scale=${scaleOf(value(record, "scale"))}
      .sources=${sources}
      .citations=${cited}
      .people=${people}
      language=${value(record, "language") ?? ""}
      ?open=${view.record.id === selected}
    ></tickmark-card>`;
}

/**
 * The claims that are in the text as cards, each level with its passage as far as the others allow.
 *
 * In the light tree, so that highlights can point at the cards by id.
 */
@customElement("tickmark-margin")
export class TickmarkMargin extends LitElement {
  @property({ attribute: false }) session!: Session;
  /** Where a position of the document stands on the screen: its top in viewport pixels; null: not drawn. */
  @property({ attribute: false }) topOf: (position: number) => number | null = () => null;

  private frame = 0;
  private readonly resizes = new ResizeObserver(() => this.scheduleLayout());

  constructor() {
    super();
    new SessionController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizes.observe(this);
    window.addEventListener("resize", this.scheduleLayout);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizes.disconnect();
    window.removeEventListener("resize", this.scheduleLayout);
    cancelAnimationFrame(this.frame);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override updated(): void {
    for (const card of this.cards()) this.resizes.observe(card);
    this.scheduleLayout();
  }

  protected override render() {
    const { state, article, pen } = this.session;
    const views = claimViews(state);
    if (views.length === 0) return this.renderEmpty();
    return repeat(
      views.filter(isInText),
      ({ record }) => record.id,
      cardsOf(state, article, pen.author),
    );
  }

  private renderEmpty() {
    return html`<p class="empty">
      No claims yet. Select words that can be checked, then press <kbd>C</kbd> or <b>Mark claim</b>.
      Press <kbd>N</kbd> where there is nothing to check.
    </p>`;
  }

  private cards() {
    return [...this.querySelectorAll("tickmark-card")];
  }

  /** In a frame of its own: it measures what the text's own drawing has just written. */
  private readonly scheduleLayout = (): void => {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.layOut());
  };

  /** The position a card stands level with: its first passage, or the one of the open card the caret is in. */
  private levelOf({ view, open }: TickmarkCard): number | undefined {
    const { head } = this.session.state.selection;
    const ranges = view?.passages.flatMap(({ range, words }) => (words && range) || []) ?? [];
    const atCaret = open && ranges.find(({ from, to }) => from <= head && head <= to);
    return (atCaret || ranges[0])?.from;
  }

  private layOut(): void {
    const { top } = this.getBoundingClientRect();
    const boxes = this.cards()
      .map((card) => {
        const position = this.levelOf(card);
        const wanted = position === undefined ? top : (this.topOf(position) ?? top);
        return { card, wanted: Math.max(0, wanted - top), height: card.offsetHeight };
      })
      .sort((a, b) => a.wanted - b.wanted);
    const pinned = boxes.findIndex(({ card }) => card.open);
    const tops = placeCards(boxes, pinned, GAP);
    boxes.forEach(({ card }, i) => (card.style.top = `${tops[i]}px`));
    this.style.minHeight = `${(tops.at(-1) ?? 0) + (boxes.at(-1)?.height ?? 0) + GAP}px`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-margin": TickmarkMargin;
  }
}
