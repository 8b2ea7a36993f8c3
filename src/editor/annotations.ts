/**
 * What is said about the article at one point of its log: all records, and where in the text their
 * entries are. A pure fold over steps, so every reader of the log arrives at the same.
 */
import type { Step } from "prosemirror-transform";
import { enter, retract, type AnyRecord, type Field, type Id } from "../model/record";
import { AnnotationStep, type Change, type FieldName } from "./annotation-step";
import { Ranges } from "./ranges";
import type { Range } from "./text";

/** The records beside a document, and their places in it. */
export interface Annotations {
  readonly records: ReadonlyMap<Id, AnyRecord>;
  /** The range of every entry of a field `quote`, live or not, by the entry's `op`. */
  readonly ranges: Ranges;
  /** The highest lamport seen. */
  readonly lamport: number;
}

/** Where every article's log starts. */
export const noAnnotations: Annotations = { records: new Map(), ranges: Ranges.none, lamport: 0 };

/** The annotations after a step: a text step moves ranges, an annotation step makes its change. */
export function fold(annotations: Annotations, step: Step): Annotations {
  if (step instanceof AnnotationStep) return applyChange(annotations, step.change);
  const ranges = annotations.ranges.map(step.getMap());
  return ranges === annotations.ranges ? annotations : { ...annotations, ranges };
}

function applyChange(annotations: Annotations, change: Change): Annotations {
  const { records, ranges, lamport } = annotations;
  switch (change.type) {
    case "pin":
      return { ...annotations, ranges: ranges.with(change.op, change.range) };
    case "set":
      return {
        records: changeField(records, change, (field) => enter(field, change.entry)),
        ranges: place(ranges, change.entry.op, change.range),
        lamport: Math.max(lamport, change.entry.lamport),
      };
    case "retract":
      return {
        ...annotations,
        records: changeField(records, change, (field) => retract(field, change.op, true)),
      };
    case "reinstate":
      return {
        ...annotations,
        records: changeField(records, change, (field) => retract(field, change.op, false)),
        ranges: place(ranges, change.op, change.range),
      };
  }
}

function place(ranges: Ranges, op: string, range: Range | undefined): Ranges {
  return range ? ranges.with(op, range) : ranges;
}

/** The records with one field changed; the same map when the change does nothing. */
function changeField(
  records: Annotations["records"],
  { kind, id, field: name }: FieldName,
  change: (field: Field) => Field,
): Annotations["records"] {
  const record = records.get(id) ?? { kind, id, fields: {} };
  const before: Field = (record.fields as Record<string, Field | undefined>)[name] ?? [];
  const after = change(before);
  if (after === before) return records;
  const changed = { ...record, fields: { ...record.fields, [name]: after } } as AnyRecord;
  return new Map(records).set(id, changed);
}

/** Annotations as plain JSON, for snapshots. */
export interface AnnotationsJson {
  readonly records: readonly AnyRecord[];
  readonly ranges: readonly (readonly [op: string, from: number, to: number])[];
  readonly lamport: number;
}

/** The JSON form, which `annotationsFromJson` reads back to an equal value. */
export function annotationsToJson({ records, ranges, lamport }: Annotations): AnnotationsJson {
  return {
    records: [...records.values()],
    ranges: Array.from(ranges, ([op, { from, to }]) => [op, from, to]),
    lamport,
  };
}

/** Reads the JSON form of a snapshot. */
export function annotationsFromJson({ records, ranges, lamport }: AnnotationsJson): Annotations {
  return {
    records: new Map(records.map((record) => [record.id, record])),
    ranges: Ranges.of(ranges.map(([op, from, to]) => [op, { from, to }])),
    lamport,
  };
}
