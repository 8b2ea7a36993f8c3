import { describe, expect, onTestFinished, test } from "vitest";
import { cdp, page as screen, userEvent } from "vitest/browser";
import { claimViews } from "../../src/editor/anchors";
import { TextSelection } from "prosemirror-state";
import { articleText } from "../../src/editor/text";
import { article, claimOn, p, title } from "../builders";
import { replace } from "../edits";
import {
  beforeCaret,
  button,
  card,
  caretAfter,
  chosenWords,
  claims,
  compose,
  control,
  drawn,
  field,
  focusedName,
  highlights,
  mark,
  markNowhere,
  middleOf,
  modelText,
  mouse,
  openArticle,
  openCard,
  openOther,
  pointAt,
  radio,
  selectWords,
  shownText,
  textbox,
  unlock,
  type ArticlePage,
} from "./article-page";
import { expectAccessible, focused, heard } from "./mount";

const harbour = article(
  title("Harbour costs 40 million"),
  p("The council spent 40 million euros on the harbour in 2024, Ada Kern said."),
  p("Critics say the figure is wrong. The harbour opened in 1911."),
  p("The harbour was rebuilt."),
);

const marks = screen.getByRole("img", { name: /deleted/ });
const drawer = screen.getByRole("region", { name: "Unplaced" });
const opener = screen.getByRole("button", { name: /^Unplaced/ });
const inDrawer = (name: string) => drawer.getByRole("button", { name, exact: true });
const openDrawer = async (): Promise<void> => {
  await opener.click();
  await expect.element(drawer).toBeVisible();
  await expect.poll(focusedName).toBe("Unplaced");
};

/** Opens the article with the words of a claim deleted from it. */
function without(...words: string[]): Promise<ArticlePage> {
  const marked = words.map((each) => mark(each));
  return openArticle(harbour, ...marked, ...words.map((each) => replace(each, "")));
}

/** Puts the caret where the text says so many characters into a block. */
function caretAt({ session, element }: ArticlePage, block: number, offset: number): void {
  const { doc, tr } = session.state;
  let position = 1 + offset;
  for (let i = 0; i < block; i++) position += doc.child(i).nodeSize;
  session.dispatch(tr.setSelection(TextSelection.create(doc, position)));
  element.querySelector("tickmark-article-text")!.focus();
}

/** Runs an edit with the caret at the mark in each kind of place, and compares the screen with the document. */
const PLACES = [
  ["within a block", "spent 40 million euros ", 1, "The council ".length],
  ["at a block's start", "Critics say ", 2, 0],
  ["at a block's end", " The harbour opened in 1911.", 2, 32],
  ["in an empty block", "The harbour was rebuilt.", 3, 0],
] as const;

