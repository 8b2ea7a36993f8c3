/**
 * Where claims stand in today's text. Everything here is derived: from the records, their ranges,
 * and the words under them now.
 */
import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { describe } from "../anchor/describe";
import type { Quote, Verdict } from "../model/claim";
import { hasConflict } from "../model/conflict";
import {
  contest,
  currentEntry,
  isAlive,
  isContested,
  value,
  type AnyRecord,
  type Contest,
  type Id,
  type Kind,
  type RecordOf,
} from "../model/record";
import { annotationsOf } from "./annotation-plugin";
import { claimOf, type Annotations } from "./annotations";
import { articleText, type ArticleText, type Range } from "./text";

/**
 * How a passage stands: its words are where it is (`placed`), other words are there (`changed`),
 * its words were deleted (`collapsed`), or it never had a place in this text (`unplaced`).
 */
export type AnchorState = "placed" | "changed" | "collapsed" | "unplaced";

/** A passage or clearance resolved in today's text. */
export interface Anchor<K extends "passage" | "clearance" = "passage" | "clearance"> {
  readonly id: Id<K>;
  readonly state: AnchorState;
  /** In positions; a point when collapsed; null when unplaced. */
  readonly range: Range | null;
  /** The words as marked or last confirmed. */
  readonly quote: Quote;
  /** The words there now; empty when collapsed or unplaced. */
  readonly words: string;
}

/** The live records of an article, each kind in the order of the log; what hangs on a claim, by claim. */
export interface Contents {
  /** Those that were neither deleted nor undone, or deleted without knowing of a change. */
  readonly claims: readonly RecordOf<"claim">[];
  /** The same by id. */
  readonly claimsById: ReadonlyMap<Id, RecordOf<"claim">>;
  readonly clearances: readonly RecordOf<"clearance">[];
  readonly sources: readonly RecordOf<"source">[];
  /** Words that found no place in the text, until somebody has dealt with them. */
  readonly displaced: readonly RecordOf<"displaced">[];
  /** What people call themselves, by id of their profile. */
  readonly people: ReadonlyMap<string, string>;
  readonly passages: ReadonlyMap<Id<"claim">, readonly RecordOf<"passage">[]>;
  readonly evidence: ReadonlyMap<Id<"claim">, readonly RecordOf<"evidence">[]>;
  /** The claims that somebody deleted and somebody else changed or kept, not knowing of each other. */
  readonly contests: ReadonlyMap<Id<"claim">, Contest>;
  /** The claims that have something to decide on their cards: a contest, or a field in conflict. */
  readonly conflicts: ReadonlySet<Id<"claim">>;
}

const contentsOf = new WeakMap<Annotations["records"], Contents>();

/** What lives in the records; made once for each value of them. */
export function contents({ records }: Annotations): Contents {
  const known = contentsOf.get(records);
  if (known) return known;
  const made = makeContents(records);
  contentsOf.set(records, made);
  return made;
}

function makeContents(records: Annotations["records"]): Contents {
  const all = [...records.values()];
  const passages = byClaim(all.filter(isOfKind("passage")));
  const evidence = byClaim(all.filter(isOfKind("evidence")));
  // What somebody added to a claim keeps it, too, if whoever deleted it did not know.
  const hangingOf = ({ id }: RecordOf<"claim">) => [
    ...(passages.get(id) ?? []),
    ...(evidence.get(id) ?? []),
  ];
  const claims = all
    .filter(isOfKind("claim"))
    .filter((record) => isAlive(record) || isContested(record, hangingOf(record)));
  const contests = new Map(
    claims.flatMap((record) => {
      const found = contest(record, hangingOf(record));
      return found ? [[record.id, found]] : [];
    }),
  );
  const liveEvidence = liveOf(claims, evidence);
  return {
    claims,
    claimsById: new Map(claims.map((record) => [record.id, record])),
    clearances: all.filter(isOfKind("clearance")).filter(isAlive),
    sources: all.filter(isOfKind("source")).filter(isAlive),
    displaced: all.filter(isOfKind("displaced")).filter(isAlive),
    people: new Map(
      all.filter(isOfKind("person")).map((record) => [record.id, value(record, "name") ?? ""]),
    ),
    passages: liveOf(claims, passages),
    evidence: liveEvidence,
    contests,
    conflicts: new Set([...contests.keys(), ...inConflict(claims, liveEvidence, records)]),
  };
}

