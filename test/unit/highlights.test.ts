import fc from "fast-check";
import type { EditorState } from "prosemirror-state";
import type { Decoration, DecorationAttrs, DecorationSet } from "prosemirror-view";
import { describe, expect, it } from "vitest";
import { claimViews } from "../../src/editor/anchors";
import { addPassage, deleteRecord, giveVerdict, setRange } from "../../src/editor/commands";
import type { GivenEntry } from "../../src/editor/entry-writer";
import {
  cardId,
  claimsAt,
  claimsDeletedAt,
  deletions,
  segments,
  type Segment,
} from "../../src/editor/highlights";
import { selectClaim } from "../../src/editor/selected-claim";
import { articleText, type Range } from "../../src/editor/text";
import { value, type Id } from "../../src/model/record";
import type { RatingId } from "../../src/model/scale";
import { anyRange } from "../arbitraries";
import { article, claimOn, clear, mark, p, pen, run, select, stateOf, title } from "../builders";
import { edit, insert, rangeOf, replace } from "../edits";

const by = pen("ben");
const letters = stateOf(article(title("T"), p("abcdefgh"), p("ijkl")));
const marked = (...words: string[]) => run(letters, ...words.map((each) => mark(each)));
const names = ({ claims }: Pick<Segment, "claims">) =>
  claims.map(({ record }) => value(record, "statement"));

/** Each segment's words, and the claims over it, topmost first. */
function drawn(state: EditorState): string[] {
  const text = articleText(state.doc);
  return segments(state).map((segment) =>
    [text.words(segment), "=", ...names(segment), ...(segment.isCleared ? ["cleared"] : [])].join(
      " ",
    ),
  );
}

describe("segments", () => {
  it.each([
    ["are a claim's range, where it is alone", ["cd"], ["cd = cd"]],
    ["lie apart where claims do", ["b", "d"], ["b = b", "d = d"]],
    ["touch where claims touch, each with its own", ["bc", "de"], ["bc = bc", "de = de"]],
    [
      "are three where one claim lies in another",
      ["bcdef", "d"],
      ["bc = bcdef", "d = d bcdef", "ef = bcdef"],
    ],
    ["are two where claims begin together", ["bcd", "b"], ["b = b bcd", "cd = bcd"]],
    ["are two where claims end together", ["bcd", "d"], ["bc = bcd", "d = d bcd"]],
    ["are three where claims cross", ["bcd", "def"], ["bc = bcd", "d = bcd def", "ef = def"]],
    [
      "have the shorter on top where claims cross",
      ["bcd", "defg"],
      ["bc = bcd", "d = bcd defg", "efg = defg"],
    ],
    [
      "have all of three that lie in each other",
      ["bcdef", "cde", "d"],
      ["b = bcdef", "c = cde bcdef", "d = d cde bcdef", "e = cde bcdef", "f = bcdef"],
    ],
    ["span paragraphs", ["gh\nij", "j"], ["gh\ni = gh ij", "j = j gh ij"]],
  ])("%s", (_rule, words, expected) => {
    expect(drawn(marked(...words))).toEqual(expected);
    expect(drawn(marked(...words.toReversed()))).toHaveLength(expected.length);
  });

  it("are one where claims have one range, the one made last on top", () => {
    const twice = run(letters, mark("cd", pen("x")), mark("cd", pen("y")));
    expect(segments(twice).map(({ claims }) => claims.map(({ record }) => record.id))).toEqual([
      ["y-1", "x-1"],
    ]);
  });
  it("name a claim once where its own passages overlap", () => {
    const state = marked("bcd");
    const twice = run(state, select("cde"), addPassage(by, claimOn(state, "bcd")));
    expect(drawn(twice)).toEqual(["b = bcd", "cd = bcd", "e = bcd"]);
  });
  it("know what is cleared, beside claims and under them", () => {
    expect(drawn(run(letters, clear("cd")))).toEqual(["cd = cleared"]);
    expect(drawn(run(letters, clear("bcd"), mark("cdef")))).toEqual([
      "b = cleared",
      "cd = cdef cleared",
      "ef = cdef",
    ]);
  });
  it("are not of collapsed claims, deleted ones, or clearances taken back", () => {
    expect(drawn(run(marked("cd"), replace("cd", "")))).toEqual([]);
    const state = marked("cd");
    expect(drawn(run(state, deleteRecord(by, "claim", claimOn(state, "cd"))))).toEqual([]);
    expect(drawn(run(letters, clear("cd"), clear("cd")))).toEqual([]);
  });
});

