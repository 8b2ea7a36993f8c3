import { describe, expect, test } from "vitest";
import { page as screen, userEvent, type Locator } from "vitest/browser";
import { claimViews, contents } from "../../src/editor/anchors";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import { setLocked } from "../../src/editor/lock";
import { value } from "../../src/model/record";
import { article, p, title } from "../builders";
import { replace } from "../edits";
import {
  button,
  card,
  caretAfter,
  claims,
  control,
  drawn,
  field,
  focusedName,
  highlights,
  mark,
  mouse,
  openArticle,
  openCard,
  openCardOf,
  openFilled,
  pointAt,
  radio,
  selectWords,
  shift,
  textbox,
  TODAY,
  unlock,
  type ArticlePage,
} from "./article-page";
import { focused, heard } from "./mount";

const harbour = article(
  title("Harbour costs 40 million"),
  p("The council spent 40 million euros on the harbour in 2024, Ada Kern said."),
  p("Critics say the figure is wrong. The harbour opened in 1911."),
);

const spent = "The council spent 40 million euros";
const opened = "The harbour opened in 1911.";

/** An article with two claims, the card of the first open. */
async function withCard(): Promise<ArticlePage> {
  const page = await openArticle(harbour, mark(spent), mark(opened));
  await openCardOf(spent);
  return page;
}

const firstClaim = ({ session }: ArticlePage) => claimViews(session.state)[0]!;
const sources = ({ session }: ArticlePage) => contents(annotationsOf(session.state)).sources;
const combobox = (name: string): Locator => screen.getByRole("combobox", { name, exact: true });
const retrieved = (): Locator => screen.getByLabelText("Retrieved", { exact: true });

/** Types into a field and leaves it by Tab. */
async function fill(name: string, text: string): Promise<void> {
  await userEvent.fill(field(name), text);
  await userEvent.keyboard("{Tab}");
}

/** Pastes into what has the focus. */
function paste(text: string): ClipboardEvent {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const flags = { bubbles: true, composed: true, cancelable: true };
  const event = new ClipboardEvent("paste", { ...flags, clipboardData });
  focused()!.dispatchEvent(event);
  return event;
}

describe("a card", () => {
  test("is a group named after the first words of its passage", async () => {
    await openArticle(harbour, mark(spent));
    await expect.element(card(spent)).toHaveAttribute("role", "group");
  });

  test("of a long passage is named by its whole first words, on one line", async () => {
    await openArticle(harbour, mark(`${spent} on the harbour in 2024, Ada Kern said.\nCritics`));
    await expect.element(card(`${spent} on the harbour in 2024,…`)).toBeVisible();
  });

  test("is one line until it is opened: verdict and statement", async () => {
    await openArticle(harbour, mark(spent));
    const line = card(spent).getByRole("button");
    await expect.element(line).toHaveTextContent(`No verdict ${spent}`);
    await expect.element(line).toHaveAttribute("aria-expanded", "false");
    await expect.element(field("Claim")).not.toBeInTheDocument();
  });

  test("is opened by its line, with the focus in it", async () => {
    await withCard();
    await expect.poll(focusedName).toBe("Claim");
    await expect.element(button("Close card")).toHaveAttribute("aria-expanded", "true");
  });

  test("is closed by its button, and the focus goes back to the text", async () => {
    await withCard();
    await button("Close card").click();
    expect(openCard()).toBeUndefined();
    await expect.poll(focusedName).toBe("Article");
  });

  test("closes when another is opened", async () => {
    await withCard();
    await openCardOf(opened);
    expect(document.querySelectorAll("tickmark-card[open]")).toHaveLength(1);
  });

  test("opens for a claim just marked", async () => {
    const page = await openArticle(harbour);
    selectWords(page, "40 million euros");
    await userEvent.keyboard("c");
    await expect.poll(openCard).toBe("Claim: 40 million euros");
    expect(focusedName()).toBe("Article");
  });

  test("stands on after Escape in it, with the focus in the text", async () => {
    await withCard();
    await expect.poll(focusedName).toBe("Claim");
    await userEvent.keyboard("{Escape}");
    await expect.poll(focusedName).toBe("Article");
    expect(openCard()).toBe(`Claim: ${spent}`);
  });
});

