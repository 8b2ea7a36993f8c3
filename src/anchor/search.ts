/** Searching an indexed text for the places where a passage may stand. */
import { layPassage, type Placed } from "./laying";
import type { WordedPassage } from "./passage";
import { vote } from "./votes";
import { compare, overlap, weigh, type Stretch, type Weighed } from "./weighing";
import type { Places, WordIndex } from "./word-index";

/**
 * The most occurrences looked at, so that one letter in a book takes milliseconds. Where there are
 * more, none is certain, as the rest has not been seen.
 */
export const MOST_OCCURRENCES = 20_000;

/** Of the occurrences, so many are compared closely. */
const MOST_COMPARED = 6;

/** So many occurrences, or fewer, are all weighed. */
const MANY = 64;

/** Of more, only those beside which so many units of a context stand, and those nearest. */
const HINT = 4;

/** Words are looked up by the rarest of so many. */
const ENOUGH = 16;

/** The most places where similar words are looked for. */
const MOST_SIMILAR = 6;

/** The places found for a passage. */
export interface Found {
  /** Those where it may stand, best first. */
  readonly places: readonly Weighed[];
  /** False where there were more occurrences than are looked at. */
  readonly isComplete: boolean;
}

/**
 * The places of the passage's words, and of similar words with at least a score; best first. Of very
 * many occurrences only those that may be the best or its rivals are given.
 */
export function find(index: WordIndex, passage: WordedPassage, leastScore: number): Found {
  const { text } = index;
  const { exact } = passage;
  const offsets = occurrences(index, passage);
  const all = speaking(text, passage, offsets).map((at) =>
    weigh(text, passage, { start: at, end: at + exact.length }, 1),
  );
  const places = promising(all).map((place) => compare(text, passage, place));
  const share = places.some(({ prefix, suffix }) => prefix + suffix === 2) ? 1 / 2 : 1 / 4;
  for (const place of similar(index, passage, share, places)) {
    if (places.some((other) => overlap(other, place))) continue;
    const weighed = compare(text, passage, weigh(text, passage, place, place.likeness));
    if (weighed.score >= leastScore) places.push(weighed);
  }
  places.sort((a, b) => b.score - a.score);
  return { places, isComplete: offsets.length < MOST_OCCURRENCES };
}

/** Of many offsets, those beside which some of a context stands, and a few nearest to the old one. */
function speaking(text: string, passage: WordedPassage, offsets: readonly number[]): number[] {
  const { prefix, exact, suffix, start = 0 } = passage;
  if (offsets.length <= MANY) return [...offsets];
  const [tail, head] = [prefix.slice(-HINT), suffix.slice(0, HINT)];
  const next = offsets.findIndex((at) => at >= start);
  return offsets.filter(
    (at, index) =>
      Math.abs(index - next) <= MOST_COMPARED ||
      (tail !== "" && text.startsWith(tail, at - tail.length)) ||
      (head !== "" && text.startsWith(head, at + exact.length)),
  );
}

/** Of many places, those that may turn out to be the best, its rivals, or the nearest. */
function promising(places: readonly Weighed[]): readonly Weighed[] {
  if (places.length <= MOST_COMPARED) return places;
  const nearest = places.reduce((a, b) => (b.nearness > a.nearness ? b : a));
  const best = places.toSorted((a, b) => b.score - a.score).slice(0, MOST_COMPARED);
  return [...new Set([nearest, ...best])];
}

/**
 * The offset of every occurrence of the words, overlapping ones too, up to `MOST_OCCURRENCES`. They
 * are looked up by the rarest of their words, or pairs of words, that are whole whatever stands
 * beside them; where they have none, the text is read through.
 */
function occurrences(index: WordIndex, passage: WordedPassage): number[] {
  const { text } = index;
  const { prefix, exact } = passage;
  const [into, places] = rarest(index, passage) ?? [];
  if (into === undefined || places === undefined) return readThrough(text, exact);
  const found: number[] = [];
  for (const place of places.all()) {
    const at = index.startAt(place) - (into - prefix.length);
    if (at < 0 || !text.startsWith(exact, at)) continue;
    if (found.push(at) === MOST_OCCURRENCES) break;
  }
  return found;
}

/**
 * The rarest of the passage's inner words and pairs, with the offset of its beginning in what is
 * recorded; null where the passage has no inner word. The last word has no pair to be looked up by.
 */
function rarest(
  index: WordIndex,
  { prefix, exact, words, numbers, first, last }: WordedPassage,
): readonly [number, Places] | null {
  const end = prefix.length + exact.length;
  const from = words[first] && words[first].start > prefix.length ? first : first + 1;
  const to = words[last - 1] && words[last - 1]!.end < end ? last : last - 1;
  let best: readonly [number, Places] | null = null;
  for (let at = from; at < Math.min(to, from + ENOUGH); at++) {
    const isPair = at + 1 < to;
    const places = isPair
      ? index.placesOfPair(numbers[at]!, numbers[at + 1]!)
      : index.placesOf(numbers[at]!);
    if (!best || places.most < best[1].most) best = [words[at]!.start, places];
  }
  return best;
}

/** The offset of every occurrence of some words, up to `MOST_OCCURRENCES`, without an index. */
export function readThrough(text: string, words: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (found.push(at) === MOST_OCCURRENCES) break;
  }
  return found;
}

/** The places of similar words, but for those where the words themselves are known to be. */
function similar(
  index: WordIndex,
  passage: WordedPassage,
  share: number,
  known: readonly Stretch[],
): Placed[] {
  const taken = known.map(({ start }) => index.placeAt(start));
  const length = passage.last - passage.first;
  const slack = 2 + Math.min(64, length >> 2);
  return vote(index, passage, MOST_SIMILAR, share).flatMap(({ from, to }) => {
    if (taken.some((place) => from <= place && place <= to)) return [];
    const [first, last] = [index.endAt(from - slack), index.startAt(to + length + slack)];
    return layPassage(index, passage, first, last) ?? [];
  });
}
