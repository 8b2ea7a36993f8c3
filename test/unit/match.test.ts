import fc from "fast-check";
import { expect, describe as group, test } from "vitest";
import { describe, type Selectors } from "../../src/anchor/describe";
import {
  MARGIN,
  MOST_OCCURRENCES,
  WEIGHTS,
  match,
  type KnownSelectors,
  type Match,
} from "../../src/anchor/match";

/** A text, and the passage that stands between brackets in it, if any does. */
function read(marked: string) {
  const start = marked.indexOf("[");
  const text = marked.replace(/[[\]]/g, "");
  return start < 0 ? { text } : { text, start, end: marked.indexOf("]") - 1 };
}

/** Where the passage in brackets is found once the text reads otherwise. */
function follow(before: string, now: string): Match {
  const { text, start = 0, end = 0 } = read(before);
  return match(read(now).text, describe(text, start, end));
}

/** Checks that the passage is taken to be the one in brackets in the text as it reads now. */
function takes(state: Match["state"], before: string, now: string) {
  const { start, end } = read(now);
  expect(follow(before, now)).toMatchObject({ state, start, end });
}

/** Checks that the passage is offered in so many places, and taken to be in none. */
function asks(places: number, before: string, now: string) {
  const found = follow(before, now);
  expect(found).toMatchObject({ state: "ask", start: null, end: null });
  expect(found.candidates).toHaveLength(places);
}

const unplaced = { state: "unplaced", start: null, end: null, score: 0, candidates: [] };
const tax = "taxes fell by 25 percent";

group("words at their old position are exact", () => {
  test("in the same text", () => takes("exact", `Ann: [${tax}].`, `Ann: [${tax}].`));
  test("in the same text, though it repeats itself", () =>
    takes("exact", "ha ha ha [ha] ha ha ha", "ha ha ha [ha] ha ha ha"));
  test("when they are the whole text", () => takes("exact", "[So?]", "[So?]"));
  test("when the text after them was edited", () =>
    takes("exact", `Ann: [${tax}] in May.`, `Ann: [${tax}], aides say.`));
  test("when they are five or more, whatever stands around them", () =>
    takes("exact", `Ann: [${tax}].`, `Yet, [${tax}]!`));
  test("when they are few and one context, or the text's edge, agrees", () => {
    takes("exact", "Taxes fell by [25] percent.", "Taxes fell by [25] points.");
    takes("exact", "[Taxes] fell.", "[Taxes], too.");
  });

  test("but are offered when they are few and no context agrees", () =>
    asks(1, "Taxes fell by [25] percent.", "It was not: 8 25 men."));
  test("but are offered when one of them has grown", () => {
    asks(1, "Taxes fell by [25] percent.", "Taxes fell by 250 percent.");
    asks(1, "Taxes fell by [25] percent.", "Taxes fell by 25.5 percent.");
    asks(1, "Taxes fell by [25]", "Taxes fell by 250");
    asks(1, "He ate at the [cafe]", "He ate at the cafe\u0301");
  });
  test("but not when their contexts stand around equal words elsewhere", () =>
    takes("moved", "Up by [25] percent.", "All of 25 men. Up by [25] percent."));
});

group("words elsewhere are moved", () => {
  test("when text was inserted before them", () =>
    takes("moved", `Ann: [${tax}].`, `Once more. Ann: [${tax}].`));
  test("when text was deleted before them", () =>
    takes("moved", `Once more. Ann: [${tax}].`, `Ann: [${tax}].`));
  test("when they are five or more and one context agrees", () =>
    takes("moved", `Ann: [${tax}] in May.`, `Rumour has it: [${tax}] in May.`));
  test("when they are five or more and parts of both contexts make up one", () =>
    takes("moved", `ab, cd: [${tax}], ef gh.`, `No. xx, cd: [${tax}], ef xx.`));
  test("when they are few and both contexts agree", () =>
    takes("moved", "Taxes fell by [25] percent.", "Yes. Taxes fell by [25] percent."));
  test("when the text's edge was one context", () => {
    takes("moved", `[${tax}] in May.`, `Ann: [${tax}] in May.`);
    takes("moved", `Ann: [${tax}]`, `This is Ann: [${tax}]`);
    takes("moved", "Taxes fell by [25]", "Yes. Taxes fell by [25]");
  });
  test("when their contexts tell them from equal words", () => {
    takes("moved", `Ann: ${tax}. Ben: [${tax}]!`, `Well. Ann: ${tax}. Ben: [${tax}]!`);
    takes("moved", "Up by [25] percent.", "Some 25 men. Up by [25] percent. Yet 25 men.");
  });
  test("in every script", () => {
    takes("moved", "— Да, [налоги упали] в мае", "Вчера: — Да, [налоги упали] в мае");
    takes("moved", "قال إن [الضرائب انخفضت] في مايو", "أمس قال إن [الضرائب انخفضت] في مايو");
    takes(
      "moved",
      "市长说[税收下降了百分之二十五]，真的",
      "昨天，市长说[税收下降了百分之二十五]，真的",
    );
    takes("moved", "so 😀[👩‍👩‍👧 25]😀 ok", "😀! so 😀[👩‍👩‍👧 25]😀 ok");
  });
});

