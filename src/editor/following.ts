/**
 * Following: what is said about words that are cut and pasted, or dragged, goes with them.
 *
 * Mapping cannot know that words which appear are those that went. So where a paste or drop puts
 * words in, passages without words are looked for in what came, and get a new entry there. Only on
 * the words themselves, standing once in the whole text, and certain beyond that;
 * otherwise the place is only offered. What was copied is never doubled: its passage has its words.
 */
import type { EditorState, Transaction } from "prosemirror-state";
import { runAfter, runBefore } from "../anchor/runs";
import { describe } from "../anchor/describe";
import { cutsNewly, isShort } from "../anchor/words";
import type { Quote } from "../model/claim";
import type { Id, RecordOf } from "../model/record";
import { annotationsOf } from "./annotation-plugin";
import { anchor, contents, passageAt, type Anchor } from "./anchors";
import { fold, type Annotations } from "./annotations";
import { EntryWriter, type Pen } from "./entry-writer";
import { articleText, type ArticleText, type Span } from "./text";

/** So much of a context, from 0 to 1, must have come along, from the words on. */
const AGREEMENT = 0.8;

/** The passages and clearances that a cut leaves without words, as they stood in what was cut. */
export type Cuttings = ReadonlyMap<Id, Quote>;

/** Nothing was cut. */
export const noCuttings: Cuttings = new Map();

/**
 * What a cut or drop takes out; undefined for a transaction that is neither. A passage may have
 * changed since it was marked, so the words are those it stands on, not those of its quote; and the
 * contexts end where the cut does, as no more of them is pasted.
 */
export function cuttingsOf(state: EditorState, tr: Transaction): Cuttings | undefined {
  const event = tr.getMeta("uiEvent") as unknown;
  if (event !== "cut" && event !== "drop") return undefined;
  const text = articleText(state.doc);
  const cut = text.span(state.selection);
  const words = text.text.slice(cut.start, cut.end);
  const cuttings = new Map<Id, Quote>();
  for (const { id, range } of anchors(annotationsOf(state), text)) {
    const { start, end } = text.span(range ?? { from: 0, to: 0 });
    if (cut.start <= start && start < end && end <= cut.end)
      cuttings.set(id, describe(words, start - cut.start, end - cut.start));
  }
  return cuttings;
}

/** Adds to a transaction that pastes or drops the entries of passages that follow their words. */
export function addFollowers(state: EditorState, tr: Transaction, cut: Cuttings, pen: Pen): void {
  const event = tr.getMeta("uiEvent") as unknown;
  if (event !== "paste" && event !== "drop") return;
  const annotations = fold(annotationsOf(state), tr.steps);
  const text = articleText(tr.doc);
  const spans = insertedSpans(tr, text);
  const writer = new EntryWriter(state, pen, tr);
  for (const { id, kind, words, quote } of anchors(annotations, text)) {
    const span = words === "" && placeOf(text.text, cut.get(id) ?? quote, spans);
    if (!span) continue;
    const { range, quote: found } = passageAt(tr, text.range(span));
    // A passage that had changed before it was cut is still changed.
    const value = found.exact === quote.exact ? found : quote;
    writer.copy({ kind, id, field: "quote", value, range });
  }
}

type KnownAnchor = Anchor & { readonly kind: "passage" | "clearance" };

/** Every live passage and clearance. */
function anchors(annotations: Annotations, text: ArticleText): KnownAnchor[] {
  const { passages, clearances } = contents(annotations);
  const records = [...[...passages.values()].flat(), ...clearances];
  return records.map((record: RecordOf<"passage"> | RecordOf<"clearance">) => ({
    ...anchor(record as RecordOf<"clearance">, annotations, text),
    kind: record.kind,
  }));
}

/** Where in what came in a passage certainly stands; null: nowhere, or who knows. */
function placeOf(text: string, quote: Quote, spans: readonly Span[]): Span | null {
  const { exact } = quote;
  const start = text.indexOf(exact);
  const end = start + exact.length;
  if (exact === "" || start < 0 || text.includes(exact, start + 1)) return null;
  const span = spans.find((each) => each.start <= start && end <= each.end);
  if (!span) return null;
  const words = text.slice(span.start, span.end);
  return isCertain(words, quote, start - span.start) ? { start, end } : null;
}

/**
 * Whether the only occurrence of a passage's words in what came in is it for certain. Few words are
 * only by both contexts that came with them; cut words leave what stood beside them behind.
 */
function isCertain(words: string, quote: Quote, start: number): boolean {
  const { exact, prefix, suffix } = quote;
  const end = start + exact.length;
  if (cutsNewly(words, quote, { start, end })) return false;
  if (!isShort(exact)) return true;
  const before = prefix !== "" && runBefore(words, start, prefix) >= AGREEMENT * prefix.length;
  const after = suffix !== "" && runAfter(words, end, suffix) >= AGREEMENT * suffix.length;
  return before && after;
}

/** The stretches of the text that a transaction put in. */
function insertedSpans({ mapping }: Transaction, text: ArticleText): Span[] {
  return mapping.maps.flatMap((map, index) => {
    const rest = mapping.slice(index + 1);
    const spans: Span[] = [];
    map.forEach((_startA, _endA, from, to) => {
      spans.push(text.span({ from: rest.map(from, -1), to: rest.map(to, 1) }));
    });
    return spans;
  });
}