describe("the claim's fields", () => {
  test("Claim holds the passage at first", async () => {
    await withCard();
    await expect.element(field("Claim")).toHaveValue(spent);
  });

  test.each([
    ["Claim", "statement"],
    ["Said by", "saidBy"],
    ["Explanation", "explanation"],
  ] as const)("%s is entered", async (name, key) => {
    const page = await withCard();
    await fill(name, "Words");
    expect(value(firstClaim(page).record, key)).toBe("Words");
    await expect.element(field(name)).toHaveValue("Words");
  });

  test("typed into when another card is opened belong to the claim they were on", async () => {
    const page = await withCard();
    await userEvent.fill(field("Said by"), "Ada Kern");
    await mouse.click(pointAt(page, opened));
    await expect.poll(openCard).toBe(`Claim: ${opened}`);
    const saidBy = claimViews(page.session.state).map(({ record }) => value(record, "saidBy"));
    expect(saidBy).toEqual(["Ada Kern", undefined]);
    await expect.element(field("Said by")).toHaveValue("");
  });

  test("take bare letters that are keys in the text", async () => {
    const page = await withCard();
    await userEvent.click(field("Said by"));
    await userEvent.keyboard("cnCN");
    await expect.element(field("Said by")).toHaveValue("cnCN");
    expect(claims(page)).toHaveLength(2);
  });
});

describe("the verdict", () => {
  const truth = ["True", "Mostly true", "Half true", "Mostly false", "False"];
  const offTheLine = ["Unproven", "Not a claim", "Satire", "Outdated"];
  const editorial = ["Stands", "Change", "Attribute", "Cut", "Can't confirm"];

  test.each([
    ["truth", [...truth, ...offTheLine]],
    ["editorial", editorial],
  ])("offers the ratings of the scale %s, each named by its label alone", async (scale, labels) => {
    await openFilled(harbour, { scale }, mark(spent));
    await openCardOf(spent);
    for (const label of labels) await expect.element(radio(label)).not.toBeChecked();
    const group = screen.getByRole("radiogroup", { name: "Verdict", exact: true });
    expect(group.getByRole("radio").elements()).toHaveLength(labels.length);
  });

  test("is given by a click, and shown on the card in words", async () => {
    const page = await withCard();
    await radio("Mostly false").click();
    await expect.element(radio("Mostly false")).toBeChecked();
    expect(firstClaim(page).verdict?.rating).toBe("truth/mostly-false");
    await button("Close card").click();
    await expect.element(card(spent).getByRole("button")).toHaveTextContent("Mostly false");
  });

  test("is given by arrow keys, and reached by Tab", async () => {
    const page = await withCard();
    await userEvent.click(field("Said by"));
    await userEvent.keyboard("{Tab}");
    expect(focusedName()).toBe("True");
    await userEvent.keyboard(" {ArrowRight}");
    expect(firstClaim(page).verdict?.rating).toBe("truth/mostly-true");
    expect(focusedName()).toBe("Mostly true");
  });

  test("can be cleared", async () => {
    const page = await withCard();
    await radio("True").click();
    await button("Clear verdict").click();
    await expect.element(radio("True")).not.toBeChecked();
    expect(firstClaim(page).verdict).toBeNull();
    await expect.element(button("Clear verdict")).not.toBeInTheDocument();
  });

  test("given on another scale stays to be seen", async () => {
    const page = await withCard();
    await radio("False").click();
    await screen.getByText("Truth scale").click();
    await userEvent.selectOptions(combobox("Scale"), "Editorial");
    await drawn(page);
    await expect.element(radio("False")).toBeChecked();
    await expect.element(radio("Stands")).not.toBeChecked();
    await expect.element(radio("True")).not.toBeInTheDocument();
  });
});

