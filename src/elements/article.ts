import { isHistoryTransaction, redo, redoDepth, undo, undoDepth } from "prosemirror-history";
import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import {
  claimOfRecord,
  claimView,
  claimViews,
  contents,
  countUnplaced,
  isInText,
  recordOf,
  wordlessPassages,
} from "../editor/anchors";
import { annotationsOf, rebasedSteps } from "../editor/annotation-plugin";
import { AnnotationStep } from "../editor/annotation-step";
import {
  addPassage,
  deleteRecord,
  outsideHistory,
  placeDisplaced,
  selectedWords,
  setField,
  setRange,
} from "../editor/commands";
import { cardId } from "../editor/highlights";
import { namesFor } from "../editor/people";
import { isLocked, setLocked } from "../editor/lock";
import { selectClaim, selectedClaim } from "../editor/selected-claim";
import type { ChangeEvent, Session } from "../editor/session";
import { titleOf } from "../editor/text";
import { firstEntry, value, type Id, type RecordOf } from "../model/record";
import type { TickmarkArticleDetails } from "./article-details";
import "./article-text";
import type { ShowDeletedEvent, TickmarkArticleText } from "./article-text";
import type { CardOpenEvent, CardWishEvent, TickmarkCard } from "./card";
import { NoticeEvent, type CommandEvent } from "./events";
import type { PendingEntryEvent } from "./field";
import "./margin";
import type { TickmarkMargin } from "./margin";
import { TickmarkMenu, type MenuChoiceEvent, type MenuItem } from "./menu";
import { SessionController } from "./session-controller";
import type { ShowWordsEvent, TickmarkUnplaced } from "./unplaced";

/** The formats an article can be taken out in. */
export type ExportFormat = "annotated-json" | "working-copy";

/** The user asks for a file of the open article. Bubbles. */
export class ExportEvent extends Event {
  constructor(readonly format: ExportFormat) {
    super("export-article", { bubbles: true });
  }
}

/** The user wants to replace the article's text with a new draft. Bubbles. */
export class NewDraftEvent extends Event {
  constructor() {
    super("new-draft", { bubbles: true });
  }
}

/** Another claim is open in the article, or none. Bubbles. */
export class ClaimShownEvent extends Event {
  constructor(readonly claim: Id<"claim"> | null) {
    super("claim-shown", { bubbles: true });
  }
}

/** The user wants to take in a colleague's working copy of the article. Bubbles. */
export class TakeInEvent extends Event {
  constructor() {
    super("take-in", { bubbles: true });
  }
}

/** The user wants to see or change the name that goes with working copies. Bubbles. */
export class NameWishEvent extends Event {
  constructor() {
    super("name-wish", { bubbles: true });
  }
}

const EXPORTS: readonly (MenuItem & { readonly id: ExportFormat | "name" })[] = [
  { id: "annotated-json", label: "Annotated JSON", hint: "Text, claims, verdicts and sources" },
  { id: "working-copy", label: "Working copy", hint: "Everything, for a colleague to work on too" },
  { id: "name", label: "Your name…", hint: "Goes with your working copies" },
];

const ARTICLE_MENU: readonly MenuItem[] = [
  { id: "new-draft", label: "Replace with a new draft…", hint: "Claims stay with their words" },
  { id: "take-in", label: "Take in a working copy…", hint: "See first what a colleague did" },
];

/** What waits for words to be selected: one more passage of a claim, or a new place for one. */
interface Awaited {
  readonly claim: Id<"claim">;
  /** The passage to be moved; null: a further one is to be added. */
  readonly passage: Id<"passage"> | null;
}

