import { undo, undoDepth } from "prosemirror-history";
import { AllSelection, TextSelection, type Command, type EditorState } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { claimView, claimViews, contents, passageAt, recordOf } from "../../src/editor/anchors";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import { annotationsToJson } from "../../src/editor/annotations";
import {
  addPassage,
  addSource,
  citeInstead,
  clearSelection,
  confirmWords,
  deleteRecord,
  outsideHistory,
  giveVerdict,
  markClaim,
  removeEvidence,
  selectedWords,
  setField,
  setRange,
  setTitle,
} from "../../src/editor/commands";
import { fillArticle } from "../../src/editor/entry-writer";
import { selectedClaim } from "../../src/editor/selected-claim";
import { articleText } from "../../src/editor/text";
import { currentEntry, value, type Field, type Id } from "../../src/model/record";
import {
  article,
  ARTICLE,
  claimOn,
  claimWords,
  clear,
  hr,
  mark,
  p,
  pen,
  run,
  select,
  stateOf,
  title,
} from "../builders";
import { rangeOf, replace } from "../edits";

const by = pen("ben");
const url = "https://a.example/report";
const plain = stateOf(article(p("In March, 31 of 94 buses were late."), p("None was 🚌 cut.")));
const marked = run(plain, mark("31 of 94"));
const claim = claimOn(marked, "31 of 94");
const passage = claimView(marked, claim)!.passages[0]!.id;
const judged = run(marked, giveVerdict(by, claim, "truth/false"));
const sourced = run(marked, addSource(by, claim, { url }));
const evidence = claimView(sourced, claim)!.evidence[0]!.id;
const source = contents(annotationsOf(sourced)).sources[0]!.id;
const another = run(sourced, addSource(by, claim, { url: "" }));
const [, other] = contents(annotationsOf(another)).sources.map(({ id }) => id);
const cleared = run(plain, clear("March"));
const nobody = "nobody" as Id<"claim">;

/** The live values of every record, and their ranges: what undo has to give back. */
function seen(state: EditorState): unknown {
  const { claims, clearances, sources, passages, evidence: all } = contents(annotationsOf(state));
  const records = [claims, clearances, sources, ...passages.values(), ...all.values()].flat();
  return [
    claimWords(state),
    records.map(({ fields }) =>
      Object.entries<Field>(fields).flatMap(([name, field]) => {
        const current = currentEntry(field);
        return current ? [[name, current.value]] : [];
      }),
    ),
  ];
}

/** Each command where it applies. */
const applying: [name: string, state: EditorState, command: Command][] = [
  ["markClaim", run(plain, select("late")), markClaim(by)],
  ["addPassage", run(marked, select("late")), addPassage(by, claim)],
  ["clearSelection", run(plain, select("late")), clearSelection(by)],
  ["clearSelection on a clearance", run(cleared, select("March")), clearSelection(by)],
  ["setRange", marked, setRange(by, passage, rangeOf(marked, "31"))],
  ["setField", marked, setField(by, "claim", claim, "saidBy", "The council")],
  ["deleteRecord", marked, deleteRecord(by, "claim", claim)],
  ["giveVerdict", marked, giveVerdict(by, claim, "truth/true")],
  ["giveVerdict, again", judged, giveVerdict(by, claim, "truth/true")],
  ["giveVerdict, to clear it", judged, giveVerdict(by, claim, null)],
  ["confirmWords", run(judged, replace("94", "95")), confirmWords(by, claim)],
  ["addSource, a new one", marked, addSource(by, claim, { url })],
  ["addSource, one there", sourced, addSource(by, claim, source)],
  ["citeInstead", another, citeInstead(by, evidence, other!)],
  ["removeEvidence", sourced, removeEvidence(by, evidence)],
];

describe.each(applying)("%s", (_name, state, command) => {
  it("applies, and does nothing when only asked", () => {
    const before = structuredClone(annotationsToJson(annotationsOf(state)));
    expect(command(state)).toBe(true);
    expect(annotationsToJson(annotationsOf(state))).toEqual(before);
  });
  it("is one transaction and one undo event, undone whole", () => {
    let transactions = 0;
    let after = state;
    command(state, (tr) => {
      transactions++;
      after = state.apply(tr);
    });
    expect(transactions).toBe(1);
    expect(undoDepth(after)).toBe(undoDepth(state) + 1);
    expect(seen(after)).not.toEqual(seen(state));
    expect(after.doc).toBe(state.doc);
    expect(seen(run(after, undo))).toEqual(seen(state));
  });
});

