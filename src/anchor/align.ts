/**
 * What two sequences have in common, in order: words of two texts, or blocks of two articles.
 *
 * Patience first: what occurs once in both is what a reader would go by, so the longest chain of
 * such items in order divides the sequences, and each gap is divided again, where more items have
 * become unique. What is left without any is searched for the fewest changes (Myers), and after so
 * many of them goes on from the farthest point reached: the answer is then no longer the best, but
 * two sequences with nothing in common cost no more than two with little.
 */

/** An equal stretch: where it begins in each sequence, and of how many items it is. */
export interface Run {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

/** After how many changes the search for the fewest goes on from where it has come. */
const MOST_CHANGES = 64;

/** A part of both sequences, half-open. */
interface Part {
  readonly startA: number;
  readonly endA: number;
  readonly startB: number;
  readonly endB: number;
}

/** The sequences, each different item as a number of its own. */
interface Numbered {
  readonly a: Int32Array;
  readonly b: Int32Array;
}

/** The equal stretches of two sequences, in order in both; no two of them touch in both. */
export function align(a: readonly string[], b: readonly string[]): readonly Run[] {
  const runs: Run[] = [];
  alignPart(number(a, b), { startA: 0, endA: a.length, startB: 0, endB: b.length }, runs);
  return runs;
}

function number(a: readonly string[], b: readonly string[]): Numbered {
  const numbers = new Map<string, number>();
  const numberOf = (item: string) => {
    const known = numbers.get(item);
    if (known === undefined) numbers.set(item, numbers.size);
    return known ?? numbers.size - 1;
  };
  return { a: Int32Array.from(a, numberOf), b: Int32Array.from(b, numberOf) };
}

/** Adds a run, as part of the last one where it goes on from there. */
function add(runs: Run[], a: number, b: number, length: number): void {
  const last = runs.at(-1);
  if (length === 0) return;
  if (last && last.a + last.length === a && last.b + last.length === b)
    runs[runs.length - 1] = { ...last, length: last.length + length };
  else runs.push({ a, b, length });
}

function alignPart(items: Numbered, part: Part, runs: Run[]): void {
  const head = commonHead(items, part);
  const tail = commonTail(items, part, head);
  add(runs, part.startA, part.startB, head);
  const rest = {
    startA: part.startA + head,
    endA: part.endA - tail,
    startB: part.startB + head,
    endB: part.endB - tail,
  };
  if (rest.startA < rest.endA && rest.startB < rest.endB) alignRest(items, rest, runs);
  add(runs, rest.endA, rest.endB, tail);
}

function commonHead({ a, b }: Numbered, { startA, endA, startB, endB }: Part): number {
  const most = Math.min(endA - startA, endB - startB);
  let length = 0;
  while (length < most && a[startA + length] === b[startB + length]) length++;
  return length;
}

function commonTail({ a, b }: Numbered, { startA, endA, startB, endB }: Part, head: number) {
  const most = Math.min(endA - startA, endB - startB) - head;
  let length = 0;
  while (length < most && a[endA - 1 - length] === b[endB - 1 - length]) length++;
  return length;
}

/** Aligns a part whose first items differ, and whose last items do. */
function alignRest(items: Numbered, part: Part, runs: Run[]): void {
  const anchors = longestChain(uniquePairs(items, part));
  if (anchors.length === 0) return fewestChanges(items, part, runs);
  let { startA, startB } = part;
  for (const [a, b] of anchors) {
    alignPart(items, { startA, endA: a, startB, endB: b }, runs);
    add(runs, a, b, 1);
    [startA, startB] = [a + 1, b + 1];
  }
  alignPart(items, { ...part, startA, startB }, runs);
}

type Pair = readonly [a: number, b: number];

/** Where the items stand that occur once in both, in the order of the first sequence. */
function uniquePairs({ a, b }: Numbered, { startA, endA, startB, endB }: Part): Pair[] {
  const placesB = uniquePlaces(b, startB, endB);
  return [...uniquePlaces(a, startA, endA)].flatMap(([item, place]) => {
    const placeB = placesB.get(item) ?? -1;
    return place >= 0 && placeB >= 0 ? [[place, placeB] as const] : [];
  });
}

/** The place of each item, by the order of first occurrence; -1 for one that occurs again. */
function uniquePlaces(items: Int32Array, start: number, end: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let place = start; place < end; place++) {
    const item = items[place]!;
    places.set(item, places.has(item) ? -1 : place);
  }
  return places;
}

