/**
 * Keeps the annotations of an open article in step with its document.
 *
 * The plugin holds a line of states: first the annotations as the log confirms them, then one more
 * for each of this tab's steps the log does not have yet. When others' commits arrive,
 * `prosemirror-collab` takes this tab's pending steps back, puts the others' in, and redoes its
 * own. Ranges must not be mapped through that detour: they would lose what was cut and restored on
 * the way. So the fold starts again from the state before the pending steps.
 */
import { sendableSteps } from "prosemirror-collab";
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { fold, type Annotations } from "./annotations";

/** Annotations as confirmed, then after each pending step. Never empty. */
type Line = readonly Annotations[];

const key = new PluginKey<Line>("annotations");

/** The plugin, starting from the annotations as they stand in the log. Comes after `collab`. */
export function annotationPlugin(initial: Annotations): Plugin<Line> {
  return new Plugin<Line>({
    key,
    state: {
      init: () => [initial],
      apply: (tr, line, _before, after) => advance(line, tr, pendingSteps(after)),
    },
  });
}

/** The annotations of today's document. */
export function annotationsOf(state: EditorState): Annotations {
  return key.getState(state)!.at(-1)!;
}

/** How many of this tab's steps the log has not confirmed. */
export function pendingSteps(state: EditorState): number {
  return sendableSteps(state)?.steps.length ?? 0;
}

/** How many of this tab's steps a transaction of `prosemirror-collab` takes back and redoes. */
export function rebasedSteps(tr: Transaction): number | undefined {
  return tr.getMeta("rebased") as number | undefined;
}

function advance(line: Line, tr: Transaction, pending: number): Line {
  const rebased = rebasedSteps(tr) ?? 0;
  const next = rebased > 0 ? line.slice(0, -rebased) : line.slice();
  for (const step of tr.steps.slice(rebased)) next.push(fold(next.at(-1)!, step));
  const settled = next.length - 1 - pending;
  if (settled === 0 && tr.steps.length === 0) return line;
  return next.slice(settled);
}
