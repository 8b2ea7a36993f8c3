import { describe, expect, onTestFinished, test } from "vitest";
import { page as screen, userEvent } from "vitest/browser";
import { claimViews, recordOf } from "../../src/editor/anchors";
import { setLocked } from "../../src/editor/lock";
import { TYPING_PAUSE } from "../../src/elements/field";
import { value } from "../../src/model/record";
import { ARTICLE, article, claimOn, p, title } from "../builders";
import {
  button,
  card,
  caretAfter,
  claims,
  clear,
  control,
  drawn,
  field,
  focusedName,
  highlights,
  lock,
  mark,
  modelText,
  mouse,
  openArticle,
  openCard,
  openCardOf,
  openFilled,
  openOther,
  pointAt,
  radio,
  selectWords,
  shownText,
  textbox,
  toolbar,
  unlock,
  type ArticlePage,
} from "./article-page";
import { expectAccessible, heard } from "./mount";

const harbour = article(
  title("Harbour costs 40 million"),
  p("The council spent 40 million euros on the harbour in 2024, Ada Kern said."),
  p("Critics say the figure is wrong. The harbour opened in 1911."),
);

const spent = "The council spent 40 million euros";
const opened = "The harbour opened in 1911.";

const status = screen.getByRole("status");
const redo = (): Promise<void> => control("{Shift>}z{/Shift}");
const firstClaim = ({ session }: ArticlePage) => claimViews(session.state)[0]!;

async function withCard(): Promise<ArticlePage> {
  const page = await openArticle(harbour, mark(spent), mark(opened));
  await openCardOf(spent);
  return page;
}

/** Types into a field and leaves it by Tab. */
async function fill(name: string, text: string): Promise<void> {
  await userEvent.click(field(name));
  await userEvent.keyboard(`${text}{Tab}`);
}