const dead = run(sourced, deleteRecord(by, "claim", claim));
/** The state with the caret in the title. */
const caretIn = (state: EditorState) =>
  state.apply(state.tr.setSelection(TextSelection.create(state.doc, 3)));
const caret = caretIn(plain);
const space = run(stateOf(article(p("a \u00a0 b"))), select(" \u00a0 "));

it.each<[string, EditorState, Command]>([
  ["markClaim to a caret", caret, markClaim(by)],
  ["markClaim to white space", space, markClaim(by)],
  ["addPassage to a caret", caretIn(marked), addPassage(by, claim)],
  ["addPassage to a deleted claim", run(dead, select("late")), addPassage(by, claim)],
  ["addPassage to no claim", run(marked, select("late")), addPassage(by, nobody)],
  ["clearSelection to a caret", caret, clearSelection(by)],
  ["setRange to nothing", marked, setRange(by, passage, { from: 3, to: 3 })],
  ["setRange to white space", marked, setRange(by, passage, rangeOf(marked, " "))],
  ["setRange to no passage", marked, setRange(by, "x" as typeof passage, rangeOf(marked, "31"))],
  [
    "setRange to a deleted passage",
    run(marked, deleteRecord(by, "passage", passage)),
    setRange(by, passage, rangeOf(marked, "31")),
  ],
  ["setField to the same value", marked, setField(by, "claim", claim, "statement", "31 of 94")],
  [
    "setField to nothing where there is nothing",
    marked,
    setField(by, "claim", claim, "saidBy", ""),
  ],
  ["deleteRecord to a deleted one", dead, deleteRecord(by, "claim", claim)],
  ["deleteRecord to none", marked, deleteRecord(by, "claim", nobody)],
  ["giveVerdict to a deleted claim", dead, giveVerdict(by, claim, "truth/true")],
  ["giveVerdict to clear none", marked, giveVerdict(by, claim, null)],
  ["confirmWords to words as they were", judged, confirmWords(by, claim)],
  ["confirmWords to no claim", judged, confirmWords(by, nobody)],
  ["addSource to a deleted claim", dead, addSource(by, claim, { url })],
  ["citeInstead to the same source", sourced, citeInstead(by, evidence, source)],
  [
    "removeEvidence to removed evidence",
    run(sourced, removeEvidence(by, evidence)),
    removeEvidence(by, evidence),
  ],
  ["setTitle to the same title", plain, setTitle("Title")],
  ["fillArticle to one with words", plain, fillArticle(by, plain.doc, [])],
])("does not apply %s", (_what, state, command) => {
  const dispatched: unknown[] = [];
  expect(command(state, (tr) => dispatched.push(tr))).toBe(false);
  expect(dispatched).toEqual([]);
});

describe("selected words", () => {
  const words = (state: EditorState) => {
    const range = selectedWords(state);
    return range && articleText(state.doc).words(range);
  };
  it("have no white space around them", () => {
    expect(words(run(plain, select(" 31 of ")))).toBe("31 of");
    expect(words(run(plain, select(" late.\n")))).toBe("late.");
  });
  it("may span paragraphs, and be all there is", () => {
    expect(words(run(plain, select("late.\nNone")))).toBe("late.\nNone");
    const all = plain.apply(plain.tr.setSelection(new AllSelection(plain.doc)));
    expect(words(all)).toBe(articleText(plain.doc).text);
  });
  it("are none in an article without any", () => {
    const empty = stateOf(article(title(), p(), hr()));
    expect(words(empty.apply(empty.tr.setSelection(new AllSelection(empty.doc))))).toBeNull();
  });
  it("are written down with their surroundings", () => {
    const range = selectedWords(run(plain, select("94 buses")))!;
    expect(passageAt(plain, range).quote).toEqual({
      exact: "94 buses",
      prefix: "Title\nIn March, 31 of ",
      suffix: " were late.\nNone was 🚌 cut.",
    });
  });
});

