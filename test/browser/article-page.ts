/** The article screen as a test sees and touches it: what is on it by role and name, a mouse, keys. */
import type { Node } from "prosemirror-model";
import { TextSelection, type Command } from "prosemirror-state";
import { expect } from "vitest";
import { cdp, page, userEvent, type Locator } from "vitest/browser";
import "../../src/elements/article";
import "../../src/elements/article.css";
import type { TickmarkArticle } from "../../src/elements/article";
import { selectedWords } from "../../src/editor/commands";
import { EntryWriter, fillArticle, type GivenEntry, type Pen } from "../../src/editor/entry-writer";
import { setLocked } from "../../src/editor/lock";
import { Session } from "../../src/editor/session";
import { articleText } from "../../src/editor/text";
import {
  ARTICLE,
  claimWords,
  clear as clearAs,
  mark as markAs,
  MemoryLog,
  pen,
  select,
} from "../builders";
import { focused, mount } from "./mount";

/** An article open on the screen. */
export interface ArticlePage {
  readonly element: TickmarkArticle;
  readonly session: Session;
  readonly log: MemoryLog;
}

/** The day on which everything in these tests is entered. */
export const TODAY = "2026-03-12";

/** A pen whose clock stands at noon, so that the day is the same in most time zones. */
function noonPen(): Pen {
  return { ...pen(), now: () => `${TODAY}T12:00:00.000Z` };
}

let marked = 0;

/** Marks the first occurrence of some words as a claim of one's own, under an id that attributes can hold. */
export const mark = (words: string): Command =>
  markAs(words, { ...pen(`mark${++marked}`), author: pen().author });

/** Marks the first occurrence of some words “nothing to check here”, under an id as above. */
export const clear = (words: string): Command => clearAs(words, pen(`clear${++marked}`));

/** Puts a claim of that name beside the text whose words never had a place in it. */
export function markNowhere(words: string, context = { prefix: "", suffix: "" }): Command {
  return (state, dispatch) => {
    const by = pen(`nowhere${++marked}`);
    const writer = new EntryWriter(state, by);
    const [claim, passage] = [writer.newId<"claim">(), writer.newId<"passage">()];
    writer.set("claim", claim, "alive", true);
    writer.set("claim", claim, "statement", words);
    writer.set("passage", passage, "alive", true);
    writer.set("passage", passage, "claim", claim);
    writer.set("passage", passage, "quote", { exact: words, ...context });
    dispatch?.(writer.tr);
    return true;
  };
}

/** Opens an article on which commands have been run already; they are no part of the undo history. */
export function openArticle(doc: Node, ...commands: Command[]): Promise<ArticlePage> {
  return openFilled(doc, {}, ...commands);
}

/** Opens an article of which more is known, and on which commands have been run. */
export async function openFilled(
  doc: Node,
  about: Partial<Record<"language" | "scale" | "byline" | "outlet", string>>,
  ...commands: Command[]
): Promise<ArticlePage> {
  const log = new MemoryLog();
  const by = noonPen();
  const start = await Session.open(ARTICLE, log, by);
  start.run(fillArticle(by, doc, entriesOf({ language: "en", ...about })));
  for (const command of commands) {
    if (!start.run(command)) throw new Error("The command does not apply");
  }
  await start.save();
  const session = await Session.open(ARTICLE, log, { ...by, newId: () => `${by.newId()}-page` });
  const element = await mount("tickmark-article", { session });
  await element.querySelector("tickmark-article-text")!.updateComplete;
  return { element, session, log };
}

function entriesOf(about: Record<string, string>): GivenEntry[] {
  const fields = Object.entries({ alive: true, ...about });
  return fields.map(([field, value]) => ({ kind: "article", id: ARTICLE, field, value }));
}

/** The same article, open in another tab. */
export function openOther({ log }: ArticlePage): Promise<Session> {
  return Session.open(ARTICLE, log, pen("bea"));
}

// —— What is on the screen

export const textbox = page.getByRole("textbox", { name: "Article", exact: true });
export const toolbar = page.getByRole("toolbar", { name: "Selected words" });
export const lock = page.getByRole("switch", { name: "Edit text" });
export const button = (name: string): Locator => page.getByRole("button", { name, exact: true });
export const field = (name: string): Locator => page.getByRole("textbox", { name, exact: true });
export const card = (words: string): Locator =>
  page.getByRole("group", { name: `Claim: ${words}`, exact: true });
export const radio = (name: string): Locator =>
  page.getByRole("radiogroup", { name: "Verdict" }).getByRole("radio", { name, exact: true });

/** The text as the browser shows it, a string a block. */
export function shownText(): string[] {
  return [...textbox.element().children].map(({ textContent }) => textContent);
}

/** The text as the document has it, a string a block. */
export function modelText({ session }: ArticlePage): string[] {
  return session.state.doc.children.map(({ textContent }) => textContent);
}

/** The words selected in the document, without white space around them; null: none. */
export function chosenWords({ session: { state } }: ArticlePage): string | null {
  const words = selectedWords(state);
  return words && articleText(state.doc).words(words);
}

