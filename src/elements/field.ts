import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { isWebAddress } from "../model/address";
import { compact, controls } from "./controls";

/** After how many milliseconds without a key a field's text is entered. One pause, one undo event. */
export const TYPING_PAUSE = 500;

/** What tells that the page may go away: the first that comes still leaves time for saving. */
const LEAVING = ["blur", "beforeunload", "pagehide"] as const;

/** Fired by `<tickmark-field>` when the user has entered a value: after a pause, or on leaving. */
export class FieldEntryEvent extends Event {
  static readonly type = "field-entry";
  constructor(readonly value: string) {
    super(FieldEntryEvent.type);
  }
}

/** Fired by `<tickmark-field>` when it begins or ends to hold text that has not been entered yet. */
export class PendingEntryEvent extends Event {
  static readonly type = "pending-entry";
  constructor(readonly isPending: boolean) {
    super(PendingEntryEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * A labelled text field whose typing becomes entries: one for each pause, and at the latest when
 * the field is left, undo is asked for, or the page goes away.
 *
 * Fires `field-entry`, and `pending-entry` around it. Its `value` may change from outside at any
 * time; what the user is just typing stays.
 */
@customElement("tickmark-field")
export class TickmarkField extends LitElement {
  static override readonly shadowRootOptions = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  static override readonly styles = [
    controls,
    compact,
    css`
      :host {
        display: block;
      }
      textarea {
        field-sizing: content;
        min-height: 2lh;
        max-height: 16lh;
        resize: vertical;
      }
    `,
  ];

  /** The field's visible and accessible name. */
  @property() label = "";
  /** The value as entered. */
  @property() value = "";
  /** `area` has several lines; the others are one-line inputs of that type. */
  @property() type: "text" | "url" | "date" | "area" = "text";
  /** An example of what goes in; default none. */
  @property() placeholder = "";
  /** The language of what goes in, as a BCP 47 tag; empty: the page's. */
  @property() language = "";

  @state() private typed: string | null = null;
  private pause: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of LEAVING) window.addEventListener(type, this.enter);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of LEAVING) window.removeEventListener(type, this.enter);
    this.enter();
  }

  override render() {
    // What is wrong stands outside the label, which would take it into the field's name.
    return html`<label class="field">
        <span>${this.label}</span>
        ${this.type === "area" ? this.renderArea() : this.renderInput()}
      </label>
      ${
        this.isUnusable
          ? html`<span class="fault" id="fault" role="alert"
              >Not a web address: it begins with https://</span
            >`
          : nothing
      }`;
  }

  /** Whether an address has been entered that no link can be made of. It is kept all the same. */
  private get isUnusable(): boolean {
    return (
      this.type === "url" && this.typed === null && this.value !== "" && !isWebAddress(this.value)
    );
  }

  private renderArea() {
    return html`<textarea
      rows="2"
      lang=${this.language}
      placeholder=${this.placeholder}
      .value=${live(this.typed ?? this.value)}
      @input=${this.onInput}
      @keydown=${this.onKeydown}
      @blur=${this.enter}
    ></textarea>`;
  }

  private renderInput() {
    return html`<input
      type=${this.type}
      lang=${this.language}
      placeholder=${this.placeholder}
      autocomplete="off"
      .value=${live(this.typed ?? this.value)}
      @input=${this.onInput}
      @keydown=${this.onKeydown}
      @blur=${this.enter}
      aria-invalid=${this.isUnusable ? "true" : nothing}
      aria-describedby=${this.isUnusable ? "fault" : nothing}
    />`;
  }

  private onInput(event: InputEvent): void {
    const isFirst = this.typed === null;
    this.typed = (event.target as HTMLInputElement).value;
    if (isFirst) this.dispatchEvent(new PendingEntryEvent(true));
    clearTimeout(this.pause);
    this.pause = setTimeout(this.enter, TYPING_PAUSE);
  }

  /** Enters what was typed before a key goes on to whoever undoes, leaves or finishes. */
  private onKeydown(event: KeyboardEvent): void {
    const isPlainEnter = event.key === "Enter" && this.type !== "area";
    if (isPlainEnter || event.key === "Escape" || event.ctrlKey || event.metaKey) this.enter();
  }

  private readonly enter = (): void => {
    clearTimeout(this.pause);
    const { typed } = this;
    if (typed === null) return;
    this.typed = null;
    if (typed !== this.value) this.dispatchEvent(new FieldEntryEvent(typed));
    this.dispatchEvent(new PendingEntryEvent(false));
  };
}

declare global {
  interface GlobalEventHandlersEventMap {
    "field-entry": FieldEntryEvent;
    "pending-entry": PendingEntryEvent;
  }
  interface HTMLElementTagNameMap {
    "tickmark-field": TickmarkField;
  }
}