describe("markClaim", () => {
  const state = run(plain, select(" late.\nNone "), markClaim(by));
  it("takes the words as the claim's statement, on one line, and as its passage", () => {
    const [view] = claimViews(state);
    expect(value(view!.record, "statement")).toBe("late. None");
    expect(view!.passages).toMatchObject([{ words: "late.\nNone", state: "placed" }]);
  });
  it("selects the claim and puts the caret behind the passage", () => {
    const [view] = claimViews(state);
    expect(selectedClaim(state)).toBe(view!.record.id);
    expect(state.selection).toMatchObject({ empty: true, to: rangeOf(state, "late.\nNone").to });
  });
  it("marks the same words twice if told to", () => {
    expect(claimWords(run(marked, select("31 of 94"), markClaim(by)))).toEqual([
      "31 of 94",
      "31 of 94",
    ]);
  });
  it("signs every entry with who, when, and one number above all it has seen", () => {
    const before = annotationsOf(marked).lamport;
    const { records } = annotationsOf(run(marked, select("late"), markClaim(pen("cleo"))));
    const entries = [...records.values()]
      .flatMap(({ fields }) => Object.values(fields).flat())
      .filter(({ author }) => author === "cleo");
    expect(entries).toHaveLength(5);
    expect(new Set(entries.map(({ op }) => op)).size).toBe(5);
    expect(new Set(entries.map(({ lamport }) => lamport))).toEqual(new Set([before + 1]));
    expect(new Set(entries.map(({ at }) => at)).size).toBe(1);
  });
  it("takes in the whole of a character whose half is selected", () => {
    const { from, to } = rangeOf(plain, "🚌");
    const half = plain.apply(
      plain.tr.setSelection(TextSelection.create(plain.doc, from + 1, to + 2)),
    );
    expect(claimWords(run(half, markClaim(by)))).toEqual(["🚌 c"]);
  });
});

it("addPassage makes one more passage of the claim, and selects the claim", () => {
  const state = run(marked, select("late"), addPassage(by, claim));
  expect(claimWords(state)).toEqual(["31 of 94", "late"]);
  expect(claimViews(state)).toHaveLength(1);
  expect(selectedClaim(state)).toBe(claim);
  expect(state.selection).toMatchObject({ empty: true, to: rangeOf(state, "late").to });
});

describe("clearSelection", () => {
  const clearances = (state: EditorState) => contents(annotationsOf(state)).clearances.length;
  it("marks, and marked again takes back", () => {
    expect(clearances(cleared)).toBe(1);
    expect(clearances(run(cleared, clearSelection(by)))).toBe(0);
    expect(clearances(run(cleared, select("arc"), clearSelection(by)))).toBe(0);
  });
  it("marks once more what goes beyond a clearance", () => {
    expect(clearances(run(cleared, select("In March"), clearSelection(by)))).toBe(2);
  });
  it("selects no claim, and leaves the one selected", () => {
    expect(selectedClaim(cleared)).toBeNull();
    expect(selectedClaim(run(marked, select("March"), clearSelection(by)))).toBe(claim);
  });
});

describe("setRange", () => {
  it("takes the words there now as the passage's", () => {
    const state = run(marked, setRange(by, passage, rangeOf(marked, "94 buses")));
    expect(claimWords(state)).toEqual(["94 buses"]);
  });
  it("takes in the whole of a character whose half it reaches", () => {
    const { from, to } = rangeOf(marked, "was 🚌");
    expect(claimWords(run(marked, setRange(by, passage, { from, to: to - 1 })))).toEqual([
      "was 🚌",
    ]);
  });
});

describe("setField", () => {
  const say = (words: string) => setField(by, "claim", claim, "explanation", words);
  it("enters one value after another", () => {
    const state = run(marked, say("one"), say("two"));
    expect(value(recordOf(state, "claim", claim), "explanation")).toBe("two");
    expect(recordOf(state, "claim", claim)!.fields.explanation).toHaveLength(2);
  });
  it("may empty a field", () => {
    expect(value(recordOf(run(marked, say("one"), say("")), "claim", claim), "explanation")).toBe(
      "",
    );
  });
  it("writes the first value of a record", () => {
    const state = run(plain, setField(by, "article", ARTICLE, "scale", "editorial"));
    expect(value(recordOf(state, "article", ARTICLE), "scale")).toBe("editorial");
  });
});

describe("giveVerdict", () => {
  it("is on the words the claim has now", () => {
    expect(claimView(judged, claim)).toMatchObject({
      verdict: { rating: "truth/false", words: { [passage]: "31 of 94" } },
      verdictHolds: true,
    });
  });
  it("given again on changed words, holds again", () => {
    const state = run(judged, replace("94", "95"), giveVerdict(by, claim, "truth/false"));
    expect(claimView(state, claim)!.verdictHolds).toBe(true);
  });
  it("cleared, is none", () => {
    expect(claimView(run(judged, giveVerdict(by, claim, null)), claim)!.verdict).toBeNull();
  });
});

