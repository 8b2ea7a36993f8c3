import { describe, expect, test } from "vitest";
import { cdp, userEvent } from "vitest/browser";
import { article, em, h, li, p, title, ul } from "../builders";
import {
  beforeCaret,
  button,
  card,
  caretAfter,
  chosenWords,
  claims,
  clear,
  compose,
  control,
  drawn,
  field,
  focusedName,
  highlights,
  lock,
  mark,
  middleOf,
  modelText,
  mouse,
  openArticle,
  openCard,
  pointAt,
  selectWords,
  shift,
  shownText,
  textbox,
  toolbar,
  unlock,
  type ArticlePage,
} from "./article-page";
import { focused } from "./mount";

const harbour = article(
  title("Harbour budget doubles"),
  p("The council spent ", em("40 million"), " euros on the harbour in 2024, Ada Kern said."),
  p("Critics say the figure is wrong. The harbour opened in 1911."),
);

const untouched = harbour.children.map(({ textContent }) => textContent);

/** Fires an event that no key of the test's browser makes. */
function fire(event: Event): Event {
  focused()!.dispatchEvent(event);
  return event;
}

const flags = { bubbles: true, composed: true, cancelable: true };

function carrying(text: string): DataTransfer {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  data.setData("text/html", `<p>${text}</p>`);
  return data;
}

describe("the text", () => {
  test("is a textbox of several lines, named Article", async () => {
    await openArticle(harbour);
    await expect.element(textbox).toHaveAttribute("aria-multiline", "true");
    await expect.element(textbox).toHaveAttribute("lang", "en");
    expect(shownText()).toEqual(untouched);
  });

  test("is locked at first, and says so in words", async () => {
    await openArticle(harbour);
    await expect.element(textbox).toHaveAttribute("aria-readonly", "true");
    await expect.element(lock).not.toBeChecked();
    expect(document.body.textContent).toContain("Text is locked");
  });

  test("keeps its caret while locked, and moves it by arrow keys", async () => {
    const page = await openArticle(harbour);
    caretAfter(page, "The");
    await userEvent.keyboard("{ArrowRight}{ArrowRight}");
    await expect.poll(() => beforeCaret(page)).toBe("The c");
    await userEvent.keyboard("{Home}");
    await expect.poll(() => beforeCaret(page)).toBe("");
  });

  test("is selected by Shift and arrow keys while locked", async () => {
    const page = await openArticle(harbour);
    caretAfter(page, "The ");
    await control("{Shift>}{ArrowRight}{/Shift}");
    await expect.poll(() => chosenWords(page)).toBe("council");
    await shift("{ArrowRight}{ArrowRight}");
    await expect.poll(() => chosenWords(page)).toBe("council s");
  });
});

