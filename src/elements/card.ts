import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { Anchor, ClaimView } from "../editor/anchors";
import { addSource, confirmWords, deleteRecord, giveVerdict, setField } from "../editor/commands";
import { isWebAddress } from "../model/address";
import { value, type Id, type RecordOf } from "../model/record";
import { ratingOf, type Rating, type RatingId, type Scale } from "../model/scale";
import { controls } from "./controls";
import "./evidence";
import { CommandEvent } from "./events";
import type { FieldEntryEvent } from "./field";
import "./field";

/** Fired by a card whose user wants it opened (true) or closed. */
export class CardOpenEvent extends Event {
  static readonly type = "card-open";
  constructor(
    readonly claim: Id<"claim">,
    readonly isOpen: boolean,
  ) {
    super(CardOpenEvent.type, { bubbles: true, composed: true });
  }
}

/** What a card's user asks for that needs the text's selection, or the claim gone. */
export type CardWish = "add-passage" | "move-passage" | "delete";

/** Fired by a card for a wish it cannot turn into a command by itself. */
export class CardWishEvent extends Event {
  static readonly type = "card-wish";
  constructor(
    readonly wish: CardWish,
    readonly claim: Id<"claim">,
    /** Which passage is to be moved; null for the other wishes. */
    readonly passage: Id<"passage"> | null = null,
  ) {
    super(CardWishEvent.type, { bubbles: true, composed: true });
  }
}

/** How many characters of a passage name its card and stand on it. */
const FIRST_WORDS = 60;

/** A claim's passage in short, on one line: what its card is called. */
export function firstWords({ passages, record }: ClaimView): string {
  const first = passages[0];
  const words = (first?.words || first?.quote.exact || (value(record, "statement") ?? "")).replace(
    /\s+/g,
    " ",
  );
  const characters = [...words];
  if (characters.length <= FIRST_WORDS) return words;
  return `${characters
    .slice(0, FIRST_WORDS)
    .join("")
    .replace(/\s\S*$/, "")}…`;
}

/**
 * One claim beside its passage: one line until it is opened, then everything that is known of it.
 *
 * Fires `tickmark-command`, `card-open` and `card-wish`. Its role and name are given by the page
 * that places it, on the host, so that a highlight's `aria-details` finds them.
 */
