/**
 * What every kind of edit makes of claims, done as people do it: by keys, mouse, clipboard and input
 * method in a real browser. And that Undo, Redo and opening the article again bring back exactly
 * what was. `unit/edit-matrix.test.ts` holds the same rules, with each transaction given.
 */
import { closeHistory, redoDepth, undoDepth } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { cdp, userEvent } from "vitest/browser";
import { claimViews } from "../../src/editor/anchors";
import { giveVerdict } from "../../src/editor/commands";
import { selectClaim } from "../../src/editor/selected-claim";
import type { Session } from "../../src/editor/session";
import { articleText } from "../../src/editor/text";
import { article, claimOn, em, h, li, p, title, ul } from "../builders";
import {
  beforeCaret,
  caretAfter,
  claims,
  compose,
  control,
  mark,
  modelText,
  openArticle,
  openOther,
  pointAt,
  selectWords,
  shownText,
  textbox,
  unlock,
  type ArticlePage,
} from "./article-page";

const LATE = "31 of 94 buses ran late";
const LINES = "None of the nine lines was cut at all";
const FIRST = `In March ${LATE}, the council said.`;
const SECOND = `${LINES}. Fares rise in May.`;

const buses = () =>
  article(title("Buses"), p(FIRST), p(SECOND), p("The depot stays open for now."));
const prices = () => article(p("It cost ", em("40 million"), " euros."));
const list = () => article(ul(li(p("One of ten")), li(p(`Now ${LATE}`)), li(p("Three"))));

// —— What a person does

type Act = (page: ArticlePage) => unknown;

/** Does one thing after another. */
const all =
  (...acts: Act[]): Act =>
  async (page) => {
    for (const act of acts) await act(page);
  };

const selecting =
  (words: string): Act =>
  (page) =>
    selectWords(page, words);

const caretBehind =
  (words: string): Act =>
  (page) =>
    caretAfter(page, words);

const keys =
  (pressed: string): Act =>
  () =>
    userEvent.keyboard(pressed);

const composing =
  (...stages: string[]): Act =>
  () =>
    compose(...stages);

const replacing = (words: string, typed: string): Act => all(selecting(words), keys(typed));
const undoing: Act = () => control("z");
const redoing: Act = () => control("{Shift>}z{/Shift}");

/** Lets a second pass, as the clock tells it. */
const pausing: Act = () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1000 });
  onTestFinished(() => void vi.useRealTimers());
};

const flags = { bubbles: true, composed: true, cancelable: true };

function carrying(text: string, html = ""): DataTransfer {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  if (html !== "") data.setData("text/html", html);
  return data;
}

let clipboard = new DataTransfer();

/** Presses the key that cuts or copies, and remembers what that put on the clipboard. */
const taking =
  (type: "cut" | "copy", key: string): Act =>
  async () => {
    const remember = ({ clipboardData }: ClipboardEvent) => {
      const [text, html] = ["text/plain", "text/html"].map((kind) => clipboardData!.getData(kind));
      clipboard = carrying(text!, html);
    };
    window.addEventListener(type, remember, { once: true });
    await control(key);
  };

const cutting = (words: string): Act => all(selecting(words), taking("cut", "x"));
const copying = (words: string): Act => all(selecting(words), taking("copy", "c"));

/** Presses the key that pastes. Tests that run at once have one clipboard, so what comes is what was remembered. */
const pasting: Act = async () => {
  const give = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const given = new ClipboardEvent("paste", { ...flags, clipboardData: clipboard });
    event.target!.dispatchEvent(given);
  };
  window.addEventListener("paste", give, { once: true, capture: true });
  await control("v");
};

const moving = (words: string, behind: string) => all(cutting(words), caretBehind(behind), pasting);

const pastingForeign = (text: string, html?: string): Act =>
  all(() => (clipboard = carrying(text, html)), pasting);

/** Drags words by the mouse and drops them before others. */
const dragging =
  (words: string, before: string): Act =>
  async (page) => {
    selectWords(page, words);
    const { left, top } = textbox.element().getBoundingClientRect();
    const position = ({ x, y }: { x: number; y: number }) => ({ x: x - left, y: y - top });
    await userEvent.dragAndDrop(textbox, textbox, {
      sourcePosition: position(pointAt(page, words)),
      targetPosition: position(pointAt(page, before, "start")),
    });
  };

