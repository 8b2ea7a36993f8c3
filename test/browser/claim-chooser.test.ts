import { describe, expect, test } from "vitest";
import { page as screen, userEvent } from "vitest/browser";
import { article, p, title } from "../builders";
import {
  beforeCaret,
  button,
  caretAfter,
  claims,
  drawn,
  focusedName,
  highlights,
  mark,
  mouse,
  openArticle,
  openCard,
  pointAt,
  selectWords,
  textbox,
  unlock,
  type ArticlePage,
} from "./article-page";
import { expectAccessible, focused } from "./mount";

const harbour = article(
  title("Harbour budget doubles"),
  p("The council spent 40 million euros on the harbour in 2024, Ada Kern said."),
  p("Critics say the figure is wrong. The harbour opened in 1911."),
);

const chooser = screen.getByRole("listbox", { name: "3 claims here" });
const anyChooser = screen.getByRole("listbox");
const option = (words: string) => anyChooser.getByRole("option", { name: words });

/** What is offered, in order, with the claim that is marked as open in brackets. */
function offered(): string[] {
  return anyChooser
    .getByRole("option")
    .elements()
    .map((each) => {
      const words = each.querySelector(".words")!.textContent;
      return each.ariaSelected === "true" ? `[${words}]` : words;
    });
}

/** What is outlined in the text. */
const outlined = () => highlights("pointed").join("");

function nested(): Promise<ArticlePage> {
  return openArticle(
    harbour,
    mark("spent 40 million euros"),
    mark("40 million"),
    mark("40"),
    mark("Critics say"),
  );
}

/** Clicks where three claims lie over each other. */
async function clicked(): Promise<ArticlePage> {
  const page = await nested();
  await mouse.click(pointAt(page, "40"));
  await expect.element(chooser).toBeVisible();
  return page;
}

/** Presses Enter where three claims lie over each other. */
async function entered(): Promise<ArticlePage> {
  const page = await nested();
  caretAfter(page, "spent 4");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => focused()?.role).toBe("option");
  return page;
}

