import { undo } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { giveVerdict } from "../../src/editor/commands";
import { compareDrafts, type DraftPlan } from "../../src/editor/new-draft";
import { Session } from "../../src/editor/session";
import type { ParseArticle } from "../../src/elements/article-input";
import "../../src/elements/new-draft";
import type { CompareDrafts, TickmarkNewDraft } from "../../src/elements/new-draft";
import {
  ARTICLE,
  article,
  claimOn,
  claimWords,
  MemoryLog,
  openOn,
  p,
  pen,
  title,
} from "../builders";
import { replace } from "../edits";
import { mark } from "./article-page";
import { expectAccessible, focused, heard, mount } from "./mount";

const OLD = article(
  title("Town mill"),
  p("The mill opened in 1926, when bread cost four pence."),
  p("It bakes nine hundred loaves a day in its old brick oven."),
  p("Ann Lisle owns the mill."),
);

const DRAFT = [
  "The mill opened in 1927, when bread cost four pence.",
  "It bakes nine hundred loaves a day in its old brick oven.",
  "Nobody lives there now.",
].join("\n");

/** Reads lines as paragraphs, without a title; as a parser of plain text does. */
const parse: ParseArticle<Node> = async (input) => {
  const text = "content" in input ? input.content : await input.file.text();
  const token = article(
    title(...(input.title ? [input.title] : [])),
    ...text.split("\n").map((line) => p(line)),
  );
  const preview = new DocumentFragment();
  return { ok: true, details: {}, words: 3, preview, warnings: [], token };
};

/** Compares here and now. */
const compare: CompareDrafts = async (before, after, followed) => {
  await Promise.resolve();
  const comparison = compareDrafts(before, after, followed);
  for (;;) {
    const { done, value } = comparison.next();
    if (done) return value;
  }
};

interface Opened {
  readonly element: TickmarkNewDraft;
  readonly session: Session;
  readonly log: MemoryLog;
}

/** The dialog, open for an article with three claims. */
async function open(by: CompareDrafts = compare): Promise<Opened> {
  const log = new MemoryLog();
  const start = await openOn(log, pen(), OLD);
  for (const words of ["opened in 1926", "nine hundred loaves a day in its old", "Ann Lisle owns"])
    start.run(mark(words));
  start.run(giveVerdict(pen("judge"), claimOn(start.state, "opened in 1926"), "truth/true"));
  await start.save();
  const session = await Session.open(ARTICLE, log, pen("page"));
  const element = await mount("tickmark-new-draft", { session, parse, compare: by });
  await element.open();
  return { element, session, log };
}

/** The same, with the draft compared. */
async function review(by: CompareDrafts = compare): Promise<Opened> {
  const opened = await open(by);
  await text.fill(DRAFT);
  await button("Compare").click();
  await expect.element(heading("Review the new draft")).toBeVisible();
  return opened;
}

const heading = (name: string) => page.getByRole("heading", { name });
const button = (name: string) => page.getByRole("button", { name, exact: true });
const text = page.getByRole("textbox", { name: "Article text" });
const draftText = page.getByRole("textbox", { name: "New draft" });
const alert = page.getByRole("alert");
const dialog = page.getByRole("dialog");
const item = (words: string) => page.getByRole("listitem").filter({ hasText: words });
const choice = (words: string, name: string) =>
  item(words).getByRole("radio", { name, exact: true });

/** Selects words of the draft as a hand or a screen reader does: the browser's own selection. */
function selectInDraft(words: string): void {
  const walker = document.createTreeWalker(draftText.element(), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const start = node.textContent!.indexOf(words);
    if (start >= 0)
      document.getSelection()!.setBaseAndExtent(node, start, node, start + words.length);
  }
}

