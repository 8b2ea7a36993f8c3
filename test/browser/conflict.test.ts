import type { Command } from "prosemirror-state";
import { undo } from "prosemirror-history";
import { describe, expect, onTestFinished, test } from "vitest";
import { page as screen, userEvent, type Locator } from "vitest/browser";
import { claimViews, contents, recordOf } from "../../src/editor/anchors";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import {
  addSource,
  choose,
  deleteRecord,
  giveVerdict,
  introduce,
  keepDisplaced,
  setField,
} from "../../src/editor/commands";
import type { Pen } from "../../src/editor/entry-writer";
import type { Kinds } from "../../src/model/kinds";
import { conflict, value, type Id } from "../../src/model/record";
import { selectClaim } from "../../src/editor/selected-claim";
import { ARTICLE, article, claimOn, p, title } from "../builders";
import {
  button,
  card,
  caretAfter,
  control,
  drawn,
  field,
  focusedName,
  highlights,
  mark,
  modelText,
  openArticle,
  openCardOf,
  openOther,
  radio,
  selectWords,
  unlock,
  type ArticlePage,
} from "./article-page";
import { expectAccessible } from "./mount";

const buses = article(
  title("Buses late again"),
  p("In March 31 of 94 buses ran late. None was cut, Ada Kern said."),
);

const late = "31 of 94 buses ran late";
const none = "None was cut";

const group = (label: string): Locator =>
  screen.getByRole("group", { name: `${label}: choose one`, exact: true });
const useThis = (label: string, index: number): Locator =>
  group(label).getByRole("button", { name: "Use this" }).nth(index);
const keepAll = (label: string): Locator =>
  group(label).getByRole("button", { name: "Keep all, to edit" });

/** What is done by somebody, on the claim on the first words. */
type Doing = (by: Pen, claim: Id<"claim">) => Command;

/** The article on the screen, in which two have done something, neither knowing of the other. */
async function afterBoth(here: Doing, there: Doing, ...before: Doing[]): Promise<ArticlePage> {
  const page = await openArticle(buses, mark(late), mark(none));
  const claim = claimOn(page.session.state, late);
  for (const doing of before) page.session.run(doing(page.session.pen, claim));
  page.session.run(selectClaim(null));
  await page.session.save();
  const other = await openOther(page);
  other.run(introduce(other.pen, "Bea Lind"));
  other.run(there(other.pen, claim));
  page.session.run(here(page.session.pen, claim));
  await page.session.save();
  await other.save();
  await page.session.catchUp();
  await drawn(page);
  return page;
}

/** Enters a text in a field of the claim. */
const says =
  (name: "statement" | "saidBy" | "explanation", text: string): Doing =>
  (by, claim) =>
    setField(by, "claim", claim, name, text);

const judges =
  (rating: "truth/true" | "truth/false"): Doing =>
  (by, claim) =>
    giveVerdict(by, claim, rating);

const cites: Doing = (by, claim) => addSource(by, claim, { url: "https://example.org/a" });

/** Enters a text in a field of the only source or evidence. */
const tells =
  <K extends "source" | "evidence">(kind: K, name: keyof Kinds[K] & string, text: string): Doing =>
  (by, claim) =>
  (state, dispatch) => {
    const { sources, evidence } = contents(annotationsOf(state));
    const { id } = kind === "source" ? sources[0]! : evidence.get(claim)![0]!;
    return setField(by, kind, id as Id<K>, name, text as Kinds[K][typeof name])(state, dispatch);
  };

const deletes: Doing = (by, claim) => deleteRecord(by, "claim", claim);

/** Two who say different things in “Said by”, the claim's card open. */
async function twoNames(): Promise<ArticlePage> {
  const page = await afterBoth(says("saidBy", "Ada Kern"), says("saidBy", "A. Kern"));
  await openCardOf(late);
  await expect.element(group("Said by")).toBeVisible();
  return page;
}

const record = ({ session }: ArticlePage) =>
  claimViews(session.state).find(({ passages }) => passages[0]?.words === late)?.record;
