import { expect, test } from "vitest";
import { userEvent, cdp } from "vitest/browser";
import * as pg from "./article-page";
import { article, p, title, mark } from "../builders";

const doc = article(title("Harbour budget"), p("The council spent 40 million euros in 2024."), p("It opened in 1911."));
for (const locked of [true, false]) for (const [kind, words] of [["caret","council"], ["caret", "40 mill"], ["select", "40 million"],["select", "million euros in 2024.\nIt"], ["select", "Harbour budget\nThe council spent 40 million euros in 2024.\nIt opened in 1911."]])
for (const end of ["commit", "cancel", "blur"])
test(`probe ${locked} ${kind} ${words} ${end}`, async () => {
  const page = await pg.openArticle(doc, mark("40 million"));
  if (!locked) pg.unlock(page);
  if (kind === "caret") pg.caretAfter(page, words!); else pg.selectWords(page, words!);
  const seen: string[] = [];
  for (const t of ["compositionstart", "compositionupdate", "compositionend", "beforeinput", "input"])
    pg.textbox.element().addEventListener(t, (e) => seen.push(t + ":" + ((e as InputEvent).inputType ?? "") + (e.cancelable ? "c":"") + (e.defaultPrevented?"!":"")));
  await cdp().send("Input.imeSetComposition", { text: "か", selectionStart: 1, selectionEnd: 1 });
  await cdp().send("Input.imeSetComposition", { text: "かん", selectionStart: 2, selectionEnd: 2 });
  const during = pg.shownText();
  if (end === "commit") await cdp().send("Input.insertText", { text: "漢" });
  else if (end === "cancel") await cdp().send("Input.imeSetComposition", { text: "", selectionStart: 0, selectionEnd: 0 });
  else (pg.textbox.element() as HTMLElement).blur();
  const after = pg.shownText();
  await new Promise((r) => setTimeout(r, 300));
  const final = pg.shownText();
  console.log(JSON.stringify({seen, during, after, final, model: pg.modelText(page), ok: final.join("|") === pg.modelText(page).join("|"), caret: pg.beforeCaret(page), h: pg.highlights(), sel: getSelection()?.toString(), comp: (page.element.querySelector("tickmark-article-text") as any).view.composing }, null, 0));
});
