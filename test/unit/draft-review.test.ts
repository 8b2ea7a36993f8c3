import { describe, expect, test } from "vitest";
import { giveVerdict } from "../../src/editor/commands";
import {
  decisionsThatFit,
  entitled,
  inContext,
  placeOf,
  reviewOf,
  tally,
  undecided,
  verdictFate,
  wordsAfter,
  type Decisions,
  type DraftReview,
} from "../../src/editor/draft-review";
import type { Id } from "../../src/model/record";
import { titleOf } from "../../src/editor/text";
import { article, claimOn, em, mark, p, pen, run, stateOf, title } from "../builders";
import { placeIn, planFor, type Told } from "../drafts";
import { replace } from "../edits";

const OLD = article(p("The mill opened in 1926."), p("It has nine ovens."), p("Ann owns it."));
const NEW = article(p("The mill opened in 1927."), p("It has nine ovens."), p("Bea bought it."));

const marked = run(stateOf(OLD), mark("opened in 1926"), mark("nine ovens"), mark("Ann owns it"));
const judged = run(
  marked,
  giveVerdict(pen("judge"), claimOn(marked, "opened in 1926"), "truth/true"),
);

const TOLD: Readonly<Record<string, Told>> = {
  "opened in 1926": { state: "changed", on: "opened in 1927", doubt: "facts" },
  "nine ovens": { state: "kept", on: "nine ovens" },
  "Ann owns it": { state: "unplaced" },
};

const review = reviewOf(judged, planFor(judged, NEW, TOLD));
const none: Decisions = new Map();

/** The fate of the claim on some words. */
function fateOf({ plan }: DraftReview, words: string) {
  return plan.fates.find(({ before }) => before === words)!;
}

const year = fateOf(review, "opened in 1926");
const owner = fateOf(review, "Ann owns it");
const accepted: Decisions = new Map([[year.id as Id, year.range]]);

describe("a review", () => {
  test("has what is doubtful to decide, and everything else by how it fares", () => {
    const names = Object.entries(review.groups).map(([name, items]) => [
      name,
      items.map(({ fate }) => fate.before),
    ]);
    expect(Object.fromEntries(names)).toEqual({
      toDecide: ["opened in 1926"],
      changed: [],
      unplaced: ["Ann owns it"],
      moved: [],
      kept: ["nine ovens"],
    });
  });

  test("leaves out what was deleted since", () => {
    const { groups } = reviewOf(stateOf(OLD), planFor(judged, NEW, TOLD));
    expect(Object.values(groups).flat()).toEqual([]);
  });

  test("counts clearances that lose their place", () => {
    const plan = planFor(judged, NEW, TOLD);
    const fates = plan.fates.map((fate) => ({ ...fate, kind: "clearance" as const }));
    expect(reviewOf(judged, { ...plan, fates }).fallen).toBe(1);
  });
});

describe("a passage that is doubtful", () => {
  test("has no place while nobody decides", () => {
    expect(placeOf(year, none)).toBeNull();
    expect(undecided(review, none).map(({ fate }) => fate)).toEqual([year]);
  });

  test("has the place that is accepted", () => {
    expect(wordsAfter(review, year, accepted)).toBe("opened in 1927");
    expect(undecided(review, accepted)).toEqual([]);
  });

  test("has none when it is left unplaced, which is a decision", () => {
    const left: Decisions = new Map([[year.id as Id, null]]);
    expect(placeOf(year, left)).toBeNull();
    expect(undecided(review, left)).toEqual([]);
  });
});

describe("what becomes of the passages", () => {
  const onOwner = (words: string): Decisions => new Map([[owner.id as Id, placeIn(NEW, words)]]);

  test.each<[string, Decisions, object]>([
    ["as proposed", none, { kept: 1, moved: 0, changed: 0, unplaced: 2, undecided: 1 }],
    ["as accepted", accepted, { kept: 1, moved: 0, changed: 1, unplaced: 1, undecided: 0 }],
    [
      "as selected",
      onOwner("Bea bought it"),
      { kept: 1, moved: 0, changed: 1, unplaced: 1, undecided: 1 },
    ],
  ])("is counted %s", (_, decisions, counts) => {
    expect(tally(review, decisions)).toEqual(counts);
  });
});

describe("a verdict", () => {
  const [item] = review.groups.toDecide;

  test("falls where the words become others, and where they get no place", () => {
    expect(verdictFate(review, item!.claim, accepted)).toBe("falls");
    expect(verdictFate(review, item!.claim, none)).toBe("falls");
  });

  test("holds where the words stay", () => {
    const same = planFor(judged, OLD, {
      "opened in 1926": { state: "kept", on: "opened in 1926" },
    });
    const kept = reviewOf(judged, same);
    expect(verdictFate(kept, kept.groups.kept[0]!.claim, none)).toBe("holds");
  });

  test("that did not hold before is told apart", () => {
    const stale = run(judged, replace("1926", "1925"));
    const plan = planFor(stale, NEW, { "opened in 1925": { state: "kept", on: "opened in 1927" } });
    const { groups } = reviewOf(stale, plan);
    expect(verdictFate(reviewOf(stale, plan), groups.kept[0]!.claim, none)).toBe("stale");
  });

  test("that was not given does not fare", () => {
    expect(verdictFate(review, review.groups.kept[0]!.claim, none)).toBe("none");
  });
});

test("the paragraphs with new words are told, wherever old ones stand", () => {
  const moved = article(p("It has nine ovens."), p("Bea bought it."), p(), p("Ann owns it."));
  const { newBlocks } = reviewOf(judged, planFor(judged, moved, {}));
  expect(newBlocks.map(({ from }) => moved.nodeAt(from)?.textContent)).toEqual(["Bea bought it."]);
});

test("an offered place is shown with whole words around it, of its own paragraph", () => {
  expect(inContext(review, placeIn(NEW, "nine"))).toEqual({
    before: "It has ",
    words: "nine",
    after: " ovens.",
  });
});

describe("decisions on a draft that is compared again", () => {
  const planA = planFor(judged, NEW, TOLD);

  test("stay where the passage stands on the same words", () => {
    expect(decisionsThatFit(accepted, planA, planFor(judged, NEW, TOLD))).toEqual(accepted);
  });

  test("go where it stands on others", () => {
    const state = run(judged, replace("1926", "1925"));
    const planB = planFor(state, NEW, { "opened in 1925": TOLD["opened in 1926"]! });
    expect(decisionsThatFit(accepted, planA, planB)).toEqual(none);
  });

  test("go when the draft is another", () => {
    expect(decisionsThatFit(accepted, planA, planFor(judged, OLD, {}))).toEqual(none);
  });
});

describe("the title of a draft", () => {
  const present = article(title("The ", em("old"), " mill"), p("x"));
  const draft = article(title("A mill"), p("y"));
  const untitled = draft.copy(draft.content.replaceChild(0, title()));

  test.each([
    ["is the one that is asked for", draft, "Mills", "Mills"],
    ["is its own, when none is asked for", draft, " ", "A mill"],
    ["is the present one, when it has none", untitled, "", "The old mill"],
  ])("%s", (_, doc, wanted, expected) => {
    const found = entitled(doc, wanted, present);
    expect(titleOf({ doc: found })).toBe(expected);
    expect(found.lastChild?.textContent).toBe("y");
  });

  test("keeps its emphasis when it stays", () => {
    expect(entitled(untitled, "The old mill", present).firstChild).toEqual(present.firstChild);
  });

  test("may be none at all", () => {
    expect(titleOf({ doc: entitled(untitled, "", untitled) })).toBe("");
  });
});