describe("a verdict on words that have changed", () => {
  async function changed(): Promise<ArticlePage> {
    const page = await withCard();
    await radio("True").click();
    unlock(page);
    caretAfter(page, "spent 4");
    await userEvent.keyboard("{Backspace}5");
    await drawn(page);
    return page;
  }

  const del = () => card(now).element().shadowRoot!.querySelector("del")?.textContent;
  const ins = () => card(now).element().shadowRoot!.querySelector("ins")?.textContent;
  const now = "The council spent 50 million euros";

  test("is said to hold no longer, with old and new words", async () => {
    await changed();
    await expect.element(card(now).getByText("It no longer holds")).toBeVisible();
    expect([del(), ins()]).toEqual([spent, now]);
    expect(highlights("attention")).toEqual([now]);
  });

  test("is said so on the closed card too", async () => {
    await changed();
    await button("Close card").click();
    await expect.element(card(now).getByRole("button")).toHaveTextContent("Text changed");
  });

  test("holds again when the words are put back", async () => {
    const page = await changed();
    caretAfter(page, "spent 5");
    await userEvent.keyboard("{Backspace}4");
    await expect.element(button("Confirm for the new text")).not.toBeInTheDocument();
    expect(firstClaim(page).verdictHolds).toBe(true);
  });

  test("holds again when the change is undone", async () => {
    const page = await changed();
    await control("z");
    await expect.poll(() => firstClaim(page).verdictHolds).toBe(true);
    await expect.element(radio("True")).toBeChecked();
  });

  test("holds for the new words by Confirm for the new text", async () => {
    const page = await changed();
    await button("Confirm for the new text").click();
    await expect.element(button("Confirm for the new text")).not.toBeInTheDocument();
    expect(firstClaim(page).verdictHolds).toBe(true);
    expect(claims(page)[0]).toBe(now);
    expect(highlights("attention")).toEqual([]);
  });

  test("holds for the new words when it is given again", async () => {
    const page = await changed();
    await radio("False").click();
    expect(firstClaim(page).verdictHolds).toBe(true);
  });

  test("holds no longer when one of its passages is deleted, until that is confirmed", async () => {
    const page = await withCard();
    selectWords(page, "Critics say");
    await button("Add to open claim").click();
    await radio("True").click();
    page.session.run(replace("Critics say ", ""));
    await drawn(page);
    await expect.element(card(spent).getByText("Deleted", { exact: true })).toBeVisible();
    expect(card(spent).element().shadowRoot!.querySelector("del")!.textContent).toBe("Critics say");
    await button("Confirm for the new text").click();
    expect(firstClaim(page).verdictHolds).toBe(true);
    await expect.element(card(spent).getByText("Partly not in the text")).toBeVisible();
  });

  test("is told by the words alone when none was given", async () => {
    const page = await withCard();
    unlock(page);
    caretAfter(page, "spent 4");
    await userEvent.keyboard("5");
    const note = card("The council spent 450 million euros").getByText("The text has changed");
    await expect.element(note).toBeVisible();
  });

  test.each([
    ["the words before it", "Harbour"],
    ["the words behind it", "Critics say"],
  ])("is not touched by changes of %s", async (_, words) => {
    const page = await withCard();
    await radio("True").click();
    unlock(page);
    caretAfter(page, words);
    await userEvent.keyboard("x{Enter}");
    expect(firstClaim(page).verdictHolds).toBe(true);
  });
});

describe("a claim whose words were deleted", () => {
  async function deleted(): Promise<ArticlePage> {
    const page = await withCard();
    await radio("True").click();
    unlock(page);
    selectWords(page, `${spent} on`);
    await userEvent.keyboard("{Delete}");
    await drawn(page);
    return page;
  }

  test("stays as a card that says so, with its old words", async () => {
    await deleted();
    await expect.element(card(spent).getByText("Not in the text")).toBeVisible();
    await expect.element(card(spent).getByText("Its words were deleted.").first()).toBeVisible();
  });

  test("is back with highlight, place and verdict when that is undone", async () => {
    const page = await deleted();
    await control("z");
    expect(highlights()).toEqual([spent, opened]);
    expect(claims(page)).toEqual([spent, opened]);
    expect(firstClaim(page).verdictHolds).toBe(true);
    await expect.element(card(spent).getByText("Not in the text")).not.toBeInTheDocument();
    await expect.element(button("Confirm for the new text")).not.toBeInTheDocument();
  });

  test("is gone again when that is redone", async () => {
    const page = await deleted();
    await control("z");
    await control("{Shift>}z{/Shift}");
    expect(claims(page)).toEqual([" (collapsed)", opened]);
  });

  test("takes other words by Move to selection", async () => {
    const page = await deleted();
    selectWords(page, "Critics say");
    await card(spent).getByRole("button", { name: "Move to selection" }).click();
    expect(claims(page)).toEqual(["Critics say", opened]);
  });
});