/** What is left of the caret in its block. */
export function beforeCaret({ session }: ArticlePage): string {
  const { $head } = session.state.selection;
  return $head.parent.textBetween(0, $head.parentOffset);
}

/** The words under every claim. */
export const claims = ({ session }: ArticlePage): string[] => claimWords(session.state);

/** What each stretch of highlighted text says, in order. */
export function highlights(className = "claim"): string[] {
  return [...textbox.element().querySelectorAll(`.${className}`)].map(
    ({ textContent }) => textContent,
  );
}

/** The name of the card that is open; undefined: none is. */
export function openCard(): string | undefined {
  return document.querySelector("tickmark-card[open]")?.ariaLabel ?? undefined;
}

/** The accessible name of what has the focus, in whatever shadow root it is. */
export function focusedName(): string | undefined {
  const element = focused() as HTMLInputElement | null;
  const label = element?.ariaLabel ?? element?.labels?.[0]?.querySelector("span")?.textContent;
  return (label ?? element?.textContent)?.trim();
}

/** Resolves when the screen shows what has happened so far. */
export async function drawn({ element }: ArticlePage): Promise<void> {
  await element.updateComplete;
  await element.querySelector("tickmark-article-text")!.updateComplete;
  await element.querySelector("tickmark-margin")!.updateComplete;
}

// —— What a user does, and cannot fail

/** Selects the first occurrence of some words, with the focus in the text. */
export function selectWords({ session, element }: ArticlePage, words: string): void {
  session.run(select(words));
  element.querySelector("tickmark-article-text")!.focus();
}

/** Puts the caret behind the first occurrence of some words, with the focus in the text. */
export function caretAfter({ session, element }: ArticlePage, words: string): void {
  session.run(select(words));
  const { doc, selection, tr } = session.state;
  session.dispatch(tr.setSelection(TextSelection.create(doc, selection.to)));
  element.querySelector("tickmark-article-text")!.focus();
}

/** Lets the text be typed in. */
export function unlock({ session }: ArticlePage): void {
  session.run(setLocked(false));
}

/** Opens the card of a claim, by its line in the margin. */
export async function openCardOf(words: string): Promise<Locator> {
  await card(words).getByRole("button").click();
  await expect.poll(openCard).toBe(`Claim: ${words}`);
  return card(words);
}

/** Presses keys with Control held. */
export const control = (keys: string): Promise<void> =>
  userEvent.keyboard(`{Control>}${keys}{/Control}`);

/** Presses keys with Shift held. */
export const shift = (keys: string): Promise<void> => userEvent.keyboard(`{Shift>}${keys}{/Shift}`);

/** Composes some text as an input method does, and takes it. */
export async function compose(...stages: string[]): Promise<void> {
  for (const text of stages) {
    const end = text.length;
    await cdp().send("Input.imeSetComposition", { text, selectionStart: end, selectionEnd: end });
  }
  await cdp().send("Input.insertText", { text: stages.at(-1)! });
}

// —— A mouse

/** A place on the screen, in viewport pixels. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the first occurrence of some words begins, ends, or has its middle. */
export function pointAt(
  { session, element }: ArticlePage,
  words: string,
  where: "start" | "middle" | "end" = "middle",
): Point {
  const text = articleText(session.state.doc);
  const start = text.text.indexOf(words);
  if (start < 0) throw new Error(`Not in the text: ${words}`);
  const share = { start: 0, middle: 0.5, end: 1 }[where];
  const position = text.position(start + Math.round(words.length * share));
  const { left, top, bottom } = element.querySelector("tickmark-article-text")!.placeOf(position)!;
  return { x: left, y: (top + bottom) / 2 };
}

/** The middle of something on the screen. */
export function middleOf(locator: Locator): Point {
  const { left, top, width, height } = locator.element().getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

type MouseAction = "mousePressed" | "mouseMoved" | "mouseReleased";

async function act(type: MouseAction, { x, y }: Point, isHeld: boolean): Promise<void> {
  const frame = window.frameElement?.getBoundingClientRect() ?? { left: 0, top: 0 };
  await cdp().send("Input.dispatchMouseEvent", {
    type,
    x: x + frame.left,
    y: y + frame.top,
    button: type === "mouseMoved" && !isHeld ? "none" : "left",
    buttons: isHeld ? 1 : 0,
    clickCount: 1,
  });
}

/** A mouse with one button. */
export const mouse = {
  press: (at: Point): Promise<void> => act("mousePressed", at, true),
  moveTo: (at: Point): Promise<void> => act("mouseMoved", at, true),
  release: (at: Point): Promise<void> => act("mouseReleased", at, false),

  async click(at: Point): Promise<void> {
    await mouse.press(at);
    await mouse.release(at);
  },

  /** Drags in a few moves, as a hand does. */
  async drag(from: Point, to: Point): Promise<void> {
    await mouse.press(from);
    for (const share of [0.3, 0.7, 1]) {
      await mouse.moveTo({
        x: from.x + (to.x - from.x) * share,
        y: from.y + (to.y - from.y) * share,
      });
    }
    await mouse.release(to);
  },
};
