/** Plans for new drafts, told rather than compared. */
import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { claimViews } from "../src/editor/anchors";
import type { Doubt, DraftPlan, Fate, FateState } from "../src/editor/new-draft";
import type { Range } from "../src/editor/text";
import { rangeOf } from "./edits";

/** What becomes of a passage, by words of the new draft. */
export interface Told {
  readonly state: FateState;
  /** The words it will stand on, or is offered; absent: none. */
  readonly on?: string;
  /** More places that are offered. */
  readonly or?: readonly string[];
  /** Absent: there is none. */
  readonly doubt?: Doubt;
}

/** Where the first occurrence of some words stands in a document. */
export function placeIn(doc: Node, words: string): Range {
  return rangeOf({ doc }, words);
}

/** The plan that gives the passages on those words that fate; it has no steps. */
export function planFor(
  state: EditorState,
  after: Node,
  told: Readonly<Record<string, Told>>,
): DraftPlan {
  const fates = claimViews(state).flatMap(({ passages }) =>
    passages.flatMap(({ id, words }): Fate[] => {
      const one = told[words];
      if (!one) return [];
      const { state: fares, on, or = [], doubt = null } = one;
      const isPlaced = fares !== "unplaced" && on !== undefined;
      return [
        {
          id,
          kind: "passage",
          state: fares,
          before: words,
          range: isPlaced ? placeIn(after, on) : null,
          after: isPlaced ? on : "",
          isDoubtful: doubt !== null,
          doubt,
          candidates: [on, ...or].flatMap((place) => (place ? placeIn(after, place) : [])),
        },
      ];
    }),
  );
  const none = { kept: 0, changed: 0, moved: 0, removed: 0, added: 0, isTitleChanged: false };
  return { before: state.doc, after, steps: [], fates, blocks: none };
}