/** Does what the menu of a browser's spelling checker does; tests cannot open it. */
const correcting =
  (word: string, corrected: string): Act =>
  () => {
    const range = rangeOnScreen(word);
    getSelection()!.removeAllRanges();
    getSelection()!.addRange(range);
    const isWanted = textbox.element().dispatchEvent(
      new InputEvent("beforeinput", {
        ...flags,
        inputType: "insertReplacementText",
        dataTransfer: carrying(corrected),
        targetRanges: [new StaticRange(range)],
      }),
    );
    if (isWanted) document.execCommand("insertText", false, corrected);
  };

/** Where the first occurrence of a word stands on the screen; it must be drawn in one piece. */
function rangeOnScreen(word: string): Range {
  const walker = document.createTreeWalker(textbox.element(), NodeFilter.SHOW_TEXT, (node) =>
    node.textContent!.includes(word) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP,
  );
  const node = walker.nextNode()!;
  const start = node.textContent!.indexOf(word);
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, start + word.length);
  return range;
}

// —— What is seen of it

function seen({ state }: Session) {
  return {
    doc: state.doc.toString(),
    claims: claimViews(state).map(({ passages, verdict, verdictHolds }) => ({
      passages: passages.map(({ range, state: how, words }) => ({ range, how, words })),
      rating: verdict?.rating,
      verdictHolds,
    })),
  };
}

const isSeen = (session: Session, what: object) =>
  JSON.stringify(seen(session)) === JSON.stringify(what);

/** The screen shows the words that the document has. */
async function expectShown(page: ArticlePage): Promise<void> {
  await expect.poll(shownText).toEqual(modelText(page));
}

/** An article on the screen, unlocked, with a claim on each of some words, each found false. */
async function opened(doc: Node, words: readonly string[]): Promise<ArticlePage> {
  const page = await openArticle(doc);
  const { session } = page;
  for (const each of words) {
    session.run(mark(each));
    session.run(giveVerdict(session.pen, claimOn(session.state, each), "truth/false"));
  }
  session.run(selectClaim(null));
  unlock(page);
  session.dispatch(closeHistory(session.state.tr));
  return page;
}

interface Row {
  readonly when: string;
  readonly act: Act;
  /** The words of the claims afterwards. */
  readonly after: readonly string[];
  /** Words that the text has afterwards, where the claims do not tell. */
  readonly text?: string;
  /** Absent: one claim on `LATE`. */
  readonly claims?: readonly string[];
  /** Absent: `buses`. */
  readonly doc?: Node;
}

/**
 * Does something to an article with claims, checks what they stand on then, and that keys lead back
 * and forth through the same states.
 */
async function check({
  act,
  after: expected,
  text = "",
  claims: marked = [LATE],
  doc = buses(),
}: Row) {
  const page = await opened(doc, marked);
  const { session } = page;
  const [before, depth] = [seen(session), undoDepth(session.state)];
  await act(page);
  await expect.poll(() => claims(page)).toEqual(expected);
  const after = seen(session);
  expect(undoDepth(session.state)).toBeGreaterThan(depth);
  expect(articleText(session.state.doc).text).toContain(text);
  expect(after.claims.map(({ verdictHolds }) => verdictHolds)).toEqual(
    expected.map((words) => !/ \((changed|collapsed)\)$/.test(words)),
  );
  await expectShown(page);

  while (undoDepth(session.state) > depth && !isSeen(session, before)) await undoing(page);
  expect(seen(session)).toEqual(before);
  await expectShown(page);
  while (undoDepth(session.state) > 0) await undoing(page);
  expect(claims(page)).toEqual([]);
  expect(session.state.doc.eq(doc)).toBe(true);
  while (redoDepth(session.state) > 0) await redoing(page);
  expect(seen(session)).toEqual(after);
  await expectShown(page);
  await session.save();
  expect(seen(await openOther(page))).toEqual(after);
}

const table = (rows: readonly Row[]) => test.each(rows)("$when", check);

