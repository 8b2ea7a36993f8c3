import { isHistoryTransaction, redo, redoDepth, undo, undoDepth } from "prosemirror-history";
import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Transaction } from "prosemirror-state";
import { claimOfRecord, claimView, recordOf } from "../editor/anchors";
import { AnnotationStep } from "../editor/annotation-step";
import {
  addPassage,
  deleteRecord,
  outsideHistory,
  selectedWords,
  setField,
  setRange,
} from "../editor/commands";
import { isLocked, setLocked } from "../editor/lock";
import { selectClaim, selectedClaim } from "../editor/selected-claim";
import { WordsLostEvent, type ChangeEvent, type Session } from "../editor/session";
import { titleOf } from "../editor/text";
import { value, type Id } from "../model/record";
import type { TickmarkArticleDetails } from "./article-details";
import "./article-details";
import "./article-text";
import type { TickmarkArticleText } from "./article-text";
import type { CardOpenEvent, CardWishEvent } from "./card";
import { NoticeEvent, type CommandEvent } from "./events";
import type { PendingEntryEvent } from "./field";
import "./margin";
import type { TickmarkMargin } from "./margin";
import { TickmarkMenu, type MenuChoiceEvent, type MenuItem } from "./menu";
import { SessionController } from "./session-controller";

/** The formats an article can be taken out in. */
export type ExportFormat = "annotated-json";

/** The user asks for a file of the open article. Bubbles. */
export class ExportEvent extends Event {
  constructor(readonly format: ExportFormat) {
    super("export-article", { bubbles: true });
  }
}

/** Another claim is open in the article, or none. Bubbles. */
export class ClaimShownEvent extends Event {
  constructor(readonly claim: Id<"claim"> | null) {
    super("claim-shown", { bubbles: true });
  }
}

const EXPORTS: readonly (MenuItem & { readonly id: ExportFormat })[] = [
  { id: "annotated-json", label: "Annotated JSON", hint: "Text, claims, verdicts and sources" },
];

/** What waits for words to be selected: one more passage of a claim, or a new place for one. */
interface Awaited {
  readonly claim: Id<"claim">;
  /** The passage to be moved; null: a further one is to be added. */
  readonly passage: Id<"passage"> | null;
}

/**
 * An article under check: what is known of it, its text in a reading column, its claims as cards in
 * the margin. In the light tree; `article.css` has its looks.
 *
 * @fires ExportEvent - when a format is chosen
 * @fires ClaimShownEvent - when another claim is opened, or none
 * @fires NoticeEvent - after a deletion, with a way back
 */
@customElement("tickmark-article")
export class TickmarkArticle extends LitElement {
  /** The article to show. Set once. */
  @property({ attribute: false }) session!: Session;
  /** The claim its address names; null: none. */
  @property({ attribute: false }) claim: Id<"claim"> | null = null;

  @state() private hasPendingEntry = false;
  @state() private lost: readonly string[] = [];
  @state() private awaited: Awaited | null = null;
  @query("tickmark-article-text") private text!: TickmarkArticleText;
  @query("tickmark-article-details") private details!: TickmarkArticleDetails;
  @query("tickmark-margin") private margin!: TickmarkMargin;

  constructor() {
    super();
    new SessionController(this, (event) => this.onChange(event));
    this.addEventListener("beforeinput", this.onBeforeInput);
  }

