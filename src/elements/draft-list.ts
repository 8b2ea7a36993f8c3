import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { differences, type Differences, type Part } from "../editor/differences";
import {
  inContext,
  placeOf,
  undecided,
  verdictFate,
  wordsAfter,
  type Decisions,
  type GroupName,
  type DraftReview,
  type DraftItem,
  type VerdictFate,
} from "../editor/draft-review";
import type { Doubt, Fate } from "../editor/new-draft";
import type { Range } from "../editor/text";
import { value, type Id } from "../model/record";
import { ratingOf } from "../model/scale";
import { compact, controls } from "./controls";

/** The user has decided where some passages are to stand, mostly one. Not bubbling. */
export class DecisionEvent extends Event {
  static readonly type = "decision";
  constructor(readonly decisions: Decisions) {
    super(DecisionEvent.type);
  }
}

/** The user looks at another passage of the review. Not bubbling. */
export class LookEvent extends Event {
  static readonly type = "look";
  constructor(readonly id: Id) {
    super(LookEvent.type);
  }
}

/** The user wants a passage on the words selected in the new draft. Not bubbling. */
export class AttachEvent extends Event {
  static readonly type = "attach";
  constructor(readonly id: Id) {
    super(AttachEvent.type);
  }
}

/** How a group is headed. */
const GROUPS: readonly {
  readonly name: GroupName;
  readonly label: string;
  readonly hint: string;
}[] = [
  { name: "toDecide", label: "To decide", hint: "Nothing is taken over until you say so." },
  { name: "changed", label: "Changed", hint: "Attached to the new words in the same place." },
  { name: "unplaced", label: "Unplaced", hint: "Their words are gone." },
  { name: "moved", label: "Moved", hint: "The same words in another place." },
  { name: "kept", label: "Kept", hint: "The same words in the same order." },
];

const DOUBTS: Readonly<Record<Doubt, string>> = {
  facts: "A figure, a name or a negation changed.",
  unlike: "The new words are not much like the old ones.",
  short: "Fewer than five words: they may be alike by chance.",
  loose: "The words around it changed too, so where it ends is a guess.",
  several: "The words occur in more than one place.",
  elsewhere: "The words occur elsewhere, and nothing else speaks for that place.",
};

const VERDICTS: Readonly<Record<VerdictFate, string>> = {
  none: "",
  holds: "Its verdict holds.",
  falls: "Its verdict will no longer hold.",
  stale: "Its verdict does not hold now either.",
};

/** How many items of a group are shown at first, and how many more each time. */
const PAGE = 100;

/** A place that can be chosen for a passage; null: nowhere. */
interface Option {
  readonly place: Range | null;
  readonly label: TemplateResult | string;
}

/**
 * The passages of a new draft in groups, each with its old and its new words, what will come of it,
 * and where there is something to decide, the places to choose from.
 *
 * @fires DecisionEvent - when a place is chosen, or none
 * @fires LookEvent - when another item has the focus, or is clicked
 * @fires AttachEvent - on **Attach to selection**
 */
