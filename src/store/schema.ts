/**
 * What the database holds. Every change of this shape adds a version and a migration
 * (`migrations.ts`) and a fixture of what was there before (`test/fixtures/store-v*.json`).
 */
import type { DBSchema } from "idb";
import type { Commit, Snapshot, Summary } from "../model/commit";
import type { Id } from "../model/record";

/** The log: every commit ever made, in the article's order. Only added to, until erased. */
export const COMMITS = "commits";
/** The latest snapshot of each article. Derived from the log. */
export const SNAPSHOTS = "snapshots";
/** The library's line for each article. Derived from the log. */
export const SUMMARIES = "summaries";
/** Who works in this browser: one record, under the key `ME`. */
export const PROFILE = "profile";
/** The key of the one record in `PROFILE`. */
export const ME = "me";

/**
 * How steps, documents and annotations are written as JSON; a whole number that grows. It is apart
 * from the database's version because the log is never rewritten: commits of all formats lie in it
 * side by side for good, and each says which it is in.
 */
export const FORMAT = 1;

/** A value in the database, with the format it was written in. */
export type Stored<T> = T & { readonly format: number };

/** A summary, with what the store knows of the log. */
export type KeptSummary = Summary & {
  /** How many steps the log has; absent in summaries of early versions. */
  readonly end?: number;
  /** How often a part of the log was replaced; absent: never. */
  readonly replaced?: number;
};

/** Who works in this browser. */
export interface Profile {
  /** The id that commits and entries carry as their author: random, made once, never changed. */
  readonly author: string;
  /** What they call themselves; empty: they chose to have no name; absent: they were never asked. */
  readonly name?: string;
}

/** The stores, with their keys and values. */
export interface StoreSchema extends DBSchema {
  [COMMITS]: { key: [article: Id<"article">, version: number]; value: Stored<Commit> };
  [SNAPSHOTS]: { key: Id<"article">; value: Stored<Snapshot> };
  [SUMMARIES]: { key: Id<"article">; value: KeptSummary };
  [PROFILE]: { key: typeof ME; value: Profile };
}
