import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { citeInstead, removeEvidence, setField } from "../editor/commands";
import { isWebAddress } from "../model/address";
import type { Kinds } from "../model/kinds";
import { hasConflict } from "../model/conflict";
import { value, type RecordOf } from "../model/record";
import {
  SOURCE_KINDS,
  STANCES,
  type SourceFields,
  type SourceKind,
  type Stance,
} from "../model/source";
import { compact, controls } from "./controls";
import { jointOf, renderConflict } from "./deciding";
import { CommandEvent } from "./events";
import type { TickmarkField, FieldEntryEvent } from "./field";
import "./field";

/**
 * What one source says on one claim: the source's own fields, which it shares with every claim it
 * serves, and the evidence's.
 *
 * Fires `tickmark-command`.
 */
@customElement("tickmark-evidence")
export class TickmarkEvidence extends LitElement {
  static override readonly styles = [
    controls,
    compact,
    css`
      :host {
        display: block;
      }
      .fields {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space-2) var(--space-3);
        padding: var(--space-2) 0;
      }
      .wide,
      tickmark-conflict {
        grid-column: 1 / -1;
      }
      summary {
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      .stance {
        color: var(--muted);
      }
      footer {
        display: flex;
        gap: var(--space-3);
        align-items: baseline;
        grid-column: 1 / -1;
      }
      footer a {
        margin-inline-end: auto;
      }
    `,
  ];

  @property({ attribute: false }) evidence: RecordOf<"evidence"> | undefined;
  /** The source cited; undefined when it is gone. */
  @property({ attribute: false }) source: RecordOf<"source"> | undefined;
  /** Other sources of the article that could be cited instead. */
  @property({ attribute: false }) others: readonly RecordOf<"source">[] = [];
  /** How many claims cite the source. */
  @property({ type: Number }) citations = 1;
  /** What to call those who worked on the article, by id of their profile. */
  @property({ attribute: false }) people: ReadonlyMap<string, string> = new Map();

  @state() private isOpen = false;

  /** Puts the focus on a field of the evidence or its source; answers whether it has that field. */
  focusField(id: string, field: string): boolean {
    const control = this.renderRoot.querySelector<HTMLElement>(
      `[data-field="${CSS.escape(`${id}:${field}`)}"]`,
    );
    const details = this.renderRoot.querySelector("details");
    if (!control || !details) return false;
    details.open = true;
    control.focus();
    return true;
  }

  /** What is to be filled in or decided stands open at first; after that the user opens and closes it. */
  override willUpdate(): void {
    const isOpen = !!this.source && (isBlank(this.source) || this.hasConflict);
    this.isOpen ||= !this.hasUpdated && isOpen;
  }

  private get hasConflict(): boolean {
    return [this.evidence, this.source].some((record) => record && hasConflict(record));
  }

  override render() {
    const { evidence, source } = this;
    if (!evidence || !source) return nothing;
    const stance = value(evidence, "stance");
    return html`<details .open=${this.isOpen} @toggle=${this.onToggle}>
      <summary>
        ${sourceName(source)}${stance && html` <span class="stance">· ${stance}</span>`}
        ${this.hasConflict ? html`<span class="fault">Conflict</span>` : nothing}
      </summary>
      <div class="fields">
        ${this.renderPick(source)} ${this.renderSourceField("url", "URL", "url", "wide")}
        ${this.renderSourceField("title", "Title", "text", "wide")}
        ${this.renderEvidenceField("passage", "Passage", "area", "wide", "The source’s own words")}
        ${this.renderStance(stance)}
        ${this.renderEvidenceField("locator", "Locator", "text", "", "p. 4, 12:30")}
        ${this.renderSourceField("publisher", "Publisher")}
        ${this.renderSourceField("author", "Author")}
        ${this.renderSourceField("published", "Published", "text", "", "2026-03-12")}
        ${this.renderSourceField("retrieved", "Retrieved", "date")}
        ${this.renderSourceField("archived", "Archived copy", "url")} ${this.renderKind(source)}
        ${this.renderFooter(source)}
      </div>
    </details>`;
  }

  /** While nothing is known of a source, one already known can be taken in its place. */
  private renderPick(source: RecordOf<"source">) {
    if (!isBlank(source) || this.others.length === 0) return nothing;
    return html`<label class="field wide">
      <span>Use a source of this article</span>
      <select @change=${this.onPick}>
        <option value="">A new source, below</option>
        ${this.others.map((other) => html`<option value=${other.id}>${sourceName(other)}</option>`)}
      </select>
    </label>`;
  }