/**
 * An article under check: what is known of it, its text in a reading column, its claims as cards in
 * the margin, those that are nowhere in the text in a drawer. In the light tree; `article.css` has
 * its looks.
 *
 * @fires ExportEvent - when a format is chosen
 * @fires NewDraftEvent - on **Replace with a new draft…**
 * @fires TakeInEvent - on **Take in a working copy…**
 * @fires NameWishEvent - on **Your name…**
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
  @state() private awaited: Awaited | null = null;
  @state() private isUnplacedOpen = false;
  /** Whether the focus was in the text when the drawer was opened. */
  private isFromText = false;
  @query("tickmark-article-text") private text!: TickmarkArticleText;
  @query("tickmark-article-details") private details!: TickmarkArticleDetails;
  @query("tickmark-margin") private margin!: TickmarkMargin;
  @query("tickmark-unplaced") private unplaced!: TickmarkUnplaced | null;
  @query(".unplaced-switch") private unplacedSwitch!: HTMLButtonElement | null;

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
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.onKeydown);
    window.removeEventListener("beforeunload", this.onBeforeUnload);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  /** A page that has just opened leaves the focus nowhere; the article's keys work from its text. */
  protected override async firstUpdated(): Promise<void> {
    // One quiet line above the text, which need not wait for it.
    void import("./article-details");
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
        class="article ${this.isUnplacedOpen ? "has-drawer" : ""}"
        @tickmark-command=${this.onCommand}
        @pending-entry=${this.onPendingEntry}
        @card-open=${this.onCardOpen}
        @card-wish=${this.onCardWish}
        @enter-card=${this.onEnterCard}
        @words-chosen=${this.onWordsChosen}
        @show-deleted=${this.onShowDeleted}
        @show-words=${this.onShowWords}
      >
        <div class="column">
          ${this.renderTrashed()} ${this.renderDisplaced()}
          <tickmark-article-details
            .record=${recordOf(this.session.state, "article", this.session.article)}
            .people=${this.people}
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
        ${this.renderUnplaced()}
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
      <tickmark-menu
        label="Article"
        .items=${ARTICLE_MENU}
        @menu-choice=${this.onArticleMenu}
      ></tickmark-menu>
      ${this.renderUnplacedSwitch()}
      <tickmark-menu label="Export" .items=${EXPORTS} @menu-choice=${this.onExport}></tickmark-menu>
    </header>`;
  }

  /** There only while there is something in the drawer, or it is open. */
  private renderUnplacedSwitch() {
    const count = countUnplaced(claimViews(this.session.state));
    if (count === 0 && !this.isUnplacedOpen) return nothing;
    return html`<button
      class="quiet unplaced-switch"
      aria-expanded=${this.isUnplacedOpen}
      @click=${() => (this.isUnplacedOpen ? this.closeUnplaced() : this.openUnplaced())}
    >
      Unplaced <span class="count">${count}</span>
    </button>`;
  }

  private renderUnplaced() {
    if (!this.isUnplacedOpen) return nothing;
    return html`<tickmark-unplaced
      role="region"
      aria-label="Unplaced"
      .state=${this.session.state}
      .article=${this.session.article}
      reader=${this.session.pen.author}
      .awaited=${this.awaited?.passage ?? null}
      @unplaced-close=${this.closeUnplaced}
    ></tickmark-unplaced>`;
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

  /** Words that found no place stay on the screen until somebody has dealt with them. */
  private renderDisplaced() {
    const { displaced } = contents(annotationsOf(this.session.state));
    if (displaced.length === 0) return nothing;
    void import("./person");
    const { people } = this;
    return html`<section class="warning displaced" role="alert">
      <p>
        These words were written where the text around them had been deleted. Put them where they
        belong${isLocked(this.session.state) ? html`; switch on <b>Edit text</b> for that` : nothing}:
      </p>
      <ul>
        ${repeat(
          displaced,
          ({ id }) => id,
          (record) => this.renderDisplacedWords(record, people),
        )}
      </ul>
    </section>`;
  }

  private renderDisplacedWords(record: RecordOf<"displaced">, people: ReadonlyMap<string, string>) {
    const { state: article, pen } = this.session;
    const { author, at } = firstEntry(record)!;
    return html`<li>
      <q dir="auto">${value(record, "words")}</q>
      <tickmark-person class="muted" author=${author} at=${at} .people=${people}></tickmark-person>
      <button
        ?disabled=${isLocked(article)}
        @click=${() => this.runFromText(placeDisplaced(pen, record.id))}
      >
        Put in at the caret
      </button>
      <button @click=${() => this.runFromText(deleteRecord(pen, "displaced", record.id))}>
        Done
      </button>
    </li>`;
  }

  /** Runs a command whose button goes with it: the focus is then in the text. */
  private runFromText(command: Command): void {
    this.session.run(command);
    this.text.focus();
  }

  private get people(): ReadonlyMap<string, string> {
    const { state: article, pen } = this.session;
    return namesFor(annotationsOf(article), pen.author);
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
    this.followUnplaced(transaction, before);
    if (isHistoryTransaction(transaction)) this.goToChange(transaction);
  }

  /**
   * The drawer opens for the card of a claim that is nowhere in the text, and closes when undo or
   * redo has emptied it. Of other words that are lost by an edit made here a notice tells.
   */
  private followUnplaced(transaction: Transaction, before: EditorState): void {
    const { state: article } = this.session;
    const isWalk = isHistoryTransaction(transaction);
    const lost = countUnplaced(claimViews(article)) - countUnplaced(claimViews(before));
    if (this.hasUnplacedCard()) {
      // What is being typed on the card is entered before it goes over into the drawer.
      const card = this.margin?.querySelector<HTMLElement>("tickmark-card:focus-within");
      if (card) queueMicrotask(() => card.blur());
      void this.showUnplaced();
    } else if (isWalk && countUnplaced(claimViews(article)) === 0) {
      this.isUnplacedOpen = false;
    } else if (lost > 0 && !isWalk && isNewEdit(transaction) && !this.isUnplacedOpen) {
      this.tellLost(claimsEmptied(before, article));
    }
  }

  /** Whether the open claim is nowhere in the text, so that its card stands in the drawer. */
  private hasUnplacedCard(): boolean {
    const claim = selectedClaim(this.session.state);
    const view = claim && claimView(this.session.state, claim);
    return view ? !isInText(view) : false;
  }

  private tellLost(claims: number): void {
    if (claims === 0) return;
    const sentence =
      claims === 1 ? "1 claim lost its words." : `${claims} claims lost their words.`;
    const run = () => void this.openUnplaced();
    this.dispatchEvent(new NoticeEvent(sentence, { label: "Show", run }));
  }

  /** Opens the drawer, with the focus where it is; resolves when it is drawn. */
  private async showUnplaced(): Promise<void> {
    this.isUnplacedOpen = true;
    await import("./unplaced");
    await this.updateComplete;
    await this.unplaced?.updateComplete;
  }

  /** Opens the drawer, no card in front of it, with the focus on a claim in it, or on its title. */
  private async openUnplaced(claim?: Id<"claim">): Promise<void> {
    if (!this.hasUnplacedCard()) this.session.run(selectClaim(null));
    this.isFromText = this.text.contains(document.activeElement);
    await this.showUnplaced();
    if (claim) void this.unplaced?.focusClaim(claim);
    else this.unplaced?.focus();
  }

  /** The focus goes back to where it came from: the button, if it is still there, or the text. */
  private async closeUnplaced(): Promise<void> {
    if (this.hasUnplacedCard()) this.session.run(selectClaim(null));
    this.isUnplacedOpen = false;
    await this.updateComplete;
    ((!this.isFromText && this.unplacedSwitch) || this.text).focus();
  }

  /** After undo or redo, the focus goes to what changed: a field on a card, else the text. */
  private goToChange({ steps }: Transaction): void {
    const last = steps.findLast(
      (step) => !(step instanceof AnnotationStep && step.change.type === "pin"),
    );
    if (!(last instanceof AnnotationStep) || last.change.type === "pin") return this.text.focus();
    const { id, field, kind } = last.change;
    if (kind === "article") return void this.focusDetails(field);
    const claim = claimOfRecord(this.session.state, id);
    if (!claim || field === "alive" || field === "quote") return this.text.focus();
    this.session.run(selectClaim(claim));
    void this.focusCard(claim, id, field);
  }

  private async focusDetails(field: string): Promise<void> {
    await import("./article-details");
    if (!this.details.focusField(field)) this.text.focus();
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

  private onArticleMenu({ id }: MenuChoiceEvent): void {
    this.dispatchEvent(id === "take-in" ? new TakeInEvent() : new NewDraftEvent());
  }

  private onExport({ id }: MenuChoiceEvent): void {
    const isName = id === "name";
    this.dispatchEvent(isName ? new NameWishEvent() : new ExportEvent(id as ExportFormat));
  }

  private onEnterCard(): void {
    const claim = selectedClaim(this.session.state);
    if (claim) void this.focusCard(claim, claim, "statement");
  }

  /** Puts the focus on the control for a field on a claim's card, in the margin or in the drawer. */
  private async focusCard(claim: Id<"claim">, id: string, field: string): Promise<void> {
    if (this.hasUnplacedCard()) await this.showUnplaced();
    await this.margin.updateComplete;
    const card = this.querySelector<TickmarkCard>(`#${CSS.escape(cardId(claim))}`);
    if (!card?.open) return;
    await card.updateComplete;
    card.focusField(id, field);
  }

  private onShowDeleted({ claims }: ShowDeletedEvent): void {
    void this.openUnplaced(claims[0]);
  }

  private onShowWords({ range: { from, to } }: ShowWordsEvent): void {
    const { doc, tr } = this.session.state;
    this.session.dispatch(tr.setSelection(TextSelection.create(doc, from, to)));
    this.text.focus();
    this.text.reveal(from);
  }

  private onCardOpen({ claim, isOpen }: CardOpenEvent): void {
    const isHere = this.hasUnplacedCard();
    this.session.run(selectClaim(isOpen ? claim : null));
    if (isOpen) this.onEnterCard();
    else if (!isHere) this.text.focus();
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
      this.stepBack(event.composedPath());
    }
  };

  /**
   * Escape: gives up waiting for words; else closes the drawer, leaves the card for the text, or
   * closes the card from there.
   */
  private stepBack(path: readonly EventTarget[]): void {
    if (this.awaited) this.awaited = null;
    else if (this.unplaced && path.includes(this.unplaced)) return void this.closeUnplaced();
    else if (path.includes(this.text)) this.session.run(selectClaim(null));
    this.text.focus();
  }

  /** The same from a field's own menu. */
  private readonly onBeforeInput = (event: InputEvent): void => {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault();
    this.session.run(event.inputType === "historyUndo" ? undo : redo);
  };

  private readonly onBeforeUnload = (event: BeforeUnloadEvent): void => {
    if (this.hasPendingEntry) event.preventDefault();
  };
}

/** Whether a transaction is an edit of this tab that takes words for good: what is cut mostly comes again. */
function isNewEdit(transaction: Transaction): boolean {
  const isCut = transaction.getMeta("uiEvent") === "cut";
  return transaction.docChanged && rebasedSteps(transaction) === undefined && !isCut;
}

/** Of how many claims an edit has taken all words of a passage. */
function claimsEmptied(before: EditorState, after: EditorState): number {
  const passages = claimViews(before).flatMap((view) => view.passages);
  const had = new Set(passages.flatMap(({ id, words }) => (words ? [id] : [])));
  const emptied = claimViews(after).filter((view) =>
    wordlessPassages(view).some(({ id }) => had.has(id)),
  );
  return emptied.length;
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
    "new-draft": NewDraftEvent;
    "take-in": TakeInEvent;
    "name-wish": NameWishEvent;
    "claim-shown": ClaimShownEvent;
  }
  interface HTMLElementTagNameMap {
    "tickmark-article": TickmarkArticle;
  }
}
