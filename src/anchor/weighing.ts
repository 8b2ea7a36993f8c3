/** Weighing the places where a passage may stand against one another. */
import { likenessAfter, likenessBefore } from "./contexts";
import { runAfter, runBefore } from "./runs";
import type { Passage } from "./passage";

/** A stretch of a text, in UTF-16 offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A place where the passage may be, in UTF-16 offsets. */
export interface Candidate extends Stretch {
  /** From 0 to 1: the words, both contexts and the position are what was written down. */
  readonly score: number;
}

/** A place, with what speaks for it: everything from 0 to 1. */
export interface Weighed extends Candidate {
  /** Whether the words are those of the passage, to the letter. */
  readonly isExact: boolean;
  /** How like those of the passage the words are. */
  readonly likeness: number;
  /** How much of the prefix stands unbroken before the place. */
  readonly prefix: number;
  /** How much of the suffix stands unbroken behind it. */
  readonly suffix: number;
  /** How like the contexts the text on both sides is; known once the place was compared. */
  readonly surroundings: number;
  /** How near the old position is; 0 where it is not known. */
  readonly nearness: number;
}

/**
 * What each likeness, from 0 to 1, adds to a score. Position weighs less than `MARGIN`, so that
 * nearness orders the candidates but never decides between them.
 */
export const WEIGHTS = { quote: 0.5, prefix: 0.23, suffix: 0.23, position: 0.04 } as const;

/** Weighs a place by how much of each context stands there unbroken. */
export function weigh(text: string, passage: Passage, place: Stretch, likeness: number): Weighed {
  const { start, end } = place;
  const agreement = agreementAt(text, passage, place);
  const nearness = nearnessOf(start, passage.start, text.length);
  const isExact = end - start === passage.exact.length && text.startsWith(passage.exact, start);
  const score = scoreOf(likeness, agreement.prefix, agreement.suffix, nearness);
  const surroundings = (agreement.prefix + agreement.suffix) / 2;
  return { start, end, score, isExact, likeness, ...agreement, surroundings, nearness };
}

/** The same place with the score that it has when its contexts need only be alike. */
export function compare(text: string, passage: Passage, place: Weighed): Weighed {
  const prefix = Math.max(place.prefix, likenessBefore(text, place.start, passage.prefix));
  const suffix = Math.max(place.suffix, likenessAfter(text, place.end, passage.suffix));
  const score = scoreOf(place.likeness, prefix, suffix, place.nearness);
  return { ...place, score, surroundings: (prefix + suffix) / 2 };
}

/** Whether two stretches have a unit in common. */
export function overlap(a: Stretch, b: Stretch): boolean {
  return a.start < b.end && b.start < a.end;
}

function scoreOf(likeness: number, prefix: number, suffix: number, nearness: number): number {
  return (
    WEIGHTS.quote * likeness +
    WEIGHTS.prefix * prefix +
    WEIGHTS.suffix * suffix +
    WEIGHTS.position * nearness
  );
}

/** From 1 at the old position to 0 at a text's length from it. */
function nearnessOf(start: number, old: number | undefined, length: number): number {
  return old === undefined ? 0 : Math.max(0, 1 - Math.abs(start - old) / length);
}

/**
 * How much of each context stands unbroken beside the place. An empty context agrees with the
 * text's edge, where it was recorded; if both are empty, only with both edges, because then more
 * likely none was recorded.
 */
function agreementAt(text: string, { prefix, suffix }: Passage, { start, end }: Stretch) {
  const atEdge = { prefix: start === 0, suffix: end === text.length };
  if (!prefix && !suffix) {
    const agreement = Number(atEdge.prefix && atEdge.suffix);
    return { prefix: agreement, suffix: agreement };
  }
  return {
    prefix: prefix ? runBefore(text, start, prefix) / prefix.length : Number(atEdge.prefix),
    suffix: suffix ? runAfter(text, end, suffix) / suffix.length : Number(atEdge.suffix),
  };
}