describe("a click on claims over each other", () => {
  test("opens the smallest and offers all, the smallest first, the open one marked", async () => {
    await clicked();
    expect(openCard()).toBe("Claim: 40");
    expect(offered()).toEqual(["[40]", "40 million", "spent 40 million euros"]);
  });

  test("leaves the focus in the text", async () => {
    await clicked();
    expect(focusedName()).toBe("Article");
  });

  test("offers nothing where there is one claim, or none", async () => {
    const page = await clicked();
    await mouse.click(pointAt(page, "Critics say"));
    await expect.poll(openCard).toBe("Claim: Critics say");
    await expect.element(anyChooser).not.toBeInTheDocument();
    await mouse.click(pointAt(page, "1911"));
    await expect.poll(openCard).toBeUndefined();
    await expect.element(anyChooser).not.toBeInTheDocument();
  });

  test("offers those alone that are there", async () => {
    const page = await clicked();
    await mouse.click(pointAt(page, "million"));
    await expect.poll(offered).toEqual(["[40 million]", "spent 40 million euros"]);
  });

  test("is one on a grip, too, which lies over short words", async () => {
    const page = await clicked();
    await expect.element(button("End of the passage")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(anyChooser).not.toBeInTheDocument();
    await mouse.click(pointAt(page, "40", "end"));
    await expect.poll(() => offered().length).toBeGreaterThan(1);
    expect(claims(page)).toEqual(["spent 40 million euros", "40 million", "40", "Critics say"]);
  });

  test("offers identical claims as two", async () => {
    const page = await openArticle(harbour, mark("40 million"), mark("40 million"));
    await mouse.click(pointAt(page, "40 million"));
    await expect.poll(offered).toEqual(["[40 million]", "40 million"]);
  });
});

describe("the chooser", () => {
  test("opens the claim that is clicked, and closes", async () => {
    await clicked();
    await option("spent 40 million euros").click();
    await expect.poll(openCard).toBe("Claim: spent 40 million euros");
    await expect.element(anyChooser).not.toBeInTheDocument();
    expect(focusedName()).toBe("Article");
  });

  test("outlines the words of what the mouse is on, and of nothing afterwards", async () => {
    await clicked();
    expect(outlined()).toBe("");
    await option("spent 40 million euros").hover();
    await expect.poll(outlined).toBe("spent 40 million euros");
    await userEvent.keyboard("{Escape}");
    await expect.poll(outlined).toBe("");
  });

  test("is closed by Escape in the text, and only it", async () => {
    await clicked();
    await userEvent.keyboard("{Escape}");
    await expect.element(anyChooser).not.toBeInTheDocument();
    expect(openCard()).toBe("Claim: 40");
    await userEvent.keyboard("{Escape}");
    await expect.poll(openCard).toBeUndefined();
  });

  test.each([
    ["a click elsewhere", () => mouse.click({ x: 1200, y: 700 })],
    ["the caret going elsewhere", () => userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}")],
  ])("is closed by %s", async (_, act) => {
    await clicked();
    await act();
    await expect.element(anyChooser).not.toBeInTheDocument();
  });

  test("is closed by words being selected, and by typing", async () => {
    const page = await clicked();
    selectWords(page, "council");
    await expect.element(anyChooser).not.toBeInTheDocument();
    unlock(page);
    await mouse.click(pointAt(page, "40"));
    await expect.element(chooser).toBeVisible();
    await userEvent.keyboard("x");
    await expect.element(anyChooser).not.toBeInTheDocument();
  });

  test("stands by the words, within the column", async () => {
    const page = await clicked();
    const [box, column] = [chooser, textbox].map((each) => each.element().getBoundingClientRect());
    const { y } = pointAt(page, "40");
    expect(box!.top).toBeGreaterThan(y);
    expect(box!.top - y).toBeLessThan(50);
    expect(box!.left).toBeGreaterThanOrEqual(column!.left);
    expect(box!.right).toBeLessThanOrEqual(column!.right);
  });

  test("is accessible, by mouse and by keyboard", async () => {
    const { element } = await clicked();
    await expectAccessible(element);
    await userEvent.keyboard("{Escape}{Enter}");
    await expect.poll(() => focused()?.role).toBe("option");
    await expectAccessible(element);
  });

  test("has options of 24 pixels' height at least", async () => {
    await clicked();
    for (const each of anyChooser.getByRole("option").elements())
      expect(each.getBoundingClientRect().height).toBeGreaterThanOrEqual(24);
  });
});

describe("Enter at claims over each other", () => {
  test("goes to the smallest of them, and opens none yet", async () => {
    await entered();
    expect(focused()!.querySelector(".words")!.textContent).toBe("40");
    expect(openCard()).toBeUndefined();
    expect(outlined()).toBe("40");
  });

  test("then arrow keys, Home and End go along them, round their ends too", async () => {
    await entered();
    const words = () => focused()!.querySelector(".words")!.textContent;
    for (const [key, expected] of [
      ["{ArrowDown}", "40 million"],
      ["{End}", "spent 40 million euros"],
      ["{ArrowDown}", "40"],
      ["{ArrowUp}", "spent 40 million euros"],
      ["{Home}", "40"],
    ] as const) {
      await userEvent.keyboard(key);
      expect(words()).toBe(expected);
      expect(outlined()).toBe(expected);
    }
  });

  test.each(["{Enter}", " "])("then '%s' goes to the card of the claim chosen", async (key) => {
    await entered();
    await userEvent.keyboard(`{ArrowDown}${key}`);
    await expect.poll(openCard).toBe("Claim: 40 million");
    await expect.poll(focusedName).toBe("Claim");
    await expect.element(anyChooser).not.toBeInTheDocument();
  });

  test("then Escape goes back to the caret", async () => {
    const page = await entered();
    await userEvent.keyboard("{ArrowDown}{Escape}");
    await expect.poll(focusedName).toBe("Article");
    expect(beforeCaret(page)).toBe("The council spent 4");
    expect([openCard(), outlined()]).toEqual([undefined, ""]);
  });

  test("then Tab leaves them", async () => {
    const page = await entered();
    await userEvent.keyboard("{Tab}");
    await drawn(page);
    await expect.element(anyChooser).not.toBeInTheDocument();
  });

  test("is a new paragraph while the text is unlocked", async () => {
    const page = await nested();
    unlock(page);
    caretAfter(page, "spent 4");
    await userEvent.keyboard("{Enter}");
    await drawn(page);
    await expect.element(anyChooser).not.toBeInTheDocument();
    expect(page.session.state.doc.childCount).toBe(4);
  });
});
