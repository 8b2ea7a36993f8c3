import { describe, expect, test } from "vitest";
import { parsePlainText } from "../../src/exchange/plain-text";
import { article, p, title } from "../builders";

/** The document read from a text, as `doc(title("…"), paragraph("…"))`. */
function read(text: string, given?: string): string {
  const parsed = parsePlainText(text, { title: given });
  if (!parsed.ok) throw new Error(parsed.problems[0]!.sentence);
  parsed.value.document.check();
  return parsed.value.document.toString();
}

const headed = (...blocks: Parameters<typeof article>) => article(title("A headline"), ...blocks);
const untitled = (...blocks: Parameters<typeof article>) => article(title(), ...blocks);

describe("the title of a plain text", () => {
  test("is its first line, when that reads like a headline", () => {
    expect(read("A headline\n\nIt began.\n\nIt ended.")).toBe(
      headed(p("It began."), p("It ended.")).toString(),
    );
  });

  test.each(["It began on Monday.", "“It began.”", "He said:", "x".repeat(151)])(
    "is not its first line, when that does not: %s",
    (line) => {
      expect(read(`${line}\n\nMore.`)).toBe(untitled(p(line), p("More.")).toString());
    },
  );

  test("may end with an abbreviation", () => {
    const line = "Jobs return to the U.S.";
    expect(read(`${line}\n\nMore.`)).toBe(article(title(line), p("More.")).toString());
  });

  test("is not the only line there is", () => {
    expect(read("A headline")).toBe(untitled(p("A headline")).toString());
  });

  test("is the one given, and then the first line stays", () => {
    expect(read("Another line\n\nMore.", "A headline")).toBe(
      headed(p("Another line"), p("More.")).toString(),
    );
  });

  test("is not repeated, when the one given is the first line", () => {
    expect(read("A  headline\n\nMore.", " A headline ")).toBe(headed(p("More.")).toString());
  });
});

describe("paragraphs", () => {
  test("are the lines, where no line was broken for its width", () => {
    expect(read("A headline\n\nHOLT: Good evening.\nCLINTON: Good evening.")).toBe(
      headed(p("HOLT: Good evening."), p("CLINTON: Good evening.")).toString(),
    );
  });

  test("are put together again, where lines were broken for their width", () => {
    const wrapped = `A headline

The ministry counted the bridges of the country twice, in spring and in
autumn, and came to another number each time, as its own records show
and as the minister has admitted in a letter to the newspaper that had
asked for the lists.
A short line ends a paragraph.
So this is another one.`;
    expect(read(wrapped)).toBe(
      headed(
        p(
          "The ministry counted the bridges of the country twice, in spring and in autumn, and came to another number each time, as its own records show and as the minister has admitted in a letter to the newspaper that had asked for the lists.",
        ),
        p("A short line ends a paragraph."),
        p("So this is another one."),
      ).toString(),
    );
  });

  test("may be separated by any kind of line end and page break", () => {
    expect(read("One.\r\n\r\nTwo.\rThree.\fFour.\u2028Five.\u2029Six.")).toBe(
      untitled(
        ...["One.", "Two.", "Three.", "Four.", "Five.", "Six."].map((line) => p(line)),
      ).toString(),
    );
  });
});

describe("characters", () => {
  test("of the text all stay", () => {
    const line = "“Don’t”  – 5\u00A0%,\tnaïve, 👩🏽‍🔬 e\u0301.";
    expect(read(line)).toBe(untitled(p(line)).toString());
  });

  test("that only control go, and spaces at either end of a line", () => {
    expect(read("\uFEFF \tOne\0 \x07two. \n   \nThree.")).toBe(
      untitled(p("One two."), p("Three.")).toString(),
    );
  });
});

test.each(["", " \n\t\n", "\uFEFF\0"])("a text without words is refused: %j", (text) => {
  expect(parsePlainText(text, { title: "A title" })).toEqual({
    ok: false,
    problems: [{ path: "", sentence: "There is no text in it." }],
  });
});
