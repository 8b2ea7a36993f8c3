import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { closeHistory, redo, undo } from "prosemirror-history";
import { TextSelection, type EditorState } from "prosemirror-state";
import { Transform } from "prosemirror-transform";
import { describe, expect, it } from "vitest";
import { claimViews, contents, anchor } from "../../src/editor/anchors";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import { AnnotationStep } from "../../src/editor/annotation-step";
import { clearSelection, giveVerdict, markClaim, setField } from "../../src/editor/commands";
import { setLocked } from "../../src/editor/lock";
import { applyDraft, compareDrafts, followed, type DraftPlan } from "../../src/editor/new-draft";
import type { ChangeEvent, Session } from "../../src/editor/session";
import { articleText, type Range } from "../../src/editor/text";
import type { Id } from "../../src/model/record";
import {
  article,
  claimWords,
  em,
  h,
  li,
  MemoryLog,
  openOn,
  p,
  pen,
  quote,
  table,
  td,
  title,
  tr,
  ul,
} from "../builders";
import { replace } from "../edits";
import { bracketed, finish } from "../new-drafts";

/** An article open in a tab, with a claim and a verdict on everything in brackets. */
async function opened(before: Node, clearances: readonly Range[] = []): Promise<Session> {
  const { doc, ranges } = bracketed(before);
  const session = await openOn(new MemoryLog(), pen(), doc);
  const by = pen("ben");
  const chosen = (range: Range) => {
    const selection = TextSelection.create(session.state.doc, range.from, range.to);
    session.dispatch(session.state.tr.setSelection(selection));
  };
  for (const range of ranges) {
    chosen(range);
    session.run(markClaim(by));
  }
  for (const range of clearances) {
    chosen(range);
    session.run(clearSelection(by));
  }
  for (const { record } of claimViews(session.state))
    session.run(giveVerdict(by, record.id, "truth/true"));
  session.dispatch(closeHistory(session.state.tr));
  return session;
}

function planOf(session: Session, after: Node): DraftPlan {
  return finish(compareDrafts(session.state.doc, after, followed(session.state)));
}

/** Puts a new draft in place; decisions by the words they are for. */
function draft(
  session: Session,
  after: Node,
  decide: (plan: DraftPlan) => ReadonlyMap<Id, Range | null> = () => new Map(),
): boolean {
  const plan = planOf(session, after);
  return session.run(applyDraft(pen("carol"), plan, decide(plan)));
}

/** Accepts everything that is proposed. */
const accepting = ({ fates }: DraftPlan) =>
  new Map(fates.map(({ id, candidates }) => [id as Id, candidates[0] ?? null] as const));

/** What a reader sees: the document, and every claim and clearance with its place. */
function seen(state: EditorState) {
  const annotations = annotationsOf(state);
  const text = articleText(state.doc);
  return {
    doc: state.doc.toJSON() as unknown,
    claims: claimViews(state).map(({ record, passages, verdictHolds }) => ({
      id: record.id,
      passages,
      verdictHolds,
    })),
    clearances: contents(annotations).clearances.map((each) => anchor(each, annotations, text)),
  };
}

/** How many entries are made in a session; pins are none. */
function entriesOf(session: Session, act: () => void): number {
  let entries = 0;
  const count = (event: Event) => {
    for (const step of (event as ChangeEvent).transaction.steps)
      if (step instanceof AnnotationStep && step.change.type === "set") entries++;
  };
  session.addEventListener("change", count);
  act();
  session.removeEventListener("change", count);
  return entries;
}

const counted = p("In March, [31 of 94 buses] were late.");
const plain = p("In March, 31 of 94 buses were late.");
const lines = p("None of the lines was cut, she said in the council.");
const autumn = p("A decision is expected in autumn.");

