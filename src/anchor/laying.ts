/**
 * Laying a passage on the stretch of a text where it may stand now, letter by letter.
 *
 * The contexts say best where the passage begins and ends: what stands between them is the passage
 * now, whatever it says. Where one of them is gone, the passage's own words say it, laid on the text
 * so that as few letters as possible are changed, put in or left out, and then put to the edges of
 * whole words.
 */
import { splitsPair } from "./describe";
import { MOST_UNITS, nearest } from "./distance";
import type { Passage } from "./passage";
import type { Stretch } from "./weighing";
import type { WordIndex } from "./word-index";

/** A place where a passage may stand. */
export interface Placed extends Stretch {
  /** From 0 to 1: how like the passage's words those at the place are. */
  readonly likeness: number;
}

/** As much of a context, in UTF-16 units, has to stand in the text to show where it is. */
const FOOTING = 12;

/** The words are others where fewer of their letters are left than this, from 0 to 1. */
const LEAST_LIKENESS = 0.5;

/** Where words lie, and how many of their units differ. */
interface Laid extends Stretch {
  readonly errors: number;
}

/**
 * Lays a passage on the text between two offsets; null where neither anything like it stands there
 * nor anything between its contexts.
 */
export function layPassage(
  index: WordIndex,
  passage: Passage,
  from: number,
  to: number,
): Placed | null {
  const { text } = index;
  const { exact } = passage;
  const laid = lay(text, exact, { start: from, end: to });
  const snapped = laid && snap(index, passage, laid);
  const start = endOfPrefix(text, passage, snapped, from, to) ?? snapped?.start;
  const end = startOfSuffix(text, passage, snapped, start ?? from, to) ?? snapped?.end;
  if (start === undefined || end === undefined) return null;
  const length = end - start;
  if (length <= 0 || length > 2 * exact.length + 64) return null;
  const errors = laid
    ? laid.errors + Math.abs(start - laid.start) + Math.abs(end - laid.end)
    : Infinity;
  return {
    start: splitsPair(text, start) ? start - 1 : start,
    end: splitsPair(text, end) ? end + 1 : end,
    likeness: Math.max(0, 1 - errors / Math.max(exact.length, length)),
  };
}

/** Where the words lie best in the window; null where nothing is like them. */
function lay(text: string, words: string, window: Stretch): Laid | null {
  if (words.length > MOST_UNITS) return layEnds(text, words, window);
  const forth = nearest(text, window.start, window.end - window.start, words, 1, true);
  if (forth.distance > words.length * (1 - LEAST_LIKENESS)) return null;
  const end = window.start + forth.length;
  const back = nearest(text, end, end - window.start, words, -1, false);
  return { start: end - back.length, end, errors: forth.distance };
}

/** A long passage is laid by its two ends. */
function layEnds(text: string, words: string, { start, end }: Stretch): Laid | null {
  const half = MOST_UNITS / 2;
  const slack = Math.min(Math.max(0, end - start - words.length) + 2 * half, 4 * MOST_UNITS);
  const headEnd = Math.min(end, start + slack);
  const tailStart = Math.max(start, end - slack);
  const head = lay(text, words.slice(0, half), { start, end: headEnd });
  const tail = lay(text, words.slice(-half), { start: tailStart, end });
  if (!head || !tail || head.start >= tail.end) return null;
  const errors = ((head.errors + tail.errors) * words.length) / MOST_UNITS;
  return { start: head.start, end: tail.end, errors };
}

const letter = /[\p{L}\p{M}\p{N}]/u;

/** The ends put to the edges of words, where the passage's own ends were. */
function snap(index: WordIndex, { prefix, exact, suffix }: Passage, laid: Laid): Stretch | null {
  const beginsWord = letter.test(exact[0]!) && !letter.test(prefix.at(-1) ?? " ");
  const endsWord = letter.test(exact.at(-1)!) && !letter.test(suffix[0] ?? " ");
  const start = beginsWord ? nearestStart(index, laid.start) : laid.start;
  const end = endsWord ? nearestEnd(index, laid.end) : laid.end;
  return start < end ? { start, end } : null;
}

/** Where a word begins, nearest to the offset: that of the word it is in, or of the next. */
function nearestStart(index: WordIndex, offset: number): number {
  const place = index.placeAt(offset);
  const [start, end] = [index.startAt(place), index.endAt(place)];
  return offset - start > end - offset ? index.startAt(place + 1) : start;
}

/** Where a word ends, nearest to the offset: that of the word it is in, or of the one before. */
function nearestEnd(index: WordIndex, offset: number): number {
  const place = index.placeAt(offset - 1);
  const [start, end] = [index.startAt(place), index.endAt(place)];
  return start >= offset || offset - start < end - offset ? index.endAt(place - 1) : end;
}

/** Where the prefix ends, nearest to where the words begin; null where it does not stand there. */
function endOfPrefix(
  text: string,
  { prefix, exact }: Passage,
  laid: Stretch | null,
  from: number,
  to: number,
): number | null {
  if (prefix === "") return from === 0 && laid && laid.start <= reach(exact) ? 0 : null;
  const tail = prefix.slice(-FOOTING);
  if (tail.trim() === "") return null;
  const range = laid ? around(laid.start, exact, from, to) : { start: from, end: to };
  const at = nearestIn(text, tail, (laid?.start ?? from) - tail.length, range, tail.length);
  return at === null ? null : at + tail.length;
}

/** Where the suffix begins, nearest to where the words end; null where it does not stand there. */
function startOfSuffix(
  text: string,
  { suffix, exact }: Passage,
  laid: Stretch | null,
  from: number,
  to: number,
): number | null {
  const { length } = text;
  if (suffix === "")
    return to === length && laid && length - laid.end <= reach(exact) ? length : null;
  const head = suffix.slice(0, FOOTING);
  if (head.trim() === "") return null;
  const range = laid ? around(laid.end, exact, from + 1, to) : { start: from + 1, end: to };
  return nearestIn(text, head, laid?.end ?? range.start, range, 0);
}

/** How far from the words a context may stand: as far as words may have been put in between. */
function reach(exact: string): number {
  return 24 + Math.min(200, exact.length >> 1);
}

function around(offset: number, exact: string, from: number, to: number): Stretch {
  return {
    start: Math.max(from, offset - reach(exact)),
    end: Math.min(to, offset + reach(exact)),
  };
}

/**
 * Where words stand nearest to an offset, so that the offset `into` units behind their beginning is
 * in the range; null where they do not.
 */
function nearestIn(
  text: string,
  words: string,
  offset: number,
  range: Stretch,
  into: number,
): number | null {
  const base = Math.max(0, range.start - into);
  const part = text.slice(base, range.end - into + words.length);
  const before = part.lastIndexOf(words, Math.max(0, offset - base));
  const after = part.indexOf(words, Math.max(0, offset - base));
  if (before < 0 && after < 0) return null;
  const isBefore = after < 0 || (before >= 0 && offset - base - before <= after + base - offset);
  return base + (isBefore ? before : after);
}
