/**
 * The steps that turn a document into another and carry over what both have.
 *
 * What the alignment says both have stays; each gap in between is replaced by what the new document
 * has there, from left to right. So what stands before a gap is the new document already, and its
 * open nodes are the right ones. What stands behind it is still the old one, so words are only
 * carried between blocks that are nested alike, where the open nodes of both can be joined. Marks
 * are set last: a link or emphasis never costs a passage its range.
 */
import type { Mark, Node } from "prosemirror-model";
import { AddMarkStep, RemoveMarkStep, ReplaceStep, type Step } from "prosemirror-transform";
import type { Range } from "./text";

/** A block of text: a title, a paragraph, a caption. */
export interface TextBlock {
  /** Where its content begins, as a position. */
  readonly position: number;
  /** The same as an offset of the article's text. */
  readonly offset: number;
  readonly text: string;
  /** Blocks that are nested alike have the same. */
  readonly nesting: string;
}

/** Words that both documents have, in offsets of their texts. */
interface Stretch {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

/** What stays as it is, in positions of the old and the new document. */
interface Kept {
  readonly fromA: number;
  readonly fromB: number;
  readonly size: number;
}

/** How many steps are tried between two yields. */
const SLICE = 25;

/** The blocks of text of a document, in order. Joined by `\n`, their texts are the article's text. */
export function textBlocks(doc: Node): readonly TextBlock[] {
  const blocks: TextBlock[] = [];
  collectBlocks(doc, 0, contentOf(doc), blocks);
  return blocks;
}

function collectBlocks(parent: Node, start: number, around: string, blocks: TextBlock[]): void {
  parent.forEach((node, offset) => {
    const position = start + offset + 1;
    if (!node.isTextblock)
      return collectBlocks(node, position, `${around} > ${contentOf(node)}`, blocks);
    const last = blocks.at(-1);
    blocks.push({
      position,
      offset: last ? last.offset + last.text.length + 1 : 0,
      text: node.textBetween(0, node.content.size, null, "\n"),
      // Nothing but a title stands in a title's place.
      nesting: last ? around : "title",
    });
  });
}

/** What may stand in a node: an ordered list's items in another list, but not in a table. */
function contentOf({ type }: Node): string {
  return type.spec.content ?? "";
}

/**
 * The steps from one document to exactly another, when the stretches, in order in both, stay.
 * Yields its progress, from 0 to 1. Where a step does not fit, the blocks that differ are replaced.
 */
export function* draftSteps(
  before: Node,
  after: Node,
  stretches: readonly Stretch[],
): Generator<number, readonly Step[]> {
  const { steps, doc } = yield* carryingSteps(before, after, stretches);
  return doc.eq(after) ? steps : [...steps, replaceBlocks(doc, after)];
}

/** The steps that carry the stretches, as far as they fit, and the document they lead to. */
export function* carryingSteps(
  before: Node,
  after: Node,
  stretches: readonly Stretch[],
): Generator<number, { readonly steps: readonly Step[]; readonly doc: Node }> {
  const steps: Step[] = [];
  let doc = before;
  const kept = keptPieces(textBlocks(before), textBlocks(after), stretches);
  let [fromA, fromB] = [0, 0];
  for (const [i, piece] of [...kept, endOf(before, after)].entries()) {
    const gapA = { from: fromA, to: piece.fromA };
    const gapB = { from: fromB, to: piece.fromB };
    [fromA, fromB] = [piece.fromA + piece.size, piece.fromB + piece.size];
    if (i % SLICE === 0) yield i / (kept.length + 1);
    const step = replaceGap(before, gapA, after, gapB);
    const result = step?.apply(doc);
    if (!step || !result) continue;
    if (!result.doc) return { steps, doc };
    steps.push(step);
    doc = result.doc;
  }
  for (const step of markSteps(doc, after)) {
    steps.push(step);
    doc = step.apply(doc).doc ?? doc;
  }
  return { steps, doc };
}

function endOf(before: Node, after: Node): Kept {
  return { fromA: before.content.size, fromB: after.content.size, size: 0 };
}

/** The stretches cut at the edges of blocks, as far as they stand in blocks nested alike. */
function keptPieces(
  blocksA: readonly TextBlock[],
  blocksB: readonly TextBlock[],
  stretches: readonly Stretch[],
): Kept[] {
  const kept: Kept[] = [];
  let [indexA, indexB] = [0, 0];
  for (const { a, b, length } of stretches) {
    let at = 0;
    do {
      indexA = blockAt(blocksA, indexA, a + at);
      indexB = blockAt(blocksB, indexB, b + at);
      const [blockA, blockB] = [blocksA[indexA]!, blocksB[indexB]!];
      const [inA, inB] = [a + at - blockA.offset, b + at - blockB.offset];
      const size = Math.min(length - at, blockA.text.length - inA, blockB.text.length - inB);
      if (blockA.nesting === blockB.nesting)
        kept.push({ fromA: blockA.position + inA, fromB: blockB.position + inB, size });
      // One on: what stands between two blocks is in neither.
      at += size + 1;
    } while (at < length);
  }
  return kept;
}

/** Index of the block that an offset is in, looked for from one before it. */
function blockAt(blocks: readonly TextBlock[], from: number, offset: number): number {
  let index = from;
  while (blocks[index + 1] && blocks[index + 1]!.offset <= offset) index++;
  return index;
}

/** The step that puts a part of the new document in the place of one of the old; null where they are equal. */
function replaceGap(before: Node, gapA: Range, after: Node, gapB: Range): ReplaceStep | null {
  if (gapA.from === gapA.to && gapB.from === gapB.to) return null;
  const slice = after.slice(gapB.from, gapB.to);
  const size = gapA.to - gapA.from;
  if (size === gapB.to - gapB.from && before.slice(gapA.from, gapA.to).eq(slice)) return null;
  return new ReplaceStep(gapB.from, gapB.from + size, slice);
}

/** The steps that give the words of one document the marks of another with the same words. */
function markSteps(doc: Node, after: Node): Step[] {
  const steps: Step[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const other = after.resolve(Math.min(position + 1, after.content.size)).parent;
    if (node.content.size === other.content.size && !node.eq(other))
      steps.push(...markStepsIn(node, other, position + 1));
    return false;
  });
  return steps;
}