describe("undo from inside a field", () => {
  test("takes back what was entered last, and goes to the field it was in", async () => {
    const page = await withCard();
    await fill("Said by", "Ada Kern");
    await userEvent.click(field("Explanation"));
    await control("z");
    expect(value(firstClaim(page).record, "saidBy")).toBeUndefined();
    await expect.poll(focusedName).toBe("Said by");
    await expect.element(field("Said by")).toHaveValue("");
  });

  test("and redo goes there too", async () => {
    await withCard();
    await fill("Said by", "Ada Kern");
    await control("z");
    await userEvent.click(field("Explanation"));
    await redo();
    await expect.poll(focusedName).toBe("Said by");
    await expect.element(field("Said by")).toHaveValue("Ada Kern");
  });

  test("takes back at once what is just being typed, as a whole", async () => {
    const page = await withCard();
    await userEvent.click(field("Said by"));
    await userEvent.keyboard("Ada Kern");
    await control("z");
    await expect.element(field("Said by")).toHaveValue("");
    expect(value(firstClaim(page).record, "saidBy")).toBeUndefined();
    await redo();
    await expect.element(field("Said by")).toHaveValue("Ada Kern");
  });

  test("takes back one pause of typing at a time", async () => {
    const page = await withCard();
    const saidBy = () => value(firstClaim(page).record, "saidBy");
    await userEvent.click(field("Said by"));
    await userEvent.keyboard("Ada");
    await expect.poll(saidBy, { timeout: 4 * TYPING_PAUSE }).toBe("Ada");
    await userEvent.keyboard(" Kern");
    await expect.poll(saidBy, { timeout: 4 * TYPING_PAUSE }).toBe("Ada Kern");
    await control("z");
    expect(saidBy()).toBe("Ada");
    await control("z");
    expect(saidBy()).toBeUndefined();
  });

  test("walks on through verdict, text and claims, each where it is", async () => {
    const page = await openArticle(harbour);
    selectWords(page, spent);
    await userEvent.keyboard("c");
    unlock(page);
    caretAfter(page, "Critics");
    await userEvent.keyboard("!");
    await radio("True").click();
    await fill("Said by", "Ada");
    await control("z");
    await expect.poll(focusedName).toBe("Said by");
    await control("z");
    await expect.element(radio("True")).not.toBeChecked();
    await expect.poll(focusedName).toBe("True");
    await control("z");
    await expect.poll(focusedName).toBe("Article");
    expect(modelText(page)[2]).toMatch(/^Critics say/);
    await control("z");
    expect(claims(page)).toEqual([]);
    await expect.poll(focusedName).toBe("Article");
    for (let i = 0; i < 4; i++) await redo();
    expect(shownText()[2]).toMatch(/^Critics! say/);
    expect(value(firstClaim(page).record, "saidBy")).toBe("Ada");
  });

  test("opens the card again that the change was on", async () => {
    await withCard();
    await fill("Said by", "Ada Kern");
    await openCardOf(opened);
    await expect.poll(focusedName).toBe("Claim");
    await control("z");
    await expect.poll(openCard).toBe(`Claim: ${spent}`);
    await expect.poll(focusedName).toBe("Said by");
  });

  test("goes to a source's field, though the source is closed", async () => {
    await withCard();
    await button("Add source").click();
    await fill("Locator", "p. 4");
    await fill("Title", "Accounts");
    await screen.getByText("Accounts", { exact: true }).click();
    await expect.element(field("Title")).not.toBeInTheDocument();
    await control("z");
    await expect.poll(focusedName).toBe("Title");
    await control("z");
    await expect.poll(focusedName).toBe("Locator");
  });

  test("goes to what is known of the article, too", async () => {
    const page = await withCard();
    await screen.getByText("Truth scale").click();
    await fill("Byline", "B. Lind");
    await screen.getByText("B. Lind · Truth scale").click();
    await userEvent.click(field("Said by"));
    await control("z");
    await expect.poll(focusedName).toBe("Byline");
    expect(value(recordOf(page.session.state, "article", ARTICLE), "byline")).toBeUndefined();
  });

  test("is ours also when the browser's menu asks for it", async () => {
    const page = await withCard();
    await fill("Said by", "Ada Kern");
    const inputType = "historyUndo";
    const flags = { bubbles: true, composed: true, cancelable: true };
    const event = new InputEvent("beforeinput", { ...flags, inputType });
    field("Said by").element().dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect(value(firstClaim(page).record, "saidBy")).toBeUndefined();
  });

  test("leaves the field's own history alone", async () => {
    await withCard();
    await userEvent.click(field("Said by"));
    await userEvent.keyboard("Ada");
    await control("z");
    await expect.element(field("Said by")).toHaveValue("");
    const inputs = heard("input");
    await control("z");
    await redo();
    expect(inputs.filter((event) => (event as InputEvent).inputType.startsWith("history"))).toEqual(
      [],
    );
  });

  test("works by Mod-Y as well, and by the buttons", async () => {
    const page = await withCard();
    await fill("Said by", "Ada");
    await button("Undo").click();
    expect(value(firstClaim(page).record, "saidBy")).toBeUndefined();
    await expect.element(button("Undo")).toBeDisabled();
    await control("y");
    expect(value(firstClaim(page).record, "saidBy")).toBe("Ada");
    await expect.element(button("Redo")).toBeDisabled();
  });

  test("works by keys also when nothing has the focus", async () => {
    const page = await withCard();
    await fill("Said by", "Ada");
    await mouse.click({ x: 5, y: 600 });
    expect(document.activeElement).toBe(document.body);
    await control("z");
    expect(value(firstClaim(page).record, "saidBy")).toBeUndefined();
    await expect.poll(focusedName).toBe("Said by");
  });

  test("does nothing when there is nothing to take back", async () => {
    const page = await withCard();
    await expect.poll(focusedName).toBe("Claim");
    await control("z");
    expect(claims(page)).toEqual([spent, opened]);
    expect(focusedName()).toBe("Claim");
  });

  test("works while the text is locked, for what was typed before", async () => {
    const page = await openArticle(harbour);
    unlock(page);
    caretAfter(page, "Critics");
    await userEvent.keyboard("!");
    page.session.run(setLocked(true));
    await control("z");
    expect([shownText()[2], modelText(page)[2]]).toEqual(
      Array(2).fill(harbour.child(2).textContent),
    );
  });
});

describe("the save state", () => {
  test("says Saved when all is in the log", async () => {
    const page = await withCard();
    await expect.element(status).toHaveTextContent("Saved");
    await radio("True").click();
    await expect.element(status).toHaveTextContent("Saved");
    expect(page.log.summaries.at(-1)?.judged).toBe(1);
  });

  test("says Saving… from the first letter in a field until it is in the log", async () => {
    const page = await withCard();
    await userEvent.click(field("Said by"));
    await userEvent.keyboard("A");
    await drawn(page);
    expect(status.element().textContent).toBe("Saving…");
    expect(page.element.isSaved).toBe(false);
    await userEvent.keyboard("{Tab}");
    await expect.element(status).toHaveTextContent("Saved");
  });

  test("asks to stay while a field holds words, and has them entered", async () => {
    const page = await withCard();
    const leave = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(leave()).toBe(false);
    await userEvent.click(field("Said by"));
    await userEvent.keyboard("Ada");
    expect(leave()).toBe(true);
    expect(value(firstClaim(page).record, "saidBy")).toBe("Ada");
    expect(leave()).toBe(false);
  });

  test("offers to try again when saving failed", async () => {
    const page = await withCard();
    page.log.failure = new Error("No.");
    await radio("True").click();
    await expect.element(button("Try again")).toBeVisible();
    page.log.failure = null;
    await button("Try again").click();
    await expect.element(status).toHaveTextContent("Saved");
    expect(page.log.summaries.at(-1)?.judged).toBe(1);
  });

  test("says what went wrong, and stays until it is right", async () => {
    const page = await withCard();
    page.log.failure = new DOMException("Full", "QuotaExceededError");
    await radio("True").click();
    await expect.element(status).toHaveTextContent("Not saved: the disk is full.");
    await radio("False").click();
    await expect.element(status).toHaveTextContent("Not saved: the disk is full.");
    page.log.failure = null;
    await fill("Said by", "Ada");
    await expect.element(status).toHaveTextContent("Saved");
  });
});