describe("fifty claims in one paragraph", () => {
  const words = Array.from({ length: 50 }, (_, i) => `w${i}`);
  const state = stateOf(article(title("T"), p(words.join(" "))));
  const from = (i: number) => rangeOf(state, `w${i}`).from;
  const to = (i: number) => rangeOf(state, `w${i}`).to;
  const drawnOn = (ranges: readonly Range[]) =>
    segments(stateOf(state.doc, ranges.flatMap(claim))).map(({ claims }) =>
      claims.map(({ record }) => record.id),
    );

  it("are fifty segments where they touch, each with one claim", () => {
    const touching = words.map((_, i) => ({ from: from(i), to: i < 49 ? from(i + 1) : to(49) }));
    expect(drawnOn(touching)).toEqual(words.map((_, i) => [`c${i}`]));
  });
  it("are one segment where they have one range, the one made last on top", () => {
    const same = words.map(() => ({ from: from(3), to: to(4) }));
    expect(drawnOn(same)).toEqual([words.map((_, i) => `c${49 - i}`)]);
  });
  it("are ninety-nine segments where each lies in the one before, the innermost fifty deep", () => {
    const start = from(0);
    const nested = words.map((_, i) => ({ from: start + i, to: start + 150 - i }));
    const found = drawnOn(nested);
    expect(found).toHaveLength(99);
    expect(found[49]).toEqual(words.map((_, i) => `c${49 - i}`));
    expect(found.map(({ length }) => length)).toEqual([
      ...words.map((_, i) => i + 1),
      ...words.map((_, i) => 49 - i).slice(0, 49),
    ]);
  });
});

/** Where words of claims were deleted: the text before the place, “|”, and the claims. */
function deleted(state: EditorState): string[] {
  const text = articleText(state.doc);
  return deletions(state).map(({ position, claims }) => {
    const before = text.text.slice(0, text.offset(position)).split("\n").at(-1)!;
    return `${before}| ${names({ claims }).join(" ")}`;
  });
}

describe("the marks of deleted words", () => {
  it("are none where every claim has its words, or never had a place", () => {
    const unplaced = claim({ from: 3, to: 5 }, 0).map(({ range: _, ...entry }) => entry);
    expect(deleted(marked("cd"))).toEqual([]);
    expect(deleted(stateOf(letters.doc, unplaced))).toEqual([]);
  });
  it.each([
    ["stand where the words stood", ["cd"], "cd", ["ab| cd"]],
    ["are one for all claims that lost their words there", ["cd", "d"], "bcd", ["a| cd d"]],
    ["are for those claims alone that lost all", ["bcd", "cd"], "cd", ["ab| cd"]],
    ["stand in the next block where a whole one went", ["ijkl"], "\nijkl", ["abcdefgh| ijkl"]],
  ])("%s", (_rule, words, gone, expected) => {
    expect(deleted(run(marked(...words), replace(gone, "")))).toEqual(expected);
  });
  it("stand inside a block also where its neighbours went as a whole", () => {
    const state = run(stateOf(article(title("T"), p("ab"), p("cd"), p("ef"))), mark("cd"));
    const { from, to } = rangeOf(state, "cd");
    const without = run(
      state,
      edit((tr) => tr.delete(from - 1, to + 1)),
    );
    const [{ position } = { position: 0 }] = deletions(without);
    expect(without.doc.resolve(position).parent.isTextblock).toBe(true);
    expect(deleted(without)).toEqual(["| cd"]);
  });
  it("are one for each place, in the order of the text", () => {
    const state = run(marked("ij", "cd", "gh"), replace("cd", ""), replace("ij", ""));
    expect(deleted(state)).toEqual(["ab| cd", "| ij"]);
  });
  it("are gone when the claim is deleted, or its passage put on other words", () => {
    const before = marked("cd");
    const state = run(before, replace("cd", ""));
    const passage = claimViews(before)[0]!.passages[0]!.id;
    expect(deleted(run(state, deleteRecord(by, "claim", claimOn(before, "cd"))))).toEqual([]);
    expect(deleted(run(state, setRange(by, passage, rangeOf(state, "ef"))))).toEqual([]);
  });
  it("stay before what is typed there", () => {
    const state = run(marked("cd"), replace("cd", ""), insert("xy", { before: "ef" }));
    expect(deleted(state)).toEqual(["ab| cd"]);
  });
  it("tell the claims at their place, and at no other", () => {
    const state = run(marked("cd"), replace("cd", ""));
    const { from } = rangeOf(state, "ef");
    expect(names({ claims: claimsDeletedAt(state, from) })).toEqual(["cd"]);
    expect(claimsDeletedAt(state, from + 1)).toEqual([]);
  });
});