describe("putting a new draft in place", () => {
  it("writes nothing of what the steps carry", async () => {
    const session = await opened(article(counted, lines));
    const after = article(h(2, "In all of ", em("March, 31"), " of 94 buses were very late."));
    expect(entriesOf(session, () => draft(session, after))).toBe(0);
    expect(claimWords(session.state)).toEqual(["31 of 94 buses"]);
  });
  it("enters the new place of what moved, with what stands beside it there", async () => {
    const session = await opened(article(lines, autumn, counted));
    expect(entriesOf(session, () => draft(session, article(plain, lines, autumn)))).toBe(1);
    expect(claimWords(session.state)).toEqual(["31 of 94 buses"]);
    const [view] = claimViews(session.state);
    expect(view?.passages[0]?.quote.prefix).toBe("Title\nIn March, ");
    expect(view?.verdictHolds).toBe(true);
  });
  it("leaves what is doubtful unplaced until somebody decides", async () => {
    const session = await opened(article(counted));
    draft(session, article(p("In March, 32 of 94 buses were late.")));
    expect(claimWords(session.state)).toEqual([" (unplaced)"]);
  });
  it("puts what was decided on its new words, which makes the verdict stale", async () => {
    const session = await opened(article(counted));
    const after = article(p("In March, 32 of 94 buses were late."));
    expect(entriesOf(session, () => draft(session, after, accepting))).toBe(0);
    expect(claimWords(session.state)).toEqual(["32 of 94 buses (changed)"]);
    const [view] = claimViews(session.state);
    expect(view?.passages[0]?.quote.exact).toBe("31 of 94 buses");
    expect(view?.verdictHolds).toBe(false);
  });
  it("leaves unplaced what was decided against", async () => {
    const session = await opened(article(counted));
    const none = ({ fates }: DraftPlan) => new Map(fates.map(({ id }) => [id as Id, null]));
    draft(session, article(p("Then, in March, 31 of 94 buses were late.")), none);
    expect(claimWords(session.state)).toEqual([" (unplaced)"]);
  });
  it("follows a passage that had changed before by the words it stands on", async () => {
    const session = await opened(article(counted, lines, autumn));
    session.run(replace("31", "32"));
    draft(session, article(lines, autumn, p("In March, 32 of 94 buses were late.")));
    expect(claimWords(session.state)).toEqual(["32 of 94 buses (changed)"]);
  });
  it("takes a clearance off words that changed", async () => {
    const doc = article(lines);
    const session = await opened(doc, [{ from: 8, to: 33 }]);
    draft(session, article(p("None of the many lines was cut, she said in the council.")));
    expect(seen(session.state).clearances.map(({ state }) => state)).toEqual(["unplaced"]);
  });
  it("does not apply to another article than the one compared", async () => {
    const session = await opened(article(counted));
    const plan = planOf(session, article(lines));
    session.run(replace("31", "32"));
    expect(session.run(applyDraft(pen("carol"), plan, new Map()))).toBe(false);
  });
  it("passes the lock", async () => {
    const session = await opened(article(counted));
    session.run(setLocked(true));
    draft(session, article(lines));
    expect(session.state.doc.eq(article(lines))).toBe(true);
  });
  it("says nothing more of a claim deleted since", async () => {
    const session = await opened(article(counted));
    const plan = planOf(session, article(p("In March, 32 of 94 buses were late.")));
    const [claim] = claimViews(session.state);
    const [passage] = claim!.passages;
    session.run(setField(pen("dora"), "passage", passage!.id, "alive", false));
    const decisions = accepting(plan);
    expect(entriesOf(session, () => session.run(applyDraft(pen("carol"), plan, decisions)))).toBe(
      0,
    );
  });
});

/** Paragraphs whose words tell them apart, each with what is marked in it. */
const pieces: readonly Node[] = [
  p("In March, [31 of 94 [buses]] were late, [the council says]."),
  p("[None of the lines was cut], and no driver lost [a job] over it."),
  quote(p("“We counted [every single bus],” said [Anna Keller]. “[Twice].”")),
  ul(li(p("[Late]: 31 buses")), li(p("On time: [63 buses]"))),
  table(tr(td(p("Line")), td(p("[Delay]"))), tr(td(p("7")), td(p("[31 minutes]")))),
  h(2, "What [was] counted"),
  p("A decision is [expected in autumn, after the election] of a new council."),
];
const whole = article(title("A [third of buses] ran late"), ...pieces);

