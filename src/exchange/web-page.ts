/**
 * An HTML file into an article. In a saved web page, Readability finds the article among the menus,
 * comments and advertisements; a document that somebody wrote is taken whole. The metadata in its
 * head fill in the facts.
 */
import { Readability } from "@mozilla/readability";
import { parseInert } from "../trusted-types";
import type { ImportedArticle, Facts, Given } from "./imported-article";
import type { Parsed } from "../model/parsed";
import { factsFrom } from "./facts";
import { articleIn, parseForeign } from "./html";

/** What web pages have around their article. An HTML file without it is taken whole. */
const FURNITURE = "nav, aside, footer, form, script, iframe";

const NOT_FOUND = "No article was found in the page, so all of its text was taken.";

/** What Readability finds. */
type Article = NonNullable<ReturnType<Readability<HTMLElement>["parse"]>>;

/** Reads an HTML file. Without a title given, it is the one the page gives itself. */
export function parsePage(html: string, { title }: Given = {}): Parsed<ImportedArticle> {
  const page = parseForeign(html);
  const address = addressOf(page, html);
  makeLinksAbsolute(page, address);
  const article = readArticle(html, address);
  const facts = factsOf(page, address, article);
  const isDocument = !page.body.querySelector(FURNITURE);
  // A document's first heading says what it is; `<title>` is often left over from a template.
  const proposed = isDocument && page.body.querySelector("h1") ? undefined : titleOf(page, article);
  const about = { ...facts, title: title?.trim() || proposed };
  if (isDocument) return articleIn(page.body, about);
  if (article?.content) return articleIn(article.content, about);
  const whole = articleIn(page.body, about);
  return whole.ok ? { ...whole, warnings: [NOT_FOUND, ...whole.warnings] } : whole;
}

/** Where the page says it is published; or else, where a browser wrote that it saved it from. */
function addressOf(page: Document, html: string): string | undefined {
  const stated = [
    page.querySelector("link[rel='canonical']")?.getAttribute("href"),
    page.querySelector("meta[property='og:url']")?.getAttribute("content"),
    /<!--\s*saved from url=\(\d+\)(\S+)/.exec(html)?.[1],
    /<!--\s*Page saved with SingleFile\s+url:\s*(\S+)/.exec(html)?.[1],
  ];
  return stated.map((address) => factsFrom({ address }).address).find(Boolean);
}

/** Relative links point into the page's own site, not into ours; where that is unknown, they go. */
function makeLinksAbsolute(page: Document, address: string | undefined): void {
  const stated = page.querySelector("base[href]")?.getAttribute("href") ?? "";
  const base = absolute(stated, address) ?? address;
  for (const link of page.querySelectorAll("a[href]")) {
    const target = absolute(link.getAttribute("href")!, base);
    if (target) link.setAttribute("href", target);
    else link.removeAttribute("href");
  }
}

function absolute(href: string, base: string | undefined): string | undefined {
  return URL.canParse(href, base) ? new URL(href, base).href : undefined;
}

/**
 * Lets Readability look for the article. It takes the page apart, so it gets one of its own; parsed
 * anew, as browsers report the copying of scripts as a breach of policy.
 */
function readArticle(html: string, address: string | undefined): Article | null {
  const copy = parseForeign(html);
  makeLinksAbsolute(copy, address);
  for (const unseen of copy.querySelectorAll(UNSEEN)) unseen.remove();
  parseOnlyInert(copy.body);
  const serializer = (content: globalThis.Node) => content as HTMLElement;
  return new Readability(copy, { serializer, classesToPreserve: ["standfirst"] }).parse();
}

/** Words that no reader of the page saw. */
const UNSEEN = "noscript, .visually-hidden, .sr-only, .screen-reader-text";

/**
 * When its first attempt finds too little, Readability restores the body through `innerHTML`, which
 * our content security policy forbids, here too. On this body that goes through the one parser.
 */
function parseOnlyInert(body: HTMLElement): void {
  Object.defineProperty(body, "innerHTML", {
    get: () => Reflect.get(Element.prototype, "innerHTML", body) as string,
    set: (html: string) => body.replaceChildren(...parseInert(html).body.childNodes),
  });
}

function factsOf(page: Document, address: string | undefined, article: Article | null): Facts {
  const dated = page.querySelector("[itemprop~='datePublished']");
  return factsFrom({
    byline: article?.byline,
    outlet: article?.siteName || (address && new URL(address).hostname.replace(/^www\./, "")),
    address,
    published:
      article?.publishedTime || dated?.getAttribute("content") || dated?.getAttribute("datetime"),
    language: article?.lang || page.documentElement.lang,
  });
}

/** The page's title, without the name of its site at the end. */
function titleOf(page: Document, article: Article | null): string {
  const title = (article?.title || page.title).trim();
  const [, words, site] = /^(.+?)\s+[-–—|·]\s+([^-–—|·]+)$/s.exec(title) ?? [];
  return words && site === article?.siteName ? words : title;
}
