/**
 * A new draft of an article that has been marked.
 *
 * The document is never replaced as a whole, as that would cost every passage its range. Old and new
 * text are aligned; steps as small as the alignment allows carry the passages over; and what steps
 * cannot carry (moved paragraphs, changed words, passages that had no place) is given its place by an
 * entry of its own. Comparing decides nothing that is in doubt: it proposes, and the reader decides.
 */
import { closeHistory } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import { Step } from "prosemirror-transform";
import type { Group } from "../anchor/align-blocks";
import { alignTexts, trace, type Alignment, type Trace } from "../anchor/align-texts";
import { describe } from "../anchor/describe";
import { hasSameFacts } from "../anchor/facts";
import { areAlike, tokenize } from "../anchor/word-bags";
import { matchAll, type Match } from "../anchor/match";
import { isShort } from "../anchor/words";
import type { Quote } from "../model/claim";
import { isAlive, type Id, type RecordOf } from "../model/record";
import { anchor, contents, passageAt } from "./anchors";
import { annotationsOf } from "./annotation-plugin";
import { fold, type Annotations } from "./annotations";
import { draftSteps, textBlocks } from "./draft-steps";
import { EntryWriter, type Pen } from "./entry-writer";
import { passingLock } from "./lock";
import { articleText, oneLine, type ArticleText, type Range, type Span } from "./text";

/** A passage or clearance to be followed into a new draft. */
export interface Followed {
  readonly id: Id<"passage"> | Id<"clearance">;
  readonly kind: "passage" | "clearance";
  /** The words as marked or last confirmed. */
  readonly quote: Quote;
  /** In positions of the old document; a point when its words were deleted; null when unplaced. */
  readonly range: Range | null;
}

/**
 * How a passage fares: its words are there, in the old order (`kept`) or elsewhere (`moved`); other
 * words stand in its place (`changed`); it has no place, or places are only offered (`unplaced`).
 */
export type FateState = "kept" | "moved" | "changed" | "unplaced";

/**
 * Why somebody has to decide: a figure, a negation or a name is another (`facts`); the words are too
 * little like the old ones (`unlike`); fewer than five words, which may be alike by chance (`short`);
 * the words around it changed as well, so that its ends are guessed (`loose`); the words occur in
 * more than one place (`several`), or in one where nothing else speaks for them (`elsewhere`).
 */
export type Doubt = "facts" | "unlike" | "short" | "loose" | "several" | "elsewhere";

/** What becomes of a passage or clearance. Ranges are positions of the new document. */
export interface Fate {
  readonly id: Followed["id"];
  readonly kind: Followed["kind"];
  readonly state: FateState;
  /** The words it stands on in the old document; those of its quote where it had no place. */
  readonly before: string;
  /** Its place: taken, or when `isDoubtful` only proposed; null: none. */
  readonly range: Range | null;
  /** The words at `range`; empty when that is null. */
  readonly after: string;
  /** Whether somebody has to decide. Until then nothing is taken: it is left unplaced. */
  readonly isDoubtful: boolean;
  /** Why; null when not doubtful. */
  readonly doubt: Doubt | null;
  /** The places that are offered, best first, at most three; `range` is the first unless null. */
  readonly candidates: readonly Range[];
}

/** How many blocks of text (title, paragraphs, captions, …) fared how. */
export interface BlockCounts {
  /** Old blocks with the same words, in the old order. */
  readonly kept: number;
  /** Old blocks with other words, in the old order; also those split or joined. */
  readonly changed: number;
  /** Old blocks that stand elsewhere, with the same words or others. */
  readonly moved: number;
  /** Old blocks that are gone. */
  readonly removed: number;
  /** New blocks that come from no old one. */
  readonly added: number;
  /** Whether the title's words are others. */
  readonly isTitleChanged: boolean;
}

/** What it takes to turn an article into its new draft, and what becomes of what was marked. */
export interface DraftPlan {
  readonly before: Node;
  readonly after: Node;
  /** Turn `before` into exactly `after`. */
  readonly steps: readonly Step[];
  /** In the order of the old text, those without a place last. */
  readonly fates: readonly Fate[];
  readonly blocks: BlockCounts;
}