const saidBy = (page: ArticlePage) => value(record(page), "saidBy");

describe("a field of which two have entered different values", () => {
  test("shows each with who and when, and the last as its value", async () => {
    const page = await twoNames();
    const items = group("Said by").getByRole("listitem");
    const times = conflict(record(page)!.fields.saidBy).map(({ at }) => at);
    for (const [index, ...words] of [
      [0, "Ada Kern", "You"],
      [1, "A. Kern", "Bea Lind"],
    ] as const) {
      for (const each of words)
        await expect.element(items.nth(index).getByText(each)).toBeVisible();
      const time = items.nth(index).getByRole("time");
      await expect.element(time).toHaveAttribute("datetime", times[index]);
    }
    await expect.element(field("Said by")).toHaveValue("A. Kern");
  });

  test("has the one that is chosen, with the focus in it", async () => {
    const page = await twoNames();
    await useThis("Said by", 0).click();
    await expect.element(group("Said by")).not.toBeInTheDocument();
    expect(saidBy(page)).toBe("Ada Kern");
    await expect.element(field("Said by")).toHaveValue("Ada Kern");
    await expect.poll(focusedName).toBe("Said by");
  });

  test("is decided also by choosing the value it shows", async () => {
    const page = await twoNames();
    await useThis("Said by", 1).click();
    await expect.element(group("Said by")).not.toBeInTheDocument();
    expect(saidBy(page)).toBe("A. Kern");
  });

  test("has both, to be edited, with the focus in it", async () => {
    const page = await twoNames();
    await keepAll("Said by").click();
    await expect.element(field("Said by")).toHaveValue("Ada Kern / A. Kern");
    expect(saidBy(page)).toBe("Ada Kern / A. Kern");
    await expect.poll(focusedName).toBe("Said by");
  });

  test("is decided by typing in it", async () => {
    const page = await twoNames();
    await userEvent.fill(field("Said by"), "Ada M. Kern");
    await userEvent.keyboard("{Tab}");
    await expect.element(group("Said by")).not.toBeInTheDocument();
    expect(saidBy(page)).toBe("Ada M. Kern");
  });

  test("is in conflict again when the choice is undone, and decided again by redo", async () => {
    const page = await twoNames();
    await useThis("Said by", 0).click();
    await expect.element(group("Said by")).not.toBeInTheDocument();
    await control("z");
    await expect.element(group("Said by").getByRole("listitem").nth(1)).toBeVisible();
    expect(saidBy(page)).toBe("A. Kern");
    await expect.poll(focusedName).toBe("Said by");
    await control("{Shift>}z{/Shift}");
    await expect.element(group("Said by")).not.toBeInTheDocument();
    expect(saidBy(page)).toBe("Ada Kern");
  });

  test("is decided by keys alone", async () => {
    const page = await twoNames();
    await userEvent.click(field("Claim"));
    await userEvent.keyboard("{Tab}");
    expect(focusedName()).toBe("Use this");
    await userEvent.keyboard("{Enter}");
    await expect.poll(focusedName).toBe("Said by");
    expect(saidBy(page)).toBe("Ada Kern");
  });

  test("is told by its description which value a button is for", async () => {
    await twoNames();
    await expect.element(useThis("Said by", 0)).toHaveAccessibleDescription("Ada Kern");
  });

  test("is not in conflict when the values are the same", async () => {
    await afterBoth(says("saidBy", "Ada Kern"), says("saidBy", "Ada Kern"));
    await openCardOf(late);
    await expect.element(group("Said by")).not.toBeInTheDocument();
  });

  test.each([
    ["Claim", "statement"],
    ["Explanation", "explanation"],
  ] as const)("is %s: its values are put together on lines of their own", async (label, name) => {
    const page = await afterBoth(says(name, "One."), says(name, "Other."));
    await openCardOf(late);
    await keepAll(label).click();
    await expect.element(field(label)).toHaveValue("One.\nOther.");
    expect(value(record(page), name)).toBe("One.\nOther.");
  });

  test("is the verdict: shown by mark and label, and one is chosen", async () => {
    const page = await afterBoth(judges("truth/false"), judges("truth/true"));
    await openCardOf(late);
    await expect.element(group("Verdict").getByText("✗ False")).toBeVisible();
    await expect.element(group("Verdict").getByText("✓ True")).toBeVisible();
    await expect.element(keepAll("Verdict")).not.toBeInTheDocument();
    await useThis("Verdict", 0).click();
    await expect.element(radio("False")).toBeChecked();
    await expect.poll(focusedName).toBe("False");
    expect(claimViews(page.session.state)[0]!.verdictHolds).toBe(true);
  });

  test("is the verdict, which one has cleared", async () => {
    const clears: Doing = (by, claim) => giveVerdict(by, claim, null);
    const page = await afterBoth(clears, judges("truth/true"), judges("truth/false"));
    await openCardOf(late);
    await expect.element(group("Verdict").getByText("No verdict")).toBeVisible();
    await useThis("Verdict", 0).click();
    await expect.element(radio("True")).not.toBeChecked();
    expect(claimViews(page.session.state)[0]!.verdict).toBeNull();
  });
});