@customElement("tickmark-draft-list")
export class TickmarkDraftList extends LitElement {
  static override readonly styles = [
    controls,
    compact,
    css`
      :host {
        display: block;
        overflow: auto;
        overscroll-behavior: contain;
        padding: var(--space-2) var(--space-5) var(--space-5);
      }

      details + details {
        border-top: 1px solid var(--hairline);
      }

      summary {
        position: sticky;
        z-index: 1;
        top: calc(-1 * var(--space-2));
        width: auto;
        min-height: 2.75rem;
        margin-inline: calc(-1 * var(--space-2));
        padding-inline: var(--space-2);
        border-radius: 0;
        background: var(--raised);
        font-weight: 600;
      }

      .count {
        color: var(--muted);
        font-weight: 400;
        font-variant-numeric: tabular-nums;
      }

      .hint {
        margin: 0 0 var(--space-3);
      }

      ul {
        display: grid;
        gap: var(--space-3);
        margin: 0 0 var(--space-5);
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--hairline);
        border-inline-start: 3px solid var(--verdict, var(--hue-250));
        border-radius: var(--radius);
        content-visibility: auto;
        contain-intrinsic-size: auto 9rem;
      }

      li.current {
        border-color: var(--edge);
        border-inline-start-color: var(--verdict, var(--hue-250));
        background: color-mix(in oklab, var(--sunken) 40%, var(--raised));
        box-shadow: 0 0 0 1px var(--edge);
      }

      .claim {
        display: flex;
        gap: var(--space-2);
        align-items: baseline;
        width: 100%;
        min-height: 0;
        padding: 0;
        border: 0;
        background: none;
        font-weight: 500;
        text-align: start;
      }

      .claim > :last-child {
        min-width: 0;
        overflow-wrap: anywhere;
      }

      .verdict {
        flex: none;
        color: var(--verdict, var(--hue-250));
        font-weight: 600;
      }

      .verdict.stale {
        text-decoration: line-through;
      }

      .doubt {
        justify-self: start;
        margin: 0;
        padding: 0.0625rem var(--space-2);
        border-radius: var(--radius);
        background: var(--tint-75-1);
        font-size: var(--small);
      }

      .doubt::before {
        margin-inline-end: 0.4em;
        color: var(--hue-75);
        content: "?";
        font-weight: 700;
      }

      .texts {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-1) var(--space-3);
        margin: 0;
        font: 0.9375rem/1.55 var(--text-face);
      }

      dt {
        color: var(--muted);
        font: var(--small) / 1.7 var(--chrome-face);
      }

      dd {
        margin: 0;
        max-height: 8lh;
        overflow: auto;
        overflow-wrap: anywhere;
        white-space: pre-line;
      }

      del {
        background: var(--tint-25-1);
        text-decoration-color: var(--hue-25);
        text-decoration-thickness: 1.5px;
      }

      ins {
        background: var(--tint-150-1);
        text-decoration: underline 2px var(--hue-150);
        text-underline-offset: 0.2em;
      }

      .outcome {
        margin: 0;
        font-size: var(--small);
      }

      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
      }

      .choices label {
        display: inline-flex;
        position: relative;
        gap: var(--space-2);
        align-items: center;
        min-height: 1.875rem;
        padding: var(--space-1) var(--space-3);
        border: 1px solid color-mix(in oklab, var(--edge) 55%, transparent);
        border-radius: var(--radius);
        background: var(--raised);
        cursor: pointer;
      }

      .choices label.wide {
        width: 100%;
        align-items: baseline;
      }

      .choices label.wide input {
        flex: none;
        translate: 0 0.1875rem;
      }

      .choices label:hover {
        border-color: var(--edge);
      }

      .choices label:has(:checked) {
        border-color: var(--ink);
        box-shadow: inset 0 0 0 1px var(--ink);
        font-weight: 500;
      }

      .place {
        font: 0.9375rem/1.5 var(--text-face);
        overflow-wrap: anywhere;
        white-space: pre-line;
      }

      .place b {
        font-weight: 600;
      }

      .line {
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        contain-intrinsic-size: auto 2rem;
      }

      .line .claim {
        min-height: 2rem;
        padding: var(--space-1) var(--space-2);
        font-weight: 400;
      }

      @media (max-width: 40rem) {
        :host {
          padding-inline: var(--space-4);
        }

        li {
          padding-inline: var(--space-3);
        }
      }

      .lines {
        gap: 0;
        margin-inline: calc(-1 * var(--space-2));
      }
    `,
  ];

  @property({ attribute: false }) review!: DraftReview;
  @property({ attribute: false }) decisions: Decisions = new Map();
  /** The passage that is being looked at; null: none. */
  @property({ attribute: false }) current: Id | null = null;
  /** The language of the text, as a BCP 47 tag; empty: not known. */
  @property() language = "";

  @state() private openGroups: ReadonlySet<GroupName> = new Set([
    "toDecide",
    "changed",
    "unplaced",
  ]);
  @state() private lengths: Partial<Record<GroupName, number>> = {};
  @query("li.current") private readonly currentItem!: HTMLElement | null;
  private readonly compared = new Map<string, Differences>();

