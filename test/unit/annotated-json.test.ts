import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { closeHistory, redo, undo } from "prosemirror-history";
import { TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import { claimViews, contents } from "../../src/editor/anchors";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import { articleSchema } from "../../src/editor/article-schema";
import {
  addPassage,
  addSource,
  clearSelection,
  confirmWords,
  deleteRecord,
  giveVerdict,
  markClaim,
  removeEvidence,
  setField,
  setRange,
} from "../../src/editor/commands";
import { EntryWriter, type Pen } from "../../src/editor/entry-writer";
import { setLocked } from "../../src/editor/lock";
import { accompany, noTrail } from "../../src/editor/accompaniment";
import { articleText } from "../../src/editor/text";
import {
  annotatedArticleText,
  formatAnnotatedArticle,
  parseAnnotatedArticle,
  type AnnotatedArticle,
  type GivenArticle,
} from "../../src/exchange/annotated-json";
import type { Id } from "../../src/model/record";
import { SCALES } from "../../src/model/scale";
import {
  article,
  ARTICLE,
  br,
  clear,
  h,
  hr,
  mark,
  p,
  pen,
  quote,
  run,
  select,
  standfirst,
  stateOf,
  table,
  title,
  tr,
  ul,
  li,
} from "../builders";

const { nodes, marks } = articleSchema;

const format = (state: EditorState): AnnotatedArticle =>
  formatAnnotatedArticle(ARTICLE, state.doc, annotationsOf(state));

const fileOf = (state: EditorState): string => annotatedArticleText(format(state));

/** What a file brings; throws when it is refused. */
function read(file: string): GivenArticle {
  const parsed = parseAnnotatedArticle(file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 1));
  return parsed.value;
}

/** The article that a file brings, in another person's Tickmark. */
function imported(file: string): EditorState {
  const { document, entries } = read(file);
  return stateOf(document, entries, pen("carl"));
}

/** Why a file is refused; nothing when it is not. */
function sentences(file: string): string[] {
  const parsed = parseAnnotatedArticle(file);
  return parsed.ok ? [] : parsed.problems.map(({ sentence }) => sentence);
}

/** Puts other words in place of the first occurrence of some. */
function edit(words: string, others: string): Command {
  return (state, dispatch) => {
    const unlocked = run(state, setLocked(false), select(words));
    dispatch?.(
      accompany(unlocked, unlocked.tr.insertText(others), noTrail, pen()).setMeta(
        "passes-lock",
        true,
      ),
    );
    return true;
  };
}

const buses = () => stateOf(article(title("Buses"), p("31 of 94 buses were late in March.")));
const marked = () => run(buses(), mark("31 of 94 buses"));
const claimIn = (state: EditorState) => claimViews(state)[0]!.record.id;

