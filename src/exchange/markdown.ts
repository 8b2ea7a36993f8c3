/**
 * Markdown (CommonMark and tables) into an article. HTML in it is taken as the characters it is.
 *
 * markdown-it makes tokens; `plain` turns those the article schema has no word for into others that
 * it has; prosemirror-markdown makes the document.
 */
import MarkdownIt from "markdown-it";
import Token from "markdown-it/lib/token.mjs";
import { MarkdownParser } from "prosemirror-markdown";
import { articleSchema, isLinkable } from "../editor/article-schema";
import {
  leftOut,
  makeArticle,
  type ImportedArticle,
  type Facts,
  type Given,
} from "./imported-article";
import type { Parsed } from "../model/parsed";
import { factsFrom } from "./facts";
import { tidy } from "./tidy";

/** Reads Markdown. Without a title given, it is the front matter's or a heading at the top. */
export function parseMarkdown(text: string, { title }: Given = {}): Parsed<ImportedArticle> {
  const { head, body } = splitHead(text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"));
  const counts: Counts = { pictures: 0 };
  const [, ...blocks] = parser.parse(body, counts).children;
  return makeArticle({
    ...factsOf(head),
    title: title?.trim() || head.get("title"),
    blocks: tidy(blocks),
    warnings: leftOut(counts),
  });
}

/** The front matter's lines of the form `key: value`, and the text after it. */
function splitHead(text: string): { head: ReadonlyMap<string, string>; body: string } {
  const [whole, lines] = /^---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/s.exec(text) ?? [];
  const pairs = lines?.matchAll(/^([\w-]+):[ \t]*(["'[]?)(.*?)["'\]]?[ \t]*$/gm) ?? [];
  const head = new Map([...pairs].map(([, key, , value]) => [key!.toLowerCase(), value!]));
  // Without a key it is not front matter, but a rule above and one below some words.
  return head.size > 0 ? { head, body: text.slice(whole!.length) } : { head, body: text };
}

function factsOf(head: ReadonlyMap<string, string>): Facts {
  return factsFrom({
    byline: head.get("author") ?? head.get("authors") ?? head.get("byline"),
    outlet: head.get("publisher") ?? head.get("outlet"),
    address: head.get("url") ?? head.get("canonical") ?? head.get("link"),
    published: head.get("date") ?? head.get("published"),
    language: head.get("lang") ?? head.get("language"),
  });
}

/** What `plain` counts on its way: markdown-it's `env`. */
interface Counts {
  pictures: number;
}

const markdown = new MarkdownIt("commonmark", { html: false }).enable("table");
// Every link is read as one, so that `plain` can drop a bad one and keep its words.
markdown.validateLink = () => true;
markdown.core.ruler.push("plain", (state) => {
  state.tokens = state.tokens.flatMap((token, index, all) => {
    return plain(token, all[index - 1], all[index + 1], state.env as Counts);
  });
});

const parser = new MarkdownParser(articleSchema, markdown, {
  paragraph: { block: "paragraph" },
  heading: {
    block: "heading",
    getAttrs: ({ tag }) => ({ level: Math.min(Math.max(Number(tag.slice(1)), 2), 4) }),
  },
  blockquote: { block: "blockquote" },
  bullet_list: { block: "bullet_list" },
  ordered_list: {
    block: "ordered_list",
    getAttrs: (list) => ({ order: Math.min(Number(list.attrGet("start") ?? 1), 1_000_000) }),
  },
  list_item: { block: "list_item" },
  figure: { block: "figure", getAttrs: (figure) => ({ alt: figure.attrGet("alt") }) },
  table: { block: "table" },
  thead: { ignore: true },
  tbody: { ignore: true },
  tr: { block: "table_row" },
  th: { block: "table_cell", attrs: { header: true } },
  td: { block: "table_cell" },
  hr: { node: "horizontal_rule" },
  hardbreak: { node: "hard_break" },
  em: { mark: "em" },
  strong: { mark: "strong" },
  link: { mark: "link", getAttrs: (link) => ({ href: link.attrGet("href") }) },
});

/** A block token as tokens that the parser above knows. */
function plain(token: Token, before: Token | undefined, after: Token | undefined, counts: Counts) {
  switch (token.type) {
    case "paragraph_open":
      return [lonePicture(after) ? figureOpen(lonePicture(after)!) : token];
    case "paragraph_close":
      return [lonePicture(before) ? new Token("figure_close", "figure", -1) : token];
    case "inline":
      return [inlineToken(plainInline(token, counts))];
    case "fence":
    case "code_block":
      return paragraph(codeLines(token.content));
    // A cell of the article holds paragraphs.
    case "th_open":
    case "td_open":
      return [token, new Token("paragraph_open", "p", 1)];
    case "th_close":
    case "td_close":
      return [new Token("paragraph_close", "p", -1), token];
    default:
      return [token];
  }
}

/** The picture that is all there is in a paragraph, if it has words: it becomes a figure. */
function lonePicture(inline: Token | undefined): Token | undefined {
  const [only, ...others] = inline?.children ?? [];
  return only?.type === "image" && others.length === 0 && captionText(only) ? only : undefined;
}

function figureOpen(picture: Token): Token {
  const figure = new Token("figure_open", "figure", 1);
  figure.attrSet("alt", picture.content);
  return figure;
}

/** What readers see below a picture: its title, or else the words that stand for it. */
function captionText(picture: Token): string {
  return (picture.attrGet("title") || picture.content).trim();
}

/** The tokens of running text: code is text, pictures go, and so do links an article may not have. */
function plainInline(inline: Token, counts: Counts): Token[] {
  const picture = lonePicture(inline);
  if (picture) return [textToken(captionText(picture))];
  const kept: Token[] = [];
  let isInLink = false;
  for (const token of inline.children ?? []) {
    if (token.type === "image") counts.pictures++;
    else if (token.type === "link_open") {
      isInLink = isLinkable(token.attrGet("href"));
      if (isInLink) kept.push(token);
    } else if (token.type === "link_close") {
      if (isInLink) kept.push(token);
    } else kept.push(token.type === "code_inline" ? textToken(token.content) : token);
  }
  return kept;
}

/** Code keeps its lines: as one paragraph with line breaks. */
function codeLines(code: string): Token[] {
  const lines = code.trimEnd().split("\n");
  return lines.flatMap((line, index) => {
    return index === 0 ? [textToken(line)] : [new Token("hardbreak", "br", 0), textToken(line)];
  });
}

function paragraph(children: Token[]): Token[] {
  return [
    new Token("paragraph_open", "p", 1),
    inlineToken(children),
    new Token("paragraph_close", "p", -1),
  ];
}

function inlineToken(children: Token[]): Token {
  return Object.assign(new Token("inline", "", 0), { children });
}

function textToken(content: string): Token {
  return Object.assign(new Token("text", "", 0), { content });
}
