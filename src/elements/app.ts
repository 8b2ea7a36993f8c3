import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { Node } from "prosemirror-model";
import type { Session } from "../editor/session";
import type { Summary } from "../model/commit";
import type { Id } from "../model/record";
import "./article";
import type { NoticeEvent } from "./events";
import type { CompareDrafts, TickmarkNewDraft } from "./new-draft";
import type { NewArticleEvent } from "./library";
import type { ParseArticle } from "./article-input";
import type { TickmarkNameDialog } from "./name-dialog";
import type { TickmarkNewArticle } from "./new-article";
import type { TickmarkTakingIn } from "./taking-in";

/** What the app shows. */
export type Screen =
  | { readonly type: "starting" }
  | { readonly type: "library"; readonly summaries: readonly Summary[] }
  | { readonly type: "article"; readonly session: Session; readonly claim: Id<"claim"> | null }
  | { readonly type: "problem"; readonly sentence: string };

/** For how many milliseconds a notice stays. */
const NOTICE_TIME = 10_000;

/**
 * The whole page: one screen at a time, the dialogs for what is put in, and what passes by.
 *
 * In the light tree, since the article is.
 */
@customElement("tickmark-app")
export class TickmarkApp extends LitElement {
  @property({ attribute: false }) screen: Screen = { type: "starting" };
  /** The time now, as ISO 8601 in UTC, for “3 hours ago”. */
  @property() now = "";
  /** Understands what a new article is to be made of. */
  @property({ attribute: false }) parse!: ParseArticle;
  /** Understands what an open article's text is to be replaced with. */
  @property({ attribute: false }) parseDraft!: ParseArticle<Node>;
  /** Compares an article with its new draft. */
  @property({ attribute: false }) compareDrafts!: CompareDrafts;
  /** Takes a file over that is a working copy; answers whether it is one. */
  @property({ attribute: false }) takeOver: (file: File) => Promise<boolean> = async () => false;

  @state() private notice: NoticeEvent | null = null;
  @query("tickmark-new-article") private dialog!: TickmarkNewArticle;
  @query("tickmark-taking-in") private takingIn!: TickmarkTakingIn;
  @query("tickmark-name-dialog") private nameDialog!: TickmarkNameDialog;
  @query("tickmark-new-draft") private newDraft!: TickmarkNewDraft | null;
  private noticeEnd: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.addEventListener("tickmark-notice", (event) => this.show(event));
  }

  /** Shows a notice for a while, in place of the one before. */
  show(notice: NoticeEvent): void {
    clearTimeout(this.noticeEnd);
    this.notice = notice;
    this.noticeEnd = setTimeout(() => (this.notice = null), NOTICE_TIME);
  }

  /** Opens the dialog for a new article, with the file if there is one that makes one. */
  async openNewArticle(file?: File): Promise<void> {
    if (file && (await this.takeOver(file))) return;
    await import("./new-article");
    await this.dialog.updateComplete;
    this.dialog.open(file);
  }

  /** Opens the dialog for a new draft of the open article. */
  async openNewDraft(): Promise<void> {
    await import("./new-draft");
    await this.newDraft?.open();
  }

  /** The dialog in which a working copy is looked at, ready to be opened. */
  async takingInDialog(): Promise<TickmarkTakingIn> {
    await import("./taking-in");
    return this.takingIn;
  }

  /** Asks for the person's name; see `TickmarkNameDialog.ask`. */
  async askName(name: string): Promise<string | null> {
    await import("./name-dialog");
    return this.nameDialog.ask(name);
  }

  /** The dialog for a new article: who creates one answers with `close` or `fail`. */
  get newArticle(): TickmarkNewArticle {
    return this.dialog;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  /** Another screen begins at its top. */
  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get("screen") as Screen | undefined;
    if (before && shown(before) !== shown(this.screen)) window.scrollTo({ top: 0 });
  }

  protected override render() {
    return html`
      ${this.renderScreen(this.screen)}
      <tickmark-new-article .parse=${this.parse}></tickmark-new-article>
      <tickmark-taking-in></tickmark-taking-in>
      <tickmark-name-dialog></tickmark-name-dialog>
      <div class="notice" role="status">${this.renderNotice(this.notice)}</div>
    `;
  }

  private renderScreen(screen: Screen) {
    switch (screen.type) {
      case "starting":
        return nothing;
      case "library":
        // Not part of what an article needs; the element takes what it is given once it is there.
        void import("./library");
        return html`<tickmark-library
          .summaries=${screen.summaries}
          .now=${this.now}
          @new-article=${(event: NewArticleEvent) => this.openNewArticle(event.file)}
        ></tickmark-library>`;
      case "article":
        return keyed(
          screen.session,
          html`<tickmark-article
              .session=${screen.session}
              .claim=${screen.claim}
              @new-draft=${this.openNewDraft}
            ></tickmark-article>
            <tickmark-new-draft
              .session=${screen.session}
              .parse=${this.parseDraft}
              .compare=${this.compareDrafts}
            ></tickmark-new-draft>`,
        );
      case "problem":
        return html`<main class="problem">
          <h1>Tickmark</h1>
          <p role="alert">${screen.sentence}</p>
          <p><a href="#/">Library</a></p>
        </main>`;
    }
  }

  private renderNotice(notice: NoticeEvent | null) {
    if (!notice) return nothing;
    const { sentence, action } = notice;
    const act = () => {
      this.notice = null;
      action?.run();
    };
    return html`<span>${sentence}</span>
      ${action ? html`<button @click=${act}>${action.label}</button>` : nothing}`;
  }
}

/** What tells one screen from another: its kind, or which article it shows. */
function shown(screen: Screen): Session | Screen["type"] {
  return screen.type === "article" ? screen.session : screen.type;
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-app": TickmarkApp;
  }
}
