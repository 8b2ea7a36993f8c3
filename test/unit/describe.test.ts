import fc from "fast-check";
import { expect, describe as group, test } from "vitest";
import { CONTEXT_LENGTH, describe } from "../../src/anchor/describe";

/** Checks what is written down of the passage between the brackets. */
function writes(marked: string, expected: { prefix: string; exact: string; suffix: string }) {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  const described = describe(marked.replace(/[[\]]/g, ""), start, end);
  expect(described).toEqual({ ...expected, start, end });
}

const digits = "0123456789";

group("describe", () => {
  test("writes down the words and what stands on either side", () =>
    writes("The [mayor] spoke.", { prefix: "The ", exact: "mayor", suffix: " spoke." }));

  test("writes down at most 32 units of each side, those nearest", () => {
    const long = digits.repeat(4);
    writes(`${long}[mayor]${long}`, {
      prefix: long.slice(8),
      exact: "mayor",
      suffix: long.slice(0, 32),
    });
  });

  test("leaves the contexts of the whole text empty", () =>
    writes("[The mayor spoke.]", { prefix: "", exact: "The mayor spoke.", suffix: "" }));

  test("writes down a point with empty words", () =>
    writes("The []mayor", { prefix: "The ", exact: "", suffix: "mayor" }));

  test("keeps line ends, curly quotes and combining marks as they are", () =>
    writes("“Ne\u0301e\n[“Née”]”", { prefix: "“Ne\u0301e\n", exact: "“Née”", suffix: "”" }));

  test("drops half a pair at the far end of a context", () => {
    const odd = digits.repeat(3) + "0";
    writes(`😀${odd}[x]${odd}😀`, { prefix: odd, exact: "x", suffix: odd });
  });

  test("takes in the whole of a pair that the passage would cut", () => {
    const whole = { exact: "😀b😀", prefix: "a", suffix: "c", start: 1, end: 6 };
    expect(describe("a😀b😀c", 2, 5)).toEqual(whole);
  });

  test.each([
    [-1, 2],
    [2, 1],
    [0, 4],
    [0.5, 2],
    [0, NaN],
  ])("refuses a passage from %d to %d in a text of three units", (start, end) =>
    expect(() => describe("abc", start, end)).toThrow(RangeError),
  );

  test("writes down slices of the text that split no pair", () =>
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(), fc.nat(), (text, a, b) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
        const { exact, prefix, suffix, ...at } = describe(text, start!, end!);
        expect(text.slice(at.start, at.end)).toBe(exact);
        expect(text.slice(0, at.start).endsWith(prefix)).toBe(true);
        expect(text.startsWith(suffix, at.end)).toBe(true);
        expect([exact, prefix, suffix].join("|")).not.toMatch(/\p{Surrogate}/u);
        expect(Math.max(prefix.length, suffix.length)).toBeLessThanOrEqual(CONTEXT_LENGTH);
      }),
      { numRuns: 1000 },
    ));
});
