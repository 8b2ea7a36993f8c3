import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { articleText, edgeAfter, titleOf } from "../../src/editor/text";
import { anyArticle } from "../arbitraries";
import {
  article,
  br,
  em,
  figure,
  h,
  hr,
  li,
  ol,
  p,
  quote,
  standfirst,
  table,
  td,
  title,
  tr,
  ul,
} from "../builders";

const textOf = (...blocks: Parameters<typeof article>) => articleText(article(...blocks)).text;

describe("the plain text", () => {
  it("is title, standfirst, blocks and captions in order, a line each", () => {
    expect(textOf(title("T"), standfirst("S"), p("a"), h(2, "b"), figure("c"))).toBe(
      "T\nS\na\nb\nc",
    );
  });
  it("has a line for each table cell, and for each paragraph in one", () => {
    expect(textOf(table(tr(td(p("a")), td(p("b"), p("c"))), tr(td(p("d")))))).toBe(
      "Title\na\nb\nc\nd",
    );
  });
  it("says nothing of what is around a paragraph", () => {
    expect(textOf(quote(p("a")), ul(li(p("b"), ol(li(p("c"))))))).toBe("Title\na\nb\nc");
  });
  it("has a line break for a hard break", () => {
    expect(textOf(p("a", br(), "b", br()))).toBe("Title\na\nb\n");
  });
  it("keeps an empty block as an empty line", () => {
    expect(textOf(title(), p(), p("a"), p())).toBe("\n\na\n");
  });
  it("has nothing of a rule, and of marks", () => {
    expect(textOf(p("a"), hr(), p(em("b"), "c"))).toBe("Title\na\nbc");
  });
  it("normalises nothing", () => {
    const odd = "  e\u0301 ﬁ\u00a0“x”\t\u200b  ";
    expect(textOf(p(odd))).toBe(`Title\n${odd}`);
  });
  it("is made once for a document", () => {
    const doc = article(p("a"));
    expect(articleText(doc)).toBe(articleText(doc));
  });
});

describe("the map between offsets and positions", () => {
  it("is there and back again for every offset, on either side", () => {
    fc.assert(
      fc.property(anyArticle, (doc) => {
        const text = articleText(doc);
        for (let offset = 0; offset <= text.text.length; offset++) {
          const position = text.position(offset);
          expect(doc.resolve(position).parent.isTextblock).toBe(true);
          expect(text.offset(position, 1)).toBe(offset);
          expect(text.offset(position, -1)).toBe(offset);
        }
      }),
    );
  });
  it("has the same characters on both sides", () => {
    fc.assert(
      fc.property(anyArticle, (doc) => {
        const text = articleText(doc);
        for (let position = 0; position < doc.content.size; position++) {
          const character = doc.textBetween(position, position + 1, null, "\n");
          if (character && doc.resolve(position).parent.isTextblock)
            expect(text.text[text.offset(position)]).toBe(character);
        }
      }),
    );
  });
  it("never goes back as positions go on", () => {
    fc.assert(
      fc.property(anyArticle, (doc) => {
        const text = articleText(doc);
        const positions = Array.from({ length: doc.content.size + 1 }, (_, position) => position);
        const seen = positions.flatMap((at) => [text.offset(at, -1), text.offset(at, 1)]);
        // Between blocks the right side of one place may be passed by the left side of the next.
        for (const side of [0, 1]) {
          const offsets = seen.filter((_, index) => index % 2 === side);
          expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
        }
        expect(seen.filter((offset) => offset < 0 || offset > text.text.length)).toEqual([]);
      }),
    );
  });

  // 0 <title> 1 a 2 b 3 </title> 4 <p> 5 c 6 d 7 </p> 8 <hr> 9
  const text = articleText(article(title("ab"), p("cd"), hr()));
  it.each([
    [0, 0, 0],
    [1, 0, 0],
    [3, 2, 2],
    [4, 2, 3],
    [5, 3, 3],
    [7, 5, 5],
    [8, 5, 5],
    [9, 5, 5],
  ])("takes position %i to offset %i leaning left, %i leaning right", (position, left, right) => {
    expect([text.offset(position, -1), text.offset(position, 1)]).toEqual([left, right]);
    expect(text.offset(position)).toBe(right);
  });
  it("has no place for an offset before the text", () => {
    expect(() => text.position(-1)).toThrow("The text has no offset -1");
  });

  it("reads the words under a range", () => {
    expect(text.words({ from: 2, to: 6 })).toBe("b\nc");
    expect(text.words({ from: 0, to: 9 })).toBe("ab\ncd");
    expect(text.words({ from: 3, to: 5 })).toBe("\n");
  });
  it("reads no words between two blocks, nor beside the last", () => {
    expect(text.words({ from: 4, to: 4 })).toBe("");
    expect(text.words({ from: 8, to: 9 })).toBe("");
    expect(text.span({ from: 4, to: 4 })).toEqual({ start: 3, end: 3 });
  });
  it("takes a span to the range over it", () => {
    expect(text.range({ start: 1, end: 4 })).toEqual({ from: 2, to: 6 });
  });
});

