import { undo, undoDepth } from "prosemirror-history";
import { css, html, LitElement, nothing, render, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Node } from "prosemirror-model";
import { recordOf } from "../editor/anchors";
import {
  decisionsThatFit,
  entitled,
  placeOf,
  reviewOf,
  tally,
  type Decisions,
  type DraftReview,
  type Tally,
} from "../editor/draft-review";
import {
  applyDraft,
  followed,
  type BlockCounts,
  type DraftPlan,
  type Followed,
} from "../editor/new-draft";
import type { Session } from "../editor/session";
import { titleOf, type Range } from "../editor/text";
import type { Problem } from "../model/parsed";
import { value, type Id } from "../model/record";
import "./article-input";
import type {
  FileKinds,
  InputChangeEvent,
  InputState,
  ParseArticle,
  TickmarkArticleInput,
} from "./article-input";
import { controls } from "./controls";
import { dialogFrame } from "./dialog-frame";
import "./draft-list";
import type { AttachEvent, DecisionEvent, LookEvent, TickmarkDraftList } from "./draft-list";
import "./draft-text";
import type { DraftWordsEvent, ShownPlace, TickmarkDraftText } from "./draft-text";
import { NoticeEvent } from "./events";
import { FileDrop } from "./file-drop";

/** How a comparison is followed, and stopped. */
export interface Following {
  /** Told how much is done, from 0 to 1. */
  readonly progress: (share: number) => void;
  /** Stops it: the promise then rejects. */
  readonly signal: AbortSignal;
}

/** Compares an article with its new draft, without holding up the page. */
export type CompareDrafts = (
  before: Node,
  after: Node,
  followed: readonly Followed[],
  following: Following,
) => Promise<DraftPlan>;

/** Where the dialog is: a draft is put in, compared, or reviewed. */
type Stage =
  | { readonly type: "input" }
  | {
      readonly type: "comparing";
      readonly share: number;
      readonly blocks: number;
      readonly stop: AbortController;
    }
  | { readonly type: "review"; readonly review: DraftReview };

const INPUT: Stage = { type: "input" };

/** A working copy is left out: it is an article of its own, with its own claims. */
const FILES: FileKinds = {
  accept: ".txt,.html,.htm,.md,.markdown",
  words: "plain text, HTML or Markdown",
};

/**
 * The dialog in which an article's text is replaced with a new draft: the draft is put in, compared
 * with the text, and reviewed before anything changes. Closing the dialog keeps everything, until
 * the draft is in place.
 *
 * @fires NoticeEvent - when the draft is in place, with a way back
 */
@customElement("tickmark-new-draft")
export class TickmarkNewDraft extends LitElement {
  static override readonly styles = [
    controls,
    dialogFrame,
    css`
      dialog.review {
        width: min(96rem, 100% - 2rem);
        max-width: none;
        height: 100dvh;
        max-height: calc(100dvh - 2rem);
      }

      .head {
        padding: var(--space-5) var(--space-5) var(--space-3);
      }

      .review .head {
        padding-block: var(--space-4) var(--space-3);
        border-bottom: 1px solid var(--hairline);
      }

      h2 {
        margin: 0;
        font-size: 1.5rem;
      }

      .review h2 {
        font-size: 1.25rem;
      }

      h2:focus-visible {
        outline: none;
      }

      .head p {
        max-width: 46rem;
        margin: var(--space-1) 0 0;
      }

      .panes {
        display: grid;
        flex: 1;
        grid-template: minmax(0, 1fr) / minmax(22rem, 5fr) minmax(0, 6fr);
        min-height: 0;
      }

      .panes > * {
        min-height: 0;
      }

      .text {
        position: relative;
        border-inline-start: 1px solid var(--hairline);
        background: var(--paper);
      }

      .text > slot::slotted(*) {
        height: 100%;
      }

      .nothing {
        padding: var(--space-5);
      }

      .review .head p {
        max-width: none;
      }

      .awaiting {
        position: absolute;
        z-index: 1;
        inset: var(--space-3) var(--space-5) auto;
        margin: 0 auto;
        width: fit-content;
        padding: var(--space-2) var(--space-4);
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--paper);
        box-shadow: var(--shadow);
        pointer-events: none;
      }

      .status {
        flex: 1 1 14rem;
      }

      progress {
        display: block;
        width: 100%;
        height: 0.375rem;
        margin-bottom: var(--space-2);
        border: 0;
        border-radius: var(--radius);
        overflow: hidden;
        background: var(--sunken);
        accent-color: var(--accent);
      }

      @media (max-width: 56rem) {
        .panes {
          grid-template: minmax(0, 3fr) minmax(0, 2fr) / minmax(0, 1fr);
        }

        .text {
          border-top: 1px solid var(--edge);
          border-inline-start: 0;
        }
      }

      @media (max-width: 40rem) {
        dialog.review {
          width: 100%;
          max-height: none;
        }

        .head,
        .review .head,
        footer {
          padding: var(--space-3) var(--space-4);
        }

        .body {
          padding-inline: var(--space-4);
        }

        .status {
          flex-basis: 0;
        }

        .status:not(:empty) {
          flex-basis: 100%;
        }

        footer button {
          padding-inline: var(--space-3);
        }
      }
    `,
  ];

