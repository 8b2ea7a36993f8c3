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
  readonly then: readonly string[];
  /** Absent: one claim on `LATE`. */
  readonly claims?: readonly string[];
  /** Absent: `buses`. */
  readonly doc?: Node;
}

const table = (rows: readonly Row[]) =>
  it.each(rows)("when $when", async ({ act, then, claims = [LATE], doc = buses() }) => {
    await check(doc, claims, act, then);
  });

describe("deleting", () => {
  table([
    { when: "all of a claim goes", act: deleting(LATE), then: [" (collapsed)"] },
    {
      when: "its head goes",
      act: deleting("In March 31 of "),
      then: ["94 buses ran late (changed)"],
    },
    { when: "its tail goes", act: deleting(" ran late, the"), then: ["31 of 94 buses (changed)"] },
    { when: "its middle goes", act: deleting("94 buses "), then: ["31 of ran late (changed)"] },
    { when: "what is beside it goes", act: deleting(", the council said"), then: [LATE] },
    {
      when: "a paragraph goes with claims that overlap",
      act: deleting("In March 31 of 94 buses ran late, the council said."),
      claims: ["In March 31 of 94", "31 of 94", "94 buses ran late", LATE, LINES],
      then: [" (collapsed)", " (collapsed)", " (collapsed)", " (collapsed)", LINES],
    },
    {
      when: "what goes crosses two claims",
      act: deleting("late, the council said.\nNone of"),
      claims: [LATE, LINES],
      then: ["31 of 94 buses ran  (changed)", " the nine lines was cut at all (changed)"],
    },
  ]);
});

describe("typing", () => {
  const typed = (edge: "before" | "behind", words: string, what: string) =>
    both(caretAt(edge, words), typing(what));
  table([
    { when: "at its start stays outside", act: typed("before", "31 of", "only "), then: [LATE] },
    { when: "at its end stays outside", act: typed("behind", "ran late", "r"), then: [LATE] },
    {
      when: "inside changes it",
      act: typed("before", "buses", "red "),
      then: ["31 of 94 red buses ran late (changed)"],
    },
    {
      when: "between two that touch goes to neither",
      act: typed("before", " ran late", " all"),
      claims: ["31 of 94 buses", " ran late".trim()],
      then: ["31 of 94 buses", "ran late"],
    },
    {
      when: "over all of it makes the new words its own",
      act: replacing(LATE, "40 buses came late"),
      then: ["40 buses came late (changed)"],
    },
    {
      when: "over its tail does so too",
      act: replacing("ran late", "came early"),
      then: ["31 of 94 buses came early (changed)"],
    },
    {
      when: "over its tail and what follows leaves the new words outside",
      act: replacing("late, the", "early, a"),
      then: ["31 of 94 buses ran  (changed)"],
    },
    {
      when: "over its head does so too",
      act: replacing("31 of", "Forty of"),
      then: ["Forty of 94 buses ran late (changed)"],
    },
    {
      when: "over a claim goes to the larger one around it, too",
      act: replacing("94 buses", "ninety"),
      claims: [LATE, "94 buses"],
      then: ["31 of ninety ran late (changed)", "ninety (changed)"],
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
      then: ["Some did (changed)"],
    },
    {
      when: "after deleting it stays outside",
      act: both(deleting(LATE), typing("they")),
      then: [" (collapsed)"],
    },
    {
      when: "the same words again lets the verdict hold again",
      act: both(replacing("late", "early"), replacing("early", "late")),
      then: [LATE],
    },
  ]);
});

describe("composing and correcting", () => {
  table([
    {
      when: "text is composed at its end",
      act: both(caretAt("behind", "ran late"), composing("n", "に", "日", "日本")),
      then: [LATE],
    },
    {
      when: "text is composed inside",
      act: both(caretAt("before", "buses"), composing("n", "に", "日本 ")),
      then: ["31 of 94 日本 buses ran late (changed)"],
    },
    {
      when: "text is composed over all of it",
      act: both(doing(select(LATE)), composing("n", "に", "日", "日本")),
      then: ["日本 (changed)"],
    },
    {
      when: "text is composed over its tail, letter after letter",
      act: both(doing(select("late")), composing("e", "ea", "ear", "early")),
      then: ["31 of 94 buses ran early (changed)"],
    },
    {
      when: "a word of it is corrected at once",
      act: (session) => {
        const { from, to } = rangeOf(session.state, "late");
        session.dispatch(session.state.tr.insertText("latest", from, to));
      },
      then: ["31 of 94 buses ran latest (changed)"],
    },
    {
      when: "its first word is corrected",
      act: (session) => {
        const { from } = rangeOf(session.state, "31");
        session.dispatch(session.state.tr.insertText("4", from, from + 1));
      },
      then: ["41 of 94 buses ran late (changed)"],
    },
  ]);
});

