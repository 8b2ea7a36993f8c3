/**
 * What every kind of edit makes of claims, and that undo, redo and undoing everything bring back
 * exactly what was: words, ranges, anchor states and whether verdicts hold.
 */
import { setBlockType, wrapIn } from "prosemirror-commands";
import { closeHistory, redo, undo } from "prosemirror-history";
import { Slice, type Node } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection, type Command } from "prosemirror-state";
import { expect, describe, it } from "vitest";
import { claimViews, contents } from "../../src/editor/anchors";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import { articleSchema } from "../../src/editor/article-schema";
import { moveBlock } from "../../src/editor/blocks";
import { giveVerdict, setRange } from "../../src/editor/commands";
import { setLocked } from "../../src/editor/lock";
import { makingWay } from "../../src/editor/retyping";
import type { Session } from "../../src/editor/session";
import { articleText } from "../../src/editor/text";
import {
  article,
  claimOn,
  claimWords,
  h,
  li,
  mark,
  MemoryLog,
  openOn,
  p,
  pen,
  select,
  ul,
} from "../builders";
import { rangeOf } from "../edits";

const { blockquote, bullet_list, heading, list_item } = articleSchema.nodes;

const buses = () =>
  article(
    p("In March 31 of 94 buses ran late, the council said."),
    p("None of the nine lines was cut at all. Fares rise in May."),
    p("The depot stays open for now."),
  );

const LATE = "31 of 94 buses ran late";
const LINES = "None of the nine lines was cut at all";

// —— What a person does

type Act = (session: Session) => void;

const doing =
  (...commands: Command[]): Act =>
  (session) => {
    for (const command of commands)
      if (!session.run(command)) throw new Error("The command does not apply");
  };

/** Puts words in the place of what is selected, key by key. */
const typing =
  (words: string): Act =>
  (session) => {
    for (const key of words) session.dispatch(session.state.tr.insertText(key));
  };

/** Takes back what was typed last, key by key. */
const backspacing =
  (count: number): Act =>
  (session) => {
    for (let key = 0; key < count; key++) {
      const { tr, selection } = session.state;
      session.dispatch(tr.delete(selection.from - 1, selection.from));
    }
  };

const replacing = (words: string, others: string): Act =>
  both(doing(select(words)), typing(others));

const deleting = (words: string): Act =>
  both(doing(select(words)), (session) => session.dispatch(session.state.tr.deleteSelection()));

/** Puts the caret before or behind some words. */
const caretAt =
  (edge: "before" | "behind", words: string): Act =>
  (session) => {
    const { from, to } = rangeOf(session.state, words);
    const place = edge === "before" ? from : to;
    const { doc, tr } = session.state;
    session.dispatch(tr.setSelection(TextSelection.create(doc, place)));
  };

let clipboard = Slice.empty;

const copying = (words: string): Act =>
  both(doing(select(words)), ({ state }) => (clipboard = state.selection.content()));

const cutting = (words: string): Act =>
  both(copying(words), (session) =>
    session.dispatch(session.state.tr.deleteSelection().setMeta("uiEvent", "cut")),
  );

const pasting: Act = (session) =>
  session.dispatch(session.state.tr.replaceSelection(clipboard).setMeta("uiEvent", "paste"));

/** Takes some words out and puts them before others, as dragging them there does. */
const dragging =
  (words: string, before: string): Act =>
  (session) => {
    doing(select(words))(session);
    const { state } = session;
    const slice = state.selection.content();
    const { tr } = state;
    const { from } = rangeOf(state, before);
    tr.deleteSelection();
    const place = tr.mapping.map(from);
    session.dispatch(tr.replaceRange(place, place, slice).setMeta("uiEvent", "drop"));
  };

/** Composes: each text stands in the place of the one before it, then the last stays. */
const composing =
  (...texts: string[]): Act =>
  (session) => {
    const { from } = session.state.selection;
    texts.forEach((text, index) => {
      const { state } = session;
      const end = index === 0 ? state.selection.to : from + texts[index - 1]!.length;
      session.dispatch(state.tr.insertText(text, from, end).setMeta("composition", 1));
    });
  };

const both =
  (...acts: Act[]): Act =>
  (session) =>
    acts.forEach((act) => act(session));

// —— What is seen of it

