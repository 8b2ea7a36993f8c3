import { undo, undoDepth } from "prosemirror-history";
import { expect, it } from "vitest";
import { deleteRecord } from "../../src/editor/commands";
import { selectClaim, selectedClaim } from "../../src/editor/selected-claim";
import type { Id } from "../../src/model/record";
import { article, claimOn, clear, mark, p, pen, run, select, stateOf } from "../builders";
import { insert } from "../edits";

const by = pen("ben");
const plain = stateOf(article(p("In March, 31 of 94 buses were late.")));
const marked = run(plain, mark("94"), mark("31"));
const [on31, on94] = [claimOn(marked, "31"), claimOn(marked, "94")];

it("is none at first, and the one just marked then", () => {
  expect(selectedClaim(plain)).toBeNull();
  expect(selectedClaim(marked)).toBe(on31);
});
it("is the one chosen, and none when none is", () => {
  const chosen = run(marked, selectClaim(on94));
  expect(selectedClaim(chosen)).toBe(on94);
  expect(selectedClaim(run(chosen, selectClaim(null)))).toBeNull();
});
it("stays through edits, other marks and a moved caret", () => {
  const after = run(marked, insert("x", { before: "In" }), clear("March"), select("late"));
  expect(selectedClaim(after)).toBe(on31);
});
it("does not change, when it is that already", () => {
  expect(selectClaim(on31)(marked)).toBe(false);
  expect(selectClaim(null)(plain)).toBe(false);
});
it("is none once the claim is deleted; another's deletion does not matter", () => {
  expect(selectedClaim(run(marked, deleteRecord(by, "claim", on31)))).toBeNull();
  expect(selectedClaim(run(marked, deleteRecord(by, "claim", on94)))).toBe(on31);
});
it("is none once its marking is undone", () => {
  expect(selectedClaim(run(marked, undo))).toBeNull();
});
it("is never a claim that is not there", () => {
  expect(selectedClaim(run(marked, selectClaim("nobody" as Id<"claim">)))).toBeNull();
});
it("is not undone", () => {
  expect(undoDepth(run(marked, selectClaim(on94)))).toBe(undoDepth(marked));
});