group("words are offered, not taken", () => {
  test("when equal words have equal contexts", () => asks(2, "No! [No!] No!", "Well. No! No!"));
  test("when equal words have one context each", () =>
    asks(2, `Ann: [${tax}] in May.`, `Say Ann: ${tax}. So ${tax} in May.`));
  test("when a context speaks for equal words, though the best has both", () =>
    asks(2, `Ann: [${tax}] in May.`, `Say Ann: ${tax} in June. Say Ann: ${tax} in May.`));
  test("when they are few and only one context agrees", () =>
    asks(1, "Taxes fell by [25] percent.", "Yes. Taxes rose by 25 percent."));
  test("when no context agrees, though they occur once", () =>
    asks(1, `Ann: [${tax}] in May.`, `Nobody ever claimed that ${tax}!`));
  test("when the passage was deleted and equal words stayed", () => {
    const twin = `said that ${tax} in May`;
    asks(1, `Ann ${twin}. Ben [said that ${tax}] in May.`, `Ann ${twin}. Ben in May.`);
    asks(1, `[${tax}]\n${tax}, said Ann.`, `${tax}, said Ann.`);
    asks(1, `${tax}!\nSo it is.\nYes, [${tax}!]\nSo it is.`, `${tax}!\nSo it is.\nYes,\nSo it is.`);
  });
  test("at most three times", () => asks(3, "No! [No!] No!", "Well. No! No! No! No!"));
  test("when there are more equal words than are looked at", () =>
    asks(3, "b[a]c", `So bac${"a".repeat(MOST_OCCURRENCES)}bac`));
});

group("words are unplaced", () => {
  test("when they do not occur", () =>
    expect(follow(`Ann: [${tax}].`, "Ann: no.")).toEqual(unplaced));
  test("when only similar words do", () => {
    expect(follow("So it [fell by 25 percent].", "So it fell by 35 percent.")).toEqual(unplaced);
    expect(follow("She said: [“So what?”]", 'She said: "So what?"')).toEqual(unplaced);
    expect(follow("The [cafe\u0301] closed.", "The caf\u00e9 closed.")).toEqual(unplaced);
  });
  test("when there are none: a point cannot be checked", () =>
    expect(follow("Taxes [] fell.", "Taxes [] fell.")).toEqual(unplaced));
});

group("selectors of foreign files", () => {
  const text = `Ann said ${tax}. Others see others.`;

  /** Checks what becomes of selectors that lack what ours have. */
  function gives(state: Match["state"], start: number | null, selectors: KnownSelectors) {
    expect(match(text, selectors)).toMatchObject({ state, start });
  }

  test("place words without contexts at their position", () => {
    gives("exact", 9, { exact: tax, start: 9, end: 9 + tax.length });
    gives("exact", 0, { exact: "Ann", start: 0 });
  });
  test("place five or more words that occur once, wherever that is", () => {
    gives("moved", 9, { exact: tax });
    gives("moved", 9, { exact: tax, start: 5 });
  });
  test("offer fewer", () => gives("ask", null, { exact: "Others" }));
  test("offer words that occur twice, though one is at the text's edge", () =>
    expect(match(`${tax}. ${text}`, { exact: tax })).toMatchObject({ state: "ask" }));
  test("offer parts of words", () => gives("ask", null, { exact: "ther", start: 36 }));
  test("take no position outside the text for its edge", () => {
    gives("ask", null, { exact: "Ann ", start: -1 });
    gives("ask", null, { exact: "others.", start: 1000 });
  });
});

