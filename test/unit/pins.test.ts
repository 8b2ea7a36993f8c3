import { getVersion, sendableSteps } from "prosemirror-collab";
import { closeHistory, redo, undo, undoDepth } from "prosemirror-history";
import type { EditorState, Transaction } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { AnnotationStep } from "../../src/editor/annotation-step";
import { deleteRecord } from "../../src/editor/commands";
import { setLocked } from "../../src/editor/lock";
import { accompany, noTrail, UNDO_PAUSE } from "../../src/editor/accompaniment";
import type { Session } from "../../src/editor/session";
import { articleText } from "../../src/editor/text";
import {
  article,
  claimOn,
  claimWords,
  clear,
  mark,
  MemoryLog,
  openOn,
  p,
  pen,
  run,
  select,
  stateOf,
  title,
} from "../builders";
import { rangeOf } from "../edits";

const withPins = (state: EditorState, tr: Transaction) => accompany(state, tr, noTrail, pen());

const letters = () => article(title("T"), p("abcdefghij"), p("klmno"));
const marked = run(stateOf(letters()), mark("cdefg"), setLocked(false));

/** The words whose ranges a transaction writes down before its own steps. */
function pinned(tr: Transaction): string[] {
  const { steps, docs } = withPins(marked, tr);
  return steps.flatMap((step, i) =>
    step instanceof AnnotationStep && step.change.type === "pin"
      ? [articleText(docs[i]!).words(step.change.range)]
      : [],
  );
}

describe("with a claim on “cdefg”, a pin", () => {
  const over = (words: string) => rangeOf(marked, words);
  const deleting = (words: string) => marked.tr.delete(over(words).from, over(words).to);

  it.each([
    ["its head goes", deleting("cd")],
    ["its tail goes", deleting("fg")],
    ["it goes", deleting("cdefg")],
    ["it goes with what is around it", deleting("bcdefgh")],
    ["its head goes with what is before it", deleting("abc")],
    ["its tail goes with what is after it", deleting("ghij\nk")],
    ["its first letter goes", deleting("c")],
    ["its last letter goes", deleting("g")],
    ["its tail is replaced", marked.tr.insertText("xyz", over("fgh").from, over("fgh").to)],
    [
      "its last letter goes from where an earlier step moved it",
      marked.tr.insertText("xyz", over("a").from).delete(over("g").from + 3, over("g").to + 3),
    ],
  ])("is written when %s", (_what, tr) => {
    expect(pinned(tr)).toEqual(["cdefg"]);
  });
  it.each([
    ["letters inside it go", deleting("def")],
    ["letters before it go", deleting("ab")],
    ["letters after it go", deleting("hij")],
    ["something is typed in it", marked.tr.insertText("x", over("e").from)],
    ["something is typed at its start", marked.tr.insertText("x", over("c").from)],
    [
      "what goes stood at its end before an earlier step",
      marked.tr.insertText("xyz", over("a").from).delete(over("g").from, over("g").to),
    ],
    ["something is typed at its end", marked.tr.insertText("x", over("g").to)],
    ["its paragraph is split inside it", marked.tr.split(over("e").from)],
    ["only the caret moves", marked.tr.setSelection(run(marked, select("e")).selection)],
    ["something is said of it", deletion()],
  ])("is not written when %s", (_what, tr) => {
    expect(withPins(marked, tr)).toBe(tr);
  });
  function deletion(): Transaction {
    let made = marked.tr;
    deleteRecord(pen("ben"), "claim", claimOn(marked, "cdefg"))(marked, (tr) => (made = tr));
    return made;
  }

  it("comes before the steps, which stay as they were", () => {
    const tr = deleting("fgh");
    const { steps, doc } = withPins(marked, tr);
    expect(steps.slice(1)).toEqual(tr.steps);
    expect(doc.eq(tr.doc)).toBe(true);
  });
  it("leaves all else of a transaction as it was", () => {
    const tr = deleting("fgh").setMeta("paste", true).setTime(77).scrollIntoView();
    tr.setStoredMarks([marked.schema.marks.em!.create()]);
    const after = withPins(marked, tr);
    expect(after.getMeta("paste")).toBe(true);
    expect(after).toMatchObject({ time: 77, scrolledIntoView: true, storedMarks: tr.storedMarks });
    expect(after.selection.eq(tr.selection)).toBe(true);
  });
});

