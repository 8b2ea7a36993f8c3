/** Random documents, ranges and changes for property tests. Places are whole numbers, evenly spread. */
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { StepMap } from "prosemirror-transform";
import type { Range } from "../src/editor/text";
import {
  article,
  br,
  em,
  figure,
  h,
  hr,
  li,
  ol,
  p,
  quote,
  standfirst,
  table,
  td,
  title,
  tr,
  ul,
} from "./builders";

/** Text with what is hard about text: pairs, joined emoji, flags, combining marks, other scripts. */
export const anyText = fc.string({
  unit: fc.constantFrom("a", "b", " ", "31", "’", "é", "e\u0301", "🚌", "👩‍👧", "🇩🇪", "ש", "漢", "."),
  maxLength: 8,
});

const words = anyText.filter((text) => text !== "");
const inline = fc.array(fc.oneof(words, words.map(em), fc.constant(null).map(br)), {
  maxLength: 3,
});
const paragraph = inline.map((content) => p(...content));
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });

const { block } = fc.letrec<{ block: Node; item: Node }>((tie) => ({
  item: fc
    .tuple(paragraph, fc.array(tie("block"), { maxLength: 1 }))
    .map(([first, rest]) => li(first, ...rest)),
  block: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    paragraph,
    inline.map((content) => h(2, ...content)),
    inline.map((content) => figure(...content)),
    fc.constant(null).map(hr),
    some(tie("block")).map((blocks) => quote(...blocks)),
    some(tie("item")).map((items) => ul(...items)),
    some(tie("item")).map((items) => ol(...items)),
    some(some(some(paragraph).map((blocks) => td(...blocks))).map((cells) => tr(...cells))).map(
      (rows) => table(...rows),
    ),
  ),
}));

/** An article in which every node type may occur. */
export const anyArticle = fc
  .tuple(inline, fc.option(inline), some(block))
  .map(([head, lede, blocks]) =>
    article(title(...head), ...(lede ? [standfirst(...lede)] : []), ...blocks),
  );

/** A range between two places from 0 to `most`. */
export const anyRange = (most: number): fc.Arbitrary<Range> =>
  fc
    .tuple(fc.nat(most), fc.nat(most))
    .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

/** What a step does to positions: stretches replaced by stretches of other lengths. */
export const anyMap = fc
  .array(fc.tuple(fc.nat(12), fc.nat(6), fc.nat(6)), { maxLength: 3 })
  .map((changes) => {
    let end = 0;
    return new StepMap(
      changes.flatMap(([gap, before, after], index) => {
        const start = end + gap + Math.min(index, 1);
        end = start + before;
        return [start, before, after];
      }),
    );
  });
