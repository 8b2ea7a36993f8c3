/** Old and new drafts of articles, for tests: what is marked stands in brackets. */
import type { Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { compareDrafts, type DraftPlan, type Followed } from "../src/editor/new-draft";
import { articleText, type Range } from "../src/editor/text";
import type { Id } from "../src/model/record";

/** A document without the brackets in it, and the ranges that they were around. */
export function bracketed(doc: Node): { readonly doc: Node; readonly ranges: readonly Range[] } {
  const tr = new Transform(doc);
  const open: number[] = [];
  const ranges: Range[] = [];
  for (;;) {
    const text = articleText(tr.doc);
    const offset = text.text.search(/[[\]]/);
    if (offset < 0) return { doc: tr.doc, ranges: ranges.sort((a, b) => a.from - b.from) };
    const at = text.position(offset);
    tr.delete(at, at + 1);
    if (text.text[offset] === "[") open.push(at);
    else ranges.push({ from: open.pop()!, to: at });
  }
}

/** The result of work done in slices. */
export function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Ranges of a document as passages or clearances of it. */
export function followedIn(
  doc: Node,
  ranges: readonly Range[],
  kind: Followed["kind"] = "passage",
): Followed[] {
  const text = articleText(doc);
  return ranges.map((range, i) => ({
    id: `passage-${i}` as Id<"passage">,
    kind,
    quote: { exact: text.words(range), prefix: "", suffix: "" },
    range,
  }));
}

/** The plan for a new draft of an article with brackets. */
export function compare(before: Node, after: Node, kind: Followed["kind"] = "passage"): DraftPlan {
  const { doc, ranges } = bracketed(before);
  return finish(compareDrafts(doc, after, followedIn(doc, ranges, kind)));
}