describe("deleting", () => {
  const held = (key: string) => keys(key.repeat(LATE.length));
  table([
    {
      when: "all of a claim by Delete leaves it without words",
      act: replacing(LATE, "{Delete}"),
      after: [" (collapsed)"],
    },
    {
      when: "so does holding Backspace",
      act: all(caretBehind(LATE), held("{Backspace}")),
      after: [" (collapsed)"],
      text: "In March , the council",
    },
    {
      when: "so does holding Delete",
      act: all(caretBehind("In March "), held("{Delete}")),
      after: [" (collapsed)"],
      text: "In March , the council",
    },
    {
      when: "its last words, one by one, leaves the others",
      act: all(caretBehind(LATE), () => control("{Backspace}{Backspace}{Backspace}")),
      after: ["31 of 94  (changed)"],
    },
    {
      when: "its head leaves the tail",
      act: replacing("In March 31 of ", "{Delete}"),
      after: ["94 buses ran late (changed)"],
    },
    {
      when: "its tail leaves the head",
      act: replacing(" ran late, the", "{Backspace}"),
      after: ["31 of 94 buses (changed)"],
    },
    {
      when: "its middle leaves both",
      act: replacing("94 buses ", "{Delete}"),
      after: ["31 of ran late (changed)"],
    },
    {
      when: "a paragraph leaves all of its claims without words, however they overlap",
      act: replacing(FIRST, "{Backspace}"),
      claims: ["In March 31 of 94", "31 of 94", "94 buses ran late", LATE, LINES],
      after: [" (collapsed)", " (collapsed)", " (collapsed)", " (collapsed)", LINES],
    },
    {
      when: "everything leaves all claims without words",
      act: all(caretBehind("said."), () => control("a"), keys("{Delete}")),
      claims: [LATE, LINES],
      after: [" (collapsed)", " (collapsed)"],
    },
  ]);
});

describe("typing", () => {
  /** The browser says some time after a key where the caret went. */
  const caretComesBehind =
    (words: string): Act =>
    async (page) => {
      await expect.poll(() => beforeCaret(page)).toMatch(new RegExp(`${words}$`));
    };
  table([
    {
      when: "at its start stays outside",
      act: all(caretBehind("March "), keys("only ")),
      after: [LATE],
      text: "only 31",
    },
    {
      when: "at its end stays outside",
      act: all(caretBehind("late"), keys("r!")),
      after: [LATE],
      text: "later!,",
    },
    {
      when: "inside changes it",
      act: all(caretBehind("94 "), keys("red ")),
      after: ["31 of 94 red buses ran late (changed)"],
    },
    {
      when: "over all of it makes the new words its own",
      act: replacing(LATE, "40 came late"),
      after: ["40 came late (changed)"],
    },
    {
      when: "so do words that begin like the old ones",
      act: replacing(LATE, "31 of 95"),
      after: ["31 of 95 (changed)"],
    },
    {
      when: "over its tail does so too",
      act: replacing("ran late", "ran early"),
      after: ["31 of 94 buses ran early (changed)"],
    },
    {
      when: "so does a word that ends like the old one",
      act: replacing("late", "eate"),
      after: ["31 of 94 buses ran eate (changed)"],
    },
    {
      when: "over its head does so too",
      act: replacing("31 of", "Forty of"),
      after: ["Forty of 94 buses ran late (changed)"],
    },
    {
      when: "over emphasised words does so too",
      doc: prices(),
      claims: ["40 million"],
      act: replacing("40 million", "50"),
      after: ["50 (changed)"],
    },
    {
      when: "over a claim of two paragraphs does so too",
      act: replacing("said.\nNone", "wrote"),
      claims: ["said.\nNone"],
      after: ["wrote (changed)"],
    },
    {
      when: "over it goes on inside after a pause",
      act: all(replacing(LATE, "40 came"), pausing, keys(" late")),
      after: ["40 came late (changed)"],
    },
    {
      when: "over it goes on inside after mistakes are taken back",
      act: replacing(LATE, "40 cxx{Backspace}{Backspace}ame"),
      after: ["40 came (changed)"],
    },
    {
      when: "over it goes on inside after all is taken back",
      act: replacing(LATE, "x{Backspace}40 came"),
      after: ["40 came (changed)"],
    },
    {
      when: "over its head goes on inside after all is taken back",
      act: replacing("31", "x{Backspace}40"),
      after: ["40 of 94 buses ran late (changed)"],
    },
    {
      when: "over its last word and elsewhere, then at its end again, stays outside",
      act: all(
        replacing("late", "early"),
        keys("{ArrowLeft}"),
        caretComesBehind("earl"),
        keys("{ArrowRight}"),
        caretComesBehind("early"),
        keys("x"),
      ),
      after: ["31 of 94 buses ran early (changed)"],
      text: "earlyx,",
    },
  ]);
});