function seen({ state }: Session) {
  return {
    doc: state.doc.toString(),
    claims: claimViews(state).map(({ passages, verdict, verdictHolds }) => ({
      passages: passages.map(({ range, state: how, words }) => ({ range, how, words })),
      rating: verdict?.rating,
      verdictHolds,
    })),
  };
}

/** An article, unlocked, with a claim on each of some words, each found false. */
async function opened(doc: Node, words: readonly string[]): Promise<Session> {
  const session = await openOn(new MemoryLog(), pen(), doc);
  for (const each of words) {
    session.run(mark(each));
    session.run(giveVerdict(session.pen, claimOn(session.state, each), "truth/false"));
  }
  session.run(setLocked(false));
  session.dispatch(closeHistory(session.state.tr));
  return session;
}

const textOf = ({ state }: Session) => articleText(state.doc).text;

/**
 * Does something to an article with claims, checks what they stand on then, and that the way back
 * and forth leads through the same states.
 */
async function check(
  doc: Node,
  marked: readonly string[],
  act: Act,
  expected: readonly string[],
): Promise<Session> {
  const session = await opened(doc, marked);
  const before = seen(session);
  act(session);
  const after = seen(session);
  expect(claimWords(session.state)).toEqual(expected);
  expect(claimViews(session.state).map(({ verdictHolds }) => verdictHolds)).toEqual(
    expected.map((words) => !/ \((changed|collapsed)\)$/.test(words)),
  );
  while (JSON.stringify(seen(session)) !== JSON.stringify(before) && session.run(undo));
  expect(seen(session)).toEqual(before);
  while (JSON.stringify(seen(session)) !== JSON.stringify(after) && session.run(redo));
  expect(seen(session)).toEqual(after);
  while (session.run(undo));
  expect(claimWords(session.state)).toEqual([]);
  expect(session.state.doc.eq(doc)).toBe(true);
  while (session.run(redo));
  expect(seen(session)).toEqual(after);
  return session;
}

interface Row {
  readonly when: string;
  readonly act: Act;
  readonly after: readonly string[];
  /** Absent: one claim on `LATE`. */
  readonly claims?: readonly string[];
  /** Absent: `buses`. */
  readonly doc?: Node;
}

const table = (rows: readonly Row[]) =>
  it.each(rows)("when $when", async ({ act, after, claims = [LATE], doc = buses() }) => {
    await check(doc, claims, act, after);
  });

describe("deleting", () => {
  table([
    { when: "all of a claim goes", act: deleting(LATE), after: [" (collapsed)"] },
    {
      when: "its head goes",
      act: deleting("In March 31 of "),
      after: ["94 buses ran late (changed)"],
    },
    { when: "its tail goes", act: deleting(" ran late, the"), after: ["31 of 94 buses (changed)"] },
    { when: "its middle goes", act: deleting("94 buses "), after: ["31 of ran late (changed)"] },
    { when: "what is beside it goes", act: deleting(", the council said"), after: [LATE] },
    {
      when: "a paragraph goes with claims that overlap",
      act: deleting("In March 31 of 94 buses ran late, the council said."),
      claims: ["In March 31 of 94", "31 of 94", "94 buses ran late", LATE, LINES],
      after: [" (collapsed)", " (collapsed)", " (collapsed)", " (collapsed)", LINES],
    },
    {
      when: "what goes crosses two claims",
      act: deleting("late, the council said.\nNone of"),
      claims: [LATE, LINES],
      after: ["31 of 94 buses ran  (changed)", " the nine lines was cut at all (changed)"],
    },
  ]);
});

