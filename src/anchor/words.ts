/** What is asked of a quote by its words (UAX #29), without searching for it. */
import type { Quote } from "../model/claim";

/** A quote of fewer words than this is short: it may well occur by chance. */
const LONG_QUOTE = 5;

/** How far around an offset to look for the word it may cut, in UTF-16 units. */
const WORD_REACH = 32;

// The locale is fixed, so that every machine counts alike; scripts without spaces are divided by
// the same dictionaries under any locale.
const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** Whether a quote has fewer than `LONG_QUOTE` words. */
export function isShort(quote: string): boolean {
  // The segmenter is slow, the more so the longer the text is; words between spaces need none.
  const head = quote.slice(0, 40 * LONG_QUOTE);
  const spaced = head.split(/\s+/).filter((part) => /[\p{L}\p{N}]/u.test(part));
  return spaced.length < LONG_QUOTE && !hasWords(head) && (head === quote || !hasWords(quote));
}

/** Whether there are `LONG_QUOTE` words. Stops counting there. */
function hasWords(quote: string): boolean {
  let words = 0;
  for (const { isWordLike } of segmenter.segment(quote)) {
    if (isWordLike && ++words === LONG_QUOTE) return true;
  }
  return false;
}

/**
 * Whether a passage, placed there (in UTF-16 offsets), cuts a word that it did not cut when its quote
 * was written down: “25” in “250”.
 */
export function cutsNewly(
  text: string,
  { exact, prefix, suffix }: Quote,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  const recorded = prefix + exact + suffix;
  const behind = prefix.length + exact.length;
  return (
    (cutsWord(text, start) && !cutsWord(recorded, prefix.length)) ||
    (cutsWord(text, end) && !cutsWord(recorded, behind))
  );
}

/** Whether a word, a number or a character (as people see it) runs across the offset. */
function cutsWord(text: string, at: number): boolean {
  if (isBlank(text, at - 1) && /[\p{L}\p{N}]/u.test(text[at] ?? "")) return false;
  const from = Math.max(0, at - WORD_REACH);
  const segment = segmenter.segment(text.slice(from, at + WORD_REACH)).containing(at - from);
  return segment !== undefined && from + segment.index !== at;
}

/** Whether white space, or an edge of the text, is at an offset. */
export function isBlank(text: string, at: number): boolean {
  return at < 0 || /\s/.test(text[at] ?? " ");
}
