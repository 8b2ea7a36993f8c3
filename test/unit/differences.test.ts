import { describe, expect, test } from "vitest";
import { differences, type Part } from "../../src/editor/differences";

/** A text with what the other one has not in brackets. */
const bracketed = (parts: readonly Part[]): string =>
  parts.map(({ text, isShared }) => (isShared ? text : `[${text}]`)).join("");

describe("differences", () => {
  test.each([
    ["none", "It sank.", "It sank.", "It sank.", "It sank."],
    [
      "another word",
      "It sank at 25 metres",
      "It sank at 35 metres",
      "It sank at [25] metres",
      "It sank at [35] metres",
    ],
    ["a word more", "It sank", "It never sank", "It sank", "It [never ]sank"],
    ["everything", "It sank", "Ferries float", "[It sank]", "[Ferries float]"],
    ["another end", "nine ovens.", "nine ovens!", "nine ovens[.]", "nine ovens[!]"],
    ["nothing left", "It sank", "", "[It sank]", ""],
  ])("%s", (_, was, is, markedWas, markedIs) => {
    const found = differences(was, is);
    expect(bracketed(found.was)).toBe(markedWas);
    expect(bracketed(found.is)).toBe(markedIs);
  });
});
