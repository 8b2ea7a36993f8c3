/**
 * Pins: what brings exact ranges back on undo.
 *
 * Mapping alone cannot restore a range whose end was deleted: when the words return, the end stays
 * where they were taken out. So before a transaction that would lose a range this way, one step for
 * each such entry writes its range down. Undo, which runs backwards, brings back the words first
 * and then the range.
 */
import { isHistoryTransaction } from "prosemirror-history";
import type { EditorState, Transaction } from "prosemirror-state";
import type { StepMap } from "prosemirror-transform";
import { annotationsOf, rebasedSteps } from "./annotation-plugin";
import { AnnotationStep } from "./annotation-step";
import type { Annotations } from "./annotations";
import { mapRange } from "./ranges";
import type { Range } from "./text";

/** The milliseconds within which edits in one place are one undo event; `history`'s default. */
export const UNDO_PAUSE = 500;

/**
 * The transaction with the pins it needs before its own steps; the same transaction when it needs
 * none. Undo, redo and others' commits need none: they carry the pins made when they were new.
 *
 * `previous` is the transaction dispatched before, if any: `prosemirror-history` takes a
 * transaction that begins with pins for an edit elsewhere, so one that goes on where `previous`
 * left off is joined to it here (holding Backspace over a claim is one undo event).
 */
export function withPins(
  state: EditorState,
  tr: Transaction,
  previous: Transaction | null,
): Transaction {
  if (isHistoryTransaction(tr) || rebasedSteps(tr) !== undefined) return tr;
  const pins = pinsFor(annotationsOf(state), tr);
  if (pins.length === 0) return tr;
  const pinned = state.tr.setTime(tr.time);
  for (const step of [...pins, ...tr.steps]) pinned.step(step);
  pinned.setSelection(tr.selection.getBookmark().resolve(pinned.doc));
  if (tr.storedMarksSet) pinned.setStoredMarks(tr.storedMarks);
  if (tr.scrolledIntoView) pinned.scrollIntoView();
  // What the view and other plugins said about this edit is still true of it.
  Object.assign(pinned["meta"], tr["meta"]);
  if (previous && continues(tr, previous)) pinned.setMeta("appendedTransaction", previous);
  return pinned;
}

function pinsFor({ records, ranges }: Annotations, tr: Transaction): AnnotationStep[] {
  const maps = tr.mapping.maps.filter(deletesText);
  if (maps.length === 0) return [];
  const live = new Set<string>();
  for (const record of records.values()) {
    if (record.kind !== "passage" && record.kind !== "clearance") continue;
    for (const entry of record.fields.quote ?? []) if (!entry.retracted) live.add(entry.op);
  }
  const pins: AnnotationStep[] = [];
  for (const [op, range] of ranges) {
    if (live.has(op) && isLost(range, tr.mapping.maps)) {
      pins.push(new AnnotationStep({ type: "pin", op, range }));
    }
  }
  return pins;
}

function deletesText(map: StepMap): boolean {
  let deletes = false;
  map.forEach((startA, endA) => {
    if (endA > startA) deletes = true;
  });
  return deletes;
}

/** Whether going through the maps and back ends elsewhere than it began. */
function isLost(range: Range, maps: readonly StepMap[]): boolean {
  let here = range;
  for (const map of maps) {
    const there = mapRange(here, map);
    const back = mapRange(there, map.invert());
    if (back.from !== here.from || back.to !== here.to) return true;
    here = there;
  }
  return false;
}

/** Whether a text edit goes on, in place and time, where the one before it ended. */
function continues(tr: Transaction, previous: Transaction): boolean {
  if (isHistoryTransaction(previous) || tr.time - previous.time >= UNDO_PAUSE) return false;
  // What is joined to an edit outside the history, such as another tab's, would be outside as well.
  if (previous.getMeta("addToHistory") === false) return false;
  let touches = false;
  const changed = tr.mapping.maps.find(deletesText);
  changed?.forEach((start, end) => {
    for (const map of previous.mapping.maps) {
      map.forEach((_startA, _endA, startB, endB) => {
        if (start <= endB && end >= startB) touches = true;
      });
    }
  });
  return touches;
}
