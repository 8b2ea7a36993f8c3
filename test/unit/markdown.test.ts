import { describe, expect, test } from "vitest";
import { articleSchema } from "../../src/editor/article-schema";
import { parseMarkdown } from "../../src/exchange/markdown";
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
  table,
  title,
  tr,
  ul,
} from "../builders";

const { nodes, marks } = articleSchema;

/** The article read from a text, and what was warned of. */
function read(text: string, given?: string) {
  const parsed = parseMarkdown(text, { title: given });
  if (!parsed.ok) throw new Error(parsed.problems[0]!.sentence);
  parsed.value.document.check();
  return { ...parsed.value, warnings: parsed.warnings };
}

/** The document read from a text below the title `Title`. */
const body = (text: string) => read(text, "Title").document.toJSON();
const cell = (header: boolean, text: string) => nodes.table_cell.create({ header }, p(text));
const link = (text: string, href: string) =>
  articleSchema.text(text, [marks.link.create({ href })]);

describe("blocks", () => {
  test("are those of the article", () => {
    const text = "One\ntwo\n\n### Three\n\n> Four\n\n---\n\n- Five\n  1. Six\n";
    const list = ul(li(p("Five"), ol(li(p("Six")))));
    expect(body(text)).toEqual(
      article(p("One two"), h(3, "Three"), quote(p("Four")), hr(), list).toJSON(),
    );
  });

  test("of code keep their words and lines", () => {
    expect(body("```js\na\nb\n```\n\nand `c`")).toEqual(
      article(p("a", br(), "b"), p("and c")).toJSON(),
    );
  });

  test("may be tables", () => {
    expect(body("| A | B |\n|---|---|\n| c |   |")).toEqual(
      article(
        table(
          tr(cell(true, "A"), cell(true, "B")),
          tr(cell(false, "c"), nodes.table_cell.createAndFill()!),
        ),
      ).toJSON(),
    );
  });

  test.each([
    ["# One\n\n##### Two", 2, 4],
    ["One\n===\n\nTwo\n---", 2, 2],
  ])("have headings from 2 to 4: %j", (text, first, second) => {
    expect(body(text)).toEqual(article(h(first, "One"), h(second, "Two")).toJSON());
  });
});

describe("running text", () => {
  test("keeps emphasis, links and line breaks", () => {
    expect(body("*One* [two](https://example.org/)  \nthree")).toEqual(
      article(p(em("One"), " ", link("two", "https://example.org/"), br(), "three")).toJSON(),
    );
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "notes.html", "ftp://example.org/"])(
    "keeps the words of a link it may not have: %s",
    (address) => {
      expect(body(`See [*this* one](${address}).`)).toEqual(
        article(p("See ", em("this"), " one.")).toJSON(),
      );
    },
  );

  test("takes HTML for the characters it is", () => {
    expect(body("a <b onclick=x>b</b>")).toEqual(article(p("a <b onclick=x>b</b>")).toJSON());
  });
});

describe("pictures", () => {
  test("that stand alone become their captions", () => {
    const expected = nodes.figure.create({ alt: "A bridge" }, articleSchema.text("Built in 1901."));
    expect(body('![A bridge](b.jpg "Built in 1901.")')).toEqual(article(expected).toJSON());
    expect(body("![A bridge](b.jpg)")).toEqual(
      article(nodes.figure.create({ alt: "A bridge" }, figure("A bridge").content)).toJSON(),
    );
  });

  test("within text are left out, with a warning", () => {
    const imported = read("One ![two](2.png) ![](3.png) four", "Title");
    expect(imported.document.toString()).toBe(article(p("One   four")).toString());
    expect(imported.warnings).toEqual(["2 pictures without captions were left out."]);
  });
});

describe("the title", () => {
  test("is a heading at the top", () => {
    const { document } = read("# A *new* bridge\n\nIt stands.");
    expect(document.toJSON()).toEqual(
      article(title("A ", em("new"), " bridge"), p("It stands.")).toJSON(),
    );
  });

  test("is said once, when it is given too", () => {
    expect(read("# Bridge\n\nIt stands.", "Bridge").document.toString()).toBe(
      article(title("Bridge"), p("It stands.")).toString(),
    );
  });
});

describe("front matter", () => {
  test("fills in the facts", () => {
    const head = `title: "A bridge: the story"\nauthor: Anna Lind\ndate: 2024-03-05T23:30:00-05:00\nurl: https://example.org/bridge\nlang: en_gb\ntags:\n  - bridges`;
    const { document, ...facts } = read(`---\n${head}\n---\n\nIt stands.`);
    expect(document.toString()).toBe(
      article(title("A bridge: the story"), p("It stands.")).toString(),
    );
    expect(facts).toEqual({
      title: "A bridge: the story",
      byline: "Anna Lind",
      published: "2024-03-05",
      address: "https://example.org/bridge",
      language: "en-GB",
      warnings: [],
    });
  });

  test("with unusable facts leaves them open", () => {
    const { published, address, language } = read(
      "---\ndate: soon\nurl: x\nlang: ?\n---\nIt stands.",
    );
    expect([published, address, language]).toEqual([undefined, undefined, undefined]);
  });

  test("is not two rules with words between them", () => {
    expect(body("---\n\nWords\n\n---\n\nMore")).toEqual(
      article(hr(), p("Words"), hr(), p("More")).toJSON(),
    );
  });
});

test("a file without words is refused", () => {
  expect(parseMarkdown("---\ntitle: A\n---\n\n---\n")).toMatchObject({ ok: false });
});