describe("putting a draft in", () => {
  test("needs one", async () => {
    await open();
    await button("Compare").click();
    await expect.element(alert).toHaveTextContent("Paste or type the article’s text first.");
    await expect.element(text).toBe(focused());
  });

  test("says when it is the text that is there already, its title staying", async () => {
    await open();
    await text.fill(
      OLD.children
        .slice(1)
        .map(({ textContent }) => textContent)
        .join("\n"),
    );
    await button("Compare").click();
    await expect.element(alert).toHaveTextContent("This is the text that is here already.");
  });

  test("says in the empty title which one stays", async () => {
    await open();
    const field = page.getByRole("textbox", { name: "Title" });
    await expect
      .element(field)
      .toHaveAttribute("placeholder", "Taken from the text, else it stays: Town mill");
  });

  test("keeps everything when the dialog is left", async () => {
    const { element } = await open();
    await text.fill(DRAFT);
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog).not.toBeInTheDocument();
    await element.open();
    await expect.element(text).toHaveValue(DRAFT);
  });

  test("leaves the article’s own keys alone", async () => {
    await open();
    const heardKeys = heard("keydown");
    await text.click();
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(heardKeys).toEqual([]);
  });
});

describe("comparing", () => {
  /** A comparison that goes on until it is told to end. */
  function waiting() {
    const ends: ((plan: DraftPlan) => void)[] = [];
    const signals: AbortSignal[] = [];
    const by: CompareDrafts = (_before, _after, _followed, { progress, signal }) => {
      progress(0.5);
      signals.push(signal);
      return new Promise((resolve, reject) => {
        ends.push(resolve);
        signal.addEventListener("abort", () => reject(signal.reason as Error));
      });
    };
    return { by, signals };
  }

  test("says how far it is", async () => {
    await open(waiting().by);
    await text.fill(DRAFT);
    await button("Compare").click();
    await expect.element(page.getByText("Comparing 4 paragraphs…")).toBeVisible();
    await expect.element(page.getByRole("progressbar")).toHaveValue(0.5);
  });

  test.each([
    ["Cancel", () => button("Cancel").click()],
    ["Escape", () => userEvent.keyboard("{Escape}")],
  ])("is stopped by %s, and the draft is still there", async (_, stop) => {
    const { by, signals } = waiting();
    await open(by);
    await text.fill(DRAFT);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await expect.element(page.getByRole("progressbar")).toBeVisible();
    await stop();
    await expect.element(page.getByRole("progressbar")).not.toBeInTheDocument();
    expect(signals[0]?.aborted).toBe(true);
    await expect.element(text).toHaveValue(DRAFT);
    await expect.element(alert).toHaveTextContent(/^$/);
  });

  test("that fails is told of, and the draft is still there", async () => {
    const { session } = await open(() => Promise.reject(new Error("Out of memory")));
    await text.fill(DRAFT);
    await button("Compare").click();
    await expect.element(alert).toHaveTextContent("could not be compared: Out of memory. Nothing");
    await expect.element(text).toHaveValue(DRAFT);
    expect(session.state.doc).toEqual(OLD);
  });
});

describe("the review", () => {
  test("begins at its heading, with the draft beside it and nothing changed", async () => {
    const { session } = await review();
    await expect.element(heading("Review the new draft")).toBe(focused());
    await expect.element(draftText).toHaveTextContent("Nobody lives there now.");
    await expect.element(page.getByText(/paragraphs? unchanged/)).toBeVisible();
    expect(session.state.doc).toEqual(OLD);
  });

  test("shows the words of the passage that is looked at", async () => {
    await review();
    await button("Next to decide").click();
    const offered = () => draftText.element().querySelector(".offered")?.textContent;
    await expect.poll(offered).toBe("opened in 1927");
    await choice("1926", "Accept").click();
    const chosen = () => draftText.element().querySelector(".chosen")?.textContent;
    await expect.poll(chosen).toBe("opened in 1927");
  });

  test("says how many are undecided, and what comes of them", async () => {
    await review();
    const footer = dialog.getByRole("status").last();
    await expect
      .element(footer)
      .toHaveTextContent("2 undecided will be left unplaced. You can attach them later.");
    await choice("1926", "Accept").click();
    await expect
      .element(footer)
      .toHaveTextContent("1 undecided will be left unplaced. You can attach it later.");
    await choice("Ann Lisle", "Leave unplaced").click();
    await expect.element(footer).toHaveTextContent(/^$/);
  });

  test("goes back to the draft that was put in", async () => {
    await review();
    await button("Back").click();
    await expect.element(text).toHaveValue(DRAFT);
    await expect.element(text).toBe(focused());
  });

  test("is there again, with what was decided, when the dialog was left", async () => {
    const { element } = await review();
    await choice("1926", "Accept").click();
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog).not.toBeInTheDocument();
    await element.open();
    await expect.element(choice("1926", "Accept")).toBeChecked();
  });

  test("gives a passage the words that are selected", async () => {
    await review();
    (draftText.element() as HTMLElement).focus();
    selectInDraft("Nobody lives");
    await item("Ann Lisle owns").getByRole("button", { name: "Attach to selection" }).click();
    await expect.element(item("Ann Lisle owns")).toHaveTextContent("Now Nobody lives");
  });

  test("waits for words when none are selected; Enter takes them", async () => {
    await review();
    await item("Ann Lisle owns").getByRole("button", { name: "Attach to selection" }).click();
    await expect.element(page.getByText("Select the words for this claim.")).toBeVisible();
    await expect.element(draftText).toBe(focused());
    selectInDraft("Nobody lives");
    await userEvent.keyboard("{Enter}");
    await expect.element(choice("Ann Lisle owns", "Words selected")).toBeChecked();
    await expect.element(choice("Ann Lisle owns", "Words selected")).toBe(focused());
  });

  test("gives up waiting on Escape, back at the passage", async () => {
    await review();
    await item("Ann Lisle owns").getByRole("button", { name: "Attach to selection" }).click();
    await expect.element(draftText).toBe(focused());
    await userEvent.keyboard("{Escape}");
    await expect
      .element(page.getByText("Select the words for this claim."))
      .not.toBeInTheDocument();
    await expect.element(dialog).toBeVisible();
    expect(item("Ann Lisle owns").element().contains(focused())).toBe(true);
  });

  test("cannot be typed in", async () => {
    await review();
    await draftText.click();
    await userEvent.keyboard("xyz");
    expect(draftText.element().textContent).not.toContain("xyz");
  });
});

