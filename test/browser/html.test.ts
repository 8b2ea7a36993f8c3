import type { Node } from "prosemirror-model";
import { beforeAll, describe, expect, test } from "vitest";
import { parseFile } from "../../src/exchange/open-file";
import type { ImportedArticle } from "../../src/exchange/imported-article";
import type { Parsed } from "../../src/model/parsed";
import { parseHtml } from "../../src/exchange/html";
import { parsePage } from "../../src/exchange/web-page";
import { article, h, p, title } from "../builders";

const folder = "../fixtures/import/html";
const files = import.meta.glob<string>("../fixtures/import/html/*/*", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The policy of the built page: no parsing of plain strings, no styles from attributes. */
beforeAll(() => {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content =
    "style-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html ProseMirrorClipboard dompurify tickmark";
  document.head.append(policy);
});

function imported(
  parsed: Parsed<ImportedArticle>,
): ImportedArticle & { warnings: readonly string[] } {
  if (!parsed.ok) throw new Error(parsed.problems[0]!.sentence);
  parsed.value.document.check();
  return { ...parsed.value, warnings: parsed.warnings };
}

/** The document read from a fragment, as `doc(title("…"), paragraph("…"))`. */
const read = (html: string, given?: string) =>
  imported(parseHtml(html, { title: given })).document.toString();

/** A document to compare with a file: a block a line, marks and attributes as ProseMirror says. */
function outline(node: Node, indent = ""): string {
  if (node.isTextblock || node.isLeaf) return `${indent}${node.toString()} ${attributes(node)}\n`;
  const inside = node.children.map((child) => outline(child, `${indent}  `)).join("");
  return `${indent}${node.type.name} ${attributes(node)}\n${inside}`;
}

function attributes(node: Node): string {
  const links = node.children.flatMap((child) => child.marks.map((mark) => mark.attrs["href"]));
  return [...Object.values(node.attrs), ...links.filter(Boolean)].join(" ");
}

function report({ document: doc, ...facts }: ReturnType<typeof imported>): string {
  const lines = outline(doc).replace(/ +$/gm, "");
  return `${lines}${JSON.stringify(facts, null, 2)}\n`;
}

test.each([
  ["word", parseHtml],
  ["google-docs", parseHtml],
  ["newsletter", parseHtml],
  ["web-page", parsePage],
  ["document", parsePage],
])("reads the fixture %s", async (name, parse) => {
  const parsed = imported(parse(files[`${folder}/${name}/source.html`]!));
  await expect(report(parsed)).toMatchFileSnapshot(`${folder}/${name}/expected.txt`);
});

describe("the title of a fragment", () => {
  test("is a heading at its start", () => {
    expect(read("<div><h1>A <i>bridge</i></h1></div><p>It stands.</p>")).toBe(
      'doc(title("A ", em("bridge")), paragraph("It stands."))',
    );
  });

  test("is no heading further down", () => {
    expect(read("<p>It stands.</p><h1>Bridge</h1>")).toBe(
      article(title(), p("It stands."), h(2, "Bridge")).toString(),
    );
  });

  test("is the one given, and then a heading stays", () => {
    expect(read("<h1>Bridge</h1>It stands.", "Other")).toBe(
      article(title("Other"), h(2, "Bridge"), p("It stands.")).toString(),
    );
  });
});

describe("whitespace", () => {
  test.each([
    ["<p> a\n  b </p>", "a b"],
    ["<p>5&nbsp;%</p>", "5\u00A0%"],
    ["a<span> b</span> <b>c</b>", "a b c"],
    ["<p>a<br></p>", "a"],
    ["<p>a<!-- note -->b</p>", "ab"],
  ])("is what a browser shows: %j", (html, text) => {
    const { document: doc } = imported(parseHtml(html, { title: "Title" }));
    expect(doc.child(1).textContent).toBe(text);
  });

  test.each(["<p>a<br><br>b</p>", "a<br> <br/><br>b", "<div>a</div><div><br></div><div>b</div>"])(
    "two line breaks make paragraphs: %s",
    (html) => {
      expect(read(html, "Title")).toBe(article(p("a"), p("b")).toString());
    },
  );
});

describe("what is dangerous does not survive", () => {
  test.each([
    `<p>safe<script>alert(1)</script></p>`,
    `<p onclick="alert(1)">safe</p>`,
    `<p style="position: fixed">safe</p>`,
    `<a href="javascript:alert(1)">safe</a>`,
    `<a href=" java\tscript:alert(1)">safe</a>`,
    `<a href="data:text/html,x">safe</a>`,
    `<svg><style><img src=x onerror=alert(1)></style></svg>safe`,
    `<form style="color: red"><input name=childNodes><input id=matches>safe</form>`,
    `<img name=body><form name=querySelectorAll>safe</form>`,
    `<math><mtext><table><mglyph><style><!--</style><img title="--><img src onerror=alert(1)>">safe`,
  ])("%s", (html) => {
    expect(read(html, "Title")).toContain('paragraph("safe")');
    expect(parsePage(html, { title: "Title" })).toMatchObject({ ok: true });
  });
});

describe("a web page", () => {
  test("in which no article is found is taken whole, with a warning", () => {
    const { document: doc, warnings } = imported(
      parsePage("<footer>Words</footer>", { title: "T" }),
    );
    expect(doc.textContent).toBe("TWords");
    expect(warnings).toEqual(["No article was found in the page, so all of its text was taken."]);
  });

  test("that says nothing of its address keeps no relative links", () => {
    const { document: doc } = imported(parsePage("<p>See <a href='/x'>x</a>", { title: "T" }));
    expect(doc.toString()).toBe('doc(title("T"), paragraph("See x"))');
  });

  test.each(["", "<p>&nbsp;<br></p>", "<img src=x>", "<nav></nav><script>1</script>"])(
    "without words is refused: %j",
    (html) => {
      expect(parsePage(html)).toMatchObject({ ok: false });
    },
  );
});

describe("a file", () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

  test.each([
    ["a.md", "", "# T\n\n*Words* stand."],
    ["a.HTML", "", "<h1>T</h1><p><em>Words</em> stand.</p>"],
    ["a", "text/html; charset=utf-8", "<h1>T</h1><p><em>Words</em> stand.</p>"],
  ])("is read by its name or its type: %s %s", async (name, type, text) => {
    const { document: doc } = imported(await parseFile(name, type, utf8(text)));
    expect(doc.toString()).toBe('doc(title("T"), paragraph(em("Words"), " stand."))');
  });

  test.each([
    ["UTF-8", "a.txt", utf8("“Größe” – 5 €.")],
    ["UTF-8 with its mark", "a.txt", utf8("\uFEFF“Größe” – 5 €.")],
    ["UTF-16", "a.txt", bytes(`\xFF\xFE${[...utf16("“Größe” – 5 €.")].join("")}`)],
    ["Windows' Western", "a.txt", bytes("\x93Gr\xF6\xDFe\x94 \x96 5 \x80.")],
    ["what its page says", "a.html", bytes(`<meta charset="koi8-r"><p>\xED\xCF\xD3\xD4.`)],
  ])("is decoded from %s", async (_, name, content) => {
    const { document: doc } = imported(await parseFile(name, "", content));
    expect(["“Größe” – 5 €.", "Мост."]).toContain(doc.textContent);
  });

  test.each([
    ["a.txt", "%PDF-1.7", "This looks like a PDF."],
    ["a.docx", "PK\x03\x04\x14", "This looks like a Word document or a zip file."],
    ["a.xyz", "Words", "“a.xyz” is not a kind of file Tickmark knows."],
    ["a.txt", "\x89PNG\0\0\0\rIHDR\0\0\x01", "“a.txt” has no text in it that can be read."],
    ["a.txt", "", "There is no text in it."],
  ])("that cannot be read is refused with a reason: %s %j", async (name, content, reason) => {
    const parsed = await parseFile(name, "", bytes(content));
    expect(parsed.ok ? "" : parsed.problems[0]!.sentence).toContain(reason);
  });
});

/** The bytes of a text in UTF-16, each as a character. */
function* utf16(text: string): Generator<string> {
  for (const unit of Uint16Array.from(text, (character) => character.charCodeAt(0)))
    yield String.fromCharCode(unit & 0xff, unit >> 8);
}
