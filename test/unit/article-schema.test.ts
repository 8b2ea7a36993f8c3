import { Mark, Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { annotationsToJson, noAnnotations } from "../../src/editor/annotations";
import { articleSchema, emptyArticle, isLinkable } from "../../src/editor/article-schema";
import { fromSnapshot } from "../../src/editor/article-state";
import { article, ARTICLE, figure, h, li, p, quote, standfirst, title, ul } from "../builders";

const { nodes, marks } = articleSchema;

describe("a link leads", () => {
  it.each(["http://a.example", "HTTPS://a.example/b?c#d", "mailto:anna@a.example"])(
    "to %s",
    (href) => expect(isLinkable(href)).toBe(true),
  );
  it.each([
    "javascript:alert(1)",
    " java\nscript:alert(1)",
    "data:text/html,x",
    "blob:https://a.example/1",
    "file:///etc/passwd",
    "vbscript:x",
    "/relative",
    "//a.example",
    "a.example",
    "",
    null,
    undefined,
    7,
    ["https://a.example"],
  ])("not to %j", (href) => expect(isLinkable(href)).toBe(false));

  it("no further than its words", () => {
    const link = marks.link.create({ href: "https://a.example" });
    const doc = article(title("T"), p(articleSchema.text("a", [link])));
    expect(doc.resolve(5).marks()).toEqual([]);
  });
  it("away from the page, and tells it nothing", () => {
    const link = marks.link.create({ href: "https://a.example" });
    expect(marks.link.spec.toDOM!(link, true)).toEqual([
      "a",
      { href: "https://a.example", rel: "noopener noreferrer", target: "_blank" },
      0,
    ]);
  });
});

describe("an article", () => {
  const fits =
    (...blocks: Node[]) =>
    () =>
      nodes.doc.create(null, blocks).check();

  it.each([
    ["a title and a block", fits(title("T"), p("a"))],
    ["a title and a standfirst alone", fits(title("T"), standfirst("S"))],
    ["a title, a standfirst and blocks", fits(title("T"), standfirst("S"), p(), figure("c"))],
    ["what it starts from", () => emptyArticle.check()],
  ])("may be %s", (_what, check) => {
    expect(check).not.toThrow();
  });
  it.each([
    ["without a title", fits(p("a"))],
    ["with two titles", fits(title("T"), title("U"), p())],
    ["with nothing under its title", fits(title("T"))],
    ["with its standfirst further down", fits(title("T"), p(), standfirst("S"))],
    ["with two standfirsts", fits(title("T"), standfirst("S"), standfirst("S"))],
    ["with a list in which an item does not begin with words", fits(title(), ul(li(h(2, "a"))))],
    ["with an empty quote", fits(title(), quote())],
  ])("may not be %s", (_what, check) => {
    expect(check).toThrow(RangeError);
  });
  it("starts as an empty title and an empty paragraph", () => {
    expect(emptyArticle.eq(article(title(), p()))).toBe(true);
  });
  it("has no letter both raised and lowered", () => {
    const raised = marks.superscript.create().addToSet(Mark.none);
    const both = marks.subscript.create().addToSet(raised);
    expect(both.map(({ type }) => type.name)).toEqual(["subscript"]);
  });
});

describe("a stored document", () => {
  const stored = (...content: object[]) =>
    fromSnapshot({
      article: ARTICLE,
      version: 3,
      document: { type: "doc", content: [{ type: "title" }, ...content] },
      annotations: annotationsToJson(noAnnotations),
    });
  const block = (type: string, attrs: object) => ({
    type,
    attrs,
    ...(type === "ordered_list" && {
      content: [{ type: "list_item", content: [{ type: "paragraph" }] }],
    }),
  });
  const linked = (href: unknown) => ({
    type: "paragraph",
    content: [{ type: "text", text: "a", marks: [{ type: "link", attrs: { href } }] }],
  });

  it.each([
    ["heading of level 2", block("heading", { level: 2 })],
    ["heading of level 4", block("heading", { level: 4 })],
    ["list from 0", block("ordered_list", { order: 0 })],
    ["list from a million", block("ordered_list", { order: 1_000_000 })],
    ["picture's text", block("figure", { alt: "A depot" })],
    ["link", linked("https://a.example")],
  ])("may have a %s", (_what, content) => {
    expect(stored(content)).toMatchObject({ version: 3, annotations: noAnnotations });
  });
  it.each([
    ["a heading of level 1", block("heading", { level: 1 })],
    ["a heading of level 5", block("heading", { level: 5 })],
    ["a heading of level 2.5", block("heading", { level: 2.5 })],
    ["markup for a level", block("heading", { level: "2 onclick=x" })],
    ["a number in words", block("heading", { level: "2" })],
    ["a list from −1", block("ordered_list", { order: -1 })],
    ["a list from beyond", block("ordered_list", { order: 1_000_001 })],
    ["a picture's text that is none", block("figure", { alt: 1 })],
    ["a script for a link", linked("javascript:alert(1)")],
    ["no link for a link", linked(null)],
    ["a node nobody knows", { type: "script" }],
    ["a title in the middle", { type: "title" }],
    ["words outside a block", { type: "text", text: "a" }],
  ])("with %s is refused", (_what, content) => {
    expect(() => stored(content)).toThrow(RangeError);
  });
  it("that is none is refused", () => {
    expect(() => Node.fromJSON(articleSchema, null)).toThrow(RangeError);
  });
});