describe("a pin is written", () => {
  const cut = (state: typeof marked, words: string) => {
    const { from, to } = rangeOf(state, words);
    const { steps } = withPins(state, state.tr.delete(from, to));
    return steps.filter((step) => step instanceof AnnotationStep).length;
  };
  const plain = run(stateOf(letters()), setLocked(false));

  it("for each claim and clearance that loses its range, and no other", () => {
    const state = run(plain, mark("abc"), mark("cde"), mark("hij"), clear("bcd"), mark("klm"));
    expect(cut(state, "cd")).toBe(3);
    expect(cut(state, "o")).toBe(0);
    expect(cut(state, "j\nk")).toBe(2);
  });
  it("for ranges a passage had before, too, since undo may bring them back", () => {
    const state = run(plain, mark("abc"));
    const deleted = run(state, deleteRecord(pen("ben"), "claim", claimOn(state, "abc")));
    expect(cut(deleted, "c")).toBe(1);
  });
  it("not for entries taken back: redo brings their ranges", () => {
    expect(cut(run(plain, mark("abc"), undo), "c")).toBe(0);
  });
});

/** An open article with a claim, unlocked, at a time of its own. */
async function opened(log = new MemoryLog(), by = pen(), doc = letters()) {
  const session = await openOn(log, by, log.commits.length === 0 ? doc : undefined);
  session.run(setLocked(false));
  return session;
}
const claimed = async (log?: MemoryLog) => {
  const session = await opened(log);
  session.run(mark("cdefg"));
  return session;
};
const textOf = ({ state }: Session) => articleText(state.doc).text;

/** Deletes one character before an offset, at a time in milliseconds. */
function backspace(session: Session, offset: number, at: number): void {
  const { state } = session;
  const end = articleText(state.doc).position(offset);
  session.dispatch(state.tr.delete(end - 1, end).setTime(at));
}
/** Types at an offset, at a time in milliseconds. */
function type(session: Session, offset: number, typed: string, at: number): void {
  const position = articleText(session.state.doc).position(offset);
  session.dispatch(session.state.tr.insertText(typed, position).setTime(at));
}
const events = (session: Session) => undoDepth(session.state);

describe("Backspace held over a claim", () => {
  /** Deletes “hgfedcb” one by one, every so many milliseconds. */
  const hold = (session: Session, pause: number) => {
    for (let i = 0; i < 7; i++) backspace(session, 10 - i, 10_000 + i * pause);
  };

  it("is one undo event, which brings words and claim back", async () => {
    const session = await claimed();
    const before = events(session);
    hold(session, 30);
    expect(textOf(session)).toBe("T\naij\nklmno");
    expect(claimWords(session.state)).toEqual([" (collapsed)"]);
    expect(events(session)).toBe(before + 1);
    session.run(undo);
    expect(textOf(session)).toBe("T\nabcdefghij\nklmno");
    expect(claimWords(session.state)).toEqual(["cdefg"]);
    session.run(redo);
    expect(claimWords(session.state)).toEqual([" (collapsed)"]);
  });
  it("is one event with what was typed just before it there", async () => {
    const session = await claimed();
    const before = events(session);
    type(session, 9, "x", 10_000);
    backspace(session, 10, 10_100);
    backspace(session, 9, 10_200);
    type(session, 8, "y", 10_300);
    expect(events(session)).toBe(before + 1);
  });
  it("is more events when there are pauses", async () => {
    const session = await claimed();
    const before = events(session);
    hold(session, UNDO_PAUSE);
    expect(events(session)).toBe(before + 7);
  });
  it.each([
    ["elsewhere", (session: Session) => type(session, 12, "x", 9990)],
    ["about the claim", (session: Session) => session.run(clear("klm"))],
  ])("is not one event with what was done %s", async (_what, act) => {
    const session = await claimed();
    act(session);
    const before = events(session);
    hold(session, 30);
    expect(events(session)).toBe(before + 1);
  });
  it("is not one event with what was typed elsewhere a moment before", async () => {
    const session = await claimed();
    type(session, 12, "x", 9990);
    const before = events(session);
    backspace(session, 9, 10_000);
    expect(events(session)).toBe(before + 1);
    expect(claimWords(session.state)).toEqual(["cdef (changed)"]);
  });
  it("is not one event with what came before the history was closed, or an undo", async () => {
    const session = await claimed();
    backspace(session, 9, 10_000);
    const before = events(session);
    session.dispatch(closeHistory(session.state.tr));
    backspace(session, 8, 10_010);
    expect(events(session)).toBe(before + 1);
    session.run(undo);
    expect(claimWords(session.state)).toEqual(["cdef (changed)"]);
    backspace(session, 8, Date.now());
    expect(events(session)).toBe(before + 1);
  });
});

