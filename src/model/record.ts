/**
 * Records and their fields.
 *
 * A field is the list of everything ever entered in it; its value is the last entry that has not
 * been taken back. That one idea gives undo (retract an entry by its `op`), the audit trail (the
 * list itself), conflicts (two live entries made without knowing of each other) and merging (the
 * union of two lists, the same in any order). Nothing is ever removed: deleting a record enters
 * `false` in its field `alive`.
 *
 * Who knew of what is written down: each entry names those it was entered after. What nobody live
 * was entered after is a head; a field with two heads that differ is in conflict.
 */
import type { Kinds } from "./kinds";

declare const brand: unique symbol;

/** The name of a kind of record: `claim`, `source`, … */
export type Kind = keyof Kinds;

/** A record's globally unique name. Branded, so that a claim's id is not taken for a source's. */
export type Id<K extends Kind = Kind> = string & { readonly [brand]: K };

/** One value entered in a field, by somebody, at some time. */
export interface Entry<V = unknown> {
  /** Globally unique name of this act of entering. */
  readonly op: string;
  /** Lamport clock: one more than the highest its author's tab had seen. Orders entries. */
  readonly lamport: number;
  /** Id of the profile that entered it. */
  readonly author: string;
  /** When, by the author's clock: ISO 8601 in UTC. Shown to people, never used for order. */
  readonly at: string;
  readonly value: V;
  /**
   * The entries it was entered in knowledge of, by `op`: the field's heads as its author saw them
   * (and with them what those knew of). Where a record is deleted, those of all its fields and of
   * what hangs on it. Absent in entries of early logs: all that come before it.
   */
  readonly after?: readonly string[];
  /** Taken back, by undo. The entry stays in the list. */
  readonly retracted: boolean;
}

/** Everything entered in one field, ordered by (lamport, op). */
export type Field<V = unknown> = readonly Entry<V>[];

/** A thing with a name and fields; a field nobody entered anything in is absent. */
export interface RecordOf<K extends Kind> {
  readonly kind: K;
  readonly id: Id<K>;
  readonly fields: { readonly [F in keyof Kinds[K]]?: Field<Kinds[K][F]> };
}

/** A record of any kind, as a union that `kind` tells apart. */
export type AnyRecord = { [K in Kind]: RecordOf<K> }[Kind];

/** Order of entries in a field: by lamport, ties by op, so the same on every machine. */
function isBefore(a: Entry, b: Entry): boolean {
  return a.lamport < b.lamport || (a.lamport === b.lamport && a.op < b.op);
}

/** The field with `entry` in its place; the same field when an entry with that `op` is there. */
export function enter<V>(field: Field<V>, entry: Entry<V>): Field<V> {
  if (field.some((known) => known.op === entry.op)) return field;
  const place = field.findLastIndex((known) => isBefore(known, entry)) + 1;
  return field.toSpliced(place, 0, entry);
}

/** The field with one entry taken back or brought back; the same field when nothing changes. */
export function retract<V>(field: Field<V>, op: string, retracted: boolean): Field<V> {
  const place = field.findIndex((entry) => entry.op === op);
  const entry = field[place];
  if (!entry || entry.retracted === retracted) return field;
  return field.with(place, { ...entry, retracted });
}

/** The entry that gives the field its value; undefined when none is live. */
export function currentEntry<V>(field: Field<V> | undefined): Entry<V> | undefined {
  return field?.findLast((entry) => !entry.retracted);
}

/**
 * The live entries that no other live entry was entered after, in their order; the last is the
 * field's value. One mostly, none when all are taken back; more when people did not know of each
 * other's.
 */
export function heads<V>(field: Field<V> | undefined): readonly Entry<V>[] {
  if (!field) return [];
  const live = field.filter(({ retracted }) => !retracted);
  if (live.length < 2) return live;
  const known = knownTo(field, (entry) => !entry.retracted);
  return live.filter(({ op }) => !known.has(op));
}

/** The heads of a field that differ: what somebody has to choose from; empty mostly. */
export function conflict<V>(field: Field<V> | undefined): readonly Entry<V>[] {
  const all = heads(field);
  const values = new Set(all.map((entry) => JSON.stringify(entry.value)));
  return values.size > 1 ? all : [];
}

/** What was known to those who made some entries of a field, by `op`, directly or through others. */
function knownTo(field: Field, isMeant: (entry: Entry) => boolean): ReadonlySet<string> {
  const known = new Set<string>();
  // An entry's lamport is above that of all it knew of, so they have been passed on by then.
  field.forEach((_, index) => {
    const place = field.length - 1 - index;
    const entry = field[place]!;
    if (!isMeant(entry) && !known.has(entry.op)) return;
    const after = entry.after ?? field.slice(0, place).map(({ op }) => op);
    for (const op of after) known.add(op);
  });
  return known;
}

/** The field's value: that of the last entry not retracted; undefined when there is none. */
export function value<K extends Kind, F extends keyof Kinds[K]>(
  record: RecordOf<K> | undefined,
  field: F,
): Kinds[K][F] | undefined {
  return currentEntry(record?.fields[field])?.value;
}

/**
 * Whether the record exists for the reader: entered, and neither deleted nor undone. One that was
 * deleted by somebody and changed by somebody else is kept until that is decided.
 */
export function isAlive(record: AnyRecord | undefined): boolean {
  if (!record) return false;
  return currentEntry(record.fields.alive)?.value === true || isContested(record);
}

/**
 * Whether a record was deleted by somebody who did not know of an entry in it, or in what hangs on
 * it, that is still live.
 */
export function isContested(record: AnyRecord, hanging: readonly AnyRecord[] = []): boolean {
  if (currentEntry(record.fields.alive)?.value !== false) return false;
  return contest(record, hanging) !== null;
}

/** A deletion, and what is live that its author did not know of. */
export interface Contest {
  readonly deletion: Entry<boolean>;
  /** At least one. */
  readonly changes: readonly Entry[];
}

/**
 * What is to be decided of a record that was deleted by somebody, and changed or kept by somebody
 * who did not know of that; null when there is nothing to decide.
 */
export function contest(record: AnyRecord, hanging: readonly AnyRecord[] = []): Contest | null {
  const alive: Field<boolean> | undefined = record.fields.alive;
  const deletion = heads(alive).findLast((entry) => !entry.value);
  if (!deletion?.after) return null;
  const seen = new Set(deletion.after);
  const changes = [record, ...hanging]
    .flatMap((each) => Object.values(fieldsOf(each)))
    .flatMap((field) => unseenIn(field, seen))
    // Others who deleted it, too, wanted the same.
    .filter((entry) => !(entry.value === false && alive?.some(({ op }) => op === entry.op)));
  return changes.length > 0 ? { deletion, changes } : null;
}

/** The live entries of a field that are not among those seen, nor known to them. */
function unseenIn(field: Field, seen: ReadonlySet<string>): readonly Entry[] {
  const known = knownTo(field, ({ op }) => seen.has(op));
  return field.filter(({ op, retracted }) => !retracted && !seen.has(op) && !known.has(op));
}

/** The heads of all fields of some records, by `op`: what somebody knows who sees them. */
export function seenIn(records: readonly AnyRecord[]): string[] {
  return records.flatMap((record) =>
    Object.values(fieldsOf(record)).flatMap((field) => heads(field).map(({ op }) => op)),
  );
}

function fieldsOf({ fields }: AnyRecord): Readonly<Record<string, Field>> {
  return fields as Readonly<Record<string, Field>>;
}

/** The record's first entry: who made it, and when. */
export function firstEntry(record: AnyRecord): Entry | undefined {
  return record.fields.alive?.[0];
}
