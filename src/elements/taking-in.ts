import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { Annotations } from "../editor/annotations";
import { differences, type Part } from "../editor/differences";
import type { News, TextNews, Work } from "../editor/news";
import { value } from "../model/record";
import { contents } from "../editor/anchors";
import { controls } from "./controls";
import { dialogFrame } from "./dialog-frame";
import { claimWords, fieldGroups, type FieldGroup, type FieldLine } from "./news-lines";
import "./person";

/** What a working copy would bring to an article on this machine. */
export interface OfferedNews {
  readonly type: "news";
  /** The article's title. */
  readonly title: string;
  readonly news: News;
  /** The article's records as they were, and as they would be. */
  readonly before: Annotations;
  readonly after: Annotations;
  /** Id of this profile. */
  readonly author: string;
  /** What else is to be known about the file, in sentences. */
  readonly warnings: readonly string[];
  /** Whether the article has changed since it was looked at before. */
  readonly isAgain: boolean;
}

/** What the dialog shows. */
export type TakingIn =
  | { readonly type: "waiting"; readonly sentence: string }
  /** Why nothing can be taken in, or that there is nothing. */
  | { readonly type: "problems"; readonly sentences: readonly string[] }
  /** The copy is of another article than the one that is open. */
  | { readonly type: "other"; readonly title: string; readonly isHere: boolean }
  | OfferedNews;

/** How many things of a kind are listed; of the others there is a count. */
const MOST = 50;

/**
 * The dialog in which a colleague's working copy is looked at before it is taken in. It decides and
 * changes nothing: whoever opened it is told the answer, and closes it.
 */
@customElement("tickmark-taking-in")
export class TickmarkTakingIn extends LitElement {
  static override readonly styles = [
    controls,
    dialogFrame,
    css`
      dialog {
        width: min(44rem, 100% - 2rem);
      }

      .head {
        padding: var(--space-5) var(--space-5) var(--space-3);
      }

      h2 {
        margin: 0;
      }

      h2:focus-visible {
        outline: none;
      }

      .head p {
        margin: var(--space-1) 0 0;
        overflow-wrap: anywhere;
      }

      .body {
        gap: var(--space-4);
        overflow-wrap: anywhere;
      }

      .body:focus-visible {
        outline-offset: -2px;
      }

      .body > *,
      section > * {
        min-width: 0;
        margin: 0;
      }

      section {
        display: grid;
        gap: var(--space-2);
      }

      h3 {
        font-size: 1rem;
      }

      h4 {
        margin: 0;
        font: 500 1rem/1.5 var(--text-face);
      }

      ul {
        display: grid;
        gap: var(--space-2);
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        gap: var(--space-1);
        min-width: 0;
        padding: var(--space-2) var(--space-3);
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
      }

      li p {
        margin: 0;
      }

      .people li {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
        align-items: baseline;
      }

      .text {
        font: 1rem/1.5 var(--text-face);
        white-space: pre-line;
      }

      del {
        color: var(--danger);
      }

      ins {
        text-decoration-thickness: 2px;
        text-underline-offset: 0.2em;
      }

      .choice {
        padding: var(--space-1) var(--space-2);
        border-radius: var(--radius);
        background: var(--tint-75-1);
      }

      @media (max-width: 40rem) {
        dialog {
          width: 100%;
        }

        .head,
        footer {
          padding: var(--space-3) var(--space-4);
        }

        .body {
          padding-inline: var(--space-4);
        }
      }
    `,
  ];

  @state() private view: TakingIn = { type: "waiting", sentence: "" };
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("h2") private readonly heading!: HTMLElement;
  private answer: ((isAgreed: boolean) => void) | null = null;

  /** Shows what there is to decide, and resolves with whether the user agrees. It then stays open. */
  async ask(view: TakingIn): Promise<boolean> {
    await this.show(view);
    return new Promise((resolve) => (this.answer = resolve));
  }

  /** Shows something, and opens the dialog if it is not open. */
  async show(view: TakingIn): Promise<void> {
    this.view = view;
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    this.heading.focus();
  }

  /** Closes the dialog; what was asked is answered with no. */
  close(): void {
    this.dialog.close();
  }

  protected override render(): TemplateResult {
    const { view } = this;
    return html`<dialog
      aria-labelledby="heading"
      @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
      @cancel=${this.onCancel}
      @close=${() => this.settle(false)}
    >
      <div class="head">
        <h2 id="heading" tabindex="-1">Take in a working copy</h2>
        ${view.type === "news" ? html`<p class="muted" dir="auto">${view.title || "Untitled"}</p>` : nothing}
      </div>
      <div
        class="body"
        tabindex=${view.type === "news" ? "0" : nothing}
        role="group"
        aria-labelledby="heading"
      >
        ${this.renderBody(view)}
      </div>
      ${view.type === "waiting" ? nothing : this.renderFooter(view)}
    </dialog>`;
  }

  private renderBody(view: TakingIn) {
    switch (view.type) {
      case "waiting":
        return html`<p role="status">${view.sentence}</p>`;
      case "problems":
        return html`<div role="alert">${view.sentences.map((each) => html`<p>${each}</p>`)}</div>`;
      case "other":
        return html`<p>
          This is a working copy of another article,
          “<bdi>${view.title || "Untitled"}</bdi>”${view.isHere ? "" : ", which is not on this machine yet"}.
        </p>`;
      case "news":
        return this.renderNews(view);
    }
  }

