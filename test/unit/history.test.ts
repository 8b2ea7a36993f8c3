import fc from "fast-check";
import { closeHistory, redo, undo } from "prosemirror-history";
import { joinPoint } from "prosemirror-transform";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import { lift, setBlockType, splitBlock, toggleMark, wrapIn } from "prosemirror-commands";
import { Slice, type Node } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { expect, it } from "vitest";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import {
  annotationsFromJson,
  annotationsToJson,
  noAnnotations,
} from "../../src/editor/annotations";
import { claimViews, contents } from "../../src/editor/anchors";
import { articleSchema } from "../../src/editor/article-schema";
import { beginning, fromSnapshot, replay } from "../../src/editor/article-state";
import { moveBlock } from "../../src/editor/blocks";
import {
  addPassage,
  clearSelection,
  confirmWords,
  deleteRecord,
  giveVerdict,
  markClaim,
  selectedWords,
  setField,
  setRange,
} from "../../src/editor/commands";
import { setLocked } from "../../src/editor/lock";
import type { Session } from "../../src/editor/session";
import { articleText } from "../../src/editor/text";
import { anyArticle } from "../arbitraries";
import {
  article,
  ARTICLE,
  br,
  em,
  figure,
  h,
  hr,
  li,
  MemoryLog,
  ol,
  openOn,
  p,
  pen,
  quote,
  standfirst,
  table,
  td,
  title,
  tr,
  ul,
} from "../builders";

/** Every node type of the article schema. */
const everything = article(
  title("A third of ", em("buses"), " ran late"),
  standfirst("The council disputes it."),
  p("In March, 31 of 94 buses were late.", br(), "So the council says."),
  h(2, "What was counted"),
  quote(p("“We counted every bus,” she said."), p("“Twice.” 🚌")),
  ul(li(p("Late: 31")), li(p("On time: 63"), ol(li(p("early: 2"))))),
  figure("The depot in March."),
  table(tr(td(p("Line")), td(p("Late"))), tr(td(p("7")), td(p("31 %")))),
  hr(),
  p("None of the lines was cut."),
);

/** One thing a person does: a kind of act, and two places in the text as fractions. */
const act = fc.record({
  does: fc.constantFrom(
    "type",
    "delete",
    "replace",
    "split",
    "join",
    "quote",
    "unquote",
    "heading",
    "list",
    "unlist",
    "embolden",
    "cut",
    "copy",
    "paste",
    "paste",
    "drag",
    "retype",
    "move up",
    "move down",
    "mark",
    "mark",
    "mark",
    "clear",
    "add passage",
    "adjust",
    "judge",
    "unjudge",
    "say",
    "confirm",
    "drop",
    "undo",
    "redo",
  ),
  at: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  size: fc.integer({ min: 0, max: 30 }).map((percent) => percent / 100),
});

type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** Selects the stretch an act is about. */
function selectFor({ at, size }: Act): Command {
  return (state, dispatch) => {
    const text = articleText(state.doc);
    const start = Math.floor(at * text.text.length);
    const end = Math.min(text.text.length, start + Math.floor(size * text.text.length));
    const { from, to } = text.range({ start, end });
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
    return true;
  };
}

const typing =
  (words: string): Command =>
  (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(articleSchema.text(words), true));
    return true;
  };

const deleting: Command = (state, dispatch) => {
  if (state.selection.empty) return false;
  dispatch?.(state.tr.deleteSelection());
  return true;
};

const joining: Command = (state, dispatch) => {
  const point = joinPoint(state.doc, state.selection.from);
  if (point == null) return false;
  const { nodeBefore, nodeAfter } = state.doc.resolve(point);
  if (nodeBefore?.type !== nodeAfter?.type) return false;
  dispatch?.(state.tr.join(point));
  return true;
};

const unlocking = setLocked(false);

let clipboard = Slice.empty;

const copying: Command = ({ selection }) => {
  clipboard = selection.content();
  return true;
};