describe("a conflict in evidence or source", () => {
  test.each([
    ["evidence", "Passage", "passage"],
    ["evidence", "Locator", "locator"],
    ["source", "Title", "title"],
    ["source", "Publisher", "publisher"],
  ] as const)("of the %s, in its %s, is decided there", async (kind, label, name) => {
    const doing = (text: string) => tells(kind, name as never, text);
    await afterBoth(doing("One"), doing("Other"), cites);
    await openCardOf(late);
    await useThis(label, 0).click();
    await expect.element(field(label)).toHaveValue("One");
    await expect.poll(focusedName).toBe(label);
    await expect.element(group(label)).not.toBeInTheDocument();
  });

  test("of addresses has no Keep all", async () => {
    const doing = (text: string) => tells("source", "url", text);
    await afterBoth(doing("https://example.org/b"), doing("https://example.org/c"), cites);
    await openCardOf(late);
    await expect.element(group("URL")).toBeVisible();
    await expect.element(keepAll("URL")).not.toBeInTheDocument();
  });

  test.each([
    ["evidence", "Stance", "stance", "supports", "refutes"],
    ["source", "Kind", "kind", "book", "dataset"],
  ] as const)("of the %s, in its %s, which is chosen from a list", async (...row) => {
    const [kind, label, name, one, other] = row;
    await afterBoth(tells(kind, name as never, one), tells(kind, name as never, other), cites);
    await openCardOf(late);
    await useThis(label, 0).click();
    const list = screen.getByRole("combobox", { name: label, exact: true });
    await expect.element(list).toHaveDisplayValue(one);
    await expect.poll(focusedName).toBe(label);
  });

  test("is told on the source's line, and on the claim's", async () => {
    await afterBoth(tells("source", "title", "One"), tells("source", "title", "Other"), cites);
    await expect.element(card(late).getByRole("button")).toHaveTextContent("Conflict");
    await openCardOf(late);
    const summary = card(late).element().shadowRoot!.querySelector("tickmark-evidence")!;
    expect(summary.shadowRoot!.querySelector("summary")!.textContent).toContain("Conflict");
  });
});

describe("a conflict in what is known of the article", () => {
  const tellsOf =
    (name: "byline" | "scale", text: string): Doing =>
    (by) =>
      setField(by, "article", ARTICLE, name, text as never);

  test("is told on its line, and decided at the field", async () => {
    const page = await afterBoth(tellsOf("byline", "A. Kern"), tellsOf("byline", "B. Lind"));
    await screen.getByText("B. Lind · Truth scale").click();
    await expect.element(screen.getByText("Conflict", { exact: true })).toBeVisible();
    await keepAll("Byline").click();
    await expect.element(field("Byline")).toHaveValue("A. Kern / B. Lind");
    await expect.poll(focusedName).toBe("Byline");
    await expect.element(screen.getByText("Conflict", { exact: true })).not.toBeInTheDocument();
    page.session.run(undo);
    await expect.element(group("Byline")).toBeVisible();
  });

  test("shows a scale by its name", async () => {
    const page = await afterBoth(tellsOf("scale", "editorial"), tellsOf("scale", "truth"));
    await screen.getByText("Truth scale").click();
    await expect.element(group("Scale").getByText("Editorial")).toBeVisible();
    await useThis("Scale", 0).click();
    expect(value(recordOf(page.session.state, "article", ARTICLE), "scale")).toBe("editorial");
  });
});