describe("the locked text is changed by nothing:", () => {
  /** Does something with the caret in a word, with words selected, and with all selected. */
  async function expectNothing(act: (page: ArticlePage) => unknown): Promise<void> {
    const page = await openArticle(harbour, mark("40 million euros"));
    const places = [
      () => caretAfter(page, "coun"),
      () => selectWords(page, "40 million"),
      () => selectWords(page, "said.\nCritics"),
    ];
    for (const goThere of places) {
      goThere();
      const selected = [chosenWords(page), beforeCaret(page)];
      await act(page);
      await expect.poll(shownText).toEqual(untouched);
      expect(modelText(page)).toEqual(untouched);
      expect([chosenWords(page), beforeCaret(page)]).toEqual(selected);
    }
    expect(highlights().join("")).toBe("40 million euros");
  }

  test.each([
    "x",
    " ",
    "{Backspace}",
    "{Delete}",
    "{Shift>}{Enter}{/Shift}",
    "{Control>}{Enter}{/Control}",
    "{Control>}{Backspace}{/Control}",
    "{Control>}{Delete}{/Control}",
    "{Control>}b{/Control}",
    "{Control>}i{/Control}",
    "{Control>}]{/Control}",
    "{Control>}x{/Control}",
    "{Control>}c{/Control}{Control>}v{/Control}",
  ])("the keys %s", async (keys) => {
    await expectNothing(() => userEvent.keyboard(keys));
  });

  test("Enter", async () => {
    const page = await openArticle(harbour);
    caretAfter(page, "coun");
    await userEvent.keyboard("{Enter}");
    expect([shownText(), modelText(page)]).toEqual([untouched, untouched]);
    expect(beforeCaret(page)).toBe("The coun");
  });

  test("paste", async () => {
    await expectNothing(() => {
      fire(new ClipboardEvent("paste", { ...flags, clipboardData: carrying("pasted") }));
    });
  });

  test("words dragged in it, or into it", async () => {
    await expectNothing((page) => {
      const { x, y } = pointAt(page, "opened");
      const at = { ...flags, clientX: x, clientY: y };
      fire(new DragEvent("drop", { ...at, dataTransfer: carrying("dropped") }));
    });
  });

  test("words dragged by the mouse", async () => {
    const page = await openArticle(harbour);
    selectWords(page, "council");
    const { left, top } = textbox.element().getBoundingClientRect();
    const position = ({ x, y }: { x: number; y: number }) => ({ x: x - left, y: y - top });
    await userEvent.dragAndDrop(textbox, textbox, {
      sourcePosition: position(pointAt(page, "council")),
      targetPosition: position(pointAt(page, "opened")),
    });
    expect([shownText(), modelText(page)]).toEqual([untouched, untouched]);
  });

  test.each(["insertReplacementText", "insertFromYank", "deleteByCut", "formatBold", "insertText"])(
    "%s, as spelling, menus and other tools ask for it",
    async (inputType) => {
      await expectNothing(() => {
        const dataTransfer = carrying("replaced");
        const event = new InputEvent("beforeinput", {
          ...flags,
          inputType,
          data: "replaced",
          dataTransfer,
        });
        expect(fire(event).defaultPrevented).toBe(true);
      });
    },
  );

  test("words an assistive tool puts in", async () => {
    await expectNothing(() => cdp().send("Input.insertText", { text: "dictated" }));
  });

  test("composition", async () => {
    await expectNothing(() => compose("か", "かん", "漢"));
  });

  test("composition that is given up", async () => {
    await expectNothing(async () => {
      await cdp().send("Input.imeSetComposition", {
        text: "´",
        selectionStart: 1,
        selectionEnd: 1,
      });
      await cdp().send("Input.imeSetComposition", { text: "", selectionStart: 0, selectionEnd: 0 });
    });
  });

  test("and after a composition its keys still work", async () => {
    const page = await openArticle(harbour);
    selectWords(page, "40 million");
    await compose("´", "é");
    await userEvent.keyboard("c");
    expect(claims(page)).toEqual(["40 million"]);
  });
});

