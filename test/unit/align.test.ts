import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { align, type Run } from "../../src/anchor/align";
import { groupBlocks, type Group } from "../../src/anchor/align-blocks";
import { alignTexts, trace } from "../../src/anchor/align-texts";
import { finish } from "../new-drafts";

const letters = (word: string) => [...word];

/** What two words have in common, each run in its place. */
function shared(a: string, b: string): string {
  return align(letters(a), letters(b))
    .map((run) => a.slice(run.a, run.a + run.length))
    .join("|");
}

const few = fc.nat(8).chain((most) => fc.array(fc.nat(most).map(String), { maxLength: 40 }));

/** The most items that two sequences can have in common, in order. */
function mostInCommon(a: readonly string[], b: readonly string[]): number {
  let row = b.map(() => 0);
  for (const item of a) {
    let [diagonal, left] = [0, 0];
    row = row.map((above, j) => {
      const best = item === b[j] ? diagonal + 1 : Math.max(above, left);
      [diagonal, left] = [above, best];
      return best;
    });
  }
  return row.at(-1) ?? 0;
}

const sizeOf = (runs: readonly Run[]) => runs.reduce((sum, { length }) => sum + length, 0);

describe("aligning two sequences", () => {
  it.each([
    ["finds all of equal ones", "abcd", "abcd", "abcd"],
    ["finds nothing in different ones", "abc", "xyz", ""],
    ["finds nothing in an empty one", "abc", "", ""],
    ["leaves out what was put in", "abcd", "abxxcd", "ab|cd"],
    ["leaves out what was taken out", "abxxcd", "abcd", "ab|cd"],
    ["keeps to what is unique where the rest recurs", "xaaYaa", "aaYaaz", "aaYaa"],
    ["finds the most where nothing is unique", "abababab", "bababa", "bababa"],
    ["keeps the order", "abcde", "cdabe", "cd|e"],
  ])("%s", (_rule, a, b, expected) => {
    expect(shared(a, b)).toBe(expected);
  });
  it("gives equal stretches, in order in both", () => {
    fc.assert(
      fc.property(few, few, (a, b) => {
        let [endA, endB] = [0, 0];
        for (const run of align(a, b)) {
          expect(run.length).toBeGreaterThan(0);
          expect(run.a).toBeGreaterThanOrEqual(endA);
          expect(run.b).toBeGreaterThanOrEqual(endB);
          [endA, endB] = [run.a + run.length, run.b + run.length];
          expect(a.slice(run.a, endA)).toEqual(b.slice(run.b, endB));
        }
      }),
      { numRuns: 300 },
    );
  });
  it("finds nearly as much as there is", () => {
    let [found, most] = [0, 0];
    fc.assert(
      fc.property(few, few, (a, b) => {
        found += sizeOf(align(a, b));
        most += mostInCommon(a, b);
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(found / most).toBeGreaterThan(0.95);
  });
  it("ends soon with long sequences that have no unique items and little in common", () => {
    const a = Array.from({ length: 20_000 }, (_, i) => String((i * i) % 7));
    const b = Array.from({ length: 20_000 }, (_, i) => String((i * i * i) % 11));
    expect(sizeOf(align(a, b))).toBeGreaterThan(0);
  });
});

/** The groups of two versions in words: `0-2>1` old blocks 0 and 1 are the new block 1; `*`: moved. */
function groups(a: readonly string[], b: readonly string[]): string[] {
  const side = (start: number, end: number) => (end - start > 1 ? `${start}-${end}` : `${start}`);
  const inWords = ({ startA, endA, startB, endB, isMoved }: Group) =>
    `${side(startA, endA)}>${side(startB, endB)}${isMoved ? "*" : ""}`;
  return finish(groupBlocks(a, b)).map(inWords);
}

const T = "Title";
const ONE = "The council counted every single bus in March.";
const TWO = "None of the lines was cut. No driver lost a job over it.";
const THREE = "A decision is expected in autumn, after the election.";

describe("blocks", () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ["that are equal belong together", [T, ONE, TWO], [T, ONE, TWO], ["0>0", "1>1", "2>2"]],
    ["that are gone or new have no group", [T, ONE, TWO], [T, TWO, THREE], ["0>0", "2>1"]],
    [
      "that were changed belong together by their words",
      [T, ONE, TWO],
      [T, "Rain is near.", "The council counted each single bus in May.", TWO],
      ["0>0", "1>2", "2>3"],
    ],
    [
      "that moved are told apart",
      [T, ONE, TWO, THREE],
      [T, THREE, ONE, TWO],
      ["0>0", "1>2", "2>3", "3>1*"],
    ],
    [
      "that moved and changed are found",
      [T, ONE, TWO, THREE],
      [T, "A decision is expected in autumn, after the vote.", ONE, TWO],
      ["0>0", "1>2", "2>3", "3>1*"],
    ],
    [
      "that were split stay one group",
      [T, TWO],
      [T, "None of the lines was cut.", "No driver lost a job over it."],
      ["0>0", "1>1-3"],
    ],
    [
      "that were joined become one group",
      [T, "None of the lines was cut.", "No driver lost a job over it."],
      [T, TWO],
      ["0>0", "1-3>1"],
    ],
    [
      "of single figures that changed belong together in their order",
      [T, "Line", "7", "9", "Sum"],
      [T, "Line", "8", "10", "Sum"],
      ["0>0", "1>1", "2>2", "3>3", "4>4"],
    ],
    [
      "of single figures do not move by themselves",
      [T, "31", ONE, TWO],
      [T, ONE, TWO, "31"],
      ["0>0", "2>1", "3>2"],
    ],
    [
      "of single figures move with what stands beside them",
      [T, "Late buses", "31", ONE, TWO, THREE],
      [T, ONE, TWO, THREE, "Late buses", "31"],
      ["0>0", "1>4*", "2>5*", "3>1", "4>2", "5>3"],
    ],
    ["that are titles belong together, whatever they say", [T, ONE], ["Rain", ONE], ["0>0", "1>1"]],
    [
      "that are equal and stand in several places are no proof of a move",
      [T, ONE, ONE, TWO, THREE],
      [T, TWO, THREE, ONE, ONE],
      ["0>0", "3>1", "4>2"],
    ],
  ])("%s", (_rule, a, b, expected) => {
    expect(groups(a, b)).toEqual(expected);
  });
});

