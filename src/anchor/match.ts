/**
 * Finding a passage again in a text that may have changed since it was written down.
 *
 * Four questions are asked, cheapest first:
 *
 * 1. Do the words and their contexts stand, to the letter, where they stood? Then nothing near the
 *    passage shows any sign of change, and it is there. No search is made, so thousands of
 *    selectors cost next to nothing on an unchanged text, and equal words elsewhere do not matter.
 * 2. Where else do the same words occur? An index of the text's words tells.
 * 3. Where do similar words stand? The words of the passage and its contexts vote for places; there
 *    the passage is laid on the text, letter by letter. What stands between its contexts is the
 *    passage now.
 * 4. Every place is weighed by its words, its contexts and its distance from the old position. Is
 *    the best of them certain? It is taken only if it is; otherwise up to three are offered.
 *
 * Certain means all of these:
 *
 * - No other place scores nearly as well; where the words or the contexts of the best are not those
 *   written down, it has to be better by far.
 * - No other place has a context speaking for it. Whatever was edited on one side of a passage, its
 *   other side still speaks for the true place; so no edit on one side puts it on other words.
 * - No other place nearer to the old position has like surroundings.
 * - The contexts do not meet anywhere in the text, as they do where the passage was deleted.
 * - What stands around the place does not stand elsewhere too, as it does where a paragraph occurs
 *   twice and the passage was cut from one; nor does a context that is gone from the place.
 * - No word is cut that was whole: “25” is not found in “250”.
 * - Enough context agrees:
 *
 * |                    | at the old position | elsewhere     | similar words           |
 * | ------------------ | ------------------- | ------------- | ----------------------- |
 * | five words or more | none is needed      | one context   | one context, and a score |
 * | fewer              | one context         | both contexts | never taken             |
 *
 * - Similar words have the same figures, negations and names (see `facts`), and at each end either
 *   the context or the passage's own letters.
 *
 * That the words occur only once is not enough: the passage may have been rewritten while its twin,
 * in the headline or a pull quote, stayed. Only where no context was recorded to say otherwise is a
 * single occurrence of five words or more taken.
 *
 * Words are the same when every UTF-16 unit is: nothing is normalised, so curly and straight quotes
 * differ.
 */
import { likenessAfter, likenessBefore } from "./contexts";
import { runAfter, runBefore } from "./runs";
import { hasSameFacts } from "./facts";
import {
  passageFrom,
  withWords,
  type KnownSelectors,
  type Passage,
  type WordedPassage,
} from "./passage";
import { find, readThrough } from "./search";
import { hasEcho } from "./votes";
import { weigh, type Candidate, type Weighed } from "./weighing";
import { cutsNewly, isShort } from "./words";
import { WordIndex } from "./word-index";

/** Where the passage is in the text, in UTF-16 offsets. */
export type Match =
  | {
      /**
       * `exact`: the same words at the old position. `moved`: the same words elsewhere. `changed`:
       * similar words, there or elsewhere.
       */
      readonly state: "exact" | "moved" | "changed";
      readonly start: number;
      readonly end: number;
      /** The score of the place taken. */
      readonly score: number;
      /** One to three, best first; the first is the place taken. */
      readonly candidates: readonly Candidate[];
    }
  | {
      /** The words, or similar ones, occur, but no place is certain: somebody has to choose. */
      readonly state: "ask";
      readonly start: null;
      readonly end: null;
      /** The score of the best candidate. */
      readonly score: number;
      /** One to three, best first. */
      readonly candidates: readonly Candidate[];
    }
  | {
      /** Nothing similar occurs, or there are no words: an empty quote cannot be checked. */
      readonly state: "unplaced";
      readonly start: null;
      readonly end: null;
      readonly score: 0;
      readonly candidates: readonly [];
    };

/** A runner-up this close to the best, from 0 to 1, leaves the best in doubt. */
export const MARGIN = 0.05;

/** The same where the words of the best, or its contexts, are not those written down. */
const WIDE_MARGIN = 0.15;

/** A runner-up nearer to the old position, with surroundings as like as this, does so as well. */
const NEARER = 0.5;

/** A context this like the recorded one agrees with it. */
export const AGREEMENT = 0.8;

/** A similar place with this score or more is taken, if nothing speaks against it. */
const TAKEN = 0.75;

/** A similar place with this score or more is offered. */
const OFFERED = 0.5;

/** The contexts meet where as much of both as this stands together: 2 is all of both. */
const CLOSED = 1.25;

/** A context less like the recorded one than this is gone. */
const GONE = 0.5;

/** So many rare words and pairs of a context, heard together elsewhere, make a place doubtful, */
const ECHO = 4;

/** or so many of what stands around it now, */
const WIDE_ECHO = 8;

/** or so many of a context that is gone from it. */
const FAINT_ECHO = 1;

/** With so much of a context beside it, an edge of similar words is sure; */
const FOOTING = 0.25;