describe("Edit text", () => {
  test("unlocks the text, and says so in words", async () => {
    await openArticle(harbour);
    await lock.click();
    await expect.element(lock).toBeChecked();
    await expect.element(textbox).toHaveAttribute("aria-readonly", "false");
    expect(document.body.textContent).toContain("Typing changes the text");
    await lock.click();
    await expect.element(textbox).toHaveAttribute("aria-readonly", "true");
  });

  test("is reached and pressed by keys", async () => {
    await openArticle(harbour);
    (lock.element() as HTMLElement).focus();
    await userEvent.keyboard(" ");
    await expect.element(textbox).toHaveAttribute("aria-readonly", "false");
  });

  test("has typing, Enter and Backspace work, and highlights follow", async () => {
    const page = await openArticle(harbour, mark("40 million"));
    unlock(page);
    caretAfter(page, "The ");
    await userEvent.keyboard("town's {Backspace}{Enter}");
    expect(shownText()).toEqual(modelText(page));
    expect(shownText().slice(1, 3)).toEqual([
      "The town's",
      "council spent 40 million euros on the harbour in 2024, Ada Kern said.",
    ]);
    expect(highlights()).toEqual(["40 million"]);
  });

  test("has Enter at a claim be a new paragraph", async () => {
    const page = await openArticle(harbour, mark("40 million"));
    unlock(page);
    caretAfter(page, "spent 40");
    await userEvent.keyboard("{Enter}");
    expect(highlights()).toEqual(["40", " million"]);
    expect(focusedName()).toBe("Article");
  });

  test("has what is typed within a claim belong to it, and at its ends not", async () => {
    const page = await openArticle(harbour, mark("40 million"));
    unlock(page);
    caretAfter(page, "40 million");
    await userEvent.keyboard("x");
    caretAfter(page, "spent ");
    await userEvent.keyboard("y");
    caretAfter(page, "40");
    await userEvent.keyboard("0");
    expect(highlights().join("")).toBe("400 million");
  });

  test("has paste and composition work", async () => {
    const page = await openArticle(harbour);
    unlock(page);
    caretAfter(page, "The");
    await compose("か", "かん", "漢");
    fire(new ClipboardEvent("paste", { ...flags, clipboardData: carrying("!") }));
    expect(shownText()[1]).toMatch(/^The漢! council/);
    expect(shownText()).toEqual(modelText(page));
  });

  test("keeps of pasted words what their styles mean, and none of the styles", async () => {
    const page = await openArticle(harbour);
    unlock(page);
    caretAfter(page, "The council");
    const clipboardData = carrying("");
    clipboardData.setData(
      "text/html",
      `<b style="font-weight: normal">, plain <i style="color: red">slanted</i>` +
        `<span style="font-style: italic; font-weight: 700"> both</span></b>`,
    );
    fire(new ClipboardEvent("paste", { ...flags, clipboardData }));
    const paragraph = textbox.element().querySelector("p")!;
    const words = (tag: string) =>
      [...paragraph.querySelectorAll(tag)].map((each) => each.textContent);
    expect(paragraph.textContent).toMatch(/^The council, plain slanted both spent/);
    expect(words("em").join("")).toBe("slanted both40 million");
    expect(words("strong")).toEqual([" both"]);
    expect(paragraph.querySelector("[style]")).toBeNull();
  });

  test("locks again in mid composition without losing a word", async () => {
    const page = await openArticle(harbour);
    unlock(page);
    caretAfter(page, "The");
    await cdp().send("Input.imeSetComposition", { text: "か", selectionStart: 1, selectionEnd: 1 });
    await lock.click();
    await expect.element(textbox).toHaveAttribute("aria-readonly", "true");
    expect(shownText()).toEqual(modelText(page));
    selectWords(page, "council");
    await userEvent.keyboard("c");
    expect(claims(page)).toEqual(["council"]);
  });
});

