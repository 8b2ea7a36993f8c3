/** What people do to the blocks of an article while its text is unlocked. */
import { lift, setBlockType, wrapIn } from "prosemirror-commands";
import type { Node, NodeType, ResolvedPos } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import { annotationsOf } from "./annotation-plugin";
import { articleSchema } from "./article-schema";
import { liveOps, pin } from "./pins";

const { blockquote, heading, list_item, paragraph } = articleSchema.nodes;

/** Makes the selected blocks headings of a level from 2 to 4. */
export function makeHeading(level: number): Command {
  return setBlockType(heading, { level });
}

/** Makes the selected blocks paragraphs. */
export const makeParagraph: Command = setBlockType(paragraph);

/** Makes the selected blocks a quotation; those that are in one are taken out of it. */
export const toggleQuote: Command = toggle(blockquote, wrapIn(blockquote), lift);

/** Makes the selected blocks a list of that type; those that are in one are taken out of it. */
export function toggleList(type: NodeType): Command {
  return toggle(type, wrapInList(type), liftListItem(list_item));
}

function toggle(type: NodeType, wrap: Command, unwrap: Command): Command {
  return (state, dispatch, view) =>
    (isIn(state.selection.$from, type) ? unwrap : wrap)(state, dispatch, view);
}

function isIn($position: ResolvedPos, type: NodeType): boolean {
  return depths($position).some((depth) => $position.node(depth).type === type);
}

/** The depths of what a position is in, the innermost first; not the document. */
function depths({ depth }: ResolvedPos): number[] {
  return Array.from({ length: depth }, (_, index) => depth - index);
}

/**
 * Moves the block at the caret above the one before it, or below the one after it, with all that is
 * said of its words: in a list its item, in a table its row. Does not apply where it cannot go on.
 */
export function moveBlock(direction: -1 | 1): Command {
  return (state, dispatch) => {
    const move = moveAt(state, direction);
    if (!move) return false;
    const { node, from, to } = move;
    const { selection } = state;
    const tr = state.tr.delete(from, from + node.nodeSize).insert(to, node);
    const { records, ranges } = annotationsOf(state);
    const live = liveOps(records);
    const shift = to - from;
    for (const [op, range] of ranges) {
      const isInside = from < range.from && range.to < from + node.nodeSize;
      if (isInside && live.has(op))
        tr.step(pin(op, { from: range.from + shift, to: range.to + shift }));
    }
    const [anchor, head] = [selection.anchor + shift, selection.head + shift];
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, anchor, head)).scrollIntoView());
    return true;
  };
}

/** A block to be taken out of a document, and where it then goes, in positions. */
interface Move {
  readonly node: Node;
  readonly from: number;
  readonly to: number;
}

/** The innermost block at the selection that can change places with its neighbour. */
function moveAt({ selection }: EditorState, direction: -1 | 1): Move | null {
  const { $from, $to } = selection;
  if (!(selection instanceof TextSelection)) return null;
  for (const depth of depths($from)) {
    const [parent, index] = [$from.node(depth - 1), $from.index(depth - 1)];
    const isWhole = $to.depth >= depth && $to.before(depth) === $from.before(depth);
    const neighbour = parent.maybeChild(index + direction);
    if (!isWhole || !neighbour || !isSwappable(parent, Math.min(index, index + direction)))
      continue;
    const from = $from.before(depth);
    return { node: $from.node(depth), from, to: from + direction * neighbour.nodeSize };
  }
  return null;
}

/** Whether two neighbours may change places; the cells of a row keep their columns. */
function isSwappable(parent: Node, index: number): boolean {
  const { content, type } = parent;
  if (type === articleSchema.nodes.table_row) return false;
  const [first, second] = [content.child(index), content.child(index + 1)];
  return type.validContent(content.replaceChild(index, second).replaceChild(index + 1, first));
}