group("the score", () => {
  test("is 1 when nothing changed", () =>
    expect(follow(`Ann: [${tax}].`, `Ann: ${tax}.`).score).toBeCloseTo(1));

  test.each([
    [
      "the prefix",
      "Ann said: [x y] or",
      "Bob said: x y or",
      "Ann says: x y or",
      "Ann said, x y or",
    ],
    ["the suffix", "Ann: [x y] in May", "Ann: x y in June", "Ann: x y on Friday", "Ann: x y; so?"],
    ["the position", "A. So [x y] it is", "A A. So x y it is", "A A A. So x y it is"],
  ])("falls as %s differs more", (_, before, ...now) => {
    const scores = [before, ...now].map((text) => follow(before, text).score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(scores).size).toBe(scores.length);
  });

  test("never lets nearness decide", () => expect(WEIGHTS.position).toBeLessThan(MARGIN));
});

/** A text in three parts, the middle one being a passage, with the passage's selectors. */
interface Case {
  readonly before: string;
  readonly words: string;
  readonly behind: string;
  readonly selectors: Selectors;
}

/** Anything that may be done to a part of the text. */
type Edit = (part: string) => string;

group("for every text and passage", () => {
  const characters = [..."ab .\n“éשل税😀", "e\u0301", "👩‍👩‍👧", "25 "];
  const refrains = [
    "We will win this one. ",
    "So it goes, and on it goes. ",
    "税が上がる。",
    "No! ",
  ];
  const scrap = fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 });
  const anyText = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(...refrains), minLength: 1, maxLength: 12 }),
    fc.tuple(scrap, fc.nat({ max: 20 })).map(([part, more]) => `${part}a b `.repeat(more + 1)),
  );

  const anyCase = fc.tuple(anyText, fc.nat(), fc.nat()).map(([text, a, b]): Case => {
    const all = [...text];
    const from = a % all.length;
    const to = from + 1 + (b % (all.length - from));
    const [before, words] = [all.slice(0, from).join(""), all.slice(from, to).join("")];
    const selectors = describe(text, before.length, before.length + words.length);
    return { before, words, behind: all.slice(to).join(""), selectors };
  });

  const anyEdit = fc
    .tuple(fc.nat(), fc.nat({ max: 5 }), fc.oneof(scrap, anyText))
    .map(([at, drop, put]): Edit => {
      return (part) => {
        const from = at % (part.length + 1);
        return part.slice(0, from) + put + part.slice(from + drop);
      };
    });

  function holds(rule: (one: Case, edit: Edit) => void) {
    fc.assert(fc.property(anyCase, anyEdit, rule), { numRuns: 1000 });
  }

  /** Whether words and contexts stand where they stood: then no reader could tell of a change. */
  function looksUntouched(text: string, { prefix, exact, suffix, start }: Selectors) {
    return text.startsWith(prefix + exact + suffix, start - prefix.length);
  }

  test("an unchanged text has it where it was", () =>
    holds(({ before, words, behind, selectors }) => {
      const { start, end } = selectors;
      const found = match(before + words + behind, selectors);
      expect(found).toMatchObject({ state: "exact", start, end });
    }));

  test("an edit before it never puts it on other words", () =>
    holds(({ before, words, behind, selectors }, edit) => {
      const text = edit(before) + words + behind;
      if (looksUntouched(text, selectors)) return;
      expect([edit(before).length, null]).toContain(match(text, selectors).start);
    }));

  test("an edit behind it never puts it on other words", () =>
    holds(({ before, words, behind, selectors }, edit) => {
      const text = before + words + edit(behind);
      expect([before.length, null]).toContain(match(text, selectors).start);
    }));

  test("it is never placed once deleted", () =>
    holds(({ before, behind, selectors }) => {
      const text = before + behind;
      if (looksUntouched(text, selectors)) return;
      expect(match(text, selectors).start).toBeNull();
    }));

  test("candidates are its words, best first, three at most, and none only when unplaced", () =>
    holds(({ before, words, behind, selectors }, edit) => {
      const text = edit(before + words + behind);
      const { state, start, score, candidates } = match(text, selectors);
      const scores = candidates.map((candidate) => candidate.score);
      expect(candidates.every((c) => text.slice(c.start, c.end) === words)).toBe(true);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(candidates.length).toBeLessThanOrEqual(3);
      expect(candidates.length === 0).toBe(state === "unplaced");
      expect(score).toBe(scores[0] ?? 0);
      expect([candidates[0]?.start, null]).toContain(start);
    }));
});