function markStepsIn(block: Node, other: Node, start: number): Step[] {
  const steps: Step[] = [];
  for (const { marksA, marksB, from, to } of commonPieces(block, other)) {
    const range = [start + from, start + to] as const;
    const [gone, come] = [marksA.filter(isNotIn(marksB)), marksB.filter(isNotIn(marksA))];
    steps.push(...gone.map((mark) => new RemoveMarkStep(...range, mark)));
    steps.push(...come.map((mark) => new AddMarkStep(...range, mark)));
  }
  return steps;
}

function isNotIn(marks: readonly Mark[]) {
  return (mark: Mark): boolean => !mark.isInSet(marks);
}

/** The pieces of two blocks with the same words in which each has the same marks throughout. */
function commonPieces(a: Node, b: Node) {
  const pieces: (Range & { readonly marksA: readonly Mark[]; readonly marksB: readonly Mark[] })[] =
    [];
  for (let from = 0; from < a.content.size;) {
    const [inA, inB] = [a.childAfter(from), b.childAfter(from)];
    const to = Math.min(inA.offset + inA.node!.nodeSize, inB.offset + inB.node!.nodeSize);
    pieces.push({ from, to, marksA: inA.node!.marks, marksB: inB.node!.marks });
    from = to;
  }
  return pieces;
}

/** Replaces the blocks of the document in which it differs from another. */
function replaceBlocks(doc: Node, after: Node): Step {
  const most = Math.min(doc.childCount, after.childCount);
  let head = 0;
  while (head < most && doc.child(head).eq(after.child(head))) head++;
  let tail = 0;
  const isEqualAt = (at: number) =>
    doc.child(doc.childCount - at).eq(after.child(after.childCount - at));
  while (tail < most - head && isEqualAt(tail + 1)) tail++;
  const from = sizeOf(doc, 0, head);
  const to = sizeOf(doc, 0, doc.childCount - tail);
  return new ReplaceStep(from, to, after.slice(from, sizeOf(after, 0, after.childCount - tail)));
}

/** The size of some of a document's children. */
function sizeOf(doc: Node, start: number, end: number): number {
  return doc.children.slice(start, end).reduce((size, { nodeSize }) => size + nodeSize, 0);
}
