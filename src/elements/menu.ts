import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, queryAll } from "lit/decorators.js";
import { controls } from "./controls";

/** One thing that a menu offers. */
export interface MenuItem {
  /** What `MenuChoiceEvent` names it by; unique in its menu. */
  readonly id: string;
  readonly label: string;
  /** What it does, in a few words; absent: the label says it all. */
  readonly hint?: string;
}

/** The user has chosen an item of a menu. Bubbles and is composed. */
export class MenuChoiceEvent extends Event {
  constructor(readonly id: string) {
    super("menu-choice", { bubbles: true, composed: true });
  }
}

/**
 * A button that opens a menu below itself.
 *
 * Arrow keys, Home, End and first letters move within the menu, Escape and Tab leave it. The button
 * shows its label, or what the slot holds in its place.
 *
 * @fires MenuChoiceEvent - when an item is chosen
 * @slot - what the button shows instead of its label
 */
@customElement("tickmark-menu")
export class TickmarkMenu extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: inline-block;
      }

      slot {
        display: flex;
        gap: var(--space-2);
        align-items: center;
      }

      .arrow {
        width: 0.375rem;
        height: 0.375rem;
        border: solid var(--muted);
        border-width: 0 1.5px 1.5px 0;
        translate: 0 -0.125rem;
        rotate: 45deg;
      }

      [popover] {
        min-width: 11rem;
        max-width: min(22rem, 100vw - 1rem);
        margin: var(--space-1) 0;
        padding: var(--space-1);
        border: 1px solid var(--hairline);
        border-radius: calc(var(--radius) + var(--space-1));
        background: var(--raised);
        color: var(--ink);
        box-shadow: var(--shadow);
      }

      /* Below the button, flush with its right edge; elsewhere when there is no room. */
      @supports (position-area: bottom span-left) {
        [popover] {
          inset: auto;
          position-area: bottom span-left;
          position-try-fallbacks:
            flip-block,
            flip-inline,
            flip-block flip-inline;
        }
      }

      [role="menuitem"] {
        display: grid;
        width: 100%;
        align-content: center;
        padding: var(--space-1) var(--space-3);
        border: 0;
        font-weight: 400;
        text-align: start;
      }

      [role="menuitem"]:focus {
        outline-offset: -2px;
        background: var(--sunken);
      }
    `,
  ];

  /** The button's accessible name. */
  @property() label = "";

  /** What the menu offers, in order. */
  @property({ attribute: false }) items: readonly MenuItem[] = [];

  @query("button") private readonly button!: HTMLButtonElement;
  @query("[popover]") private readonly menu!: HTMLElement;
  @queryAll("[role=menuitem]") private readonly itemButtons!: NodeListOf<HTMLButtonElement>;

  protected override render(): TemplateResult {
    return html`
      <button
        type="button"
        class="quiet"
        popovertarget="menu"
        aria-haspopup="menu"
        aria-label=${this.label}
        @keydown=${this.onButtonKeydown}
      >
        <slot>${this.label}<span class="arrow"></span></slot>
      </button>
      <div
        id="menu"
        popover
        role="menu"
        aria-label=${this.label}
        @beforetoggle=${this.onBeforeToggle}
        @keydown=${this.onMenuKeydown}
      >
        ${this.items.map((item, index) => this.renderItem(item, index === 0))}
      </div>
    `;
  }

  private renderItem({ id, label, hint }: MenuItem, isFirst: boolean): TemplateResult {
    return html`
      <button
        type="button"
        role="menuitem"
        tabindex="-1"
        ?autofocus=${isFirst}
        aria-describedby=${hint ? `hint-${id}` : nothing}
        @click=${() => this.choose(id)}
      >
        <span>${label}</span>
        ${hint && html`<span class="muted" id="hint-${id}" aria-hidden="true">${hint}</span>`}
      </button>
    `;
  }

  private choose(id: string): void {
    this.menu.hidePopover();
    this.dispatchEvent(new MenuChoiceEvent(id));
  }

  private onButtonKeydown(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    this.button.click();
    if (event.key === "ArrowUp") [...this.itemButtons].at(-1)?.focus();
  }

  /** Gives the focus back to the button, before what has it is hidden. */
  private onBeforeToggle({ newState }: ToggleEvent): void {
    if (newState === "closed" && this.menu.matches(":focus-within")) this.button.focus();
  }

  private onMenuKeydown(event: KeyboardEvent): void {
    // Tab then goes on from the button.
    if (event.key === "Tab") this.menu.hidePopover();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = this.itemFor(event.key);
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  /** The item that a key goes to; undefined when it goes nowhere. */
  private itemFor(key: string): HTMLButtonElement | undefined {
    const items = [...this.itemButtons];
    const focused = items.findIndex((item) => item.matches(":focus"));
    switch (key) {
      case "ArrowDown":
        return items[(focused + 1) % items.length];
      case "ArrowUp":
        return items.at(focused - 1);
      case "Home":
        return items[0];
      case "End":
        return items.at(-1);
      default:
        return [...items.slice(focused + 1), ...items].find((item) => startsWith(item, key));
    }
  }
}

/** Whether the item's label starts with the character that was typed. */
function startsWith(item: HTMLButtonElement, key: string): boolean {
  return key.length === 1 && !!item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase());
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-menu": TickmarkMenu;
  }
  interface GlobalEventHandlersEventMap {
    "menu-choice": MenuChoiceEvent;
  }
}