describe("applying", () => {
  test("puts the draft and all decisions in place as one thing to undo", async () => {
    const { session } = await review();
    const before = session.state;
    await choice("1926", "Accept").click();
    await button("Apply").click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(claimWords(session.state)).toEqual([
      "opened in 1927 (changed)",
      "nine hundred loaves a day in its old",
      expect.stringMatching(/\(collapsed|unplaced\)$/),
    ]);
    session.run(undo);
    expect(session.state.doc).toEqual(before.doc);
    expect(claimWords(session.state)).toEqual(claimWords(before));
  });

  test("says what has come of it, with a way back that is there while nothing else was done", async () => {
    const { session } = await review();
    const notices = heard("tickmark-notice");
    await button("Apply").click();
    await vi.waitFor(() => expect(notices).toHaveLength(1));
    expect(notices[0]?.sentence).toBe("New draft in place. 1 kept, 2 unplaced.");
    notices[0]?.action?.run();
    expect(session.state.doc).toEqual(OLD);
  });

  test("leaves nothing behind for the next draft", async () => {
    const { element } = await review();
    await button("Apply").click();
    await element.open();
    await expect.element(text).toHaveValue("");
  });

  test("compares again when the article has changed meanwhile, keeping decisions that fit", async () => {
    const { session, log } = await review();
    await choice("1926", "Accept").click();
    const other = await Session.open(ARTICLE, log, pen("bea"));
    other.run(replace("Ann Lisle", "Anna Lisle"));
    await other.save();
    await session.catchUp();
    await button("Apply").click();
    await expect.element(alert).toHaveTextContent("The article has changed meanwhile.");
    await expect.element(choice("1926", "Accept")).toBeChecked();
    await button("Apply").click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(session.state.doc.lastChild?.textContent).toBe("Nobody lives there now.");
  });

  test("is possible in an article without claims", async () => {
    const session = await openOn(new MemoryLog(), pen(), OLD);
    const element = await mount("tickmark-new-draft", { session, parse, compare });
    await element.open();
    await text.fill(DRAFT);
    await button("Compare").click();
    await expect.element(page.getByText("No claims are marked in this article.")).toBeVisible();
    await button("Apply").click();
    expect(session.state.doc.lastChild?.textContent).toBe("Nobody lives there now.");
  });
});

describe("the dialog is accessible", () => {
  test("while a draft is put in", async () => {
    const { element } = await open();
    await button("Compare").click();
    await expectAccessible(element);
  });

  test("while it is reviewed", async () => {
    const { element } = await review();
    await button("Next to decide").click();
    await expectAccessible(element);
  });
});
