import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { describe, expect, it } from "vitest";
import { alignTexts } from "../../src/anchor/align-texts";
import { articleSchema } from "../../src/editor/article-schema";
import { carryingSteps, draftSteps, textBlocks } from "../../src/editor/draft-steps";
import { compareDrafts, planFromJson, planToJson } from "../../src/editor/new-draft";
import { mapRange } from "../../src/editor/ranges";
import { articleText, type Range } from "../../src/editor/text";
import { anyArticle, anyRange } from "../arbitraries";
import {
  article,
  br,
  em,
  figure,
  h,
  hr,
  li,
  ol,
  p,
  quote,
  standfirst,
  table,
  td,
  title,
  tr,
  ul,
} from "../builders";
import { bracketed, compare, finish, followedIn } from "../new-drafts";

const { nodes, marks } = articleSchema;

/** Every node type of the article schema, and words enough to tell places apart. */
const everything = article(
  title("A third of ", em("buses"), " ran late in the spring"),
  standfirst("The council disputes what drivers have said for months."),
  p("In March, 31 of 94 buses were late.", br(), "So the council says, and nobody believes it."),
  h(2, "What was counted"),
  quote(p("“We counted every bus,” she said on Monday."), p("“Twice, and in the rain.” 🚌")),
  ul(li(p("Late: 31")), li(p("On time: 63"), ol(li(p("early, in fact: 2"))))),
  figure("The depot in March, when the first of the new buses arrived."),
  table(tr(td(p("Line")), td(p("Late"))), tr(td(p("7")), td(p("31 %")))),
  hr(),
  p("None of the lines was cut, and no driver lost a job, the company wrote."),
  p("A decision is expected in autumn, after the next council has been elected."),
);

const anyChange = fc.record({
  does: fc.constantFrom("type", "delete", "split", "mark", "move", "wrap", "set level", "rewrite"),
  at: fc.nat(1000),
  size: fc.nat(40),
});
type Change = typeof anyChange extends fc.Arbitrary<infer C> ? C : never;

/** The document after a change of the kind that newsrooms make; the same where it does not fit. */
function change(doc: Node, { does, at, size }: Change): Node {
  const text = articleText(doc);
  const start = at % (text.text.length + 1);
  const { from, to } = text.range({ start, end: Math.min(text.text.length, start + size) });
  const { node, offset } = doc.childBefore(from);
  const acts: Record<Change["does"], (made: Transform) => Transform> = {
    type: (made) => made.insert(from, articleSchema.text("late ")),
    delete: (made) => made.delete(from, to),
    split: (made) => made.split(from),
    mark: (made) => made.addMark(from, to, marks.strong.create()),
    move: (made) =>
      made.delete(offset, offset + node!.nodeSize).insert(made.doc.content.size, node!),
    wrap: (made) => made.wrap(made.doc.resolve(from).blockRange()!, [{ type: nodes.blockquote }]),
    "set level": (made) => made.setBlockType(from, from, nodes.heading, { level: 3 }),
    rewrite: (made) => made.replaceWith(from, to, articleSchema.text("something else")),
  };
  try {
    const after = acts[does](new Transform(doc)).doc;
    after.check();
    return after;
  } catch {
    return doc;
  }
}

const anyChanges = fc.array(anyChange, { maxLength: 6 });
const anyOther = anyChanges.map((changes) => changes.reduce(change, everything));
const anyTwo = fc.oneof(
  fc.tuple(anyArticle, anyArticle),
  fc.tuple(anyArticle, anyChanges).map(([doc, changes]) => [doc, changes.reduce(change, doc)]),
  fc.tuple(anyOther, anyOther),
) as fc.Arbitrary<[Node, Node]>;

function mainStretches(before: Node, after: Node) {
  const [a, b] = [before, after].map((doc) => textBlocks(doc).map(({ text }) => text));
  return finish(alignTexts(a!, b!)).lanes[0]!.stretches;
}

