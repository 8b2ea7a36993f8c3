import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { TRASH_DAYS } from "../model/article";
import type { Summary } from "../model/commit";
import type { Id } from "../model/record";
import { controls } from "./controls";
import { FileDrop } from "./file-drop";
import "./menu";
import type { MenuChoiceEvent, MenuItem } from "./menu";

/** The user wants a new article, of the file if there is one. Bubbles and is composed. */
export class NewArticleEvent extends Event {
  constructor(readonly file?: File) {
    super("new-article", { bubbles: true, composed: true });
  }
}

/** The user wants to try the sample article. Bubbles and is composed. */
export class OpenSampleEvent extends Event {
  constructor() {
    super("open-sample", { bubbles: true, composed: true });
  }
}

/** The user wants the library to call an article something else. Bubbles and is composed. */
export class RenameArticleEvent extends Event {
  constructor(
    readonly article: Id<"article">,
    /** Empty: it is to go by its title again. */
    readonly name: string,
  ) {
    super("rename-article", { bubbles: true, composed: true });
  }
}

/** The user puts an article into the trash. Bubbles and is composed. */
export class DeleteArticleEvent extends Event {
  constructor(readonly article: Id<"article">) {
    super("delete-article", { bubbles: true, composed: true });
  }
}

/** The user takes an article out of the trash. Bubbles and is composed. */
export class RestoreArticleEvent extends Event {
  constructor(readonly article: Id<"article">) {
    super("restore-article", { bubbles: true, composed: true });
  }
}

/** The user wants an article gone for good, and has been asked. Bubbles and is composed. */
export class EraseArticleEvent extends Event {
  constructor(readonly article: Id<"article">) {
    super("erase-article", { bubbles: true, composed: true });
  }
}

const ROW_MENU: readonly MenuItem[] = [
  { id: "rename", label: "Rename" },
  { id: "delete", label: "Delete" },
];

/** Our mark, beside the name. */
const TICK = html`<svg class="tick" viewBox="0 0 24 18" aria-hidden="true">
  <path d="M3 9l6 6L21 3" />
</svg>`;

/**
 * Every article on this machine, the last changed first, and the trash. A file dropped anywhere on
 * it is to become a new article.
 *
 * @fires NewArticleEvent - on **New article**, or when a file was dropped
 * @fires OpenSampleEvent - on **Try the sample article**
 * @fires RenameArticleEvent - when a new name was confirmed
 * @fires DeleteArticleEvent - at once; it can be restored
 * @fires RestoreArticleEvent - on **Restore**
 * @fires EraseArticleEvent - on **Delete for good**, once confirmed
 */
