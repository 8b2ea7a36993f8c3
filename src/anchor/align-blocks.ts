/**
 * Which blocks of a new version of a text come from which of the old one.
 *
 * Equal blocks in order are found first, then equal ones that stand elsewhere. What is left is
 * paired by the words in common: in order where that is possible, then anywhere. Then what was split
 * off a block, or joined to one, is added to it. Blocks that have nothing to do with any other are
 * in no group.
 */
import { align } from "./align";
import { bagOf, common, share, type Bag } from "./word-bags";

/** Neighbouring old blocks and the neighbouring new ones that they became; half-open indices. */
export interface Group {
  readonly startA: number;
  readonly endA: number;
  readonly startB: number;
  readonly endB: number;
  /** Whether it stands elsewhere among the others. The groups that are not moved are in order. */
  readonly isMoved: boolean;
}

/** Two blocks with this share of their words in common are one block, changed. */
const ALIKE = 0.5;

/** The same for blocks out of order, where nothing else speaks for them. */
const ALIKE_ELSEWHERE = 0.6;

/** Another block this much less alike leaves no doubt which one it is. */
const CLEARLY_LESS = 0.9;

/** A block with this share of its words in another was split off it, or joined to it. */
const CONTAINED = 0.7;

/** Fewer words than this may occur in two blocks by chance. */
const FEW_WORDS = 5;

/** Words in more blocks than this do not tell which belong together. */
const MOST_BLOCKS = 40;

/** By how many of a block's rarest words others like it are looked for. */
const TELLING_WORDS = 12;

/** How many blocks are looked at between two yields. */
const SLICE = 100;

/** How many blocks are compared in full with each one. */
const MOST_RIVALS = 5;

/** An old block, a new one, and how much speaks for them being one. */
interface Pair {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/**
 * The groups that the blocks of two versions fall into, in the old order. The first block of each is
 * its title. Yields its progress, from 0 to 0.3: it is the first part of aligning two texts.
 */
export function* groupBlocks(
  a: readonly string[],
  b: readonly string[],
): Generator<number, readonly Group[]> {
  const grouping = new Grouping(a, b);
  for (const run of align(a, b)) {
    for (let i = 0; i < run.length; i++) grouping.pairInOrder(run.a + i, run.b + i);
  }
  yield 0.05;
  grouping.pairMoved();
  yield 0.1;
  yield* grouping.pairAlike();
  yield 0.25;
  grouping.pairLeftOver();
  grouping.growGroups();
  return grouping.groups();
}

/** Blocks being grouped. */
class Grouping {
  /** Each block's group; undefined while it has none. */
  private readonly ofA: (Group | undefined)[];
  private readonly ofB: (Group | undefined)[];
  /** The groups that are in order, in their order. */
  private inOrder: Group[] = [];
  private readonly bags = new Map<string, Bag>();

  constructor(
    private readonly a: readonly string[],
    private readonly b: readonly string[],
  ) {
    this.ofA = Array.from({ length: a.length });
    this.ofB = Array.from({ length: b.length });
  }

  groups(): readonly Group[] {
    return [...new Set(this.ofA.flatMap((group) => group ?? []))];
  }

  /** Pairs two blocks in order; answers false, and does nothing, where they are not. */
  pairInOrder(a: number, b: number): boolean {
    const place = this.placeOf(a);
    const [before, after] = [this.inOrder[place - 1], this.inOrder[place]];
    if ((before && before.startB > b) || (after && after.startB < b)) return false;
    this.inOrder.splice(place, 0, this.pair(a, b, false));
    return true;
  }

  /** Pairs equal blocks out of order: those that can be no others, and equal ones beside them. */
  pairMoved(): void {
    const freeA = placesOf(this.a, this.freeA());
    const freeB = placesOf(this.b, this.freeB());
    const [allA, allB] = [placesOf(this.a, this.a.keys()), placesOf(this.b, this.b.keys())];
    for (const [text, [a, otherA]] of freeA) {
      const [b, otherB] = freeB.get(text) ?? [];
      if (a === undefined || b === undefined || otherA !== undefined || otherB !== undefined)
        continue;
      const isOnly = allA.get(text)!.length === 1 && allB.get(text)!.length === 1;
      const { size } = this.bag(text);
      if (size >= FEW_WORDS || (size > 1 && isOnly)) this.pairRun(a, b);
    }
  }

