import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { Session } from "../editor/session";
import type { Summary } from "../model/commit";
import type { Id } from "../model/record";
import "./article";
import type { NoticeEvent } from "./events";
import "./library";
import type { NewArticleEvent } from "./library";
import type { ParseArticle, TickmarkNewArticle } from "./new-article";

/** What the app shows. */
export type Screen =
  | { readonly type: "starting" }
  | { readonly type: "library"; readonly summaries: readonly Summary[] }
  | { readonly type: "article"; readonly session: Session; readonly claim: Id<"claim"> | null }
  | { readonly type: "problem"; readonly sentence: string };

/** For how many milliseconds a notice stays. */
const NOTICE_TIME = 10_000;

/**
 * The whole page: one screen at a time, the dialog for new articles, and what passes by.
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

  @state() private notice: NoticeEvent | null = null;
  @query("tickmark-new-article") private dialog!: TickmarkNewArticle;
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

  /** Opens the dialog for a new article, with the file if there is one. */
  async openNewArticle(file?: File): Promise<void> {
    await import("./new-article");
    await this.dialog.updateComplete;
    this.dialog.open(file);
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
      <div class="notice" role="status">${this.renderNotice(this.notice)}</div>
    `;
  }

  private renderScreen(screen: Screen) {
    switch (screen.type) {
      case "starting":
        return nothing;
      case "library":
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
          ></tickmark-article>`,
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
