/**
 * Finding a passage again in a text that may have changed since it was written down.
 *
 * Three questions are asked, cheapest first:
 *
 * 1. Do the words and their contexts stand, to the letter, where they stood? Then nothing near the
 *    passage shows any sign of change, and it is there. No search is made, so thousands of
 *    selectors cost next to nothing on an unchanged text, and equal words elsewhere do not matter.
 * 2. Where else do the same words occur? Every occurrence is weighed by its contexts and its
 *    distance from the old position.
 * 3. Is the best of them certain? It is taken only if it is; otherwise the best three are offered.
 *
 * Certain means all of these:
 *
 * - No other occurrence scores nearly as well.
 * - No other occurrence has a context speaking for it. Whatever was edited on one side of a passage,
 *   its other side still speaks for the true place; so no edit on one side puts it on other words.
 * - The contexts do not meet anywhere in the text, as they do where the passage was deleted.
 * - No word is cut that was whole: “25” is not found in “250”.
 * - Enough context agrees:
 *
 * |                    | at the old position | elsewhere     |
 * | ------------------ | ------------------- | ------------- |
 * | five words or more | none is needed      | one context   |
 * | fewer              | one context         | both contexts |
 *
 * That the words occur only once is not enough: the passage may have been rewritten while its twin,
 * in the headline or a pull quote, stayed. Only where no context was recorded to say otherwise is a
 * single occurrence of five words or more taken.
 *
 * Words are the same when every UTF-16 unit is: nothing is normalised, so curly and straight quotes
 * differ. Similar words are not searched for; the state `changed` belongs to that search and is
 * never given without it.
 */
import type { Selectors } from "./describe";

/**
 * What is known of the passage. A selector from a foreign file may lack all but `exact`; an absent
 * context is the same as an empty one, an absent `start` means that no position is known. `end`
 * follows from `start` and `exact`, and is not read.
 */
export type KnownSelectors = Pick<Selectors, "exact"> & Partial<Selectors>;

/** A place where the passage may be, in UTF-16 offsets. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  /** From 0 to 1: the words, both contexts and the position are what was written down. */
  readonly score: number;
}

/** Where the passage is in the text, in UTF-16 offsets. */
export type Match =
  | {
      /**
       * `exact`: the same words at the old position. `moved`: the same words elsewhere. `changed`:
       * similar words; needs a search for them, and is not given without one.
       */
      readonly state: "exact" | "moved" | "changed";
      readonly start: number;
      readonly end: number;
      /** The score of the place taken. */
      readonly score: number;
      /** At most three, best first; the first is the place taken. */
      readonly candidates: readonly Candidate[];
    }
  | {
      /** The words occur, but no occurrence is certain: somebody has to choose. */
      readonly state: "ask";
      readonly start: null;
      readonly end: null;
      /** The score of the best candidate. */
      readonly score: number;
      /** One to three, best first. */
      readonly candidates: readonly Candidate[];
    }
  | {
      /** The words do not occur, or there are none: an empty quote is a point, and cannot be checked. */
      readonly state: "unplaced";
      readonly start: null;
      readonly end: null;
      readonly score: 0;
      readonly candidates: readonly [];
    };

/**
 * What each likeness, from 0 to 1, adds to a score. Position weighs less than `MARGIN`, so that
 * nearness orders the candidates but never decides between them.
 */
export const WEIGHTS = { quote: 0.5, prefix: 0.23, suffix: 0.23, position: 0.04 } as const;

/** A runner-up this close to the best leaves the best in doubt. */
export const MARGIN = 0.05;

/** A context this like the recorded one agrees with it. */
export const AGREEMENT = 0.8;

/** A quote of fewer words than this is short: it may well occur by chance. */
export const LONG_QUOTE = 5;

/**
 * The most occurrences looked at, so that one letter in a book takes milliseconds. Where there are
 * more, none is certain, as the rest has not been seen.
 */
export const MOST_OCCURRENCES = 20_000;

const MOST_CANDIDATES = 3;

/** How far around an offset to look for the word it may cut, in UTF-16 units. */
const WORD_REACH = 32;

// The locale is fixed, so that every machine counts alike; scripts without spaces are divided by
// the same dictionaries under any locale.
const segmenter = new Intl.Segmenter("en", { granularity: "word" });

const UNPLACED: Match = { state: "unplaced", start: null, end: null, score: 0, candidates: [] };

/** What is sought: the selectors, with contexts that are empty where none is known. */
interface Sought {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly start: number | undefined;
}

/** An occurrence, with how well each context agrees: from 0 to 1. */
interface Occurrence extends Candidate {
  readonly prefix: number;
  readonly suffix: number;
}

/** Finds in `text` the passage that the selectors describe. The rules are at the top of this file. */
export function match(text: string, selectors: KnownSelectors): Match {
  const { exact, prefix = "", suffix = "", start } = selectors;
  const sought = { exact, prefix, suffix, start };
  if (exact === "") return UNPLACED;
  if (start !== undefined && stands(text, sought, start))
    return taken("exact", weigh(text, sought, start), []);
  const [best, ...rivals] = occurrences(text, exact)
    .map((at) => weigh(text, sought, at))
    .sort((a, b) => b.score - a.score);
  if (!best) return UNPLACED;
  if (isCertain(text, sought, best, rivals))
    return taken(best.start === start ? "exact" : "moved", best, rivals);
  const { score } = best;
  return { state: "ask", start: null, end: null, score, candidates: candidates(best, rivals) };
}

function taken(state: "exact" | "moved", best: Occurrence, rivals: readonly Occurrence[]): Match {
  const { start, end, score } = best;
  return { state, start, end, score, candidates: candidates(best, rivals) };
}