const cutting: Command = (state, dispatch) => {
  clipboard = state.selection.content();
  if (state.selection.empty) return false;
  dispatch?.(state.tr.deleteSelection().setMeta("uiEvent", "cut"));
  return true;
};

const pasting: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelection(clipboard).setMeta("uiEvent", "paste"));
  return true;
};

/** Takes the selection out and puts it in where the text is so far on, as dragging does. */
const dragging =
  (at: number): Command =>
  (state, dispatch) => {
    if (state.selection.empty) return false;
    const slice = state.selection.content();
    const tr = state.tr.deleteSelection();
    const text = articleText(tr.doc);
    const place = text.position(Math.floor(at * text.text.length));
    dispatch?.(tr.replaceRange(place, place, slice).setMeta("uiEvent", "drop"));
    return true;
  };

/** Types over the selection, key by key. */
const retyping =
  (session: Session): Command =>
  (state) => {
    if (state.selection.empty) return false;
    for (const key of "ten") session.dispatch(session.state.tr.insertText(key));
    return true;
  };

/** The claim an act is about: any, chosen by its place. */
function claimFor(state: EditorState, { at }: Act) {
  const { claims } = contents(annotationsOf(state));
  return claims[Math.floor(at * claims.length) % Math.max(claims.length, 1)]?.id;
}

/** Does one act as an undo event of its own. */
function perform(session: Session, by: ReturnType<typeof pen>, what: Act): void {
  session.run(selectFor(what));
  const claim = claimFor(session.state, what);
  const range = selectedWords(session.state);
  const commands: Record<Act["does"], Command | false | null | undefined> = {
    type: typing("10 "),
    delete: deleting,
    replace: typing("eleven"),
    split: splitBlock,
    join: joining,
    quote: wrapIn(articleSchema.nodes.blockquote),
    unquote: lift,
    heading: setBlockType(articleSchema.nodes.heading),
    list: wrapInList(articleSchema.nodes.bullet_list),
    unlist: liftListItem(articleSchema.nodes.list_item),
    embolden: toggleMark(articleSchema.marks.strong),
    cut: cutting,
    copy: copying,
    paste: pasting,
    drag: dragging(what.size * 3),
    retype: retyping(session),
    "move up": moveBlock(-1),
    "move down": moveBlock(1),
    mark: markClaim(by),
    clear: clearSelection(by),
    "add passage": claim && addPassage(by, claim),
    adjust:
      range &&
      claim &&
      ((state, dispatch) => {
        const passage = contents(annotationsOf(state)).passages.get(claim)?.[0];
        return passage ? setRange(by, passage.id, range)(state, dispatch) : false;
      }),
    judge: claim && giveVerdict(by, claim, "truth/false"),
    unjudge: claim && giveVerdict(by, claim, null),
    say: claim && setField(by, "claim", claim, "explanation", `because ${what.at}`),
    confirm: claim && confirmWords(by, claim),
    drop: claim && deleteRecord(by, "claim", claim),
    undo,
    redo,
  };
  const command = commands[what.does];
  if (command) session.run(command);
  session.dispatch(closeHistory(session.state.tr));
}

/** What a reader sees: the document, and every claim and clearance with its range. */
function seen(state: EditorState) {
  return {
    doc: state.doc.toJSON() as unknown,
    claims: claimViews(state).map(({ record, passages, verdict, verdictHolds }) => ({
      id: record.id,
      passages: passages.map(({ id, range, state: how, words }) => ({ id, range, how, words })),
      verdict,
      verdictHolds,
    })),
    clearances: contents(annotationsOf(state)).clearances.map(({ id }) => id),
  };
}

async function opened(
  log: MemoryLog,
  by: ReturnType<typeof pen>,
  doc: Node = everything,
): Promise<Session> {
  clipboard = Slice.empty;
  const session = await openOn(log, by, doc);
  session.run(unlocking);
  return session;
}

/** The article with every node type, or any other. */
const anyDocument = fc.oneof(fc.constant(everything), anyArticle);

const script = fc.array(act, { maxLength: 50, size: "max" });