describe("cutting and pasting", () => {
  const moved = (words: string, to: string) => both(cutting(words), caretAt("before", to), pasting);
  table([
    { when: "a claim is cut, it has no words", act: cutting(LATE), then: [" (collapsed)"] },
    {
      when: "a claim of five words or more is pasted elsewhere, it follows",
      act: moved(LATE, "The depot"),
      then: [LATE],
    },
    {
      when: "it is pasted where it was, it is there again",
      act: both(cutting(LATE), pasting),
      then: [LATE],
    },
    {
      when: "a paragraph is pasted elsewhere, all within it follow that are certain",
      act: moved("In March 31 of 94 buses ran late, the council said.", "The depot"),
      claims: [LATE, "94 buses", "31 of 94 buses"],
      then: [LATE, "31 of 94 buses", "94 buses"],
    },
    {
      when: "few words are pasted where nothing beside them agrees, they are offered",
      act: moved("94 buses", "The depot"),
      claims: ["94 buses"],
      then: [" (collapsed)"],
    },
    {
      when: "the words stand elsewhere too, they are offered",
      act: moved(LATE, "The depot"),
      doc: article(p(`So ${LATE}.`), p(`Yet ${LATE}.`), p("The depot stays.")),
      then: [" (collapsed)"],
    },
    {
      when: "it had changed before, it follows and is still changed",
      act: both(replacing("late", "early"), moved("31 of 94 buses ran early", "The depot")),
      then: ["31 of 94 buses ran early (changed)"],
    },
    {
      when: "words are pasted that were not cut, but are those of a claim deleted before",
      act: both(copying(LATE), deleting(LATE), caretAt("before", "The depot"), pasting),
      then: [LATE],
    },
    {
      when: "copying doubles nothing",
      act: both(copying(LATE), caretAt("before", "The depot"), pasting, pasting),
      then: [LATE],
    },
    {
      when: "pasting twice follows once",
      act: both(moved(LATE, "The depot"), caretAt("before", "Fares"), pasting),
      then: [LATE],
    },
    {
      when: "a word grew at its edge, it is offered",
      act: both(cutting("late"), caretAt("behind", "now"), pasting),
      claims: ["late"],
      then: [" (collapsed)"],
    },
    {
      when: "something is pasted over a stretch that crosses two claims",
      act: both(copying("depot"), doing(select("late, the council said.\nNone of")), pasting),
      claims: [LATE, LINES],
      then: ["31 of 94 buses ran  (changed)", " the nine lines was cut at all (changed)"],
    },
    {
      when: "something is pasted over all of it",
      act: both(copying("The depot"), doing(select(LATE)), pasting),
      then: ["The depot (changed)"],
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
      then: [LATE],
    },
    {
      when: "a sentence with a claim is dragged, it follows",
      act: dragging("In March 31 of 94 buses ran late, the", "The depot"),
      then: [LATE],
    },
    {
      when: "half of a claim is dragged, the rest is changed",
      act: dragging(" ran late", "The depot"),
      then: ["31 of 94 buses (changed)"],
    },
    {
      when: "few words are dragged away alone, they are offered",
      act: dragging("94 buses", "The depot"),
      claims: ["94 buses"],
      then: [" (collapsed)"],
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
    { when: "its paragraph is split before it", act: at("31 of", split), then: [LATE] },
    { when: "its paragraph is split behind it", act: at(", the", split), then: [LATE] },
    {
      when: "its paragraph is split inside it",
      act: at("buses", split),
      then: ["31 of 94 \nbuses ran late (changed)"],
    },
    {
      when: "its paragraph is split inside it and joined again",
      act: both(at("buses", split), at("buses", join)),
      then: [LATE],
    },
    {
      when: "its paragraph is joined to the one before",
      act: at("None", join),
      claims: [LATE, LINES],
      then: [LATE, LINES],
    },
    {
      when: "it spans two paragraphs that are joined",
      act: at("None", join),
      claims: ["council said.\nNone of the nine"],
      then: ["council said.None of the nine (changed)"],
    },
    {
      when: "its paragraph becomes a heading",
      act: at("31 of", setBlockType(heading, { level: 2 })),
      then: [LATE],
    },
    {
      when: "its paragraph becomes a quotation",
      act: at("31 of", wrapIn(blockquote)),
      then: [LATE],
    },
    {
      when: "its paragraph becomes a list",
      act: at("31 of", wrapInList(bullet_list)),
      then: [LATE],
    },
    {
      when: "its item leaves the list",
      act: at("31 of", liftListItem(list_item)),
      doc: list(),
      then: [LATE],
    },
    {
      when: "its heading becomes a paragraph",
      act: at("31 of", setBlockType(articleSchema.nodes.paragraph)),
      doc: article(h(2, `So ${LATE}`), p("Text.")),
      then: [LATE],
    },
    {
      when: "its words become bold",
      act: (session) => {
        const { from, to } = rangeOf(session.state, "of 94 buses");
        session.dispatch(session.state.tr.addMark(from, to, articleSchema.marks.strong.create()));
      },
      then: [LATE],
    },
    {
      when: "its paragraph is moved down",
      act: at("31 of", moveBlock(1)),
      claims: [LATE, "94", LINES],
      then: [LINES, LATE, "94"],
    },
    {
      when: "its paragraph is moved down and up again",
      act: both(at("31 of", moveBlock(1)), doing(moveBlock(-1))),
      then: [LATE],
    },
    {
      when: "another paragraph is moved over it",
      act: at("The depot", moveBlock(-1), moveBlock(-1)),
      claims: [LATE, LINES],
      then: [LATE, LINES],
    },
    {
      when: "its item is moved in a list",
      act: at("31 of", moveBlock(1)),
      doc: list(),
      then: [LATE],
    },
    {
      when: "a paragraph that it only begins in is moved",
      act: at("None", moveBlock(1)),
      claims: ["Fares rise in May.\nThe depot"],
      then: ["The depot (changed)"],
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
