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

/** How many days a deleted article stays in the trash before it is erased. */
export const TRASH_DAYS = 30;

/** The longest a file's name gets of a title, in characters. */
const SLUG_LENGTH = 60;

/** The file name an article's exports start with: its title in lower-case words and hyphens. */
export function titleSlug(title: string): string {
  // Accents go; the vowel signs and voicing marks of other scripts are part of the word.
  const letters = title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’‘]/g, "")
    .normalize("NFC");
  const words = letters.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? ["article"];
  const slug = [...words.join("-")];
  if (slug.length <= SLUG_LENGTH) return slug.join("");
  const cut = slug.slice(0, SLUG_LENGTH + 1).join("");
  return cut.includes("-")
    ? cut.slice(0, cut.lastIndexOf("-"))
    : slug.slice(0, SLUG_LENGTH).join("");
}