  private renderSourceField(
    field: Exclude<keyof SourceFields, "alive" | "kind">,
    label: string,
    type: TickmarkField["type"] = "text",
    width = "",
    placeholder = "",
  ) {
    return this.renderField("source", this.source!, field, label, type, width, placeholder);
  }

  private renderEvidenceField(
    field: "passage" | "locator",
    label: string,
    type: TickmarkField["type"],
    width: string,
    placeholder: string,
  ) {
    return this.renderField("evidence", this.evidence!, field, label, type, width, placeholder);
  }

  private renderField<K extends "source" | "evidence">(
    kind: K,
    record: RecordOf<K>,
    field: keyof Kinds[K] & string,
    label: string,
    type: TickmarkField["type"],
    width: string,
    placeholder: string,
  ) {
    const joint = jointOf(type);
    return html`${this.renderConflict(record, field, label, joint)}<tickmark-field
        class=${width}
        data-field="${record.id}:${field}"
        label=${label}
        type=${type}
        placeholder=${placeholder}
        .value=${String(value(record, field) ?? "")}
        @field-entry=${(event: FieldEntryEvent) => {
          const entered = event.value as Kinds[K][typeof field];
          this.dispatchEvent(
            new CommandEvent((pen) => setField(pen, kind, record.id, field, entered)),
          );
        }}
      ></tickmark-field>`;
  }

  private renderConflict<K extends "source" | "evidence">(
    record: RecordOf<K>,
    field: keyof Kinds[K] & string,
    label: string,
    joint: string | null = null,
  ) {
    const shown = { label, people: this.people, joint };
    return renderConflict(record, field, shown, () => this.focusField(record.id, field));
  }

  private renderStance(stance: Stance | undefined) {
    return html`${this.renderConflict(this.evidence!, "stance", "Stance")}<label class="field">
        <span>Stance</span>
        <select
          data-field="${this.evidence!.id}:stance"
          .value=${live(stance ?? "")}
          @change=${this.onStance}
        >
          <option value="">Not said</option>
          ${STANCES.map((each) => html`<option value=${each} ?selected=${each === stance}>${each}</option>`)}
        </select>
      </label>`;
  }

  private renderKind(source: RecordOf<"source">) {
    const kind = value(source, "kind") ?? SOURCE_KINDS[0];
    return html`${this.renderConflict(source, "kind", "Kind")}<label class="field">
        <span>Kind</span>
        <select data-field="${source.id}:kind" .value=${live(kind)} @change=${this.onKind}>
          ${SOURCE_KINDS.map((each) => html`<option value=${each} ?selected=${each === kind}>${each}</option>`)}
        </select>
      </label>`;
  }

  private renderFooter(source: RecordOf<"source">) {
    const url = value(source, "url");
    return html`<footer>
      ${
        isWebAddress(url)
          ? html`<a href=${url} target="_blank" rel="noopener noreferrer">Open the source</a>`
          : nothing
      }
      ${this.citations > 1 ? html`<span class="muted">Cited by ${this.citations} claims</span>` : nothing}
      <button type="button" class="quiet" @click=${this.onRemove}>Remove source</button>
    </footer>`;
  }

  private onToggle(event: Event): void {
    this.isOpen = (event.target as HTMLDetailsElement).open;
  }

  private onPick(event: Event): void {
    const picked = this.others.find(({ id }) => id === (event.target as HTMLSelectElement).value);
    const { evidence } = this;
    if (!picked || !evidence) return;
    // What was picked from is gone then.
    this.renderRoot.querySelector("summary")!.focus();
    this.dispatchEvent(new CommandEvent((pen) => citeInstead(pen, evidence.id, picked.id)));
  }

  private onStance(event: Event): void {
    const { id } = this.evidence!;
    const stance = (event.target as HTMLSelectElement).value as Stance;
    this.dispatchEvent(new CommandEvent((pen) => setField(pen, "evidence", id, "stance", stance)));
  }

  private onKind(event: Event): void {
    const { id } = this.source!;
    const kind = (event.target as HTMLSelectElement).value as SourceKind;
    this.dispatchEvent(new CommandEvent((pen) => setField(pen, "source", id, "kind", kind)));
  }

  private onRemove(): void {
    const { id } = this.evidence!;
    this.dispatchEvent(new CommandEvent((pen) => removeEvidence(pen, id)));
  }
}

/** What a source is called in lists: its title, else its address. */
export function sourceName(source: RecordOf<"source">): string {
  return value(source, "title") || value(source, "url") || "New source";
}

/** Whether nothing says yet what the source is. */
function isBlank(source: RecordOf<"source">): boolean {
  return !value(source, "title") && !value(source, "url");
}

declare global {
  interface HTMLElementTagNameMap {
    "tickmark-evidence": TickmarkEvidence;
  }
}