describe("typing over a claim", () => {
  /** Types “xyz” in the place of some words, a key at a time. */
  const retype = (session: Session, words: string) => {
    session.run(select(words));
    for (const key of "xyz") session.dispatch(session.state.tr.insertText(key));
  };

  it("is one undo event", async () => {
    const session = await claimed();
    const before = events(session);
    retype(session, "cdefg");
    expect(claimWords(session.state)).toEqual(["xyz (changed)"]);
    expect(events(session)).toBe(before + 1);
    session.run(undo);
    expect(claimWords(session.state)).toEqual(["cdefg"]);
  });
  it("is one event, too, right after something was typed there and the history closed", async () => {
    const session = await claimed();
    type(session, 2, "10 ", Date.now());
    session.dispatch(closeHistory(session.state.tr));
    const before = events(session);
    retype(session, "bcdefgh");
    expect(events(session)).toBe(before + 1);
  });
});

describe("while another tab types", () => {
  async function pair() {
    const log = new MemoryLog();
    const first = await claimed(log);
    await first.save();
    return [first, await opened(log, pen("ben"))] as const;
  }

  it("undo brings a deleted claim back, words and range, whatever came in between", async () => {
    const [first, second] = await pair();
    for (let i = 0; i < 5; i++) {
      type(second, 2, "1", 10_000 + i * 10);
      type(second, textOf(second).length, "2", 10_005 + i * 10);
      await second.catchUp();
      backspace(first, textOf(first).indexOf("h"), 10_010 + i * 10);
      await first.catchUp();
    }
    expect(claimWords(first.state)).toEqual([" (collapsed)"]);
    while (claimWords(first.state)[0] !== "cdefg" && first.run(undo));
    expect(claimWords(first.state)).toEqual(["cdefg"]);
    await first.save();
    await second.catchUp();
    expect(claimWords(second.state)).toEqual(["cdefg"]);
  });
  it("undo takes back what was deleted right beside what the other has just typed", async () => {
    const [first, second] = await pair();
    type(second, 9, "X", 10_000);
    await second.save();
    await first.catchUp();
    const before = events(first);
    backspace(first, 9, Date.now());
    expect(claimWords(first.state)).toEqual(["cdef (changed)"]);
    expect(events(first)).toBe(before + 1);
    first.run(undo);
    expect(textOf(first)).toBe("T\nabcdefgXhij\nklmno");
    expect(claimWords(first.state)).toEqual(["cdefg"]);
  });
  it("undo writes no pins, whoever marked what it takes out: history counts its steps", async () => {
    const [first, second] = await pair();
    type(first, 5, "xyz", 10_000);
    await first.save();
    await second.catchUp();
    second.run(mark("yzd"));
    await second.save();
    await first.catchUp();
    undo(first.state, (tr) => expect(withPins(first.state, tr)).toBe(tr));
    first.run(undo);
    expect(claimWords(first.state)).toEqual(["cdefg", "d (changed)"]);
  });
  it("receiving writes no pins: they came with what was deleted", async () => {
    const [first, second] = await pair();
    backspace(first, 9, 10_000);
    await first.save();
    await second.catchUp();
    expect(textOf(second)).toBe("T\nabcdefhij\nklmno");
    expect(getVersion(second.state)).toBe(getVersion(first.state));
    expect(sendableSteps(second.state)).toBeNull();
  });
});
