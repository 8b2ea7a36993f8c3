import { toggleMark } from "prosemirror-commands";
import { redo, undo, undoDepth } from "prosemirror-history";
import type { EditorState } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { articleSchema } from "../../src/editor/article-schema";
import { isLocked, passingLock, setLocked } from "../../src/editor/lock";
import {
  article,
  claimWords,
  mark,
  MemoryLog,
  openOn,
  p,
  pen,
  run,
  select,
  stateOf,
} from "../builders";
import { rangeOf, replace } from "../edits";

const locked = run(stateOf(article(p("It rained."))), select("rained"));
const unlocked = run(locked, setLocked(false));
const typed = (state: EditorState) => state.tr.insertText("snowed");

describe("a locked text", () => {
  it("is what an article opens with", () => {
    expect(isLocked(locked)).toBe(true);
    expect(isLocked(unlocked)).toBe(false);
    expect(isLocked(run(unlocked, setLocked(true)))).toBe(true);
  });
  it("takes no words, no deletion and no emphasis", () => {
    expect(locked.apply(typed(locked))).toBe(locked);
    expect(locked.apply(locked.tr.deleteSelection())).toBe(locked);
    expect(run(locked, toggleMark(articleSchema.marks.em))).toBe(locked);
  });
  it("takes no words that come with a claim", () => {
    mark("It")(locked, (tr) => {
      expect(locked.apply(tr.insertText("So "))).toBe(locked);
    });
  });
  it("takes claims, and a caret", () => {
    expect(claimWords(run(locked, mark("rained")))).toEqual(["rained"]);
    expect(run(locked, select("It")).selection.from).toBe(rangeOf(locked, "It").from);
  });
  it("takes what is made to pass", () => {
    expect(locked.apply(passingLock(typed(locked))).doc.textContent).toContain("snowed");
    expect(claimWords(run(locked, mark("rained"), replace("rained", "")))).toEqual([
      " (collapsed)",
    ]);
  });
  it("takes undo and redo of what was typed before", () => {
    const edited = run(unlocked.apply(typed(unlocked)), setLocked(true));
    const undone = run(edited, undo);
    expect(undone.doc.eq(locked.doc)).toBe(true);
    expect(run(undone, redo).doc.eq(edited.doc)).toBe(true);
  });
  it("takes what another tab has typed", async () => {
    const log = new MemoryLog();
    const [anna, ben] = [pen("anna"), pen("ben")];
    const first = await openOn(log, anna, locked.doc);
    const second = await openOn(log, ben);
    second.run(setLocked(false));
    second.run((state, dispatch) => {
      dispatch?.(state.tr.insertText("So ", 1));
      return true;
    });
    await second.save();
    await first.catchUp();
    expect(isLocked(first.state)).toBe(true);
    expect(first.state.doc.textContent).toMatch(/^So /);
  });
});

it("an unlocked text takes everything", () => {
  expect(unlocked.apply(typed(unlocked)).doc.textContent).toContain("snowed");
});
it("locking is not undone", () => {
  expect(undoDepth(unlocked)).toBe(undoDepth(locked));
});
