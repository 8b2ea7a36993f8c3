import type { EditorState } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import {
  byPlace,
  citations,
  claimOfRecord,
  claimView,
  claimViews,
  clearanceOver,
  contents,
  countUnplaced,
  isInText,
  recordOf,
  verdictHolds,
  wordlessPassages,
} from "../../src/editor/anchors";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import {
  addPassage,
  addSource,
  confirmWords,
  deleteRecord,
  giveVerdict,
  removeEvidence,
  setRange,
} from "../../src/editor/commands";
import type { GivenEntry } from "../../src/editor/entry-writer";
import type { Id } from "../../src/model/record";
import {
  article,
  claimOn,
  claimWords,
  clear,
  mark,
  p,
  pen,
  run,
  select,
  stateOf,
} from "../builders";
import { insert, rangeOf, replace } from "../edits";

const text = () => article(p("In March, 31 of 94 buses were late."), p("None was cut."));
const by = pen("ben");

/** A claim of that id with a passage that never had a place. */
const lost = (id: string, exact = "Gone."): GivenEntry[] => [
  { kind: "claim", id: id as Id, field: "alive", value: true },
  { kind: "passage", id: `of-${id}` as Id, field: "alive", value: true },
  { kind: "passage", id: `of-${id}` as Id, field: "claim", value: id },
  {
    kind: "passage",
    id: `of-${id}` as Id,
    field: "quote",
    value: { exact, prefix: "", suffix: "" },
  },
];

describe("a claim on “31 of 94 buses”", () => {
  const marked = run(stateOf(text()), mark("31 of 94 buses"));

  it.each([
    ["is placed where it was marked", [], "31 of 94 buses"],
    [
      "is placed when text before it changes",
      [replace("In March", "In early April")],
      "31 of 94 buses",
    ],
    [
      "is placed when something is typed before it",
      [insert("only ", { before: "31" })],
      "31 of 94 buses",
    ],
    [
      "is placed when something is typed behind it",
      [insert(" all", { before: " were" })],
      "31 of 94 buses",
    ],
    ["is changed when a word in it is replaced", [replace("94", "95")], "31 of 95 buses (changed)"],
    [
      "is changed when something is typed inside",
      [insert("red ", { before: "buses" })],
      "31 of 94 red buses (changed)",
    ],
    ["is changed when its head goes", [replace("31 of ", "")], "94 buses (changed)"],
    [
      "is changed when its tail goes with what follows",
      [replace(" buses were", "")],
      "31 of 94 (changed)",
    ],
    [
      "is changed when other words are put in its place",
      [replace("31 of 94 buses", "33 buses")],
      "33 buses (changed)",
    ],
    [
      "is placed again when its words are",
      [replace("94", "95"), replace("95", "94")],
      "31 of 94 buses",
    ],
    ["is collapsed when it is deleted", [replace("31 of 94 buses", "")], " (collapsed)"],
    [
      "is collapsed when more than it goes",
      [replace("March, 31 of 94 buses were", "")],
      " (collapsed)",
    ],
  ])("%s", (_rule, edits, words) => {
    expect(claimWords(run(marked, ...edits))).toEqual([words]);
  });

  it("is a point between what stood around it, once collapsed", () => {
    const state = run(marked, replace("31 of 94 buses", ""));
    const { from } = rangeOf(state, " were");
    expect(claimViews(state)[0]!.passages[0]).toMatchObject({
      range: { from, to: from },
      quote: { exact: "31 of 94 buses" },
    });
  });
  it("is collapsed when only white space is left of it", () => {
    const state = run(marked, replace("31 of", ""), replace("94 buses", ""));
    expect(claimWords(state)).toEqual([" (collapsed)"]);
  });
  it("is unplaced when it never had a place", () => {
    const [view] = claimViews(stateOf(text(), lost("x", "Never here.")));
    expect(view!.passages).toMatchObject([
      { state: "unplaced", range: null, words: "", quote: { exact: "Never here." } },
    ]);
  });
});

describe("a claim on two blocks that are emptied one after the other", () => {
  const marked = run(stateOf(article(p("It rose."), p("It fell."))), mark("It rose.\nIt fell."));
  const judged = run(marked, giveVerdict(by, claimViews(marked)[0]!.record.id, "truth/true"));
  const [view] = claimViews(run(judged, replace("It rose.", ""), replace("It fell.", "")));
  const { range, ...passage } = view!.passages[0]!;

  it("is collapsed, although a line end is left of it", () => {
    expect(passage).toMatchObject({ state: "collapsed", words: "" });
    expect(range!.from).toBe(range!.to);
  });
  it("has no words in the text", () => {
    expect(isInText(view!)).toBe(false);
  });
  it("loses its verdict", () => {
    expect(view!.verdictHolds).toBe(false);
  });
});

