/**
 * A proposal for the language of a text, by its script and its most frequent groups of three
 * letters. (franc and not franc-min: that one lacks Danish, Norwegian, Finnish, Hebrew, … and
 * takes their texts, without a doubt, for Swedish or Uzbek.)
 */
import { francAll } from "franc";

/** Shorter texts say too little. */
const MIN_LENGTH = 40;

/**
 * The BCP 47 tag of the language a text seems to be in; undefined when the text is too short or has
 * no words. Only languages with a two-letter tag, and Filipino: the others franc knows win too
 * often over a big neighbour (Scots over English).
 */
export function proposeLanguage(text: string): string | undefined {
  const tags = francAll(text, { minLength: MIN_LENGTH }).map(([code]) => tagOf(code));
  return tags.find((tag) => tag?.length === 2 || tag === "fil");
}

/** The shortest tag for a code of ISO 639-3: `en` for `eng`. */
function tagOf(code: string): string | undefined {
  return Intl.getCanonicalLocales(code)[0];
}
