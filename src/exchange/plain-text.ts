/**
 * Plain text into an article.
 *
 * Blank lines separate paragraphs. A single newline is one of two things, and the text as a whole
 * tells which. In a *hard-wrapped* text (e-mail, pdftotext) a line was broken where the next word
 * would not have fitted: such newlines become spaces. Everywhere else (transcripts, poems, lists)
 * each line is a paragraph. Beyond that nothing is changed: quotes, no-break spaces and runs of
 * spaces stay; control characters and spaces at either end of a line go.
 */
import { articleSchema } from "../editor/article-schema";
import { makeArticle, type ImportedArticle, type Given } from "./imported-article";
import type { Parsed } from "../model/parsed";

/** Reads a plain text. Without a title given, its first line is the title if it reads like one. */
export function parsePlainText(text: string, { title }: Given = {}): Parsed<ImportedArticle> {
  const blocks = paragraphs(text).map((line) =>
    articleSchema.nodes.paragraph.create(null, articleSchema.text(line)),
  );
  return makeArticle({ title, blocks });
}

/** The text's paragraphs: no empty ones, no newlines in them. */
function paragraphs(text: string): string[] {
  const lines = linesOf(text);
  const width = wrapWidth(lines);
  const joined: string[] = [];
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (before && line && isWrap(before, line, width)) joined[joined.length - 1] += ` ${line}`;
    else if (line) joined.push(line);
  }
  return joined;
}

/** The trimmed lines, a blank one as "". Page breaks and the separators of Unicode end lines too. */
function linesOf(text: string): string[] {
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028]/g, "\n")
    .replace(/\u2029/g, "\n\n")
    .replace(/^\uFEFF|[\0-\x08\x0E-\x1F\x7F]/g, "")
    .split("\n")
    .map((line) => line.replace(/^[ \t]+|[ \t]+$/g, ""))
    .map((line) => (/\S/.test(line) ? line : ""));
}

/**
 * The width a text is wrapped at: that of its longest line; 0 when it is not hard-wrapped. It is,
 * if the width is a usual one and most of its single newlines stand where the next word would not
 * have fitted (the others end paragraphs).
 */
function wrapWidth(lines: readonly string[]): number {
  const width = lines.reduce(
    (most, line) => Math.max(most, line.includes(" ") ? line.length : 0),
    0,
  );
  if (width < 50 || width > 100) return 0;
  const pairs = lines.slice(1).map((line, index) => [lines[index]!, line] as const);
  const breaks = pairs.filter(([before, after]) => before && after);
  const wraps = breaks.filter(([before, after]) => isWrap(before, after, width));
  return wraps.length > breaks.length / 2 ? width : 0;
}

/** Whether the first word of `after` would not have fitted on the line before it. */
function isWrap(before: string, after: string, width: number): boolean {
  const word = after.split(" ", 1)[0]!;
  return width > 0 && before.length + 1 + word.length > width;
}