/** or else with so many UTF-16 units of the passage's own at that edge. */
const EDGE = 6;

/** So many words on each side of a place are looked for elsewhere. */
const SURROUNDINGS = 16;

const UNPLACED: Match = { state: "unplaced", start: null, end: null, score: 0, candidates: [] };

/** Finds in `text` the passage that the selectors describe. The rules are at the top of this file. */
export function match(text: string, selectors: KnownSelectors): Match {
  return matcherOf(text).match(selectors);
}

/**
 * Finds in `text` one passage after the other, in the order given: a match for each of them, and
 * between two matches any number of nulls, which say that a slice of work is done. No slice takes
 * long, so a caller may give way to others, or stop, wherever something is yielded.
 */
export function* matchAll(
  text: string,
  all: Iterable<KnownSelectors>,
): Generator<Match | null, void> {
  const matcher = matcherOf(text);
  for (const selectors of all) {
    if (!matcher.isReady && !matcher.stands(selectors)) yield* matcher.prepare();
    yield matcher.match(selectors);
  }
}

/** The matcher asked last: many passages of one text share its index, however they are asked for. */
let lastAsked: Matcher | null = null;

function matcherOf(text: string): Matcher {
  if (lastAsked?.text !== text) lastAsked = new Matcher(text);
  return lastAsked;
}

/** A text in which passages are sought; indexed when the first is not where it was. */
class Matcher {
  private index: WordIndex | null = null;

  constructor(readonly text: string) {}

  /** Whether the text is indexed already. */
  get isReady(): boolean {
    return this.index !== null;
  }

  /** Indexes the text in slices. */
  *prepare(): Generator<null, void> {
    this.index ??= yield* WordIndex.build(this.text);
  }

  /** Whether the passage is where it was, to the letter, which needs no index. */
  stands(selectors: KnownSelectors): boolean {
    const sought = passageFrom(selectors);
    return sought.exact === "" || placeThatStands(this.text, sought) !== null;
  }

  match(selectors: KnownSelectors): Match {
    const sought = passageFrom(selectors);
    if (sought.exact === "") return UNPLACED;
    const standing = placeThatStands(this.text, sought);
    if (standing) return taken("exact", standing, []);
    for (const _ of this.prepare());
    const passage = withWords(this.index!, sought);
    const { places, isComplete } = find(this.index!, passage, OFFERED);
    const [best, ...rivals] = places;
    if (!best) return UNPLACED;
    if (isComplete && isCertain(this.index!, passage, best, rivals))
      return taken(stateOf(best, sought), best, rivals);
    const { score } = best;
    return { state: "ask", start: null, end: null, score, candidates: candidates(best, rivals) };
  }
}

function stateOf(best: Weighed, { start }: Passage): "exact" | "moved" | "changed" {
  if (!best.isExact) return "changed";
  return best.start === start ? "exact" : "moved";
}

function taken(
  state: "exact" | "moved" | "changed",
  best: Weighed,
  rivals: readonly Weighed[],
): Match {
  const { start, end, score } = best;
  return { state, start, end, score, candidates: candidates(best, rivals) };
}

/**
 * The best places, and the one nearest to the old position if that is not among them: of many places
 * nearly as good, it is the likeliest.
 */
function candidates(best: Weighed, rivals: readonly Weighed[]): Candidate[] {
  const [second, ...rest] = rivals;
  const third = rest.reduce<Weighed | undefined>(
    (a, b) => (a && a.nearness >= b.nearness ? a : b),
    undefined,
  );
  return [best, second, third].flatMap((place) =>
    place ? [{ start: place.start, end: place.end, score: place.score }] : [],
  );
}

/** The passage's old place, if its words stand there with all the context recorded, to the letter. */
function placeThatStands(text: string, sought: Passage): Weighed | null {
  const { exact, prefix, suffix, start } = sought;
  const from = (start ?? 0) - prefix.length;
  const place = { start: start ?? 0, end: (start ?? 0) + exact.length };
  // `startsWith` would take an offset before the text for its beginning.
  if (start === undefined || from < 0) return null;
  if (!text.startsWith(prefix + exact + suffix, from) || cutsNewly(text, sought, place))
    return null;
  return weigh(text, sought, place, 1);
}

/** Whether the best place may be taken without asking. The rules are at the top of this file. */
function isCertain(
  index: WordIndex,
  sought: WordedPassage,
  best: Weighed,
  rivals: readonly Weighed[],
): boolean {
  const { text } = index;
  return (
    !rivals.some((rival) => isRival(best, rival)) &&
    (best.isExact ? hasContextEnough(sought, best) : isSimilarEnough(text, sought, best)) &&
    !cutsNewly(text, sought, best) &&
    !hasClosed(index, sought) &&
    !hasTwin(index, sought, best)
  );
}

