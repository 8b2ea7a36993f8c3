import { LitElement, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { Node } from "prosemirror-model";
import { EditorState, Plugin } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { selectedWords } from "../editor/commands";
import { lockPlugin } from "../editor/lock";
import type { Range } from "../editor/text";
import { directionOf } from "../model/language";
import { browserSelection } from "./browser-selection";
import "./draft-text.css";

/** The user has selected words of the new draft for a passage. Bubbles. */
export class DraftWordsEvent extends Event {
  constructor(
    /** In positions of the new draft. */
    readonly range: Range,
  ) {
    super("draft-words", { bubbles: true });
  }
}

/** A place shown in a draft, and as what: of another passage, offered, or chosen. */
export interface ShownPlace extends Range {
  readonly as: "taken" | "offered" | "chosen";
}

/**
 * A new draft to be read, and to select words in; nothing changes it. In the light tree, since
 * selection breaks in shadow roots.
 *
 * @fires DraftWordsEvent - on Enter at selected words, and when words are selected with the mouse
 * that `isAwaiting` waits for
 */
@customElement("tickmark-draft-text")
export class TickmarkDraftText extends LitElement {
  /** The document shown. Another one begins at its top. */
  @property({ attribute: false }) draft!: Node;
  /** The places to be shown in it. */
  @property({ attribute: false }) places: readonly ShownPlace[] = [];
  /** The textblocks whose words are new. */
  @property({ attribute: false }) newBlocks: readonly Range[] = [];
  /** The language of the text, as a BCP 47 tag; empty: not known. */
  @property() language = "";
  /** Whether the next words selected with the mouse are wanted. */
  @property({ type: Boolean }) isAwaiting = false;

  @query(".article-text") private readonly place!: HTMLElement;
  private view: EditorView | null = null;
  private shown = DecorationSet.empty;

  /** The words that are selected, in positions of the draft; null: none are. */
  get selectedWords(): Range | null {
    return this.view && selectedWords(this.view.state);
  }

  /** Puts the focus into the text, at its caret. */
  override focus(): void {
    this.view?.focus();
  }

  /** Scrolls to a position of the draft, unless it can be read where it is. */
  reveal(position: number): void {
    const place = this.view?.coordsAtPos(position);
    if (!place) return;
    const { top, height } = this.place.getBoundingClientRect();
    const isVisible = place.top > top + height * 0.1 && place.bottom < top + height * 0.7;
    if (!isVisible) this.place.scrollBy({ top: place.top - top - height * 0.3 });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("pointerup", this.onPointerUp);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("pointerup", this.onPointerUp);
    this.view?.destroy();
    this.view = null;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render() {
    return html`<div class="article-text"></div>`;
  }

  protected override firstUpdated(): void {
    this.view = new EditorView(
      { mount: this.place },
      {
        state: this.draftState(),
        attributes: () => this.textAttributes(),
        handleKeyDown: (_view, event) => this.onKeydown(event),
      },
    );
  }

  /** Made once for many drawings: each caret move asks for them. */
  protected override willUpdate(): void {
    this.shown = DecorationSet.create(this.draft, [
      ...this.places.map(({ from, to, as }) => Decoration.inline(from, to, { class: as })),
      ...this.newBlocks.map(({ from, to }) => Decoration.node(from, to, { class: "new" })),
    ]);
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (!this.view) return;
    if (changed.get("draft")) {
      this.view.updateState(this.draftState());
      this.place.scrollTop = 0;
    }
    // Has the view ask for its decorations again.
    if (changed.has("places")) this.view.setProps({});
  }

  private draftState(): EditorState {
    const drawing = new Plugin({ props: { decorations: () => this.shown } });
    return EditorState.create({ doc: this.draft, plugins: [lockPlugin(), drawing] });
  }

  private textAttributes(): Record<string, string> {
    return {
      role: "textbox",
      "aria-multiline": "true",
      "aria-readonly": "true",
      "aria-label": "New draft",
      spellcheck: "false",
      // Nothing can be typed here: no keyboard is to come up for it.
      inputmode: "none",
      dir: directionOf(this.language),
      ...(this.language && { lang: this.language }),
    };
  }

  private onKeydown(event: KeyboardEvent): boolean {
    if (event.key !== "Enter") return false;
    this.offerWords();
    return true;
  }

  private readonly onPointerUp = ({ target }: PointerEvent): void => {
    if (this.isAwaiting && this.contains(target as Element)) this.offerWords();
  };

  private offerWords(): void {
    const { view } = this;
    const selection = view && browserSelection(view);
    if (selection) view.dispatch(view.state.tr.setSelection(selection));
    const words = this.selectedWords;
    if (words) this.dispatchEvent(new DraftWordsEvent(words));
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    "draft-words": DraftWordsEvent;
  }
  interface HTMLElementTagNameMap {
    "tickmark-draft-text": TickmarkDraftText;
  }
}
