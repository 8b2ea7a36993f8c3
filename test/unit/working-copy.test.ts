import fc from "fast-check";
import { describe, expect, test } from "vitest";
import everything from "../../schema/samples/working-copy-v1/valid/everything.json?raw";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import { claimViews } from "../../src/editor/anchors";
import { beginning, replay } from "../../src/editor/article-state";
import { mergeLogs, NotMergeable } from "../../src/editor/merging";
import { Session, summarize } from "../../src/editor/session";
import { annotatedArticleText, formatAnnotatedArticle } from "../../src/exchange/annotated-json";
import { formatOf } from "../../src/exchange/json-file";
import {
  formatWorkingCopy,
  parseWorkingCopy,
  workingCopyText,
  type ArticleLog,
  type WorkingCopy,
} from "../../src/exchange/working-copy";
import type { Commit } from "../../src/model/commit";
import type { Parsed } from "../../src/model/parsed";
import { act, opened, perform, unlocking, type Act } from "../acts";
import { article, ARTICLE, mark, MemoryLog, openOn, p, pen } from "../builders";
import { replace } from "../edits";

const fileOf = (commits: readonly Commit[]): string =>
  workingCopyText(formatWorkingCopy(ARTICLE, commits));

/** What a file brings; throws when it is refused. */
function read(file: string): ArticleLog {
  const parsed = parseWorkingCopy(file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 1));
  return parsed.value;
}

/** Why a file is refused; nothing when it is not. */
function sentences(file: string): string[] {
  const parsed = parseWorkingCopy(file);
  return parsed.ok ? [] : parsed.problems.map(({ sentence }) => sentence);
}

/** The log of an article with a claim, of three commits. */
async function buses(): Promise<readonly Commit[]> {
  const log = new MemoryLog();
  const session = await openOn(log, pen(), article(p("31 of 94 buses were late.")));
  session.run(unlocking);
  for (const command of [mark("31 of 94 buses"), replace("late", "early")]) {
    session.run(command);
    await session.save();
  }
  return log.commits;
}

/** The steps of a file, to be changed. */
type Steps = Record<string, unknown>[];

/** The file with its steps changed, those of all commits in one list. */
function altered(file: string, change: (steps: Steps) => void): string {
  const copy = JSON.parse(file) as WorkingCopy;
  change(copy.commits.flatMap(({ steps }) => steps as Steps));
  return JSON.stringify(copy);
}

describe("the file", () => {
  test("has a commit on each line, without its version, which follows from those before", async () => {
    const commits = await buses();
    const lines = fileOf(commits).split("\n");
    expect(lines.slice(0, 5)).toEqual([
      "{",
      `  "format": "tickmark-working-copy",`,
      `  "version": 1,`,
      `  "article": "article",`,
      `  "commits": [`,
    ]);
    expect(lines.slice(-3)).toEqual(["  ]", "}", ""]);
    const { id, author, at, steps } = commits[1]!;
    expect(lines[6]).toBe(`    ${JSON.stringify({ id, author, at, steps })},`);
    expect(lines).toHaveLength(5 + commits.length + 3);
  });

  test("gives the commits back with their versions, as those of the article", async () => {
    const commits = await buses();
    expect(read(fileOf(commits))).toEqual({ article: ARTICLE, commits });
  });

  test("is not written of a log in which a commit is missing", async () => {
    const [first, , third] = await buses();
    expect(() => fileOf([first!, third!])).toThrow(RangeError);
  });

  test("that was laid out otherwise is read all the same", async () => {
    const commits = await buses();
    const { format, ...rest } = JSON.parse(fileOf(commits)) as WorkingCopy;
    expect(read(JSON.stringify({ ...rest, format }, null, "\t")).commits).toEqual(commits);
  });
});

