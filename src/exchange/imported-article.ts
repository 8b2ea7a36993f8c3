/**
 * What every importer gives: an article, or sentences saying why there is none.
 *
 * Importers are functions from a string (or bytes) to this; they have no clock and no store, and no
 * content makes them throw. What a person gave (a title) wins over what was found.
 */
import type { Node } from "prosemirror-model";
import { articleSchema } from "../editor/article-schema";
import { oneLine, titleOf } from "../editor/text";
import type { ArticleFields } from "../model/article";
import type { Parsed } from "../model/parsed";

/** The facts about an article that a file may carry beside its text. */
export type Facts = Partial<
  Pick<ArticleFields, "byline" | "outlet" | "address" | "published" | "language">
>;

/** An article as found in a file or on the clipboard. A fact that was not found is absent. */
export interface ImportedArticle extends Facts {
  /** The words of the document's title, on one line; empty when none was found. */
  readonly title: string;
  /** A whole, valid document of the article schema. */
  readonly document: Node;
}

/** What somebody knows about a text before it is read. */
export interface Given {
  /** The title that was typed. Absent or blank: it is looked for in the text. */
  readonly title?: string | undefined;
}

/** What an importer found, to be put together by `makeArticle`. */
export interface Found extends Facts {
  readonly title?: string | undefined;
  readonly standfirst?: Node | undefined;
  readonly blocks: readonly Node[];
  readonly warnings?: readonly string[];
}

/** The refusal of a file as a whole. */
export function refuse(sentence: string): Parsed<never> {
  return { ok: false, problems: [{ path: "", sentence }] };
}

/**
 * Puts a document together. With a title, a first block that only repeats it is left out. Without
 * one, the first block becomes the title when it is a heading or reads like a headline, and more
 * follows it.
 */
export function makeArticle({
  title,
  standfirst,
  blocks,
  warnings = [],
  ...facts
}: Found): Parsed<ImportedArticle> {
  const [first, ...rest] = blocks;
  if (!first || !blocks.some((block) => block.textContent.trim()))
    return refuse("There is no text in it.");
  const given = oneLine(title ?? "");
  const opens = rest.length > 0 && (given ? oneLine(words(first)) === given : isTitle(first));
  const { nodes } = articleSchema;
  const document = nodes.doc.create(null, [
    nodes.title.create(null, given ? articleSchema.text(given) : opens ? first.content : null),
    ...(standfirst ? [standfirst] : []),
    ...(opens ? rest : blocks),
  ]);
  return { ok: true, value: { ...facts, title: titleOf({ doc: document }), document }, warnings };
}

function isTitle(block: Node): boolean {
  if (block.type === articleSchema.nodes.heading) return true;
  return block.type === articleSchema.nodes.paragraph && isHeadline(words(block));
}

/**
 * Whether a line reads like a headline: short, and not ended like a sentence. A stop after a single
 * letter is an abbreviation's: "… in the U.S."
 */
function isHeadline(line: string): boolean {
  return line.length <= 150 && !/(?:(?<!\.\p{L})\.|[…:;,–—-])["'”’»)\]]*$/u.test(line.trim());
}

/** A textblock's words; a hard break is a space. */
function words(block: Node): string {
  return block.textBetween(0, block.content.size, "\n", " ");
}

/** The warnings about what an article has no place for. */
export function leftOut({ pictures, embeds = 0 }: { pictures: number; embeds?: number }): string[] {
  return [
    pictures === 1 && "1 picture without a caption was left out.",
    pictures > 1 && `${pictures} pictures without captions were left out.`,
    embeds === 1 && "1 embedded video, sound or post was left out.",
    embeds > 1 && `${embeds} embedded videos, sounds or posts were left out.`,
  ].filter((sentence) => sentence !== false);
}
