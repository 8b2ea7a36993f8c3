/**
 * Where in a text a passage may stand, judged by the words that it shares with the text.
 *
 * Every word of the passage and its contexts that occurs in the text says where the passage would
 * begin if this were that word, and pairs of words say it more surely than single ones, of which
 * only rare ones are heard. Words that stayed together name the same beginning, or nearly so, where
 * words between them came or went; so the places named most often are the places to look at.
 */
import type { WordedPassage } from "./passage";
import type { WordIndex } from "./word-index";

/** A place in the text where the passage may begin, counted in words. */
export interface Voted {
  /** The first and the last beginning that was named. */
  readonly from: number;
  readonly to: number;
  readonly votes: number;
}

/** The most places that one pair of words may name. */
const MOST_NAMED = 16;

/** A word that occurs more often says too little. */
const RARE = 12;

/** Of a long passage, this many words at each end are heard. */
const REACH = 12;

/** Words and pairs that occur more often than this are no echo. */
const ECHO_RARE = 4;

/** The words of an echo stand as far from one another as they did, give or take so many words. */
const ECHO_BREADTH = 2;

/**
 * The places named most often, best first, `most` at most, and none with less than a share of the
 * best one's votes; all places are counted in words.
 */
export function vote(
  index: WordIndex,
  passage: WordedPassage,
  most: number,
  share: number,
): Voted[] {
  const { numbers, first, last, start } = passage;
  const near = index.placeAt(start ?? 0);
  const named: number[] = [];
  for (let at = 0; at < numbers.length; at++) {
    if (at >= first + REACH && at < last - REACH) continue;
    const number = at - first;
    const alone = index.placesOf(numbers[at]!);
    if (alone.most <= RARE) alone.addNear(near + number, RARE, number, named);
    const pair = index.placesOfPair(numbers[at]!, numbers[at + 1] ?? -1);
    pair.addNear(near + number, MOST_NAMED, number, named);
  }
  return choose(gather(new Int32Array(named).sort(), breadthFor(last - first)), most, share, near);
}

/** How far apart two beginnings may lie and still be the same, words having come or gone. */
function breadthFor(length: number): number {
  return 3 + Math.min(32, length >> 2);
}

/** The stretches of a breadth in which most beginnings lie; of those that overlap, the fuller. */
function gather(sorted: Int32Array, breadth: number): Voted[] {
  const all: Voted[] = [];
  for (let first = 0, next = 0; first < sorted.length; first++) {
    const from = sorted[first]!;
    while (next < sorted.length && sorted[next]! - from <= breadth) next++;
    const one = { from, to: sorted[next - 1]!, votes: next - first };
    const last = all.at(-1);
    if (!last || last.to < from) all.push(one);
    else if (last.votes < one.votes) all[all.length - 1] = one;
  }
  return all;
}

/**
 * The stretches with most votes, best first, and first of all the one nearest to the old place that
 * has half as many votes as the best: of many equal ones, it is the likeliest.
 */
function choose(all: readonly Voted[], most: number, share: number, near: number): Voted[] {
  const top = all.reduce((votes, one) => Math.max(votes, one.votes), 0);
  const worth = all.filter(({ votes }) => votes > top * share);
  const distance = ({ from }: Voted): number => Math.abs(from - near);
  const nearest = worth
    .filter(({ votes }) => votes * 2 >= top)
    .reduce<Voted | null>((a, b) => (a && distance(a) <= distance(b) ? a : b), null);
  const best = worth.sort((a, b) => b.votes - a.votes || distance(a) - distance(b));
  return nearest ? [nearest, ...best.slice(0, most).filter((one) => one !== nearest)] : [];
}

/** Words that stand one after the other in a text, counted in words: a stretch of places. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Whether at least so many of some words (by number), and of their pairs, are heard together elsewhere than at
 * `home`, where the first of them stands or stood. Only rare ones are listened to, so that no common
 * phrase is an echo; nor is what overlaps the span given, the passage itself.
 */
export function hasEcho(
  index: WordIndex,
  numbers: Int32Array,
  home: number,
  passage: Span,
  least: number,
): boolean {
  const named: number[] = [];
  for (let at = 0; at < numbers.length; at++) {
    const alone = index.placesOf(numbers[at]!);
    if (alone.most <= ECHO_RARE) alone.addNear(0, ECHO_RARE, at, named);
    const pair = index.placesOfPair(numbers[at]!, numbers[at + 1] ?? -1);
    if (pair.most <= ECHO_RARE) pair.addNear(0, ECHO_RARE, at, named);
  }
  const elsewhere = named.filter(
    (place) =>
      Math.abs(place - home) > ECHO_BREADTH &&
      (place + numbers.length <= passage.from || place >= passage.to),
  );
  const sorted = elsewhere.sort((a, b) => a - b);
  return sorted.some((place, at) => (sorted[at + least - 1] ?? Infinity) - place <= ECHO_BREADTH);
}
