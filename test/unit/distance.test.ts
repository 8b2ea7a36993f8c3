import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_UNITS, nearest } from "../../src/anchor/distance";

/** The same by the whole table of distances: the last row, the first of its least cells. */
function nearestByTable(text: string, words: string, isFree: boolean) {
  let column = Array.from({ length: words.length + 1 }, (_, row) => row);
  const last = [column.at(-1)!];
  for (const [at, unit] of text.split("").entries()) {
    const next = [isFree ? 0 : at + 1];
    for (let row = 1; row <= words.length; row++) {
      const kept = column[row - 1]! + Number(words[row - 1] !== unit);
      next.push(Math.min(kept, column[row]! + 1, next[row - 1]! + 1));
    }
    column = next;
    last.push(column.at(-1)!);
  }
  const distance = Math.min(...last);
  return { distance, length: last.indexOf(distance) };
}

const reverse = (text: string) => text.split("").reverse().join("");

describe("the stretch of a text nearest to words", () => {
  test.each([
    ["the words themselves", "so taxes fell", "taxes", { distance: 0, length: 8 }],
    ["with a letter changed", "so texes fell", "taxes", { distance: 1, length: 8 }],
    ["with a letter left out", "so taes fell", "taxes", { distance: 1, length: 7 }],
    ["nothing, where nothing is like them", "0123", "ab", { distance: 2, length: 0 }],
  ])("is %s", (_, text, words, expected) =>
    expect(nearest(text, 0, text.length, words, 1, true)).toEqual(expected),
  );

  test("begins at the offset when it is not free", () =>
    expect(nearest("so taxes", 3, 5, "taxes", 1, false)).toEqual({ distance: 0, length: 5 }));
  test("is looked for no farther than asked", () =>
    expect(nearest("so taxes", 0, 5, "taxes", 1, true)).toEqual({ distance: 3, length: 5 }));
  test("is looked for in as many words as can be compared", () => {
    const long = "ab ".repeat(MOST_UNITS);
    expect(nearest(long, 0, long.length, long, 1, false).distance).toBe(0);
  });

  test("is what the whole table of distances says, in both directions", () => {
    const some = fc.string({ unit: fc.constantFrom("a", "b", "é", "😀"), maxLength: 12 });
    const copies = fc.constantFrom(1, 3, 9);
    fc.assert(
      fc.property(some, some, copies, fc.boolean(), (part, words, times, isFree) => {
        const [text, sought] = [part.repeat(times), words.repeat(times)];
        const expected = nearestByTable(text, sought, isFree);
        expect(nearest(text, 0, text.length, sought, 1, isFree)).toEqual(expected);
        expect(
          nearest(reverse(text), text.length, text.length, reverse(sought), -1, isFree),
        ).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
