import fc from "fast-check";
import { expect, describe as group, test } from "vitest";
import { describe, type Selectors } from "../../src/anchor/describe";
import { MARGIN, match, matchAll, type Match } from "../../src/anchor/match";
import type { KnownSelectors } from "../../src/anchor/passage";
import { MOST_OCCURRENCES } from "../../src/anchor/search";
import { WEIGHTS } from "../../src/anchor/weighing";

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
  test("when a context speaks for equal words, though the best has both", () => {
    asks(2, `Ann: [${tax}] in May.`, `Say Ann: ${tax} in June. Say Ann: ${tax} in May.`);
    asks(
      2,
      `Ann: [${tax}] in May.`,
      `Say Ann: ${tax} in May. Say Ann: ${tax}! ${"So. ".repeat(99)}`,
    );
  });
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

group("similar words are changed", () => {
  const vote = "the council voted to close the old harbour bridge";
  const changed = (before: string, now: string) => takes("changed", before, now);

  test("when a word was put right, replaced, put in or left out", () => {
    changed(
      `Ann: [the concil voted to close the old bridge].`,
      `Ann: [the council voted to close the old bridge].`,
    );
    changed(
      `Ann: [${vote}], again.`,
      "Ann: [the council voted to shut the old harbour bridge], again.",
    );
    changed(
      `Ann: [${vote}], again.`,
      "Ann: [the council has voted to close the old harbour bridge], again.",
    );
    changed(
      `Ann: [${vote}], again.`,
      "Ann: [the council voted to close the harbour bridge], again.",
    );
  });
  test("and reach from context to context", () => {
    changed(
      `So Ann told us: [${vote}], again.`,
      `So Ann told us: [that ${vote.replace("close", "shut")} too], again.`,
    );
    changed(
      `So Ann told us: [${vote}], again.`,
      "So Ann told us: [council voted to close the old harbour], again.",
    );
  });
  test("and end with whole words where a context begins otherwise", () =>
    changed(
      `Ann told us that [${vote}]. We left at once.`,
      "Ann told us that [the council voted to shut the old harbour bridge]! We left at once.",
    ));
  test("when they moved", () =>
    changed(
      `Ann: [${vote}], again.`,
      "Once more. Ann: [the council voted to shut the old harbour bridge], again.",
    ));
  test("when spaces became a line end", () =>
    changed(
      `Ann: [${vote}], again.`,
      "Ann: [the council voted to close\nthe old harbour bridge], again.",
    ));
  test("in every script that shows which words are names", () =>
    changed(
      "Он сказал: [совет решил закрыть старый мост у порта], и всё.",
      "Он сказал: [совет решил закрыть ветхий мост у порта], и всё.",
    ));

  test("but are offered when a figure, a negation or a name changed", () => {
    asks(1, `Ann: [${tax} in all], again.`, "Ann: taxes fell by 35 percent in all, again.");
    asks(
      1,
      `Ann: [${vote}], again.`,
      "Ann: the council voted not to close the old harbour bridge, again.",
    );
    asks(
      1,
      "Yes, [then the mayor met Ann at the old harbour], again.",
      "Yes, then the mayor met Ben at the old harbour, again.",
    );
  });
  test("but are offered when they were few", () => {
    asks(1, "So it [fell by 25 percent].", "So it fell by 35 percent.");
    asks(1, "She said: [“So what?”]", 'She said: "So what?"');
    asks(1, "The [cafe\u0301] closed.", "The caf\u00e9 closed.");
  });
  test("but are offered when no context agrees", () =>
    asks(
      1,
      `Ann: [${vote}], again.`,
      "Nobody knew why the council voted to shut the old harbour bridge that day.",
    ));
  test("but are offered when other words are nearly as like", () =>
    asks(
      2,
      `Ann: [${vote}], again.`,
      `Ann: the council voted to shut the old harbour bridge, again. Ben: the council voted to sell the old harbour bridge, again.`,
    ));
  test("but are offered when the rest of what stood around them is elsewhere", () =>
    asks(
      1,
      `Quietly, Ann Karmann told reporters: [${vote}], again.`,
      "The council voted to shut the old harbour bridge, again. And so on, for page after page after page. Quietly, Ann Karmann told reporters nothing.",
    ));
  test("but are offered when the contexts have closed", () =>
    asks(
      1,
      `Ann: [${vote}], again.\nBen: ${vote.replace("close", "shut")}, too.`,
      `Ann: , again.\nBen: ${vote.replace("close", "shut")}, too.`,
    ));
  test("but are offered when they are quite other words, between the same contexts", () =>
    asks(
      1,
      "So Ann told us: [taxes fell by a lot]. We left.",
      "So Ann told us: nobody has ever seen it. We left.",
    ));
});

