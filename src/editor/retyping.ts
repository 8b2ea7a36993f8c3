/**
 * Retyping: who selects words of a passage and types in their place means the new words to be the
 * passage's, however many keys they take.
 *
 * Mapping keeps the first key inside, as it replaces what was selected. But the next may stand at
 * the passage's end, where what is typed stays outside; so may all of them, where the browser first
 * deletes what an input method is to replace, or leaves standing what old and new words have in
 * common. So they bring pins that take them in, as long as they go on where the replacement ended.
 */
import type { EditorState, Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { annotationsOf } from "./annotation-plugin";
import { AnnotationStep } from "./annotation-step";
import { liveOps, pin } from "./pins";
import { mapRange } from "./ranges";
import type { Range } from "./text";

/** Words that were typed in one go in the place of others, as far as they stand, in positions. */
export interface Retyped extends Range {
  /** The entries of the passages and clearances that held the others. */
  readonly ops: readonly string[];
}

/** A stretch of a document, in positions, that one step replaces. */
interface Replacement extends Range {
  /** How much longer the new words are than the old; negative when they are shorter. */
  readonly growth: number;
}

const wayKey = "makes-way";

/** Says of a deletion that it makes way for words which the next transactions bring. */
export function makingWay(tr: Transaction): Transaction {
  return tr.setMeta(wayKey, true);
}

/** The pins that take what is typed into the passages it is typed for; none mostly. */
export function retypingPins(
  state: EditorState,
  tr: Transaction,
  before: Retyped | null,
): AnnotationStep[] {
  const replacement = replacementOf(state, tr);
  const ops = (replacement && retypedAfter(state, tr, before)?.ops) ?? [];
  if (!replacement || ops.length === 0) return [];
  const { from, to, growth } = replacement;
  const { records, ranges } = annotationsOf(state);
  const live = liveOps(records);
  return ops.flatMap((op) => {
    const range = ranges.get(op)!;
    const mapped = mapRange(range, tr.mapping);
    const wanted = { from: Math.min(range.from, from), to: Math.max(range.to, to) + growth };
    const isRight = mapped.from === wanted.from && mapped.to === wanted.to;
    return isRight || !live.has(op) ? [] : pin(op, wanted);
  });
}

/**
 * What is being retyped after a transaction: more or less of the same after a key that goes on
 * where it ends or changes it, new after one that replaces other words, null after anything else.
 */
export function retypedAfter(
  state: EditorState,
  tr: Transaction,
  before: Retyped | null,
): Retyped | null {
  if (tr.getMeta(wayKey)) {
    const { from } = tr.selection;
    return { from, to: from, ops: opsHolding(state, state.selection) };
  }
  const replacement = replacementOf(state, tr);
  if (!replacement) return isElsewhere(tr) ? null : before;
  const { from, to, growth } = replacement;
  if (before && before.from <= from && to <= before.to)
    return { ...before, to: before.to + growth };
  const hasNew = to + growth > from;
  return from < to && hasNew
    ? { from, to: to + growth, ops: opsHolding(state, replacement) }
    : null;
}

/** Whether a transaction that replaces nothing goes to another place. Input methods move the caret within what they compose. */
function isElsewhere(tr: Transaction): boolean {
  return tr.steps.length > 0 || (tr.selectionSet && tr.getMeta("composition") === undefined);
}

/**
 * What a transaction replaces within a textblock, or across some; null when it does more, or
 * nothing. From typing over a selection the browser leaves standing what the new words begin or end
 * with; then, too, all that was selected is replaced.
 */
function replacementOf({ selection }: EditorState, tr: Transaction): Replacement | null {
  const edits = tr.steps.filter((step) => !(step instanceof AnnotationStep));
  const [step] = edits;
  if (edits.length !== 1 || !(step instanceof ReplaceStep)) return null;
  const { from, to, slice } = step;
  if (slice.openStart > 0 || slice.content.firstChild?.isInline === false) return null;
  const isOver = tr.selection.empty && selection.from <= from && to <= selection.to;
  const replaced = isOver ? selection : step;
  return { from: replaced.from, to: replaced.to, growth: slice.size - (to - from) };
}

/** The entries whose ranges hold all of another range. */
function opsHolding(state: EditorState, { from, to }: Range): string[] {
  return [...annotationsOf(state).ranges]
    .filter(([, range]) => range.from <= from && to <= range.to)
    .map(([op]) => op);
}