it("undoes and redoes text and claims in one timeline, each state exactly as it was", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyDocument,
      fc.array(
        act.filter(({ does }) => does !== "undo" && does !== "redo"),
        { maxLength: 50, size: "max" },
      ),
      async (doc, acts) => {
        const by = pen();
        const session = await opened(new MemoryLog(), by, doc);
        const states = [seen(session.state)];
        for (const what of acts) {
          perform(session, by, what);
          const now = seen(session.state);
          if (JSON.stringify(now) !== JSON.stringify(states.at(-1))) states.push(now);
        }
        const forth = [states.at(-1)];
        let changed = true;
        const back: unknown[] = [states.at(-1)];
        while (changed) {
          changed = session.run(undo);
          const now = seen(session.state);
          if (JSON.stringify(now) !== JSON.stringify(back.at(-1))) back.push(now);
        }
        expect(back.toReversed()).toEqual(states);
        forth.length = 0;
        forth.push(states[0]!);
        while (session.run(redo)) {
          const now = seen(session.state);
          if (JSON.stringify(now) !== JSON.stringify(forth.at(-1))) forth.push(now);
        }
        expect(forth).toEqual(states);
      },
    ),
    { numRuns: 1000 },
  );
});

it("keeps a claim's stored words equal to the text under it whenever it is placed", async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, script, async (doc, acts) => {
      const by = pen();
      const session = await opened(new MemoryLog(), by, doc);
      for (const what of acts) perform(session, by, what);
      const text = articleText(session.state.doc);
      for (const { passages } of claimViews(session.state)) {
        for (const {
          state,
          range,
          quote: { exact },
        } of passages) {
          expect(range).not.toBeNull();
          if (state === "placed") expect(text.words(range!)).toBe(exact);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

it("arrives at the same state from the log alone, and from a snapshot and the rest of it", async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, script, fc.nat(50), async (doc, acts, cut) => {
      const by = pen();
      const log = new MemoryLog();
      const session = await opened(log, by, doc);
      for (const [i, what] of acts.entries()) {
        perform(session, by, what);
        if (i % 3 === 0) await session.save();
      }
      await session.save();
      const whole = replay(beginning, log.commits);
      expect(whole.doc.toJSON()).toEqual(session.state.doc.toJSON());
      expect(annotationsToJson(whole.annotations)).toEqual(
        annotationsToJson(annotationsOf(session.state)),
      );

      const half = replay(beginning, log.commits.slice(0, cut));
      const snapshot = structuredClone({
        article: ARTICLE,
        version: half.version,
        document: half.doc.toJSON() as unknown,
        annotations: annotationsToJson(half.annotations),
      });
      const rest = replay(fromSnapshot(snapshot), log.commits.slice(cut));
      expect(rest.doc.eq(whole.doc)).toBe(true);
      expect(annotationsToJson(rest.annotations)).toEqual(annotationsToJson(whole.annotations));
    }),
    { numRuns: 1000 },
  );
});

it("reads its JSON form back", () => {
  expect(annotationsFromJson(annotationsToJson(noAnnotations))).toEqual(noAnnotations);
});

it("keeps every tab on one log in step, whatever they do at once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(1), act, fc.boolean()), { maxLength: 30 }),
      async (acts) => {
        const log = new MemoryLog();
        const pens = [pen("anna"), pen("ben")];
        const first = await opened(log, pens[0]!);
        const second = await openOn(log, pens[1]!);
        second.run(unlocking);
        const tabs = [first, second];
        for (const [who, what, syncs] of acts) {
          perform(tabs[who]!, pens[who]!, what);
          if (syncs) await tabs[who]!.catchUp();
        }
        for (const tab of [...tabs, ...tabs]) await tab.catchUp();
        const whole = replay(beginning, log.commits);
        for (const { state, saveState } of tabs) {
          expect(saveState).toEqual({ type: "saved" });
          expect(state.doc.eq(whole.doc)).toBe(true);
          expect(annotationsToJson(annotationsOf(state))).toEqual(
            annotationsToJson(whole.annotations),
          );
        }
      },
    ),
    { numRuns: 1000 },
  );
});
