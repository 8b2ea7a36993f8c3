/**
 * The lock: while it is on, nobody changes the article's words by accident. The editor stays
 * editable for the browser, so that the caret, keyboard selection and screen readers work; what
 * would change the text is refused. Undo, redo and other people's commits pass.
 */
import { isHistoryTransaction } from "prosemirror-history";
import {
  Plugin,
  PluginKey,
  type Command,
  type EditorState,
  type Transaction,
} from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { AnnotationStep } from "./annotation-step";
import { rebasedSteps } from "./annotation-plugin";

const key = new PluginKey<boolean>("lock");
const passKey = "passes-lock";

/** Whether the article's text is locked against typing. */
export function isLocked(state: EditorState): boolean {
  return key.getState(state) ?? false;
}

/** Locks or unlocks the text, in this tab only. */
export function setLocked(locked: boolean): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.setMeta(key, locked).setMeta("addToHistory", false));
    return true;
  };
}

/** Has a transaction change the text all the same: a command that is about nothing else. */
export function passingLock(tr: Transaction): Transaction {
  return tr.setMeta(passKey, true);
}

/** The lock, on at first. */
export function lockPlugin(): Plugin<boolean> {
  const refuse = (view: EditorView) => isLocked(view.state);
  return new Plugin<boolean>({
    key,
    state: {
      init: () => true,
      apply: (tr, locked) => (tr.getMeta(key) as boolean | undefined) ?? locked,
    },
    filterTransaction: (tr, state) =>
      !isLocked(state) ||
      tr.steps.every((step) => step instanceof AnnotationStep) ||
      tr.getMeta(passKey) === true ||
      isHistoryTransaction(tr) ||
      rebasedSteps(tr) !== undefined,
    props: {
      handleTextInput: refuse,
      handlePaste: refuse,
      handleDrop: refuse,
      handleDOMEvents: {
        // Composition cannot be refused; what it leaves behind is redrawn, as the filter above lets
        // no transaction come of it. Redrawing ends it without an event, so that the view is not to
        // know of it: it would wait for the end and take no keys until then.
        compositionstart: refuse,
        compositionupdate: refuse,
        beforeinput: (view, event) => {
          if (!isLocked(view.state)) return false;
          event.preventDefault();
          return true;
        },
      },
    },
  });
}