  /** The article whose text is to be replaced. Set once. */
  @property({ attribute: false }) session!: Session;
  /** Understands the draft; its token is the draft's document. */
  @property({ attribute: false }) parse!: ParseArticle<Node>;
  /** Compares the text with the draft. */
  @property({ attribute: false }) compare!: CompareDrafts;

  @state() private stage: Stage = INPUT;
  @state() private input: InputState = { article: undefined, isReading: false, problems: [] };
  @state() private problems: readonly Problem[] = [];
  @state() private decisions: Decisions = new Map();
  /** The passage that is being looked at. */
  @state() private current: Id | null = null;
  /** Whether the next words selected in the draft are for that passage. */
  @state() private isAwaiting = false;

  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("h2") private readonly heading!: HTMLElement;
  @query(".primary") private readonly primaryButton!: HTMLElement;
  @query("tickmark-article-input") private readonly inputBox!: TickmarkArticleInput;
  @query("tickmark-draft-list") private readonly list!: TickmarkDraftList;

  private readonly fileDrop = new FileDrop(this, (file) => {
    if (this.stage.type === "input") void this.inputBox.read({ type: "file", file });
  });

  /** Opens the dialog as it was left; a review of a text that has changed since is made again. */
  async open(): Promise<void> {
    await this.updateComplete;
    this.dialog.showModal();
    if (this.stage.type !== "review") return this.inputBox.focus();
    const { plan } = this.stage.review;
    if (plan.before.eq(this.session.state.doc)) this.heading.focus();
    else await this.compareAgain(plan);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  private get text(): TickmarkDraftText | null {
    return this.querySelector("tickmark-draft-text");
  }

  private get language(): string {
    const { state: article, article: id } = this.session;
    return value(recordOf(article, "article", id), "language") ?? "";
  }

  // —— What is shown

  protected override render(): TemplateResult {
    const { stage } = this;
    const isReview = stage.type === "review";
    return html`
      <dialog
        class=${isReview ? "review" : ""}
        aria-labelledby="heading"
        @keydown=${this.onKeydown}
        @paste=${this.onPaste}
        @cancel=${this.onCancel}
        @close=${this.stop}
      >
        <div class="head">
          <h2 id="heading" tabindex="-1">
            ${isReview ? "Review the new draft" : "Replace with a new draft"}
          </h2>
          <p class="muted">
            ${
              isReview
                ? summaryOf(stage.review)
                : "Claims stay with their words. You see what becomes of each before anything changes."
            }
          </p>
        </div>
        ${this.renderInput(isReview)} ${isReview ? this.renderReview(stage.review) : nothing}
        ${this.renderFooter(stage)}
        ${
          this.fileDrop.isOver && stage.type === "input"
            ? html`<div class="drop">Drop the file to read it</div>`
            : nothing
        }
      </dialog>
    `;
  }

  /** Stays where it is while the draft is reviewed, with all that was put in. */
  private renderInput(isHidden: boolean) {
    const title = titleOf(this.session.state);
    return html`<div class="body" ?hidden=${isHidden} ?inert=${this.stage.type === "comparing"}>
      <tickmark-article-input
        .parse=${this.parse}
        .files=${FILES}
        titleHint=${title ? `Taken from the text, else it stays: ${title}` : "Taken from the text"}
        language=${this.language}
        @input-change=${this.onInputChange}
      ></tickmark-article-input>
    </div>`;
  }

  private renderReview(review: DraftReview) {
    const hasPassages = Object.values(review.groups).some(({ length }) => length > 0);
    return html`<div class="panes">
      ${
        hasPassages || review.fallen > 0
          ? html`<tickmark-draft-list
              .review=${review}
              .decisions=${this.decisions}
              .current=${this.current}
              language=${this.language}
              @decision=${({ decisions }: DecisionEvent) => this.decide(decisions)}
              @look=${({ id }: LookEvent) => this.look(id)}
              @attach=${this.onAttach}
            ></tickmark-draft-list>`
          : html`<p class="nothing muted">No claims are marked in this article.</p>`
      }
      <div class="text">
        <div role="status">
          ${
            this.isAwaiting
              ? html`<p class="awaiting">
                  Select the words for this claim. Enter or <b>Attach to selection</b> takes them,
                  Escape cancels.
                </p>`
              : nothing
          }
        </div>
        <slot></slot>
      </div>
    </div>`;
  }

  /** The draft's text stands in the light tree, since selection breaks in shadow roots. */
  protected override updated(): void {
    const { stage } = this;
    const text =
      stage.type === "review"
        ? html`<tickmark-draft-text
            .draft=${stage.review.plan.after}
            .newBlocks=${stage.review.newBlocks}
            .places=${this.shownPlaces(stage.review)}
            language=${this.language}
            ?isAwaiting=${this.isAwaiting}
            @draft-words=${(event: DraftWordsEvent) => this.onWords(event.range)}
          ></tickmark-draft-text>`
        : nothing;
    render(text, this);
  }

  /** Where passages will stand; for the one that is looked at, also where it could. */
  private shownPlaces({ groups, fates }: DraftReview): readonly ShownPlace[] {
    const current = this.current === null ? undefined : fates.get(this.current);
    const others = Object.values(groups)
      .flat()
      .flatMap(({ fate }) => (fate === current ? [] : (placeOf(fate, this.decisions) ?? [])));
    const chosen = current && placeOf(current, this.decisions);
    const offered = [...(current?.candidates ?? []), current?.range ?? []].flat();
    return [
      ...others.map((place) => ({ ...place, as: "taken" as const })),
      ...(chosen
        ? [{ ...chosen, as: "chosen" as const }]
        : offered.map((place) => ({ ...place, as: "offered" as const }))),
    ];
  }

  private renderFooter(stage: Stage) {
    const problems = [...this.problems, ...(stage.type === "review" ? [] : this.input.problems)];
    return html`<footer>
      <div role="alert">
        ${problems.map(({ sentence }) => html`<p class="fault">${sentence}</p>`)}
      </div>
      ${
        stage.type === "comparing"
          ? html`<progress aria-label="Comparing" max="1" .value=${stage.share}></progress>`
          : nothing
      }
      <div class="row">
        <span class="muted status" role="status">${this.statusWords(stage)}</span>
        ${stage.type === "review" ? this.renderReviewButtons(stage.review) : this.renderInputButtons()}
      </div>
    </footer>`;
  }

  private renderInputButtons() {
    return html`<button type="button" @click=${this.onCancelClick}>Cancel</button>
      <button
        type="button"
        class="primary"
        aria-disabled=${this.stage.type === "comparing" ? "true" : "false"}
        @click=${this.begin}
      >
        Compare
      </button>`;
  }

  private renderReviewButtons(review: DraftReview) {
    const { undecided } = tally(review, this.decisions);
    return html`${
        undecided > 0
          ? html`<button type="button" @click=${() => this.list.goToNext()}>Next to decide</button>`
          : nothing
      }
      <button type="button" @click=${this.goBack}>Back</button>
      <button type="button" @click=${this.onCancelClick}>Cancel</button>
      <button type="button" class="primary" @click=${this.apply}>Apply</button>`;
  }

  private statusWords(stage: Stage): string {
    switch (stage.type) {
      case "comparing":
        return `Comparing ${counted(stage.blocks, "paragraph")}…`;
      case "review":
        return undecidedInWords(tally(stage.review, this.decisions).undecided);
      case "input":
        if (this.input.isReading) return "Reading…";
        return this.input.article ? counted(this.input.article.words, "word") : "";
    }
  }

  // —— Comparing

  private async begin(): Promise<void> {
    if (this.stage.type !== "input") return;
    this.problems = [];
    const article = await this.inputBox.settle();
    if (!article || this.stage.type !== "input") return;
    const { doc } = this.session.state;
    const draft = entitled(article.token as Node, this.inputBox.chosenTitle, doc);
    // What has the focus is not to be touched while its text is compared.
    this.primaryButton.focus();
    const plan = await this.comparison(draft);
    if (plan) this.review(plan, new Map());
  }

  /** Compares the same draft with a text that has changed; what was decided stays where it fits. */
  private async compareAgain(former: DraftPlan): Promise<void> {
    const plan = await this.comparison(former.after);
    if (!plan) return;
    this.review(plan, decisionsThatFit(this.decisions, former, plan));
    this.tell("The article has changed meanwhile. The draft was compared again: look once more.");
  }

  /** The plan for a draft; undefined when there is none, and unless comparing was stopped, why not is said. */
  private async comparison(draft: Node): Promise<DraftPlan | undefined> {
    const { state: article } = this.session;
    if (article.doc.eq(draft)) return this.giveUp("This is the text that is here already.");
    const stop = new AbortController();
    const comparing = { type: "comparing", blocks: blocksIn(article.doc, draft), stop } as const;
    const progress = (share: number) => {
      if (!stop.signal.aborted) this.stage = { ...comparing, share };
    };
    progress(0);
    try {
      const following = { progress, signal: stop.signal };
      return await this.compare(article.doc, draft, followed(article), following);
    } catch (error) {
      if (stop.signal.aborted) return undefined;
      return this.giveUp(`The texts could not be compared: ${reason(error)} Nothing has changed.`);
    }
  }

  private giveUp(sentence: string): undefined {
    this.stage = INPUT;
    this.tell(sentence);
  }

  private review(plan: DraftPlan, decisions: Decisions): void {
    this.stage = { type: "review", review: reviewOf(this.session.state, plan) };
    this.decisions = decisions;
    this.current = null;
    this.isAwaiting = false;
    this.problems = [];
    void this.updateComplete.then(() => this.heading.focus());
  }

  private readonly stop = (): void => {
    this.isAwaiting = false;
    if (this.stage.type !== "comparing") return;
    this.stage.stop.abort();
    this.stage = INPUT;
  };

  // —— Reviewing

  private decide(decisions: Decisions): void {
    this.decisions = new Map([...this.decisions, ...decisions]);
    this.isAwaiting = false;
    if (this.current !== null) this.look(this.current);
  }

  private look(id: Id): void {
    if (id !== this.current) this.isAwaiting = false;
    this.current = id;
    const fate = this.stage.type === "review" && this.stage.review.fates.get(id);
    if (!fate) return;
    const place = placeOf(fate, this.decisions) ?? fate.range ?? fate.candidates[0];
    void this.updateComplete.then(() => place && this.text?.reveal(place.from));
  }

  private async onAttach({ id }: AttachEvent): Promise<void> {
    this.look(id);
    const words = this.text?.selectedWords;
    if (words) return this.decide(new Map([[id, words]]));
    this.isAwaiting = true;
    this.text?.focus();
  }

  /** Words count for the passage that is looked at, and the focus goes back to it. */
  private onWords(range: Range): void {
    if (this.current === null) return;
    this.decide(new Map([[this.current, range]]));
    void this.updateComplete.then(() => this.list.updateComplete).then(() => this.list.focus());
  }

  private async apply(): Promise<void> {
    if (this.stage.type !== "review") return;
    const { session, decisions } = this;
    const { review } = this.stage;
    if (!session.run(applyDraft(session.pen, review.plan, decisions)))
      return this.compareAgain(review.plan);
    this.dialog.close();
    this.clear();
    const depth = undoDepth(session.state);
    const takeBack = () => {
      if (undoDepth(session.state) === depth) session.run(undo);
      else this.say("More was done since. Undo takes back one thing after the other.");
    };
    this.say(tallyInWords(tally(review, decisions)), { label: "Undo", run: takeBack });
  }

  private goBack(): void {
    this.stage = INPUT;
    this.problems = [];
    this.isAwaiting = false;
    this.inputBox.focus();
  }

  private clear(): void {
    this.stage = INPUT;
    this.problems = [];
    this.decisions = new Map();
    this.current = null;
    this.inputBox.clear();
  }

  // —— Events

  private onInputChange(event: InputChangeEvent): void {
    this.input = event.known;
    this.problems = [];
  }

  private onPaste(event: ClipboardEvent): void {
    if (this.stage.type === "input") this.inputBox.paste(event);
  }

  /** The article's own keys are not meant while the dialog is open. */
  private onKeydown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.begin();
    // The text's view says of every Escape that it has done with it; the dialog then hears of none.
    if (event.key === "Escape" && this.text?.contains(event.target as Element)) this.leaveText();
  }

