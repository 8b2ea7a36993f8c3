import type { Id } from "./record";

/** What kinds of work or person are consulted, in the order they are offered. */
export const SOURCE_KINDS = [
  "web page",
  "document",
  "dataset",
  "book",
  "interview",
  "e-mail",
  "own calculation",
  "other",
] as const;

/** One of `SOURCE_KINDS`. */
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What a passage of a source does to the claim, in the order it is offered. */
export const STANCES = ["supports", "refutes", "context"] as const;

/** One of `STANCES`. */
export type Stance = (typeof STANCES)[number];

/** A work or person consulted. It belongs to the article and may serve many of its claims. */
export interface SourceFields {
  alive: boolean;
  /** http or https; shown as a link only then. */
  url: string;
  title: string;
  publisher: string;
  author: string;
  /** YYYY, YYYY-MM or YYYY-MM-DD, as much as the source tells. */
  published: string;
  /** The day it was consulted: YYYY-MM-DD. */
  retrieved: string;
  /** Address of an archived copy. */
  archived: string;
  /** Absent: web page. */
  kind: SourceKind;
}

/** What one source says on one claim. */
export interface EvidenceFields {
  alive: boolean;
  /** The claim it is evidence on. Entered once. */
  claim: Id<"claim">;
  source: Id<"source">;
  /** The source's own words, verbatim. */
  passage: string;
  /** Where in the source: page, section, timestamp. */
  locator: string;
  /** Absent: not said yet. */
  stance: Stance;
}
