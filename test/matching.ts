/** How well passages are found again in the texts of the corpus, once those have been edited. */
import { describe } from "../src/anchor/describe";
import { match } from "../src/anchor/match";
import {
  between,
  corpus,
  edit,
  randomFrom,
  wordsOf,
  type CorpusText,
  type Random,
  type Stretch,
} from "./corpus";

/** What became of the sentences that still exist. */
export interface Recall {
  sentences: number;
  /** Placed where they are. */
  taken: number;
  /** Of these, those whose words had changed. */
  changed: number;
  /** The right place is one of those offered. */
  offered: number;
  /** Placed there, but with an end a word or so too far or too near. */
  rough: number;
  /** Placed somewhere else. */
  wrong: number;
  missed: number;
}

/** What became of passages that were deleted. */
export interface Deleted {
  passages: number;
  /** Placed all the same. */
  placed: number;
  asked: number;
}

/** What is measured: one text of every kind for each seed, `size` sentences or so long. */
export interface Measured {
  readonly seeds: readonly number[];
  readonly size: number;
  /** How many of the words are edited, from 0 to 1. */
  readonly rate: number;
}

/** Looks for every sentence of the edited texts; the results by kind of text. */
export function measureRecall({ seeds, size, rate }: Measured): Map<string, Recall> {
  const results = new Map<string, Recall>();
  for (const { kind, text, sentences, random } of textsOf(seeds, size)) {
    const edited = edit(text, rate, random);
    const result = results.get(kind) ?? none;
    results.set(
      kind,
      sentences.reduce((counted, one) => count(counted, text, edited, one), result),
    );
  }
  return results;
}

const none: Recall = {
  sentences: 0,
  taken: 0,
  changed: 0,
  offered: 0,
  rough: 0,
  wrong: 0,
  missed: 0,
};

function count(
  counted: Recall,
  text: string,
  edited: ReturnType<typeof edit>,
  sentence: Stretch,
): Recall {
  const place = edited.follow(sentence);
  if (!place) return counted;
  const found = match(edited.text, describe(text, sentence.start, sentence.end));
  const isOffered = found.candidates.some((candidate) => likeness(candidate, place) >= 0.5);
  const common = found.start === null ? null : likeness(found, place);
  const isTaken = common !== null && common >= 0.9;
  return {
    sentences: counted.sentences + 1,
    taken: counted.taken + Number(isTaken),
    changed: counted.changed + Number(isTaken && found.state === "changed"),
    offered: counted.offered + Number(common === null && isOffered),
    rough: counted.rough + Number(common !== null && common >= 0.5 && !isTaken),
    wrong: counted.wrong + Number(common !== null && common < 0.5),
    missed: counted.missed + Number(common === null && !isOffered),
  };
}

/** How much two stretches have in common, from 0 to 1. */
function likeness(a: Stretch, b: Stretch): number {
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return Math.max(0, common) / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
}

/** Deletes so many passages of each text, one at a time, and looks for them; results by kind. */
export function measureDeleted(measured: Measured, passages: number): Map<string, Deleted> {
  const results = new Map<string, Deleted>();
  for (const text of textsOf(measured.seeds, measured.size)) {
    const result = results.get(text.kind) ?? { passages: 0, placed: 0, asked: 0 };
    results.set(text.kind, result);
    const words = wordsOf(text.text);
    for (let n = 0; n < passages; n++) {
      const passage = pickPassage(text, words, text.random, n % 3 === 0);
      const found = matchDeleted(text, passage, measured.rate);
      if (!found) continue;
      result.passages++;
      result.placed += Number(found.start !== null);
      result.asked += Number(found.state === "ask");
    }
  }
  return results;
}

/** A sentence, or 1 to 30 words. */
function pickPassage(
  { sentences }: CorpusText,
  words: readonly Stretch[],
  random: Random,
  isSentence: boolean,
): Stretch {
  if (isSentence) return sentences[between(random, 0, sentences.length - 1)]!;
  const length = between(random, 1, Math.min(30, words.length));
  const first = between(random, 0, words.length - length);
  return { start: words[first]!.start, end: words[first + length - 1]!.end };
}

/** Looks for a passage once deleted; null where equal words have moved up to stand just there. */
function matchDeleted(
  { text, random }: CorpusText & { readonly random: Random },
  { start, end }: Stretch,
  rate: number,
) {
  const selectors = describe(text, start, end);
  const { prefix, exact, suffix } = selectors;
  const edited = edit(text, rate, random, { start, end });
  const isThere = edited.text.startsWith(prefix + exact + suffix, start - prefix.length);
  return isThere ? null : match(edited.text, selectors);
}

function textsOf(seeds: readonly number[], size: number) {
  return seeds.flatMap((seed) =>
    corpus(seed, size).map((text, index) => ({ ...text, random: randomFrom(seed * 7919 + index) })),
  );
}

/** The counts of all kinds together. */
export function sum<T extends object>(results: Iterable<T>): T {
  const [first, ...rest] = results;
  return rest.reduce((total, one) => {
    const entries = Object.entries(total) as [keyof T & string, number][];
    return Object.fromEntries(
      entries.map(([name, value]) => [name, value + Number(one[name])]),
    ) as T;
  }, first!);
}
