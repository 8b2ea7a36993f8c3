/**
 * Two versions of a text, aligned: which characters of the new one come from which of the old one,
 * and where a passage of the old one stands now.
 *
 * Blocks are grouped first, then the words in each group aligned. What both versions have stands in
 * stretches; stretches that are in order in both make up a lane. The main lane is the text that
 * stayed where it was; each moved group has a lane of its own, and so has a sentence that was taken
 * out in one place and put in word for word in another.
 */
import { align, type Run } from "./align";
import { groupBlocks, type Group } from "./align-blocks";
import { bagOf, share, tokenize } from "./word-bags";

/** A half-open stretch of a text, in UTF-16 offsets. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Characters that both texts have, in UTF-16 offsets. Empty at the edges of a group. */
export interface Stretch extends Run {
  /** The group it is in; null for a moved sentence. */
  readonly group: Group | null;
}

/** Stretches that are in order in both texts. */
export interface Lane {
  /** Whether it stands elsewhere in the new text. There is one lane that does not. */
  readonly isMoved: boolean;
  readonly stretches: readonly Stretch[];
}

/** Where a passage of the old text stands in the new one, in UTF-16 offsets. */
export interface Trace extends Span {
  readonly isMoved: boolean;
  /** Whether both its ends are where the old ones were: no change goes across them. */
  readonly isBracketed: boolean;
}

/** An old and a new text, and what they have in common. */
export interface Alignment {
  readonly textA: string;
  readonly textB: string;
  /** In the old order; a block in none of them is gone, or new. */
  readonly groups: readonly Group[];
  /** The main lane first. */
  readonly lanes: readonly Lane[];
}

/** A sentence found elsewhere has at least so many words and signs: fewer may recur by chance. */
const MOVED_TOKENS = 8;

/** How many words and signs in a row tell one place from another. */
const SEED_TOKENS = 4;

/** How many units of changed text are aligned between two yields. */
const SLICE = 10_000;

/**
 * Aligns two versions of a text, given block by block (the first is the title); offsets count one
 * `\n` between blocks. Yields its progress, from 0 to 1, between slices of work.
 */
export function* alignTexts(
  blocksA: readonly string[],
  blocksB: readonly string[],
): Generator<number, Alignment> {
  const [textA, textB] = [blocksA.join("\n"), blocksB.join("\n")];
  yield 0;
  const groups = yield* groupBlocks(blocksA, blocksB);
  yield 0.3;
  const [startsA, startsB] = [startsOf(blocksA), startsOf(blocksB)];
  const stretches = new Map<Group, readonly Stretch[]>();
  let work = 0;
  for (const group of groups) {
    const spanA = { start: startsA[group.startA]!, end: startsA[group.endA]! - 1 };
    const spanB = { start: startsB[group.startB]!, end: startsB[group.endB]! - 1 };
    const runs = alignSpans(textA, spanA, textB, spanB);
    stretches.set(
      group,
      runs.map((run) => ({ ...run, group })),
    );
    work += runs.length > 3 ? spanA.end - spanA.start : 40;
    if (work < SLICE) continue;
    work = 0;
    yield 0.3 + (0.6 * stretches.size) / groups.length;
  }
  const lanes = lanesOf(groups, stretches);
  yield 0.9;
  const sentences = yield* movedSentences(textA, textB, lanes);
  return { textA, textB, groups, lanes: [...lanes, ...sentences] };
}

/** The offset of each block, and of one more after the last. */
function startsOf(blocks: readonly string[]): readonly number[] {
  const starts = [0];
  for (const block of blocks) starts.push(starts.at(-1)! + block.length + 1);
  return starts;
}

/** The main lane, then one for each run of moved groups that are neighbours in both texts. */
function lanesOf(
  groups: readonly Group[],
  stretchesOf: ReadonlyMap<Group, readonly Stretch[]>,
): Lane[] {
  const main: Stretch[] = [];
  const moved: Stretch[][] = [];
  let last: Group | undefined;
  for (const group of groups) {
    const goesOn = last?.endA === group.startA && last.endB === group.startB;
    const isSameLane = goesOn && last?.isMoved === group.isMoved;
    if (group.isMoved && !isSameLane) moved.push([]);
    const lane = group.isMoved ? moved.at(-1)! : main;
    if (isSameLane) lane.push(breakAfter(lane.at(-1)!));
    lane.push(...stretchesOf.get(group)!);
    last = group;
  }
  return [
    { isMoved: false, stretches: main },
    ...moved.map((stretches) => ({ isMoved: true, stretches })),
  ];
}