describe("the steps of a new draft", () => {
  it("turn any article into any other, exactly", () => {
    fc.assert(
      fc.property(anyTwo, ([before, after]) => {
        const steps = finish(draftSteps(before, after, mainStretches(before, after)));
        const made = new Transform(before);
        for (const step of steps) made.step(step);
        expect(made.doc.toJSON()).toEqual(after.toJSON());
      }),
      { numRuns: 300 },
    );
  });
  it("fit without replacing whole blocks", () => {
    fc.assert(
      fc.property(anyTwo, ([before, after]) => {
        const { doc } = finish(carryingSteps(before, after, mainStretches(before, after)));
        expect(doc.toJSON()).toEqual(after.toJSON());
      }),
      { numRuns: 300 },
    );
  });
  it("are none for the article itself", () => {
    fc.assert(
      fc.property(anyArticle, (doc) => {
        expect(finish(compareDrafts(doc, doc, [])).steps).toEqual([]);
      }),
    );
  });

  /** The words that a marked passage stands on when nothing but the steps has moved it. */
  function carried(before: Node, after: Node): string[] {
    const { doc, ranges } = bracketed(before);
    const { steps } = compare(before, after);
    const made = new Transform(doc);
    for (const step of steps) made.step(step);
    return ranges.map((range) => articleText(made.doc).words(mapRange(range, made.mapping)));
  }
  const words = "In March, [31 of 94] buses were late.";
  const unmarked = "In March, 31 of 94 buses were late.";
  const other = p("None of the lines was cut.");

  it.each<[string, Node, Node]>([
    ["words before it change", article(p(words)), article(p("Back i" + unmarked.slice(1)))],
    [
      "words are put beside it",
      article(p(words)),
      article(p("In March, just 31 of 94 red buses.")),
    ],
    ["paragraphs come before it", article(p(words)), article(other, other, p(unmarked))],
    ["paragraphs around it go", article(other, p(words), other), article(p(unmarked))],
    ["its paragraph becomes a heading", article(p(words)), article(h(2, unmarked))],
    ["its paragraph becomes a standfirst", article(p(words)), article(standfirst(unmarked))],
    ["its heading has another level", article(h(2, words)), article(h(3, unmarked))],
    ["its list is numbered now", article(ul(li(p(words)))), article(ol(li(p(unmarked))))],
    [
      "its list is divided",
      article(ul(li(other), li(p(words)))),
      article(ul(li(other)), ul(li(p(unmarked)))),
    ],
    [
      "its words are emphasised",
      article(p(words)),
      article(p("In ", em("March, 31"), " of 94 buses were late.")),
    ],
    [
      "its paragraph is split",
      article(p(words)),
      article(p("In March, 31 of 94 buses"), p("were late.")),
    ],
    [
      "its paragraph is joined to another",
      article(other, p(words)),
      article(p(`None of the lines was cut. ${unmarked}`)),
    ],
    [
      "a row comes before its row",
      article(table(tr(td(p(words))))),
      article(table(tr(td(p("Line 7"))), tr(td(p(unmarked))))),
    ],
  ])("carry a passage when %s", (_what, before, after) => {
    expect(carried(before, after)).toEqual(["31 of 94"]);
  });
  it("carry a passage over the change inside it", () => {
    const after = article(p("In March, 31 of the 94 buses were late."));
    expect(carried(article(p(words)), after)).toEqual(["31 of the 94"]);
  });
});

describe("comparing drafts", () => {
  const anyRanges = fc.array(anyRange(articleText(everything).text.length), { maxLength: 8 });
  const rangesOf = (doc: Node, spans: readonly Range[]) =>
    spans.map(({ from, to }) => articleText(doc).range({ start: from, end: to }));

  it("keeps and moves passages only to the same words", () => {
    fc.assert(
      fc.property(anyRanges, anyOther, (spans, after) => {
        const marked = followedIn(everything, rangesOf(everything, spans));
        const { fates } = finish(compareDrafts(everything, after, marked));
        for (const { state, before, range } of fates) {
          if (state === "kept" || state === "moved")
            expect(articleText(after).words(range!)).toBe(before);
        }
      }),
      { numRuns: 300 },
    );
  });
  it("keeps every passage of the article itself", () => {
    fc.assert(
      fc.property(anyRanges, (spans) => {
        const ranges = rangesOf(everything, spans).filter(({ from, to }) => from < to);
        const { fates } = finish(
          compareDrafts(everything, everything, followedIn(everything, ranges)),
        );
        expect(fates.every(({ state, doubt }) => state === "kept" && doubt === null)).toBe(true);
      }),
    );
  });
  it("gives the passages in the order of the text, with a candidate for every place", () => {
    fc.assert(
      fc.property(anyRanges, anyOther, (spans, after) => {
        const marked = followedIn(everything, rangesOf(everything, spans));
        const { fates } = finish(compareDrafts(everything, after, marked));
        const starts = fates.map(({ id }) => marked.find((one) => one.id === id)!.range!.from);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
        for (const { range, candidates, isDoubtful } of fates) {
          if (range) expect(candidates[0]).toEqual(range);
          expect(candidates.length).toBeLessThanOrEqual(3);
          if (!range) expect(isDoubtful).toBe(candidates.length > 0);
        }
      }),
      { numRuns: 300 },
    );
  });
  it("counts how the blocks fared", () => {
    const [one, two, three] = [
      p("In March, 31 of 94 buses were late."),
      p("None of the lines was cut, she said."),
      p("A decision is expected in autumn."),
    ];
    const after = article(
      title("Other"),
      three,
      p("In March, 30 of 94 buses were late."),
      p("New."),
    );
    expect(compare(article(title("Title"), one, two, three), after).blocks).toEqual({
      kept: 1,
      changed: 1,
      moved: 1,
      removed: 1,
      added: 1,
      isTitleChanged: true,
    });
  });
  it("tells how far it has come", () => {
    const progress = [...compareDrafts(everything, everything, [])];
    expect(progress.length).toBeGreaterThan(2);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });
  it("gives a plan that can be sent as JSON", () => {
    const plan = compare(
      article(title("In [March]"), p("It was [25 percent].")),
      article(title("In March"), p("It was 35 percent.")),
    );
    const json = structuredClone(planToJson(plan));
    expect(planFromJson(json, plan.before, plan.after)).toEqual(plan);
  });
});
