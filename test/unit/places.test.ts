import { describe, expect, it } from "vitest";
import { findPlaces, knownPlaces } from "../../src/editor/places";
import { articleText } from "../../src/editor/text";
import { article, p, title } from "../builders";

const text = articleText(
  article(
    title("Ferries"),
    p("The ferry company counted 12,400 vehicles in its last annual report, says Karmann."),
    p("A ferry runs every hour. The old ferry company closed in 1988."),
  ),
);
const quoteOf = (exact: string, prefix = "", suffix = "") => ({ exact, prefix, suffix });

describe("the places where a quote may stand", () => {
  it("are the one that is certain", () => {
    const quote = quoteOf("counted 12,400 vehicles in its", "company ", " last");
    expect(findPlaces(text, quote).map(({ words }) => words)).toEqual([quote.exact]);
  });
  it("are several where none is certain, at most three, the likeliest first", () => {
    const places = findPlaces(text, quoteOf("ferry", "x ", " company closed"));
    expect(places.map(({ after }) => after.slice(0, 15))).toEqual([
      " company closed",
      " company counte",
      " runs every hou",
    ]);
  });
  it("are none where the words do not occur", () => {
    expect(findPlaces(text, quoteOf("submarine"))).toEqual([]);
    expect(findPlaces(text, quoteOf(""))).toEqual([]);
  });
  it("say what range the words have", () => {
    const [place] = findPlaces(text, quoteOf("closed in 1988", "company ", "."));
    expect(text.words(place!.range)).toBe("closed in 1988");
  });
  it("have context in whole words, marked where the text goes on", () => {
    const [place] = findPlaces(text, quoteOf("in its last annual report", "vehicles ", ", says"));
    expect(place!.before).toBe("…ferry company counted 12,400 vehicles ");
    expect(place!.after).toBe(", says Karmann.\nA ferry runs every…");
  });
  it("have no mark at the text's edges", () => {
    expect(findPlaces(text, quoteOf("Ferries"))[0]!.before).toBe("");
    expect(findPlaces(text, quoteOf("closed in 1988", "company ", "."))[0]!.after).toBe(".");
  });
  it("are known once they have been looked for in that text, and in no other", () => {
    const quote = quoteOf("every hour");
    expect(knownPlaces(text, quote)).toBeUndefined();
    const places = findPlaces(text, quote);
    expect(knownPlaces(text, quote)).toBe(places);
    expect(findPlaces(text, quote)).toBe(places);
    expect(knownPlaces(articleText(article(p("every hour"))), quote)).toBeUndefined();
  });
});