describe("the mark where words were deleted", () => {
  test("says of how many claims", async () => {
    await without("Ada Kern", "Critics");
    await expect
      .poll(() => marks.elements().map(({ ariaLabel }) => ariaLabel))
      .toEqual(["Words of a claim deleted", "Words of a claim deleted"]);
    await openArticle(harbour, mark("40 million"), mark("40"), replace("40 million", ""));
    await expect
      .element(screen.getByRole("img", { name: "Words of 2 claims deleted" }))
      .toBeInTheDocument();
  });

  test("takes no room, and is no part of the text", async () => {
    await without("40 million ");
    await expect.element(marks).toBeInTheDocument();
    expect(marks.element().getBoundingClientRect().width).toBe(0);
    expect(shownText()[1]).toMatch(/^The council spent euros/);
    getSelection()!.selectAllChildren(textbox.element());
    expect(getSelection()!.toString()).toContain("The council spent euros on");
  });

  test("is gone when the words are there again", async () => {
    const page = await openArticle(harbour, mark("40 million"));
    unlock(page);
    selectWords(page, "40 million");
    await userEvent.keyboard("{Delete}");
    await expect.element(marks).toBeInTheDocument();
    await control("z");
    await expect.element(marks).not.toBeInTheDocument();
    expect(highlights()).toEqual(["40 million"]);
  });

  test.each(PLACES)("%s does not stand in the way of typing", async (_, words, block, offset) => {
    const page = await without(words);
    unlock(page);
    caretAt(page, block, offset);
    await userEvent.keyboard("abc{Backspace}d");
    await drawn(page);
    expect(shownText()).toEqual(modelText(page));
    expect(modelText(page)[block]!.slice(offset, offset + 3)).toBe("abd");
    await expect.element(marks).toBeInTheDocument();
  });

  test.each(PLACES)(
    "%s does not stand in the way of input methods",
    async (_, words, block, offset) => {
      const page = await without(words);
      unlock(page);
      caretAt(page, block, offset);
      await compose("か", "かん", "漢");
      await expect.poll(() => modelText(page)[block]!.slice(offset, offset + 1)).toBe("漢");
      await compose("じ", "字");
      await expect.poll(() => modelText(page)[block]!.slice(offset, offset + 2)).toBe("漢字");
      expect(shownText()).toEqual(modelText(page));
    },
  );

  test.each(PLACES)("%s does not stand in the way of deleting", async (_, words, block, offset) => {
    const page = await without(words);
    unlock(page);
    caretAt(page, block, offset);
    const before = modelText(page);
    await userEvent.keyboard("{Backspace}");
    await drawn(page);
    expect(shownText()).toEqual(modelText(page));
    expect(modelText(page).join("").length).toBe(before.join("").length - (offset > 0 ? 1 : 0));
    await control("z");
    caretAt(page, block, offset);
    await userEvent.keyboard("{Delete}{Enter}x");
    await drawn(page);
    expect(shownText()).toEqual(modelText(page));
  });

  test("is passed by arrow keys as if it were not there", async () => {
    const page = await without("spent 40 million euros ");
    caretAt(page, 1, "The council ".length - 1);
    for (const expected of ["The council ", "The council o", "The council on"]) {
      await userEvent.keyboard("{ArrowRight}");
      await expect.poll(() => beforeCaret(page)).toBe(expected);
    }
    for (const expected of ["The council o", "The council ", "The council"]) {
      await userEvent.keyboard("{ArrowLeft}");
      await expect.poll(() => beforeCaret(page)).toBe(expected);
    }
  });

  test("is selected over, by keys and by mouse", async () => {
    const page = await without("spent 40 million euros ");
    caretAt(page, 1, "The ".length);
    await control("{Shift>}{ArrowRight}{ArrowRight}{/Shift}");
    await expect.poll(() => chosenWords(page)).toBe("council on");
    caretAt(page, 0, 0);
    await mouse.drag(pointAt(page, "The council", "start"), pointAt(page, "on the", "end"));
    await expect.poll(() => chosenWords(page)).toBe("The council on the");
  });

  test("does not stand in the way of double clicks", async () => {
    const page = await without("spent 40 million euros ");
    const { x, y } = pointAt(page, "on the", "start");
    for (const clickCount of [1, 2])
      for (const type of ["mousePressed", "mouseReleased"] as const) {
        const frame = window.frameElement?.getBoundingClientRect() ?? { left: 0, top: 0 };
        await cdp().send("Input.dispatchMouseEvent", {
          type,
          x: x + frame.left + 6,
          y: y + frame.top + 4,
          button: "left",
          buttons: 1,
          clickCount,
        });
      }
    await expect.poll(() => chosenWords(page)).toBe("on");
  });

  test("shows its claim in the drawer when it is clicked", async () => {
    await without("Ada Kern", "Critics");
    await expect.poll(() => marks.elements()).toHaveLength(2);
    const second = marks.elements()[1]!;
    const { left, top } = second.getBoundingClientRect();
    await mouse.click({ x: left, y: top - 2 });
    await expect.element(drawer).toBeVisible();
    await expect.poll(() => focused()?.textContent).toContain("Critics");
  });

  test("shows its claim by Enter, too, and Escape goes back", async () => {
    const page = await without("Ada Kern");
    caretAt(page, 1, articleText(page.session.state.doc).text.split("\n")[1]!.indexOf(" said"));
    await userEvent.keyboard("{Enter}");
    await expect.poll(() => focused()?.textContent).toContain("Ada Kern");
    await userEvent.keyboard("{Escape}");
    await expect.element(drawer).not.toBeInTheDocument();
    await expect.poll(focusedName).toBe("Article");
  });
});

describe("the button Unplaced", () => {
  test("is not there while every passage has words", async () => {
    await openArticle(harbour, mark("40 million"));
    await expect.element(opener).not.toBeInTheDocument();
  });

  test("says how many passages have none", async () => {
    await openArticle(harbour, mark("40 million"), markNowhere("No."), replace("40 million", ""));
    await expect.element(opener).toHaveAccessibleName("Unplaced 2");
    await expect.element(opener).toHaveAttribute("aria-expanded", "false");
  });

  test("opens the drawer with the focus in it, and closes it again", async () => {
    await without("Ada Kern");
    await openDrawer();
    await expect.element(opener).toHaveAttribute("aria-expanded", "true");
    await opener.click();
    await expect.element(drawer).not.toBeInTheDocument();
    await expect.poll(focusedName).toBe("Unplaced 1");
  });
});