describe("composing", () => {
  const japanese = composing("n", "に", "日", "日本");
  table([
    {
      when: "at its start stays outside",
      act: all(caretBehind("March "), japanese),
      after: [LATE],
      text: "March 日本31",
    },
    {
      when: "at its end stays outside",
      act: all(caretBehind("late"), japanese),
      after: [LATE],
      text: "late日本,",
    },
    {
      when: "inside changes it",
      act: all(caretBehind("94 "), japanese),
      after: ["31 of 94 日本buses ran late (changed)"],
    },
    {
      when: "over all of it makes the new words its own",
      act: all(selecting(LATE), japanese),
      after: ["日本 (changed)"],
    },
    {
      when: "over its tail does so too",
      act: all(selecting("late"), japanese),
      after: ["31 of 94 buses ran 日本 (changed)"],
    },
    {
      when: "over its head does so too",
      act: all(selecting("31"), japanese),
      after: ["日本 of 94 buses ran late (changed)"],
    },
    {
      when: "letter by letter, as keyboards of phones do, does so too",
      act: all(selecting("late"), composing("l", "la", "lat", "late", "later")),
      after: ["31 of 94 buses ran later (changed)"],
    },
    {
      when: "over emphasised words does so too",
      doc: prices(),
      claims: ["40 million"],
      act: all(selecting("40 million"), japanese),
      after: ["日本 (changed)"],
    },
    {
      when: "over all of a paragraph gives the words to what stood on all of it",
      act: all(selecting(FIRST), japanese),
      claims: [LATE, FIRST],
      after: ["日本 (changed)", " (collapsed)"],
    },
    {
      when: "over a claim of two paragraphs makes the new words its own",
      act: all(selecting("said.\nNone"), japanese),
      claims: ["said.\nNone", "the council said.\nNone of"],
      after: ["the council 日本 of (changed)", "日本 (changed)"],
    },
    {
      when: "over what crosses two claims gives the words to neither",
      act: all(selecting("late, the council said.\nNone of"), japanese),
      claims: [LATE, LINES],
      after: ["31 of 94 buses ran  (changed)", " the nine lines was cut at all (changed)"],
    },
    {
      when: "over it goes on inside, word after word",
      act: all(selecting(LATE), japanese, composing("g", "ご", "語"), keys("!")),
      after: ["日本語! (changed)"],
    },
    {
      when: "over it goes on inside after the caret was moved in what is composed",
      act: all(selecting("late"), async () => {
        const back = { text: "にほ", selectionStart: 0, selectionEnd: 0 };
        await cdp().send("Input.imeSetComposition", back);
        await compose("にほん", "日本");
      }),
      after: ["31 of 94 buses ran 日本 (changed)"],
    },
    {
      when: "after deleting it stays outside",
      act: all(replacing(LATE, "{Delete}"), japanese),
      after: [" (collapsed)"],
      text: "In March 日本, the",
    },
    {
      when: "over it, given up, leaves it without words",
      act: all(selecting(LATE), composing("n", "に", "")),
      after: [" (collapsed)"],
      text: "In March , the",
    },
    {
      when: "an accent and a letter at its end stays outside",
      act: all(caretBehind("late"), composing("´", "é")),
      after: [LATE],
      text: "lateé,",
    },
    {
      when: "a word dictated over its last one, which it begins with, is its own",
      act: all(selecting("late"), () => cdp().send("Input.insertText", { text: "later" })),
      after: ["31 of 94 buses ran later (changed)"],
    },
  ]);
});