describe("a claim in the file", () => {
  test("has a target for each passage, in the order of the text", () => {
    const claim = claimIn(marked());
    const state = run(marked(), select("Buses"), addPassage(pen("ben"), claim));
    const [annotated] = format(state).claims;
    expect(annotated!.targets.map(({ selector: [{ exact }] }) => exact)).toEqual([
      "Buses",
      "31 of 94 buses",
    ]);
  });

  test("says what was marked, once other words stand there", () => {
    const [claim] = format(run(marked(), edit("94", "95"))).claims;
    expect(claim!.targets).toMatchObject([
      {
        state: "changed",
        selector: [{ exact: "31 of 95 buses" }, { start: 6, end: 20 }],
        marked: { exact: "31 of 94 buses" },
      },
    ]);
  });

  test("says what was marked, and where it was, once its words are deleted", () => {
    const [claim] = format(run(marked(), edit("31 of 94 buses", ""))).claims;
    expect(claim!.targets).toEqual([]);
    expect(claim!.unplaced).toMatchObject([
      { state: "collapsed", offset: 6, marked: { exact: "31 of 94 buses" } },
    ]);
  });

  test("has no words where its blocks were emptied one after the other", () => {
    const two = run(stateOf(article(p("It rose."), p("It fell."))), mark("It rose.\nIt fell."));
    const [claim] = format(run(two, edit("It rose.", ""), edit("It fell.", ""))).claims;
    expect(claim!.targets).toEqual([]);
    expect(claim!.unplaced).toMatchObject([{ state: "collapsed" }]);
  });

  test("is there though it has no passage left", () => {
    const state = marked();
    const passage = claimViews(state)[0]!.passages[0]!.id;
    const [claim] = format(run(state, deleteRecord(pen("ben"), "passage", passage))).claims;
    expect(claim).toMatchObject({ statement: "31 of 94 buses", targets: [], unplaced: [] });
  });

  test("is not there once deleted, and as it was when that is undone", () => {
    const state = marked();
    const without = run(state, deleteRecord(pen("ben"), "claim", claimIn(state)));
    expect(format(without).claims).toEqual([]);
    expect(fileOf(run(without, undo))).toBe(fileOf(state));
  });

  test("leaves out what is empty", () => {
    const by = pen("ben");
    const [claim] = format(marked()).claims;
    const state = run(
      marked(),
      setField(by, "claim", claim!.id, "saidBy", "the office"),
      setField(by, "claim", claim!.id, "saidBy", ""),
    );
    expect(format(state).claims[0]).not.toHaveProperty("saidBy");
    expect(claim).not.toHaveProperty("verdict");
  });

  test("was modified when something was last said of it, its sources' words included", () => {
    const claim = claimIn(marked());
    const late = { ...pen("ben"), now: () => "2026-05-01T12:00:00.000Z" };
    const state = run(marked(), addSource(late, claim, { url: "" }));
    expect(format(state).claims[0]).toMatchObject({
      created: { by: "mark-31-of-94-buses", at: "2026-01-01T00:01:00.000Z" },
      modified: "2026-05-01T12:00:00.000Z",
    });
  });
});

describe("claims in the file", () => {
  test("stand in the order of the text, the longer first", () => {
    const state = run(buses(), mark("late"), mark("31 of 94"), mark("31 of 94 buses"));
    expect(format(state).claims.map(({ statement }) => statement)).toEqual([
      "31 of 94 buses",
      "31 of 94",
      "late",
    ]);
  });

  test("stand where their words were, once those are deleted", () => {
    const state = run(buses(), mark("late"), mark("in March"), mark("31"), edit("late", ""));
    expect(format(state).claims.map(({ statement }) => statement)).toEqual([
      "31",
      "late",
      "in March",
    ]);
  });
});

describe("a verdict in the file", () => {
  const judged = () => run(marked(), giveVerdict(pen("ben"), claimIn(marked()), "truth/true"));

  test("says who gave it, when, on which words, and that it holds", () => {
    const passage = claimViews(judged())[0]!.passages[0]!.id;
    expect(format(judged()).claims[0]!.verdict).toEqual({
      rating: "truth/true",
      label: "True",
      value: 5,
      by: "ben",
      at: "2026-01-01T00:01:00.000Z",
      holds: true,
      words: { [passage]: "31 of 94 buses" },
    });
  });

  test("does not hold once the words are others", () => {
    expect(format(run(judged(), edit("94", "95"))).claims[0]!.verdict!.holds).toBe(false);
  });

  test("is not there once cleared", () => {
    const state = run(judged(), giveVerdict(pen("editor"), claimIn(marked()), null));
    expect(format(state).claims[0]).not.toHaveProperty("verdict");
  });

  test("keeps its rating when the article's scale is changed", () => {
    const state = run(judged(), setField(pen("ben"), "article", ARTICLE, "scale", "editorial"));
    expect(format(state)).toMatchObject({
      scale: { id: "editorial" },
      claims: [{ verdict: { rating: "truth/true", label: "True" } }],
    });
    expect(fileOf(imported(fileOf(state)))).toBe(fileOf(state));
  });

  test("says nothing of a passage that was deleted since", () => {
    const state = judged();
    const passage = claimViews(state)[0]!.passages[0]!.id;
    const without = run(state, deleteRecord(pen("ben"), "passage", passage));
    expect(format(without).claims[0]!.verdict).toMatchObject({ holds: true, words: {} });
  });
});