describe("the drawer Unplaced", () => {
  test("says what was there and what happened to it", async () => {
    await openArticle(
      harbour,
      mark("Ada Kern"),
      markNowhere("No ferry.", { prefix: "Nobody came. ", suffix: " The end." }),
      replace("Ada Kern", ""),
    );
    await openDrawer();
    const items = drawer
      .getByRole("listitem")
      .elements()
      .map(({ textContent }) => textContent);
    expect(items[0]).toContain("on the harbour in 2024, Ada Kern said.");
    expect(items[0]).toContain("Its words were deleted.");
    expect(items[1]).toContain("…Nobody came. No ferry. The end.…");
    expect(items[1]).toContain("It has no place in this text.");
    expect(drawer.element().querySelector("strong")!.textContent).toBe("Ada Kern");
  });

  test("has the cards of claims that are nowhere in the text, and the margin has the others", async () => {
    const page = await without("Ada Kern");
    page.session.run(mark("Critics"));
    await drawn(page);
    const margin = screen.getByRole("region", { name: "Claims" });
    const cards = (within: typeof margin) =>
      within
        .getByRole("group")
        .elements()
        .map(({ ariaLabel }) => ariaLabel);
    expect(cards(margin)).toEqual(["Claim: Critics"]);
    await openDrawer();
    expect(cards(drawer)).toEqual(["Claim: Ada Kern"]);
  });

  test("names the claim that has other passages in the text, and opens it beside them", async () => {
    const page = await openArticle(harbour, mark("40 million"));
    await card("40 million").getByRole("button").click();
    selectWords(page, "Ada Kern");
    await button("Add to open claim").click();
    page.session.run(replace("Ada Kern", ""));
    await openDrawer();
    await expect.element(drawer).toHaveTextContent("Partly not in the text");
    expect(drawer.getByRole("group").elements()).toEqual([]);
    await inDrawer("Open claim").click();
    await expect.poll(openCard).toBe("Claim: 40 million");
    await expect.poll(focusedName).toBe("Claim");
    await expect.element(card("40 million")).toBeVisible();
  });

  test("opens a claim's card in itself, and closes it there", async () => {
    await without("Ada Kern");
    await openDrawer();
    await drawer.getByRole("group").getByRole("button").click();
    await expect.poll(focusedName).toBe("Claim");
    await expect.element(drawer.getByRole("textbox", { name: "Claim" })).toBeVisible();
    await drawer.getByRole("button", { name: "Close card" }).click();
    await expect.element(field("Claim")).not.toBeInTheDocument();
    await expect.element(drawer).toBeVisible();
    expect(drawer.element().contains(document.activeElement)).toBe(true);
  });

  test("opens by itself for the claim that the address names", async () => {
    const page = await openArticle(harbour, markNowhere("No ferry."));
    page.element.claim = claimViews(page.session.state)[0]!.record.id;
    await expect.element(drawer.getByRole("textbox", { name: "Claim" })).toBeVisible();
  });

  test("takes over the open card whose words are deleted, and gives it back by undo", async () => {
    const page = await openArticle(harbour, mark("Ada Kern"));
    await mouse.click(pointAt(page, "Ada Kern"));
    unlock(page);
    selectWords(page, "Ada Kern");
    await userEvent.keyboard("{Delete}");
    await expect.element(drawer.getByRole("textbox", { name: "Claim" })).toBeVisible();
    expect(focusedName()).toBe("Article");
    await control("z");
    await expect.element(drawer).not.toBeInTheDocument();
    await expect.poll(openCard).toBe("Claim: Ada Kern");
  });

  test("loses nothing that is being typed on a card it takes over", async () => {
    const page = await openArticle(harbour, mark("Ada Kern"));
    await mouse.click(pointAt(page, "Ada Kern"));
    await userEvent.click(field("Said by"));
    await userEvent.keyboard("The mayor");
    const other = await openOther(page);
    other.run(replace("Ada Kern", ""));
    await other.save();
    await page.session.catchUp();
    await expect.element(drawer.getByRole("textbox", { name: "Said by" })).toHaveValue("The mayor");
    await expect.poll(() => page.element.isSaved).toBe(true);
  });

  test("undoes on a card in itself, and the focus goes to the field", async () => {
    await without("Ada Kern");
    await openDrawer();
    await drawer.getByRole("group").getByRole("button").click();
    await userEvent.click(field("Said by"));
    await userEvent.keyboard("The mayor{Tab}");
    await control("z");
    await expect.poll(focusedName).toBe("Said by");
    await expect.element(field("Said by")).toHaveValue("");
  });

  test("is left by Escape, and the focus goes back to the button", async () => {
    await without("Ada Kern");
    await openDrawer();
    await userEvent.keyboard("{Tab}{Tab}{Escape}");
    await expect.element(drawer).not.toBeInTheDocument();
    await expect.poll(focusedName).toBe("Unplaced 1");
  });

  test("says so when nothing is in it any more", async () => {
    const page = await without("Ada Kern");
    await openDrawer();
    selectWords(page, "Critics");
    await inDrawer("Attach to selection").click();
    await expect.element(drawer).toHaveTextContent("Every passage has its place in the text.");
    await button("Close Unplaced").click();
    await expect.element(opener).not.toBeInTheDocument();
    await expect.poll(focusedName).toBe("Article");
  });
});