describe("keys", () => {
  test.each([
    ["c", ["40 million"], []],
    ["C", ["40 million"], []],
    ["n", [], ["40 million"]],
    ["N", [], ["40 million"]],
  ])("%s marks or clears while the text is locked", async (key, marked, cleared) => {
    const page = await openArticle(harbour);
    selectWords(page, "40 million");
    await userEvent.keyboard(key);
    expect([claims(page), highlights("clearance")]).toEqual([marked, cleared]);
    expect(shownText()).toEqual(untouched);
  });

  test.each(["c", "n"])("%s is a letter when the text is unlocked", async (key) => {
    const page = await openArticle(harbour);
    unlock(page);
    selectWords(page, "The council");
    await userEvent.keyboard(key);
    expect(shownText()[1]).toMatch(new RegExp(`^${key} spent`));
    expect(claims(page)).toEqual([]);
  });

  test.each([true, false])("Mod-Alt-M marks, locked: %s", async (isLocked) => {
    const page = await openArticle(harbour);
    if (!isLocked) unlock(page);
    selectWords(page, "40 million");
    await control("{Alt>}m{/Alt}");
    expect(claims(page)).toEqual(["40 million"]);
    expect(shownText()).toEqual(untouched);
  });

  test.each([
    { key: "m", ctrlKey: true, altKey: true },
    { key: "c", ctrlKey: false, altKey: false },
  ])("$key with AltGraph is none of ours", async (init) => {
    const page = await openArticle(harbour);
    selectWords(page, "40 million");
    fire(new KeyboardEvent("keydown", { ...flags, ...init, modifierAltGraph: true }));
    expect(claims(page)).toEqual([]);
  });

  test("with nothing but white space selected mark nothing", async () => {
    const page = await openArticle(harbour);
    selectWords(page, " ");
    await userEvent.keyboard("cn");
    expect([claims(page), highlights("clearance")]).toEqual([[], []]);
  });

  test("N in a cleared passage takes it back", async () => {
    const page = await openArticle(harbour, clear("Critics say the figure is wrong."));
    caretAfter(page, "Critics");
    await userEvent.keyboard("n");
    expect(highlights("clearance")).toEqual([]);
    await control("z");
    expect(highlights("clearance")).toEqual(["Critics say the figure is wrong."]);
  });

  test("C, then on: the caret stands behind what was marked", async () => {
    const page = await openArticle(harbour);
    selectWords(page, "40 million");
    await userEvent.keyboard("c");
    expect(beforeCaret(page)).toBe("The council spent 40 million");
    await control("{Shift>}{ArrowRight}{/Shift}");
    await userEvent.keyboard("c");
    expect(claims(page)).toEqual(["40 million", "euros"]);
  });

  test("Tab goes on from the text, and puts nothing into it", async () => {
    const page = await openArticle(harbour);
    unlock(page);
    caretAfter(page, "The");
    await userEvent.keyboard("{Tab}");
    expect(focused()).not.toBe(textbox.element());
    expect(shownText()).toEqual(untouched);
  });
});

describe("marking", () => {
  test("takes off white space around the words", async () => {
    const page = await openArticle(harbour);
    selectWords(page, " 40 million ");
    await userEvent.keyboard("c");
    expect(claims(page)).toEqual(["40 million"]);
  });

  test("takes all that is selected, however soon after it the key comes", async () => {
    const page = await openArticle(harbour);
    selectWords(page, "40");
    const emphasis = textbox.element().querySelector("em")!;
    // In one task: the browser tells of a selection only in a later one. Real keys cannot do that.
    getSelection()!.selectAllChildren(emphasis);
    const key = new KeyboardEvent("keydown", { key: "c", bubbles: true, cancelable: true });
    textbox.element().dispatchEvent(key);
    expect(claims(page)).toEqual(["40 million"]);
  });

  test("may overlap, nest, and take the same words twice", async () => {
    const page = await openArticle(harbour);
    for (const words of ["spent 40 million", "million euros on", "40", "40"]) {
      selectWords(page, words);
      await userEvent.keyboard("c");
    }
    expect(claims(page)).toEqual(["spent 40 million", "40", "40", "million euros on"]);
    expect(highlights()).toEqual(["spent ", "40", " ", "million", " euros on"]);
  });

  test("spans paragraphs; the statement stands on one line", async () => {
    const page = await openArticle(harbour);
    selectWords(page, "Ada Kern said.\nCritics say");
    await userEvent.keyboard("c");
    expect(highlights()).toEqual(["Ada Kern said.", "Critics say"]);
    await userEvent.keyboard("{Enter}");
    await expect.element(field("Claim")).toHaveValue("Ada Kern said. Critics say");
  });

  test("spans blocks of all kinds, from the title on", async () => {
    const doc = article(title("Head"), h(2, "Sub"), ul(li(p("One")), li(p("Two"))));
    const page = await openArticle(doc);
    caretAfter(page, "Head");
    await control("a");
    await userEvent.keyboard("c");
    expect(claims(page)).toEqual(["Head\nSub\nOne\nTwo"]);
    expect(highlights()).toEqual(["Head", "Sub", "One", "Two"]);
  });

  test("leaves no mark on the text itself", async () => {
    const page = await openArticle(harbour, mark("40 million"), clear("Critics say"));
    expect(page.session.state.doc.eq(harbour)).toBe(true);
  });
});