/** Drafts of that article: some of its pieces, in some order, with a few words put in or taken out. */
const anyDraft = fc
  .tuple(
    fc.shuffledSubarray([...pieces], { minLength: 1 }),
    fc.array(fc.tuple(fc.nat(1000), fc.nat(12), fc.constantFrom("", "late ", "not ", "7", "x")), {
      maxLength: 6,
    }),
    fc.boolean(),
  )
  .map(([some, edits, isRetitled]) => {
    const head = isRetitled ? title("Buses, again") : title("A third of buses ran late");
    return edits.reduce(edited, bracketed(article(head, ...some)).doc);
  });

/** The document with other words in the place of some, within one block. */
function edited(doc: Node, [at, size, words]: readonly [number, number, string]): Node {
  const text = articleText(doc);
  const start = at % text.text.length;
  const { from, to } = text.range({ start, end: Math.min(start + size, text.text.length) });
  const end = Math.min(to, doc.resolve(from).end());
  const change = new Transform(doc);
  if (words) return change.replaceWith(from, end, doc.type.schema.text(words)).doc;
  return change.delete(from, end).doc;
}

describe("undo", () => {
  it("brings back the article and every place exactly, and redo the draft", async () => {
    await fc.assert(
      fc.asyncProperty(anyDraft, fc.boolean(), async (after, isAccepted) => {
        const session = await opened(whole, [{ from: 30, to: 36 }]);
        const before = seen(session.state);
        draft(session, after, isAccepted ? accepting : undefined);
        const drafted = seen(session.state);
        expect(drafted.doc).toEqual(after.toJSON());
        session.run(undo);
        expect(seen(session.state)).toEqual(before);
        session.run(redo);
        expect(seen(session.state)).toEqual(drafted);
      }),
      { numRuns: 200 },
    );
  });
});

describe("every passage", () => {
  it("stands where the plan says, on the words it says", async () => {
    await fc.assert(
      fc.asyncProperty(anyDraft, fc.boolean(), async (after, isAccepted) => {
        const session = await opened(whole);
        const plan = planOf(session, after);
        const decisions: ReadonlyMap<Id, Range | null> = isAccepted ? accepting(plan) : new Map();
        session.run(applyDraft(pen("carol"), plan, decisions));
        const text = articleText(session.state.doc);
        const passages = claimViews(session.state).flatMap((view) => view.passages);
        for (const fate of plan.fates) {
          const proposed = fate.isDoubtful ? null : fate.range;
          const wanted = decisions.has(fate.id) ? decisions.get(fate.id)! : proposed;
          const { words, range } = passages.find(({ id }) => id === fate.id)!;
          expect(words).toBe(wanted ? text.words(wanted) : "");
          if (wanted) expect(text.span(range!)).toEqual(text.span(wanted));
        }
      }),
      { numRuns: 200 },
    );
  });
  it("away from small edits is kept, and nothing is written of it", async () => {
    const paragraphs = Array.from({ length: 12 }, (_, i) =>
      p(`Line ${i} was late on [${i + 30} of ninety days], as the council wrote in report ${i}.`),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(11), { maxLength: 4 }),
        fc.constantFrom("very late", "on time", ""),
        async (places, words) => {
          const session = await opened(article(...paragraphs));
          const after = article(
            ...bracketed(article(...paragraphs))
              .doc.children.slice(1)
              .map((block, i) => (places.includes(i) ? retold(block, words) : block)),
          );
          const before = claimWords(session.state);
          expect(entriesOf(session, () => draft(session, after))).toBe(0);
          expect(claimWords(session.state)).toEqual(before);
        },
      ),
      { numRuns: 100 },
    );
  });
  function retold(block: Node, words: string): Node {
    return p(block.textContent.replace("late", words));
  }
});
