import { TextSelection, type Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/**
 * What the browser has selected in a view, which the view itself hears of some time after the keys
 * that did it. Null when the selection is elsewhere.
 */
export function browserSelection(view: EditorView): Selection | null {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection()!;
  if (!view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return null;
  const { doc } = view.state;
  const anchor = doc.resolve(view.posAtDOM(anchorNode!, anchorOffset));
  const head = doc.resolve(view.posAtDOM(focusNode!, focusOffset));
  return TextSelection.between(anchor, head);
}