  /**
   * Puts the focus on the next passage nobody has decided on, after the one that is looked at, else
   * the first. Answers whether there is one.
   */
  goToNext(): boolean {
    const items = this.review.groups.toDecide;
    const waiting = undecided(this.review, this.decisions);
    const here = items.findIndex(({ fate }) => fate.id === this.current);
    const next = waiting.find((item) => items.indexOf(item) > here) ?? waiting[0];
    if (next) this.goTo(next, items.indexOf(next));
    return next !== undefined;
  }

  /** Puts the focus back on the item that is looked at. */
  override focus(): void {
    const first = this.currentItem?.querySelector<HTMLElement>("input, button");
    const chosen = this.currentItem?.querySelector<HTMLElement>("input:checked");
    (chosen ?? first)?.focus();
  }

  private goTo({ fate }: DraftItem, index: number): void {
    this.openGroups = new Set([...this.openGroups, "toDecide"]);
    this.lengths = { ...this.lengths, toDecide: Math.max(this.lengthOf("toDecide"), index + 1) };
    this.current = fate.id;
    this.dispatchEvent(new LookEvent(fate.id));
    void this.updateComplete.then(() => {
      this.currentItem?.scrollIntoView({ block: "nearest" });
      this.focus();
    });
  }

  private lengthOf(name: GroupName): number {
    return this.lengths[name] ?? PAGE;
  }

  protected override render(): TemplateResult {
    return html`${GROUPS.map(({ name, label, hint }) => this.renderGroup(name, label, hint))}
    ${this.renderFallen()}`;
  }

  private renderGroup(name: GroupName, label: string, hint: string) {
    const items = this.review.groups[name];
    if (items.length === 0) return nothing;
    const isOpen = this.openGroups.has(name);
    return html`<details
      ?open=${isOpen}
      @toggle=${(event: Event) => this.onToggle(name, (event.target as HTMLDetailsElement).open)}
    >
      <summary>${label} <span class="count">${this.countOf(name)}</span></summary>
      ${
        isOpen
          ? html`<p class="hint muted">${hint}</p>
              ${this.renderItems(name, items)}`
          : nothing
      }
    </details>`;
  }

  private countOf(name: GroupName): string {
    const all = this.review.groups[name].length;
    const left = name === "toDecide" ? undecided(this.review, this.decisions).length : all;
    return left === all ? numeral(all) : `${numeral(left)} of ${numeral(all)} left`;
  }

  private renderItems(name: GroupName, items: readonly DraftItem[]) {
    const length = this.lengthOf(name);
    const render = name === "kept" ? this.renderLine : this.renderItem;
    const more = Math.min(PAGE, items.length - length);
    return html`<ul class=${name === "kept" ? "lines" : ""}>
        ${repeat(
          items.slice(0, length),
          ({ fate }) => fate.id,
          (item) => render(item),
        )}
      </ul>
      ${
        more > 0
          ? html`<p>
              <button
                type="button"
                @click=${() => (this.lengths = { ...this.lengths, [name]: length + PAGE })}
              >
                Show ${more} more of ${numeral(items.length)}
              </button>
            </p>`
          : nothing
      }`;
  }

  /** A passage that nothing happens to: its claim, and a way to see it in the text. */
  private readonly renderLine = (item: DraftItem) => {
    return html`<li class="line ${this.isCurrent(item) ? "current" : ""}" .style=${colour(item)}>
      <button type="button" class="claim" @click=${() => this.look(item)}>
        ${renderClaim(item)}
      </button>
    </li>`;
  };

  private readonly renderItem = (item: DraftItem) => {
    const { fate } = item;
    return html`<li
      class=${this.isCurrent(item) ? "current" : ""}
      .style=${colour(item)}
      @focusin=${() => this.look(item)}
      @click=${() => this.look(item)}
    >
      <div class="claim" id="claim-${fate.id}">${renderClaim(item)}</div>
      ${fate.doubt ? html`<p class="doubt">${DOUBTS[fate.doubt]}</p>` : nothing}
      ${this.renderTexts(item)}
      <p class="outcome">${this.outcomeOf(item)}</p>
      ${this.renderChoices(item)}
    </li>`;
  };

