import type { Selectors } from "./describe";
import { wordsIn, type Word, type WordIndex } from "./word-index";

/**
 * What is known of a passage. A selector from a foreign file may lack all but `exact`; an absent
 * context is the same as an empty one, an absent `start` means that no position is known. `end`
 * follows from `start` and `exact`, and is not read.
 */
export type KnownSelectors = Pick<Selectors, "exact"> & Partial<Selectors>;

/** A passage that is sought, with contexts that are empty where none is known. */
export interface Passage {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  /** The UTF-16 offset where it stood; undefined where that is not known. */
  readonly start: number | undefined;
}

/** A passage with the words written down of it. Those that a context may cut in half are left out. */
export interface WordedPassage extends Passage {
  /** The words of the prefix, the passage and the suffix; offsets in the three put together. */
  readonly words: readonly Word[];
  /** The numbers that stand for them in the text's index. */
  readonly numbers: Int32Array;
  /** The index of the first word not wholly of the prefix. */
  readonly first: number;
  /** The index after the last word not wholly of the suffix. */
  readonly last: number;
}

/** The passage that selectors describe. */
export function passageFrom({ exact, prefix = "", suffix = "", start }: KnownSelectors): Passage {
  return { exact, prefix, suffix, start };
}

/** The passage with its words, as they are numbered in an index. */
export function withWords(index: WordIndex, passage: Passage): WordedPassage {
  const { prefix, exact, suffix } = passage;
  const recorded = prefix + exact + suffix;
  const end = prefix.length + exact.length;
  const words = [...wordsIn(recorded)].filter(
    (word) => (word.start > 0 || prefix === "") && (word.end < recorded.length || suffix === ""),
  );
  const first = words.findIndex((word) => word.end > prefix.length);
  const last = words.findLastIndex((word) => word.start < end) + 1;
  const numbers = Int32Array.from(words, ({ key }) => index.numberOf(key));
  return { ...passage, words, numbers, first: first < 0 ? words.length : first, last };
}