/** The `\n` between two blocks that both texts have, after the last stretch of the first. */
function breakAfter({ a, b, length, group }: Stretch): Stretch {
  return { a: a + length, b: b + length, length: 1, group };
}

/** What two spans have in common, with an empty stretch at each edge. */
function alignSpans(textA: string, a: Span, textB: string, b: Span): readonly Run[] {
  const first = { a: a.start, b: b.start, length: 0 };
  const last = { a: a.end, b: b.end, length: 0 };
  if (textA.slice(a.start, a.end) === textB.slice(b.start, b.end))
    return [{ ...first, length: a.end - a.start }];
  const tokensA = tokensIn(textA, a);
  const tokensB = tokensIn(textB, b);
  const runs = withoutStrays(align(tokensA.words, tokensB.words), tokensA, tokensB);
  const bridge = new Bridge(textA, textB, first);
  for (const run of runs) {
    for (let i = 0; i < run.length; i++) {
      const length = tokensA.words[run.a + i]!.length;
      bridge.add({ a: tokensA.starts[run.a + i]!, b: tokensB.starts[run.b + i]!, length });
    }
  }
  bridge.add(last);
  return bridge.runs;
}

/** Words and signs with their offsets. */
interface Tokens {
  readonly words: readonly string[];
  readonly starts: readonly number[];
}

function tokensIn(text: string, { start, end }: Span): Tokens {
  const tokens = tokenize(text.slice(start, end));
  return { words: tokens.map(([word]) => word), starts: tokens.map(({ index }) => start + index!) };
}

/**
 * The runs without those that are short beside the changes on either side of them: that both
 * versions of a rewritten sentence have an “of the” is chance.
 */
function withoutStrays(runs: readonly Run[], tokensA: Tokens, tokensB: Tokens): readonly Run[] {
  const kept: Run[] = [];
  for (const [i, run] of runs.entries()) {
    const next = runs[i + 1] ?? { a: tokensA.words.length, b: tokensB.words.length };
    const { a, b, length } = kept.at(-1) ?? { a: 0, b: 0, length: 0 };
    const before = Math.max(run.a - a - length, run.b - b - length);
    const after = Math.max(next.a - run.a - run.length, next.b - run.b - run.length);
    if (run.length >= SEED_TOKENS || Math.min(before, after) < 2 * run.length) kept.push(run);
  }
  return kept;
}

/** Joins equal words to stretches, over the space between them as far as that is equal too. */
class Bridge {
  readonly runs: Run[];

  constructor(
    private readonly textA: string,
    private readonly textB: string,
    first: Run,
  ) {
    this.runs = [first];
  }

  add({ a, b, length }: Run): void {
    const last = this.runs.at(-1)!;
    const gapA = this.textA.slice(last.a + last.length, a);
    const gapB = this.textB.slice(last.b + last.length, b);
    if (gapA === gapB) {
      this.runs[this.runs.length - 1] = { ...last, length: a + length - last.a };
      return;
    }
    const head = commonSpace(gapA, gapB);
    const tail = commonSpace(reversed(gapA.slice(head)), reversed(gapB.slice(head)));
    this.runs[this.runs.length - 1] = { ...last, length: last.length + head };
    this.runs.push({ a: a - tail, b: b - tail, length: length + tail });
  }
}

/** How many units of white space two texts begin with in common. */
function commonSpace(a: string, b: string): number {
  let length = 0;
  while (a[length] !== undefined && a[length] === b[length] && /\s/.test(a[length]!)) length++;
  return length;
}

function reversed(text: string): string {
  return [...text].reverse().join("");
}

