/**
 * HTML into an article: rich text from the clipboard and the HTML of other programs.
 *
 * It is parsed into an inert document, where nothing runs or loads. There it is *plainly said*: what
 * Word, Google Docs and web pages express by styles and by nesting is put into the elements that
 * mean it. Then DOMPurify throws out whatever could do something, ProseMirror admits what the
 * article schema has a word for, and `tidy` removes what is empty. No string becomes HTML on the
 * way, and no style is asked of the browser: under our content security policy there are none.
 */
import DOMPurify from "dompurify";
import { DOMParser, type Node } from "prosemirror-model";
import { disarm } from "../editor/foreign-html";
import { articleSchema, emptyArticle } from "../editor/article-schema";
import { parseInert } from "../trusted-types";
import {
  leftOut,
  makeArticle,
  type ImportedArticle,
  type Facts,
  type Given,
} from "./imported-article";
import type { Parsed } from "../model/parsed";
import { tidy } from "./tidy";

const { doc, title, standfirst } = articleSchema.nodes;
const parser = DOMParser.fromSchema(articleSchema);

/** Reads a piece of HTML, all of it. Without a title given, a heading at its start is the title. */
export function parseHtml(html: string, given: Given = {}): Parsed<ImportedArticle> {
  return articleIn(parseForeign(html).body, given);
}

/**
 * Parses HTML of others into an inert document whose properties can be relied on: elements with a
 * name shadow those of their form and document (`form.childNodes`, `document.body`), so names go.
 */
export function parseForeign(html: string): Document {
  const parsed = parseInert(disarm(html));
  const all = (selector: string) => Document.prototype.querySelectorAll.call(parsed, selector);
  const remove = (element: Element, attribute: string) =>
    Element.prototype.removeAttribute.call(element, attribute);
  for (const element of all("[name]:not(meta)")) remove(element, "name");
  for (const element of all("object[id], form [id], [form][id]")) remove(element, "id");
  return parsed;
}

/** Makes an article of the content of an element in an inert document. The element is used up. */
export function articleIn(element: HTMLElement, about: Facts & Given): Parsed<ImportedArticle> {
  for (const improve of improvements) improve(element);
  const warnings = leftOut(countLeftOut(element));
  const clean = DOMPurify.sanitize(element, sanitizing) as HTMLElement;
  const intro = takeStandfirst(clean);
  const { children } = parser.parse(clean, {
    topNode: emptyArticle,
    topMatch: doc.contentMatch.matchType(title)!,
  });
  return makeArticle({ ...about, standfirst: intro, blocks: tidy(children), warnings });
}

/** Controls are no words of the article; styles have been spelled out by then. */
const sanitizing = {
  RETURN_DOM: true as const,
  USE_PROFILES: { html: true },
  FORBID_TAGS: ["button", "select", "textarea", "input", "video", "progress", "meter"],
  FORBID_CONTENTS: ["button", "select", "textarea", "video", "audio", "script", "style", "iframe"],
  FORBID_ATTR: ["style", "data-style"],
};

function countLeftOut(element: HTMLElement): { pictures: number; embeds: number } {
  const pictures = element.querySelectorAll(
    "img:not([width='1'], [height='1'], figure:has(figcaption) *)",
  );
  const embeds = element.querySelectorAll("iframe, video, audio, object, embed");
  return { pictures: pictures.length, embeds: embeds.length };
}

/** A paragraph that says it is the standfirst is one, wherever the page put it. */
function takeStandfirst(element: HTMLElement): Node | undefined {
  const paragraph = element.querySelector("p.standfirst");
  const words = paragraph?.textContent.trim();
  if (!paragraph || !words || words === element.textContent.trim()) return undefined;
  paragraph.remove();
  return tidy([parser.parse(paragraph, { topNode: standfirst.create() })])[0];
}

/** What is done to the DOM before it is cleaned, in this order. */
const improvements: readonly ((element: HTMLElement) => void)[] = [
  makeWordLists,
  spellOutStyles,
  keepLinesOfCode,
  writeQuotationMarks,
  unwrapLayoutTables,
  freeFigures,
];