/** A plan as it is sent from a worker: without the documents, which both sides have. */
export interface DraftPlanJson extends Pick<DraftPlan, "fates" | "blocks"> {
  readonly steps: readonly unknown[];
}

/** What is followed of an article: the live passages of live claims, and the live clearances. */
export function followed(state: EditorState): readonly Followed[] {
  const annotations = annotationsOf(state);
  const { passages, clearances } = contents(annotations);
  const text = articleText(state.doc);
  const followedOf = (record: RecordOf<"passage"> | RecordOf<"clearance">): Followed => {
    const { id, quote, range } = anchor(record, annotations, text);
    return { id, kind: record.kind, quote, range };
  };
  return [...[...passages.values()].flat(), ...clearances].map(followedOf);
}

/**
 * Compares an article with its new draft. Yields its progress, from 0 to 1, between slices of work,
 * so that a caller can give way or stop; returns the plan.
 */
export function* compareDrafts(
  before: Node,
  after: Node,
  marked: readonly Followed[],
): Generator<number, DraftPlan> {
  const blocksA = textBlocks(before).map(({ text }) => text);
  const blocksB = textBlocks(after).map(({ text }) => text);
  const alignment = yield* within(0, 0.4, alignTexts(blocksA, blocksB));
  const fates = yield* within(0.4, 0.7, fatesOf(before, after, alignment, marked));
  const { stretches } = alignment.lanes[0]!;
  const steps = yield* within(0.7, 1, draftSteps(before, after, stretches));
  return { before, after, steps, fates, blocks: countBlocks(alignment, blocksA, blocksB) };
}

/** Work that is part of more: its progress runs from `start` to `end`. */
function* within<T>(start: number, end: number, work: Generator<number, T>): Generator<number, T> {
  let result = work.next();
  while (!result.done) {
    yield start + (end - start) * result.value;
    result = work.next();
  }
  return result.value;
}

function countBlocks(
  { groups }: Alignment,
  blocksA: readonly string[],
  blocksB: readonly string[],
): BlockCounts {
  const isKept = ({ startA, endA, startB, endB, isMoved }: Group) =>
    !isMoved && blocksA.slice(startA, endA).join("\n") === blocksB.slice(startB, endB).join("\n");
  const sizeA = (some: readonly Group[]) =>
    some.reduce((sum, { startA, endA }) => sum + endA - startA, 0);
  const sizeB = groups.reduce((sum, { startB, endB }) => sum + endB - startB, 0);
  const kept = sizeA(groups.filter(isKept));
  const moved = sizeA(groups.filter(({ isMoved }) => isMoved));
  return {
    kept,
    moved,
    changed: sizeA(groups) - kept - moved,
    removed: blocksA.length - sizeA(groups),
    added: blocksB.length - sizeB,
    isTitleChanged: blocksA[0] !== blocksB[0],
  };
}

/** A passage changed no more than this is taken without asking: how alike its words are. */
const ALIKE = 0.75;

/** Words less alike than this are not a changed passage, but others. */
const UNLIKE = 0.5;

/** How many passages are followed between two yields. */
const SLICE = 100;

/** What the fates are worked out from. */
interface Comparison {
  readonly alignment: Alignment;
  readonly textA: ArticleText;
  readonly textB: ArticleText;
  /** For each unit of the new text, whether it comes from the old one. */
  readonly isOld: Uint8Array;
}

/** A fate in offsets of the new text, without what is the same for all. */
interface Outcome {
  readonly state: FateState;
  readonly span: Span | null;
  readonly doubt: Doubt | null;
  readonly candidates: readonly Span[];
}

function* fatesOf(
  before: Node,
  after: Node,
  alignment: Alignment,
  marked: readonly Followed[],
): Generator<number, readonly Fate[]> {
  const [textA, textB] = [articleText(before), articleText(after)];
  const comparison = { alignment, textA, textB, isOld: oldUnits(alignment) };
  const fates: Fate[] = [];
  for (const [i, one] of marked.toSorted(byPlace).entries()) {
    const progress = i / marked.length;
    if (i % SLICE === 0) yield progress;
    const outcome = yield* within(progress, progress, follow(comparison, one));
    fates.push(fateOf(comparison, one, outcome));
  }
  return fates;
}