/** Whether another place leaves the best in doubt. */
function isRival(best: Weighed, rival: Weighed): boolean {
  const margin = best.isExact && agreesOnBoth(best) ? MARGIN : WIDE_MARGIN;
  const isNearer = rival.nearness > best.nearness && rival.surroundings >= NEARER;
  return best.score - rival.score <= margin || agreesOnOne(rival) || isNearer;
}

/** Whether what stands around the place, or what stood around the passage, is elsewhere as well. */
function hasTwin(index: WordIndex, sought: WordedPassage, { start, end }: Weighed): boolean {
  const { text } = index;
  const { numbers, first, last } = sought;
  const passage = { from: index.placeAt(start), to: index.placeAt(end - 1) + 1 };
  const before = index.numbersAt(passage.from - SURROUNDINGS, passage.from);
  const behind = index.numbersAt(passage.to, passage.to + SURROUNDINGS);
  const isPrefixGone = likenessBefore(text, start, sought.prefix) < GONE;
  const isSuffixGone = likenessAfter(text, end, sought.suffix) < GONE;
  const has = (some: Int32Array, home: number, least: number): boolean =>
    hasEcho(index, some, home, passage, least);
  return (
    has(numbers.subarray(0, first), passage.from - first, isPrefixGone ? FAINT_ECHO : ECHO) ||
    has(numbers.subarray(last), passage.to, isSuffixGone ? FAINT_ECHO : ECHO) ||
    has(before, passage.from - before.length, WIDE_ECHO) ||
    has(behind, passage.to, WIDE_ECHO)
  );
}

/** Whether similar words may be taken. */
function isSimilarEnough(text: string, { exact }: Passage, best: Weighed): boolean {
  const { start, end, score, prefix, suffix } = best;
  const head = exact.slice(0, EDGE);
  const tail = exact.slice(-EDGE);
  return (
    score >= TAKEN &&
    agreesOnOne(best) &&
    (prefix >= FOOTING || text.startsWith(head, start)) &&
    (suffix >= FOOTING || text.slice(start, end).endsWith(tail)) &&
    !isShort(exact) &&
    hasSameFacts(exact, text.slice(start, end))
  );
}

/** The table at the top of this file. */
function hasContextEnough(sought: Passage, best: Weighed): boolean {
  if (agreesOnBoth(best)) return true;
  const isHere = best.start === sought.start;
  if (isShort(sought.exact)) return isHere ? agreesOnOne(best) : agreesOnBoth(best);
  const isBare = !sought.prefix && !sought.suffix;
  return isHere || isBare || agreesOnOne(best);
}

/** Whether one context agrees, or parts of both that together amount to one. */
function agreesOnOne({ prefix, suffix }: Weighed): boolean {
  return prefix + suffix >= AGREEMENT;
}

function agreesOnBoth({ prefix, suffix }: Weighed): boolean {
  return Math.min(prefix, suffix) >= AGREEMENT;
}

/**
 * Whether the contexts, or large parts of both, meet somewhere in the text, as they do where the
 * passage was deleted, with or without the space around it. A blank context meets the text's edge.
 */
function hasClosed(index: WordIndex, sought: WordedPassage): boolean {
  const { text } = index;
  const { prefix, suffix } = sought;
  const [before, behind] = [prefix.trimEnd(), suffix.trimStart()];
  if (!before || !behind) return closesAtEdge(text, before, behind);
  return junctions(index, sought, before, behind).some((end) => {
    const start = skipBlanks(text, end);
    const [left, right] = [runBefore(text, end, before), runAfter(text, start, behind)];
    return left / before.length + right / behind.length >= CLOSED;
  });
}

/**
 * The offsets where the prefix may end and the suffix follow: found by the words that would be
 * neighbours there, or one word. Where there are no such words, everywhere that the prefix ends.
 */
function junctions(
  index: WordIndex,
  { prefix, exact, suffix, words, first, last }: WordedPassage,
  before: string,
  behind: string,
): number[] {
  const { text } = index;
  const end = prefix.length + exact.length;
  const [left, right] = [words[first - 1], words[last]];
  const isCut = words
    .slice(first, last)
    .some((word) => word.start < prefix.length || word.end > end);
  if (!left || !right || isCut) return readThrough(text, before).map((at) => at + before.length);
  const pair = index.placesOfPair(index.numberOf(left.key), index.numberOf(right.key)).all();
  const found = pair.map((place) => index.endAt(place) + before.length - left.end);
  if (left.end < before.length || right.start > end + suffix.length - behind.length) return found;
  const joined = index.placesOf(index.numberOf(left.key + right.key)).all();
  return [...found, ...joined.map((place) => index.startAt(place) + left.end - left.start)];
}

/** The offset behind the blanks that begin at an offset. */
function skipBlanks(text: string, at: number): number {
  while (/\s/.test(text[at] ?? "")) at++;
  return at;
}

function closesAtEdge(text: string, before: string, behind: string): boolean {
  if (before) return text.trimEnd().endsWith(before);
  return text.trimStart().startsWith(behind) && (behind !== "" || text.trim() === "");
}