describe("correcting", () => {
  // The caret is elsewhere: the browser goes to the word as it corrects it.
  const correctingAside = (word: string, corrected: string) =>
    all(caretBehind("The depot"), correcting(word, corrected));
  table([
    {
      when: "its first word changes it",
      act: correctingAside("31", "131"),
      after: ["131 of 94 buses ran late (changed)"],
    },
    {
      when: "a word inside changes it",
      act: correctingAside("buses", "busses"),
      after: ["31 of 94 busses ran late (changed)"],
    },
    {
      when: "its last word changes it",
      act: correctingAside("late", "latest"),
      after: ["31 of 94 buses ran latest (changed)"],
    },
    {
      when: "a word beside it leaves it",
      act: correctingAside("March", "May"),
      after: [LATE],
      text: "In May 31",
    },
    {
      when: "an emphasised word leaves it emphasised",
      doc: prices(),
      claims: ["40 million"],
      act: all(correcting("million", "billion"), keys("{ArrowLeft}")),
      after: ["40 billion (changed)"],
    },
  ]);
});

describe("cutting and pasting", () => {
  table([
    { when: "a claim that is cut has no words", act: cutting(LATE), after: [" (collapsed)"] },
    { when: "a long claim follows", act: moving(LATE, "The "), after: [LATE], text: `The ${LATE}` },
    {
      when: "a claim is put back where it was, and what is typed then stays outside",
      act: all(cutting(LATE), pasting, keys("r")),
      after: [LATE],
      text: `${LATE}r,`,
    },
    {
      when: "a short claim is only offered",
      act: moving("94 buses", "The "),
      claims: ["94 buses"],
      after: [" (collapsed)"],
    },
    {
      when: "all claims of a paragraph follow",
      act: moving(FIRST, "now."),
      claims: [LATE, "94 buses"],
      after: [LATE, "94 buses"],
      text: `now.${FIRST}`,
    },
    {
      when: "all claims of two paragraphs follow",
      act: moving(`${FIRST}\n${SECOND}`, "now."),
      claims: [LATE, LINES],
      after: [LATE, LINES],
      text: `now.${FIRST}\n${SECOND}`,
    },
    {
      when: "copying doubles nothing",
      act: all(copying(LATE), caretBehind("The "), pasting),
      after: [LATE],
      text: `The ${LATE}`,
    },
    {
      when: "text from elsewhere, inside, changes it",
      act: all(caretBehind("94 "), pastingForeign("red ")),
      after: ["31 of 94 red buses ran late (changed)"],
    },
    {
      when: "text from elsewhere, at its end, stays outside",
      act: all(caretBehind("late"), pastingForeign(" and early")),
      after: [LATE],
      text: "late and early,",
    },
    {
      when: "HTML from elsewhere, over it, is its own",
      act: all(selecting(LATE), pastingForeign("Some", "<p>Some <b>buses</b></p>")),
      after: ["Some buses (changed)"],
    },
    {
      when: "paragraphs from elsewhere, inside, change it",
      act: all(caretBehind("94"), pastingForeign("a\nb", "<p> red</p><p>and blue</p>")),
      after: ["31 of 94red\nand blue buses ran late (changed)"],
    },
    {
      when: "what is pasted over a stretch of two claims belongs to neither",
      act: all(copying("depot"), selecting("late, the council said.\nNone of"), pasting),
      claims: [LATE, LINES],
      after: ["31 of 94 buses ran  (changed)", " the nine lines was cut at all (changed)"],
    },
  ]);
});

describe("dragging", () => {
  table([
    { when: "a long claim, it follows", act: dragging(LATE, "The depot"), after: [LATE] },
    { when: "it within its paragraph, it follows", act: dragging(LATE, "In March"), after: [LATE] },
    {
      when: "a sentence, its claim follows",
      act: dragging("In March 31 of 94 buses ran late, the", "The depot"),
      after: [LATE],
    },
    {
      when: "half of it leaves the rest, changed",
      act: dragging(" ran late", "The depot"),
      after: ["31 of 94 buses (changed)"],
    },
    {
      when: "a short claim, it is only offered",
      act: dragging("94 buses", "The depot"),
      claims: ["94 buses"],
      after: [" (collapsed)"],
    },
  ]);
});