function byPlace({ range: a }: Followed, { range: b }: Followed): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return a.from - b.from || b.to - a.to;
}

function oldUnits({ lanes, textB }: Alignment): Uint8Array {
  const isOld = new Uint8Array(textB.length);
  for (const { b, length } of lanes.flatMap(({ stretches }) => stretches))
    isOld.fill(1, b, b + length);
  return isOld;
}

/** Where one passage stands in the new text: by the alignment, else by its words. */
function* follow(comparison: Comparison, { range, quote }: Followed): Generator<0, Outcome> {
  const { alignment, textA, textB } = comparison;
  const span = range && textA.span(range);
  if (!span || span.start === span.end) return yield* seek(textB.text, quote, () => true);
  const place = trace(alignment, span);
  const outcome = place && judge(textA.text, span, textB.text, place);
  if (outcome && outcome.state !== "unplaced") return outcome;
  const described = describe(textA.text, span.start, span.end);
  const found = yield* seek(textB.text, described, (one) => isNew(comparison, one));
  return outcome && !found.span ? withOthers(outcome, found) : found;
}

/** Whether most of some words are new: those that stood there before are no place for others. */
function isNew({ isOld }: Comparison, { start, end }: Span): boolean {
  const old = isOld.subarray(start, end).reduce((sum, unit) => sum + unit, 0);
  return 2 * old < end - start;
}

/** What has become of a passage whose place the alignment knows. */
function judge(textA: string, spanA: Span, textB: string, place: Trace): Outcome {
  const span = { start: place.start, end: place.end };
  const [was, is] = [wordsOf(textA, spanA), wordsOf(textB, span)];
  if (is === was) {
    const isSure = place.isBracketed && isBesideTheSame(textA, spanA, textB, span, place.isMoved);
    const doubt = isSure || !isShort(was) ? null : "short";
    return { state: place.isMoved ? "moved" : "kept", span, doubt, candidates: [span] };
  }
  const changed = { state: "changed", span, candidates: [span] } as const;
  if (oneLine(is) === oneLine(was)) return { ...changed, doubt: null };
  if (!areAlike(was, is, UNLIKE)) return { ...NOWHERE, doubt: "unlike", candidates: [span] };
  if (!hasSameFacts(was, is)) return { ...changed, doubt: "facts" };
  if (isShort(was)) return { ...changed, doubt: "short" };
  if (!place.isBracketed) return { ...changed, doubt: "loose" };
  return { ...changed, doubt: areAlike(was, is, ALIKE) ? null : "unlike" };
}

function wordsOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/**
 * Whether enough beside a short passage is the same: the word on one side, or the block's end there;
 * on both sides where it is a single word, or stands elsewhere now.
 */
function isBesideTheSame(textA: string, a: Span, textB: string, b: Span, isMoved: boolean) {
  const before = wordBefore(textA, a.start) === wordBefore(textB, b.start);
  const after = wordAfter(textA, a.end) === wordAfter(textB, b.end);
  const isSingle = tokenize(wordsOf(textA, a)).length < 2;
  return isSingle || isMoved ? before && after : before || after;
}

/** How far the words beside a passage are looked for, in UTF-16 units. */
const REACH = 60;

/** The word before an offset; undefined at the edge of a block. */
function wordBefore(text: string, at: number): string | undefined {
  const line = text.slice(Math.max(0, at - REACH), at).split("\n");
  return tokenize(line.at(-1)!).at(-1)?.[0];
}

/** The word after an offset; undefined at the edge of a block. */
function wordAfter(text: string, at: number): string | undefined {
  const [line] = text.slice(at, at + REACH).split("\n");
  return tokenize(line!)[0]?.[0];
}

/** Looks for a passage by its words. What is found is taken where it is certain and may be taken. */
function* seek(
  text: string,
  quote: Quote,
  mayTake: (span: Span) => boolean,
): Generator<0, Outcome> {
  const found = yield* matchOne(text, quote);
  const candidates = found.candidates.map(({ start, end }) => ({ start, end }));
  if (found.start !== null && mayTake(found)) {
    const state = found.state === "changed" ? "changed" : "moved";
    return { state, span: { start: found.start, end: found.end }, doubt: null, candidates };
  }
  const doubt = candidates.length > 1 ? "several" : "elsewhere";
  return { ...NOWHERE, doubt: candidates.length > 0 ? doubt : null, candidates };
}

