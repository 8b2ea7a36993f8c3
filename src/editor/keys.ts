import { chainCommands, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { keydownHandler } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { Plugin, TextSelection, type Command } from "prosemirror-state";
import { articleSchema } from "./article-schema";
import { makeHeading, makeParagraph, moveBlock, toggleList, toggleQuote } from "./blocks";
import { clearSelection, markClaim } from "./commands";
import type { Pen } from "./entry-writer";
import { isLocked } from "./lock";

const { title, standfirst, list_item, bullet_list, ordered_list, hard_break } = articleSchema.nodes;

/** A command on a bare letter: only while the text is locked, since otherwise letters are text. */
function whileLocked(command: Command): Command {
  return (state, dispatch, view) => isLocked(state) && command(state, dispatch, view);
}

/**
 * A command whose key is used up also where it does not apply. Otherwise the keymap goes on to what
 * the key means without Shift (undo, when there is nothing to redo), and the browser to its own.
 */
function usingKey(command: Command): Command {
  return (...given) => command(...given) || true;
}

const insertBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(hard_break.create()).scrollIntoView());
  return true;
};

/** From a title on to the standfirst below it, since no paragraph can stand between the two. */
const toStandfirst: Command = ({ doc, selection: { $head }, tr }, dispatch) => {
  if ($head.parent.type !== title || doc.child(1).type !== standfirst) return false;
  dispatch?.(tr.setSelection(TextSelection.create(doc, $head.after() + 1)).scrollIntoView());
  return true;
};

/** The article's own keys. AltGraph types characters on many keyboards, so with it none of them is meant. */
export function articleKeys(pen: Pen): Plugin {
  const mark = markClaim(pen);
  const clear = clearSelection(pen);
  const handle = keydownHandler({
    c: whileLocked(mark),
    C: whileLocked(mark),
    n: whileLocked(clear),
    N: whileLocked(clear),
    "Mod-Alt-m": mark,
    "Mod-z": usingKey(undo),
    "Mod-Shift-z": usingKey(redo),
    "Mod-y": usingKey(redo),
    "Mod-b": toggleMark(articleSchema.marks.strong),
    "Mod-i": toggleMark(articleSchema.marks.em),
    "Mod-]": sinkListItem(list_item),
    "Mod-[": liftListItem(list_item),
    "Mod-Alt-0": makeParagraph,
    "Mod-Alt-2": makeHeading(2),
    "Mod-Alt-3": makeHeading(3),
    "Mod-Alt-4": makeHeading(4),
    "Mod-Shift-7": toggleList(ordered_list),
    "Mod-Shift-8": toggleList(bullet_list),
    "Mod-Shift-9": toggleQuote,
    "Alt-Shift-ArrowUp": moveBlock(-1),
    "Alt-Shift-ArrowDown": moveBlock(1),
    "Shift-Enter": insertBreak,
    Enter: chainCommands(splitListItem(list_item), toStandfirst),
  });
  return new Plugin({
    props: { handleKeyDown: (view, event) => !isAltGraph(event) && handle(view, event) },
  });
}

/** The view makes a bare event of a key that it knows only by what the browser did, as on phones. */
function isAltGraph(event: Partial<KeyboardEvent>): boolean {
  return event.getModifierState?.("AltGraph") ?? false;
}