  private isCurrent({ fate }: DraftItem): boolean {
    return fate.id === this.current;
  }

  /** The old words, and the new ones where there is one place that they could be. */
  private renderTexts({ fate }: DraftItem) {
    const is = this.newWords(fate);
    const compared = is === "" ? null : this.compare(fate.before, is);
    const was = compared?.was ?? [{ text: fate.before, isShared: true }];
    return html`<dl class="texts">
      <dt>${is === fate.before ? "Words" : "Then"}</dt>
      <dd lang=${this.language} dir="auto">${was.map(renderRemoved)}</dd>
      ${
        compared && is !== fate.before
          ? html`<dt>
                ${fate.state === "unplaced" && !this.decisions.has(fate.id) ? "Offered" : "Now"}
              </dt>
              <dd lang=${this.language} dir="auto">${compared.is.map(renderAdded)}</dd>`
          : nothing
      }
    </dl>`;
  }

  /** The words to show as the new ones: those decided on, else those of the only place offered. */
  private newWords(fate: Fate): string {
    const decided = wordsAfter(this.review, fate, this.decisions);
    const [only, ...others] = offered(fate);
    if (decided || !only || others.length > 0) return decided;
    return inContext(this.review, only).words;
  }

  private compare(was: string, is: string): Differences {
    const key = `${was}\0${is}`;
    const known = this.compared.get(key) ?? differences(was, is);
    this.compared.set(key, known);
    return known;
  }

  /** What will come of a passage, in words. */
  private outcomeOf({ fate, claim }: DraftItem): string {
    const { review, decisions } = this;
    if (fate.isDoubtful && !decisions.has(fate.id)) return "Undecided: it will be left unplaced.";
    const words = wordsAfter(review, fate, decisions);
    const verdict = VERDICTS[verdictFate(review, claim, decisions)];
    const place =
      words === ""
        ? "Will be left unplaced; you can attach it later."
        : words === fate.before
          ? "Stays on the same words."
          : "Will stand on the new words.";
    return `${place} ${verdict}`;
  }

  private renderChoices(item: DraftItem) {
    const { fate } = item;
    const options = this.optionsOf(fate);
    const chosen =
      fate.isDoubtful && !this.decisions.has(fate.id) ? undefined : placeOf(fate, this.decisions);
    return html`<div class="choices" role="radiogroup" aria-labelledby="claim-${fate.id}">
      ${options.map(({ place, label }) => {
        const isChosen = chosen !== undefined && isSame(chosen, place);
        return html`<label class=${typeof label === "string" ? "" : "wide"}>
          <input
            type="radio"
            name="place-${fate.id}"
            .checked=${live(isChosen)}
            @change=${() => this.decide([fate], () => place)}
            @keydown=${this.onKeydown}
          />
          <span>${label}</span>
        </label>`;
      })}
      <button
        type="button"
        class="quiet"
        @click=${() => this.dispatchEvent(new AttachEvent(fate.id))}
      >
        Attach to selection
      </button>
      ${this.isCurrent(item) ? this.renderSameChange(fate) : nothing}
    </div>`;
  }

  /** Once a change is accepted, the same one elsewhere need not be asked for one by one. */
  private renderSameChange(fate: Fate) {
    if (!this.decisions.get(fate.id)) return nothing;
    const same = this.withSameChange(fate);
    if (same.length === 0) return nothing;
    const acceptAll = () => {
      this.decide(same, (each) => offered(each)[0]!);
      this.focus();
    };
    return html`<button type="button" @click=${acceptAll}>
      Accept the same change in ${numeral(same.length)} more
    </button>`;
  }

  /** The undecided passages with one place, where the same words became the same others. */
  private withSameChange(fate: Fate): readonly Fate[] {
    const change = this.changeOf(fate);
    if (change === null || !fate.isDoubtful) return [];
    return undecided(this.review, this.decisions)
      .map((item) => item.fate)
      .filter((other) => other.doubt === fate.doubt && this.changeOf(other) === change);
  }

