import { writeFileSync } from "node:fs";
import { test } from "vitest";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import { annotatedArticleText, formatAnnotatedArticle } from "../../src/exchange/annotated-json";
import { addPassage, addSource, deleteRecord, giveVerdict, setField, clearSelection, markClaim } from "../../src/editor/commands";
import { EntryWriter } from "../../src/editor/entry-writer";
import { passingLock } from "../../src/editor/lock";
import { claimViews, contents } from "../../src/editor/anchors";
import { articleText } from "../../src/editor/text";
import { articleSchema } from "../../src/editor/article-schema";
import { article, p, title, stateOf, run, select, standfirst, h, quote, ul, ol, li, figure, table, tr, td, br, hr, em, claimOn } from "../builders";
const dir = "/work/main/schema/samples/v1/";
const id = "6f1f9f4e-2b0a-4a52-9a43-0d0f5b6c7a10" as any;
function pen(author: string, prefix: string, month = 2) { let n = 0, m = 0; return { author, newId: () => `${prefix}-${++n}`, now: () => new Date(Date.UTC(2026, month, 14, 9, ++m)).toISOString() }; }
const file = (s: any) => formatAnnotatedArticle(id, s.doc, annotationsOf(s));
const write = (name: string, f: any) => writeFileSync(`${dir}${name}.json`, typeof f === "string" ? f : annotatedArticleText(f));
const type = (from: string, to: string) => (state: any, dispatch: any) => { const t = articleText(state.doc); const start = t.text.indexOf(from); if (start<0) throw new Error(from); const r = t.range({start, end: start+from.length}); dispatch?.(passingLock(to ? state.tr.insertText(to, r.from, r.to) : state.tr.delete(r.from, r.to))); return true; };
test("valid", () => {
  const anna = pen("4c1d8a90", "a"), ben = pen("b77e2f13", "b", 3);
  let s = stateOf(article(title("Council sells its buses")), [], anna);
  write("valid/minimal", file(s));
  const link = articleSchema.text("a report", [articleSchema.marks.link.create({ href: "https://example.org/report" })]);
  const doc = article(
    title("A third of ", em("buses"), " ran late in March"),
    standfirst("The council disputes how they were counted."),
    p("In March, 31 of 94 buses were late, according to ", link, " of the transport office.", br(), "It was the worst month since 2014."),
    h(2, "What was counted"),
    quote(p("“We counted every bus,” said Ada Lund, who heads the office.")),
    ul(li(p("Late: 31")), li(p("On time: 63"), ol(li(p("early: 2"))))),
    figure("The depot, photographed on 3 March."),
    table(tr(td(p("Line")), td(p("Late"))), tr(td(p("7")), td(p("12 m", articleSchema.text("2", [articleSchema.marks.superscript.create()]))))),
    hr(),
    p("No line was cut. The weather was fine."),
  );
  s = stateOf(doc, [], anna);
  const A = (c: any) => { s = run(s, c); };
  A(setField(anna, "article", id, "byline", "Ida Holm"));
  A(setField(anna, "article", id, "outlet", "The Northern Post"));
  A(setField(anna, "article", id, "address", "https://example.com/buses"));
  A(setField(anna, "article", id, "published", "2026-03-12"));
  A(setField(anna, "article", id, "language", "en-GB"));
  A(select("31 of 94 buses were late")); A(markClaim(anna));
  const c1 = claimOn(s, "31 of 94 buses were late");
  A(select("A third of buses ran late")); A(addPassage(anna, c1));
  A(setField(anna, "claim", c1, "statement", "In March, 31 of the 94 buses were late."));
  A(setField(anna, "claim", c1, "saidBy", "the transport office"));
  A(addSource(anna, c1, { url: "https://example.org/report", retrieved: "2026-03-14" }));
  const src = contents(annotationsOf(s)).sources[0]!.id;
  A(setField(anna, "source", src, "title", "Punctuality in March")); A(setField(anna, "source", src, "publisher", "Transport office")); A(setField(anna, "source", src, "author", "Ada Lund")); A(setField(anna, "source", src, "published", "2026-04")); A(setField(anna, "source", src, "archived", "https://web.archive.org/web/2026/https://example.org/report")); A(setField(anna, "source", src, "kind", "document"));
  const ev = contents(annotationsOf(s)).evidence.get(c1)![0]!.id;
  A(setField(anna, "evidence", ev, "passage", "Of 94 buses, 31 arrived late.")); A(setField(anna, "evidence", ev, "locator", "p. 4")); A(setField(anna, "evidence", ev, "stance", "supports")); A(setField(anna, "evidence", ev, "note", "Late means over five minutes."));
  A(giveVerdict(ben, c1, "truth/true")); A(setField(ben, "claim", c1, "explanation", "The report says so."));
  A(select("buses were late, according to a report")); A(markClaim(ben));
  A(select("worst month since 2014")); A(markClaim(anna));
  const c3 = claimOn(s, "worst month since 2014");
  A(giveVerdict(anna, c3, "truth/half-true"));
  A(addSource(anna, c3, src));
  A(type("2014", "2015"));
  A(select("No line was cut")); A(markClaim(anna));
  A(giveVerdict(anna, claimOn(s, "No line was cut"), "editorial/cut"));
  A(type("No line was cut.", ""));
  A(select("The weather was fine")); A(clearSelection(anna));
  const w = new EntryWriter(s, ben); const c5 = w.newId("claim"), p5 = w.newId("passage");
  w.set("claim", c5, "alive", true).set("claim", c5, "statement", "The office has 40 staff.").set("passage", p5, "alive", true).set("passage", p5, "claim", c5).set("passage", p5, "quote", { exact: "its 40 staff", prefix: "said ", suffix: "." });
  s = s.apply(w.tr);
  write("valid/everything", file(s));
  let e = stateOf(article(title("🚌 Buses 🚌🚌"), p("The mayor 👩‍💼 said: “𝟗𝟒 buses” 🎉, e\u0301tude 10 🚌 more.")), [], anna);
  e = run(e, select("𝟗𝟒 buses"), markClaim(anna), select("10 🚌"), markClaim(anna), select("🚌🚌"), clearSelection(anna));
  write("valid/emoji", file(e));
  let r = stateOf(article(title("שליש מהאוטובוסים איחרו"), p("במרץ איחרו 31 מתוך 94 אוטובוסים, לפי Transport Office. العربية: تأخرت الحافلات.")), [], anna);
  r = run(r, setField(anna, "article", id, "language", "he"), select("31 מתוך 94 אוטובוסים"), markClaim(anna), select("تأخرت الحافلات"), markClaim(anna));
  write("valid/right-to-left", file(r));

  // the base of what is invalid
  let b = stateOf(article(title("Buses"), p("31 of 94 buses were late.")), [], anna);
  b = run(b, select("31 of 94 buses"), markClaim(anna));
  const c = claimViews(b)[0]!.record.id;
  b = run(b, addSource(anna, c, { url: "https://example.org/report", retrieved: "2026-03-14" }), giveVerdict(anna, c, "truth/true"));
  const base: any = file(b); base.scale.ratings = base.scale.ratings.slice(0, 1);
  // plain names
  let text = JSON.stringify(base); const ids = [base.article.id, base.claims[0].id, base.claims[0].targets[0].id, base.claims[0].evidence[0].id, base.sources[0].id];
  ["article", "claim", "passage", "evidence", "source"].forEach((n, i) => { text = text.replaceAll(`"${ids[i]}"`, `"${n}-1"`); });
  const bad = (name: string, change: (f: any, claim: any, target: any) => void) => { const f = JSON.parse(text); change(f, f.claims[0], f.claims[0].targets[0]); write(`invalid/${name}`, f); };
  bad("another-format", (f) => { for (const k in f) delete f[k]; Object.assign(f, { "@context": "http://www.w3.org/ns/anno.jsonld", type: "Annotation", body: "No.", target: "https://example.com/buses" }); });
  bad("newer-version", (f) => { f.version = 2; });
  bad("missing-field", (_f, c) => { delete c.statement; });
  bad("internal-field", (_f, c) => { c.comments = ["Call her again."]; });
  bad("wrong-type", (f) => { f.claims = "none"; });
  bad("negative-start", (_f, _c, t) => { t.selector[1].start = -1.5; });
  bad("one-selector", (_f, _c, t) => { t.selector.pop(); });
  bad("changed-from-nothing", (_f, _c, t) => { t.state = "changed"; });
  bad("collapsed-nowhere", (_f, c, t) => { c.targets = []; c.unplaced = [{ id: t.id, state: "collapsed", marked: { exact: "31", prefix: "", suffix: "" }, created: t.created }]; });
  bad("collapsed-beyond-the-end", (_f, c, t) => { c.targets = []; c.unplaced = [{ id: t.id, state: "collapsed", offset: 99, marked: { exact: "31", prefix: "", suffix: "" }, created: t.created }]; });
  bad("unplaced-somewhere", (f, _c, t) => { f.clearances = [{ id: "clearance-1", state: "unplaced", offset: 3, marked: { exact: "31", prefix: "", suffix: "" }, created: t.created }]; });
  bad("unknown-stance", (_f, c) => { c.evidence[0].stance = "proves"; });
  bad("local-time", (_f, c) => { c.created.at = "14.03.2026 10:05"; });
  bad("empty-id", (f) => { f.sources[0].id = ""; });
  bad("other-words", (_f, _c, t) => { t.selector[0].exact = "31 of 95 buses"; });
  bad("no-words", (_f, _c, t) => { t.selector[0].exact = ""; t.selector[1].end = t.selector[1].start; });
  bad("beyond-the-end", (_f, _c, t) => { t.selector[0].exact = "late."; t.selector[1].start = 26; t.selector[1].end = 99; });
  bad("another-article", (_f, _c, t) => { t.source = "article-2"; });
  bad("text-beside-document", (f) => { f.article.text = f.article.text.replace("late", "lost"); });
  bad("dangerous-link", (f) => { f.article.document.content[1].content[0].marks = [{ type: "link", attrs: { href: "javascript:alert(1)" } }]; });
  bad("misplaced-node", (f) => { f.article.document.content.reverse(); });
  bad("unknown-node", (f) => { f.article.document.content[1].type = "iframe"; });
  bad("unknown-source", (_f, c) => { c.evidence[0].source = "source-2"; });
  bad("unknown-passage", (_f, c) => { c.verdict.words["passage-2"] = "gone"; });
  bad("unknown-rating", (_f, c) => { c.verdict.rating = "truth/pants-on-fire"; });
  bad("unknown-scale", (f) => { f.scale.id = "stars"; });
  bad("same-id", (f) => { f.sources[0].id = "claim-1"; f.claims[0].evidence[0].source = "claim-1"; });
});