function* matchOne(text: string, quote: Quote): Generator<0, Match> {
  for (const found of matchAll(text, [quote])) {
    if (found) return found;
    yield 0;
  }
  throw new Error("Every quote has a match");
}

const MOST_CANDIDATES = 3;

/** An outcome with the places that were found elsewhere before its own. */
function withOthers(outcome: Outcome, found: Outcome): Outcome {
  const [own] = outcome.candidates;
  const others = found.candidates.filter(
    ({ start, end }) => start >= own!.end || own!.start >= end,
  );
  if (others.length === 0) return outcome;
  const candidates = [...others.slice(0, MOST_CANDIDATES - 1), own!];
  return { ...outcome, doubt: "several", candidates };
}

/** A clearance says of words that they were looked at: it stays on those, or has no place. */
function fateOf(
  { textA, textB }: Comparison,
  { id, kind, quote, range }: Followed,
  outcome: Outcome,
): Fate {
  const before = (range && textA.words(range)) || quote.exact;
  const isSettled = kind === "passage" || (outcome.doubt === null && outcome.state !== "changed");
  const { state, span, doubt, candidates } = isSettled ? outcome : NOWHERE;
  return {
    id,
    kind,
    state,
    before,
    range: span && textB.range(span),
    after: span ? textB.text.slice(span.start, span.end) : "",
    isDoubtful: doubt !== null,
    doubt,
    candidates: candidates.map((each) => textB.range(each)),
  };
}

const NOWHERE: Outcome = { state: "unplaced", span: null, doubt: null, candidates: [] };

/**
 * Carries out a plan as one undo event, with the decisions on what is doubtful by id: a range of the
 * new document, or null to leave it unplaced. A decision on anything else overrides the plan. Does
 * not apply when the article is no longer the one that was compared.
 */
export function applyDraft(
  pen: Pen,
  plan: DraftPlan,
  decisions: ReadonlyMap<Id, Range | null>,
): Command {
  return (state, dispatch) => {
    if (!state.doc.eq(plan.before)) return false;
    if (dispatch) {
      const tr = closeHistory(state.tr);
      for (const step of plan.steps) tr.step(step);
      const writer = new EntryWriter(state, pen, tr);
      const annotations = fold(annotationsOf(state), plan.steps);
      for (const fate of plan.fates) {
        const proposed = fate.isDoubtful ? null : fate.range;
        const decided = decisions.get(fate.id);
        settle(writer, annotations, fate, decided === undefined ? proposed : decided);
      }
      dispatch(passingLock(tr));
    }
    return true;
  };
}

/** Enters where a passage stands, unless the steps have brought it there. */
function settle(
  writer: EntryWriter,
  annotations: Annotations,
  { id, kind }: Fate,
  wanted: Range | null,
): void {
  const { tr } = writer;
  const text = articleText(tr.doc);
  const record = annotations.records.get(id);
  if (record?.kind !== kind || !isAlive(record)) return;
  const { range, words, quote } = anchor(record, annotations, text);
  if (wanted ? range && isSame(text.span(range), text.span(wanted)) : words === "") return;
  const found = wanted && passageAt(tr, wanted);
  const value = found?.quote.exact === quote.exact ? found.quote : quote;
  writer.copy({ kind, id, field: "quote", value, ...(found && { range: found.range }) });
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** The plan as JSON. */
export function planToJson({ steps, fates, blocks }: DraftPlan): DraftPlanJson {
  return { steps: steps.map((step) => step.toJSON() as unknown), fates, blocks };
}

/** Reads a plan made of those documents; throws a RangeError for steps it does not know. */
export function planFromJson(json: DraftPlanJson, before: Node, after: Node): DraftPlan {
  const steps = json.steps.map((step) => Step.fromJSON(before.type.schema, step));
  return { before, after, steps, fates: json.fates, blocks: json.blocks };
}
