import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Entry } from "../model/record";
import { compact, controls } from "./controls";
import "./person";

/** The user has decided what a field's value is to be. Does not bubble. */
export class ChosenEvent extends Event {
  static readonly type = "chosen";
  constructor(readonly value: unknown) {
    super(ChosenEvent.type);
  }
}

/**
 * What people entered in one field without knowing of each other's: each value with who and when,
 * one to be chosen, or all to be put together where they are texts. Loaded where there is one.
 *
 * @fires ChosenEvent - when the user has decided
 */
@customElement("tickmark-conflict")
export class TickmarkConflict extends LitElement {
  static override readonly styles = [
    controls,
    compact,
    css`
      :host {
        display: block;
        padding: var(--space-2);
        border-radius: var(--radius);
        background: var(--tint-75-1);
      }

      [role="group"] {
        display: grid;
        gap: var(--space-2);
        justify-items: start;
      }

      p {
        margin: 0;
      }

      ul {
        display: grid;
        justify-self: stretch;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0 var(--space-2);
        align-items: start;
      }

      li > :not(button) {
        grid-column: 1;
      }

      li > button {
        grid-area: 1 / 2 / span 2;
      }

      .value {
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** What the field is called. */
  @property() label = "";
  /** The entries to choose from, oldest first. */
  @property({ attribute: false }) entries: readonly Entry[] = [];
  /** What people are called, by id of their profile. */
  @property({ attribute: false }) people: ReadonlyMap<string, string> = new Map();
  /** What a value looks like; an empty text: nothing was entered. */
  @property({ attribute: false }) show: (value: unknown) => string | TemplateResult = String;
  /** What stands between values that are put together; null: they are not texts for that. */
  @property({ attribute: false }) joint: string | null = null;

  override render() {
    if (this.entries.length === 0) return nothing;
    return html`<div role="group" aria-label="${this.label}: choose one">
      <p><strong>${this.label}</strong> was entered differently. Choose one:</p>
      <ul>
        ${this.entries.map((entry, index) => this.renderEntry(entry, `value-${index}`))}
      </ul>
      ${this.renderKeepAll()}
    </div>`;
  }

  private renderEntry({ value, author, at }: Entry, id: string) {
    return html`<li>
      <span class="value" id=${id} dir="auto">${this.show(value) || "(empty)"}</span>
      <tickmark-person
        class="muted"
        author=${author}
        at=${at}
        .people=${this.people}
      ></tickmark-person>
      <button type="button" aria-describedby=${id} @click=${() => this.choose(value)}>
        Use this
      </button>
    </li>`;
  }

  private renderKeepAll() {
    const { joint } = this;
    const texts = [...new Set(this.entries.flatMap(({ value }) => value || []))];
    if (joint === null || texts.length < 2) return nothing;
    return html`<button type="button" @click=${() => this.choose(texts.join(joint))}>
      Keep all, to edit
    </button>`;
  }

  private choose(value: unknown): void {
    this.dispatchEvent(new ChosenEvent(value));
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    chosen: ChosenEvent;
  }
  interface HTMLElementTagNameMap {
    "tickmark-conflict": TickmarkConflict;
  }
}