describe("a claim with something to decide", () => {
  test("says so on its line, and its words call for attention", async () => {
    const page = await afterBoth(says("saidBy", "Ada Kern"), says("saidBy", "A. Kern"));
    await expect.element(card(late).getByRole("button")).toHaveTextContent("No verdict Conflict");
    await expect.element(card(none).getByRole("button")).not.toHaveTextContent("Conflict");
    expect(highlights("attention")).toEqual([late]);
    page.session.run(setField(page.session.pen, "claim", record(page)!.id, "saidBy", "Ada"));
    await drawn(page);
    await expect.element(card(late).getByRole("button")).not.toHaveTextContent("Conflict");
    expect(highlights("attention")).toEqual([]);
  });
});

describe("a claim that one deleted and another changed", () => {
  const sentence = (deleter: string, other: string): Locator =>
    card(late).getByText(`${deleter} deleted this claim; it was changed since by ${other}.`);

  test("is kept, and says who did what", async () => {
    await afterBoth(says("explanation", "Counted."), deletes);
    await expect.element(card(late).getByRole("button")).toHaveTextContent("Conflict");
    expect(highlights("attention")).toEqual([late]);
    await openCardOf(late);
    await expect.element(sentence("Bea Lind", "you")).toBeVisible();
  });

  test("is kept for good by Keep; undo brings the question back", async () => {
    const page = await afterBoth(deletes, says("explanation", "Counted."));
    await openCardOf(late);
    await expect.element(sentence("You", "Bea Lind")).toBeVisible();
    await button("Keep").click();
    await expect.element(button("Keep")).not.toBeInTheDocument();
    expect(value(record(page), "alive")).toBe(true);
    expect(document.activeElement?.localName).toBe("tickmark-card");
    await control("z");
    await expect.element(button("Keep")).toBeVisible();
  });

  test.each([
    ["changed", says("explanation", "Counted.")],
    ["given a source", cites],
  ])("is deleted by Delete when it was %s, with a way back", async (_, change) => {
    const page = await afterBoth(deletes, change);
    await openCardOf(late);
    await button("Delete").click();
    await expect.element(card(late)).not.toBeInTheDocument();
    await expect.poll(focusedName).toBe("Article");
    await control("z");
    await expect.element(card(late)).toBeVisible();
    expect(record(page)).toBeDefined();
  });

  test("stays when one keeps it while the other deletes it", async () => {
    const keeps: Doing = (by, claim) =>
      choose(by, { kind: "claim", id: claim, field: "alive" }, true);
    await afterBoth(keeps, deletes);
    await openCardOf(late);
    await expect.element(sentence("Bea Lind", "you")).toBeVisible();
    await button("Keep").click();
    await expect.element(button("Keep")).not.toBeInTheDocument();
  });
});

describe("who marked and judged a claim", () => {
  const text = () => card(late).element().shadowRoot!.textContent;

  test("is not said while nobody else works on the article", async () => {
    const page = await openArticle(buses);
    selectWords(page, late);
    await userEvent.keyboard("c");
    page.session.run(judges("truth/true")(page.session.pen, claimOn(page.session.state, late)));
    await expect.element(radio("True")).toBeChecked();
    expect(text()).not.toContain("Marked by");
    expect(text()).not.toContain("Given by");
  });

  test("is said with name and time, one's own as You", async () => {
    const page = await afterBoth(says("explanation", "Counted."), judges("truth/true"));
    await openCardOf(late);
    const persons = () =>
      [...card(late).element().shadowRoot!.querySelectorAll("tickmark-person")].map((each) =>
        each.shadowRoot?.textContent?.replace(/\s+/g, " "),
      );
    await expect
      .poll(persons)
      .toEqual([
        expect.stringMatching(/BL Bea Lind Jan 1, 2026/),
        expect.stringMatching(/Y You Jan 1, 2026/),
      ]);
    page.session.run(judges("truth/false")(page.session.pen, record(page)!.id));
    await expect.poll(persons).toContainEqual(expect.stringMatching(/Y You Mar 12, 2026/));
  });
});

