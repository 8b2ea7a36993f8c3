import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import type { Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { articleSchema } from "../../src/editor/article-schema";
import {
  makeHeading,
  makeParagraph,
  moveBlock,
  toggleList,
  toggleQuote,
} from "../../src/editor/blocks";
import { setLocked } from "../../src/editor/lock";
import {
  article,
  claimWords,
  figure,
  h,
  hr,
  li,
  mark,
  ol,
  p,
  quote,
  run,
  select,
  standfirst,
  stateOf,
  table,
  td,
  title,
  tr,
  ul,
} from "../builders";

const { bullet_list, ordered_list } = articleSchema.nodes;

/** The state with a caret before some words, unlocked. */
function at(words: string, ...blocks: Node[]): EditorState {
  const state = run(stateOf(article(...blocks)), setLocked(false), select(words));
  const { from } = state.selection;
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, from)));
}

/** Checks what a command makes of the blocks below the title. */
function makes(command: Command, before: EditorState, ...after: Node[]): void {
  const { doc } = run(before, command);
  expect(doc.toString()).toBe(article(...after).toString());
}

const refuses = (command: Command, state: EditorState) => expect(command(state)).toBe(false);

describe("a block is moved", () => {
  it("above the one before it and below the one after it", () => {
    makes(moveBlock(-1), at("b", p("a"), p("b"), p("c")), p("b"), p("a"), p("c"));
    makes(moveBlock(1), at("b", p("a"), p("b"), p("c")), p("a"), p("c"), p("b"));
  });
  it("past whatever stands there, as a whole", () => {
    makes(moveBlock(-1), at("b", quote(p("a")), p("b")), p("b"), quote(p("a")));
    makes(moveBlock(1), at("a", figure("a"), hr(), p("b")), hr(), figure("a"), p("b"));
  });
  it("within what it is in, if it can go on there, else with that", () => {
    makes(moveBlock(-1), at("b", quote(p("a"), p("b"))), quote(p("b"), p("a")));
    makes(moveBlock(-1), at("a", p("x"), quote(p("a"), p("b"))), quote(p("a"), p("b")), p("x"));
  });
  it("as the item of its list, as the row of its table", () => {
    makes(moveBlock(-1), at("b", ul(li(p("a")), li(p("b")))), ul(li(p("b")), li(p("a"))));
    const rows = [tr(td(p("a")), td(p("b"))), tr(td(p("c")), td(p("d")))] as const;
    makes(moveBlock(1), at("b", table(...rows)), table(rows[1], rows[0]));
  });
  it("with its caret", () => {
    const { selection } = run(at("b", p("a"), p("xb"), p("c")), moveBlock(1));
    expect(selection.$head.parent.textContent).toBe("xb");
    expect(selection.$head.parentOffset).toBe(1);
  });
  it("with the claims on its words, and no others", () => {
    const state = run(at("b", p("a one"), p("b two"), p("c")), mark("one"), mark("two"));
    expect(claimWords(run(state, select("two"), moveBlock(-1)))).toEqual(["two", "one"]);
  });
  it("not beyond the ends, nor above title and standfirst", () => {
    refuses(moveBlock(-1), at("a", p("a"), p("b")));
    refuses(moveBlock(1), at("b", p("a"), p("b")));
    refuses(moveBlock(-1), at("a", title("T"), standfirst("S"), p("a")));
    refuses(moveBlock(1), at("T", title("T"), p("a")));
  });
  it("not while more than one is selected", () => {
    const state = at("a", p("a"), p("b"), p("c"));
    const { doc } = state;
    const both = state.tr.setSelection(TextSelection.create(doc, 8, doc.content.size - 4));
    refuses(moveBlock(1), state.apply(both));
  });
});

describe("a block becomes", () => {
  it("a heading, and a paragraph again", () => {
    makes(makeHeading(3), at("a", p("a")), h(3, "a"));
    makes(makeParagraph, at("a", h(3, "a")), p("a"));
  });
  it("a quotation, and is taken out of it", () => {
    makes(toggleQuote, at("a", p("a")), quote(p("a")));
    makes(toggleQuote, at("a", quote(p("a"))), p("a"));
  });
  it("a list, and is taken out of it", () => {
    makes(toggleList(bullet_list), at("a", p("a")), ul(li(p("a"))));
    makes(toggleList(ordered_list), at("a", p("a")), ol(li(p("a"))));
    makes(toggleList(bullet_list), at("a", ul(li(p("a")))), p("a"));
  });
});