function isOfKind<K extends Kind>(kind: K) {
  return (record: AnyRecord): record is AnyRecord & RecordOf<K> => record.kind === kind;
}

/** Groups what hangs on claims, dead or alive. */
function byClaim<R extends AnyRecord>(hanging: readonly R[]): ReadonlyMap<Id<"claim">, R[]> {
  const groups = new Map<Id<"claim">, R[]>();
  for (const record of hanging) {
    const claim = claimOf(record);
    if (claim === undefined) continue;
    const group = groups.get(claim);
    if (group) group.push(record);
    else groups.set(claim, [record]);
  }
  return groups;
}

/** What lives of what hangs on live claims: what hangs on a deleted claim is deleted with it. */
function liveOf<R extends AnyRecord>(
  claims: readonly RecordOf<"claim">[],
  groups: ReadonlyMap<Id<"claim">, readonly R[]>,
): ReadonlyMap<Id<"claim">, readonly R[]> {
  return new Map(
    claims.flatMap(({ id }) => {
      const live = groups.get(id)?.filter(isAlive) ?? [];
      return live.length > 0 ? [[id, live]] : [];
    }),
  );
}

/** The claims of which a field is in conflict, or one of their evidence or sources. */
function inConflict(
  claims: readonly RecordOf<"claim">[],
  evidence: Contents["evidence"],
  records: Annotations["records"],
): readonly Id<"claim">[] {
  const shown = ({ id }: RecordOf<"claim">) => {
    const given = evidence.get(id) ?? [];
    const sources = given.flatMap((each) => records.get(value(each, "source")!) ?? []);
    return [...given, ...sources.filter(isAlive)];
  };
  return claims
    .filter((record) => [record, ...shown(record)].some(hasConflict))
    .map(({ id }) => id);
}