/** The most pairs that are in order in both sequences, of pairs in the order of the first. */
function longestChain(pairs: readonly Pair[]): Pair[] {
  // The pair that ends the best chain of each length, and for each pair the one before it.
  const ends: number[] = [];
  const before: number[] = [];
  for (const [index, [, b]] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]![1] < b) low = middle + 1;
      else high = middle;
    }
    before.push(ends[low - 1] ?? -1);
    ends[low] = index;
  }
  const chain: Pair[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index]!) chain.push(pairs[index]!);
  return chain.reverse();
}

/** Aligns a part by as few changes as possible, as far as one search goes; then what is left. */
function fewestChanges(items: Numbered, part: Part, runs: Run[]): void {
  let { startA, startB } = part;
  while (startA < part.endA && startB < part.endB) {
    const found = searchChanges(items, { ...part, startA, startB });
    for (const { a, b, length } of found.runs) add(runs, a, b, length);
    [startA, startB] = [found.endA, found.endB];
  }
}

/**
 * Myers' greedy search. On each diagonal (a minus b) stands the farthest point that so many changes
 * reach; what was reached with fewer is kept, to find the way back.
 */
function searchChanges(
  { a: itemsA, b: itemsB }: Numbered,
  part: Part,
): { readonly runs: readonly Run[]; readonly endA: number; readonly endB: number } {
  const lengthA = part.endA - part.startA;
  const lengthB = part.endB - part.startB;
  const isSame = (a: number, b: number) => itemsA[part.startA + a] === itemsB[part.startB + b];
  const history: Int32Array[] = [];
  const reached = new Int32Array(2 * MOST_CHANGES + 3);
  const middle = MOST_CHANGES + 1;
  for (let changes = 0; ; changes++) {
    let [best, bestDiagonal] = [-1, 0];
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let a = changes === 0 ? 0 : stepOn(reached, middle, diagonal, changes);
      while (a < lengthA && a - diagonal < lengthB && isSame(a, a - diagonal)) a++;
      reached[middle + diagonal] = a;
      const isInside = a <= lengthA && a - diagonal <= lengthB;
      if (isInside && 2 * a - diagonal > best) [best, bestDiagonal] = [2 * a - diagonal, diagonal];
      if (a >= lengthA && a - diagonal >= lengthB) return wayBack(part, history, diagonal, a);
    }
    if (changes === MOST_CHANGES)
      return wayBack(part, history, bestDiagonal, (best + bestDiagonal) / 2);
    history.push(reached.slice(middle - changes - 1, middle + changes + 2));
  }
}

/** How far one change more brings a diagonal: an item of `a` left out, or one of `b` put in. */
function stepOn(reached: Int32Array, middle: number, diagonal: number, changes: number): number {
  return isPutIn((at) => reached[middle + at]!, diagonal, changes)
    ? reached[middle + diagonal + 1]!
    : reached[middle + diagonal - 1]! + 1;
}

/** Whether the farthest way to a diagonal comes from the one above it, by an item put in. */
function isPutIn(
  reached: (diagonal: number) => number,
  diagonal: number,
  changes: number,
): boolean {
  if (diagonal === -changes) return true;
  return diagonal !== changes && reached(diagonal - 1) < reached(diagonal + 1);
}

/** The runs on the way from the part's start to a point. */
function wayBack(
  { startA, startB }: Part,
  history: readonly Int32Array[],
  endDiagonal: number,
  endA: number,
) {
  const runs: Run[] = [];
  let [a, diagonal] = [endA, endDiagonal];
  for (let changes = history.length; changes >= 0; changes--) {
    const last = history[changes - 1];
    const at = (place: number) => last![place + changes]!;
    const isIn = changes > 0 && isPutIn(at, diagonal, changes);
    const from = changes === 0 ? 0 : isIn ? at(diagonal + 1) : at(diagonal - 1) + 1;
    if (a > from) runs.push({ a: startA + from, b: startB + from - diagonal, length: a - from });
    if (changes > 0) [a, diagonal] = isIn ? [from, diagonal + 1] : [from - 1, diagonal - 1];
  }
  return { runs: runs.reverse(), endA: startA + endA, endB: startB + endA - endDiagonal };
}
