/**
 * The article's plain text, and the map between its offsets and the document's positions.
 *
 * Title, standfirst, blocks and captions in order; one `\n` between blocks (and table cells), `\n`
 * for a hard break; nothing else added, nothing normalised. What is exported, quoted and searched
 * is this text, so a change to the rule needs a new `TEXT_VERSION`.
 *
 * Inside a textblock one position is one UTF-16 unit, so the map is a list of textblocks.
 */
import type { Node } from "prosemirror-model";
import { ReplaceAroundStep, ReplaceStep, type Step } from "prosemirror-transform";

/** The version of the rule above, written into every export. */
export const TEXT_VERSION = 1;

/** A half-open stretch of the document, in positions. Empty: a point. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A half-open stretch of the plain text, in UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A textblock: where its content starts, in positions and in offsets, and how long it is. */
interface Block {
  readonly position: number;
  readonly offset: number;
  readonly length: number;
}

/** A document's plain text with its map. Made by `articleText`, once per document. */
export class ArticleText {
  constructor(
    /** The plain text. */
    readonly text: string,
    private readonly blocks: readonly Block[],
  ) {}

  /** The offset of a position; between textblocks, the nearest one on the side of `bias`. */
  offset(position: number, bias: -1 | 1 = 1): number {
    const index = lastAt(this.blocks, "position", position);
    const block = this.blocks[index];
    if (block && position <= block.position + block.length)
      return block.offset + position - block.position;
    const next = this.blocks[index + 1];
    if (next && (bias > 0 || !block)) return next.offset;
    return block ? block.offset + block.length : 0;
  }

  /** The position of an offset from 0 to the text's length. Every offset has exactly one. */
  position(offset: number): number {
    const block = this.blocks[lastAt(this.blocks, "offset", offset)];
    if (!block) throw new RangeError(`The text has no offset ${offset}`);
    return block.position + Math.min(offset - block.offset, block.length);
  }

  /** The stretch of text under a range. */
  span({ from, to }: Range): Span {
    const start = this.offset(from, 1);
    return { start, end: Math.max(start, this.offset(to, -1)) };
  }

  /** The range over a stretch of text. */
  range({ start, end }: Span): Range {
    return { from: this.position(start), to: this.position(end) };
  }

  /** The words under a range. */
  words(range: Range): string {
    const { start, end } = this.span(range);
    return this.text.slice(start, end);
  }
}

/** How far around an offset a word's edge is looked for, in UTF-16 units. */
const REACH = 100;

/**
 * The offset one step on from another (back for a negative `direction`): to the next user-perceived
 * character, or to the next edge of a word (UAX #29). The text's ends are the last.
 */
export function edgeAfter(
  { text }: ArticleText,
  offset: number,
  direction: number,
  unit: "character" | "word",
): number {
  const start = Math.max(0, offset - REACH);
  const near = text.slice(start, offset + REACH);
  const granularity = unit === "word" ? "word" : "grapheme";
  const edges = [...new Intl.Segmenter(undefined, { granularity }).segment(near)]
    .filter(({ isWordLike }) => unit === "character" || isWordLike)
    .map(({ segment, index }) => start + index + (direction > 0 ? segment.length : 0));
  return direction > 0
    ? (edges.find((edge) => edge > offset) ?? start + near.length)
    : (edges.findLast((edge) => edge < offset) ?? start);
}

/** Index of the last block whose `key` is at most `at`; -1 when there is none. */
function lastAt(blocks: readonly Block[], key: "position" | "offset", at: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]![key] <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const made = new WeakMap<Node, ArticleText>();

/** The plain text of a document, made once for each document value. */
export function articleText(doc: Node): ArticleText {
  const known = made.get(doc);
  if (known) return known;
  const text = makeText(doc);
  made.set(doc, text);
  return text;
}

function makeText(doc: Node): ArticleText {
  const blocks: Block[] = [];
  const texts: string[] = [];
  let offset = 0;
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, null, "\n");
    blocks.push({ position: position + 1, offset, length: text.length });
    texts.push(text);
    offset += text.length + 1;
    return false;
  });
  return new ArticleText(texts.join("\n"), blocks);
}

/** The title as the document has it, on one line; empty when it has none. */
export function titleOf({ doc }: { readonly doc: Node }): string {
  const title = doc.firstChild!;
  return oneLine(title.textBetween(0, title.content.size, null, " "));
}

/** The words a step puts in, a line for each block; empty when it puts in none. */
export function insertedWords(step: Step): string {
  if (!(step instanceof ReplaceStep || step instanceof ReplaceAroundStep)) return "";
  const { content } = step.slice;
  return content.textBetween(0, content.size, "\n", "\n");
}

/** Words on one line: each run of spaces, tabs and line ends is one space, none at the ends. */
export function oneLine(words: string): string {
  return words.replace(/[ \t\r\n]+/g, " ").trim();
}