/** A commit that comes after some others. */
function commitAfter(commits: readonly Commit[], ...steps: unknown[]): Commit {
  const version = commits.flatMap((commit) => commit.steps).length;
  const at = "2026-03-14T09:26:53.589Z";
  return { article: ARTICLE, version, id: `commit-${version}`, author: "anna", at, steps };
}

/** The step that enters a value in a field of a record. */
function entering(kind: string, id: string, field: string, value: unknown) {
  const [author, at] = ["anna", "2026-03-14T09:26:53.589Z"];
  const entry = {
    op: `${id}-${field}`,
    lamport: 9,
    author,
    at,
    value,
    after: [],
    retracted: false,
  };
  return { stepType: "annotation", type: "set", kind, id, field, entry };
}

describe("what this Tickmark does not know", () => {
  test("is kept, and warned of", async () => {
    const commits = await buses();
    const newer = commitAfter(
      commits,
      entering("rumour", "rumour-1", "loudness", { of: ["any", null] }),
      entering("person", "anna", "shoeSize", 38),
    );
    expect(parseWorkingCopy(fileOf([...commits, newer]))).toEqual({
      ok: true,
      value: { article: ARTICLE, commits: [...commits, newer] },
      warnings: [
        "This Tickmark keeps, but does not show, what it does not know: rumour (loudness), person (shoeSize).",
      ],
    });
  });
});

describe("entries of one name", () => {
  test("in one field are read: words displaced on two machines have the same", async () => {
    const commits = await buses();
    const entry = entering("displaced", "displaced-1", "words", "Not one");
    const twice = [...commits, commitAfter(commits, entry, entry)];
    expect(read(fileOf(twice)).commits).toEqual(twice);
  });
});

describe("a value that no field of its kind can have is refused", () => {
  const steps = (JSON.parse(everything) as WorkingCopy).commits.flatMap(
    (commit) => commit.steps as readonly { kind?: string; field?: string; entry?: object }[],
  );
  const entered = steps.filter(({ entry }) => entry);
  const fields = new Map(entered.map((step) => [`${step.kind}: ${step.field}`, step]));

  test.each([...fields])("%s", (name, { kind, field }) => {
    const wrong = altered(everything, (all) => {
      const step = all.find((one) => one["field"] === field && one["kind"] === kind)!;
      (step["entry"] as Record<string, unknown>)["value"] = 17;
    });
    expect(sentences(wrong)).toEqual([expect.stringContaining(`(${name})`)]);
  });
});

describe("a broken file is refused", () => {
  const lists = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

  test.each([
    ["nothing", "", "This is not a whole JSON file: it breaks off, or something in it is wrong."],
    ["cut off", everything.slice(0, 900), /^This is not a (whole )?JSON file/],
    ["null", "null", /^This JSON file is not a working copy of Tickmark/],
    ["a list", "[]", /^This JSON file is not a working copy of Tickmark/],
    [
      "nested beyond measure",
      everything.replace(`"version": 1`, `"version": ${lists(200_000)}`),
      /nested too deeply/,
    ],
  ])("with a sentence: %s", (_, file, sentence) => {
    expect(sentences(file)).toEqual([expect.stringMatching(sentence)]);
  });

  test("with its first twenty problems", () => {
    const told = sentences(
      altered(everything, (steps) => steps.forEach((step) => (step["stepType"] = "rewrite"))),
    );
    expect(told).toHaveLength(21);
    expect(told[20]).toMatch(/^and \d+ more$/);
  });

  test("at the first step that cannot be made: what follows may only fail for that", () => {
    const told = sentences(
      altered(everything, (steps) => {
        for (const step of steps) if (step["stepType"] === "replace") step["from"] = 5000;
      }),
    );
    expect(told).toEqual([expect.stringMatching(/^commits\[0\]\.steps\[0\]: cannot be made/)]);
  });

  test("when its steps make a document that is nested too deeply, one by one", () => {
    const slice = { content: [{ type: "blockquote" }] };
    const wrap = { stepType: "replaceAround", insert: 1, slice };
    const steps = Array.from({ length: 1000 }, (_, depth) => {
      const [from, to] = [2 + depth, 4 + depth];
      return { ...wrap, from, gapFrom: from, gapTo: to, to };
    });
    const told = sentences(fileOf([commitAfter([], ...steps)]));
    expect(told).toEqual([expect.stringMatching(/^commits: .*nested too deeply/i)]);
  });

  test("within seconds, when all of a long log is wrong", { timeout: 20_000 }, () => {
    const steps = Array.from({ length: 100_000 }, () => ({ stepType: "rewrite" }));
    expect(sentences(fileOf([commitAfter([], ...steps)])).at(-1)).toBe("and 99980 more");
  });

  test("within seconds, when it is large", () => {
    const words = "buses ".repeat(1_700_000);
    const long = altered(everything, (steps) => (steps[0]!["structure"] = words));
    expect(long.length).toBeGreaterThan(10_000_000);
    expect(sentences(long)).toEqual(["commits[0].steps[0].structure: must be true or false"]);
  });
});

