/**
 * A saved web page into a draft: Readability finds the article among the menus, comments and
 * advertisements, and the page's metadata fill in the facts.
 */
import { Readability } from "@mozilla/readability";
import { parseInert } from "../trusted-types";
import type { Draft, Facts, Given, Parsed } from "./draft";
import { factsFrom } from "./facts";
import { draftOf } from "./html";

/** What only pages have, and no document that somebody wrote. */
const FURNITURE = "nav, aside, footer, form, script, iframe";

/** Reads a whole HTML file. Without a title given, it is the one the page gives itself. */
export function parsePage(html: string, { title }: Given = {}): Parsed<Draft> {
  const page = parseInert(html);
  const address = addressOf(page, html);
  absoluteLinks(page, address);
  const isDocument = !page.body.querySelector(FURNITURE);
  const found = readable(page.cloneNode(true) as Document);
  const facts = factsOf(page, address, found);
  if (isDocument) return draftOf(page.body, { ...facts, title: title ?? "" });
  const named = { ...facts, title: title?.trim() || titleOf(page, found) };
  if (found?.content) return draftOf(found.content, named);
  return withWarning(draftOf(page.body, named), "No article was found in the page: all of its text was taken.");
}