group("words are unplaced", () => {
  test("when they do not occur", () =>
    expect(follow(`Ann: [${tax}].`, "Ann: no.")).toEqual(unplaced));
  test("when nothing like them does, nor anything between their contexts", () => {
    expect(follow(`Ann: [${tax}].`, "Nobody knows what wages did.")).toEqual(unplaced);
    expect(follow(`So Ann told us: [${tax}]. We left.`, "So Ann told us: . We left.")).toEqual(
      unplaced,
    );
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
    ["the words", "Ann: [so x fell].", "Ann: so z fell.", "Ann: so z rose.", "Ann: no, as usual."],
    ["the prefix", "Ann said: [x y] or", "Bob said: x y or", "Bob says: x y or", "He asks: x y or"],
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

  test("candidates are best first, three at most, and none only when unplaced", () =>
    holds(({ before, words, behind, selectors }, edit) => {
      const text = edit(before + words + behind);
      const { state, start, score, candidates } = match(text, selectors);
      const scores = candidates.map((candidate) => candidate.score);
      expect(candidates.every((c) => 0 <= c.start && c.start < c.end && c.end <= text.length)).toBe(
        true,
      );
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(scores.every((each) => each >= 0 && each <= 1.000001)).toBe(true);
      expect(candidates.length).toBeLessThanOrEqual(3);
      expect(candidates.length === 0).toBe(state === "unplaced");
      expect(score).toBe(scores[0] ?? 0);
      expect([candidates[0]?.start, null]).toContain(start);
    }));

  test("no place cuts a pair of units in half", () =>
    holds(({ before, words, behind, selectors }, edit) => {
      const text = edit(before + words + behind).toWellFormed();
      const { candidates } = match(text, selectors);
      expect(candidates.every((c) => text.slice(c.start, c.end).isWellFormed())).toBe(true);
    }));

  test("only equal words are exact or moved, and only other words are changed", () =>
    holds(({ before, words, behind, selectors }, edit) => {
      const text = edit(before) + edit(words) + behind;
      const { state, start, end } = match(text, selectors);
      if (start === null) return;
      expect(text.slice(start, end) === words).toBe(state !== "changed");
    }));

  test("any stretch, wherever it begins and ends, is exactly where it was written down", () =>
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.string({ unit: "binary", minLength: 1 })),
        fc.nat(),
        fc.nat(),
        (text, a, b) => {
          const from = a % text.length;
          const { start, end, ...quote } = describe(
            text,
            from,
            from + 1 + (b % (text.length - from)),
          );
          expect(match(text, { start, end, ...quote })).toMatchObject({
            state: "exact",
            start,
            end,
          });
          expect(text.slice(start, end)).toBe(quote.exact);
        },
      ),
      { numRuns: 1000 },
    ));

  test("many are matched as each alone, in the order given", () =>
    fc.assert(
      fc.property(fc.array(anyCase, { minLength: 1, maxLength: 5 }), anyEdit, (cases, edit) => {
        const all = cases.map(({ selectors }) => selectors);
        const text = edit(
          cases.map(({ before, words, behind }) => before + words + behind).join(""),
        );
        const found = [...matchAll(text, all)].filter((one) => one !== null);
        expect(found).toEqual(all.map((selectors) => match(`${text}`, selectors)));
      }),
      { numRuns: 300 },
    ));
});

group("matching many", () => {
  const text = `Ann: ${tax}. `.repeat(3_000);
  const selectors = describe(text, 5, 5 + tax.length);

  test("yields a match for each, and nulls while it indexes the text", () => {
    const moved = [...matchAll(`No. ${text}`, [selectors, selectors])];
    expect(moved.slice(0, -2).every((one) => one === null)).toBe(true);
    expect(moved.length).toBeGreaterThan(4);
    expect(moved.slice(-2).map((one) => one?.state)).toEqual(["ask", "ask"]);
  });
  test("needs no index while all stand where they were", () =>
    expect([...matchAll(text, [selectors, selectors])]).toHaveLength(2));
  test("may be stopped between any two", () => {
    for (const found of matchAll(`Yes. ${text}`, [selectors])) if (found === null) break;
    expect(match(`Yes. ${text}`, selectors).state).toBe("ask");
  });
  test("yields nothing for none", () => expect([...matchAll(text, [])]).toEqual([]));
});
