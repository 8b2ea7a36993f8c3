/**
 * A proposal for the language of a text, by its script and its most frequent groups of three
 * letters. franc-min knows the 82 languages with the most speakers; a text in another comes out
 * as the nearest of them, but narrowly. So a narrow winner is no proposal.
 */
import { francAll } from "franc-min";

/** Shorter texts say too little. */
const MIN_LENGTH = 40;

/** The runner-up of a language we propose has at most this share of its score. */
const MAX_RUNNER_UP = 0.9;

/** The BCP 47 tag of the language a text seems to be in; undefined when that is uncertain. */
export function proposeLanguage(text: string): string | undefined {
  const [first, second] = francAll(text, { minLength: MIN_LENGTH });
  if (!first || first[0] === "und" || (second && second[1] > MAX_RUNNER_UP)) return undefined;
  return Intl.getCanonicalLocales(first[0])[0];
}
