/** Edits to a text, by its words, and what is read from a state in tests. */
import type { Command, EditorState, Transaction } from "prosemirror-state";
import { passingLock } from "../src/editor/lock";
import { articleText, type Range } from "../src/editor/text";

/** Where the first occurrence of some words stands. */
export function rangeOf({ doc }: Pick<EditorState, "doc">, words: string): Range {
  const text = articleText(doc);
  const start = text.text.indexOf(words);
  if (start < 0) throw new Error(`Not in the text: ${words}`);
  return text.range({ start, end: start + words.length });
}

/** An edit that the lock does not stand in the way of. */
export function edit(change: (tr: Transaction) => Transaction): Command {
  return (state, dispatch) => {
    dispatch?.(passingLock(change(state.tr)));
    return true;
  };
}

/** Puts other words in the place of the first occurrence of some. */
export function replace(words: string, others: string): Command {
  return (state, dispatch) => {
    const { from, to } = rangeOf(state, words);
    return edit((tr) => tr.insertText(others, from, to))(state, dispatch);
  };
}

/** Types before the first occurrence of some words. */
export function insert(typed: string, { before }: { before: string }): Command {
  return (state, dispatch) => {
    const { from } = rangeOf(state, before);
    return edit((tr) => tr.insertText(typed, from))(state, dispatch);
  };
}
