/**
 * Records and their fields.
 *
 * A field is the list of everything ever entered in it; its value is the last entry that has not
 * been taken back. That one idea gives undo (retract an entry by its `op`), the audit trail (the
 * list itself), conflicts (two live entries made without knowing of each other) and merging (the
 * union of two lists, the same in any order). Nothing is ever removed: deleting a record enters
 * `false` in its field `alive`.
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

/** The field's value: that of the last entry not retracted; undefined when there is none. */
export function value<K extends Kind, F extends keyof Kinds[K]>(
  record: RecordOf<K> | undefined,
  field: F,
): Kinds[K][F] | undefined {
  return currentEntry(record?.fields[field])?.value;
}

/** Whether the record exists for the reader: entered, and neither deleted nor undone. */
export function isAlive(record: AnyRecord | undefined): boolean {
  return currentEntry(record?.fields.alive)?.value === true;
}

/** The record's first entry: who made it, and when. */
export function firstEntry(record: AnyRecord): Entry | undefined {
  return record.fields.alive?.[0];
}
