import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, query } from "lit/decorators.js";
import { controls } from "./controls";

/** The dialog that asks for the name which goes with working copies. */
@customElement("tickmark-name-dialog")
export class TickmarkNameDialog extends LitElement {
  static override readonly styles = [
    controls,
    css`
      p {
        margin: 0 0 var(--space-4);
      }

      .row {
        margin-top: var(--space-4);
      }
    `,
  ];

  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("input") private readonly input!: HTMLInputElement;
  private answer: ((name: string | null) => void) | null = null;

  /** Asks, and resolves with the name, empty for none; null when it is to stay as it is. */
  async ask(name: string): Promise<string | null> {
    await this.updateComplete;
    this.input.value = name;
    this.dialog.returnValue = "";
    this.dialog.showModal();
    this.input.select();
    return new Promise((resolve) => (this.answer = resolve));
  }

  protected override render(): TemplateResult {
    return html`<dialog
      aria-labelledby="heading"
      aria-describedby="why"
      @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
      @close=${this.onClose}
    >
      <h2 id="heading">Your name</h2>
      <p id="why">
        Your name goes with the working copy, so that your colleague knows who did what.
      </p>
      <form method="dialog">
        <label class="field">
          <span>Name</span>
          <input dir="auto" autofocus autocomplete="name" maxlength="200" />
        </label>
        <div class="row">
          <button class="primary" value="name">Use this name</button>
          <button value="none">Without a name</button>
          <button type="button" class="quiet" @click=${() => this.dialog.close("")}>Cancel</button>
        </div>
      </form>
    </dialog>`;
  }

  private onClose(): void {
    const answers: Readonly<Record<string, string>> = { name: this.input.value.trim(), none: "" };
    this.answer?.(answers[this.dialog.returnValue] ?? null);
    this.answer = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-name-dialog": TickmarkNameDialog;
  }
}