describe("the toolbar", () => {
  test("comes at a keyboard selection at once, and goes with it", async () => {
    const page = await openArticle(harbour);
    caretAfter(page, "The ");
    await expect.element(toolbar).not.toBeInTheDocument();
    await shift("{ArrowRight}");
    await expect.element(toolbar).toBeVisible();
    await userEvent.keyboard("{ArrowLeft}");
    await expect.element(toolbar).not.toBeInTheDocument();
  });

  test("comes at a mouse selection when the button is let go, not before", async () => {
    const page = await openArticle(harbour);
    const [from, to] = (["start", "end"] as const).map((end) => pointAt(page, "40 million", end));
    await mouse.press(from!);
    await mouse.moveTo(to!);
    await expect.poll(() => chosenWords(page)).toBe("40 million");
    await drawn(page);
    expect(document.querySelector("tickmark-selection-bar")).toBeNull();
    await mouse.release(to!);
    await expect.element(toolbar).toBeVisible();
  });

  test("comes also when the button is let go outside the text", async () => {
    const page = await openArticle(harbour);
    await mouse.drag(pointAt(page, "Critics say", "start"), { x: 1270, y: 780 });
    await expect.element(toolbar).toBeVisible();
  });

  test("comes at a word that is clicked twice", async () => {
    const page = await openArticle(harbour);
    await userEvent.dblClick(textbox, {
      position: positionIn(textbox.element(), pointAt(page, "council")),
    });
    await expect.poll(() => chosenWords(page)).toBe("council");
    await expect.element(toolbar).toBeVisible();
  });

  test("stands clear of the selected words, within the column", async () => {
    const page = await openArticle(harbour);
    for (const words of ["Harbour budget", "40 million", "said.\nCritics"]) {
      selectWords(page, words);
      await expect.element(toolbar).toBeVisible();
      const column = textbox.element().getBoundingClientRect();
      await expect.poll(() => overlap(toolbar.element(), page, words)).toBe(false);
      const { left, right } = toolbar.element().getBoundingClientRect();
      expect(left).toBeGreaterThanOrEqual(column.left);
      expect(right).toBeLessThanOrEqual(column.right);
    }
  });

  test("marks by its button Mark claim, reached by Tab, and gives the focus back", async () => {
    const page = await openArticle(harbour);
    selectWords(page, "40 million");
    await expect.element(toolbar).toBeVisible();
    await userEvent.keyboard("{Tab}");
    await expect.poll(focusedName).toBe("Mark claim");
    await userEvent.keyboard("{Enter}");
    expect(claims(page)).toEqual(["40 million"]);
    await expect.poll(focusedName).toBe("Article");
  });

  test("clears by its button Nothing to check", async () => {
    const page = await openArticle(harbour);
    selectWords(page, "40 million");
    await button("Nothing to check").click();
    expect(highlights("clearance")).toEqual(["40 million"]);
  });

  test("works by mouse while the text is unlocked", async () => {
    const page = await openArticle(harbour);
    unlock(page);
    await mouse.drag(pointAt(page, "40 million", "start"), pointAt(page, "40 million", "end"));
    await button("Mark claim").click();
    expect(claims(page)).toEqual(["40 million"]);
    await expect.element(toolbar).not.toBeInTheDocument();
  });

  test("is walked by arrow keys, and left by Escape with the words selected", async () => {
    const page = await openArticle(harbour);
    selectWords(page, "40 million");
    await expect.element(toolbar).toBeVisible();
    await userEvent.keyboard("{Tab}{ArrowRight}");
    await expect.poll(focusedName).toBe("Nothing to check");
    await userEvent.keyboard("{ArrowRight}");
    await expect.poll(focusedName).toBe("Mark claim");
    await userEvent.keyboard("{Escape}");
    await expect.poll(focusedName).toBe("Article");
    expect(chosenWords(page)).toBe("40 million");
  });

  test("takes a cleared passage back when the caret is in it", async () => {
    const page = await openArticle(harbour, clear("Critics say the figure is wrong."));
    caretAfter(page, "Critics");
    await button("Check after all").click();
    expect(highlights("clearance")).toEqual([]);
  });
});