describe("the margin", () => {
  /** The tops of the cards and their bottoms, in the order of the page, in whole pixels. */
  const boxes = () =>
    [...document.querySelectorAll("tickmark-card")].map((each) => {
      const { top, bottom } = each.getBoundingClientRect();
      return { top: Math.round(top), bottom: Math.round(bottom) };
    });

  const isClear = () => {
    const all = boxes().sort((a, b) => a.top - b.top);
    return all.every(({ top }, i) => i === 0 || all[i - 1]!.bottom <= top);
  };

  const crowd = ["The council", "council spent", "spent 40", "40 million", "million euros", "2024"];

  test("says how to begin while there are no claims", async () => {
    await openArticle(harbour);
    await expect.element(screen.getByText("No claims yet.")).toBeVisible();
    await expect.element(screen.getByRole("region", { name: "Claims" })).toBeVisible();
  });

  test("has the cards in the order of the text", async () => {
    await openArticle(harbour, mark(opened), mark(spent), mark("Harbour"));
    const names = [...document.querySelectorAll("tickmark-card")].map(({ ariaLabel }) => ariaLabel);
    expect(names).toEqual(["Claim: Harbour", `Claim: ${spent}`, `Claim: ${opened}`]);
  });

  test("has each card level with its passage where there is room", async () => {
    const page = await openArticle(harbour, mark("Harbour"), mark(opened));
    for (const words of ["Harbour", opened]) {
      const line = pointAt(page, words, "start").y;
      await expect.poll(() => spans(card(words).element(), line)).toBe(true);
    }
  });

  test.each([null, ...crowd])("never has one card over another, open: %s", async (words) => {
    await openArticle(harbour, ...crowd.map((each) => mark(each)), mark(opened));
    if (words) await openCardOf(words);
    await expect.poll(isClear).toBe(true);
    expect(boxes()).toHaveLength(crowd.length + 1);
  });

  test("makes room when the open card grows", async () => {
    const page = await openArticle(harbour, ...crowd.map((each) => mark(each)), mark(opened));
    await openCardOf("spent 40");
    await userEvent.fill(field("Explanation"), "Words.\n".repeat(12));
    await expect.poll(isClear).toBe(true);
    await button("Add source").click();
    await expect.element(field("URL")).toBeVisible();
    await expect.poll(isClear).toBe(true);
    await drawn(page);
  });

  test("has the open card level with its passage, and the others give way", async () => {
    const page = await openArticle(harbour, mark("Harbour"), mark("costs"), mark(opened));
    await openCardOf(opened);
    const line = pointAt(page, opened, "start").y;
    await expect.poll(() => spans(card(opened).element(), line)).toBe(true);
    await expect.poll(isClear).toBe(true);
  });

  test("moves a card with its words", async () => {
    const page = await openArticle(harbour, mark(opened));
    const top = () => boxes()[0]!.top;
    await expect.poll(top).toBeGreaterThan(100);
    const before = top();
    unlock(page);
    caretAfter(page, "Ada Kern said.");
    await userEvent.keyboard("{Enter}{Enter}x");
    await expect.poll(top).toBeGreaterThan(before + 30);
  });

  test("takes in the claims another tab makes", async () => {
    const page = await openArticle(harbour, mark(spent));
    const other = await openOther(page);
    other.run(mark(opened));
    await other.save();
    await page.session.catchUp();
    await expect.element(card(opened)).toBeVisible();
    expect(highlights()).toEqual([spent, opened]);
  });

  test.each([1024, 1440])("has room beside the text on a screen %i wide", async (width) => {
    await screen.viewport(width, 800);
    onTestFinished(() => screen.viewport(1280, 800));
    await withCard();
    await button("Add source").click();
    await expect.element(field("URL")).toBeVisible();
    const { scrollWidth, clientWidth } = document.documentElement;
    expect(scrollWidth).toBe(clientWidth);
    const column = textbox.element().getBoundingClientRect();
    expect(card(spent).element().getBoundingClientRect().left).toBeGreaterThan(column.right);
  });
});

