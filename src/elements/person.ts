import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { hueOf, initials, nameFor } from "../model/person";

/**
 * Who did something: initials on the person's colour, the name beside it, and when it was. Loaded
 * where somebody is to be told.
 */
@customElement("tickmark-person")
export class TickmarkPerson extends LitElement {
  static override readonly styles = css`
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      gap: 0 0.35em;
      align-items: baseline;
      overflow-wrap: anywhere;
    }

    .initials {
      display: inline-grid;
      place-content: center;
      min-width: 1.9em;
      height: 1.9em;
      border-radius: 999px;
      background: var(--tint);
      color: var(--ink);
      font-size: 0.6875rem;
      font-weight: 600;
      line-height: 1;
      outline: 1px solid var(--colour);
      outline-offset: -1px;
    }
  `;

  /** Id of the profile. */
  @property() author = "";
  /** What people are called, by id of their profile. */
  @property({ attribute: false }) people: ReadonlyMap<string, string> = new Map();
  /** When, as ISO 8601; empty: not said. */
  @property() at = "";

  override willUpdate(): void {
    const hue = hueOf(this.author);
    this.style.setProperty("--tint", `var(--tint-${hue}-1)`);
    this.style.setProperty("--colour", `var(--hue-${hue})`);
  }

  override render() {
    const name = nameFor(this.author, this.people);
    return html`<span class="initials" aria-hidden="true">${initials(name)}</span>
      <span dir="auto">${name}</span>
      ${this.at ? html`<time datetime=${this.at}>${timeOf(this.at)}</time>` : nothing}`;
  }
}

/** A moment where the user is, to the minute. */
function timeOf(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-person": TickmarkPerson;
  }
}