/** What stands in one place of the old text only and in one of the new, word for word, and in no lane. */
function* movedSentences(
  textA: string,
  textB: string,
  lanes: readonly Lane[],
): Generator<number, Lane[]> {
  const all = lanes.flatMap(({ stretches }) => stretches);
  const mirrored = all.map(({ a, b, length }) => ({ a: b, b: a, length }));
  const freeA = looseTokens(textA, all);
  const seedsA = seedsOf(freeA);
  yield 0.95;
  const freeB = looseTokens(textB, mirrored);
  const seedsB = seedsOf(freeB);
  yield 1;
  const isTaken = new Set<number>();
  const found: Lane[] = [];
  for (const [seed, a] of seedsA) {
    const b = seedsB.get(seed) ?? -1;
    if (a < 0 || b < 0 || isTaken.has(a)) continue;
    const run = grow(freeA, a, freeB, b);
    for (let i = 0; i < run.length; i++) isTaken.add(run.a + i);
    if (run.length >= MOVED_TOKENS) found.push(sentenceLane(freeA, freeB, run));
  }
  return found;
}

function sentenceLane(tokensA: LooseTokens, tokensB: LooseTokens, { a, b, length }: Run): Lane {
  const last = a + length - 1;
  const start = tokensA.starts[a]!;
  const end = tokensA.starts[last]! + tokensA.words[last]!.length;
  const stretch = { a: start, b: tokensB.starts[b]!, length: end - start, group: null };
  return { isMoved: true, stretches: [stretch] };
}

/** Words and signs that are in no stretch. */
interface LooseTokens extends Tokens {
  /** What stands before each one: the space, or null where something else stands in between. */
  readonly before: readonly (string | null)[];
}

/** The words of the first text of the stretches that are in none. */
function looseTokens(text: string, stretches: readonly Run[]): LooseTokens {
  const words: string[] = [];
  const starts: number[] = [];
  const before: (string | null)[] = [];
  let end = 0;
  const sorted = stretches.toSorted((one, other) => one.a - other.a || one.length - other.length);
  for (const { a, length } of [...sorted, { a: text.length, length: 0 }]) {
    let last: number | null = null;
    for (const { 0: word, index } of a > end ? tokenize(text.slice(end, a)) : []) {
      const start = end + index!;
      before.push(last === null ? null : text.slice(last, start));
      words.push(word);
      starts.push(start);
      last = start + word.length;
    }
    end = Math.max(end, a + length);
  }
  return { words, starts, before };
}

/** Where each few words in a row stand; -1 for those that stand there again. */
function seedsOf({ words, before }: LooseTokens): Map<string, number> {
  const seeds = new Map<string, number>();
  for (let at = 0; at + SEED_TOKENS <= words.length; at++) {
    const isBroken = before.slice(at + 1, at + SEED_TOKENS).includes(null);
    if (isBroken) continue;
    const seed = words.slice(at, at + SEED_TOKENS).join(" ");
    seeds.set(seed, seeds.has(seed) ? -1 : at);
  }
  return seeds;
}

/** The longest equal run around a place in both, over equal space. */
function grow(tokensA: LooseTokens, a: number, tokensB: LooseTokens, b: number): Run {
  const isSame = (i: number, j: number) =>
    tokensA.words[i] === tokensB.words[j] && i in tokensA.words;
  const goesOn = (i: number, j: number) =>
    tokensA.before[i] != null && tokensA.before[i] === tokensB.before[j];
  let head = 0;
  while (goesOn(a - head, b - head) && isSame(a - head - 1, b - head - 1)) head++;
  let length = 1;
  while (goesOn(a + length, b + length) && isSame(a + length, b + length)) length++;
  return { a: a - head, b: b - head, length: head + length };
}

/** Where a span of the old text stands now; null: nowhere. Of several places, the most alike. */
export function trace(alignment: Alignment, span: Span): Trace | null {
  const lanes = alignment.lanes.filter((lane) => overlaps(lane, span));
  const traces = lanes.flatMap((lane) => traceIn(alignment, lane, span) ?? []);
  if (traces.length < 2) return traces[0] ?? null;
  const words = bagOf(alignment.textA.slice(span.start, span.end));
  const likeness = ({ start, end }: Span) => share(words, bagOf(alignment.textB.slice(start, end)));
  return traces.reduce((best, one) => (likeness(one) > likeness(best) ? one : best));
}