describe("an unplaced passage", () => {
  test("is attached to the words that are selected", async () => {
    const page = await without("Ada Kern");
    await openDrawer();
    selectWords(page, "Critics");
    await inDrawer("Attach to selection").click();
    expect(claims(page)).toEqual(["Critics"]);
    expect(highlights()).toEqual(["Critics"]);
  });

  test("waits for words when none are selected, and says so", async () => {
    const page = await without("Ada Kern");
    const notices = heard("tickmark-notice");
    await openDrawer();
    await inDrawer("Attach to selection").click();
    expect(notices.at(-1)!.sentence).toContain("Select the words");
    await expect.element(drawer).toHaveTextContent("Select the words in the article.");
    await mouse.drag(pointAt(page, "Critics", "start"), pointAt(page, "Critics", "end"));
    await expect.poll(() => claims(page)).toEqual(["Critics"]);
  });

  test("gives up waiting by Escape", async () => {
    const page = await without("Ada Kern");
    await openDrawer();
    await inDrawer("Attach to selection").click();
    await userEvent.keyboard("{Escape}");
    await mouse.drag(pointAt(page, "Critics", "start"), pointAt(page, "Critics", "end"));
    await drawn(page);
    expect(claims(page)).toEqual([" (collapsed)"]);
    await expect.element(drawer).toBeVisible();
  });

  test("is offered the one place where its words stand for sure", async () => {
    const page = await openArticle(
      harbour,
      markNowhere("The harbour opened in 1911", { prefix: "is wrong. ", suffix: "." }),
    );
    await openDrawer();
    await expect.element(drawer).toHaveTextContent("The same words stand here:");
    await inDrawer("Attach here").click();
    expect(claims(page)).toEqual(["The harbour opened in 1911"]);
  });

  test("is offered all places among which is to be chosen", async () => {
    const page = await openArticle(harbour, markNowhere("The harbour"));
    await openDrawer();
    await expect.element(drawer).toHaveTextContent("The same words stand in several places:");
    expect(inDrawer("Attach here").elements()).toHaveLength(2);
    await inDrawer("Attach here").nth(1).click();
    expect(pointAt(page, "The harbour was").y).toBeGreaterThan(pointAt(page, "opened").y);
    expect(highlights()).toEqual(["The harbour"]);
    expect(drawer.element().contains(document.activeElement)).toBe(true);
  });

  test("is shown where it may stand, the words selected", async () => {
    const page = await openArticle(harbour, markNowhere("The harbour"));
    await openDrawer();
    await inDrawer("Show").first().click();
    expect(chosenWords(page)).toBe("The harbour");
    expect(focusedName()).toBe("Article");
    await expect.element(drawer).toBeVisible();
  });

  test("is told where its words stand nowhere", async () => {
    await openArticle(harbour, markNowhere("No ferry."));
    await openDrawer();
    await expect.element(drawer).toHaveTextContent("Its words stand nowhere in the text now.");
  });

  test("is looked for again when the text changes", async () => {
    const page = await openArticle(harbour, markNowhere("No ferry runs there any more."));
    await openDrawer();
    unlock(page);
    caretAfter(page, "rebuilt.");
    await userEvent.keyboard(" No ferry runs there any more.");
    await expect.element(inDrawer("Attach here")).toBeVisible();
  });

  test("keeps its verdict, which no longer holds on other words", async () => {
    const page = await openArticle(harbour, mark("Ada Kern"));
    await mouse.click(pointAt(page, "Ada Kern"));
    await radio("True").click();
    await button("Close card").click();
    page.session.run(replace("Ada Kern", ""));
    await openDrawer();
    selectWords(page, "Critics");
    await inDrawer("Attach to selection").click();
    await button("Close Unplaced").click();
    await expect.element(card("Critics").getByRole("button")).toHaveTextContent("True");
    await expect.element(card("Critics").getByRole("button")).toHaveTextContent("Text changed");
  });

  test("among five hundred is found", async () => {
    const many = Array.from({ length: 500 }, (_, i) => markNowhere(`Claim ${i}.`));
    const page = await openArticle(harbour, ...many);
    await openDrawer();
    unlock(page);
    caretAfter(page, "rebuilt.");
    await userEvent.keyboard(" Claim 499.");
    // By the page itself: roles among so many elements are looked up for seconds.
    const element = document.querySelector("tickmark-unplaced")!;
    const found = () => element.textContent.split("Attach here").length - 1;
    await expect.poll(found, { timeout: 10_000 }).toBe(1);
    expect(element.querySelectorAll("tickmark-card")).toHaveLength(500);
  });
});

