/** Where words that have no place in the text may stand now: what is offered, never taken. */
import { match } from "../anchor/match";
import type { Quote } from "../model/claim";
import type { ArticleText, Range, Span } from "./text";

/** A place in the text where a passage may stand. */
export interface Place {
  /** In positions. */
  readonly range: Range;
  readonly words: string;
  /** Some of the text before the words, and after them, in whole words, with “…” where it goes on. */
  readonly before: string;
  readonly after: string;
}

/** How much text is shown on each side of a place, in UTF-16 units. */
const CONTEXT = 40;

const found = new WeakMap<ArticleText, Map<Quote, readonly Place[]>>();

/** The places found for a quote in a text; undefined as long as nobody has looked for them. */
export function knownPlaces(text: ArticleText, quote: Quote): readonly Place[] | undefined {
  return found.get(text)?.get(quote);
}

/**
 * Looks for the places where a quote may stand in a text, once: the certain one, or else those to
 * choose from, best first; none when its words do not occur.
 */
export function findPlaces(text: ArticleText, quote: Quote): readonly Place[] {
  const known = knownPlaces(text, quote);
  if (known) return known;
  const { state, candidates } = match(text.text, quote);
  const offered = state === "ask" ? candidates : candidates.slice(0, 1);
  const places = offered.map((span) => placeAt(text, span));
  if (!found.has(text)) found.set(text, new Map());
  found.get(text)!.set(quote, places);
  return places;
}

function placeAt(text: ArticleText, { start, end }: Span): Place {
  const before = text.text.slice(Math.max(0, start - CONTEXT), start);
  const after = text.text.slice(end, end + CONTEXT);
  return {
    range: text.range({ start, end }),
    words: text.text.slice(start, end),
    before: start > CONTEXT ? `…${before.replace(/^\S*\s/, "")}` : before,
    after: end + CONTEXT < text.text.length ? `${after.replace(/\s\S*$/, "")}…` : after,
  };
}