describe("words that found no place", () => {
  async function displaced(): Promise<ArticlePage> {
    const page = await afterBoth(says("saidBy", "Ada"), (by) => keepDisplaced(by, ["thirty-one"]));
    await expect.element(screen.getByText("thirty-one")).toBeVisible();
    return page;
  }

  test("are shown with who wrote them and when, until the text is unlocked to stay where they are", async () => {
    const page = await displaced();
    const alert = screen.getByRole("alert");
    await expect.element(alert.getByText("Bea Lind")).toBeVisible();
    await expect.element(alert.getByText("Jan 1, 2026", { exact: false })).toBeVisible();
    await expect.element(alert).toHaveTextContent("switch on Edit text");
    await expect.element(button("Put in at the caret")).toBeDisabled();
    unlock(page);
    await expect.element(button("Put in at the caret")).toBeEnabled();
    await expect.element(alert).not.toHaveTextContent("switch on Edit text");
  });

  test("are put in at the caret, and are displaced again by undo", async () => {
    const page = await displaced();
    unlock(page);
    caretAfter(page, "In March ");
    await button("Put in at the caret").click();
    await expect.element(button("Done")).not.toBeInTheDocument();
    expect(modelText(page)[1]).toMatch(/^In March thirty-one31 of 94/);
    await expect.poll(focusedName).toBe("Article");
    await control("z");
    await expect.element(button("Done")).toBeVisible();
    expect(modelText(page)[1]).toMatch(/^In March 31 of 94/);
  });

  test("are gone by Done, and back by undo", async () => {
    const page = await displaced();
    await button("Done").click();
    await expect.element(button("Done")).not.toBeInTheDocument();
    await expect.poll(focusedName).toBe("Article");
    page.session.run(undo);
    await expect.element(button("Done")).toBeVisible();
  });
});

describe("is accessible, in light and dark, and fits:", () => {
  /** Everything at once: fields, source and article in conflict, a contest, words without a place. */
  async function everything(): Promise<ArticlePage> {
    const all =
      (who: string): Doing =>
      (by, claim) =>
      (state, dispatch) => {
        // Each is a transaction of its own.
        let now = state;
        for (const doing of [
          says("saidBy", who),
          judges(who === "One" ? "truth/true" : "truth/false"),
          tells("source", "title", `${who} has-a-long-title-that-does-not-break-${"x".repeat(40)}`),
          (pen: Pen) => setField(pen, "article", ARTICLE, "byline", who),
          (pen: Pen) => keepDisplaced(pen, [`${who} words`]),
          ...(who === "One" ? [deletes] : []),
        ])
          doing(by, claim)(now, (tr) => {
            now = now.apply(tr);
            dispatch?.(tr);
          });
        return true;
      };
    const page = await afterBoth(all("One"), all("Other"), cites);
    await screen.getByText("Other · Truth scale").click();
    await openCardOf(late);
    await expect.element(group("Title")).toBeVisible();
    await expect.element(group("Byline")).toBeVisible();
    return page;
  }

  test("an article full of conflicts", async () => {
    const page = await everything();
    await expectAccessible(page.element);
  });

  test("a screen of 390 pixels", async () => {
    onTestFinished(() => screen.viewport(1280, 800));
    const page = await everything();
    await screen.viewport(390, 800);
    await drawn(page);
    expect(document.documentElement.scrollWidth).toBe(390);
    const open = document.querySelector("tickmark-card[open]")!;
    expect(open.scrollWidth).toBe(open.clientWidth);
  });
});