describe("a claim in the text", () => {
  const nested = [mark("spent 40 million euros"), mark("40 million"), mark("40")] as const;

  test("is opened by a click, the smallest of several", async () => {
    const page = await openArticle(harbour, ...nested, mark("Critics say"), mark("Critics"));
    await mouse.click(pointAt(page, "million"));
    await expect.poll(openCard).toBe("Claim: 40 million");
    await mouse.click(pointAt(page, "Critics"));
    await expect.poll(openCard).toBe("Claim: Critics");
  });

  test("is closed by a click elsewhere", async () => {
    const page = await openArticle(harbour, mark("40 million"));
    await mouse.click(pointAt(page, "40 million"));
    await expect.element(field("Claim")).toBeVisible();
    await mouse.click(pointAt(page, "Critics"));
    await expect.poll(openCard).toBeUndefined();
  });

  test("stays as it is while words are waited for, so that they can be selected by clicks", async () => {
    const page = await openArticle(harbour, mark("40 million"), mark("Critics say"));
    await mouse.click(pointAt(page, "40 million"));
    await button("Move to selection").click();
    await mouse.click(pointAt(page, "Critics"));
    await drawn(page);
    expect(openCard()).toBe("Claim: 40 million");
    selectWords(page, "The council");
    await userEvent.keyboard("{Enter}");
    expect(claims(page)).toEqual(["The council", "Critics say"]);
  });

  test("is gone to by Enter, and left by Escape, back to the caret", async () => {
    const page = await openArticle(harbour, mark("40 million"));
    caretAfter(page, "40 mi");
    await userEvent.keyboard("{Enter}");
    await expect.poll(focusedName).toBe("Claim");
    await userEvent.keyboard("{Escape}");
    await expect.poll(focusedName).toBe("Article");
    await userEvent.keyboard("{ArrowRight}");
    await expect.poll(() => beforeCaret(page)).toBe("The council spent 40 mil");
    expect(openCard()).toBe("Claim: 40 million");
  });

  test("is closed by Escape in the text", async () => {
    const page = await openArticle(harbour, mark("40 million"));
    caretAfter(page, "40 mi");
    await userEvent.keyboard("{Enter}");
    await expect.poll(focusedName).toBe("Claim");
    await userEvent.keyboard("{Escape}{Escape}");
    await expect.poll(openCard).toBeUndefined();
    await expect.poll(focusedName).toBe("Article");
  });

  test("can be marked within, though it is open", async () => {
    const page = await openArticle(harbour, mark("40 million euros"));
    await mouse.click(pointAt(page, "40 million"));
    await expect.poll(openCard).toBe("Claim: 40 million euros");
    selectWords(page, "40");
    await userEvent.keyboard("c");
    await expect.poll(openCard).toBe("Claim: 40");
  });

  test("tells assistive technology of its card", async () => {
    await openArticle(harbour, mark("40 million"), mark("million euros"));
    const named = [...textbox.element().querySelectorAll("mark")].map(
      (highlight) => document.getElementById(highlight.getAttribute("aria-details")!)?.ariaLabel,
    );
    expect(named).toEqual(["Claim: 40 million", "Claim: 40 million", "Claim: million euros"]);
  });
});