describe("a source in the file", () => {
  test("is there once, however many claims cite it", () => {
    let state = run(marked(), mark("late"));
    const [first, second] = claimViews(state).map(({ record }) => record.id);
    const by = pen("ben");
    state = run(state, addSource(by, first!, { url: "https://a.example" }));
    const [source] = contents(annotationsOf(state)).sources;
    state = run(state, addSource(by, second!, source!.id));
    const { sources, claims } = format(state);
    expect(sources).toMatchObject([{ id: source!.id, kind: "web page", url: "https://a.example" }]);
    expect(claims.flatMap(({ evidence }) => evidence.map((one) => one.source))).toEqual([
      source!.id,
      source!.id,
    ]);
  });

  test("is there while evidence cites it, though another tab deleted it", () => {
    const by = pen("ben");
    let state = run(marked(), addSource(by, claimIn(marked()), { url: "" }));
    const [source] = contents(annotationsOf(state)).sources;
    state = run(state, deleteRecord(by, "source", source!.id));
    expect(format(state).sources).toHaveLength(1);
    expect(fileOf(imported(fileOf(state)))).toBe(fileOf(state));
  });
});

describe("the article in the file", () => {
  test("carries its facts, and neither the library's name for it nor whether it is in the trash", () => {
    const by = pen("ben");
    const state = run(
      buses(),
      setField(by, "article", ARTICLE, "outlet", "The Post"),
      setField(by, "article", ARTICLE, "name", "To do by Friday"),
      setField(by, "article", ARTICLE, "alive", true),
    );
    const { id, title: head, text, document, ...facts } = format(state).article;
    expect({ id, head }).toEqual({ id: ARTICLE, head: "Buses" });
    expect(text).toBe("Buses\n31 of 94 buses were late in March.");
    expect(document).toEqual(state.doc.toJSON());
    expect(facts).toEqual({ outlet: "The Post" });
  });

  test("is a file of two spaces' indent that ends with a line feed", () => {
    expect(fileOf(buses())).toMatch(
      /^\{\n {2}"format": "tickmark-annotated-article",\n[^]*\n\}\n$/,
    );
  });
});

describe("selectors", () => {
  test("count code points, and so do their 32 characters of context", () => {
    const crowd = "🚌".repeat(40);
    const state = run(stateOf(article(title(crowd), p("94 𝟗𝟒", crowd))), mark("94 𝟗𝟒"));
    expect(format(state).claims[0]!.targets[0]!.selector).toEqual([
      {
        type: "TextQuoteSelector",
        exact: "94 𝟗𝟒",
        prefix: `${"🚌".repeat(31)}\n`,
        suffix: "🚌".repeat(32),
      },
      { type: "TextPositionSelector", start: 41, end: 46 },
    ]);
  });

  test("take in the whole of a character that a passage cuts in half", () => {
    const state = run(stateOf(article(title("Buses"), p("a🚌b"))), clear("a\ud83d"));
    expect(format(state).clearances).toMatchObject([
      { state: "placed", selector: [{ exact: "a🚌" }, { start: 6, end: 8 }] },
    ]);
    expect(fileOf(imported(fileOf(state)))).toBe(fileOf(state));
  });
});