describe("a file's format", () => {
  test.each<[string, string, ReturnType<typeof formatOf>]>([
    ["of a working copy", everything, "working-copy"],
    ["of one that is cut off", everything.slice(0, 60), "working-copy"],
    ["of an annotated article", `{"format": "tickmark-annotated-article"}`, "annotated-article"],
    ["of one with its keys sorted", `{"a":[],"format":"tickmark-working-copy"}`, "working-copy"],
    ["of a newer version", `{"format":"tickmark-working-copy","version":9}`, "working-copy"],
    ["unknown to us", `{"format": "tickmark-diary"}`, null],
    ["only spoken of", JSON.stringify({ said: `"format": "tickmark-working-copy"` }), null],
    ["named like what every object has", `{"format": "tickmark-constructor"}`, null],
    ["of no JSON file", "Once upon a time", null],
    ["of an empty file", "", null],
  ])("is told: %s", (_, file, format) => {
    expect(formatOf(file)).toBe(format);
  });
});

// Whole logs, at random.

/** The log after somebody's acts, some of them with another tab's in between. */
async function logOf(acts: readonly (readonly [Act, boolean])[]): Promise<readonly Commit[]> {
  const log = new MemoryLog();
  const by = pen("anna");
  const session = await opened(log, by);
  for (const [what, saves] of acts) {
    perform(session, by, what);
    if (saves) await session.save();
  }
  await session.save();
  return log.commits;
}

const acts = fc.array(fc.tuple(act, fc.boolean()), { minLength: 20, maxLength: 20 });

describe("whatever was done to an article", () => {
  test("a log read from its file equals it, and is written as the same file", async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (all) => {
        const commits = await logOf(all);
        const file = fileOf(commits);
        expect(read(file)).toEqual({ article: ARTICLE, commits });
        expect(fileOf(read(file).commits)).toBe(file);
      }),
      { numRuns: 200 },
    );
  });

  test("so are two people's logs, merged", async () => {
    await fc.assert(
      fc.asyncProperty(acts, acts, async (ours, theirs) => {
        const commits = merged(await logOf(ours), await apart(await logOf(ours), theirs));
        expect(read(fileOf(commits)).commits).toEqual(commits);
      }),
      { numRuns: 100 },
    );
  });
});

/** What a colleague's log is who goes on from the first commit of one. */
async function apart(
  commits: readonly Commit[],
  all: readonly (readonly [Act, boolean])[],
): Promise<readonly Commit[]> {
  const log = new MemoryLog();
  log.commits.push(commits[0]!);
  const by = pen("ben");
  const session = await openOn(log, by);
  session.run(unlocking);
  for (const [what] of all) perform(session, by, what);
  await session.save();
  return log.commits;
}

function merged(ours: readonly Commit[], theirs: readonly Commit[]): readonly Commit[] {
  const { from, commits } = mergeLogs(ours, theirs);
  return [...ours.filter(({ version }) => version < from), ...commits];
}