describe("a verdict", () => {
  const judged = (state: EditorState) =>
    run(state, giveVerdict(by, claimViews(state)[0]!.record.id, "truth/false"));
  const holds = (state: EditorState) => claimViews(state)[0]!.verdictHolds;
  const given = judged(run(stateOf(text()), mark("31 of 94 buses")));

  it.each([
    ["holds on the words it was given on", [], true],
    [
      "holds when only other words change",
      [replace("were late", "ran late"), insert("So ", { before: "In" })],
      true,
    ],
    ["falls when a word under it changes", [replace("94", "95")], false],
    ["falls when its words go", [replace("31 of 94 buses", "")], false],
    [
      "holds again when the words are as they were",
      [replace("94", "95"), replace("95", "94")],
      true,
    ],
  ])("%s", (_rule, edits, expected) => {
    expect(holds(run(given, ...edits))).toBe(expected);
  });

  it("holds once its words are confirmed", () => {
    const state = run(given, replace("94", "95"));
    expect(holds(run(state, confirmWords(by, claimOn(state, "31 of 95 buses"))))).toBe(true);
  });
  it("falls when its passage is moved to other words", () => {
    const { id } = claimViews(given)[0]!.passages[0]!;
    expect(holds(run(given, setRange(by, id, rangeOf(given, "31"))))).toBe(false);
  });
  it("holds, as a claim's that has none", () => {
    expect(holds(run(stateOf(text()), mark("94"), replace("94", "95")))).toBe(true);
  });
  it("falls when the words of any of its passages change, not of one added since", () => {
    const claim = claimOn(given, "31 of 94 buses");
    const more = run(given, select("None was cut"), addPassage(by, claim));
    expect(holds(run(more, replace("None", "One")))).toBe(true);
    const judgedBoth = judged(more);
    expect(holds(run(judgedBoth, replace("None", "One")))).toBe(false);
    const [, second] = claimView(judgedBoth, claim)!.passages;
    const without = run(judgedBoth, deleteRecord(by, "passage", second!.id));
    expect(holds(run(without, replace("None", "One")))).toBe(true);
  });
  it("holds when no passage reads otherwise than it says", () => {
    const words = (id: string, now: string) =>
      ({ id, words: now }) as Parameters<typeof verdictHolds>[1][number];
    const verdict = { rating: "truth/true", words: { a: "x", gone: "y" } } as Parameters<
      typeof verdictHolds
    >[0];
    expect(verdictHolds(verdict, [words("a", "x"), words("new", "z")])).toBe(true);
    expect(verdictHolds(verdict, [words("a", "X")])).toBe(false);
    expect(verdictHolds(verdict, [words("a", "")])).toBe(false);
    expect(verdictHolds(verdict, [])).toBe(true);
  });
});

describe("the order of claims", () => {
  const order = (state: EditorState) => claimViews(state).map(({ passages }) => passages[0]!.words);

  it("is that of the text, not of marking", () => {
    expect(order(run(stateOf(text()), mark("None"), mark("late"), mark("March")))).toEqual([
      "March",
      "late",
      "None",
    ]);
  });
  it("has the longer first where two begin together", () => {
    expect(order(run(stateOf(text()), mark("31"), mark("31 of 94")))).toEqual(["31 of 94", "31"]);
  });
  it("is that of marking for the same words", () => {
    const state = run(stateOf(text()), mark("31", pen("x")), mark("31", pen("y")));
    expect(claimViews(state).map(({ record }) => record.id)).toEqual(["x-1", "y-1"]);
  });
  it("has what has no place last", () => {
    expect(order(run(stateOf(text(), lost("x")), mark("None")))).toEqual(["None", ""]);
    const anchors = [{ range: null }, { range: { from: 0, to: 1 } }, undefined] as Parameters<
      typeof byPlace
    >[0][];
    expect(anchors.toSorted(byPlace)[0]).toBe(anchors[1]);
  });
  it("goes by a claim's first passage, and its passages go by theirs", () => {
    const state = run(stateOf(text()), mark("None"), mark("94"));
    const both = run(state, select("March"), addPassage(by, claimOn(state, "None")));
    expect(claimWords(both)).toEqual(["March", "None", "94"]);
  });
  it("is worked out once for a state", () => {
    const state = run(stateOf(text()), mark("None"));
    expect(claimViews(run(state, select("March")))).toBe(claimViews(state));
    expect(claimViews(run(state, insert("x", { before: "In" })))).not.toBe(claimViews(state));
  });
  it("is worked out again when text changes and nothing lies in it", () => {
    const empty = stateOf(text(), lost("x"));
    expect(claimWords(run(empty, insert("x", { before: "In" })))).toEqual([" (unplaced)"]);
  });
});