describe("a file", () => {
  test("brings every entry under the name and time it has", () => {
    const state = run(marked(), giveVerdict(pen("ben"), claimIn(marked()), "truth/false"));
    const claim = read(fileOf(state)).entries.filter(({ kind }) => kind === "claim");
    expect(claim.map(({ field, author, at }) => [field, author, at])).toEqual([
      ["alive", "mark-31-of-94-buses", "2026-01-01T00:01:00.000Z"],
      ["statement", "mark-31-of-94-buses", "2026-01-01T00:01:00.000Z"],
      ["verdict", "ben", "2026-01-01T00:01:00.000Z"],
    ]);
  });

  test("brings nothing that derives from the rest: states are worked out anew", () => {
    const file = fileOf(run(marked(), giveVerdict(pen("ben"), claimIn(marked()), "truth/true")));
    const altered = file.replace(`"holds": true`, `"holds": false`);
    expect(altered).not.toBe(file);
    expect(fileOf(imported(altered))).toBe(file);
  });

  test("that calls a rating something else is read with a warning", () => {
    const file = fileOf(run(marked(), giveVerdict(pen("ben"), claimIn(marked()), "truth/false")));
    expect(
      parseAnnotatedArticle(file.replaceAll(`"label": "False"`, `"label": "Lie"`)),
    ).toMatchObject({
      ok: true,
      warnings: ["The verdict “Lie” is called “False” here (claim “31 of 94 buses”)."],
    });
  });
});

describe("a broken file is refused", () => {
  test.each([
    ["nothing", "", "This is not a whole JSON file: it breaks off, or something in it is wrong."],
    ["cut off", fileOf(marked()).slice(0, 900), /^This is not a (whole )?JSON file/],
    [
      "wrong on its third line",
      `{\n  "format": 1,\n  "version" 1\n}`,
      "This is not a JSON file: it cannot be read on from line 3, column 13.",
    ],
    ["null", "null", /^This JSON file is not an annotated article of Tickmark/],
    ["a list", "[]", /^This JSON file is not an annotated article of Tickmark/],
  ])("with a sentence: %s", (_, file, sentence) => {
    expect(sentences(file)).toEqual([expect.stringMatching(sentence)]);
  });

  test("with its first twenty problems, each told once", () => {
    const file = format(marked());
    const sources = Array.from({ length: 30 }, (_, i) => ({ id: `s${i}`, kind: "rumour" }));
    const told = sentences(JSON.stringify({ ...file, sources }));
    expect(told).toHaveLength(21);
    expect(told[19]).toMatch(/^sources\[19\]\.kind: must be one of: web page, /);
    expect(told[20]).toBe("and 10 more");
  });

  test("without breaking, when it nests beyond measure", () => {
    const depth = 20_000;
    const document = `{"type":"doc","content":[`.repeat(depth) + "]}".repeat(depth);
    const file = JSON.stringify(format(marked())).replace(
      /"document":.*(?=\},"scale")/,
      () => `"document":${document}`,
    );
    expect(sentences(file)).toEqual([expect.stringMatching(/^article\.document: /)]);
  });
});

// Everything that can be in an article, at random.

/** Words with what is hard to count: astral characters, halves of them, marks, right to left. */
const words = fc.string({
  unit: fc.constantFrom(
    "a",
    "B",
    "7",
    " ",
    ".",
    "é",
    "e\u0301",
    "🚌",
    "👩‍💼",
    "ש",
    "ل",
    "\ud83d",
    "\ude8c",
  ),
  minLength: 1,
  maxLength: 12,
});

const markSet = fc
  .subarray([
    marks.em.create(),
    marks.strong.create(),
    marks.superscript.create(),
    marks.link.create({ href: "https://example.org/?a=%22" }),
  ])
  .map((some) => some.reduce((set, one) => one.addToSet(set), articleSchema.text("a").marks));

const inline = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(words, markSet).map(([text, set]) => articleSchema.text(text, set)),
    },
    { weight: 1, arbitrary: fc.constant(br()) },
  ),
  { maxLength: 4 },
);

const textblock = (make: (...content: Node[]) => Node) => inline.map((content) => make(...content));

