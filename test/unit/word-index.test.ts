import { describe, expect, test } from "vitest";
import { WordIndex, wordsIn } from "../../src/anchor/word-index";

function indexOf(text: string): WordIndex {
  const building = WordIndex.build(text);
  for (;;) {
    const { done, value } = building.next();
    if (done) return value;
  }
}

describe("the words of a text", () => {
  const keys = (text: string) => [...wordsIn(text)].map(({ key }) => key);

  test("are runs of letters, marks and digits, in lower case", () =>
    expect(keys("Ann’s Cafe\u0301: 25%, ab-c")).toEqual([
      "ann",
      "s",
      "cafe\u0301",
      "25",
      "ab",
      "c",
    ]));
  test("are single characters in scripts without spaces", () =>
    expect(keys("税が a税b")).toEqual(["税", "が", "a", "税", "b"]));
  test("are words in Korean, which has spaces", () =>
    expect(keys("세금이 올랐다")).toHaveLength(2));
  test("say where they stand", () =>
    expect([...wordsIn("😀 so 税")].map(({ start, end }) => [start, end])).toEqual([
      [3, 5],
      [6, 7],
    ]));
});

describe("an index", () => {
  const index = indexOf("So it is. it goes: So it goes.");
  const places = (word: string) => index.placesOf(index.numberOf(word));
  const pair = (a: string, b: string) => index.placesOfPair(index.numberOf(a), index.numberOf(b));

  test("tells where a word stands", () => {
    expect(places("it").all()).toEqual([1, 3, 6]);
    expect(places("no").all()).toEqual([]);
  });
  test("tells where two words stand one after the other", () => {
    expect(pair("so", "it").all()).toEqual([0, 5]);
    expect(pair("goes", "it").all()).toEqual([]);
    expect(pair("goes", "goes").all()).toEqual([]);
  });
  test("tells those of many that are nearest, less a shift", () => {
    const found: number[] = [];
    places("it").addNear(6, 2, 1, found);
    expect(found).toEqual([2, 5]);
  });
  test("turns places into offsets, those outside of the text into its edges", () => {
    expect([index.startAt(1), index.endAt(1)]).toEqual([3, 5]);
    expect([index.startAt(-1), index.endAt(99)]).toEqual([0, 30]);
    expect([index.placeAt(4), index.placeAt(5), index.placeAt(30)]).toEqual([1, 2, 8]);
  });
  test("gives the numbers of the words at places, as far as there are any", () => {
    const numbers = (...words: string[]) => Int32Array.from(words, (word) => index.numberOf(word));
    expect(index.numbersAt(-5, 2)).toEqual(numbers("so", "it"));
    expect(index.numbersAt(7, 20)).toEqual(numbers("goes"));
    expect(index.numbersAt(-9, -2)).toEqual(numbers());
  });
  test("of a text without words is empty", () => expect(indexOf(" — ").length).toBe(0));
  test("is built in slices", () => {
    let slices = 0;
    for (const _ of WordIndex.build("so it goes ".repeat(4_000))) slices++;
    expect(slices).toBeGreaterThan(5);
  });
});