describe("blocks:", () => {
  const at = (pressed: string): Act => all(caretBehind("94 "), keys(pressed));
  const mod = (pressed: string): Act => at(`{Control>}${pressed}{/Control}`);
  const moveBy = (arrow: string) => `{Alt>}{Shift>}{${arrow}}{/Shift}{/Alt}`;
  /** How the first block after the title is seen. */
  const block =
    (selector: string): Act =>
    async () => {
      await expect.poll(() => textbox.element().children[1]!.matches(selector)).toBe(true);
    };

  table([
    {
      when: "Enter before a claim leaves it",
      act: all(caretBehind("March "), keys("{Enter}")),
      after: [LATE],
      text: "March \n31",
    },
    {
      when: "Enter behind it leaves it",
      act: all(caretBehind("late"), keys("{Enter}")),
      after: [LATE],
      text: "late\n, the",
    },
    {
      when: "Enter inside changes it",
      act: at("{Enter}"),
      after: ["31 of 94 \nbuses ran late (changed)"],
    },
    {
      when: "a line break inside changes it",
      act: at("{Shift>}{Enter}{/Shift}"),
      after: ["31 of 94 \nbuses ran late (changed)"],
    },
    { when: "Backspace joins it again", act: at("{Enter}{Backspace}"), after: [LATE] },
    {
      when: "Enter over all of it leaves it without words",
      act: replacing(LATE, "{Enter}"),
      after: [" (collapsed)"],
    },
    {
      when: "Backspace at the start of its paragraph leaves it",
      act: all(caretBehind("said.\n"), keys("{Backspace}")),
      claims: [LATE, LINES],
      after: [LATE, LINES],
      text: "said.None",
    },
    {
      when: "Delete at the end of a paragraph changes what spans both",
      act: all(caretBehind("said."), keys("{Delete}")),
      claims: [LATE, LINES, "said.\nNone of the"],
      after: [LATE, "said.None of the (changed)", LINES],
    },
    {
      when: "a heading, by Ctrl Alt 2, leaves it",
      act: all(mod("{Alt>}2{/Alt}"), block("h2")),
      after: [LATE],
    },
    {
      when: "a paragraph, by Ctrl Alt 0, leaves it",
      doc: article(h(2, `So ${LATE}`), p("Text.")),
      act: all(mod("{Alt>}0{/Alt}"), block("p")),
      after: [LATE],
    },
    {
      when: "a numbered list, by Ctrl Shift 7, leaves it",
      act: all(mod("{Shift>}7{/Shift}"), block("ol")),
      after: [LATE],
    },
    {
      when: "a list, by Ctrl Shift 8, leaves it",
      act: all(mod("{Shift>}8{/Shift}"), block("ul")),
      after: [LATE],
    },
    {
      when: "a quotation, by Ctrl Shift 9, leaves it",
      act: all(mod("{Shift>}9{/Shift}"), block("blockquote")),
      after: [LATE],
    },
    {
      when: "a sunken item, by Ctrl ], leaves it",
      doc: list(),
      act: all(mod("]"), block("ul:has(ul)")),
      after: [LATE],
    },
    {
      when: "an item taken out of its list, by Ctrl [, leaves it",
      doc: list(),
      act: all(mod("[["), block("ul:has(+ p)")),
      after: [LATE],
    },
    {
      when: "emphasis, by Ctrl I, leaves it",
      act: replacing("of 94 buses", "{Control>}i{/Control}"),
      after: [LATE],
    },
    {
      when: "what stands in a paragraph moves down with it, by Alt Shift ArrowDown",
      act: at(moveBy("ArrowDown")),
      claims: [LATE, "94", LINES],
      after: [LINES, LATE, "94"],
    },
    {
      when: "what stands in a paragraph moves up with it, by Alt Shift ArrowUp",
      act: all(caretBehind("None"), keys(moveBy("ArrowUp"))),
      claims: [LATE, LINES],
      after: [LINES, LATE],
    },
    {
      when: "what stands in an item moves with it",
      doc: list(),
      act: at(moveBy("ArrowDown")),
      after: [LATE],
      text: `Three\nNow ${LATE}`,
    },
  ]);

  test("the keys work where Shift makes another character of them", async () => {
    const page = await opened(buses(), [LATE]);
    caretAfter(page, "94 ");
    const key = { key: "(", code: "Digit8", windowsVirtualKeyCode: 56, modifiers: 2 + 8 };
    await cdp().send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
    await cdp().send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
    await expect.poll(() => textbox.element().children[1]!.matches("ul")).toBe(true);
  });
});