  /** From the text back to the passage that is looked at, without words for it. */
  private leaveText(): void {
    this.isAwaiting = false;
    if (this.current === null) this.heading.focus();
    else this.list.focus();
  }

  /** Escape: gives up waiting for words, or comparing; else closes the dialog. */
  private onCancel(event: Event): void {
    if (this.stage.type !== "comparing" && !this.isAwaiting) return;
    event.preventDefault();
    this.stop();
  }

  private onCancelClick(): void {
    if (this.stage.type === "comparing") this.stop();
    else this.dialog.close();
  }

  private tell(sentence: string): void {
    this.problems = [{ path: "", sentence }];
  }

  private say(sentence: string, action?: NoticeEvent["action"]): void {
    this.dispatchEvent(new NoticeEvent(sentence, action));
  }
}

/** How many blocks the longer one of two documents has. */
function blocksIn(a: Node, b: Node): number {
  return Math.max(a.childCount, b.childCount);
}

function reason(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** How the paragraphs fared, in a sentence or two. */
function blocksInWords({
  kept,
  changed,
  moved,
  removed,
  added,
  isTitleChanged,
}: BlockCounts): string {
  const others = [
    [changed, "changed"],
    [moved, "moved"],
    [removed, "removed"],
    [added, "new"],
  ] as const;
  const parts = others
    .filter(([count]) => count > 0)
    .map(([count, how]) => `${count.toLocaleString("en")} ${how}`);
  const sentence = [`${counted(kept, "paragraph")} unchanged`, ...parts].join(", ");
  return `${sentence}.${isTitleChanged ? " The title changed." : ""}`;
}

function summaryOf({ plan, newBlocks }: DraftReview): string {
  const bars = newBlocks.length > 0 ? " Paragraphs with new words have a bar." : "";
  return blocksInWords(plan.blocks) + bars;
}

function undecidedInWords(count: number): string {
  if (count === 0) return "";
  return count === 1
    ? "1 undecided will be left unplaced. You can attach it later."
    : `${count.toLocaleString("en")} undecided will be left unplaced. You can attach them later.`;
}

function tallyInWords({ kept, moved, changed, unplaced }: Tally): string {
  const parts = [
    kept > 0 && `${kept.toLocaleString("en")} kept`,
    moved > 0 && `${moved.toLocaleString("en")} moved`,
    changed > 0 && `${changed.toLocaleString("en")} changed`,
    unplaced > 0 && `${unplaced.toLocaleString("en")} unplaced`,
  ].filter((part) => part !== false);
  const counts = parts.length > 0 ? ` ${parts.join(", ")}.` : "";
  return `New draft in place.${counts}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-new-draft": TickmarkNewDraft;
  }
}