  private renderFooter(view: TakingIn) {
    const label = { news: "Take in", other: "Open that article", problems: "", waiting: "" }[
      view.type
    ];
    return html`<footer>
      <div class="row">
        <button type="button" @click=${this.close}>${label ? "Cancel" : "Close"}</button>
        ${
          label
            ? html`<button type="button" class="primary" @click=${this.agree}>${label}</button>`
            : nothing
        }
      </div>
    </footer>`;
  }

  // —— What the copy brings

  private renderNews(view: OfferedNews) {
    const { news, before, after } = view;
    return html`${
        view.isAgain
          ? html`<p role="alert">The article has changed meanwhile. Look once more.</p>`
          : nothing
      }
      <p>Nothing has been taken in yet. This is what the copy brings:</p>
      ${view.warnings.map((warning) => html`<p class="muted">${warning}</p>`)}
      <ul class="people" aria-label="Who did how much">
        ${news.people.map((work) => this.renderWork(work, view))}
      </ul>
      ${section("New claims", news.claims, (claim) => html`<li dir="auto">${claimWords(claim, after)}</li>`)}
      ${section("Deleted claims", news.deleted, (claim) => html`<li dir="auto"><del>${claimWords(claim, before)}</del></li>`)}
      ${section("Changed fields", fieldGroups(news, after), (group) => this.renderGroup(group, view))}
      ${section("Changed text", news.text, renderText)}
      ${section("Words that find no place", news.displaced, (record) => html`<li class="text" dir="auto">${value(record, "words")}</li>`)}`;
  }

  private renderWork({ author, commits, from, to }: Work, view: OfferedNews) {
    return html`<li>
      ${renderPerson(author, view)}
      <span class="muted"
        >${commits === 1 ? "1 change" : `${commits.toLocaleString("en")} changes`}</span
      >
      <span class="muted">${period(from, to)}</span>
    </li>`;
  }

  private renderGroup({ claim, lines }: FieldGroup, view: OfferedNews) {
    return html`<li>
      <h4 dir="auto">${claim ?? "The article"}</h4>
      ${lines.map((line) => renderField(line, claim !== null, view))}
    </li>`;
  }

  // —— Answers

  private agree(): void {
    const { answer } = this;
    this.answer = null;
    void this.show({ type: "waiting", sentence: "Taking in…" });
    answer?.(true);
  }

  private settle(isAgreed: boolean): void {
    const { answer } = this;
    this.answer = null;
    answer?.(isAgreed);
  }

  private onCancel(event: Event): void {
    if (this.view.type === "waiting") event.preventDefault();
  }
}

/** Things under a heading with their number; nothing when there are none. */
function section<T>(heading: string, things: readonly T[], render: (thing: T) => unknown) {
  if (things.length === 0) return nothing;
  const more = things.length - MOST;
  return html`<section>
    <h3>${heading} <span class="muted">${things.length.toLocaleString("en")}</span></h3>
    <ul aria-label=${heading}>
      ${things.slice(0, MOST).map(render)}
    </ul>
    ${more > 0 ? html`<p class="muted">and ${more.toLocaleString("en")} more</p>` : nothing}
  </section>`;
}

function renderPerson(author: string, { after, author: self }: OfferedNews) {
  if (author === self) return html`<span>You</span>`;
  const { people } = contents(after);
  return html`<tickmark-person author=${author} .people=${people}></tickmark-person>`;
}

function renderField(line: FieldLine, isOnCard: boolean, view: OfferedNews) {
  const { label, was, now, isContested } = line;
  if (isContested) return renderContested(line, view);
  const [only] = now;
  if (only && now.length === 1)
    return html`<p>
      <span class="muted">${label}:</span>
      ${was ? html`<del dir="auto">${was}</del>` : nothing}
      <ins dir="auto">${only.words || "(empty)"}</ins>
      <span class="muted">${renderPerson(only.author, view)}</span>
    </p>`;
  const isBoth = now.some(({ author }) => author === view.author);
  return html`<div class="choice">
    <p>
      <strong>${label}</strong>: ${isBoth ? "you both set this" : "it was set differently"}, to be
      chosen ${isOnCard ? "on the card" : "in the article’s details"}.
    </p>
    ${now.map(
      ({ author, words }) =>
        html`<p>
          <span dir="auto">${words || "(empty)"}</span>
          <span class="muted">${renderPerson(author, view)}</span>
        </p>`,
    )}
  </div>`;
}

function renderContested({ now }: FieldLine, view: OfferedNews) {
  return html`<div class="choice">
    <p>
      Deleted by ${renderPerson(now.at(-1)!.author, view)}, and changed by somebody else: to be
      decided on the card.
    </p>
  </div>`;
}

function renderText({ before, after }: TextNews) {
  const { was, is } = differences(before, after);
  return html`<li>
    ${before ? html`<p class="text" dir="auto"><span class="visually-hidden">Before: </span>${was.map(renderRemoved)}</p>` : nothing}
    ${after ? html`<p class="text" dir="auto"><span class="visually-hidden">Now: </span>${is.map(renderAdded)}</p>` : nothing}
  </li>`;
}

function renderRemoved({ text, isShared }: Part) {
  return isShared ? text : html`<del>${text}</del>`;
}

function renderAdded({ text, isShared }: Part) {
  return isShared ? text : html`<ins>${text}</ins>`;
}

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** When something was done, to the minute and where the user is. */
function period(from: string, to: string): string {
  return moment.formatRange(new Date(from), new Date(to));
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-taking-in": TickmarkTakingIn;
  }
}