/** Word writes a list as paragraphs, each with its bullet or number in front. */
function makeWordLists(element: HTMLElement): void {
  for (const label of element.querySelectorAll('[data-style*="mso-list:Ignore" i]')) {
    const paragraph = label.closest("p");
    label.remove();
    if (!paragraph) continue;
    const tag = /^\s*\(?[\da-z]+[.)]/i.test(label.textContent) ? "ol" : "ul";
    const before = paragraph.previousElementSibling;
    const isContinued = before?.matches(`${tag}[data-word]`);
    const list = isContinued ? before! : make(element, tag, { "data-word": "" });
    if (!isContinued) paragraph.before(list);
    list.append(make(element, "li", {}, paragraph));
    paragraph.remove();
  }
}

/** Elements for what styles say: `<span style="font-weight: 700">` becomes strong words. */
function spellOutStyles(element: HTMLElement): void {
  for (const styled of element.querySelectorAll("[data-style]")) {
    const style = make(element, "i").style;
    style.cssText = styled.getAttribute("data-style")!;
    if (style.display === "none") styled.remove();
    else if (style.whiteSpace.startsWith("pre")) breakLines(styled);
    for (const tag of meantBy(styled, style)) wrapContent(styled, tag);
    if (styled.matches("b, strong") && weight(style) < 600)
      styled.replaceWith(...styled.childNodes);
  }
}

function meantBy(styled: Element, style: CSSStyleDeclaration): string[] {
  return [
    ["italic", "oblique"].includes(style.fontStyle) ? "em" : "",
    weight(style) >= 600 && !styled.matches("h1, h2, h3, h4, h5, h6, th") ? "strong" : "",
    ["super", "sub"].find((align) => align === style.verticalAlign)?.slice(0, 3) ?? "",
  ].filter(Boolean);
}

/** The weight of a font; NaN when the style does not say. */
function weight({ fontWeight }: CSSStyleDeclaration): number {
  const names: Record<string, number> = { bold: 700, bolder: 700, normal: 400, lighter: 300 };
  return names[fontWeight] ?? Number.parseInt(fontWeight);
}

function keepLinesOfCode(element: HTMLElement): void {
  for (const code of element.querySelectorAll("pre")) {
    breakLines(code);
    code.replaceWith(make(element, "p", {}, code));
  }
}

/** A line break for every newline: for where newlines are shown. */
function breakLines(element: Element): void {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    const [first, ...others] = text.data.split(/\r?\n/);
    text.replaceWith(first!, ...others.flatMap((line) => [make(element, "br"), line]));
  }
}

/** Browsers draw the marks around `<q>`; words in the article need them in its text. */
function writeQuotationMarks(element: HTMLElement): void {
  for (const quote of element.querySelectorAll("q")) {
    quote.prepend("“");
    quote.append("”");
  }
}

/** Tables that only arrange blocks (newsletters, boxes) become what they arrange. */
function unwrapLayoutTables(element: HTMLElement): void {
  const arranges = ":has(table, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, figure)";
  for (const table of element.querySelectorAll("table")) {
    const cells = [...table.rows].flatMap((row) => [...row.cells]);
    if (!table.matches(arranges) && cells.length > 1) continue;
    const parts = table.caption ? [table.caption, ...cells] : cells;
    table.replaceWith(...parts.map((part) => make(element, "div", {}, part)));
  }
}

/** An article's figure is a caption: tables and quotations in figures stand beside it instead. */
function freeFigures(element: HTMLElement): void {
  for (const figure of element.querySelectorAll("figure")) {
    const caption = figure.querySelector("figcaption");
    for (const block of caption?.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6") ?? [])
      block.replaceWith(" ", ...block.childNodes, " ");
    const content = figure.cloneNode(true) as HTMLElement;
    content.querySelector("figcaption")?.remove();
    if (!content.textContent.trim()) continue;
    figure.before(make(element, "div", {}, content));
    figure.replaceChildren(...(caption ? [caption] : []));
  }
}

function wrapContent(element: Element, tag: string): void {
  element.append(make(element, tag, {}, element));
}

/** A new element in the same inert document, with the content of another moved into it. */
function make(
  near: Element,
  tag: string,
  attributes: Record<string, string> = {},
  content?: Element,
): HTMLElement {
  const element = near.ownerDocument.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...(content?.childNodes ?? []));
  return element;
}
