/**
 * Retyping: who selects the end of a passage and types in its place means the new words to be the
 * passage's, however many keys they take.
 *
 * The first key replaces what was selected, so mapping keeps it inside. The keys after it stand at
 * the passage's end, where what is typed stays outside. So they bring pins that take them in, as
 * long as they go on where the replacement ended.
 */
import type { Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { AnnotationStep } from "./annotation-step";
import type { Annotations } from "./annotations";
import { liveOps, pin } from "./pins";
import type { Range } from "./text";

/** Words put in the place of others (or of none), in positions. */
interface Typing extends Range {
  /** Where they end, once they are there. */
  readonly end: number;
}

/** The pins that take what is typed into the passages whose ends are being retyped; none mostly. */
export function retypingPins(
  { records, ranges }: Annotations,
  tr: Transaction,
  typed: Range | null,
): AnnotationStep[] {
  const typing = typingOf(tr);
  if (!typing || !typed || typing.from !== typing.to || typing.from !== typed.to) return [];
  const live = liveOps(records);
  return [...ranges].flatMap(([op, { from, to }]) =>
    live.has(op) && from < to && to === typed.to ? pin(op, { from, to: typing.end }) : [],
  );
}

/**
 * The words typed in one go, as far as they stand before the next key: longer after a key that goes
 * on where they end or changes their last ones, new after one elsewhere, null after anything else.
 */
export function typedAfter(tr: Transaction, typed: Range | null): Range | null {
  const typing = typingOf(tr);
  if (!typing) return tr.steps.length > 0 || tr.selectionSet ? null : typed;
  const goesOn = typed && typing.to === typed.to && typing.from >= typed.from;
  return { from: goesOn ? typed.from : typing.from, to: typing.end };
}

/** What a transaction types; null when it does not type, does more, or only deletes. */
function typingOf({ steps }: Transaction): Typing | null {
  const edits = steps.filter((step) => !(step instanceof AnnotationStep));
  const [step] = edits;
  if (edits.length !== 1 || !(step instanceof ReplaceStep)) return null;
  const { from, to, slice } = step;
  if (slice.size === 0 || slice.openStart > 0 || !slice.content.firstChild?.isInline) return null;
  return { from, to, end: from + slice.size };
}