const { block } = fc.letrec<{ block: Node; list: Node; table: Node }>((tie) => {
  const blocks = (least: number) => fc.array(tie("block"), { minLength: least, maxLength: 3 });
  const item = fc.tuple(textblock(p), blocks(0)).map(([first, rest]) => li(first, ...rest));
  const items = fc.array(item, { minLength: 1, maxLength: 3 });
  const cell = fc
    .tuple(fc.array(textblock(p), { minLength: 1, maxLength: 2 }), fc.boolean())
    .map(([content, header]) => nodes.table_cell.create({ header }, content));
  const row = fc.array(cell, { minLength: 1, maxLength: 3 }).map((cells) => tr(...cells));
  return {
    block: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      textblock(p),
      fc
        .integer({ min: 2, max: 4 })
        .chain((level) => textblock((...content) => h(level, ...content))),
      fc.tuple(inline, words).map(([content, alt]) => nodes.figure.create({ alt }, content)),
      fc.constant(hr()),
      blocks(1).map((content) => quote(...content)),
      tie("list"),
      tie("table"),
    ),
    list: fc.oneof(
      items.map((all) => ul(...all)),
      fc.tuple(items, fc.nat(9)).map(([all, order]) => nodes.ordered_list.create({ order }, all)),
    ),
    table: fc.array(row, { minLength: 1, maxLength: 2 }).map((rows) => table(...rows)),
  };
});

const anyDocument = fc
  .tuple(
    textblock(title),
    fc.option(textblock(standfirst)),
    fc.array(block, { minLength: 1, maxLength: 4 }),
  )
  .map(([head, below, blocks]) => article(head, ...(below ? [below] : []), ...blocks));

/** One thing that a person does: what, where, to which record, in which words, who and when. */
const anyAct = fc.record({
  does: fc.constantFrom(
    ...(["mark", "mark", "mark", "clear", "pass", "move", "lose", "judge", "judge"] as const),
    ...(["say", "cite", "cite again", "uncite", "remark", "title", "state"] as const),
    ...(["scale", "delete", "confirm", "type", "type", "cut", "undo", "redo"] as const),
  ),
  at: fc.integer({ min: 0, max: 99 }).map((percent) => percent / 100),
  size: fc.integer({ min: 1, max: 30 }).map((percent) => percent / 100),
  which: fc.nat(99),
  said: fc.oneof(words, fc.constant("")),
  author: fc.constantFrom("anna", "ben"),
  minute: fc.nat(59),
});
type Act = typeof anyAct extends fc.Arbitrary<infer A> ? A : never;

/** What an act does in a state where the stretch it is about is selected. */
function commandFor({ does, which, said }: Act, state: EditorState, by: Pen) {
  const pick = <T>(things: readonly T[]): T | undefined => things[which % things.length];
  const annotations = annotationsOf(state);
  const { claims, sources, ...hanging } = contents(annotations);
  const claim = pick(claims)?.id;
  const passage = pick([...hanging.passages.values()].flat())?.id;
  const evidence = pick([...hanging.evidence.values()].flat())?.id;
  const source = pick(sources)?.id;
  const record = pick([...annotations.records.values()]);
  const rating = pick(SCALES.flatMap(({ ratings }) => [...ratings, null]))?.id ?? null;
  const { selection } = state;
  const commands: Record<Act["does"], Command | false | undefined> = {
    mark: markClaim(by),
    clear: clearSelection(by),
    pass: claim && addPassage(by, claim),
    move: passage && setRange(by, passage, selection),
    lose: claim && addUnplaced(by, claim, said),
    judge: claim && giveVerdict(by, claim, rating),
    say:
      claim &&
      setField(by, "claim", claim, pick(["statement", "saidBy", "explanation"] as const)!, said),
    cite: claim && addSource(by, claim, { url: said }),
    "cite again": claim && source && addSource(by, claim, source),
    uncite: evidence && removeEvidence(by, evidence),
    remark:
      evidence && setField(by, "evidence", evidence, pick(["passage", "locator"] as const)!, said),
    title:
      source &&
      setField(by, "source", source, pick(["title", "published", "archived"] as const)!, said),
    state: setField(by, "article", ARTICLE, pick(["byline", "outlet", "language"] as const)!, said),
    scale: setField(by, "article", ARTICLE, "scale", pick(SCALES)!.id),
    delete: record && deleteRecord(by, record.kind, record.id),
    confirm: claim && confirmWords(by, claim),
    type: (before, dispatch) => {
      dispatch?.(before.tr.insertText(said, selection.from, selection.to));
      return true;
    },
    cut: (before, dispatch) => {
      dispatch?.(before.tr.deleteRange(selection.from, selection.to));
      return true;
    },
    undo,
    redo,
  };
  return commands[does] || null;
}

