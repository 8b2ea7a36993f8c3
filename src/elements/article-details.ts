import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { setField } from "../editor/commands";
import { isWebAddress } from "../model/address";
import type { ArticleFields } from "../model/article";
import { hasConflict } from "../model/conflict";
import { value, type RecordOf } from "../model/record";
import { scaleOf, SCALES, type ScaleId } from "../model/scale";
import { compact, controls } from "./controls";
import { jointOf, renderConflict } from "./deciding";
import { CommandEvent } from "./events";
import "./field";
import { languageName, languageOptions } from "./languages";
import type { FieldEntryEvent, TickmarkField } from "./field";

/**
 * What is known of the article beside its text: one quiet line, and behind it the fields.
 *
 * @fires CommandEvent - when a field is changed
 */
@customElement("tickmark-article-details")
export class TickmarkArticleDetails extends LitElement {
  static override readonly styles = [
    controls,
    compact,
    css`
      :host {
        display: block;
      }
      summary {
        font-weight: 400;
        color: var(--muted);
        font-size: var(--small);
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
        gap: var(--space-3);
        padding: var(--space-3) 0 var(--space-5);
      }
      tickmark-conflict {
        grid-column: 1 / -1;
      }
    `,
  ];

  /** The article's record; undefined while nothing has been entered. */
  @property({ attribute: false }) record: RecordOf<"article"> | undefined;
  /** What to call those who worked on the article, by id of their profile. */
  @property({ attribute: false }) people: ReadonlyMap<string, string> = new Map();

  /** Puts the focus on the control for a field; answers whether there is one. */
  focusField(field: string): boolean {
    const control = this.renderRoot.querySelector<HTMLElement>(`[data-field$=":${field}"]`);
    const details = this.renderRoot.querySelector("details");
    if (!control || !details) return false;
    details.open = true;
    control.focus();
    return true;
  }

  override render() {
    const { record } = this;
    if (!record) return nothing;
    const scale = scaleOf(value(record, "scale"));
    const parts = [value(record, "byline"), value(record, "outlet"), value(record, "published")];
    return html`<details>
      <summary>
        ${[...parts, `${scale.name} scale`].filter(Boolean).join(" · ")}
        ${hasConflict(record) ? html`<span class="fault">Conflict</span>` : nothing}
      </summary>
      <div class="fields">
        ${this.renderField(record, "byline", "Byline")}
        ${this.renderField(record, "outlet", "Outlet")}
        ${this.renderField(record, "address", "Address", "url")}
        ${this.renderField(record, "published", "Date", "date")} ${this.renderLanguage(record)}
        ${this.renderConflict(record, "scale", "Scale", { show: scaleName })}
        <label class="field">
          <span>Scale</span>
          <select data-field="${record.id}:scale" .value=${live(scale.id)} @change=${this.onScale}>
            ${SCALES.map(({ id, name }) => html`<option value=${id} ?selected=${id === scale.id}>${name}</option>`)}
          </select>
        </label>
        ${this.renderLink(value(record, "address"))}
      </div>
    </details>`;
  }

  private renderField(
    record: RecordOf<"article">,
    field: Exclude<keyof ArticleFields, "alive" | "scale">,
    label: string,
    type: TickmarkField["type"] = "text",
  ) {
    const { id } = record;
    return html`${this.renderConflict(record, field, label, { joint: jointOf(type) })}<tickmark-field
        data-field="${id}:${field}"
        label=${label}
        type=${type}
        .value=${value(this.record, field) ?? ""}
        @field-entry=${({ value: entered }: FieldEntryEvent) =>
          this.dispatchEvent(
            new CommandEvent((pen) => setField(pen, "article", id, field, entered)),
          )}
      ></tickmark-field>`;
  }

  private renderConflict(
    record: RecordOf<"article">,
    field: keyof ArticleFields,
    label: string,
    how: { readonly joint?: string | null; readonly show?: (value: unknown) => string },
  ) {
    const shown = { label, people: this.people, ...how };
    return renderConflict(record, field, shown, () => this.focusField(field));
  }

  private renderLanguage(record: RecordOf<"article">) {
    const { id } = record;
    const how = { show: (tag: unknown) => languageName(tag as string) };
    return html`${this.renderConflict(record, "language", "Language", how)}<label class="field">
        <span>Language</span>
        <select data-field="${id}:language" @change=${this.onLanguage}>
          ${languageOptions(value(this.record, "language") ?? "")}
        </select>
      </label>`;
  }

  private onLanguage(event: Event): void {
    const { id } = this.record!;
    const language = (event.target as HTMLSelectElement).value;
    this.dispatchEvent(
      new CommandEvent((pen) => setField(pen, "article", id, "language", language)),
    );
  }

  private renderLink(address: string | undefined) {
    if (!isWebAddress(address)) return nothing;
    return html`<a href=${address} target="_blank" rel="noopener noreferrer"
      >Open the published article</a
    >`;
  }

  private onScale(event: Event): void {
    const { id } = this.record!;
    const scale = (event.target as HTMLSelectElement).value as ScaleId;
    this.dispatchEvent(new CommandEvent((pen) => setField(pen, "article", id, "scale", scale)));
  }
}

function scaleName(id: unknown): string {
  return scaleOf(id as ScaleId).name;
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-article-details": TickmarkArticleDetails;
  }
}
