/**
 * Blocks as they come out of other people's HTML and Markdown, made into what an article has: no
 * empty ones, no spaces or line breaks at their edges, and a blank line (two line breaks) inside a
 * paragraph makes two paragraphs of it.
 */
import { Fragment, type Node } from "prosemirror-model";
import { articleSchema } from "../editor/article-schema";

const { paragraph, hard_break, table, table_cell } = articleSchema.nodes;

/** The tidied blocks. Words are neither added nor lost. */
export function tidy(blocks: readonly Node[]): Node[] {
  return blocks.flatMap(tidyBlock);
}

function tidyBlock(block: Node): Node[] {
  if (block.isLeaf) return [block];
  if (block.isTextblock) return tidyTextblock(block);
  // A table keeps its empty cells, which put the others in their columns; an empty one goes.
  if (block.type === table && !block.textContent.trim()) return [];
  const children = tidy(block.children);
  if (children.length === 0 && block.type !== table_cell) return [];
  return [block.type.createAndFill(block.attrs, children)!];
}

function tidyTextblock(block: Node): Node[] {
  const parts = splitAtBlankLines(linesOf(block));
  if (parts.length === 0) return [];
  const contents = block.type === paragraph ? parts : [parts.flat()];
  return contents.map((lines) => block.copy(joinLines(lines)));
}

/** The content between a textblock's hard breaks, without the spaces at either end. */
function linesOf(block: Node): Fragment[] {
  const lines: Node[][] = [[]];
  for (const node of block.children) {
    if (node.type === hard_break) lines.push([]);
    else lines.at(-1)!.push(node);
  }
  return lines.map((nodes) => trim(Fragment.from(nodes)));
}

function trim(line: Fragment): Fragment {
  const text = line.textBetween(0, line.size);
  const end = text.replace(/[ \t\n]+$/, "").length;
  return line.cut(Math.min(end, text.search(/[^ \t\n]|$/)), end);
}

function splitAtBlankLines(lines: readonly Fragment[]): Fragment[][] {
  const parts: Fragment[][] = [[]];
  for (const line of lines) {
    if (line.textBetween(0, line.size).trim()) parts.at(-1)!.push(line);
    else parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}

function joinLines(lines: readonly Fragment[]): Fragment {
  return lines.reduce((all, line) => all.addToEnd(hard_break.create()).append(line));
}
