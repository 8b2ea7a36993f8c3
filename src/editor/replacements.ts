/**
 * Words that the browser puts in the place of others by ways of its own. It would say of them only
 * what the text is afterwards; what passages make of it depends on what was replaced.
 */
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { makingWay } from "./retyping";

/** Takes in what spelling checkers and input methods put in the place of words. Comes after the lock. */
export function replacementPlugin(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        beforeinput: correct,
        compositionstart: makeWay,
      },
    },
  });
}

/** Puts in a spelling checker's word as a whole: the browser's way would be only the letters that differ. */
function correct(view: EditorView, event: InputEvent): boolean {
  if (event.inputType !== "insertReplacementText" || view.composing) return false;
  const word = event.dataTransfer?.getData("text/plain") ?? event.data;
  const [target] = event.getTargetRanges();
  if (!word || !target || !view.dom.contains(target.startContainer)) return false;
  const from = view.posAtDOM(target.startContainer, target.startOffset);
  const to = view.posAtDOM(target.endContainer, target.endOffset);
  view.dispatch(view.state.tr.insertText(word, from, to).scrollIntoView());
  event.preventDefault();
  return true;
}

/** Deletes what input methods cannot compose over, a selection across blocks, as making way for them. */
function makeWay({ state, dispatch }: EditorView): boolean {
  const { $from, to, empty } = state.selection;
  const isAcross = !$from.node($from.sharedDepth(to)).inlineContent;
  if (isAcross && !empty) dispatch(makingWay(state.tr.deleteSelection()));
  return false;
}
