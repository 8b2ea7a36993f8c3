/**
 * A working copy: an article with its whole log, for a colleague who works on it too.
 * `schema/working-copy.v1.schema.json` describes the file; this is the pair that writes and reads
 * it. The law of the pair: a log read from its file equals it, and is written as the same file, byte
 * for byte. So steps are carried as they are, known or not, and never written anew.
 *
 * What is read will be opened, merged and written on with. So a file is only taken in when its log
 * replays from the beginning, ends in a document that fits an article, and enters nothing that the
 * rest of the app could not bear.
 */
import type { Node } from "prosemirror-model";
import type { Step } from "prosemirror-transform";
import validate from "../../schema/working-copy.v1.schema.json?validator";
import type { Change } from "../editor/annotation-step";
import { fold } from "../editor/annotations";
import { beginning, checkFollows, stepsOf } from "../editor/article-state";
import type { Commit } from "../model/commit";
import type { Kinds } from "../model/kinds";
import type { Parsed, Problem } from "../model/parsed";
import type { Id, Kind } from "../model/record";
import { SOURCE_KINDS, STANCES } from "../model/source";
import { refuse } from "./imported-article";
import {
  atMost,
  inWords,
  parseJsonFile,
  placed,
  problem,
  shapeProblems,
  type Faults,
  type Placed,
} from "./json-file";

const FORMAT = "tickmark-working-copy";
const VERSION = 1;

/** The file's content. */
export interface WorkingCopy {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly article: Id<"article">;
  /** From the beginning; at least one. */
  readonly commits: readonly CopiedCommit[];
}

/** A commit in the file. Its version is how many steps come before it. */
export type CopiedCommit = Pick<Commit, "id" | "author" | "at" | "steps">;

/** An article's whole log, from version 0 on. */
export interface ArticleLog {
  readonly article: Id<"article">;
  readonly commits: readonly Commit[];
}

// —— Writing.

/**
 * The content of the file for an article and its whole log, which has at least one commit. Throws a
 * RangeError when one is missing in between.
 */
export function formatWorkingCopy(article: Id<"article">, commits: readonly Commit[]): WorkingCopy {
  let end = 0;
  const copied = commits.map((commit) => {
    checkFollows(commit, end);
    const { id, author, at, steps } = commit;
    end += steps.length;
    return { id, author, at, steps };
  });
  return { format: FORMAT, version: VERSION, article, commits: copied };
}