@customElement("tickmark-card")
export class TickmarkCard extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
        background: var(--raised);
        border: 1px solid var(--hairline);
        border-inline-start: 3px solid var(--verdict, var(--hue-250));
        border-radius: var(--radius);
      }
      :host([open]) {
        box-shadow: var(--shadow);
      }
      .line {
        display: flex;
        gap: var(--space-2);
        width: 100%;
        min-height: 32px;
        padding: var(--space-1) var(--space-3);
        align-items: baseline;
        border: 0;
        background: none;
        text-align: start;
        font-weight: inherit;
      }
      .line .words {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        min-width: 0;
      }
      .line .fault {
        flex: none;
      }
      .verdict {
        color: var(--verdict, var(--hue-250));
        font-weight: 600;
        white-space: nowrap;
      }
      .verdict.stale {
        text-decoration: line-through;
      }
      button,
      select {
        min-height: 1.75rem;
      }
      .full {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-3);
      }
      header {
        display: flex;
        gap: var(--space-2);
        align-items: center;
      }
      header .verdict {
        margin-inline-end: auto;
      }
      blockquote {
        margin: 0;
        font-family: var(--text-face);
        font-size: 0.9375rem;
        max-height: 9lh;
        overflow: auto;
        overflow-wrap: anywhere;
      }
      .passage {
        display: grid;
        gap: var(--space-1);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-2);
        align-items: center;
      }
      .passage .actions {
        margin-inline-start: calc(-1 * var(--space-2));
        color: var(--muted);
      }
      .passage p {
        margin: 0;
      }
      .change {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-2);
        background: var(--tint-75-1);
        border-radius: var(--radius);
      }
      .change p {
        margin: 0;
      }
      .ratings {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
      }
      .rating {
        display: inline-flex;
        position: relative;
        align-items: center;
        gap: 0.35em;
        min-height: 28px;
        padding: 0 var(--space-2);
        border: 1px solid var(--hairline);
        border-radius: 999px;
        cursor: pointer;
      }
      .rating input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      .rating .mark {
        color: var(--rating);
        font-weight: 700;
      }
      .rating:hover {
        border-color: var(--rating);
      }
      .rating:has(:checked) {
        border-color: var(--rating);
        background: var(--rating-tint);
        font-weight: 600;
      }
      @media (forced-colors: active) {
        .rating:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
      .rating:has(:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }
      section {
        display: grid;
        gap: var(--space-2);
      }
      h2 {
        margin: 0;
        font: inherit;
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) view: ClaimView | undefined;
  @property({ attribute: false }) scale: Scale | undefined;
  /** All sources of the article. */
  @property({ attribute: false }) sources: readonly RecordOf<"source">[] = [];
  /** How many claims cite each source. */
  @property({ attribute: false }) citations: ReadonlyMap<Id<"source">, number> = new Map();
  /** Whether the card shows everything. Reflected. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** The article's language, as a BCP 47 tag; empty: not said. */
  @property() language = "";

  private hadFocus = false;
  /** The field of a source that was asked for, to be gone to once it is there. */
  private wantedField: "url" | "title" | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("paste", this.onPaste);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("paste", this.onPaste);
  }

  /** Puts the focus on the control for a field of the claim, its evidence or its sources; else on the card. */
  focusField(id: string, field: string): void {
    const own = this.renderRoot.querySelector<HTMLElement>(
      `[data-field="${CSS.escape(`${id}:${field}`)}"]`,
    );
    const evidence = [...this.renderRoot.querySelectorAll("tickmark-evidence")];
    const chosen = own?.querySelector<HTMLElement>(":checked") ?? own?.querySelector("input");
    if (own) (chosen ?? own).focus();
    else if (!evidence.some((each) => each.focusField(id, field))) this.focus();
  }

  override willUpdate(): void {
    this.hadFocus = this.matches(":focus-within");
    const hue = ratingOf(this.view?.verdict?.rating)?.hue ?? 250;
    this.style.setProperty("--verdict", `var(--hue-${hue})`);
  }

  /** The focus stays on the card when what had it is gone; a source just added gets it. */
  override updated(): void {
    if (this.hadFocus && !this.matches(":focus-within")) this.focus();
    const added = [...this.renderRoot.querySelectorAll("tickmark-evidence")].at(-1);
    if (!this.wantedField || !added) return;
    const field = this.wantedField;
    this.wantedField = null;
    void added.updateComplete.then(() => added.focusField(added.source!.id, field));
  }

  override render() {
    if (!this.view || !this.scale) return nothing;
    return this.open ? this.renderFull(this.view, this.scale) : this.renderLine(this.view);
  }

  private renderLine(view: ClaimView) {
    const rating = ratingOf(view.verdict?.rating);
    return html`<button type="button" class="line" aria-expanded="false" @click=${this.onOpen}>
      <span class="verdict ${view.verdictHolds ? "" : "stale"}">
        <span aria-hidden="true">${rating?.mark ?? "–"}</span> ${rating?.label ?? "No verdict"}
      </span>
      ${stateNote(view)}
      <span class="words">${value(view.record, "statement") || firstWords(view)}</span>
    </button>`;
  }

  private renderFull(view: ClaimView, scale: Scale) {
    const { record } = view;
    return html`<div class="full">
      ${this.renderHeader(view)}
      ${view.passages.map((passage) => this.renderPassage(passage, view))}
      ${this.renderChange(view)}
      ${this.renderField(record, "statement", "Claim", "area", "The claim in one sentence")}
      ${this.renderField(record, "saidBy", "Said by", "text", "Who says so")}
      ${this.renderVerdict(view, scale)}
      ${this.renderField(record, "explanation", "Explanation", "area", "Why, for the reader")}
      ${this.renderSources(view)}
    </div>`;
  }

  private renderHeader(view: ClaimView) {
    const rating = ratingOf(view.verdict?.rating);
    return html`<header>
      <span class="verdict ${view.verdictHolds ? "" : "stale"}">
        <span aria-hidden="true">${rating?.mark ?? "–"}</span> ${rating?.label ?? "No verdict yet"}
      </span>
      ${stateNote(view)}
      <button type="button" class="quiet" @click=${() => this.wish("delete")}>Delete claim</button>
      <button
        type="button"
        class="quiet"
        aria-label="Close card"
        aria-expanded="true"
        @click=${this.onClose}
      >
        ✕
      </button>
    </header>`;
  }

  private renderPassage(passage: Anchor<"passage">, { passages }: ClaimView) {
    const isLast = passage === passages.at(-1);
    return html`<div class="passage">
      <blockquote lang=${this.language} dir="auto">
        ${passage.words || passage.quote.exact}
      </blockquote>
      ${passage.words ? nothing : html`<p class="fault">These words are no longer in the text.</p>`}
      <div class="actions">
        ${this.renderAction("Move to selection", () => this.wish("move-passage", passage.id))}
        ${
          passages.length > 1
            ? this.renderAction("Remove passage", () => this.removePassage(passage.id))
            : nothing
        }
        ${isLast ? this.renderAction("Add passage", () => this.wish("add-passage")) : nothing}
      </div>
    </div>`;
  }

  private renderAction(label: string, act: () => void) {
    return html`<button type="button" class="quiet" @click=${act}>${label}</button>`;
  }

  /** What the words were when they were marked or judged, beside what they are. */
  private renderChange({ passages, verdict, verdictHolds }: ClaimView) {
    const changed = passages.flatMap(({ id, words, quote, state }) => {
      const judged = verdict?.words[id] ?? quote.exact;
      const isChanged = state === "changed" || (words !== "" && judged !== words);
      return isChanged
        ? [{ was: state === "changed" && verdictHolds ? quote.exact : judged, is: words }]
        : [];
    });
    if (changed.length === 0) return nothing;
    return html`<div class="change">
      <p>
        <strong>The text has changed</strong
        >${verdictHolds ? "" : " since the verdict was given. It no longer holds"}.
      </p>
      ${changed.map(
        ({ was, is }) => html`
          <p><span class="muted">Then</span> <del>${was}</del></p>
          <p><span class="muted">Now</span> <ins>${is}</ins></p>
        `,
      )}
      <div>
        <button type="button" @click=${this.confirm}>Confirm for the new text</button>
      </div>
    </div>`;
  }

  private renderField(
    { id }: RecordOf<"claim">,
    field: "statement" | "saidBy" | "explanation",
    label: string,
    type: "text" | "area",
    placeholder: string,
  ) {
    return html`<tickmark-field
      data-field="${id}:${field}"
      label=${label}
      type=${type}
      placeholder=${placeholder}
      language=${this.language}
      .value=${value(this.view!.record, field) ?? ""}
      @field-entry=${(event: FieldEntryEvent) =>
        this.dispatchEvent(
          new CommandEvent((pen) => setField(pen, "claim", id, field, event.value)),
        )}
    ></tickmark-field>`;
  }

  private renderVerdict({ record, verdict }: ClaimView, scale: Scale) {
    return html`<fieldset
      role="radiogroup"
      aria-labelledby="verdict"
      data-field="${record.id}:verdict"
    >
      <legend id="verdict">Verdict</legend>
      <div class="ratings">
        ${repeat(
          ratingsWith(scale, verdict?.rating),
          ({ id }) => id,
          (rating) => this.renderRating(rating, record.id, verdict?.rating),
        )}
        ${
          verdict
            ? html`<button type="button" class="quiet" @click=${() => this.judge(record.id, null)}>
                Clear verdict
              </button>`
            : nothing
        }
      </div>
    </fieldset>`;
  }

  private renderRating(
    { id, label, mark, hue }: Rating,
    claim: Id<"claim">,
    given: RatingId | undefined,
  ) {
    // As a property, since the content security policy refuses the attribute (and `styleMap`).
    const colours = `--rating: var(--hue-${hue}); --rating-tint: var(--tint-${hue}-1)`;
    return html`<label class="rating" .style=${colours}>
      <input
        type="radio"
        name="verdict"
        value=${id}
        aria-label=${label}
        .checked=${live(given === id)}
        @change=${() => this.judge(claim, id)}
      />
      <span class="mark" aria-hidden="true">${mark}</span>${label}
    </label>`;
  }

  private renderSources({ evidence }: ClaimView) {
    const cited = evidence.map((each) => value(each, "source"));
    const others = this.sources.filter(({ id }) => !cited.includes(id));
    return html`<section aria-labelledby="sources">
      <h2 id="sources">Sources</h2>
      ${repeat(
        evidence,
        ({ id }) => id,
        (each, index) =>
          html`<tickmark-evidence
            .evidence=${each}
            .source=${this.sources.find(({ id }) => id === cited[index])}
            .others=${others}
            citations=${this.citations.get(cited[index]!) ?? 1}
          ></tickmark-evidence>`,
      )}
      <div class="actions">
        <button type="button" @click=${() => this.addSource("")}>Add source</button>
        <span class="muted">or paste its address here</span>
      </div>
    </section>`;
  }

  private onOpen(): void {
    this.dispatchEvent(new CardOpenEvent(this.view!.record.id, true));
  }

  private onClose(): void {
    this.dispatchEvent(new CardOpenEvent(this.view!.record.id, false));
  }

  private wish(wish: CardWish, passage: Id<"passage"> | null = null): void {
    this.dispatchEvent(new CardWishEvent(wish, this.view!.record.id, passage));
  }

  private judge(claim: Id<"claim">, rating: RatingId | null): void {
    this.dispatchEvent(new CommandEvent((pen) => giveVerdict(pen, claim, rating)));
  }

  private addSource(url: string): void {
    const claim = this.view!.record.id;
    this.wantedField = url ? "title" : "url";
    this.dispatchEvent(new CommandEvent((pen) => addSource(pen, claim, { url })));
  }

  /** An address pasted on the card itself, not into one of its fields, starts a source. */
  private readonly onPaste = (event: ClipboardEvent): void => {
    const target = event.composedPath()[0];
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const pasted = event.clipboardData?.getData("text/plain").trim();
    if (!isWebAddress(pasted)) return;
    event.preventDefault();
    this.addSource(pasted);
  };

  private readonly confirm = (): void => {
    const claim = this.view!.record.id;
    this.dispatchEvent(new CommandEvent((pen) => confirmWords(pen, claim)));
  };

  private removePassage(passage: Id<"passage">): void {
    this.dispatchEvent(new CommandEvent((pen) => deleteRecord(pen, "passage", passage)));
  }
}

/** The ratings to choose from; a verdict given on another scale stays visible among them. */
function ratingsWith({ ratings }: Scale, given: RatingId | undefined): readonly Rating[] {
  const foreign = ratingOf(given);
  return foreign && !ratings.includes(foreign) ? [...ratings, foreign] : ratings;
}

/** In words, what is wrong with the claim's place in the text; nothing when all is well. */
function stateNote({ passages, verdictHolds }: ClaimView) {
  const isPlaced = passages.some(({ words }) => words !== "");
  if (!isPlaced) return html`<span class="fault">Not in the text</span>`;
  const isChanged = !verdictHolds || passages.some(({ state }) => state === "changed");
  return isChanged ? html`<span class="fault">Text changed</span>` : nothing;
}

declare global {
  interface GlobalEventHandlersEventMap {
    "card-open": CardOpenEvent;
    "card-wish": CardWishEvent;
  }
  interface HTMLElementTagNameMap {
    "tickmark-card": TickmarkCard;
  }
}