describe("the screen", () => {
  test("opens the claim that its address names, and brings it into view", async () => {
    const long = article(...Array.from({ length: 60 }, (_, i) => p(`Line ${i}.`)), p(opened));
    const page = await openArticle(long, mark(opened));
    page.element.claim = claimOn(page.session.state, opened);
    await expect.poll(openCard).toBe(`Claim: ${opened}`);
    await expect.poll(() => pointAt(page, opened).y).toBeLessThan(window.innerHeight);
  });

  test("tells which claim is open, for the address", async () => {
    const page = await openArticle(harbour, mark(spent));
    const told = heard("claim-shown");
    await mouse.click(pointAt(page, spent));
    await expect.poll(openCard).toBe(`Claim: ${spent}`);
    await mouse.click(pointAt(page, "Critics"));
    await expect.poll(openCard).toBeUndefined();
    expect(told.map(({ claim }) => claim)).toEqual([claimOn(page.session.state, spent), null]);
  });

  test("gives out what is asked for by the menu Export", async () => {
    await openArticle(harbour);
    const asked = heard("export-article");
    await button("Export").click();
    await screen.getByRole("menuitem", { name: "Annotated JSON" }).click();
    expect(asked.map(({ format }) => format)).toEqual(["annotated-json"]);
  });

  test("gives the focus back to the menu's button when the menu is left by Escape", async () => {
    await openArticle(harbour);
    await button("Export").click();
    await userEvent.keyboard("{Escape}");
    await expect.poll(focusedName).toBe("Export");
  });

  test("says what is known of the article in a line, and has it changed behind it", async () => {
    const about = { byline: "B. Lind", outlet: "Courier", scale: "editorial" };
    const page = await openFilled(harbour, about);
    await screen.getByText("B. Lind · Courier · Editorial scale").click();
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Language" }), "ar");
    await expect.element(textbox).toHaveAttribute("dir", "rtl");
    await expect.element(textbox).toHaveAttribute("lang", "ar");
    expect(shownText()).toEqual(modelText(page));
  });
});

describe("is accessible, in light and dark:", () => {
  const crowd = [
    mark("The council spent 40 million euros on the harbour in 2024"),
    mark("spent 40 million"),
    mark("40 million euros"),
    mark("40"),
    mark("said.\nCritics"),
    clear("the figure is wrong"),
    clear("figure"),
  ];

  test("an article with nothing marked", async () => {
    await expectAccessible((await openArticle(harbour)).element);
  });

  test("claims over claims, with verdicts, and a clearance", async () => {
    const page = await openArticle(harbour, ...crowd);
    await openCardOf("40 million euros");
    for (const rating of ["True", "False", "Satire"]) {
      await radio(rating).click();
      await expectAccessible(page.element);
    }
  });

  test("an open card with a source in it", async () => {
    const page = await openArticle(harbour, ...crowd);
    await openCardOf("40");
    await radio("Half true").click();
    await button("Add source").click();
    await fill("URL", "not an address");
    await expect.element(field("URL")).toHaveAttribute("aria-invalid", "true");
    await expectAccessible(page.element);
  });

  test("a verdict that no longer holds, and a claim that is nowhere", async () => {
    const page = await openArticle(harbour, ...crowd, mark(opened));
    await openCardOf("40 million euros");
    await radio("True").click();
    unlock(page);
    selectWords(page, opened);
    await userEvent.keyboard("{Delete}");
    caretAfter(page, "spent 4");
    await userEvent.keyboard("5");
    await expect.element(button("Confirm for the new text")).toBeVisible();
    await expectAccessible(page.element);
    await button("Unplaced 1").click();
    await openCardOf(opened);
    await expectAccessible(page.element);
  });

  test("the toolbar, the unlocked text, a menu, what went wrong", async () => {
    const page = await openArticle(harbour, ...crowd);
    await lock.click();
    selectWords(page, "Ada Kern");
    await expect.element(toolbar).toBeVisible();
    page.log.failure = new Error("The disk has gone.");
    await button("Mark claim").click();
    await expect.element(button("Try again")).toBeVisible();
    selectWords(page, "Ada Kern");
    await button("Export").click();
    await expectAccessible(page.element);
  });
});

/** Whether something stands at a height of the screen. */
function spans(element: Element, y: number): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top <= y && y <= bottom;
}
