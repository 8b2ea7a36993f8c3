/** Which claim is open in this tab. Never saved, never undone. */
import {
  Plugin,
  PluginKey,
  type Command,
  type EditorState,
  type Transaction,
} from "prosemirror-state";
import type { Id } from "../model/record";
import { contents } from "./anchors";
import { annotationsOf } from "./annotation-plugin";

const key = new PluginKey<Id<"claim"> | null>("selected-claim");

/** The plugin that keeps it; a claim that is deleted is no longer selected. Comes after `annotationPlugin`. */
export function selectedClaimPlugin(): Plugin<Id<"claim"> | null> {
  return new Plugin<Id<"claim"> | null>({
    key,
    state: {
      init: () => null,
      apply: (tr, before, _old, state) => {
        const selected = (tr.getMeta(key) as Id<"claim"> | null | undefined) ?? before;
        if (tr.getMeta(key) === null || selected === null) return null;
        return contents(annotationsOf(state)).claimsById.has(selected) ? selected : null;
      },
    },
  });
}

/** The selected claim; null when none is. */
export function selectedClaim(state: EditorState): Id<"claim"> | null {
  return key.getState(state) ?? null;
}

/** Has a transaction select a claim, or none. */
export function selecting(tr: Transaction, claim: Id<"claim"> | null): Transaction {
  return tr.setMeta(key, claim);
}

/** Selects a claim, or none; does not apply when nothing would change. */
export function selectClaim(claim: Id<"claim"> | null): Command {
  return (state, dispatch) => {
    if (selectedClaim(state) === claim) return false;
    dispatch?.(selecting(state.tr, claim).setMeta("addToHistory", false));
    return true;
  };
}
