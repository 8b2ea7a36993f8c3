/** Where on an article something is to be decided, as people entered it without knowing of each other. */
import type { Kinds } from "./kinds";
import { conflict, type AnyRecord, type Field, type Kind } from "./record";

/** The fields that are decided, by kind of record: those that people fill in. */
const DECIDED: { readonly [K in Kind]?: readonly (keyof Kinds[K])[] } = {
  article: ["byline", "outlet", "address", "published", "language", "scale"],
  claim: ["statement", "saidBy", "verdict", "explanation"],
  evidence: ["passage", "locator", "stance"],
  source: ["url", "title", "publisher", "author", "published", "retrieved", "archived", "kind"],
};

/** Whether a field that is to be decided is in conflict. */
export function hasConflict({ kind, fields }: AnyRecord): boolean {
  const known = fields as Readonly<Record<string, Field | undefined>>;
  return DECIDED[kind]?.some((name) => conflict(known[name]).length > 0) ?? false;
}
