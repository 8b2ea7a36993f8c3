import type { Quote } from "../model/claim";

/** How many UTF-16 units are written down on each side of a passage, at most. */
export const CONTEXT_LENGTH = 32;

/**
 * A passage written down so that it can be found again: its quote, and where it stood. An empty
 * prefix or suffix means that the passage stood at the text's edge.
 */
export interface Selectors extends Quote {
  /** UTF-16 offset of the passage's first unit. */
  readonly start: number;
  /** UTF-16 offset after its last unit: `start + exact.length`. */
  readonly end: number;
}

/**
 * The selectors of `text.slice(start, end)`, in UTF-16 offsets. An empty passage is a point with an
 * empty `exact`.
 *
 * No character is cut in half. A passage that begins or ends inside a surrogate pair takes in the
 * whole pair, and the offsets returned say so; a context that would begin or end inside one leaves
 * the pair out.
 *
 * @throws {RangeError} unless 0 ≤ start ≤ end ≤ text.length, in whole numbers: offsets of another
 * text must not become a selector that reads well.
 */
export function describe(text: string, start: number, end: number): Selectors {
  if (!(
    Number.isInteger(start) &&
    Number.isInteger(end) &&
    0 <= start &&
    start <= end &&
    end <= text.length
  ))
    throw new RangeError(`No passage from ${start} to ${end} in a text of ${text.length} units`);
  const first = splitsPair(text, start) ? start - 1 : start;
  const last = splitsPair(text, end) ? end + 1 : end;
  const before = Math.max(0, first - CONTEXT_LENGTH);
  const after = Math.min(text.length, last + CONTEXT_LENGTH);
  return {
    exact: text.slice(first, last),
    prefix: text.slice(splitsPair(text, before) ? before + 1 : before, first),
    suffix: text.slice(last, splitsPair(text, after) ? after - 1 : after),
    start: first,
    end: last,
  };
}

/** Whether the offset lies between the two halves of a surrogate pair. */
export function splitsPair(text: string, offset: number): boolean {
  const before = text.codePointAt(offset - 1);
  return before !== undefined && before > 0xffff;
}
