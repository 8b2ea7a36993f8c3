/**
 * What is said about the article at one point of its log: all records, and where in the text their
 * entries are. A pure fold over steps, so every reader of the log arrives at the same.
 */
import type { Step } from "prosemirror-transform";
import { currentEntry, enter, retract, type AnyRecord, type Field, type Id } from "../model/record";
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

/**
 * The annotations after some steps: a text step moves ranges, an annotation step makes its change.
 * The same object when nothing changes. However many steps, the maps are copied once.
 */
export function fold(annotations: Annotations, steps: readonly Step[]): Annotations {
  const builder = new AnnotationsBuilder(annotations);
  for (const step of steps) builder.take(step);
  return builder.done();
}

/** Annotations being changed by one step after another. */
class AnnotationsBuilder {
  private records: Map<Id, AnyRecord> | null = null;
  private readonly ranges = this.before.ranges.edit();
  private lamport = this.before.lamport;

  constructor(private readonly before: Annotations) {}

  take(step: Step): void {
    if (step instanceof AnnotationStep) this.change(step.change);
    else this.ranges.map(step.getMap());
  }

  done(): Annotations {
    const { before, lamport } = this;
    const records = this.records ?? before.records;
    const ranges = this.ranges.done();
    const isSame =
      records === before.records && ranges === before.ranges && lamport === before.lamport;
    return isSame ? before : { records, ranges, lamport };
  }

  private change(change: Change): void {
    switch (change.type) {
      case "pin":
        return this.ranges.set(change.op, change.range);
      case "set":
        this.lamport = Math.max(this.lamport, change.entry.lamport);
        this.changeField(change, (field) => enter(field, change.entry));
        return this.place(change.entry.op, change.range);
      case "retract":
        return this.changeField(change, (field) => retract(field, change.op, true));
      case "reinstate":
        this.changeField(change, (field) => retract(field, change.op, false));
        return this.place(change.op, change.range);
    }
  }

  private place(op: string, range: Range | undefined): void {
    if (range) this.ranges.set(op, range);
  }

  private changeField({ kind, id, field: name }: FieldName, change: (field: Field) => Field): void {
    const record = (this.records ?? this.before.records).get(id) ?? { kind, id, fields: {} };
    const field: Field = (record.fields as Record<string, Field | undefined>)[name] ?? [];
    const changed = change(field);
    if (changed === field) return;
    this.records ??= new Map(this.before.records);
    this.records.set(id, { ...record, fields: { ...record.fields, [name]: changed } } as AnyRecord);
  }
}

/** What hangs on a claim: its passages and evidence, dead or alive; nothing for other records. */
export function hangingOn(id: Id, records: Annotations["records"]): readonly AnyRecord[] {
  return [...records.values()].filter((record) => claimOf(record) === id);
}

/** The claim a passage or evidence hangs on; undefined for other records. */
export function claimOf(record: AnyRecord): Id<"claim"> | undefined {
  const isHanging = record.kind === "passage" || record.kind === "evidence";
  return isHanging ? currentEntry<Id<"claim">>(record.fields.claim)?.value : undefined;
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