describe("typing", () => {
  const typed = (edge: "before" | "behind", words: string, what: string) =>
    both(caretAt(edge, words), typing(what));
  table([
    { when: "at its start stays outside", act: typed("before", "31 of", "only "), after: [LATE] },
    { when: "at its end stays outside", act: typed("behind", "ran late", "r"), after: [LATE] },
    {
      when: "inside changes it",
      act: typed("before", "buses", "red "),
      after: ["31 of 94 red buses ran late (changed)"],
    },
    {
      when: "between two that touch goes to neither",
      act: typed("before", " ran late", " all"),
      claims: ["31 of 94 buses", " ran late".trim()],
      after: ["31 of 94 buses", "ran late"],
    },
    {
      when: "over all of it makes the new words its own",
      act: replacing(LATE, "40 buses came late"),
      after: ["40 buses came late (changed)"],
    },
    {
      when: "over its tail does so too",
      act: replacing("ran late", "came early"),
      after: ["31 of 94 buses came early (changed)"],
    },
    {
      when: "over its tail and what follows leaves the new words outside",
      act: replacing("late, the", "early, a"),
      after: ["31 of 94 buses ran  (changed)"],
    },
    {
      when: "over its head does so too",
      act: replacing("31 of", "Forty of"),
      after: ["Forty of 94 buses ran late (changed)"],
    },
    {
      when: "over all of it goes on inside after a letter is taken back",
      act: both(replacing(LATE, "40 cx"), backspacing(1), typing("ame")),
      after: ["40 came (changed)"],
    },
    {
      when: "over all of it goes on inside after every letter is taken back",
      act: both(replacing(LATE, "xy"), backspacing(2), typing("40 came")),
      after: ["40 came (changed)"],
    },
    {
      when: "over its head goes on inside then, too",
      act: both(replacing("31", "xy"), backspacing(2), typing("40")),
      after: ["40 of 94 buses ran late (changed)"],
    },
    {
      when: "over its tail, after more is taken back than was typed, stays outside",
      act: both(replacing("late", "x"), backspacing(3), typing("away")),
      after: ["31 of 94 buses ra (changed)"],
    },
    {
      when: "over its head, after all is taken back, is not for a claim deleted there before",
      act: both(deleting("buses "), replacing("ran", "x"), backspacing(1), typing("came")),
      claims: ["buses", "ran late"],
      after: ["came late (changed)", " (collapsed)"],
    },
    {
      when: "over its last word puts in only what the new one ends with",
      act: both(doing(select("late")), (session) => {
        const { tr, selection } = session.state;
        tr.insertText("r", selection.to);
        session.dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.to + 1)));
      }),
      after: ["31 of 94 buses ran later (changed)"],
    },
    {
      when: "over a claim goes to the larger one around it, too",
      act: replacing("94 buses", "ninety"),
      claims: [LATE, "94 buses"],
      after: ["31 of ninety ran late (changed)", "ninety (changed)"],
    },
    {
      when: "over it, then elsewhere, then at its end again stays outside then",
      act: both(
        replacing(LATE, "Some did"),
        caretAt("before", "The depot"),
        typing("x"),
        caretAt("behind", "Some did"),
        typing("n’t"),
      ),
      after: ["Some did (changed)"],
    },
    {
      when: "after deleting it stays outside",
      act: both(deleting(LATE), typing("they")),
      after: [" (collapsed)"],
    },
    {
      when: "the same words again lets the verdict hold again",
      act: both(replacing("late", "early"), replacing("early", "late")),
      after: [LATE],
    },
  ]);
});

describe("composing and correcting", () => {
  table([
    {
      when: "text is composed at its end",
      act: both(caretAt("behind", "ran late"), composing("n", "に", "日", "日本")),
      after: [LATE],
    },
    {
      when: "text is composed inside",
      act: both(caretAt("before", "buses"), composing("n", "に", "日本 ")),
      after: ["31 of 94 日本 buses ran late (changed)"],
    },
    {
      when: "text is composed over all of it",
      act: both(doing(select(LATE)), composing("n", "に", "日", "日本")),
      after: ["日本 (changed)"],
    },
    {
      when: "text is composed over its tail, letter after letter",
      act: both(doing(select("late")), composing("e", "ea", "ear", "early")),
      after: ["31 of 94 buses ran early (changed)"],
    },
    {
      when: "text is composed over a claim of two paragraphs, which first makes way",
      act: both(
        doing(select("said.\nNone")),
        (session) => session.dispatch(makingWay(session.state.tr.deleteSelection())),
        composing("n", "に", "日", "日本"),
      ),
      claims: ["said.\nNone", "the council said.\nNone of the"],
      after: ["the council 日本 of the (changed)", "日本 (changed)"],
    },
    {
      when: "text is composed over its tail, with the caret moved in what is composed",
      act: both(doing(select("late")), composing("日"), (session) => {
        const { tr } = session.state;
        const { from, to } = rangeOf(session.state, "日");
        tr.setSelection(TextSelection.create(tr.doc, from)).setMeta("composition", 1);
        session.dispatch(tr);
        session.dispatch(session.state.tr.insertText("本", to).setMeta("composition", 1));
      }),
      after: ["31 of 94 buses ran 日本 (changed)"],
    },
    {
      when: "a word of it is corrected at once",
      act: (session) => {
        const { from, to } = rangeOf(session.state, "late");
        session.dispatch(session.state.tr.insertText("latest", from, to));
      },
      after: ["31 of 94 buses ran latest (changed)"],
    },
    {
      when: "its first word is corrected",
      act: (session) => {
        const { from } = rangeOf(session.state, "31");
        session.dispatch(session.state.tr.insertText("4", from, from + 1));
      },
      after: ["41 of 94 buses ran late (changed)"],
    },
  ]);
});