describe("an edit that takes a claim's words", () => {
  test("is told once, with a way to the drawer", async () => {
    const page = await openArticle(harbour, mark("Ada Kern"), mark("Kern"), mark("said"));
    const notices = heard("tickmark-notice");
    unlock(page);
    selectWords(page, "Ada Kern");
    await userEvent.keyboard("{Delete}");
    expect(notices.map(({ sentence }) => sentence)).toEqual(["2 claims lost their words."]);
    expect(notices[0]!.action!.label).toBe("Show");
    notices[0]!.action!.run();
    await expect.element(drawer).toBeVisible();
    await expect.poll(focusedName).toBe("Unplaced");
  });

  test.each([
    ["a part of the words goes", "mil", "{Delete}", ""],
    ["the words are cut, as they mostly come again", "40 million", "{Control>}x{/Control}", ""],
  ])("is not told when %s", async (_, words, keys) => {
    const page = await openArticle(harbour, mark("40 million"));
    const notices = heard("tickmark-notice");
    unlock(page);
    selectWords(page, words);
    await userEvent.keyboard(keys);
    await drawn(page);
    expect(notices).toEqual([]);
  });

  test("is not told by undo, redo, or for what another tab does", async () => {
    const page = await openArticle(harbour, mark("40 million"), mark("Critics"));
    const other = await openOther(page);
    unlock(page);
    selectWords(page, "40 million");
    await userEvent.keyboard("{Delete}");
    const notices = heard("tickmark-notice");
    await control("z");
    await control("y");
    await page.session.save();
    await other.catchUp();
    other.run(replace("Critics", ""));
    await other.save();
    await page.session.catchUp();
    await drawn(page);
    await expect.element(opener).toHaveAccessibleName("Unplaced 2");
    expect(notices).toEqual([]);
  });
});

describe("the drawer on the screen", () => {
  test.each([1280, 390])("leaves the text to be selected, %i pixels wide", async (width) => {
    await screen.viewport(width, 800);
    onTestFinished(() => screen.viewport(1280, 800));
    const page = await without("Ada Kern");
    await openDrawer();
    const { x, y } = pointAt(page, "The council");
    const frame = document.elementFromPoint(x, y);
    expect(textbox.element().contains(frame)).toBe(true);
    const { scrollWidth, clientWidth } = document.documentElement;
    expect(scrollWidth).toBe(clientWidth);
  });

  test("has the card of a claim in the text open in front of it, and no other card with the focus", async () => {
    const page = await openArticle(harbour, mark("Critics"), mark("40"), markNowhere("No."));
    await openDrawer();
    expect(card("40").elements()).toEqual([]);
    await mouse.click(pointAt(page, "Critics"));
    await expect.element(card("Critics")).toBeVisible();
    const { x, y } = middleOf(field("Claim"));
    expect(document.elementFromPoint(x, y)).toBe(card("Critics").element());
    await button("Close card").click();
    await expect.element(drawer).toBeVisible();
  });

  test("has targets of 24 pixels at least", async () => {
    await openArticle(harbour, markNowhere("The harbour"));
    await openDrawer();
    for (const each of drawer.getByRole("button").elements()) {
      const { width, height } = each.getBoundingClientRect();
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    }
  });

  test("is accessible, in light and dark", async () => {
    const page = await openArticle(
      harbour,
      mark("Ada Kern"),
      mark("40 million"),
      markNowhere("The harbour"),
      replace("Ada Kern", ""),
      replace("40", "50"),
    );
    await openDrawer();
    await expectAccessible(page.element);
    await drawer.getByRole("group").first().getByRole("button").click();
    await expect.poll(focusedName).toBe("Claim");
    await expectAccessible(page.element);
    expect(claimOn(page.session.state, "50 million")).toBeDefined();
  });
});