  /** Pairs two moved blocks, and those before and after them as long as they are equal. */
  private pairRun(a: number, b: number): void {
    if (!this.isFreePair(a, b)) return;
    this.pair(a, b, true);
    for (const direction of [-1, 1]) {
      let [nextA, nextB] = [a + direction, b + direction];
      while (this.isFreePair(nextA, nextB) && this.a[nextA] === this.b[nextB]) {
        this.pair(nextA, nextB, true);
        [nextA, nextB] = [nextA + direction, nextB + direction];
      }
    }
  }

  /** Pairs blocks with words in common, the most alike first: in order if possible, else anywhere. */
  *pairAlike(): Generator<number, void> {
    const pairs = yield* this.alikePairs();
    const crossing = pairs.filter(({ a, b }) => this.isFreePair(a, b) && !this.pairInOrder(a, b));
    const free = crossing.filter(({ a, b }) => this.isFreePair(a, b));
    for (const pair of free) if (this.isMove(pair, free)) this.pair(pair.a, pair.b, true);
  }

  /** Whether two blocks are alike enough for a move, and no other block is nearly as much. */
  private isMove(pair: Pair, others: readonly Pair[]): boolean {
    const { a, b, weight } = pair;
    const isLong = weight >= ALIKE_ELSEWHERE * FEW_WORDS;
    if (!isLong || !this.isFreePair(a, b) || this.share(a, b) < ALIKE_ELSEWHERE) return false;
    return others.every(
      (other) => (other.a !== a) === (other.b !== b) || other.weight < CLEARLY_LESS * weight,
    );
  }

  /** Pairs of free blocks that are alike, those with the most in common first. */
  private *alikePairs(): Generator<number, Pair[]> {
    const blocksOf = new Map<string, number[]>();
    for (const [i, b] of this.freeB().entries()) {
      if (i % SLICE === 0) yield 0.15;
      for (const word of this.bag(this.b[b]!).counts.keys()) {
        const blocks = blocksOf.get(word);
        if (blocks) blocks.push(b);
        else blocksOf.set(word, [b]);
      }
    }
    const pairs: Pair[] = [];
    for (const [i, a] of this.freeA().entries()) {
      if (i % SLICE === 0) yield 0.2;
      for (const b of this.rivals(a, blocksOf)) pairs.push({ a, b, weight: this.weigh(a, b) });
    }
    return pairs.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
  }

  /** The new blocks that have the most telling words in common with an old one. */
  private rivals(a: number, blocksOf: ReadonlyMap<string, readonly number[]>): number[] {
    const telling = [...this.bag(this.a[a]!).counts.keys()]
      .map((word) => blocksOf.get(word) ?? [])
      .filter(({ length }) => length > 0 && length <= MOST_BLOCKS)
      .sort((one, other) => one.length - other.length)
      .slice(0, TELLING_WORDS);
    const votes = new Map<number, number>();
    for (const b of telling.flat()) votes.set(b, (votes.get(b) ?? 0) + 1);
    return [...votes]
      .sort(([, one], [, other]) => other - one)
      .slice(0, MOST_RIVALS)
      .map(([b]) => b);
  }

  /** How many words two blocks have in common, by how much they are alike; 0 when they are not. */
  private weigh(a: number, b: number): number {
    const [bagA, bagB] = [this.bag(this.a[a]!), this.bag(this.b[b]!)];
    const words = common(bagA, bagB);
    const alike = this.share(a, b);
    const isPart = words >= FEW_WORDS && words / Math.min(bagA.size, bagB.size) >= CONTAINED;
    return alike >= ALIKE || isPart ? words * alike : 0;
  }

  private share(a: number, b: number): number {
    const [bagA, bagB] = [this.bag(this.a[a]!), this.bag(this.b[b]!)];
    return share(bagA, bagB);
  }

