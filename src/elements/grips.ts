import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Anchor } from "../editor/anchors";
import { controls } from "./controls";

/** Which end of a passage. */
export type Edge = "start" | "end";

/** Where the user has brought a grip to. Fired while it is dragged, and once when it is dropped. */
export class GripDragEvent extends Event {
  static readonly type = "grip-drag";
  constructor(
    readonly edge: Edge,
    /** Viewport pixels. */
    readonly x: number,
    readonly y: number,
    readonly isDropped: boolean,
  ) {
    super(GripDragEvent.type);
  }
}

/** The user has clicked on a grip and not moved it: the words below it were meant. */
export class GripClickEvent extends Event {
  static readonly type = "grip-click";
  constructor(
    /** Viewport pixels. */
    readonly x: number,
    readonly y: number,
  ) {
    super(GripClickEvent.type);
  }
}

/** The user moves a grip with an arrow key. */
export class GripStepEvent extends Event {
  static readonly type = "grip-step";
  constructor(
    readonly edge: Edge,
    /** Towards the text's end, or its beginning. */
    readonly direction: -1 | 1,
    readonly unit: "character" | "word",
  ) {
    super(GripStepEvent.type);
  }
}

/** From how many pixels on a press that moves is a drag. */
const DRAG_DISTANCE = 3;

/**
 * The two ends of an open claim's passage, to be dragged, or moved by arrow keys: by characters,
 * with Control or Alt by words.
 *
 * The host spans the text's column; `place` puts the grips to where the passage is.
 *
 * @fires GripDragEvent
 * @fires GripClickEvent
 * @fires GripStepEvent
 */
@customElement("tickmark-grips")
export class TickmarkGrips extends LitElement {
  static override readonly styles = [
    controls,
    css`
      button {
        pointer-events: auto;
        position: absolute;
        z-index: 1;
        width: 24px;
        min-height: 0;
        padding: 0;
        border: 0;
        background: none;
        translate: -50% 0;
        cursor: ew-resize;
        touch-action: none;
      }
      button:hover {
        background: none;
      }
      button::before {
        position: absolute;
        inset: 0 11px;
        background: var(--accent);
        content: "";
      }
      button::after {
        position: absolute;
        left: 7px;
        width: 10px;
        height: 10px;
        border-radius: 50%;
        background: var(--accent);
        content: "";
      }
      .start::after {
        top: -6px;
      }
      .end::after {
        bottom: -6px;
      }
    `,
  ];

  @property({ attribute: false }) passage: Anchor<"passage"> | undefined;
  /** Where an end stands, in pixels from the host's corner. */
  @property({ attribute: false }) placeOf: (
    edge: Edge,
  ) => { readonly left: number; readonly top: number; readonly height: number } | null = () => null;

  /** Where a grip was pressed, until it is dragged. */
  private press: { readonly x: number; readonly y: number } | null = null;
  /** From where a grip was taken hold of to the passage's end, in pixels. */
  private reach = 0;

  override render() {
    return html`${this.renderGrip("start", "Start of the passage")}
    ${this.renderGrip("end", "End of the passage")}`;
  }

  override updated(): void {
    for (const edge of ["start", "end"] as const) {
      const grip = this.renderRoot.querySelector<HTMLElement>(`.${edge}`)!;
      const place = this.placeOf(edge);
      grip.hidden = place === null;
      if (place) {
        grip.style.left = `${place.left}px`;
        grip.style.top = `${place.top}px`;
        grip.style.height = `${place.height}px`;
      }
    }
  }

  private renderGrip(edge: Edge, label: string) {
    return html`<button
      type="button"
      class=${edge}
      aria-label=${label}
      aria-description="Arrow keys move it by a character, with Control or Alt by a word."
      @pointerdown=${this.onPointerDown}
      @pointermove=${(event: PointerEvent) => this.drag(edge, event, false)}
      @pointerup=${(event: PointerEvent) => this.drag(edge, event, true)}
      @keydown=${(event: KeyboardEvent) => this.step(edge, event)}
    ></button>`;
  }

  private onPointerDown(event: PointerEvent): void {
    (event.target as HTMLElement).setPointerCapture(event.pointerId);
    this.press = { x: event.clientX, y: event.clientY };
    const { left, width } = (event.target as HTMLElement).getBoundingClientRect();
    this.reach = left + width / 2 - event.clientX;
    event.preventDefault();
  }

  private drag(edge: Edge, event: PointerEvent, isDropped: boolean): void {
    const { clientX: x, clientY: y } = event;
    if (!(event.target as HTMLElement).hasPointerCapture(event.pointerId)) return;
    if (this.press && Math.hypot(x - this.press.x, y - this.press.y) < DRAG_DISTANCE) {
      if (isDropped) this.dispatchEvent(new GripClickEvent(x, y));
      return;
    }
    this.press = null;
    this.dispatchEvent(new GripDragEvent(edge, x + this.reach, y, isDropped));
  }

  private step(edge: Edge, event: KeyboardEvent): void {
    const direction = ({ ArrowLeft: -1, ArrowRight: 1 } as const)[event.key];
    if (!direction) return;
    event.preventDefault();
    const unit = event.ctrlKey || event.altKey ? "word" : "character";
    this.dispatchEvent(new GripStepEvent(edge, direction, unit));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-grips": TickmarkGrips;
  }
}