/** A claim named after its range. */
function claim({ from, to }: Range, index: number): GivenEntry[] {
  const [id, passage] = [`c${index}` as Id, `p${index}` as Id];
  const quote = { exact: "", prefix: "", suffix: "" };
  return [
    { kind: "claim", id, field: "alive", value: true },
    { kind: "passage", id: passage, field: "alive", value: true },
    { kind: "passage", id: passage, field: "claim", value: id },
    { kind: "passage", id: passage, field: "quote", value: quote, range: { from, to } },
  ];
}

describe("whatever claims there are", () => {
  const size = letters.doc.content.size;
  const ranges = fc.array(anyRange(size), { maxLength: 8 });
  const withClaims = (all: readonly Range[]) => stateOf(letters.doc, all.flatMap(claim));

  it("every place is covered by the claims with words there, and no other, the smallest first", () => {
    fc.assert(
      fc.property(ranges, (all) => {
        const found = segments(withClaims(all));
        const words = (range: Range) => articleText(letters.doc).words(range);
        for (let at = 0; at < size; at++) {
          const covering = all.flatMap((range, i) =>
            range.from <= at && at < range.to && words(range).trim() ? [`c${i}`] : [],
          );
          const segment = found.filter(({ from, to }) => from <= at && at < to);
          expect(segment.length).toBe(Math.min(covering.length, 1));
          const ids = segment.flatMap(({ claims }) => claims.map(({ record }) => record.id));
          expect(ids.toSorted()).toEqual(covering.toSorted());
          const sizes = ids.map((id) => all[Number(id.slice(1))]!).map(({ from, to }) => to - from);
          expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
        }
      }),
    );
  });
  it("segments come in order, overlap nowhere, and none is empty", () => {
    fc.assert(
      fc.property(ranges, (all) => {
        const edges = segments(withClaims(all)).flatMap(({ from, to }) => [from, to - 0.5]);
        expect(edges).toEqual([...new Set(edges)].toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("the claims at a place", () => {
  const state = run(marked("bcd", "cdef", "gh"), clear("a"));
  const at = (words: string, offset: number) =>
    names({ claims: claimsAt(state, rangeOf(state, words).from + offset) });

  it.each([
    ["are those around it, the smallest first", "d", 0, ["bcd", "cdef"]],
    ["are those that begin there, where others end", "e", 0, ["cdef"]],
    ["are those that end there, where none begins", "h", 1, ["gh"]],
    ["begin at a claim's start, beside a clearance too", "b", 0, ["bcd"]],
    ["are none on a clearance alone", "a", 0, []],
    ["are none elsewhere", "j", 0, []],
  ])("%s", (_rule, words, offset, expected) => {
    expect(at(words, offset)).toEqual(expected);
  });
});

describe("a highlight", () => {
  /** What the words' decoration looks like. */
  function lookOf(state: EditorState, words: string): DecorationAttrs {
    const plugin = state.plugins.find(({ props }) => props.decorations)!;
    const all = plugin.props.decorations!.call(plugin, state) as DecorationSet;
    const { from, to } = rangeOf(state, words);
    const found = all.find(from, to).find((each) => each.from === from && each.to === to);
    return (found as Decoration & { readonly type: { readonly attrs: DecorationAttrs } }).type
      .attrs;
  }
  const judge = (words: string, rating: RatingId) => (state: EditorState) =>
    run(state, giveVerdict(by, claimOn(state, words), rating));
  const classes = (state: EditorState, words: string) => lookOf(state, words).class;
  const nested = run(marked("bcdef", "d"), selectClaim(null));
  const id = claimOn(nested, "d");

  it("is a mark, named after its claims, and points at the topmost one's card", () => {
    expect(lookOf(nested, "d")).toMatchObject({
      nodeName: "mark",
      class: "claim",
      "data-claims": `${id} ${claimOn(nested, "bcdef")}`,
      "aria-details": cardId(id),
    });
    expect(cardId(id)).toBe(`claim-${id}`);
  });
  it("of a clearance alone points at nothing", () => {
    expect(lookOf(run(letters, clear("cd")), "cd")).toEqual({ class: "clearance" });
  });
  it("says that it is cleared as well", () => {
    expect(classes(run(letters, mark("cd"), clear("cd")), "cd")).toBe("claim clearance selected");
  });
  it("says that one of its claims is selected, on top or not", () => {
    expect(classes(nested, "d")).toBe("claim");
    expect(classes(run(nested, selectClaim(claimOn(nested, "bcdef"))), "d")).toBe("claim selected");
    expect(classes(run(nested, selectClaim(id)), "bc")).toBe("claim");
  });
  it("asks for attention when the words under any of its claims changed", () => {
    const changed = run(marked("bcdef", "d", "ij"), insert("x", { before: "ef" }));
    expect(classes(changed, "bc")).toBe("claim attention");
    expect(classes(changed, "d")).toBe("claim attention");
    expect(classes(changed, "ij")).toBe("claim selected");
  });
  it("asks for attention when the topmost verdict is on other words", () => {
    const state = judge("d", "truth/false")(nested);
    const passage = claimViews(state)[1]!.passages[0]!.id;
    const moved = run(state, setRange(by, passage, rangeOf(state, "de")));
    expect(classes(moved, "de")).toBe("claim attention");
  });
  it("is drawn in the colour and line of each verdict, topmost first", () => {
    const state = judge("d", "truth/false")(judge("bcdef", "truth/half-true")(nested));
    expect(lookOf(state, "d").style).toBe(
      "--ink-0:var(--hue-25);--dash-0:10px;--period-0:13px;" +
        "--ink-1:var(--hue-75);--dash-1:5px;--period-1:8px;--tint:var(--tint-25-2)",
    );
    expect(lookOf(state, "bc").style).toMatch(
      /^--ink-0:var\(--hue-75\).*--tint:var\(--tint-75-1\)$/,
    );
  });
  it("is drawn in one solid line where no verdict is given", () => {
    expect(lookOf(nested, "bc").style).toBe(
      "--ink-0:var(--hue-250);--dash-0:8px;--period-0:8px;--tint:var(--tint-250-1)",
    );
  });
  it("has three lines at most", () => {
    const { style } = lookOf(marked("abcde", "bcde", "cde", "de"), "de");
    expect(style).toContain("--ink-2:");
    expect(style).not.toContain("--ink-3:");
    expect(style).toContain("--tint-250-3");
  });
  it("is drawn once for a state, and anew when text, claims or the selected claim change", () => {
    const plugin = nested.plugins.find(({ props }) => props.decorations)!;
    const draw = (state: EditorState) => plugin.props.decorations!.call(plugin, state);
    const first = draw(nested);
    expect(draw(run(nested, select("T")))).toBe(first);
    for (const change of [selectClaim(id), mark("gh"), edit((tr) => tr.insertText("x", 1))]) {
      const before = draw(nested);
      expect(draw(run(nested, change))).not.toBe(before);
    }
  });
});
