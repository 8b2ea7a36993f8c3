import type { ScaleId } from "./scale";

/**
 * What is known about the article beside its text; the schema.org terms are in brackets. The title
 * is not among these: it is part of the document, and carries claims like any other words.
 */
export interface ArticleFields {
  /** False once the article lies in the trash; the entry's time says since when. */
  alive: boolean;
  /** What the library calls it; absent or empty: its title. */
  name: string;
  /** Who wrote it, as printed (`author`). */
  byline: string;
  /** Who published it (`publisher`). */
  outlet: string;
  /** Where it was published (`url`): http or https. */
  address: string;
  /** When it was published (`datePublished`): YYYY-MM-DD. */
  published: string;
  /** Its language (`inLanguage`): a BCP 47 tag. */
  language: string;
  /** The scale its claims are rated on. */
  scale: ScaleId;
}

/** The file name an article's exports start with: its title in lower-case words and hyphens. */
export function titleSlug(title: string): string {
  const words = title
    .normalize("NFKD")
    .replace(/[\p{M}'’‘]/gu, "")
    .toLowerCase();
  const slug = words.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return [...slug].slice(0, 60).join("").replace(/-$/, "") || "article";
}
