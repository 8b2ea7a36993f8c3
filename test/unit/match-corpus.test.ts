import { describe, expect, test } from "vitest";
import { corpus, edit, randomFrom, wordsOf } from "../corpus";
import { measureDeleted, measureRecall, sum } from "../matching";

const RATES = [0.05, 0.1, 0.2];

describe("in texts of many kinds, edited", () => {
  test.each(RATES)("of sentences that still exist, 99 of 100 are found: %d", (rate) => {
    const { sentences, taken, offered, rough, wrong } = sum(
      measureRecall({ seeds: [21], size: 40, rate }).values(),
    );
    expect(sentences).toBeGreaterThan(800);
    expect((taken + offered + rough) / sentences).toBeGreaterThanOrEqual(0.99);
    expect(wrong).toBe(0);
  });

  test.each([0, ...RATES])("no deleted passage is placed: %d", (rate) => {
    const results = measureDeleted({ seeds: [22], size: 40, rate }, 15);
    expect(sum(results.values()).passages).toBeGreaterThan(300);
    for (const [kind, { placed }] of results) expect([kind, placed]).toEqual([kind, 0]);
  });
});

describe("the corpus", () => {
  const texts = corpus(1, 20);

  test("has twenty kinds of text or more, and their sentences are in them", () => {
    expect(texts.length).toBeGreaterThanOrEqual(20);
    for (const { text, sentences } of texts)
      expect(sentences.every(({ start, end }) => text.slice(start, end).trim() !== "")).toBe(true);
  });
  test("is the same for the same seed, and another for another", () => {
    expect(corpus(1, 20)).toEqual(texts);
    expect(corpus(2, 20)).not.toEqual(texts);
  });
  test("edits about as many words as asked", () => {
    for (const { text } of texts) {
      const kept = wordsOf(edit(text, 0.2, randomFrom(1)).text).length / wordsOf(text).length;
      expect(Math.abs(1 - kept)).toBeLessThan(0.2);
    }
  });
  test("follows what it did not edit", () => {
    for (const { text, sentences } of texts) {
      const first = sentences[0]!;
      const edited = edit(text, 0.05, randomFrom(1), first);
      expect(edited.follow(first)).toBeNull();
      for (const sentence of sentences.slice(1)) {
        const place = edited.follow(sentence);
        expect(place === null || place.start < place.end).toBe(true);
      }
    }
  });
  test("follows everything through an edit of nothing", () => {
    for (const { text, sentences } of texts)
      for (const sentence of sentences)
        expect(edit(text, 0, randomFrom(1)).follow(sentence)).toEqual(
          /\p{L}|\p{N}/u.test(text.slice(sentence.start, sentence.end)) ? sentence : null,
        );
  });
});