  /**
   * Pairs what was rewritten in its place: the title, one block between two others that have their
   * pairs, and as many short ones (figures in a table) as there were.
   */
  pairLeftOver(): void {
    if (this.isFreePair(0, 0)) this.pairInOrder(0, 0);
    const groups = this.inOrder;
    const edges = [undefined, ...groups].map((before, i) => [before, groups[i]] as const);
    for (const [before, after] of edges) {
      const gapA = this.freeA(before?.endA ?? 0, after?.startA ?? this.a.length);
      const gapB = this.freeB(before?.endB ?? 0, after?.startB ?? this.b.length);
      const isShort =
        gapA.every((at) => this.bag(this.a[at]!).size < FEW_WORDS) &&
        gapB.every((at) => this.bag(this.b[at]!).size < FEW_WORDS);
      if (gapA.length === gapB.length && (gapA.length === 1 || isShort))
        gapA.forEach((at, i) => this.pair(at, gapB[i]!, false));
    }
  }

  /** Adds free blocks to the groups beside them whose other side has their words. */
  growGroups(): void {
    for (const direction of [-1, 1]) {
      for (const at of inDirection(this.freeB(), -direction)) this.growB(at, at + direction);
      for (const at of inDirection(this.freeA(), -direction)) this.growA(at, at + direction);
    }
  }

  private growB(at: number, beside: number): void {
    const group = this.ofB[beside];
    if (!group || !this.isLeftIn(this.textA(group), this.textB(group), this.b[at]!)) return;
    const startB = Math.min(group.startB, at);
    this.replace(group, { ...group, startB, endB: Math.max(group.endB, at + 1) });
  }

  private growA(at: number, beside: number): void {
    const group = this.ofA[beside];
    if (!group || !this.isLeftIn(this.textB(group), this.textA(group), this.a[at]!)) return;
    const startA = Math.min(group.startA, at);
    this.replace(group, { ...group, startA, endA: Math.max(group.endA, at + 1) });
  }

  /** Whether a block's words are among those of `whole` that `part` does not account for. */
  private isLeftIn(whole: string, part: string, block: string): boolean {
    const [bagWhole, bagPart, bag] = [this.bag(whole), this.bag(part), this.bag(block)];
    const both = this.bag(`${part}\n${block}`);
    const words = common(bagWhole, both) - common(bagWhole, bagPart);
    return words >= 2 && words >= CONTAINED * bag.size;
  }

  private textA({ startA, endA }: Group): string {
    return this.a.slice(startA, endA).join("\n");
  }

  private textB({ startB, endB }: Group): string {
    return this.b.slice(startB, endB).join("\n");
  }

  private pair(a: number, b: number, isMoved: boolean): Group {
    const group = { startA: a, endA: a + 1, startB: b, endB: b + 1, isMoved };
    this.ofA[a] = this.ofB[b] = group;
    return group;
  }

  private replace(group: Group, grown: Group): void {
    this.ofA.fill(grown, grown.startA, grown.endA);
    this.ofB.fill(grown, grown.startB, grown.endB);
    this.inOrder = this.inOrder.map((each) => (each === group ? grown : each));
  }

  /** How many groups in order begin before an old block. */
  private placeOf(a: number): number {
    let low = 0;
    let high = this.inOrder.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.inOrder[middle]!.startA < a) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private freeA(start = 0, end = this.a.length): number[] {
    return freeIn(this.ofA, start, end);
  }

  private freeB(start = 0, end = this.b.length): number[] {
    return freeIn(this.ofB, start, end);
  }

  private isFreePair(a: number, b: number): boolean {
    return a in this.a && b in this.b && !this.ofA[a] && !this.ofB[b];
  }

  private bag(text: string): Bag {
    const known = this.bags.get(text) ?? bagOf(text);
    this.bags.set(text, known);
    return known;
  }
}

function freeIn(groups: readonly (Group | undefined)[], start: number, end: number): number[] {
  const free: number[] = [];
  for (let at = start; at < end; at++) if (!groups[at]) free.push(at);
  return free;
}

function inDirection(places: readonly number[], direction: number): readonly number[] {
  return direction > 0 ? places : places.toReversed();
}

/** Where each of the texts stands among some of the blocks. */
function placesOf(
  blocks: readonly string[],
  among: Iterable<number>,
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const place of among) {
    const known = places.get(blocks[place]!);
    if (known) known.push(place);
    else places.set(blocks[place]!, [place]);
  }
  return places;
}
