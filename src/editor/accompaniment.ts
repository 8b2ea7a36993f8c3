/**
 * What a text edit is accompanied by, so that claims keep to their words: pins before it, and what
 * takes retyped, pasted or dropped words in after it. All of it is one transaction, so one undo
 * event and one commit. Undo, redo and others' commits need nothing: they carry what was added when
 * they were new.
 */
import { isHistoryTransaction } from "prosemirror-history";
import type { EditorState, Transaction } from "prosemirror-state";
import { annotationsOf, rebasedSteps } from "./annotation-plugin";
import { AnnotationStep } from "./annotation-step";
import type { Pen } from "./entry-writer";
import { addFollowers, cuttingsOf, noCuttings, type Cuttings } from "./following";
import { pinsFor } from "./pins";
import { changesText } from "./ranges";
import { retypedAfter, retypingPins, type Retyped } from "./retyping";

/** The milliseconds within which edits in one place are one undo event; `history`'s default. */
export const UNDO_PAUSE = 500;

/** What this tab's last edits leave for the next to go on from. Never saved. */
export interface Trail {
  /** The last transaction that had steps; null: none yet. */
  readonly previous: Transaction | null;
  /** What is being retyped; null: nothing. */
  readonly retyped: Retyped | null;
  /** What the last cut took. */
  readonly cut: Cuttings;
}

/** Before the first edit. */
export const noTrail: Trail = { previous: null, retyped: null, cut: noCuttings };

/** What is left for the next transaction, after one on a state. */
export function trailAfter(trail: Trail, state: EditorState, tr: Transaction): Trail {
  return {
    previous: tr.steps.length > 0 ? tr : trail.previous,
    retyped: isNew(tr) ? retypedAfter(state, tr, trail.retyped) : null,
    cut: cuttingsOf(state, tr) ?? trail.cut,
  };
}

/**
 * The transaction with what it is accompanied by; the same transaction when that is nothing.
 *
 * `prosemirror-history` takes a transaction that begins with pins for an edit elsewhere, and one
 * joined to it for an edit nowhere. So where there are pins, what goes on where the last edit left
 * off is joined to it here (holding Backspace over a claim is one undo event).
 */
export function accompany(
  state: EditorState,
  tr: Transaction,
  trail: Trail,
  pen: Pen,
): Transaction {
  if (!isNew(tr) || !tr.docChanged) return tr;
  const annotations = annotationsOf(state);
  const pins = pinsFor(annotations, tr);
  const accompanied = pins.length > 0 ? precede(state, tr, pins) : tr;
  const { storedMarks, storedMarksSet } = accompanied;
  for (const step of retypingPins(state, tr, trail.retyped)) accompanied.step(step);
  addFollowers(state, accompanied, cuttingsOf(state, tr) ?? trail.cut, pen);
  // Which every step takes back.
  if (storedMarksSet) accompanied.setStoredMarks(storedMarks);
  const { previous } = trail;
  if (previous && (hasPins(accompanied) || isJoined(previous)) && continues(tr, previous))
    accompanied.setMeta("appendedTransaction", previous);
  return accompanied;
}

/** Whether a transaction is of this tab, and neither undoes nor redoes. */
function isNew(tr: Transaction): boolean {
  return !isHistoryTransaction(tr) && rebasedSteps(tr) === undefined;
}

/** The transaction with steps put before its own. */
function precede(state: EditorState, tr: Transaction, steps: Transaction["steps"]): Transaction {
  const preceded = state.tr.setTime(tr.time);
  for (const step of [...steps, ...tr.steps]) preceded.step(step);
  preceded.setSelection(tr.selection.getBookmark().resolve(preceded.doc));
  if (tr.storedMarksSet) preceded.setStoredMarks(tr.storedMarks);
  if (tr.scrolledIntoView) preceded.scrollIntoView();
  // What the view and other plugins said about this edit is still true of it.
  Object.assign(preceded["meta"], tr["meta"]);
  return preceded;
}

/** Whether a transaction begins with pins. */
function hasPins({ steps: [first] }: Transaction): boolean {
  return first instanceof AnnotationStep && first.change.type === "pin";
}

/** Whether history has lost where a transaction ended. */
function isJoined(tr: Transaction): boolean {
  return hasPins(tr) || tr.getMeta("appendedTransaction") !== undefined;
}

/** Whether a text edit goes on, in place and time, where the one before it ended. */
function continues(tr: Transaction, previous: Transaction): boolean {
  if (isHistoryTransaction(previous) || tr.time - previous.time >= UNDO_PAUSE) return false;
  // What is joined to an edit outside the history, such as another tab's, would be outside as well.
  if (previous.getMeta("addToHistory") === false) return false;
  let touches = false;
  const edited = tr.mapping.maps.find(changesText);
  edited?.forEach((start, end) => {
    for (const map of previous.mapping.maps) {
      map.forEach((_startA, _endA, startB, endB) => {
        if (start <= endB && end >= startB) touches = true;
      });
    }
  });
  return touches;
}