/** The file itself: a commit a line, for whoever looks into it. */
export function workingCopyText({ commits, ...head }: WorkingCopy): string {
  const begun = JSON.stringify(head, null, 2).slice(0, -"\n}".length);
  const lines = commits.map((commit) => `    ${JSON.stringify(commit)}`);
  return `${begun},\n  "commits": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

// —— Reading.

/** How deep lists and objects may lie in one another: more than in any text, less than what breaks. */
const DEEPEST = 1500;

/**
 * Reads a file, or says everything that is wrong with it. What it says of kinds and fields that this
 * Tickmark does not know is kept, with a warning.
 */
export function parseWorkingCopy(file: string): Parsed<ArticleLog> {
  const content = parseJsonFile(file, "working-copy", VERSION);
  if (!content.ok) return content;
  if (isNestedBeyond(DEEPEST, content.value))
    return refuse("This working copy cannot be read: something in it is nested too deeply.");
  const problems = shapeProblems(validate, content.value, FAULTS);
  if (problems.length > 0) return { ok: false, problems: atMost(20, problems) };
  return readLog(content.value as WorkingCopy);
}

const FAULTS: Faults = {
  maximum: ({ params }) => `must be at most ${params["limit"]}`,
};

function readLog({ article, commits: copied }: WorkingCopy): Parsed<ArticleLog> {
  const commits = numbered(article, copied);
  const changes = changesIn(commits);
  const said = [
    ...commitProblems(commits),
    ...identityProblems(changes),
    ...changeProblems(changes),
  ];
  const problems = said.length > 0 ? said : replayProblems(commits);
  if (problems.length > 0) return { ok: false, problems: atMost(20, problems) };
  return { ok: true, value: { article, commits }, warnings: unknownIn(changes) };
}

/** The commits with the versions that follow from their steps. */
function numbered(article: Id<"article">, copied: readonly CopiedCommit[]): Commit[] {
  let version = 0;
  return copied.map((commit) => {
    const made = { article, version, ...commit };
    version += commit.steps.length;
    return made;
  });
}

/** Whether anything lies deeper in lists and objects than that. Goes level by level: a stack would fill. */
function isNestedBeyond(most: number, content: unknown): boolean {
  let level: unknown[] = [content];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return false;
}

/** What annotation steps change; the schema has seen to their shape. */
function changesIn(commits: readonly Commit[]): Placed<Change>[] {
  const steps = placed("/commits", commits).flatMap(([path, commit]) =>
    placed(`${path}/steps`, commit.steps as readonly (Change & { readonly stepType: string })[]),
  );
  return steps.filter(([, { stepType }]) => stepType === "annotation");
}

// —— Whether what it says agrees.

function* commitProblems(commits: readonly Commit[]): Generator<Problem> {
  const places = new Map<string, string>();
  for (const [path, { id, at }] of placed("/commits", commits)) {
    const other = places.get(id);
    if (other === undefined) places.set(id, path);
    else yield problem(`${path}/id`, `is the id of ${inWords(other)} too`);
    if (!isMoment(at)) yield problem(`${path}/at`, NO_MOMENT);
  }
}

/** One id names a record of one kind, and one `op` an entry of one field. */
function* identityProblems(changes: readonly Placed<Change>[]): Generator<Problem> {
  const kinds = new Map<Id, Kind>();
  const fields = new Map<string, string>();
  for (const [path, change] of changes) {
    if (change.type === "pin") continue;
    const { kind, id } = change;
    const known = kinds.get(id) ?? kind;
    kinds.set(id, known);
    if (known !== kind)
      yield problem(`${path}/kind`, `“${id}” is the id of a record of another kind, ${known}`);
    if (change.type !== "set") continue;
    const field = `${id} ${change.field}`;
    const other = fields.get(change.entry.op) ?? field;
    fields.set(change.entry.op, other);
    if (other !== field)
      yield problem(`${path}/entry/op`, `“${change.entry.op}” is an entry of another field too`);
  }
}

function* changeProblems(changes: readonly Placed<Change>[]): Generator<Problem> {
  for (const [path, change] of changes) {
    const { range } = change;
    if (range && range.from > range.to) yield problem(`${path}/range`, "ends before it begins");
    if (change.type === "pin") continue;
    // A record's fields are an object's, which has some names of its own.
    if (change.field in {})
      yield problem(`${path}/field`, `“${change.field}” cannot be the name of a field`);
    if (change.type === "set") yield* entryProblems(path, change);
  }
}

function* entryProblems(
  path: string,
  { kind, field, entry: { at, value } }: Change & { readonly type: "set" },
): Generator<Problem> {
  if (!isMoment(at)) yield problem(`${path}/entry/at`, NO_MOMENT);
  const rule = ruleFor(kind, field);
  if (rule && !rule.fits(value))
    yield problem(`${path}/entry/value`, `must be ${rule.must} (${kind}: ${field})`);
}

const NO_MOMENT = "is a time that no calendar or clock has";

/** Whether a time of the right form exists: the form alone lets in the 31st of February. */
function isMoment(time: string): boolean {
  const date = new Date(time);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === time.slice(0, 19);
}

/** What a value must be, in words that follow “must be”. */
interface Rule {
  readonly must: string;
  fits(value: unknown): boolean;
}

const text: Rule = { must: "a text", fits: (value) => typeof value === "string" };

const flag: Rule = { must: "true or false", fits: (value) => typeof value === "boolean" };

const id: Rule = {
  must: "an id: letters, digits, hyphens and underscores",
  fits: (value) => typeof value === "string" && /^[A-Za-z0-9_-]+$/.test(value),
};

const quote: Rule = {
  must: "a quote: exact, prefix and suffix, each a text",
  fits: (value) =>
    isObject(value) && [value["exact"], value["prefix"], value["suffix"]].every(text.fits),
};

/** A rating may be one that this Tickmark does not have: it is then told by its id. */
const verdict: Rule = {
  must: "null, or a rating, such as truth/false, with the words it was given on",
  fits: (value) =>
    value === null ||
    (isObject(value) && isRatingId(value["rating"]) && isRecordOfTexts(value["words"])),
};

function oneOf(values: readonly string[]): Rule {
  return {
    must: `one of: ${values.join(", ")}`,
    fits: (value) => typeof value === "string" && values.includes(value),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRatingId(value: unknown): boolean {
  return typeof value === "string" && /^[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+$/.test(value);
}

function isRecordOfTexts(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(text.fits);
}

/** What the values of all fields must be, so that whatever shows or exports them can rely on it. */
const RULES: { readonly [K in Kind]: { readonly [F in keyof Kinds[K]]: Rule } } = {
  article: {
    alive: flag,
    name: text,
    byline: text,
    outlet: text,
    address: text,
    published: text,
    language: text,
    scale: id,
  },
  claim: { alive: flag, statement: text, saidBy: text, verdict, explanation: text },
  passage: { alive: flag, claim: id, quote },
  clearance: { alive: flag, quote },
  source: {
    alive: flag,
    url: text,
    title: text,
    publisher: text,
    author: text,
    published: text,
    retrieved: text,
    archived: text,
    kind: oneOf(SOURCE_KINDS),
  },
  evidence: {
    alive: flag,
    claim: id,
    source: id,
    passage: text,
    locator: text,
    stance: oneOf(STANCES),
  },
  person: { alive: flag, name: text },
  displaced: { alive: flag, words: text },
};

/** The rule for a field; undefined for one that this Tickmark does not know. */
function ruleFor(kind: string, field: string): Rule | undefined {
  const rules = ownValue<Readonly<Record<string, Rule>>>(RULES, kind);
  return rules && ownValue(rules, field);
}

function ownValue<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The warning about what is kept and not shown; none when all is known. */
function unknownIn(changes: readonly Placed<Change>[]): string[] {
  const names = changes.flatMap(([, change]) =>
    change.type === "set" && !ruleFor(change.kind, change.field)
      ? [`${change.kind} (${change.field})`]
      : [],
  );
  const unknown = [...new Set(names)];
  if (unknown.length === 0) return [];
  const more = unknown.length > 5 ? ` and ${unknown.length - 5} more` : "";
  return [
    `This Tickmark keeps, but does not show, what it does not know: ${unknown.slice(0, 5).join(", ")}${more}.`,
  ];
}

// —— Whether it replays.

/** The first step that cannot be made; or what is wrong with what all of them make. */
function replayProblems(commits: readonly Commit[]): Problem[] {
  const made: Step[] = [];
  let { doc } = beginning;
  for (const [path, commit] of placed("/commits", commits))
    for (const [at, json] of placed(`${path}/steps`, commit.steps)) {
      const next = tried(() => makeStep({ ...commit, steps: [json] }, doc));
      if (typeof next === "string") return [problem(at, `cannot be made (${next})`)];
      doc = next.doc;
      made.push(next.step);
    }
  const wrong = tried(() => {
    fold(beginning.annotations, made);
    doc.check();
    if (isNestedBeyond(DEEPEST, doc.toJSON())) throw new RangeError("It is nested too deeply");
  });
  return wrong === undefined
    ? []
    : [problem("/commits", `what they make does not fit an article (${wrong})`)];
}

/** The one step of a commit, and the document after it. */
function makeStep(commit: Commit, before: Node): { readonly step: Step; readonly doc: Node } {
  const [step] = stepsOf(commit);
  const { doc, failed } = step!.apply(before);
  if (!doc) throw new RangeError(failed ?? "it does not apply");
  return { step: step!, doc };
}

/** What came of trying something; in words, when it threw. */
function tried<T>(attempt: () => T): T | string {
  try {
    return attempt();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
