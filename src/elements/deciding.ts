/** Where people entered different things in one field, that is decided at the field. */
import { html, nothing, type TemplateResult } from "lit";
import { choose } from "../editor/commands";
import type { Kinds } from "../model/kinds";
import { conflict, type AnyRecord, type Field, type RecordOf } from "../model/record";
import type { ChosenEvent, TickmarkConflict } from "./conflict";
import { CommandEvent } from "./events";

/** How a field that is in conflict is shown; see the conflict's own properties. */
type Shown = Pick<TickmarkConflict, "label" | "people"> &
  Partial<Pick<TickmarkConflict, "show" | "joint">>;

/** The kinds of record whose fields are decided. */
type Decided = "article" | "claim" | "evidence" | "source";

/**
 * The values to choose from in a field of a record; nothing where there is no conflict. What is
 * chosen is asked for as a command; `after` is called then, to put the focus where it belongs.
 */
export function renderConflict<K extends Decided>(
  record: RecordOf<K>,
  field: keyof Kinds[K] & string,
  { label, people, show, joint = null }: Shown,
  after: () => void,
): TemplateResult | typeof nothing {
  const { kind, id, fields } = record as AnyRecord;
  const entries = conflict((fields as Readonly<Record<string, Field | undefined>>)[field]);
  if (entries.length === 0) return nothing;
  void import("./conflict");
  const onChosen = ({ target, value }: ChosenEvent) => {
    target!.dispatchEvent(new CommandEvent((pen) => choose(pen, { kind, id, field }, value)));
    after();
  };
  return html`<tickmark-conflict
    label=${label}
    .entries=${entries}
    .people=${people}
    .show=${show ?? String}
    .joint=${joint}
    @chosen=${onChosen}
  ></tickmark-conflict>`;
}

/** What stands between texts that are put together: a line each where there are lines. */
export function jointOf(type: string): string | null {
  if (type === "area") return "\n";
  return type === "text" ? " / " : null;
}
