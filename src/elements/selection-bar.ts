import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controls } from "./controls";

/** What can be done with selected words. */
export type SelectionChoice = "mark" | "clear" | "take";

/** Fired by the selection bar when one of its buttons is pressed. */
export class SelectionChoiceEvent extends Event {
  static readonly type = "selection-choice";
  constructor(readonly choice: SelectionChoice) {
    super(SelectionChoiceEvent.type);
  }
}

/**
 * The small toolbar at selected words.
 *
 * Fires `selection-choice`. A press on it leaves the selection as it is.
 */
@customElement("tickmark-selection-bar")
export class TickmarkSelectionBar extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
      }
      [role="toolbar"] {
        display: flex;
        gap: 2px;
        padding: 3px;
        background: var(--raised);
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        box-shadow: var(--shadow);
      }
      button {
        border-color: transparent;
        white-space: nowrap;
      }
    `,
  ];

  /** Whether words are selected; else the bar is there for the passage the caret is in. */
  @property({ type: Boolean }) hasWords = false;
  /** Whether what is selected, or the caret, is in a passage marked “nothing to check”. */
  @property({ type: Boolean }) isCleared = false;
  /** Whether a claim is open, so that the words can become a passage of it. */
  @property({ type: Boolean }) hasClaim = false;
  /** Whether something waits for words, such as a passage to be moved. */
  @property({ type: Boolean }) isAwaiting = false;
  /** Whether bare letters are keys now. */
  @property({ type: Boolean }) hasLetterKeys = false;

  override render() {
    return html`<div
      role="toolbar"
      aria-label="Selected words"
      @mousedown=${keepSelection}
      @keydown=${this.onKeydown}
    >
      ${this.isAwaiting ? this.renderButton("take", "Take these words") : nothing}
      ${this.hasWords ? this.renderButton("mark", "Mark claim", "C") : nothing}
      ${this.renderButton("clear", this.isCleared ? "Check after all" : "Nothing to check", "N")}
      ${this.hasWords && this.hasClaim && !this.isAwaiting ? this.renderButton("take", "Add to open claim") : nothing}
    </div>`;
  }

  private renderButton(choice: SelectionChoice, label: string, key?: string) {
    const isKey = key !== undefined && this.hasLetterKeys;
    return html`<button
      type="button"
      aria-label=${label}
      aria-keyshortcuts=${isKey ? key : nothing}
      @click=${() => this.dispatchEvent(new SelectionChoiceEvent(choice))}
    >
      ${label}${isKey ? html` <kbd aria-hidden="true">${key}</kbd>` : nothing}
    </button>`;
  }

  /** Arrow keys go along the toolbar, as in every toolbar. */
  private onKeydown(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const buttons = [...this.renderRoot.querySelectorAll("button")];
    const here = buttons.indexOf(this.shadowRoot?.activeElement as HTMLButtonElement);
    buttons.at((here + step) % buttons.length)?.focus();
    event.preventDefault();
  }
}

function keepSelection(event: MouseEvent): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-selection-bar": TickmarkSelectionBar;
  }
}