describe("confirmWords", () => {
  it("takes the passages as they read now, verdict and all", () => {
    const state = run(judged, replace("94", "95"), confirmWords(by, claim));
    expect(claimView(state, claim)).toMatchObject({
      passages: [{ state: "placed", words: "31 of 95", quote: { exact: "31 of 95" } }],
      verdict: { rating: "truth/false", words: { [passage]: "31 of 95" } },
      verdictHolds: true,
    });
  });
  it("gives no verdict where none was", () => {
    const state = run(marked, replace("94", "95"), confirmWords(by, claim));
    expect(claimView(state, claim)).toMatchObject({
      verdict: null,
      passages: [{ state: "placed" }],
    });
  });
  it("leaves the passages that read as they did", () => {
    const two = run(judged, select("late"), addPassage(by, claim), replace("94", "95"));
    const state = run(two, confirmWords(by, claim));
    const passages = contents(annotationsOf(state)).passages.get(claim)!;
    expect(passages.map(({ fields }) => fields.quote!.length)).toEqual([2, 1]);
  });
  it("applies where only the verdict is on other words", () => {
    const moved = run(judged, setRange(by, passage, rangeOf(judged, "31 of")));
    expect(claimView(moved, claim)!.verdictHolds).toBe(false);
    expect(claimView(run(moved, confirmWords(by, claim)), claim)!.verdictHolds).toBe(true);
  });
});

describe("a source", () => {
  const sources = (state: EditorState) =>
    contents(annotationsOf(state)).sources.map(({ id }) => id);
  const cites = (state: EditorState) =>
    claimView(state, claim)!.evidence.map((each) => value(each, "source"));

  it("begins with its address and the day it was consulted, and selects the claim", () => {
    const record = recordOf(sourced, "source", source);
    expect(value(record, "url")).toBe(url);
    expect(value(record, "retrieved")).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(cites(sourced)).toEqual([source]);
    expect(selectedClaim(sourced)).toBe(claim);
  });
  it("begins without an address where none is known", () => {
    expect(recordOf(another, "source", other!)!.fields.url).toBeUndefined();
  });
  it("is cited again, not copied, when picked again", () => {
    const twice = run(sourced, addSource(by, claim, source));
    expect(sources(twice)).toEqual([source]);
    expect(cites(twice)).toEqual([source, source]);
  });
  it("goes with the last evidence that cites it", () => {
    const twice = run(sourced, addSource(by, claim, source));
    const once = run(twice, removeEvidence(by, evidence));
    expect(sources(once)).toEqual([source]);
    const last = claimView(once, claim)!.evidence[0]!.id;
    expect(sources(run(once, removeEvidence(by, last)))).toEqual([]);
  });
  it("goes when its evidence cites another instead, unless cited elsewhere", () => {
    expect(cites(run(another, citeInstead(by, evidence, other!)))).toEqual([other, other]);
    expect(sources(run(another, citeInstead(by, evidence, other!)))).toEqual([other]);
    const twice = run(another, addSource(by, claim, source));
    expect(sources(run(twice, citeInstead(by, evidence, other!)))).toEqual([source, other]);
  });
});

describe("setTitle and fillArticle", () => {
  it("are how an article begins: not undone, and not kept out by the lock", () => {
    const state = run(plain, setTitle("Late buses"));
    expect(articleText(state.doc).text).toMatch(/^Late buses\nIn March/);
    expect(undoDepth(state)).toBe(undoDepth(plain));
    expect(undoDepth(plain)).toBe(0);
  });
  it("setTitle may leave it empty", () => {
    expect(articleText(run(plain, setTitle("")).doc).text).toMatch(/^\nIn March/);
  });
  it("fillArticle keeps who entered what, and when, where it is known", () => {
    const given = { kind: "claim", id: claim as Id, field: "statement", value: "So." } as const;
    const at = "2020-02-02T02:02:02.000Z";
    const state = stateOf(
      article(p("a")),
      [
        { ...given, author: "cleo", at },
        { ...given, field: "alive", value: true },
      ],
      pen("dan"),
    );
    expect(recordOf(state, "claim", claim)!.fields).toMatchObject({
      statement: [{ author: "cleo", at, value: "So." }],
      alive: [{ author: "dan", at: "2026-01-01T00:01:00.000Z" }],
    });
  });
});

it("undo takes back one's own entry, not what somebody entered since", () => {
  const mine = run(marked, setField(by, "claim", claim, "explanation", "mine"));
  const theirs = setField(pen("cleo"), "claim", claim, "explanation", "theirs");
  const undone = run(mine, outsideHistory(theirs), undo);
  expect(value(recordOf(undone, "claim", claim), "explanation")).toBe("theirs");
  expect(recordOf(undone, "claim", claim)!.fields.explanation![0]!.retracted).toBe(true);
});

it("undo does not take back what is done outside the history", () => {
  const id = "article" as Id<"article">;
  const trashed = run(marked, outsideHistory(setField(by, "article", id, "alive", false)));
  expect(value(recordOf(run(trashed, undo), "article", id), "alive")).toBe(false);
});
