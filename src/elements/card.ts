import { LitElement, css, html, nothing, type CSSResult, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { isInText, wordlessPassages, type Anchor, type ClaimView } from "../editor/anchors";
import {
  addSource,
  choose,
  confirmWords,
  deleteRecord,
  giveVerdict,
  setField,
} from "../editor/commands";
import { isWebAddress } from "../model/address";
import type { Verdict } from "../model/claim";
import { nameFor } from "../model/person";
import {
  currentEntry,
  firstEntry,
  value,
  type Entry,
  type Id,
  type RecordOf,
} from "../model/record";
import { ratingOf, type Rating, type RatingId, type Scale } from "../model/scale";
import { controls } from "./controls";
import { jointOf, renderConflict } from "./deciding";
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

/** A claim on one line: its verdict, what needs attention, what it says. */
export function claimSummary(view: ClaimView): TemplateResult {
  return html`${verdictLabel(view, "No verdict")} ${stateNote(view)}
    <span class="words">${value(view.record, "statement") || firstWords(view)}</span>`;
}

/** How `claimSummary` looks, in a row that is a flex box. */
export const summaryStyles: CSSResult = css`
  .verdict {
    color: var(--verdict);
    font-weight: 600;
    white-space: nowrap;
  }

  .verdict.stale {
    text-decoration: line-through;
  }

  .words {
    overflow: hidden;
    min-width: 0;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .fault {
    flex: none;
  }
`;

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
    summaryStyles,
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
        flex-wrap: wrap;
        gap: 0 var(--space-2);
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
  /** What to call those who worked on the article, by id of their profile; see `namesFor`. */
  @property({ attribute: false }) people: ReadonlyMap<string, string> = new Map();
  /** Whether the card shows everything. Reflected. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** The article's language, as a BCP 47 tag; empty: not said. */
  @property() language = "";

  private hadFocus = false;
  /** The field of a source that was asked for, to be gone to once it is there. */
  private wantedField: "url" | "title" | null = null;
  /** The field that was just decided, to be gone to once it shows that. */
  private decidedField: string | null = null;

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
    const chosen = own?.querySelector<HTMLElement>(":checked") ?? own?.querySelector("input");
    if (own) (chosen ?? own).focus();
    else void this.focusEvidence(id, field);
  }

  /** Puts the focus on the control for a field of the evidence or its sources; else on the card. */
  private async focusEvidence(id: string, field: string): Promise<void> {
    await import("./evidence");
    const evidence = [...this.renderRoot.querySelectorAll("tickmark-evidence")];
    await Promise.all(evidence.map(({ updateComplete }) => updateComplete));
    if (!evidence.some((each) => each.focusField(id, field))) this.focus();
  }

  override willUpdate(): void {
    this.hadFocus = this.matches(":focus-within");
    if (this.view) this.style.setProperty("--verdict", verdictColour(this.view));
  }

  /** The focus stays on the card when what had it is gone; a source just added gets it. */
  override updated(): void {
    if (this.decidedField) this.focusField(this.view!.record.id, this.decidedField);
    this.decidedField = null;
    if (this.hadFocus && !this.matches(":focus-within")) this.focus();
    const added = [...this.renderRoot.querySelectorAll("tickmark-evidence")].at(-1);
    if (!this.wantedField || !added) return;
    const field = this.wantedField;
    this.wantedField = null;
    void this.focusEvidence(added.source!.id, field);
  }

  override render() {
    if (!this.view || !this.scale) return nothing;
    return this.open ? this.renderFull(this.view, this.scale) : this.renderLine(this.view);
  }

  private renderLine(view: ClaimView) {
    return html`<button type="button" class="line" aria-expanded="false" @click=${this.onOpen}>
      ${claimSummary(view)}
    </button>`;
  }

  private renderFull(view: ClaimView, scale: Scale) {
    const { record } = view;
    return html`<div class="full">
      ${this.renderHeader(view)} ${this.renderContest(view)}
      ${view.passages.map((passage) => this.renderPassage(passage, view))}
      ${this.renderChange(view)}
      ${this.renderField(record, "statement", "Claim", "area", "The claim in one sentence")}
      ${this.renderField(record, "saidBy", "Said by", "text", "Who says so")}
      ${this.renderVerdict(view, scale)}
      ${this.renderField(record, "explanation", "Explanation", "area", "Why, for the reader")}
      ${this.renderSources(view)} ${this.renderPerson("Marked by", firstEntry(record))}
    </div>`;
  }

  /** Who deleted the claim, and who changed it not knowing of that. */
  private renderContest({ contest, record: { id } }: ClaimView) {
    if (!contest) return nothing;
    const deleter = nameFor(contest.deletion.author, this.people);
    const changers = new Set(contest.changes.map(({ author }) => nameFor(author, this.people)));
    const others = [...changers].map((name) => (name === "You" ? "you" : name)).join(", ");
    const keep = () =>
      this.dispatchEvent(
        new CommandEvent((pen) => choose(pen, { kind: "claim", id, field: "alive" }, true)),
      );
    return html`<div class="change" role="group" aria-label="Conflict">
      <p>${deleter} deleted this claim; it was changed since by ${others}.</p>
      <div class="row">
        <button type="button" @click=${keep}>Keep</button>
        <button type="button" @click=${() => this.wish("delete")}>Delete</button>
      </div>
    </div>`;
  }

  /** Who entered something; only where more than one have worked on the article. */
  private renderPerson(what: string, entry: Entry | undefined) {
    if (!entry || this.people.size < 2) return nothing;
    void import("./person");
    return html`<div class="muted">
      ${what}
      <tickmark-person
        author=${entry.author}
        at=${entry.at}
        .people=${this.people}
      ></tickmark-person>
    </div>`;
  }

  private renderHeader(view: ClaimView) {
    return html`<header>
      ${verdictLabel(view, "No verdict yet")} ${stateNote(view)}
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
      ${passage.words ? nothing : html`<p class="fault">${wordsGone(passage)}</p>`}
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
  private renderChange(view: ClaimView) {
    const changes = changesOf(view);
    if (changes.length === 0) return nothing;
    return html`<div class="change">
      <p>
        <strong>The text has changed</strong
        >${view.verdictHolds ? "" : " since the verdict was given. It no longer holds"}.
      </p>
      ${changes.map(
        ({ was, is }) => html`
          <p><span class="muted">Then</span> <del>${was}</del></p>
          <p>
            <span class="muted">Now</span>
            ${is ? html`<ins>${is}</ins>` : html`<span class="fault">Deleted</span>`}
          </p>
        `,
      )}
      <div>
        <button type="button" @click=${this.confirm}>Confirm for the new text</button>
      </div>
    </div>`;
  }

  private renderField(
    record: RecordOf<"claim">,
    field: "statement" | "saidBy" | "explanation",
    label: string,
    type: "text" | "area",
    placeholder: string,
  ) {
    const { id } = record;
    const shown = { label, people: this.people, joint: jointOf(type) };
    return html`${this.renderConflict(record, field, shown)}<tickmark-field
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

  private renderConflict(
    record: RecordOf<"claim">,
    field: "statement" | "saidBy" | "explanation" | "verdict",
    shown: Parameters<typeof renderConflict>[2],
  ) {
    return renderConflict(record, field, shown, () => (this.decidedField = field));
  }

  private renderVerdict({ record, verdict }: ClaimView, scale: Scale) {
    const shown = { label: "Verdict", people: this.people, show: ratingShown };
    return html`${this.renderConflict(record, "verdict", shown)}
      <fieldset role="radiogroup" aria-labelledby="verdict" data-field="${record.id}:verdict">
        <legend id="verdict">Verdict</legend>
        <div class="ratings">
          ${repeat(
            ratingsWith(scale, verdict?.rating),
            ({ id }) => id,
            (rating) => this.renderRating(rating, record.id, verdict?.rating),
          )}
          ${
            verdict
              ? html`<button
                  type="button"
                  class="quiet"
                  @click=${() => this.judge(record.id, null)}
                >
                  Clear verdict
                </button>`
              : nothing
          }
        </div>
        ${verdict && this.renderPerson("Given by", currentEntry(record.fields.verdict))}
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
    // Many claims have none, and opening a card is soon enough.
    void import("./evidence");
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
            .people=${this.people}
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

/**
 * The words that are other than when they were marked or judged: what they were, and what they are
 * now (empty: deleted). Of a claim that is nowhere in the text nothing can be confirmed, so none.
 */
function changesOf(view: ClaimView): readonly { readonly was: string; readonly is: string }[] {
  if (!isInText(view)) return [];
  return view.passages.flatMap(({ id, words, quote, state }) => {
    const judged = view.verdict?.words[id];
    if (judged !== undefined && judged !== words) return [{ was: judged, is: words }];
    return state === "changed" ? [{ was: quote.exact, is: words }] : [];
  });
}

/** In words, why a passage has no words. */
export function wordsGone({ state }: Anchor): string {
  return state === "collapsed" ? "Its words were deleted." : "It has no place in this text.";
}

/** The colour of a claim's verdict, as the value of a property. */
function verdictColour({ verdict }: ClaimView): string {
  return `var(--hue-${ratingOf(verdict?.rating)?.hue ?? 250})`;
}

/** A verdict to choose from, by its rating's mark and label. */
function ratingShown(verdict: unknown) {
  const rating = ratingOf((verdict as Verdict | null)?.rating);
  if (!rating) return "No verdict";
  return html`<span aria-hidden="true">${rating.mark}</span> ${rating.label}`;
}

function verdictLabel(view: ClaimView, none: string) {
  const rating = ratingOf(view.verdict?.rating);
  // As a property, since the content security policy refuses the attribute.
  return html`<span
    class="verdict ${view.verdictHolds ? "" : "stale"}"
    .style="--verdict: ${verdictColour(view)}"
  >
    <span aria-hidden="true">${rating?.mark ?? "–"}</span> ${rating?.label ?? none}
  </span>`;
}

/** In words, what is to be decided, and what is wrong with its place in the text; nothing when all is well. */
function stateNote(view: ClaimView) {
  const note = [view.hasConflict && "Conflict", stateOf(view)].filter(Boolean).join(" · ");
  return note ? html`<span class="fault">${note}</span>` : nothing;
}

function stateOf(view: ClaimView): string | null {
  if (!isInText(view)) return "Not in the text";
  const isChanged = !view.verdictHolds || view.passages.some(({ state }) => state === "changed");
  if (isChanged) return "Text changed";
  return wordlessPassages(view).length > 0 ? "Partly not in the text" : null;
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