describe("what hangs on a claim", () => {
  const marked = run(stateOf(text()), mark("94"), mark("31"));
  const [on31, on94] = [claimOn(marked, "31"), claimOn(marked, "94")];
  const url = "https://a.example";
  const sourced = run(marked, addSource(by, on31, { url }));
  const source = contents(annotationsOf(sourced)).sources[0]!.id;
  const evidenceOn = (state: EditorState, claim: Id<"claim">) => claimView(state, claim)!.evidence;
  const shared = run(sourced, addSource(by, on31, source), addSource(by, on94, source));

  it("is found through it, in the order of the log", () => {
    expect(evidenceOn(shared, on31)).toHaveLength(2);
    expect(evidenceOn(shared, on94)).toHaveLength(1);
    expect(evidenceOn(marked, on31)).toEqual([]);
  });
  it("goes with it", () => {
    const without = contents(annotationsOf(run(shared, deleteRecord(by, "claim", on31))));
    expect([...without.passages.keys(), ...without.evidence.keys()]).toEqual([on94, on94]);
    expect(without.claims.map(({ id }) => id)).toEqual([on94]);
  });
  it("counts a source once for each claim that cites it", () => {
    expect([...citations(annotationsOf(shared))]).toEqual([[source, 2]]);
    expect([...citations(annotationsOf(sourced))]).toEqual([[source, 1]]);
    const deleted = run(shared, deleteRecord(by, "claim", on31));
    expect(citations(annotationsOf(deleted)).get(source)).toBe(1);
    const [only] = evidenceOn(sourced, on31);
    expect([...citations(annotationsOf(run(sourced, removeEvidence(by, only!.id))))]).toEqual([]);
  });
  it("leads to it, as do the claim itself and a source it cites", () => {
    const [evidence] = evidenceOn(sourced, on31);
    const [passage] = claimView(sourced, on31)!.passages;
    for (const id of [on31, evidence!.id, passage!.id, source])
      expect(claimOfRecord(sourced, id)).toBe(on31);
  });
  it("leads nowhere once the claim is deleted, or the source not cited", () => {
    const [evidence] = evidenceOn(sourced, on31);
    const deleted = run(sourced, deleteRecord(by, "claim", on31));
    for (const id of [on31, evidence!.id, source])
      expect(claimOfRecord(deleted, id)).toBeUndefined();
    const cleared = run(marked, clear("None"));
    const { clearances } = contents(annotationsOf(cleared));
    expect(claimOfRecord(cleared, clearances[0]!.id)).toBeUndefined();
    expect(claimOfRecord(marked, "unknown" as Id)).toBeUndefined();
  });
  it("is looked up by kind and id", () => {
    expect(recordOf(marked, "claim", on31)!.kind).toBe("claim");
    expect(recordOf(marked, "source", on31 as unknown as Id<"source">)).toBeUndefined();
    expect(recordOf(marked, "claim", "unknown" as Id<"claim">)).toBeUndefined();
  });
  it("is shown for a live claim only", () => {
    expect(claimView(run(marked, deleteRecord(by, "claim", on31)), on31)).toBeUndefined();
    expect(claimView(marked, on31)).toMatchObject({ evidence: [], verdict: null });
  });
});

describe("a claim is", () => {
  const both = (state: EditorState) => run(state, select("None"), addPassage(by, on(state)));
  const on = (state: EditorState) => claimOn(state, "31 of 94 buses");
  const marked = both(run(stateOf(text()), mark("31 of 94 buses")));
  const view = (state: EditorState) => claimViews(state)[0]!;
  const partly = run(marked, replace("31 of 94 buses", ""));
  const nowhere = run(partly, replace("None", ""));

  it.each([
    ["in the text with all its passages", marked, true, []],
    ["in the text with one of two, the other without words", partly, true, ["31 of 94 buses"]],
    ["not in the text without words", nowhere, false, ["31 of 94 buses", "None"]],
    ["not in the text that never had a place", stateOf(text(), lost("c")), false, ["Gone."]],
  ])("%s", (_rule, state, isThere, wordless) => {
    expect(isInText(view(state))).toBe(isThere);
    expect(wordlessPassages(view(state)).map(({ quote }) => quote.exact)).toEqual(wordless);
    expect(countUnplaced(claimViews(state))).toBe(wordless.length);
  });
  it("counted as one where it has no passage at all", () => {
    const bare = stateOf(text(), lost("c").slice(0, 1));
    expect(isInText(view(bare))).toBe(false);
    expect(countUnplaced(claimViews(bare))).toBe(1);
  });
});

describe("a clearance on “31 of 94”", () => {
  const cleared = run(stateOf(text()), clear("31 of 94"));
  const isOver = (state: EditorState, words: string) =>
    clearanceOver(state, rangeOf(state, words)) !== undefined;

  it.each([
    ["31 of 94", true],
    ["of", true],
    ["94 buses", false],
    ["March, 31", false],
    ["None", false],
  ])("is over “%s” or not", (words, expected) => {
    expect(isOver(cleared, words)).toBe(expected);
  });
  it("is over a caret at either of its ends, and inside", () => {
    const { from, to } = rangeOf(cleared, "31 of 94");
    for (const at of [from, from + 2, to])
      expect(clearanceOver(cleared, { from: at, to: at })).toBeDefined();
    for (const at of [from - 1, to + 1])
      expect(clearanceOver(cleared, { from: at, to: at })).toBeUndefined();
  });
  it("is over nothing once its words are gone, or it is", () => {
    const { from } = rangeOf(cleared, "31 of 94");
    const point = { from, to: from };
    expect(clearanceOver(run(cleared, replace("31 of 94", "")), point)).toBeUndefined();
    const { id } = clearanceOver(cleared, point)!;
    expect(isOver(run(cleared, deleteRecord(by, "clearance", id)), "of")).toBe(false);
  });
});