/** Where a span stands by one lane; null: nowhere. */
function traceIn({ textA, textB }: Alignment, lane: Lane, span: Span): Trace | null {
  const start = startIn(textA, textB, lane.stretches, span);
  const end = endIn(textA, textB, lane.stretches, span);
  if (!start || !end || start.at >= end.at) return null;
  const isBracketed = start.isFirm && end.isFirm;
  return { start: start.at, end: end.at, isMoved: lane.isMoved, isBracketed };
}

function overlaps({ stretches }: Lane, { start, end }: Span): boolean {
  const [first, last] = [stretches[0], stretches.at(-1)];
  return !!first && !!last && first.a < end && last.a + last.length > start;
}

/** One end of a passage in the new text, and whether it is where it was. */
interface End {
  readonly at: number;
  readonly isFirm: boolean;
}

/**
 * Where a passage begins by a lane. In what was kept, there. At the beginning of a change, where the
 * new words begin. Inside a change, as many words from its end as the passage has in it, or where the
 * passage ends in it too, as many words from its beginning as stood before the passage.
 */
function startIn(
  textA: string,
  textB: string,
  stretches: readonly Stretch[],
  { start, end }: Span,
): End | null {
  const index = firstAfter(stretches, start);
  const [before, next] = [stretches[index - 1], stretches[index]];
  if (next && next.a <= start) {
    // At the edge of a moved sentence, only the sentence speaks for the place.
    return { at: next.b + start - next.a, isFirm: next.group !== null || next.a < start };
  }
  const change = changeBetween(before, next);
  if (!change) return next && next.a < end ? { at: next.b, isFirm: false } : null;
  const words = tokensIn(textB, change.b);
  const ahead = countTokens(textA, change.a.start, start);
  const own = countTokens(textA, start, Math.min(end, change.a.end));
  const goesOn = end > change.a.end;
  const skipped = goesOn ? words.starts.length - own : Math.min(ahead, words.starts.length - 1);
  const at = words.starts[ahead === 0 ? 0 : Math.max(0, skipped)] ?? change.b.end;
  return { at, isFirm: ahead === 0 };
}

/** Where a passage ends by a lane; the mirror image of `startIn`. */
function endIn(
  textA: string,
  textB: string,
  stretches: readonly Stretch[],
  { start, end }: Span,
): End | null {
  const index = firstAfter(stretches, end - 1);
  const [before, next] = [stretches[index - 1], stretches[index]];
  if (next && next.a < end) {
    const isFirm = next.group !== null || end < next.a + next.length;
    return { at: next.b + end - next.a, isFirm };
  }
  const change = changeBetween(before, next);
  if (!change) {
    const isBehind = before && before.a + before.length > start;
    return isBehind ? { at: before.b + before.length, isFirm: false } : null;
  }
  const words = tokensIn(textB, change.b);
  const isFirm = countTokens(textA, end, change.a.end) === 0;
  const count = countTokens(textA, change.a.start, end);
  const last = isFirm ? words.words.length - 1 : Math.min(count, words.words.length) - 1;
  const at = last < 0 ? change.b.start : words.starts[last]! + words.words[last]!.length;
  return { at, isFirm };
}

/** What was changed between two stretches; null when they are not of one group. */
function changeBetween(
  before: Stretch | undefined,
  next: Stretch | undefined,
): { readonly a: Span; readonly b: Span } | null {
  if (!before || !next || before.group === null || before.group !== next.group) return null;
  return {
    a: { start: before.a + before.length, end: next.a },
    b: { start: before.b + before.length, end: next.b },
  };
}

function countTokens(text: string, start: number, end: number): number {
  return start < end ? tokenize(text.slice(start, end)).length : 0;
}

/** Index of the first stretch that ends after an offset of the old text. */
function firstAfter(stretches: readonly Stretch[], at: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { a, length } = stretches[middle]!;
    if (a + length <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
