/**
 * The article as a ProseMirror document: a title, an optional standfirst, then blocks. Claims are
 * not in it (they live beside it), and nothing in it is ever fetched: a picture is its caption and
 * its alternative text.
 */
import {
  Schema,
  type Attrs,
  type MarkSpec,
  type Node,
  type NodeSpec,
  type TagParseRule,
} from "prosemirror-model";

/** The schemes a link in an article may have. */
const LINK_SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** Whether `href` is an absolute address that an article may link to: http, https or mailto. */
export function isLinkable(href: unknown): href is string {
  return typeof href === "string" && URL.canParse(href) && LINK_SCHEMES.has(new URL(href).protocol);
}

/** Refuses, in a stored document, a link the parser would not have let in. */
function validateHref(href: unknown): void {
  if (!isLinkable(href))
    throw new RangeError(`Not an http, https or mailto address: ${String(href)}`);
}

/** Refuses anything but a whole number from `least` to `most`. */
function wholeNumber(least: number, most: number) {
  return (value: unknown): void => {
    if (!Number.isInteger(value) || Number(value) < least || Number(value) > most)
      throw new RangeError(`Not a whole number from ${least} to ${most}: ${String(value)}`);
  };
}

const heading = (level: number) => ({
  tag: `h${level}`,
  attrs: { level: Math.min(Math.max(level, 2), 4) },
});

const nodes = {
  // Paragraph comes first among the blocks, so it is what Enter makes after a title.
  doc: { content: "title (block | standfirst) block*" },
  title: {
    content: "inline*",
    defining: true,
    // Else Backspace below it selects it whole, and the next one deletes it.
    selectable: false,
    parseDOM: [{ tag: "h1[data-title]", priority: 60 }],
    toDOM: () => ["h1", { "data-title": "" }, 0],
  },
  paragraph: {
    content: "inline*",
    group: "block",
    parseDOM: [{ tag: "p" }],
    toDOM: () => ["p", 0],
  },
  standfirst: {
    content: "inline*",
    defining: true,
    parseDOM: [{ tag: "p.standfirst", priority: 60 }],
    toDOM: () => ["p", { class: "standfirst" }, 0],
  },
  heading: {
    content: "inline*",
    group: "block",
    defining: true,
    attrs: { level: { default: 2, validate: wholeNumber(2, 4) } },
    parseDOM: [1, 2, 3, 4, 5, 6].map(heading),
    toDOM: (node: Node) => [`h${node.attrs["level"]}`, 0],
  },
  blockquote: {
    content: "block+",
    group: "block",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },
  bullet_list: {
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ul" }],
    toDOM: () => ["ul", 0],
  },
  ordered_list: {
    content: "list_item+",
    group: "block",
    attrs: { order: { default: 1, validate: wholeNumber(0, 1_000_000) } },
    parseDOM: [{ tag: "ol", getAttrs: (dom: HTMLElement) => ({ order: startOf(dom) }) }],
    toDOM: (node: Node) => [
      "ol",
      node.attrs["order"] === 1 ? {} : { start: node.attrs["order"] },
      0,
    ],
  },
  list_item: {
    content: "paragraph block*",
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: () => ["li", 0],
  },
  figure: {
    content: "inline*",
    group: "block",
    defining: true,
    attrs: { alt: { default: "", validate: "string" } },
    parseDOM: [{ tag: "figure", contentElement: captionOf, getAttrs: figureAttrs }],
    toDOM: (node: Node) => ["figure", { "data-alt": node.attrs["alt"] }, ["figcaption", 0]],
  },
  table: {
    content: "table_row+",
    group: "block",
    isolating: true,
    parseDOM: [{ tag: "table" }],
    toDOM: () => ["table", ["tbody", 0]],
  },
  table_row: {
    content: "table_cell+",
    parseDOM: [{ tag: "tr" }],
    toDOM: () => ["tr", 0],
  },
  table_cell: {
    content: "paragraph+",
    isolating: true,
    attrs: { header: { default: false, validate: "boolean" } },
    parseDOM: [
      { tag: "td", attrs: { header: false } },
      { tag: "th", attrs: { header: true } },
    ],
    toDOM: (node: Node) => [node.attrs["header"] ? "th" : "td", 0],
  },
  horizontal_rule: {
    group: "block",
    parseDOM: [{ tag: "hr" }],
    toDOM: () => ["hr"],
  },
  hard_break: {
    inline: true,
    group: "inline",
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
  text: { group: "inline" },
} satisfies Record<string, NodeSpec>;

const marks = {
  link: {
    attrs: { href: { validate: validateHref } },
    inclusive: false,
    parseDOM: [
      { tag: "a[href]", getAttrs: (dom: HTMLElement) => linkAttrs(dom.getAttribute("href")) },
    ],
    toDOM: (mark) => [
      "a",
      { href: mark.attrs["href"], rel: "noopener noreferrer", target: "_blank" },
      0,
    ],
  },
  em: {
    parseDOM: [{ tag: "em" }, { tag: "i" }, styledSpan(/(^|;)\s*font-style:\s*italic/i)],
    toDOM: () => ["em", 0],
  },
  strong: {
    parseDOM: [
      { tag: "strong" },
      { tag: "b", getAttrs: isReallyBold },
      styledSpan(/(^|;)\s*font-weight:\s*(bold|[6-9]00)/i),
    ],
    toDOM: () => ["strong", 0],
  },
  // Not decoration: without them 10² reads as 102.
  superscript: { parseDOM: [{ tag: "sup" }], toDOM: () => ["sup", 0], excludes: "subscript" },
  subscript: { parseDOM: [{ tag: "sub" }], toDOM: () => ["sub", 0], excludes: "superscript" },
} satisfies Record<string, MarkSpec>;

/** The schema of every article. (The other two schemas: `StoreSchema`, `schema/*.json`.) */
export const articleSchema = new Schema({ nodes, marks } as {
  nodes: Record<keyof typeof nodes, NodeSpec>;
  marks: Record<keyof typeof marks, MarkSpec>;
});

/** The document every article's log starts from: no title, one empty paragraph. */
export const emptyArticle: Node = articleSchema.topNodeType.createAndFill()!;

function linkAttrs(href: string | null): Attrs | false {
  return isLinkable(href) && { href };
}

/** Matches words by the style they came with, which `disarm` keeps as `data-style`; other rules go on matching. */
function styledSpan(pattern: RegExp): TagParseRule {
  return {
    tag: "span[data-style]",
    getAttrs: (dom) => (pattern.test(dom.getAttribute("data-style") ?? "") ? null : false),
    consuming: false,
  };
}

/** Google Docs wraps whole pastes in `<b style="font-weight:normal">`. */
function isReallyBold(dom: HTMLElement): null | false {
  return /(^|;)\s*font-weight:\s*normal/i.test(dom.getAttribute("data-style") ?? "") ? false : null;
}

function startOf(list: HTMLElement): number {
  const start = Number(list.getAttribute("start") ?? 1);
  return Number.isInteger(start) && start >= 0 && start <= 1_000_000 ? start : 1;
}

/** A figure without a caption has no words to check: it is left out. */
function figureAttrs(dom: HTMLElement): Attrs | false {
  const alt = dom.getAttribute("data-alt") ?? dom.querySelector("img")?.getAttribute("alt") ?? "";
  return dom.querySelector("figcaption") !== null && { alt };
}

function captionOf(dom: globalThis.Node): HTMLElement {
  return (dom as HTMLElement).querySelector("figcaption")!;
}
