/**
 * How well the text beside a place agrees with a recorded context.
 *
 * The likeness is what places are compared by: one less the share of units to be changed, put in or
 * left out, where the side next to the passage is held fast. (What speaks for a place is the run; see
 * `runs.ts`.)
 */
import { nearest } from "./distance";

/** Of a longer context, so many units next to the passage are compared. */
const MOST = 32;

/** How much more text than context is compared, in UTF-16 units: words may have been put in. */
const SLACK = 12;

/** How like the end of a context the text before the offset is, from 0 to 1; 0 for no context. */
export function likenessBefore(text: string, at: number, context: string): number {
  return likeness(text, at, context.slice(-MOST), -1);
}

/** How like the beginning of a context the text from the offset on is, from 0 to 1; 0 for none. */
export function likenessAfter(text: string, at: number, context: string): number {
  return likeness(text, at, context.slice(0, MOST), 1);
}

function likeness(text: string, at: number, context: string, step: 1 | -1): number {
  if (context === "") return 0;
  const { distance } = nearest(text, at, context.length + SLACK, context, step, false);
  return 1 - distance / context.length;
}