describe("a passage", () => {
  /** Where the words in brackets of the first text stand in the second. */
  function traced(a: string, b: string) {
    const start = a.indexOf("[");
    const end = a.indexOf("]") - 1;
    const blocks = [a.replace(/[[\]]/g, ""), b].map((text) => text.split("\n"));
    const place = trace(finish(alignTexts(blocks[0]!, blocks[1]!)), { start, end });
    if (!place) return null;
    const how = `${place.isMoved ? " moved" : ""}${place.isBracketed ? "" : " loose"}`;
    return b.slice(place.start, place.end) + how;
  }

  it.each([
    ["stays on its words", "The [bus] was late.", "A big bus was late.", "bus"],
    ["is what was put between the words beside it", "Of [25] buses.", "Of 35 buses.", "35"],
    ["takes in nothing put beside it", "The [bus] was late.", "The red bus was late.", "bus"],
    ["is nothing where it was taken out", "The [big] bus was late.", "The bus was late.", null],
    [
      "at an edge with words changed across it is guessed by their number",
      "It said that [25 percent of the buses] ran late.",
      "It says 26 percent of the buses ran late.",
      "26 percent of the buses loose",
    ],
    [
      "is not certain on a word that stands alone among others",
      "She had spoken [of] many other things.",
      "Nobody knew anything whatsoever of it.",
      "whatsoever loose",
    ],
    [
      "goes over the end of a block",
      `${T}\n[Late.\nVery] late.`,
      `${T}\nLate.\nVery late.`,
      "Late.\nVery",
    ],
    [
      "goes with a moved block",
      `${T}\nShe [said so].\n${ONE}\n${TWO}`,
      `${T}\n${ONE}\n${TWO}\nShe said so.`,
      "said so moved",
    ],
    [
      "goes with a sentence taken into another block",
      `${T}\n${ONE} It is [said that nobody has seen any of it] since.\n${TWO}`,
      `${T}\n${ONE}\n${TWO} It is said that nobody has seen any of it since.`,
      "said that nobody has seen any of it moved",
    ],
  ])("%s", (_rule, a, b, expected) => {
    expect(traced(a, b)).toBe(expected);
  });
});
