/** Words of texts, and how alike two texts are. Case and accents count, white space does not. */

/** One word, number, sign or character of a script without spaces. */
const TOKEN =
  /(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|\p{RI}{2}|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*|\S)(?:\p{M}|\p{EMod}|\u200d\S)*/gu;

/** The words and signs of a text, without the space between them. */
export function tokenize(text: string): readonly RegExpMatchArray[] {
  return [...text.matchAll(TOKEN)];
}

/** How often each thing occurs, and how many things there are. */
export interface Bag {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

/** The words of some text; the signs only where there is nothing else. */
export function bagOf(text: string): Bag {
  const all = text.match(TOKEN) ?? [];
  const words = all.filter((word) => /[\p{L}\p{N}]/u.test(word));
  return counted(words.length > 0 ? words : all);
}

/** How much two bags have in common. */
export function common(a: Bag, b: Bag): number {
  if (a.counts.size > b.counts.size) return common(b, a);
  let sum = 0;
  for (const [thing, count] of a.counts) sum += Math.min(count, b.counts.get(thing) ?? 0);
  return sum;
}

/** What two bags have in common, as a share of both: from 0 to 1. */
export function share(a: Bag, b: Bag): number {
  return a.size + b.size === 0 ? 1 : (2 * common(a, b)) / (a.size + b.size);
}

/**
 * Whether two texts are alike by at least a share from 0 to 1: by the words they have in common, or
 * by the pairs of letters, which a misspelling leaves. The order of words does not count.
 */
export function areAlike(a: string, b: string, least: number): boolean {
  return share(bagOf(a), bagOf(b)) >= least || share(letterPairs(a), letterPairs(b)) >= least;
}

function letterPairs(text: string): Bag {
  const letters = ` ${text.replace(/\s+/g, " ").trim()} `;
  return counted(Array.from({ length: letters.length - 1 }, (_, i) => letters.slice(i, i + 2)));
}

function counted(things: readonly string[]): Bag {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return { counts, size: things.length };
}