@customElement("tickmark-library")
export class TickmarkLibrary extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
        min-height: 100dvh;
        padding: clamp(var(--space-5), 8vh, var(--space-7)) var(--space-5) var(--space-7);
      }

      main {
        max-width: 44rem;
        margin: 0 auto;
      }

      h1 {
        margin: 0;
        font: 600 2.25rem/1.2 var(--text-face);
      }

      header {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-4);
        align-items: end;
        justify-content: space-between;
        margin-bottom: var(--space-5);
      }

      .brand {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        margin: 0 0 var(--space-1);
      }

      .tick {
        height: 0.8em;
        fill: none;
        stroke: var(--hue-150);
        stroke-width: 4;
        stroke-linecap: round;
        stroke-linejoin: round;
      }

      .welcome {
        display: grid;
        gap: var(--space-5);
        justify-items: start;
        padding-top: 10vh;
      }

      .welcome p {
        max-width: 32em;
        margin: 0;
        font: 1.3125rem/1.7 var(--text-face);
        text-wrap: pretty;
      }

      mark {
        padding-bottom: 0.1em;
        border-bottom: 2px solid var(--line);
        background: var(--tint);
        color: inherit;
      }

      .claim {
        --line: var(--hue-250);
        --tint: var(--tint-250-1);
      }

      .verdict {
        --line: var(--hue-150);
        --tint: var(--tint-150-1);
      }

      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        position: relative;
        display: flex;
        gap: var(--space-4);
        align-items: center;
        padding: var(--space-4) 0;
        border-top: 1px solid var(--hairline);
      }

      li > :first-child {
        flex: 1;
        min-width: 0;
      }

      .title {
        font: 1.25rem/1.35 var(--text-face);
        overflow-wrap: anywhere;
        text-decoration-color: transparent;
      }

      /* The whole row follows the link. */
      a.title::after {
        position: absolute;
        inset: 0;
        content: "";
      }

      li:hover > * > a.title {
        text-decoration-color: currentcolor;
      }

      .untitled {
        color: var(--muted);
        font-style: italic;
      }

      tickmark-menu {
        z-index: 1;
      }

      .facts {
        display: flex;
        flex-wrap: wrap;
        margin: var(--space-1) 0 0;
      }

      .facts > :not(:last-child)::after {
        margin: 0 0.5em;
        content: "·";
      }

      .trash {
        margin-top: var(--space-7);
      }

      .trash > p {
        margin: var(--space-2) 0 var(--space-4);
      }

      .trash li {
        flex-wrap: wrap;
      }

      .trash li > :first-child {
        flex-basis: 14rem;
      }

      .trash .title {
        font-size: 1.0625rem;
      }

      .drop {
        position: fixed;
        inset: var(--space-3);
        z-index: 2;
        display: grid;
        place-content: center;
        border: 2px dashed var(--accent);
        border-radius: var(--radius-large);
        background: color-mix(in oklab, var(--paper) 88%, transparent);
        font: 1.5rem var(--text-face);
        pointer-events: none;
      }
    `,
  ];

  /** Every article, those in the trash included, in any order; undefined while not known. */
  @property({ attribute: false }) summaries: readonly Summary[] | undefined;

  /** The time that “3 hours ago” counts from: ISO 8601 in UTC. */
  @property() now = new Date(0).toISOString();

  /** The article whose name is being asked for. */
  @state() private renaming: Summary | undefined;

  /** The article whose end is to be confirmed. */
  @state() private erasing: Summary | undefined;

  @query("button.primary") private readonly newButton!: HTMLButtonElement;
  @query("dialog") private readonly dialog!: HTMLDialogElement | null;

  private readonly fileDrop = new FileDrop(this, (file) =>
    this.dispatchEvent(new NewArticleEvent(file)),
  );

  protected override updated(): void {
    if (!this.dialog || this.dialog.open) return;
    this.dialog.showModal();
    this.dialog.querySelector("input")?.select();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.summaries) return nothing;
    const articles = this.summaries.filter(({ deleted }) => deleted === null).sort(byLastChange);
    const trash = this.summaries.filter(({ deleted }) => deleted !== null).sort(byDeletion);
    return html`
      <main>
        ${articles.length > 0 ? this.renderArticles(articles) : this.renderWelcome()}
        ${trash.length > 0 ? this.renderTrash(trash) : nothing}
      </main>
      ${this.renaming && this.renderRename(this.renaming)}
      ${this.erasing && this.renderErase(this.erasing)}
      ${this.fileDrop.isOver ? html`<div class="drop">Drop the file to open it</div>` : nothing}
    `;
  }

  private renderWelcome(): TemplateResult {
    return html`
      <div class="welcome">
        <h1 class="brand">${TICK} Tickmark</h1>
        <p>
          Read an article closely, mark
          <mark class="claim">every statement that can be checked</mark>, keep what each source says
          beside it, and give <mark class="verdict">your verdict</mark> – all of it on your own
          machine.
        </p>
        <div class="row">
          ${this.renderNewButton()}
          <button type="button" @click=${() => this.dispatchEvent(new OpenSampleEvent())}>
            Try the sample article
          </button>
        </div>
      </div>
    `;
  }

  private renderNewButton(): TemplateResult {
    return html`<button
      type="button"
      class="primary"
      @click=${() => this.dispatchEvent(new NewArticleEvent())}
    >
      New article
    </button>`;
  }

  private renderArticles(articles: readonly Summary[]): TemplateResult {
    return html`
      <header>
        <div>
          <p class="brand muted">${TICK} Tickmark</p>
          <h1>Library</h1>
        </div>
        ${this.renderNewButton()}
      </header>
      <ul role="list" aria-label="Articles">
        ${repeat(articles, idOf, (summary) => this.renderArticle(summary))}
      </ul>
    `;
  }

  private renderArticle(summary: Summary): TemplateResult {
    const { article, title, outlet, changed } = summary;
    return html`
      <li>
        <div>
          <a class="title ${title ? "" : "untitled"}" dir="auto" href="#/article/${article}">
            ${titleOf(summary)}
          </a>
          <p class="facts muted">
            ${outlet ? html`<span dir="auto">${outlet}</span>` : nothing}
            <span>${counts(summary)}</span>
            <time datetime=${changed} title=${inFull(changed)}>${ago(changed, this.now)}</time>
          </p>
        </div>
        <tickmark-menu
          label="Actions for ${titleOf(summary)}"
          .items=${ROW_MENU}
          @menu-choice=${(event: MenuChoiceEvent) => this.onRowMenu(event, summary)}
        >
          <svg width="16" height="16" fill="currentcolor" aria-hidden="true">
            <circle cx="3" cy="8" r="1.5" />
            <circle cx="8" cy="8" r="1.5" />
            <circle cx="13" cy="8" r="1.5" />
          </svg>
        </tickmark-menu>
      </li>
    `;
  }

  private renderTrash(trash: readonly Summary[]): TemplateResult {
    return html`
      <details class="trash">
        <summary>Trash <span class="muted">${trash.length}</span></summary>
        <p class="muted">Articles stay here for ${TRASH_DAYS} days, then they are gone for good.</p>
        <ul role="list" aria-label="Trash">
          ${repeat(trash, idOf, (summary) => this.renderDeleted(summary))}
        </ul>
      </details>
    `;
  }

  private renderDeleted(summary: Summary): TemplateResult {
    const title = titleOf(summary);
    return html`
      <li>
        <div>
          <span class="title ${summary.title ? "" : "untitled"}" dir="auto">${title}</span>
          <p class="facts muted">
            <span>${counts(summary)}</span><span>${timeLeft(summary, this.now)}</span>
          </p>
        </div>
        <div class="row">
          <button
            type="button"
            aria-label="Restore ${title}"
            @click=${(event: Event) => this.onRestore(event, summary)}
          >
            Restore
          </button>
          <button
            type="button"
            class="quiet"
            aria-label="Delete for good: ${title}"
            @click=${() => (this.erasing = summary)}
          >
            Delete for good
          </button>
        </div>
      </li>
    `;
  }

  private renderRename(summary: Summary): TemplateResult {
    return html`
      <dialog
        aria-labelledby="rename"
        @close=${(event: Event) => this.onRenameClosed(event, summary)}
      >
        <h2 id="rename">Rename</h2>
        <form method="dialog">
          <label class="field">
            <span>Name</span>
            <input dir="auto" autofocus autocomplete="off" .value=${summary.title} />
          </label>
          <p class="muted">The title in the article stays as it is.</p>
          <div class="row">
            <button class="primary" value="rename">Rename</button>
            <button value="cancel">Cancel</button>
          </div>
        </form>
      </dialog>
    `;
  }

  private renderErase(summary: Summary): TemplateResult {
    return html`
      <dialog
        aria-labelledby="erase"
        @close=${(event: Event) => this.onEraseClosed(event, summary)}
      >
        <h2 id="erase">Delete “${titleOf(summary)}” for good?</h2>
        <p>Its text, claims, sources and verdicts will be gone. This cannot be undone.</p>
        <form method="dialog">
          <div class="row">
            <button class="danger" value="erase">Delete for good</button>
            <button value="cancel" autofocus>Keep it</button>
          </div>
        </form>
      </dialog>
    `;
  }

  private onRowMenu(event: MenuChoiceEvent, summary: Summary): void {
    if (event.id === "rename") {
      this.renaming = summary;
      return;
    }
    this.leaveRow(event);
    this.dispatchEvent(new DeleteArticleEvent(summary.article));
  }

  private onRestore(event: Event, { article }: Summary): void {
    this.leaveRow(event);
    this.dispatchEvent(new RestoreArticleEvent(article));
  }

  private onRenameClosed({ target }: Event, { article, title }: Summary): void {
    this.renaming = undefined;
    const dialog = target as HTMLDialogElement;
    const name = dialog.querySelector("input")?.value.trim() ?? title;
    if (dialog.returnValue === "rename" && name !== title)
      this.dispatchEvent(new RenameArticleEvent(article, name));
  }

  private onEraseClosed({ target }: Event, { article }: Summary): void {
    this.erasing = undefined;
    if ((target as HTMLDialogElement).returnValue !== "erase") return;
    this.newButton.focus();
    this.dispatchEvent(new EraseArticleEvent(article));
  }

  /** Moves the focus from a row that is about to go to its neighbour, so that it is not lost. */
  private leaveRow({ currentTarget }: Event): void {
    const row = (currentTarget as Element).closest("li");
    const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
    const next = neighbour?.querySelector<HTMLElement>("a, button") ?? this.newButton;
    next.focus();
  }
}

const idOf = ({ article }: Summary): string => article;

const titleOf = ({ title }: Summary): string => title || "Untitled";

// Times in ISO 8601 and UTC stand in the order of their characters.
function byLastChange(a: Summary, b: Summary): number {
  return a.changed < b.changed ? 1 : -1;
}

function byDeletion(a: Summary, b: Summary): number {
  return (a.deleted ?? "") < (b.deleted ?? "") ? 1 : -1;
}

/** “12 claims, 9 with verdict”. */
function counts({ claims, judged }: Summary): string {
  if (claims === 0) return "No claims yet";
  return `${claims} ${claims === 1 ? "claim" : "claims"}, ${judged} with verdict`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The units of “3 hours ago”: each is used for times less than `below` ago. */
const UNITS = [
  { below: HOUR, unit: "minute", length: MINUTE },
  { below: DAY, unit: "hour", length: HOUR },
  { below: 7 * DAY, unit: "day", length: DAY },
  { below: 30 * DAY, unit: "week", length: 7 * DAY },
  { below: 365 * DAY, unit: "month", length: 30 * DAY },
  { below: Infinity, unit: "year", length: 365 * DAY },
] as const;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const absolute = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

/** “3 hours ago”. */
function ago(time: string, now: string): string {
  const passed = Date.parse(now) - Date.parse(time);
  if (passed < MINUTE) return "just now";
  const { unit, length } = UNITS.find(({ below }) => passed < below)!;
  return relative.format(-Math.floor(passed / length), unit);
}

/** “1 March 2026 at 10:00”, in the reader's time zone. */
function inFull(time: string): string {
  return absolute.format(new Date(time));
}

/** “27 days left”. */
function timeLeft({ deleted }: Summary, now: string): string {
  const end = Date.parse(deleted ?? now) + TRASH_DAYS * DAY;
  const days = Math.ceil((end - Date.parse(now)) / DAY);
  if (days < 1) return "Goes today";
  return days === 1 ? "1 day left" : `${days} days left`;
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-library": TickmarkLibrary;
  }
  interface GlobalEventHandlersEventMap {
    "new-article": NewArticleEvent;
    "open-sample": OpenSampleEvent;
    "rename-article": RenameArticleEvent;
    "delete-article": DeleteArticleEvent;
    "restore-article": RestoreArticleEvent;
    "erase-article": EraseArticleEvent;
  }
}
