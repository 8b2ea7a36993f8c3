/**
 * A file of text into an article: its format by name, media type and first bytes, its encoding by what
 * it says and what it is. Each importer is loaded when the first file needs it. The app's own
 * `.tickmark.json` is another module's.
 */
import { refuse, type ImportedArticle, type Given } from "./imported-article";
import type { Parsed } from "../model/parsed";

const WE_READ = "Tickmark reads .txt, .md, .html and .tickmark.json files.";

type Importer = (text: string, given: Given) => Promise<Parsed<ImportedArticle>>;

const importers: Readonly<Record<string, Importer>> = {
  text: async (text, given) => (await import("./plain-text")).parsePlainText(text, given),
  markdown: async (text, given) => (await import("./markdown")).parseMarkdown(text, given),
  html: async (text, given) => (await import("./web-page")).parsePage(text, given),
};

/** Formats by extension, and by media type for a file whose name has none that we know. */
const formats: Readonly<Record<string, string>> = {
  txt: "text",
  text: "text",
  md: "markdown",
  markdown: "markdown",
  html: "html",
  htm: "html",
  xhtml: "html",
  "text/plain": "text",
  "text/markdown": "markdown",
  "text/html": "html",
  "application/xhtml+xml": "html",
};

/** What files begin with that people take for text, with what to do about it. */
const others: readonly (readonly [start: string, sentence: string])[] = [
  ["%PDF", "This looks like a PDF. Copy the text out of it and paste it instead."],
  [
    "PK\x03\x04",
    "This looks like a Word document or a zip file. Copy its text and paste it instead.",
  ],
  ["\xD0\xCF\x11\xE0", "This looks like an old Word document. Copy its text and paste it instead."],
  ["{\\rtf", "This looks like an RTF document. Copy its text and paste it instead."],
];

/** Reads a file of text. Never throws for what is in it: what it cannot read it refuses. */
export async function parseFile(
  name: string,
  mediaType: string,
  bytes: Uint8Array,
  given: Given = {},
): Promise<Parsed<ImportedArticle>> {
  const start = latin1(bytes.subarray(0, 1024));
  const other = others.find(([signature]) => start.startsWith(signature));
  if (other) return refuse(`${other[1]} ${WE_READ}`);
  const format = formatOf(name, mediaType);
  if (!format) return refuse(`“${name}” is not a kind of file Tickmark knows. ${WE_READ}`);
  const text = decode(bytes, format === "html" ? charsetIn(start) : undefined);
  if (isBinary(text)) return refuse(`“${name}” has no text in it that can be read. ${WE_READ}`);
  return importers[format]!(text, given);
}

function formatOf(name: string, mediaType: string): string | undefined {
  const extension = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? "";
  return formats[extension] ?? formats[mediaType.split(";")[0]!.trim().toLowerCase()];
}

/**
 * The text of a file: by its byte order mark; else UTF-8, if it is that (no other encoding passes
 * for it by chance); else as the page states; else as Western Windows wrote it.
 */
function decode(bytes: Uint8Array, stated: string | undefined): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return decodeAs("utf-8", bytes) ?? decodeAs(stated, bytes) ?? latin1(bytes);
}

/** The text in an encoding; undefined when it is not in it, or nobody knows that encoding. */
function decodeAs(encoding: string | undefined, bytes: Uint8Array): string | undefined {
  try {
    return encoding && new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder("windows-1252").decode(bytes);
}

/** Whether more than one in a hundred of the first characters are ones that no text has. */
function isBinary(text: string): boolean {
  const start = text.slice(0, 4096);
  return start.replace(/[^\0-\x08\x0E-\x1A\x1C-\x1F]/g, "").length > start.length / 100;
}

/** The encoding that HTML states of itself. */
function charsetIn(start: string): string | undefined {
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)/i.exec(start)?.[1];
}
