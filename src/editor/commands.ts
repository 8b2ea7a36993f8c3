/**
 * What people do to an article's claims. Each command answers false where it does not apply, makes
 * one transaction (one undo event), and runs as a dry test without `dispatch`.
 */
import { TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import type { Kinds } from "../model/kinds";
import { isAlive, value, type Id, type Kind } from "../model/record";
import type { RatingId } from "../model/scale";
import {
  claimView,
  clearanceOver,
  contents,
  passageAt,
  recordOf,
  type ClaimView,
  type Passage,
} from "./anchors";
import { annotationsOf } from "./annotation-plugin";
import type { FieldName } from "./annotation-step";
import { EntryWriter, type Pen } from "./entry-writer";
import { selecting } from "./selected-claim";
import { articleText, titleOf, type Range } from "./text";
import { articleSchema } from "./article-schema";
import { isLocked, passingLock } from "./lock";

/** The selected words without white space around them; null when no words are selected. */
export function selectedWords(state: EditorState): Range | null {
  const text = articleText(state.doc);
  const { start, end } = text.span(state.selection);
  const words = text.text.slice(start, end);
  const trimmed = words.trim();
  if (trimmed === "") return null;
  const lead = words.length - words.trimStart().length;
  return text.range({ start: start + lead, end: start + lead + trimmed.length });
}

/** Marks the selected words as a claim, with them as its statement, and selects it. */
export function markClaim(pen: Pen): Command {
  return (state, dispatch) => {
    const range = selectedWords(state);
    if (!range) return false;
    if (dispatch) {
      const writer = new EntryWriter(state, pen);
      const claim = writer.newId<"claim">();
      const passage = passageAt(state, range);
      writer.set("claim", claim, "alive", true);
      writer.set("claim", claim, "statement", passage.quote.exact.replace(/\s+/g, " "));
      writePassage(writer, claim, passage);
      dispatch(selecting(caretAfter(writer.tr, passage), claim));
    }
    return true;
  };
}

/** Makes the selected words one more passage of a claim. */
export function addPassage(pen: Pen, claim: Id<"claim">): Command {
  return (state, dispatch) => {
    const range = selectedWords(state);
    if (!range || !contents(annotationsOf(state)).claimsById.has(claim)) return false;
    if (dispatch) {
      const writer = new EntryWriter(state, pen);
      const passage = passageAt(state, range);
      writePassage(writer, claim, passage);
      dispatch(selecting(caretAfter(writer.tr, passage), claim));
    }
    return true;
  };
}

/** What was marked is done with: the caret goes behind it, ready for what comes next. */
function caretAfter(tr: Transaction, { range }: Passage): Transaction {
  return tr.setSelection(TextSelection.create(tr.doc, range.to));
}

function writePassage(writer: EntryWriter, claim: Id<"claim">, { quote, range }: Passage): void {
  const passage = writer.newId<"passage">();
  writer.set("passage", passage, "alive", true);
  writer.set("passage", passage, "claim", claim);
  writer.set("passage", passage, "quote", quote, range);
}

/**
 * Marks the selected words “nothing to check here”; where the selection or caret is in such a
 * passage already, takes that back.
 */
export function clearSelection(pen: Pen): Command {
  return (state, dispatch) => {
    const range = selectedWords(state);
    const cleared = clearanceOver(state, range ?? state.selection);
    if (cleared) return deleteRecord(pen, "clearance", cleared.id)(state, dispatch);
    if (!range) return false;
    if (dispatch) {
      const writer = new EntryWriter(state, pen);
      const clearance = writer.newId<"clearance">();
      const passage = passageAt(state, range);
      writer.set("clearance", clearance, "alive", true);
      writer.set("clearance", clearance, "quote", passage.quote, passage.range);
      dispatch(caretAfter(writer.tr, passage));
    }
    return true;
  };
}

/** Moves a passage to another range; does not apply to one without words. */
export function setRange(pen: Pen, passage: Id<"passage">, wanted: Range): Command {
  return (state, dispatch) => {
    const { quote, range } = passageAt(state, wanted);
    if (!isAlive(recordOf(state, "passage", passage)) || quote.exact.trim() === "") return false;
    dispatch?.(new EntryWriter(state, pen).set("passage", passage, "quote", quote, range).tr);
    return true;
  };
}

/** Enters a value in a field; does not apply when the field has that value. */
export function setField<K extends Kind, F extends keyof Kinds[K] & string>(
  pen: Pen,
  kind: K,
  id: Id<K>,
  field: F,
  newValue: Kinds[K][F],
): Command {
  return (state, dispatch) => {
    const before = value(recordOf(state, kind, id), field) ?? "";
    if (before === newValue) return false;
    dispatch?.(new EntryWriter(state, pen).set(kind, id, field, newValue).tr);
    return true;
  };
}

/** Decides a conflict: enters a value in knowledge of all that the field has now. */
export function choose(pen: Pen, { kind, id, field }: FieldName, chosen: unknown): Command {
  return (state, dispatch) => {
    const writer = new EntryWriter(state, pen);
    dispatch?.(writer.copy({ kind, id, field, value: chosen }).tr);
    return true;
  };
}

/** Says what somebody is called; does not apply when that is known already. */
export function introduce(pen: Pen, name: string): Command {
  return setField(pen, "person", pen.author as Id<"person">, "name", name);
}

/**
 * Deletes a record. Nothing that hangs on it needs deleting: a claim's passages and evidence are
 * found through the claim.
 */
export function deleteRecord(pen: Pen, kind: Kind, id: Id): Command {
  return (state, dispatch) => {
    const annotations = annotationsOf(state);
    const isThere =
      isAlive(annotations.records.get(id)) || contents(annotations).claimsById.has(id);
    if (!isThere) return false;
    dispatch?.(new EntryWriter(state, pen).set(kind, id, "alive", false).tr);
    return true;
  };
}

/**
 * A command that undo does not take back: what is done to an article from elsewhere (its place in
 * the library, the trash) is not among the things done while working on it.
 */
export function outsideHistory(command: Command): Command {
  return (state, dispatch, view) =>
    command(state, dispatch && ((tr) => dispatch(tr.setMeta("addToHistory", false))), view);
}

/** Gives a claim a verdict on the words it has now, or clears it with null. */
export function giveVerdict(pen: Pen, claim: Id<"claim">, rating: RatingId | null): Command {
  return (state, dispatch) => {
    const view = claimView(state, claim);
    if (!view || (rating === null && view.verdict === null)) return false;
    const verdict = rating && { rating, words: wordsOf(view) };
    dispatch?.(new EntryWriter(state, pen).set("claim", claim, "verdict", verdict).tr);
    return true;
  };
}

/**
 * Says of the words under a claim today that they are right: its passages are taken as they read
 * now, and its verdict holds for them. Does not apply when nothing has changed.
 */
export function confirmWords(pen: Pen, claim: Id<"claim">): Command {
  return (state, dispatch) => {
    const view = claimView(state, claim);
    const changed = view?.passages.filter((passage) => passage.state === "changed") ?? [];
    const hasWords = view?.passages.some(({ words }) => words !== "");
    if (!view || !hasWords || (changed.length === 0 && view.verdictHolds)) return false;
    if (dispatch) {
      const writer = new EntryWriter(state, pen);
      for (const { id, range } of changed)
        writer.set("passage", id, "quote", passageAt(state, range!).quote, range!);
      if (view.verdict)
        writer.set("claim", claim, "verdict", { ...view.verdict, words: wordsOf(view) });
      dispatch(writer.tr);
    }
    return true;
  };
}

function wordsOf({ passages }: ClaimView): Record<Id<"passage">, string> {
  return Object.fromEntries(passages.map(({ id, words }) => [id, words]));
}

/** Starts evidence on a claim from a source: a new one, with what is known of it, or one already there. */
export function addSource(
  pen: Pen,
  claim: Id<"claim">,
  source: Id<"source"> | { readonly url: string },
): Command {
  return (state, dispatch) => {
    if (!contents(annotationsOf(state)).claimsById.has(claim)) return false;
    if (dispatch) {
      const writer = new EntryWriter(state, pen);
      const evidence = writer.newId<"evidence">();
      writer.set("evidence", evidence, "alive", true);
      writer.set("evidence", evidence, "claim", claim);
      if (typeof source === "string") {
        writer.set("evidence", evidence, "source", source);
      } else {
        const id = writer.newId<"source">();
        writer.set("evidence", evidence, "source", id);
        writer.set("source", id, "alive", true);
        writer.set("source", id, "retrieved", dayOf(pen.now()));
        if (source.url) writer.set("source", id, "url", source.url);
      }
      dispatch(selecting(writer.tr, claim));
    }
    return true;
  };
}

/** The day of a moment where the user is: YYYY-MM-DD. */
function dayOf(at: string): string {
  return new Date(at).toLocaleDateString("sv-SE");
}

/** Points evidence at another source of the article; the one it had goes when nothing else cites it. */
export function citeInstead(pen: Pen, evidence: Id<"evidence">, source: Id<"source">): Command {
  return (state, dispatch) => {
    if (value(recordOf(state, "evidence", evidence), "source") === source) return false;
    if (dispatch) {
      const writer = new EntryWriter(state, pen).set("evidence", evidence, "source", source);
      dropSource(writer, state, evidence);
      dispatch(writer.tr);
    }
    return true;
  };
}

/** Takes evidence off its claim; its source goes when nothing else cites it. */
export function removeEvidence(pen: Pen, evidence: Id<"evidence">): Command {
  return (state, dispatch) => {
    if (!isAlive(recordOf(state, "evidence", evidence))) return false;
    if (dispatch) {
      const writer = new EntryWriter(state, pen).set("evidence", evidence, "alive", false);
      dropSource(writer, state, evidence);
      dispatch(writer.tr);
    }
    return true;
  };
}

/** Deletes the source that `evidence` cites unless other evidence does so too. */
function dropSource(writer: EntryWriter, state: EditorState, evidence: Id<"evidence">): void {
  const source = value(recordOf(state, "evidence", evidence), "source");
  const citing = [...contents(annotationsOf(state)).evidence.values()].flat();
  const isCited = citing.some(
    (other) => other.id !== evidence && value(other, "source") === source,
  );
  if (source !== undefined && !isCited) writer.set("source", source, "alive", false);
}

/** Keeps words that found no place in the text, each as a record of its own. */
export function keepDisplaced(pen: Pen, words: readonly string[]): Command {
  return (state, dispatch) => {
    const writer = new EntryWriter(state, pen);
    for (const each of words) {
      const id = writer.newId<"displaced">();
      writer.set("displaced", id, "alive", true).set("displaced", id, "words", each);
    }
    dispatch?.(writer.tr);
    return words.length > 0;
  };
}

/** Puts displaced words in at the selection: they have found their place. Needs unlocked text. */
export function placeDisplaced(pen: Pen, id: Id<"displaced">): Command {
  return (state, dispatch) => {
    const words = value(recordOf(state, "displaced", id), "words");
    if (words === undefined || isLocked(state)) return false;
    if (dispatch) {
      const tr = state.tr.insertText(words.replaceAll("\n", " "));
      dispatch(new EntryWriter(state, pen, tr).set("displaced", id, "alive", false).tr);
    }
    return true;
  };
}

/** Puts other words in the title, as part of how the article begins: not undone. */
export function setTitle(title: string): Command {
  return (state, dispatch) => {
    if (titleOf(state) === title) return false;
    const node = state.doc.firstChild!;
    const words = title ? articleSchema.text(title) : [];
    const tr = state.tr.replaceWith(1, 1 + node.content.size, words);
    dispatch?.(passingLock(tr).setMeta("addToHistory", false));
    return true;
  };
}