  /** What tells one change of words from another; null when there is not just one place. */
  private changeOf(fate: Fate): string | null {
    const [only, ...others] = offered(fate);
    if (!only || others.length > 0) return null;
    const { was, is } = this.compare(fate.before, inContext(this.review, only).words);
    const changed = (parts: readonly Part[]) =>
      parts.filter(({ isShared }) => !isShared).map(({ text }) => text.trim());
    return JSON.stringify([changed(was), changed(is)]);
  }

  private decide(fates: readonly Fate[], place: (fate: Fate) => Range | null): void {
    const decisions = new Map<Id, Range | null>(fates.map((fate) => [fate.id, place(fate)]));
    this.dispatchEvent(new DecisionEvent(decisions));
  }

  /** The places a passage can be given: those offered, the one selected by hand, and none. */
  private optionsOf(fate: Fate): readonly Option[] {
    const places = offered(fate);
    const decided = this.decisions.get(fate.id);
    const own = decided && !places.some((place) => isSame(place, decided)) ? [decided] : [];
    const none = { place: null, label: "Leave unplaced" };
    if (places.length + own.length === 0) return [none];
    return [
      ...places.map((place) => ({
        place,
        label: places.length > 1 ? this.renderPlace(place) : "Accept",
      })),
      ...own.map((place) => ({ place, label: "Words selected" })),
      none,
    ];
  }

  private renderPlace(place: Range) {
    const { before, words, after } = inContext(this.review, place);
    return html`<span class="place" lang=${this.language} dir="auto"
      ><span class="muted">${before}</span><b>${words}</b><span class="muted">${after}</span></span
    >`;
  }

  private renderFallen() {
    const { fallen } = this.review;
    if (fallen === 0) return nothing;
    return html`<p class="muted">
      ${
        fallen === 1
          ? "1 passage marked “nothing to check” falls, as its words changed."
          : `${numeral(fallen)} passages marked “nothing to check” fall, as their words changed.`
      }
    </p>`;
  }

  private look({ fate }: DraftItem): void {
    if (fate.id !== this.current) this.dispatchEvent(new LookEvent(fate.id));
  }

  private onToggle(name: GroupName, isOpen: boolean): void {
    const others = [...this.openGroups].filter((each) => each !== name);
    this.openGroups = new Set(isOpen ? [...others, name] : others);
  }

  /** Enter: on to the next passage that is to be decided on. */
  private onKeydown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.goToNext();
  }
}

/** The places offered for a passage, the proposed one first. */
function offered({ range, candidates }: Fate): readonly Range[] {
  return range && !candidates.some((place) => isSame(place, range))
    ? [range, ...candidates]
    : candidates;
}

function isSame(a: Range | null, b: Range | null): boolean {
  return a?.from === b?.from && a?.to === b?.to;
}

/** The verdict's mark, and the claim in its own words. */
function renderClaim({ fate, claim, number }: DraftItem) {
  const { verdict, verdictHolds, passages, record } = claim;
  const rating = ratingOf(verdict?.rating);
  return html`<span class="verdict ${verdictHolds ? "" : "stale"}"
      ><span aria-hidden="true">${rating?.mark ?? "–"}</span> ${rating?.label ?? "No verdict"}</span
    >
    <span
      >${value(record, "statement") || fate.before}
      ${
        passages.length > 1
          ? html`<span class="muted">passage ${number} of ${passages.length}</span>`
          : nothing
      }</span
    >`;
}

/** As a property, since the content security policy refuses the attribute. */
function colour({ claim }: DraftItem): string {
  return `--verdict: var(--hue-${ratingOf(claim.verdict?.rating)?.hue ?? 250})`;
}

function renderRemoved({ text, isShared }: Part) {
  return isShared ? text : html`<del>${text}</del>`;
}

function renderAdded({ text, isShared }: Part) {
  return isShared ? text : html`<ins>${text}</ins>`;
}

function numeral(count: number): string {
  return count.toLocaleString("en");
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-draft-list": TickmarkDraftList;
  }
}