describe("cutting and pasting", () => {
  const moved = (words: string, to: string) => both(cutting(words), caretAt("before", to), pasting);
  table([
    { when: "a claim is cut, it has no words", act: cutting(LATE), after: [" (collapsed)"] },
    {
      when: "a claim of five words or more is pasted elsewhere, it follows",
      act: moved(LATE, "The depot"),
      after: [LATE],
    },
    {
      when: "it is pasted where it was, it is there again",
      act: both(cutting(LATE), pasting),
      after: [LATE],
    },
    {
      when: "it is pasted where it was, what is typed behind it stays outside",
      act: both(cutting(LATE), pasting, typing("r")),
      after: [LATE],
    },
    {
      when: "a paragraph is pasted elsewhere, all within it follow that are certain",
      act: moved("In March 31 of 94 buses ran late, the council said.", "The depot"),
      claims: [LATE, "94 buses", "31 of 94 buses"],
      after: [LATE, "31 of 94 buses", "94 buses"],
    },
    {
      when: "few words are pasted where nothing beside them agrees, they are offered",
      act: moved("94 buses", "The depot"),
      claims: ["94 buses"],
      after: [" (collapsed)"],
    },
    {
      when: "the words stand elsewhere too, they are offered",
      act: moved(LATE, "The depot"),
      doc: article(p(`So ${LATE}.`), p(`Yet ${LATE}.`), p("The depot stays.")),
      after: [" (collapsed)"],
    },
    {
      when: "it had changed before, it follows and is still changed",
      act: both(replacing("late", "early"), moved("31 of 94 buses ran early", "The depot")),
      after: ["31 of 94 buses ran early (changed)"],
    },
    {
      when: "words are pasted that were not cut, but are those of a claim deleted before",
      act: both(copying(LATE), deleting(LATE), caretAt("before", "The depot"), pasting),
      after: [LATE],
    },
    {
      when: "copying doubles nothing",
      act: both(copying(LATE), caretAt("before", "The depot"), pasting, pasting),
      after: [LATE],
    },
    {
      when: "pasting twice follows once",
      act: both(moved(LATE, "The depot"), caretAt("before", "Fares"), pasting),
      after: [LATE],
    },
    {
      when: "a word grew at its edge, it is offered",
      act: both(cutting("late"), caretAt("behind", "now"), pasting),
      claims: ["late"],
      after: [" (collapsed)"],
    },
    {
      when: "something is pasted over a stretch that crosses two claims",
      act: both(copying("depot"), doing(select("late, the council said.\nNone of")), pasting),
      claims: [LATE, LINES],
      after: ["31 of 94 buses ran  (changed)", " the nine lines was cut at all (changed)"],
    },
    {
      when: "something is pasted over all of it",
      act: both(copying("The depot"), doing(select(LATE)), pasting),
      after: ["The depot (changed)"],
    },
  ]);

  it("a passage that follows gets an entry of its own, by whoever pasted", async () => {
    const session = await check(buses(), [LATE], moved(LATE, "The depot"), [LATE]);
    const [passages] = contents(annotationsOf(session.state)).passages.values();
    expect(passages![0]!.fields.quote).toMatchObject([
      { value: { exact: LATE, suffix: ", the council said.\nNone of the " } },
      { author: "anna", value: { exact: LATE, suffix: "The depot stays open for now." } },
    ]);
  });
});