describe("grips", () => {
  const [start, end] = [button("Start of the passage"), button("End of the passage")];

  async function withGrips(...words: string[]): Promise<ArticlePage> {
    const page = await openArticle(harbour, ...words.map((each) => mark(each)));
    caretAfter(page, words[0]!);
    await card(words[0]!).getByRole("button").click();
    await expect.element(start).toBeVisible();
    return page;
  }

  test("stand at the ends of the open claim's passage", async () => {
    const page = await withGrips("40 million");
    await expect
      .poll(() => [middleOf(start).x, middleOf(end).x].map(Math.round))
      .toEqual(
        [pointAt(page, "40 million", "start").x, pointAt(page, "40 million", "end").x].map(
          Math.round,
        ),
      );
  });

  test("are dragged to other words", async () => {
    const page = await withGrips("40 million");
    await mouse.drag(middleOf(end), pointAt(page, "harbour in", "start"));
    expect(claims(page)).toEqual(["40 million euros on the"]);
    await expect
      .poll(() => Math.round(middleOf(start).x))
      .toBe(Math.round(pointAt(page, "40", "start").x));
    await mouse.drag(middleOf(start), pointAt(page, "spent", "start"));
    expect(claims(page)).toEqual(["spent 40 million euros on the"]);
    expect(shownText()).toEqual(untouched);
  });

  test("are dragged over paragraphs", async () => {
    const page = await withGrips("Ada Kern said.");
    await mouse.drag(middleOf(end), pointAt(page, "Critics", "end"));
    expect(claims(page)).toEqual(["Ada Kern said.\nCritics"]);
  });

  test("are dragged by one character, wherever they are taken hold of", async () => {
    const page = await withGrips("40 million");
    const [{ x, y }, target] = [middleOf(end), pointAt(page, "40 millio", "end")];
    await mouse.drag({ x: x + 8, y: y - 4 }, { x: target.x + 8, y: target.y + 4 });
    expect(claims(page)).toEqual(["40 millio"]);
  });

  test("dragged past each other change nothing", async () => {
    const page = await withGrips("40 million");
    await mouse.drag(middleOf(end), pointAt(page, "council", "start"));
    expect(claims(page)).toEqual(["40 million"]);
  });

  test("a drag is one undo event", async () => {
    const page = await withGrips("40 million");
    await mouse.drag(middleOf(end), pointAt(page, "harbour in", "start"));
    await button("Undo").click();
    expect(claims(page)).toEqual(["40 million"]);
    await expect.element(button("Undo")).toBeDisabled();
  });

  test("show the words by the selection while dragged, without the toolbar, and then no more", async () => {
    const page = await withGrips("40 million");
    const target = pointAt(page, "euros", "end");
    await mouse.press(middleOf(end));
    await mouse.moveTo(target);
    await expect.poll(() => chosenWords(page)).toBe("40 million euros");
    await drawn(page);
    expect(document.querySelector("tickmark-selection-bar")).toBeNull();
    await mouse.release(target);
    await expect.poll(() => chosenWords(page)).toBeNull();
    await drawn(page);
    expect(document.querySelector("tickmark-selection-bar")).toBeNull();
  });

  test("move by arrow keys, by a character or a word, and keep the focus", async () => {
    const page = await withGrips("40 million");
    (end.element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowLeft}");
    expect(claims(page)).toEqual(["40 millio"]);
    await control("{ArrowRight}{ArrowRight}");
    expect(claims(page)).toEqual(["40 million euros"]);
    expect(focusedName()).toBe("End of the passage");
    (start.element() as HTMLElement).focus();
    await control("{ArrowLeft}");
    expect(claims(page)).toEqual(["spent 40 million euros"]);
    expect(focusedName()).toBe("Start of the passage");
  });

  test("do not move beyond each other", async () => {
    const page = await withGrips("40");
    (end.element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowLeft}{ArrowLeft}{ArrowLeft}");
    expect(claims(page)).toEqual(["4"]);
  });

  test("void a verdict that was given on other words", async () => {
    await withGrips("40 million");
    await radioTrue().click();
    (end.element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowLeft}");
    await expect.element(button("Confirm for the new text")).toBeVisible();
  });

  const radioTrue = () => card("40 million").getByRole("radio", { name: "True", exact: true });
});

/** A place on the screen, as an offset from an element's corner. */
function positionIn(element: Element, { x, y }: { x: number; y: number }) {
  const { left, top } = element.getBoundingClientRect();
  return { x: x - left, y: y - top };
}

/** Whether something stands over the lines in which words begin and end. */
function overlap(element: Element, page: ArticlePage, words: string): boolean {
  const box = element.getBoundingClientRect();
  return (["start", "end"] as const)
    .map((where) => pointAt(page, words, where))
    .some(({ x, y }) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
}
