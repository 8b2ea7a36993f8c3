/**
 * Keeps the annotations of an open article in step with its document.
 *
 * The plugin holds the annotations as the log confirms them, and after each of this tab's
 * transactions the log does not have yet. When others' commits arrive, `prosemirror-collab` takes
 * this tab's pending steps back, puts the others' in, and redoes its own. Ranges must not be mapped
 * through that detour: they would lose what was cut and restored on the way. So the fold starts
 * again from what is confirmed.
 */
import { sendableSteps } from "prosemirror-collab";
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { fold, type Annotations } from "./annotations";

/** The annotations at each point of this tab's way from the log to the screen. */
interface Line {
  readonly confirmed: Annotations;
  /** How many steps each pending transaction has, and what they lead to. */
  readonly pending: readonly { readonly steps: number; readonly after: Annotations }[];
}

const key = new PluginKey<Line>("annotations");

/** The plugin, starting from the annotations as they stand in the log. Comes after `collab`. */
export function annotationPlugin(initial: Annotations): Plugin<Line> {
  return new Plugin<Line>({
    key,
    state: {
      init: () => ({ confirmed: initial, pending: [] }),
      apply(tr, line, _before, after) {
        const pending = pendingSteps(after);
        if (rebasedSteps(tr) !== undefined) return rebase(line, tr, pending);
        return confirm(append(line, tr), pending);
      },
    },
  });
}

/** The annotations of today's document. */
export function annotationsOf(state: EditorState): Annotations {
  return current(key.getState(state)!);
}

/** How many steps a transaction of `prosemirror-collab` takes back and redoes; undefined for all other transactions. */
export function rebasedSteps(tr: Transaction): number | undefined {
  return tr.getMeta("rebased") as number | undefined;
}

/** How many of this tab's steps the log has not confirmed. */
function pendingSteps(state: EditorState): number {
  return sendableSteps(state)?.steps.length ?? 0;
}

function current({ confirmed, pending }: Line): Annotations {
  return pending.at(-1)?.after ?? confirmed;
}

/** The line after a transaction of this tab. */
function append(line: Line, tr: Transaction): Line {
  if (tr.steps.length === 0) return line;
  const after = fold(current(line), tr.steps);
  return { ...line, pending: [...line.pending, { steps: tr.steps.length, after }] };
}

/** The line when only so many steps are still pending. Commits hold whole transactions, so the count always fits. */
function confirm(line: Line, stillPending: number): Line {
  let { confirmed } = line;
  const pending = [...line.pending];
  while (countSteps(pending) > stillPending) confirmed = pending.shift()!.after;
  return pending.length === line.pending.length ? line : { confirmed, pending };
}

function countSteps(pending: Line["pending"]): number {
  return pending.reduce((sum, { steps }) => sum + steps, 0);
}

/** The line after others' steps, with this tab's redone on them: the last of the transaction's steps. */
function rebase({ confirmed }: Line, tr: Transaction, stillPending: number): Line {
  const steps = tr.steps.slice(rebasedSteps(tr));
  const redone = steps.splice(steps.length - stillPending);
  const base = fold(confirmed, steps);
  if (redone.length === 0) return { confirmed: base, pending: [] };
  return { confirmed: base, pending: [{ steps: redone.length, after: fold(base, redone) }] };
}