describe("Add passage", () => {
  const other = "40 million";

  test("takes the words that are selected", async () => {
    const page = await withCard();
    selectWords(page, other);
    await button("Add passage").click();
    expect(claims(page)).toEqual([other, spent, opened]);
    expect(claimViews(page.session.state)).toHaveLength(2);
    expect(highlights()).toEqual([other, spent, opened]);
  });

  test("waits for words to be selected by mouse, and says so", async () => {
    const page = await withCard();
    const notices = heard("tickmark-notice");
    await button("Add passage").click();
    expect(notices.map(({ sentence }) => sentence)).toEqual([
      "Select the words in the article. Escape cancels.",
    ]);
    await mouse.drag(pointAt(page, other, "start"), pointAt(page, other, "end"));
    await expect.poll(() => claims(page)).toEqual([other, spent, opened]);
  });

  test("waits for words to be selected by keys, and taken by Enter", async () => {
    const page = await withCard();
    await button("Add passage").click();
    await expect.poll(focusedName).toBe("Article");
    await control("{Home}");
    await control("{Shift>}{ArrowRight}{/Shift}");
    await userEvent.keyboard("{Enter}");
    expect(claims(page)).toEqual(["Harbour", spent, opened]);
  });

  test("takes words by C, but copies them by Mod-C", async () => {
    const page = await withCard();
    await button("Add passage").click();
    await expect.poll(focusedName).toBe("Article");
    await control("{Home}");
    await control("{Shift>}{ArrowRight}{/Shift}");
    await control("c");
    expect(claims(page)).toEqual([spent, opened]);
    await userEvent.keyboard("c");
    expect(claims(page)).toEqual(["Harbour", spent, opened]);
  });

  test("offers to take words selected by keys in the toolbar", async () => {
    const page = await withCard();
    await button("Add passage").click();
    await control("{Home}");
    await shift("{ArrowRight}");
    await button("Take these words").click();
    expect(claims(page)).toEqual(["H", spent, opened]);
  });

  test("is given up by Escape", async () => {
    const page = await withCard();
    await button("Add passage").click();
    await userEvent.keyboard("{Escape}");
    await mouse.drag(pointAt(page, other, "start"), pointAt(page, other, "end"));
    await expect.element(button("Mark claim")).toBeVisible();
    expect(claims(page)).toEqual([spent, opened]);
    expect(openCard()).toBe(`Claim: ${spent}`);
  });

  test("is waited for while the text is unlocked, too", async () => {
    const page = await withCard();
    page.session.run(setLocked(false));
    await button("Add passage").click();
    await mouse.drag(pointAt(page, other, "start"), pointAt(page, other, "end"));
    await expect.poll(() => claims(page)).toEqual([other, spent, opened]);
  });

  test("does not take the passage itself for the words", async () => {
    const page = await withCard();
    selectWords(page, spent);
    await button("Add passage").click();
    expect(claims(page)).toEqual([spent, opened]);
  });

  test("can be taken back: Remove passage", async () => {
    const page = await withCard();
    selectWords(page, other);
    await button("Add passage").click();
    await button("Remove passage").first().click();
    expect(claims(page)).toEqual([spent, opened]);
    await expect.element(button("Remove passage")).not.toBeInTheDocument();
  });
});

