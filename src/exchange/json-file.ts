/**
 * What our JSON files have in common: each names its format and the format's version, and when one
 * cannot be read, sentences say what is wrong in it and where.
 */
import type { ErrorObject } from "ajv";
import type { Parsed, Problem } from "../model/parsed";
import { refuse } from "./imported-article";

/** A format of ours, by its name; in a file `tickmark-` stands before it. */
export type FormatName = "annotated-article" | "working-copy";

/** What people call a file of the format, and where it is opened, if it has a place of its own. */
const FORMATS: Readonly<Record<FormatName, { readonly what: string; readonly opening: string }>> = {
  "annotated-article": { what: "an annotated article", opening: " Open it with New article." },
  "working-copy": { what: "a working copy", opening: "" },
};

/**
 * The format a file names, whatever else is in it; null when it names none of ours. Cheap: the file
 * is searched, not parsed. (Inside a text the quotes would have backslashes before them.)
 */
export function formatOf(file: string): FormatName | null {
  const name = /"format"\s*:\s*"tickmark-([a-z-]+)"/.exec(file)?.[1];
  return isFormatName(name) ? name : null;
}

function isFormatName(name: string | undefined): name is FormatName {
  return name !== undefined && Object.hasOwn(FORMATS, name);
}

/**
 * The content of a file that says it is of a format, in that version or one before. Refused with a
 * sentence when it is no JSON, something else, or made by a newer Tickmark. Whether it fits the
 * format's schema is another question: see `shapeProblems`.
 */
export function parseJsonFile(file: string, name: FormatName, version: number): Parsed<unknown> {
  let content: unknown;
  try {
    content = JSON.parse(file);
  } catch (error) {
    return refuse(notJson(file, String(error)));
  }
  const refusal = notOurs(content, name, version);
  return refusal === undefined ? { ok: true, value: content, warnings: [] } : refuse(refusal);
}

function notJson(file: string, message: string): string {
  const [line, column] = placeIn(file, message);
  return line === undefined
    ? "This is not a whole JSON file: it breaks off, or something in it is wrong."
    : `This is not a JSON file: it cannot be read on from line ${line}, column ${column}.`;
}

/** Where a JSON file is broken, as browsers say it: by line and column, or by position, or not. */
function placeIn(file: string, message: string): readonly (number | undefined)[] {
  const told = /line (\d+) column (\d+)/.exec(message);
  if (told) return told.slice(1).map(Number);
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return [];
  const lines = file.slice(0, Number(position)).split("\n");
  return [lines.length, lines.at(-1)!.length + 1];
}

function notOurs(content: unknown, own: FormatName, known: number): string | undefined {
  const { format, version } = (content ?? {}) as { format?: unknown; version?: unknown };
  if (format !== `tickmark-${own}`) return otherFormat(format, own);
  if (typeof version === "number" && version > known)
    return `This file was made by a newer Tickmark: it is of version ${version}, and this one reads version ${known}.`;
  return undefined;
}

function otherFormat(format: unknown, own: FormatName): string {
  const { what } = FORMATS[own];
  const name = typeof format === "string" ? format.replace(/^tickmark-/, "") : undefined;
  if (!isFormatName(name) || name === own)
    return `This JSON file is not ${what} of Tickmark: its format is not “tickmark-${own}”.`;
  const other = FORMATS[name];
  return `This file is ${other.what} of Tickmark, not ${what}.${other.opening}`;
}

// —— Whether it fits its schema.

/** What is wrong with a value, by the keyword of the schema that it fails. */
export type Faults = Readonly<Record<string, (error: ErrorObject) => string>>;

/** A schema compiled to the function that checks it: see `validator.d.ts`. */
interface Validator {
  (value: unknown): boolean;
  readonly errors: readonly ErrorObject[] | null;
}

/**
 * Everywhere a file's content departs from its schema. `own` says in a format's own words what the
 * failing of a keyword means. Throws a RangeError when the schema recurs and the content is nested
 * beyond measure.
 */
export function shapeProblems(validate: Validator, content: unknown, own: Faults = {}): Problem[] {
  if (validate(content)) return [];
  const faults = { ...FAULTS, ...own };
  return validate
    .errors!.filter(({ keyword }) => keyword !== "if")
    .map((error) => shapeProblem(error, faults[error.keyword]));
}

function shapeProblem(error: ErrorObject, fault: Faults[string] | undefined): Problem {
  const { instancePath, params } = error;
  const key = params["missingProperty"] ?? params["additionalProperty"];
  const path = key === undefined ? instancePath : `${instancePath}/${key}`;
  return problem(path, fault?.(error) ?? "does not fit this format");
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  integer: "a whole number, zero or more",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

/** What fails the pattern of a definition, by its name in the schema. */
const PATTERNS: Readonly<Record<string, string>> = {
  time: "must be a time in UTC, such as 2026-03-14T09:26:53Z",
  id: "must be a name of letters, digits, hyphens and underscores",
  word: "must be a word of letters, the first of them small",
};

const FAULTS: Faults = {
  required: () => "is missing",
  additionalProperties: () => "is not a field of this format",
  "false schema": () => "must be left out here",
  type: ({ params }) => `must be ${TYPES[params["type"]]}`,
  minimum: () => `must be ${TYPES["integer"]}`,
  const: ({ params }) => `must be “${params["allowedValue"]}”`,
  enum: ({ params }) => `must be one of: ${params["allowedValues"].join(", ")}`,
  minItems: () => "must not be empty",
  pattern: ({ schemaPath }) =>
    PATTERNS[/\/\$defs\/(\w+)\/pattern$/.exec(schemaPath)?.[1] ?? ""] ?? "must not be empty",
};

// —— Places in the file, and words about them.

/** The most UTF-16 units of a path, or of what is wrong there, that a sentence has. */
const LONGEST = 400;

/** A thing in the file and the JSON pointer to it. */
export type Placed<T> = readonly [path: string, thing: T];

/** The things of a list, given the pointer to the list. */
export function placed<T>(path: string, things: readonly T[]): Placed<T>[] {
  return things.map((thing, index) => [`${path}/${index}`, thing]);
}

/** What is wrong at a place, as a sentence that names it. Names from the file may be of any length. */
export function problem(path: string, what: string): Problem {
  return { path, sentence: `${brief(inWords(path))}: ${brief(what)}` };
}

function brief(words: string): string {
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}

/** A JSON pointer as people write it: `claims[3].targets[0]`. */
export function inWords(path: string): string {
  return path
    .replace(/\/(\d+)(?=\/|$)/g, "[$1]")
    .replaceAll("/", ".")
    .slice(1);
}

/** The beginning of some words, in quotes. */
export function inQuotes(words: string): string {
  const characters = Array.from(words.slice(0, 100));
  return `“${characters.slice(0, 40).join("")}${characters.length > 40 ? "…" : ""}”`;
}

/** The first problems, each told once, and how many more there are. */
export function atMost(count: number, problems: readonly Problem[]): Problem[] {
  const told = [...new Map(problems.map((one) => [one.sentence, one])).values()];
  const more = told.length - count;
  if (more <= 0) return told;
  return [...told.slice(0, count), { path: "", sentence: `and ${more} more` }];
}
