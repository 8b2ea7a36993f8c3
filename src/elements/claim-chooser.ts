import { LitElement, css, html } from "lit";
import { customElement, property, queryAll } from "lit/decorators.js";
import type { ClaimView } from "../editor/anchors";
import type { Id } from "../model/record";
import { claimSummary, summaryStyles } from "./card";
import { controls } from "./controls";

/** The user has chosen one of the claims offered. */
export class ClaimChoiceEvent extends Event {
  static readonly type = "claim-choice";
  constructor(
    readonly claim: Id<"claim">,
    /** Whether by the keyboard, so that the focus is to go on to the claim's card. */
    readonly isByKey: boolean,
  ) {
    super(ClaimChoiceEvent.type);
  }
}

/** The user points at one of the claims offered, without having chosen it; null: at none any more. */
export class ClaimPointEvent extends Event {
  static readonly type = "claim-point";
  constructor(readonly claim: Id<"claim"> | null) {
    super(ClaimPointEvent.type);
  }
}

/** The user is done with the list, without a choice. */
export class ChooserCloseEvent extends Event {
  static readonly type = "chooser-close";
  constructor() {
    super(ChooserCloseEvent.type);
  }
}

/**
 * The claims that lie over each other at one place, to choose one of them.
 *
 * A list box that takes the focus only when asked: arrow keys, Home and End move in it, Enter
 * chooses, Escape leaves it. Pressing the mouse on it leaves the focus where it is.
 *
 * @fires ClaimChoiceEvent
 * @fires ClaimPointEvent - while the mouse or the focus is on a claim
 * @fires ChooserCloseEvent - on Escape, and when the focus goes elsewhere
 */
@customElement("tickmark-claim-chooser")
export class TickmarkClaimChooser extends LitElement {
  static override readonly styles = [
    controls,
    summaryStyles,
    css`
      :host {
        display: block;
        width: max-content;
        max-width: min(24rem, 100%);
        font-size: var(--small);
      }

      [role="listbox"] {
        overflow: auto;
        max-height: min(16rem, 40dvh);
        padding: var(--space-1);
        border: 1px solid var(--hairline);
        border-radius: calc(var(--radius) + var(--space-1));
        background: var(--raised);
        box-shadow: var(--shadow);
      }

      [role="option"] {
        display: flex;
        gap: var(--space-2);
        align-items: baseline;
        min-height: 1.75rem;
        padding: 0.1875rem var(--space-2);
        border-inline-start: 3px solid transparent;
        border-radius: var(--radius);
        cursor: pointer;
      }

      [role="option"]:is(:hover, :focus) {
        background: var(--sunken);
      }

      [role="option"]:focus-visible {
        outline-offset: -2px;
      }

      [aria-selected="true"] {
        border-color: var(--accent);
        font-weight: 600;
      }
    `,
  ];

  /** The claims, in the order they are offered. */
  @property({ attribute: false }) claims: readonly ClaimView[] = [];
  /** The one that is open; null: none of them needs to be. */
  @property({ attribute: false }) selected: Id<"claim"> | null = null;

  @queryAll("[role=option]") private readonly options!: NodeListOf<HTMLElement>;

  /** Puts the focus on the first claim. */
  override focus(): void {
    void this.updateComplete.then(() => this.options[0]?.focus());
  }

  protected override render() {
    return html`<div
      role="listbox"
      aria-label="${this.claims.length} claims here"
      @mousedown=${(event: MouseEvent) => event.preventDefault()}
      @mouseleave=${() => this.point(null)}
      @focusout=${this.onFocusOut}
      @keydown=${this.onKeydown}
    >
      ${this.claims.map((view, index) => this.renderOption(view, index === 0))}
    </div>`;
  }

  private renderOption(view: ClaimView, isFirst: boolean) {
    const { id } = view.record;
    return html`<div
      role="option"
      tabindex=${isFirst ? 0 : -1}
      aria-selected=${id === this.selected}
      @click=${() => this.choose(id, false)}
      @mouseenter=${() => this.point(id)}
      @focus=${() => this.point(id)}
    >
      ${claimSummary(view)}
    </div>`;
  }

  private choose(claim: Id<"claim">, isByKey: boolean): void {
    this.dispatchEvent(new ClaimChoiceEvent(claim, isByKey));
  }

  private point(claim: Id<"claim"> | null): void {
    this.dispatchEvent(new ClaimPointEvent(claim));
  }

  private onFocusOut({ relatedTarget }: FocusEvent): void {
    if (relatedTarget instanceof Node && this.renderRoot.contains(relatedTarget)) return;
    this.dispatchEvent(new ChooserCloseEvent());
  }

  private onKeydown(event: KeyboardEvent): void {
    const options = [...this.options];
    const focused = options.findIndex((option) => option.matches(":focus"));
    const target = optionFor(event.key, options, focused);
    if (target) target.focus();
    else if (event.key === "Enter" || event.key === " ")
      this.choose(this.claims[focused]!.record.id, true);
    else if (event.key === "Escape") this.dispatchEvent(new ChooserCloseEvent());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** The option that a key goes to; undefined when it goes nowhere. */
function optionFor(
  key: string,
  options: readonly HTMLElement[],
  focused: number,
): HTMLElement | undefined {
  switch (key) {
    case "ArrowDown":
      return options[(focused + 1) % options.length];
    case "ArrowUp":
      return options.at(focused - 1);
    case "Home":
      return options[0];
    case "End":
      return options.at(-1);
    default:
      return undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-claim-chooser": TickmarkClaimChooser;
  }
}