describe("sources", () => {
  async function withSource(): Promise<ArticlePage> {
    const page = await withCard();
    await button("Add source").click();
    await expect.element(field("URL")).toBeVisible();
    return page;
  }

  test("Add source opens an empty one, retrieved today, with the focus in its URL", async () => {
    await withSource();
    await expect.element(retrieved()).toHaveValue(TODAY);
    await expect.poll(focusedName).toBe("URL");
  });

  test.each([
    ["URL", "https://example.org/a", "url"],
    ["Title", "Accounts 2024", "title"],
    ["Publisher", "City", "publisher"],
    ["Author", "B. Lind", "author"],
    ["Published", "2025-02", "published"],
    ["Archived copy", "https://archive.example/a", "archived"],
  ] as const)("%s is entered on the source", async (name, text, key) => {
    const page = await withSource();
    await fill(name, text);
    expect(value(sources(page)[0], key)).toBe(text);
    await expect.element(field(name)).toHaveValue(text);
  });

  test.each([
    ["Passage", "passage"],
    ["Locator", "locator"],
  ] as const)("%s is entered on the evidence", async (name, key) => {
    const page = await withSource();
    await fill(name, "Words");
    expect(value(firstClaim(page).evidence[0], key)).toBe("Words");
  });

  test("Retrieved can be another day", async () => {
    const page = await withSource();
    await userEvent.fill(retrieved(), "2026-01-31");
    await userEvent.keyboard("{Tab}");
    await expect.poll(() => value(sources(page)[0], "retrieved")).toBe("2026-01-31");
  });

  test("Kind and Stance are chosen", async () => {
    const page = await withSource();
    await expect.element(combobox("Kind")).toHaveDisplayValue("web page");
    await userEvent.selectOptions(combobox("Kind"), "dataset");
    for (const stance of ["supports", "refutes", "context"]) {
      await userEvent.selectOptions(combobox("Stance"), stance);
      expect(value(firstClaim(page).evidence[0], "stance")).toBe(stance);
      await expect.element(combobox("Stance")).toHaveDisplayValue(stance);
    }
    expect(value(sources(page)[0], "kind")).toBe("dataset");
  });

  test("Stance can be taken back", async () => {
    const page = await withSource();
    await userEvent.selectOptions(combobox("Stance"), "refutes");
    await userEvent.selectOptions(combobox("Stance"), "Not said");
    expect(value(firstClaim(page).evidence[0], "stance") || undefined).toBeUndefined();
    await expect.element(combobox("Stance")).toHaveDisplayValue("Not said");
  });

  test("an address pasted on the card starts one", async () => {
    const page = await withCard();
    (card(spent).element() as HTMLElement).focus();
    expect(paste(" https://example.org/a \n").defaultPrevented).toBe(true);
    await expect.element(field("URL")).toHaveValue("https://example.org/a");
    await expect.element(retrieved()).toHaveValue(TODAY);
    await expect.poll(focusedName).toBe("Title");
    expect(sources(page)).toHaveLength(1);
  });

  test("an address pasted on a closed card starts one, and opens it", async () => {
    const page = await openArticle(harbour, mark(spent));
    (card(spent).getByRole("button").element() as HTMLElement).focus();
    paste("https://example.org/a");
    await expect.element(field("URL")).toHaveValue("https://example.org/a");
    expect(sources(page)).toHaveLength(1);
  });

  test.each(["just words", "javascript:alert(1)"])("other words start none: %s", async (words) => {
    const page = await withCard();
    (card(spent).element() as HTMLElement).focus();
    expect(paste(words).defaultPrevented).toBe(false);
    expect(sources(page)).toEqual([]);
  });

  test("an address pasted into a field is the field's", async () => {
    const page = await withCard();
    await userEvent.click(field("Explanation"));
    expect(paste("https://example.org/a").defaultPrevented).toBe(false);
    expect(sources(page)).toEqual([]);
  });

  test("one can be used again for another claim", async () => {
    const page = await withSource();
    await fill("Title", "Accounts 2024");
    await openCardOf(opened);
    await button("Add source").click();
    await userEvent.selectOptions(combobox("Use a source of this article"), "Accounts 2024");
    await expect.element(card(opened).getByText("Cited by 2 claims")).toBeVisible();
    expect(focused()?.localName).toBe("summary");
    expect(sources(page).map((each) => value(each, "title"))).toEqual(["Accounts 2024"]);
  });

  test("what is changed on a source is changed for every claim", async () => {
    const page = await withSource();
    await fill("Title", "Accounts 2024");
    await openCardOf(opened);
    await button("Add source").click();
    await userEvent.selectOptions(combobox("Use a source of this article"), "Accounts 2024");
    await fill("Title", "Accounts 2025");
    await openCardOf(spent);
    await expect.element(card(spent).getByText("Accounts 2025")).toBeVisible();
    expect(sources(page)).toHaveLength(1);
  });

  test("one that is removed is gone, and back by undo", async () => {
    const page = await withSource();
    await fill("Title", "Accounts 2024");
    await button("Remove source").click();
    expect([sources(page), firstClaim(page).evidence]).toEqual([[], []]);
    await control("z");
    await expect.element(card(spent).getByText("Accounts 2024")).toBeVisible();
    expect(sources(page)).toHaveLength(1);
  });

  test("one with a web address can be opened, one without cannot", async () => {
    await withSource();
    const link = screen.getByRole("link", { name: "Open the source" });
    await fill("URL", "javascript:alert(1)");
    await expect.element(link).not.toBeInTheDocument();
    await fill("URL", "https://example.org/a");
    await expect.element(link).toHaveAttribute("href", "https://example.org/a");
    await expect.element(link).toHaveAttribute("rel", "noopener noreferrer");
  });
});