describe("one step on from an offset (|) ends at the other (|)", () => {
  /** The offsets of the bars, and the text without them. */
  function read(marked: string) {
    const from = marked.indexOf("|");
    const to = marked.indexOf("|", from + 1) - 1;
    return { text: articleText(article(title(marked.replaceAll("|", "")), p())), from, to };
  }
  const forward = (marked: string, unit: "character" | "word") => {
    const { text, from, to } = read(marked);
    expect(edgeAfter(text, from, 1, unit)).toBe(to);
  };
  const back = (marked: string, unit: "character" | "word") => {
    const { text, from, to } = read(marked);
    expect(edgeAfter(text, to, -1, unit)).toBe(from);
  };

  it.each(["a|b|c", "|a|b", "a|🚌|b", "a|👩‍👩‍👧|b", "a|🇩🇪|🇫🇷", "|e\u0301|x", "a| |b", "|한|국"])(
    "by a character: %s",
    (marked) => {
      forward(marked, "character");
      back(marked, "character");
    },
  );
  it.each(["a| third|", "|third| of", "th|ird|.", "a|, then|", "|31.5| %", "|can’t|", "x| ,🚌 b|"])(
    "on by a word: %s",
    (marked) => forward(marked, "word"),
  );
  it.each(["|third |of", "a |third|", "a |thi|rd", "|31.5 %| of", "“|No|”"])(
    "back by a word: %s",
    (marked) => back(marked, "word"),
  );
  it("over a line's end like any character", () => {
    const text = articleText(article(title("ab"), p("cd")));
    expect(edgeAfter(text, 2, 1, "character")).toBe(3);
    expect(edgeAfter(text, 2, 1, "word")).toBe(5);
    expect(edgeAfter(text, 3, -1, "word")).toBe(0);
  });
  it("and stops at the text's ends", () => {
    const text = articleText(article(title("(ab)"), p()));
    for (const unit of ["character", "word"] as const) {
      expect(edgeAfter(text, 0, -1, unit)).toBe(0);
      expect(edgeAfter(text, 5, 1, unit)).toBe(5);
    }
    expect(edgeAfter(text, 3, 1, "word")).toBe(5);
    expect(edgeAfter(text, 1, -1, "word")).toBe(0);
  });
  it("always moves, the way it is told to, unless at an end", () => {
    const unit = fc.constantFrom("character" as const, "word" as const);
    fc.assert(
      fc.property(anyArticle, fc.nat(), unit, (doc, place, by) => {
        const text = articleText(doc);
        const offset = place % (text.text.length + 1);
        if (offset < text.text.length)
          expect(edgeAfter(text, offset, 1, by)).toBeGreaterThan(offset);
        if (offset > 0) expect(edgeAfter(text, offset, -1, by)).toBeLessThan(offset);
      }),
    );
  });
});

it("has the title on one line, empty when there is none", () => {
  expect(titleOf({ doc: article(title(" A", br(), em("b ")), p()) })).toBe("A b");
  expect(titleOf({ doc: article(title(), p("c")) })).toBe("");
});