  /** Whether everything on the screen is in the log. */
  get isSaved(): boolean {
    return this.session.saveState.type === "saved" && !this.hasPendingEntry;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.onKeydown);
    window.addEventListener("beforeunload", this.onBeforeUnload);
    this.session.addEventListener(WordsLostEvent.type, this.onWordsLost);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.onKeydown);
    window.removeEventListener("beforeunload", this.onBeforeUnload);
    this.session.removeEventListener(WordsLostEvent.type, this.onWordsLost);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  /** A page that has just opened leaves the focus nowhere; the article's keys work from its text. */
  protected override async firstUpdated(): Promise<void> {
    await this.text.updateComplete;
    if (document.activeElement === document.body) this.text.focus();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    // The address also follows what was opened here; then there is nothing to do.
    const isElsewhere = this.claim !== selectedClaim(this.session.state);
    if (changed.has("claim") && isElsewhere) void this.showClaim();
  }

  protected override render() {
    return html`
      ${this.renderHeader()}
      <main
        class="article"
        @tickmark-command=${this.onCommand}
        @pending-entry=${this.onPendingEntry}
        @card-open=${this.onCardOpen}
        @card-wish=${this.onCardWish}
        @enter-card=${this.onEnterCard}
        @words-chosen=${this.onWordsChosen}
      >
        <div class="column">
          ${this.renderTrashed()} ${this.renderLost()}
          <tickmark-article-details
            .record=${recordOf(this.session.state, "article", this.session.article)}
          ></tickmark-article-details>
          <tickmark-article-text
            .session=${this.session}
            ?isAwaiting=${this.awaited !== null}
          ></tickmark-article-text>
        </div>
        <tickmark-margin
          role="region"
          aria-label="Claims"
          .session=${this.session}
          .topOf=${(position: number) => this.text.placeOf(position)?.top ?? null}
        ></tickmark-margin>
      </main>
    `;
  }

  private renderHeader() {
    const { state: article } = this.session;
    const isUnlocked = !isLocked(article);
    return html`<header class="article-bar">
      <a class="back" href="#/">Library</a>
      <span class="name">${titleOf(article) || "Untitled"}</span>
      ${this.renderSaveState()}
      <button
        class="quiet"
        ?disabled=${undoDepth(article) === 0}
        @click=${() => this.session.run(undo)}
      >
        Undo
      </button>
      <button
        class="quiet"
        ?disabled=${redoDepth(article) === 0}
        @click=${() => this.session.run(redo)}
      >
        Redo
      </button>
      <label class="lock">
        <input type="checkbox" role="switch" .checked=${isUnlocked} @change=${this.onLock} />
        Edit text
      </label>
      <span class="muted lock-state"
        >${isUnlocked ? "Typing changes the text" : "Text is locked"}</span
      >
      <tickmark-menu label="Export" .items=${EXPORTS} @menu-choice=${this.onExport}></tickmark-menu>
    </header>`;
  }

  /** Who works on an article in the trash is told so, as it will be erased. */
  private renderTrashed() {
    const { state: article, article: id, pen } = this.session;
    if (value(recordOf(article, "article", id), "alive") !== false) return nothing;
    const restore = outsideHistory(setField(pen, "article", id, "alive", true));
    return html`<section class="warning" role="alert">
      <p>This article is in the trash, and will be erased with what you do here.</p>
      <button @click=${() => this.session.run(restore)}>Restore</button>
    </section>`;
  }

  /** Words that lost their place stay on the screen until the user has done with them. */
  private renderLost() {
    if (this.lost.length === 0) return nothing;
    return html`<section class="warning" role="alert">
      <p>
        Another tab deleted the text around these words while you typed them here. Put them where
        they belong:
      </p>
      <ul>
        ${this.lost.map((words) => html`<li><q>${words}</q></li>`)}
      </ul>
      <button @click=${() => (this.lost = [])}>Done</button>
    </section>`;
  }

  private renderSaveState() {
    const { saveState } = this.session;
    if (saveState.type !== "failed") {
      return html`<span class="save-state muted" role="status"
        >${this.isSaved ? "Saved" : "Saving…"}</span
      >`;
    }
    return html`<span class="save-state fault" role="status">
      ${failure(saveState.error)}
      <button class="quiet" @click=${() => this.session.save()}>Try again</button>
    </span>`;
  }

  /** Opens the claim that the address names, and brings it into view. */
  private async showClaim(): Promise<void> {
    await this.text.updateComplete;
    const { claim, session } = this;
    const view = claim && claimView(session.state, claim);
    if (claim && !view)
      this.dispatchEvent(new NoticeEvent("There is no such claim in this article."));
    session.run(selectClaim(view ? claim : null));
    const from = view?.passages[0]?.range?.from;
    if (from !== undefined) this.text.reveal(from);
  }

  private onChange({ transaction, before }: ChangeEvent): void {
    const shown = selectedClaim(this.session.state);
    if (shown !== selectedClaim(before)) {
      this.awaited = null;
      this.dispatchEvent(new ClaimShownEvent(shown));
    }
    if (isHistoryTransaction(transaction)) this.goToChange(transaction);
  }

  /** After undo or redo, the focus goes to what changed: a field on a card, else the text. */
  private goToChange({ steps }: Transaction): void {
    const last = steps.findLast(
      (step) => !(step instanceof AnnotationStep && step.change.type === "pin"),
    );
    if (!(last instanceof AnnotationStep) || last.change.type === "pin") return this.text.focus();
    const { id, field, kind } = last.change;
    if (kind === "article" && this.details.focusField(field)) return;
    const claim = claimOfRecord(this.session.state, id);
    if (!claim || field === "alive" || field === "quote") return this.text.focus();
    this.session.run(selectClaim(claim));
    this.margin.focusField(claim, id, field);
  }

  private onCommand({ command }: CommandEvent): void {
    this.session.run(command(this.session.pen));
  }

  private onPendingEntry({ isPending }: PendingEntryEvent): void {
    this.hasPendingEntry = isPending;
  }

  private onLock(): void {
    this.session.run(setLocked(!isLocked(this.session.state)));
  }

  private onExport({ id }: MenuChoiceEvent): void {
    this.dispatchEvent(new ExportEvent(id as ExportFormat));
  }

  private onEnterCard(): void {
    const claim = selectedClaim(this.session.state);
    if (claim) this.margin.focusField(claim, claim, "statement");
  }

  private onCardOpen({ claim, isOpen }: CardOpenEvent): void {
    this.session.run(selectClaim(isOpen ? claim : null));
    if (isOpen) this.onEnterCard();
    else this.text.focus();
    const from = claimView(this.session.state, claim)?.passages[0]?.range?.from;
    if (isOpen && from !== undefined) this.text.reveal(from);
  }

  private onCardWish({ wish, claim, passage }: CardWishEvent): void {
    if (wish === "delete") return this.deleteClaim(claim);
    this.awaited = { claim, passage };
    if (this.hasOtherWords(claim)) return this.onWordsChosen();
    this.text.focus();
    this.dispatchEvent(new NoticeEvent("Select the words in the article. Escape cancels."));
  }

  /** Whether words are selected that are not just those of a passage the claim has. */
  private hasOtherWords(claim: Id<"claim">): boolean {
    const words = selectedWords(this.session.state);
    const passages = claimView(this.session.state, claim)?.passages ?? [];
    return (
      words !== null &&
      !passages.some(({ range }) => range?.from === words.from && range.to === words.to)
    );
  }

  private onWordsChosen(): void {
    const { awaited, session } = this;
    const words = selectedWords(session.state);
    if (!awaited || !words) return;
    this.awaited = null;
    if (awaited.passage) session.run(setRange(session.pen, awaited.passage, words));
    else session.run(addPassage(session.pen, awaited.claim));
  }

  private deleteClaim(claim: Id<"claim">): void {
    const { session } = this;
    session.run(deleteRecord(session.pen, "claim", claim));
    this.text.focus();
    const depth = undoDepth(session.state);
    // What was done since stays done.
    const restore = () => {
      if (claimView(session.state, claim)) return;
      const isLast = undoDepth(session.state) === depth;
      session.run(isLast ? undo : setField(session.pen, "claim", claim, "alive", true));
    };
    this.dispatchEvent(new NoticeEvent("Claim deleted.", { label: "Undo", run: restore }));
  }

  /** Undo and redo from inside a field or button, or from nowhere, walk the article's one history. */
  private readonly onKeydown = (event: KeyboardEvent): void => {
    // The text's view says of every Escape that it has done with it.
    if (event.defaultPrevented && event.key !== "Escape") return;
    const isMod = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (isMod && (key === "z" || key === "y")) {
      event.preventDefault();
      this.session.run(key === "y" || event.shiftKey ? redo : undo);
    } else if (event.key === "Escape" && !(event.target instanceof TickmarkMenu)) {
      this.stepBack(event.composedPath().includes(this.text));
    }
  };

  /** Escape: gives up waiting for words; else leaves the card for the text; else closes the card. */
  private stepBack(isInText: boolean): void {
    if (this.awaited) this.awaited = null;
    else if (isInText) this.session.run(selectClaim(null));
    this.text.focus();
  }

  /** The same from a field's own menu. */
  private readonly onBeforeInput = (event: InputEvent): void => {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault();
    this.session.run(event.inputType === "historyUndo" ? undo : redo);
  };

  private readonly onWordsLost = (event: Event): void => {
    if (event instanceof WordsLostEvent) this.lost = [...this.lost, ...event.words];
  };

  private readonly onBeforeUnload = (event: BeforeUnloadEvent): void => {
    if (this.hasPendingEntry) event.preventDefault();
  };
}

/** What went wrong with saving, and what to do. */
function failure(error: unknown): string {
  if (error instanceof DOMException && error.name === "QuotaExceededError") {
    return "Not saved: the disk is full. Free some space, or export the article now.";
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `Not saved: ${reason} Keep this tab open and export the article.`;
}

declare global {
  interface GlobalEventHandlersEventMap {
    "export-article": ExportEvent;
    "claim-shown": ClaimShownEvent;
  }
  interface HTMLElementTagNameMap {
    "tickmark-article": TickmarkArticle;
  }
}