describe("a button that goes when it is pressed leaves the focus on the card:", () => {
  /** Presses a button by keys; undo by keys then has a place to start from. */
  async function press(name: string): Promise<void> {
    (button(name).first().element() as HTMLElement).focus();
    await userEvent.keyboard("{Enter}");
    await expect.element(button(name)).not.toBeInTheDocument();
    expect(document.activeElement?.localName).toBe("tickmark-card");
  }

  test("Clear verdict", async () => {
    const page = await withCard();
    await radio("True").click();
    await press("Clear verdict");
    await control("z");
    expect(firstClaim(page).verdict?.rating).toBe("truth/true");
  });

  test("Remove passage", async () => {
    const page = await withCard();
    selectWords(page, "40 million");
    await button("Add passage").click();
    await press("Remove passage");
  });

  test("Remove source", async () => {
    await withCard();
    await button("Add source").click();
    await press("Remove source");
  });

  test("Confirm for the new text", async () => {
    const page = await withCard();
    unlock(page);
    caretAfter(page, "spent");
    await userEvent.keyboard("x");
    await press("Confirm for the new text");
  });
});

describe("Delete claim", () => {
  test("asks nothing, and offers Undo", async () => {
    const page = await withCard();
    const notices = heard("tickmark-notice");
    await button("Delete claim").click();
    await expect.element(card(spent)).not.toBeInTheDocument();
    expect(highlights()).toEqual([opened]);
    expect(notices.map(({ sentence, action }) => [sentence, action?.label])).toEqual([
      ["Claim deleted.", "Undo"],
    ]);
    await expect.poll(focusedName).toBe("Article");
    notices[0]!.action!.run();
    expect(claims(page)).toEqual([spent, opened]);
    await expect.element(card(spent)).toBeVisible();
  });

  test("is undone by its notice also when something else was done since", async () => {
    const page = await withCard();
    const notices = heard("tickmark-notice");
    await button("Delete claim").click();
    selectWords(page, "Critics say");
    await userEvent.keyboard("c");
    notices[0]!.action!.run();
    expect(claims(page)).toEqual([spent, "Critics say", opened]);
  });

  test("takes with it what hangs on the claim, and undo brings it back", async () => {
    const page = await withCard();
    await radio("True").click();
    await fill("Said by", "Ada Kern");
    await button("Delete claim").click();
    await control("z");
    await openCardOf(spent);
    await expect.element(radio("True")).toBeChecked();
    await expect.element(field("Said by")).toHaveValue("Ada Kern");
    expect(textbox.element().querySelectorAll("mark")).toHaveLength(2);
    expect(claims(page)).toHaveLength(2);
  });
});
