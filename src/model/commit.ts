import type { Id } from "./record";

/**
 * One append to an article's log: steps that were made together with everything before them in
 * view. The log is the record; documents, claims and counts are derived from it.
 */
export interface Commit {
  readonly article: Id<"article">;
  /** How many steps the log held before this commit. With `article` it is the commit's key. */
  readonly version: number;
  /** Globally unique, so that a commit is known again wherever it comes back from. */
  readonly id: string;
  /** Id of the profile that made the steps. */
  readonly author: string;
  /** When it was flushed: ISO 8601 in UTC. */
  readonly at: string;
  /** ProseMirror steps in their JSON form; at least one. */
  readonly steps: readonly unknown[];
}

/** A derived copy of the article at a version, so that opening need not replay the whole log. */
export interface Snapshot {
  readonly article: Id<"article">;
  /** How many steps of the log it contains. */
  readonly version: number;
  /** The document and the annotations, in their JSON forms. */
  readonly document: unknown;
  readonly annotations: unknown;
}

/** What the library shows of an article without opening it. Derived from the log. */
export interface Summary {
  readonly article: Id<"article">;
  readonly title: string;
  readonly outlet: string;
  readonly claims: number;
  /** How many of the claims have a verdict. */
  readonly judged: number;
  /** When the last commit was made: ISO 8601 in UTC. */
  readonly changed: string;
  /** Since when it lies in the trash, ISO 8601 in UTC; null: it does not. */
  readonly deleted: string | null;
}

/** Thrown by `CommitLog.append` when another tab's commit has that version already. */
export class VersionTaken extends Error {
  override readonly name = "VersionTaken";
}

/** Where an article's commits are kept. */
export interface CommitLog {
  /**
   * Appends one commit and replaces the article's summary, both or neither, and resolves once they
   * are durable. Rejects with `VersionTaken`, or with the storage's own error (a full disk).
   */
  append(commit: Commit, summary: Summary): Promise<void>;
  /** The article's commits from `version` on, in order. */
  commitsSince(article: Id<"article">, version: number): Promise<readonly Commit[]>;
  /** The latest snapshot; undefined when there is none. */
  snapshot(article: Id<"article">): Promise<Snapshot | undefined>;
  /** Keeps a snapshot in place of earlier ones. */
  saveSnapshot(snapshot: Snapshot): Promise<void>;
}
