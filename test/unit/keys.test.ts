import type { Node } from "prosemirror-model";
import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { describe, expect, it } from "vitest";
import { setLocked } from "../../src/editor/lock";
import {
  article,
  claimWords,
  figure,
  h,
  li,
  mark,
  ol,
  p,
  run,
  select,
  standfirst,
  stateOf,
  title,
  ul,
} from "../builders";
import { rangeOf } from "../edits";

/** The state after a key, as the plugins see it; undefined when none takes it. */
function press(before: EditorState, key: string, modifiers: object = {}): EditorState | undefined {
  let state = before;
  const view = {
    state,
    dispatch: (tr: Transaction) => (state = state.apply(tr)),
    endOfTextblock: () => state.selection.$head.parentOffset === 0,
  } as unknown as EditorView;
  const event = { key, keyCode: 0, getModifierState: () => false, ...modifiers };
  const isTaken = before.plugins.some((plugin) =>
    plugin.props.handleKeyDown?.call(plugin, view, event as unknown as KeyboardEvent),
  );
  return isTaken ? state : undefined;
}

/** An article with its text unlocked and the caret on one side of some words. */
function caret(doc: Node, { behind, before }: { behind?: string; before?: string }): EditorState {
  const state = run(stateOf(doc), setLocked(false));
  const { from, to } = rangeOf(state, behind ?? before!);
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, before ? from : to)));
}

/** Checks what an article is after a key. */
function becomes(state: EditorState, key: string, after: Node) {
  const { doc } = press(state, key)!;
  doc.check();
  expect(doc.toString()).toBe(after.toString());
}

describe("Enter", () => {
  it.each([
    ["a title", article(title("A"), p("c")), article(title("A"), p(), p("c"))],
    ["a standfirst", article(standfirst("A")), article(standfirst("A"), p())],
    ["a heading", article(h(3, "A")), article(h(3, "A"), p())],
    ["a caption", article(figure("A")), article(figure("A"), p())],
    ["an item", article(ul(li(p("A")))), article(ul(li(p("A")), li(p())))],
  ])("after %s begins what follows it", (_where, before, after) => {
    becomes(caret(before, { behind: "A" }), "Enter", after);
  });
  it.each([
    ["a title", article(title("AB"), p("c")), article(title("A"), p("B"), p("c"))],
    ["a standfirst", article(standfirst("AB")), article(standfirst("A"), p("B"))],
    ["an item", article(ol(li(p("AB")))), article(ol(li(p("A")), li(p("B"))))],
  ])("in %s splits it", (_where, before, after) => {
    becomes(caret(before, { behind: "A" }), "Enter", after);
  });
  it.each(["A", "AB"])("in a title above a standfirst goes on to that: after %s", (behind) => {
    const state = caret(article(title("AB"), standfirst("S")), { behind });
    const after = press(state, "Enter")!;
    expect(after.doc).toBe(state.doc);
    expect(after.selection.from).toBe(rangeOf(after, "S").from);
  });
});

describe("Backspace", () => {
  it("at the first paragraph's start joins it to the title", () => {
    const state = caret(article(title("A"), p("B"), p("c")), { before: "B" });
    becomes(state, "Backspace", article(title("AB"), p("c")));
  });
  it.each([
    ["the only paragraph", article(title("A"), p("B"))],
    ["the standfirst that must stay", article(title("A"), standfirst("B"))],
  ])("at the start of %s leaves title and selection alone", (_where, doc) => {
    expect(press(caret(doc, { before: "B" }), "Backspace")).toBeUndefined();
  });
});

it("makes a line break of Shift-Enter", () => {
  const { doc } = press(caret(article(p("AB")), { behind: "A" }), "Enter", { shiftKey: true })!;
  expect(doc.child(1).toString()).toBe('paragraph("A", hard_break, "B")');
});

describe("with words selected, in a locked text,", () => {
  const state = run(stateOf(article(p("It rained."))), select("rained"));

  it.each(["c", "C"])("%s marks a claim", (key) => {
    expect(claimWords(press(state, key)!)).toEqual(["rained"]);
  });
  it.each(["n", "N"])("%s marks them as nothing to check", (key) => {
    expect(press(state, key)!.selection.empty).toBe(true);
  });
  it("Mod-Alt-M marks a claim, but not as AltGraph", () => {
    const mod = { ctrlKey: true, metaKey: false, altKey: true };
    const mac = { ctrlKey: false, metaKey: true, altKey: true };
    const marked = press(state, "m", mod) ?? press(state, "m", mac);
    expect(claimWords(marked!)).toEqual(["rained"]);
    const altGraph = { getModifierState: (key: string) => key === "AltGraph" };
    expect(press(state, "m", { ...mod, ...altGraph })).toBeUndefined();
    expect(press(state, "c", altGraph)).toBeUndefined();
  });
  it.each(["c", "C", "n", "N"])("%s is a letter once the text is unlocked", (key) => {
    expect(press(run(state, setLocked(false)), key)).toBeUndefined();
  });
});

it("takes keys that the view knows only by what the browser did, which say no modifiers", () => {
  const state = caret(article(p("AB")), { behind: "A" });
  const { doc } = press(state, "Enter", { getModifierState: undefined })!;
  expect(doc.toString()).toBe(article(p("A"), p("B")).toString());
});

describe("with nothing to undo or redo", () => {
  const state = run(stateOf(article(p("It rained."))), mark("It rained."));

  it.each([
    // With the capitals locked, Shift gives a small letter.
    ["redo", "z", { shiftKey: true }],
    ["redo", "Z", { shiftKey: true, keyCode: 90 }],
    ["redo", "y", {}],
  ])("%s by %s changes nothing, and the browser does nothing either", (_what, key, modifiers) => {
    const after =
      press(state, key, { ...modifiers, ctrlKey: true }) ??
      press(state, key, { ...modifiers, metaKey: true });
    expect(claimWords(after!)).toEqual(["It rained."]);
  });
});