// Files that somebody or something has damaged, at random.

/** What may stand in a place of a file instead of what does. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    "",
    "constructor",
    "__proto__",
    "claim-1",
    -1,
    0,
    1,
    7,
    1e300,
  ),
  fc.constantFrom<unknown>([], {}, [[]], { type: "doc" }, { exact: 1 }, "2026-99-99T99:99:99Z"),
  fc.nat(200),
  fc.jsonValue({ maxDepth: 3 }),
);

/** One way of damaging a file: which of its places, and what becomes of that. */
const damage = fc.record({
  which: fc.noBias(fc.nat(1_000_000)),
  does: fc.constantFrom("replace", "replace", "replace", "remove", "double"),
  other: anything,
});

type Damage = typeof damage extends fc.Arbitrary<infer D> ? D : never;
type Json = Record<string, unknown>;

/** Everything in a value that stands in a list or an object, with where it stands. */
function places(value: unknown): (readonly [holder: Json, key: string])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [value as Json, key] as const,
    ...places(inner),
  ]);
}

/** A value that is not damaged yet, with one place of it damaged. */
function damaged(value: unknown, { which, does, other }: Damage): unknown {
  const copy = structuredClone(value);
  const all = places(copy);
  const [holder, key] = all[which % all.length] ?? [{}, "none"];
  if (does === "replace") holder[key] = other;
  else if (Array.isArray(holder))
    holder.splice(
      Number(key),
      does === "remove" ? 1 : 0,
      ...(does === "double" ? [holder[key]] : []),
    );
  else if (does === "remove") delete holder[key];
  else holder[`${key}x`] = holder[key];
  return copy;
}

/** Everything the app does with a log it has taken in; throws when that breaks something. */
async function use({ article: id, commits }: ArticleLog): Promise<void> {
  expect(() => replay(beginning, commits)).not.toThrow();
  const log = new MemoryLog();
  log.commits.push(...commits);
  const session = await Session.open(id, log, pen("reader"));
  const { state } = session;
  state.doc.check();
  claimViews(state);
  const { title, outlet, changed, deleted } = summarize(state, id, commits.at(-1)!.at);
  title.localeCompare(outlet);
  for (const time of [changed, deleted ?? changed]) new Date(time).toISOString();
  annotatedArticleText(formatAnnotatedArticle(id, state.doc, annotationsOf(state)));
  try {
    mergeLogs(read(everything).commits, commits);
  } catch (error) {
    if (!(error instanceof NotMergeable)) throw error;
  }
}

describe("whatever is done to a file", () => {
  const intact = JSON.parse(everything) as unknown;

  /** Whether it is refused or of use: there is no third. */
  async function check(file: string): Promise<Parsed<ArticleLog>> {
    const parsed = parseWorkingCopy(file);
    if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0);
    if (!parsed.ok) return parsed;
    const { article: id, commits } = parsed.value;
    expect(read(workingCopyText(formatWorkingCopy(id, commits)))).toEqual(parsed.value);
    await use(parsed.value);
    return parsed;
  }

  test("it is refused, or can be opened, exported and merged", async () => {
    const taken = { yes: 0, no: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 2 }), async (all) => {
        const { ok } = await check(JSON.stringify(all.reduce(damaged, intact)));
        taken[ok ? "yes" : "no"]++;
      }),
      { numRuns: 1000 },
    );
    // Neither half of the rule goes untried.
    expect(Math.min(taken.yes, taken.no)).toBeGreaterThan(10);
  });

  test("so also when its characters are changed", async () => {
    const change = fc.tuple(fc.nat(everything.length), fc.nat(4), fc.string({ maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, length, others]) => {
        await check(everything.slice(0, at) + others + everything.slice(at + length));
      }),
      { numRuns: 500 },
    );
  });
});