/** How many claims cite each source. */
export function citations(annotations: Annotations): ReadonlyMap<Id<"source">, number> {
  const counts = new Map<Id<"source">, number>();
  for (const evidence of contents(annotations).evidence.values()) {
    for (const source of new Set(evidence.flatMap((each) => value(each, "source") ?? []))) {
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
  }
  return counts;
}

/** The record of that kind and id, dead or alive; undefined when there is none. */
export function recordOf<K extends Kind>(
  state: EditorState,
  kind: K,
  id: Id<K>,
): RecordOf<K> | undefined {
  const record = annotationsOf(state).records.get(id);
  return record?.kind === kind ? (record as AnyRecord & RecordOf<K>) : undefined;
}

/** The live claim that a record is, or hangs on; for a source, one that cites it; undefined when there is none. */
export function claimOfRecord(state: EditorState, id: Id): Id<"claim"> | undefined {
  const annotations = annotationsOf(state);
  const record = annotations.records.get(id);
  if (!record) return undefined;
  if (record.kind === "claim") return contents(annotations).claimsById.get(record.id)?.id;
  const claim = claimOf(record);
  if (claim) return claimOfRecord(state, claim);
  const citing = [...contents(annotations).evidence.values()].flat();
  return record.kind === "source"
    ? value(
        citing.find((each) => value(each, "source") === id),
        "claim",
      )
    : undefined;
}

/** Where a passage or clearance stands in the text of `annotations`' document. */
export function anchor<K extends "passage" | "clearance">(
  record: RecordOf<K>,
  { ranges }: Annotations,
  text: ArticleText,
): Anchor<K> {
  const entry = currentEntry((record as RecordOf<"clearance">).fields.quote);
  const quote = entry?.value ?? { exact: "", prefix: "", suffix: "" };
  const place = entry && ranges.get(entry.op);
  const range = place ? placeOfWords(place, text) : null;
  const words = range ? text.words(range) : "";
  return { id: record.id, range, quote, words, state: anchorState(range, words, quote) };
}

/**
 * A range, as a point where none of its words is left. White space is no words: it is what stays
 * between two blocks, or two words, that were deleted one after the other.
 */
function placeOfWords(range: Range, text: ArticleText): Range {
  return text.words(range).trim() === "" ? { from: range.to, to: range.to } : range;
}

/** A range and its words, as they are written down together. */
export interface Passage {
  readonly range: Range;
  readonly quote: Quote;
}

/** The passage under a range of a document; a character that the range cuts in half is in it whole. */
export function passageAt({ doc }: { readonly doc: Node }, range: Range): Passage {
  const text = articleText(doc);
  const span = text.span(range);
  const { exact, prefix, suffix, start, end } = describe(text.text, span.start, span.end);
  return { range: text.range({ start, end }), quote: { exact, prefix, suffix } };
}

/** How a passage stands that has those words under it now, and was last right with that quote. */
export function anchorState(range: Range | null, words: string, quote: Quote): AnchorState {
  if (!range) return "unplaced";
  if (words === "") return "collapsed";
  return words === quote.exact ? "placed" : "changed";
}

/** The clearance that covers all of a range; undefined when there is none. */
export function clearanceOver(
  state: EditorState,
  { from, to }: Range,
): Anchor<"clearance"> | undefined {
  const annotations = annotationsOf(state);
  const text = articleText(state.doc);
  return contents(annotations)
    .clearances.map((record) => anchor(record, annotations, text))
    .find(({ range, words }) => range && words && range.from <= from && to <= range.to);
}

/** A claim with everything a reader sees of it. */
export interface ClaimView {
  readonly record: RecordOf<"claim">;
  /** Its passages, in the order of the text, those without a place last. */
  readonly passages: readonly Anchor<"passage">[];
  readonly evidence: readonly RecordOf<"evidence">[];
  /** Null: none given, or cleared. */
  readonly verdict: Verdict | null;
  /** Whether the passages still read as they did when the verdict was given. */
  readonly verdictHolds: boolean;
  /** Whether there is something to decide on its card. */
  readonly hasConflict: boolean;
  /** Who deleted it without knowing what others did; null mostly. */
  readonly contest: Contest | null;
}

// By annotations alone: a step that moves words makes new ones.
const viewsOf = new WeakMap<Annotations, readonly ClaimView[]>();

/** All live claims in the order of the text, those without a place last. Made once while nothing of it changes. */
export function claimViews(state: EditorState): readonly ClaimView[] {
  const annotations = annotationsOf(state);
  const known = viewsOf.get(annotations);
  if (known) return known;
  const views = contents(annotations)
    .claims.map((record) => viewOf(state, record))
    .sort((a, b) => byPlace(a.passages[0], b.passages[0]));
  viewsOf.set(annotations, views);
  return views;
}

/** One live claim; undefined when there is none of that id. */
export function claimView(state: EditorState, id: Id<"claim">): ClaimView | undefined {
  const record = contents(annotationsOf(state)).claimsById.get(id);
  return record && viewOf(state, record);
}

function viewOf(state: EditorState, record: RecordOf<"claim">): ClaimView {
  const annotations = annotationsOf(state);
  const { passages, evidence, conflicts, contests } = contents(annotations);
  const text = articleText(state.doc);
  const anchors = (passages.get(record.id) ?? []).map((passage) =>
    anchor(passage, annotations, text),
  );
  const verdict = value(record, "verdict") ?? null;
  return {
    record,
    passages: anchors.sort(byPlace),
    evidence: evidence.get(record.id) ?? [],
    verdict,
    verdictHolds: verdict === null || verdictHolds(verdict, anchors),
    hasConflict: conflicts.has(record.id),
    contest: contests.get(record.id) ?? null,
  };
}

/**
 * Whether the words a verdict was given on are still those under the claim (law 4). A passage
 * removed since, or added since, was the checker's own doing and does not count.
 */
export function verdictHolds(verdict: Verdict, passages: readonly Anchor<"passage">[]): boolean {
  return passages.every(
    ({ id, words }) => verdict.words[id] === undefined || verdict.words[id] === words,
  );
}

/** Whether any of a claim's passages has words in the text. */
export function isInText({ passages }: ClaimView): boolean {
  return passages.some(({ words }) => words !== "");
}

/** A claim's passages that have no words in the text: collapsed or unplaced. */
export function wordlessPassages({ passages }: ClaimView): readonly Anchor<"passage">[] {
  return passages.filter(({ words }) => words === "");
}

/** How many passages have no words in the text. A claim without any passage counts as one. */
export function countUnplaced(views: readonly ClaimView[]): number {
  return views.reduce(
    (count, view) => count + (wordlessPassages(view).length || Number(!isInText(view))),
    0,
  );
}

/** Order in the text: by start, the longer first; what has no place comes last. */
export function byPlace(a: Anchor | undefined, b: Anchor | undefined): number {
  const [placeA, placeB] = [a?.range, b?.range];
  if (!placeA || !placeB) return Number(!placeA) - Number(!placeB);
  return placeA.from - placeB.from || placeB.to - placeA.to;
}