describe("dragging", () => {
  table([
    {
      when: "a claim is dragged, it follows",
      act: dragging(LATE, "The depot"),
      after: [LATE],
    },
    {
      when: "a sentence with a claim is dragged, it follows",
      act: dragging("In March 31 of 94 buses ran late, the", "The depot"),
      after: [LATE],
    },
    {
      when: "half of a claim is dragged, the rest is changed",
      act: dragging(" ran late", "The depot"),
      after: ["31 of 94 buses (changed)"],
    },
    {
      when: "few words are dragged away alone, they are offered",
      act: dragging("94 buses", "The depot"),
      claims: ["94 buses"],
      after: [" (collapsed)"],
    },
  ]);
});

describe("blocks", () => {
  const at = (words: string, ...commands: Command[]): Act =>
    both(caretAt("before", words), doing(...commands));
  const split: Command = (state, dispatch) => {
    dispatch?.(state.tr.split(state.selection.from));
    return true;
  };
  const join: Command = (state, dispatch) => {
    dispatch?.(state.tr.join(state.selection.$from.before()));
    return true;
  };
  const list = () => article(ul(li(p("One of ten")), li(p(`Now ${LATE}`)), li(p("Three"))));
  table([
    { when: "its paragraph is split before it", act: at("31 of", split), after: [LATE] },
    { when: "its paragraph is split behind it", act: at(", the", split), after: [LATE] },
    {
      when: "its paragraph is split inside it",
      act: at("buses", split),
      after: ["31 of 94 \nbuses ran late (changed)"],
    },
    {
      when: "its paragraph is split inside it and joined again",
      act: both(at("buses", split), at("buses", join)),
      after: [LATE],
    },
    {
      when: "its paragraph is joined to the one before",
      act: at("None", join),
      claims: [LATE, LINES],
      after: [LATE, LINES],
    },
    {
      when: "it spans two paragraphs that are joined",
      act: at("None", join),
      claims: ["council said.\nNone of the nine"],
      after: ["council said.None of the nine (changed)"],
    },
    {
      when: "its paragraph becomes a heading",
      act: at("31 of", setBlockType(heading, { level: 2 })),
      after: [LATE],
    },
    {
      when: "its paragraph becomes a quotation",
      act: at("31 of", wrapIn(blockquote)),
      after: [LATE],
    },
    {
      when: "its paragraph becomes a list",
      act: at("31 of", wrapInList(bullet_list)),
      after: [LATE],
    },
    {
      when: "its item leaves the list",
      act: at("31 of", liftListItem(list_item)),
      doc: list(),
      after: [LATE],
    },
    {
      when: "its heading becomes a paragraph",
      act: at("31 of", setBlockType(articleSchema.nodes.paragraph)),
      doc: article(h(2, `So ${LATE}`), p("Text.")),
      after: [LATE],
    },
    {
      when: "its words become bold",
      act: (session) => {
        const { from, to } = rangeOf(session.state, "of 94 buses");
        session.dispatch(session.state.tr.addMark(from, to, articleSchema.marks.strong.create()));
      },
      after: [LATE],
    },
    {
      when: "its paragraph is moved down",
      act: at("31 of", moveBlock(1)),
      claims: [LATE, "94", LINES],
      after: [LINES, LATE, "94"],
    },
    {
      when: "its paragraph is moved down and up again",
      act: both(at("31 of", moveBlock(1)), doing(moveBlock(-1))),
      after: [LATE],
    },
    {
      when: "another paragraph is moved over it",
      act: at("The depot", moveBlock(-1), moveBlock(-1)),
      claims: [LATE, LINES],
      after: [LATE, LINES],
    },
    {
      when: "its item is moved in a list",
      act: at("31 of", moveBlock(1)),
      doc: list(),
      after: [LATE],
    },
    {
      when: "a paragraph that it only begins in is moved",
      act: at("None", moveBlock(1)),
      claims: ["Fares rise in May.\nThe depot"],
      after: ["The depot (changed)"],
    },
  ]);
});

it("a claim without words is attached to others, and undo takes that back", async () => {
  const session = await opened(buses(), [LATE]);
  deleting(LATE)(session);
  const collapsed = seen(session);
  const [passage] = claimViews(session.state)[0]!.passages;
  session.run(setRange(session.pen, passage!.id, rangeOf(session.state, LINES)));
  expect(claimWords(session.state)).toEqual([LINES]);
  expect(claimViews(session.state)[0]!.verdictHolds).toBe(false);
  session.run(undo);
  expect(seen(session)).toEqual(collapsed);
  expect(textOf(session)).not.toContain(LATE);
});