/** A passage that never had a place in this text, as a draft's comparison may leave one. */
function addUnplaced(by: Pen, claim: Id<"claim">, exact: string): Command {
  return (state, dispatch) => {
    const writer = new EntryWriter(state, by);
    const passage = writer.newId<"passage">();
    writer.set("passage", passage, "alive", true).set("passage", passage, "claim", claim);
    writer.set("passage", passage, "quote", { exact, prefix: "", suffix: "" });
    dispatch?.(writer.tr);
    return true;
  };
}

function selectStretch({ at, size }: Act): Command {
  return (state, dispatch) => {
    const text = articleText(state.doc);
    const start = Math.floor(at * text.text.length);
    const end = Math.min(text.text.length, start + Math.ceil(size * text.text.length));
    const { from, to } = text.range({ start, end });
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
    return true;
  };
}

/** An article after some acts, each an undo event of its own. */
function afterActs(doc: Node, acts: readonly Act[]): EditorState {
  let names = 0;
  let state = run(stateOf(doc), setLocked(false));
  for (const act of acts) {
    const now = () => new Date(Date.UTC(2026, 2, 14, 9, act.minute)).toISOString();
    const by = { author: act.author, newId: () => `r${++names}`, now };
    state = run(state, selectStretch(act));
    const dispatch = (done: Transaction) =>
      (state = state.apply(accompany(state, done, noTrail, by)));
    commandFor(act, state, by)?.(state, dispatch);
    state = state.apply(closeHistory(state.tr));
  }
  return state;
}

describe("whatever was done to whatever article", () => {
  const anyState = fc.tuple(
    anyDocument,
    fc.array(fc.noBias(anyAct), { maxLength: 60, size: "max" }),
  );
  const holds = (law: (state: EditorState) => void) =>
    fc.assert(
      fc.property(anyState, ([doc, acts]) => law(afterActs(doc, acts))),
      { numRuns: 300 },
    );

  test("an article read from its file is written as the same file", () => {
    holds((state) => {
      expect(fileOf(imported(fileOf(state)))).toBe(fileOf(state));
    });
  });

  test("every target's slice of the text is its quote, between its prefix and suffix", () => {
    holds((state) => {
      const {
        article: { text },
        claims,
        clearances,
      } = format(state);
      const targets = [...claims.flatMap((claim) => claim.targets), ...clearances];
      for (const target of targets) {
        if (!("selector" in target)) continue;
        const [{ exact, prefix, suffix }, { start, end }] = target.selector;
        const slice = (from: number, to: number) => [...text].slice(from, to).join("");
        expect(slice(start, end)).toBe(exact);
        expect(slice(Math.max(0, start - 32), start)).toBe(prefix);
        expect(slice(end, end + 32)).toBe(suffix);
      }
    });
  });

  test("every claim, passage, clearance and source that lives is in the file", () => {
    holds((state) => {
      const { claims, clearances, sources, passages } = contents(annotationsOf(state));
      const file = format(state);
      const ids = (things: readonly { id: Id }[]) => new Set(things.map(({ id }) => id));
      expect(ids(file.claims)).toEqual(ids(claims));
      expect(ids(file.clearances)).toEqual(ids(clearances));
      const cited = file.claims.flatMap(({ evidence }) => evidence.map(({ source }) => source));
      expect(ids(file.sources)).toEqual(new Set([...ids(sources), ...cited]));
      expect(
        ids(file.claims.flatMap(({ targets, unplaced }) => [...targets, ...unplaced])),
      ).toEqual(ids([...passages.values()].flat()));
    });
  });
});