function candidates(best: Occurrence, rivals: readonly Occurrence[]): Candidate[] {
  return [best, ...rivals.slice(0, MOST_CANDIDATES - 1)].map(({ start, end, score }) => ({
    start,
    end,
    score,
  }));
}

/** Whether the words stand at the offset with all the context recorded, to the letter. */
function stands(text: string, sought: Sought, at: number): boolean {
  const { exact, prefix, suffix } = sought;
  const from = at - prefix.length;
  // `startsWith` would take an offset before the text for its beginning.
  return (
    from >= 0 && text.startsWith(prefix + exact + suffix, from) && !cutsNewly(text, sought, at)
  );
}

/** The offset of every occurrence of the words, overlapping ones too, up to `MOST_OCCURRENCES`. */
function occurrences(text: string, words: string): number[] {
  const found: number[] = [];
  let at = text.indexOf(words);
  while (at >= 0 && found.length < MOST_OCCURRENCES) {
    found.push(at);
    at = text.indexOf(words, at + 1);
  }
  return found;
}

function weigh(text: string, sought: Sought, start: number): Occurrence {
  const end = start + sought.exact.length;
  const { prefix, suffix } = contexts(text, sought, start, end);
  const position = sought.start === undefined ? 0 : nearness(start, sought.start, text.length);
  const score =
    WEIGHTS.quote + WEIGHTS.prefix * prefix + WEIGHTS.suffix * suffix + WEIGHTS.position * position;
  return { start, end, score, prefix, suffix };
}

/** From 1 at the old position to 0 at a text's length from it. */
function nearness(start: number, old: number, length: number): number {
  return Math.max(0, 1 - Math.abs(start - old) / length);
}

/**
 * How well the text on each side agrees with the recorded context. An empty context agrees with
 * the text's edge, where it was recorded; if both are empty, only with both edges, because then
 * more likely none was recorded.
 */
function contexts(text: string, { prefix, suffix }: Sought, start: number, end: number) {
  const atEdge = { prefix: start === 0, suffix: end === text.length };
  if (!prefix && !suffix) {
    const likeness = Number(atEdge.prefix && atEdge.suffix);
    return { prefix: likeness, suffix: likeness };
  }
  return {
    prefix: prefix ? runBefore(text, start, prefix) / prefix.length : Number(atEdge.prefix),
    suffix: suffix ? runAfter(text, end, suffix) / suffix.length : Number(atEdge.suffix),
  };
}

/** How many units before the offset are those at the end of `context`, read backwards. */
function runBefore(text: string, at: number, context: string): number {
  let run = 0;
  while (run < context.length && text[at - 1 - run] === context[context.length - 1 - run]) run++;
  return run;
}

/** How many units from the offset on are those at the beginning of `context`. */
function runAfter(text: string, at: number, context: string): number {
  let run = 0;
  while (run < context.length && text[at + run] === context[run]) run++;
  return run;
}

/** Whether the best occurrence may be taken without asking. The rules are at the top of this file. */
function isCertain(
  text: string,
  sought: Sought,
  best: Occurrence,
  rivals: readonly Occurrence[],
): boolean {
  return (
    rivals.length + 1 < MOST_OCCURRENCES &&
    rivals.every((rival) => best.score - rival.score > MARGIN && !agreesOnOne(rival)) &&
    hasContextEnough(sought, best) &&
    !cutsNewly(text, sought, best.start) &&
    !hasClosed(text, sought)
  );
}

/** The table at the top of this file. */
function hasContextEnough(sought: Sought, best: Occurrence): boolean {
  const isHere = best.start === sought.start;
  if (isShort(sought.exact)) return isHere ? agreesOnOne(best) : agreesOnBoth(best);
  const isBare = !sought.prefix && !sought.suffix;
  return isHere || isBare || agreesOnOne(best);
}

/** Whether one context agrees, or parts of both that together amount to one. */
function agreesOnOne({ prefix, suffix }: Occurrence): boolean {
  return prefix + suffix >= AGREEMENT;
}

function agreesOnBoth({ prefix, suffix }: Occurrence): boolean {
  return Math.min(prefix, suffix) >= AGREEMENT;
}

/**
 * Whether the contexts meet somewhere in the text, as they do where the passage was deleted, with or
 * without the space around it. A blank context meets the text's edge.
 */
function hasClosed(text: string, { prefix, suffix }: Sought): boolean {
  const before = literal(prefix.trimEnd()) || "^";
  const behind = literal(suffix.trimStart()) || "$";
  return new RegExp(`${before}\\s*${behind}`).test(text);
}

/** The regular expression that finds the words themselves. */
function literal(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Whether a quote has fewer than `LONG_QUOTE` words. Stops counting there. */
function isShort(quote: string): boolean {
  let words = 0;
  for (const { isWordLike } of segmenter.segment(quote)) {
    if (isWordLike && ++words === LONG_QUOTE) return false;
  }
  return true;
}

/** Whether the passage, placed at the offset, cuts a word that it did not cut when recorded. */
function cutsNewly(text: string, { exact, prefix, suffix }: Sought, at: number): boolean {
  const recorded = prefix + exact + suffix;
  const shift = at - prefix.length;
  return [at, at + exact.length].some(
    (edge) => cutsWord(text, edge) && !cutsWord(recorded, edge - shift),
  );
}

/** Whether a word, a number or a character (as people see it) runs across the offset. */
function cutsWord(text: string, at: number): boolean {
  const from = Math.max(0, at - WORD_REACH);
  const segment = segmenter.segment(text.slice(from, at + WORD_REACH)).containing(at - from);
  return segment !== undefined && from + segment.index !== at;
}
