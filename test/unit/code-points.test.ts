import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CodePoints } from "../../src/exchange/code-points";

describe("code points", () => {
  test.each([
    ["plain", 0, 0],
    ["plain", 5, 5],
    ["a🚌b", 1, 1],
    ["a🚌b", 3, 2],
    ["🚌🚌", 2, 1],
    ["🚌🚌", 4, 2],
    ["e\u0301", 2, 2],
    ["שלום", 3, 3],
    // Half a pair is a code point, as it is to `[...text]`.
    ["a\ud83d", 2, 2],
    ["\ude8c\ud83d", 2, 2],
  ])("of %j: offset %i is code point %i, and back", (text, offset, codePoint) => {
    const points = new CodePoints(text);
    expect(points.at(offset)).toBe(codePoint);
    expect(points.offset(codePoint)).toBe(offset);
  });

  test("count an offset inside a pair as before it", () => {
    expect(new CodePoints("a🚌b").at(2)).toBe(1);
  });

  test("go on beyond the end as if the text did", () => {
    expect(new CodePoints("🚌").offset(10)).toBe(11);
  });

  test("slice any text as an array of its characters does", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "🚌", "\ud83d", "\ude8c", "\u0301") });
    fc.assert(
      fc.property(text, fc.nat(20), fc.nat(20), (string, start, end) => {
        const points = new CodePoints(string);
        const slice = string.slice(points.offset(start), points.offset(end));
        expect(slice).toBe([...string].slice(start, end).join(""));
        expect(points.at(string.length)).toBe([...string].length);
      }),
    );
  });
});
