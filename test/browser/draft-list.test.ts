import type { Node } from "prosemirror-model";
import { describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { claimViews } from "../../src/editor/anchors";
import { giveVerdict } from "../../src/editor/commands";
import { placeOf, reviewOf, type Decisions } from "../../src/editor/draft-review";
import "../../src/elements/draft-list";
import type {
  AttachEvent,
  DecisionEvent,
  LookEvent,
  TickmarkDraftList,
} from "../../src/elements/draft-list";
import { article, p, pen, run, stateOf } from "../builders";
import { planFor, type Told } from "../drafts";
import { mark } from "./article-page";
import { expectAccessible, focused, mount } from "./mount";

const OLD = article(p("The mill opened in 1926."), p("It has nine ovens."), p("Ann owns it."));
const NEW = article(
  p("The mill opened in 1927."),
  p("It has nine ovens; nine ovens are enough."),
  p("Bea bought it."),
);

const YEAR: Told = { state: "changed", on: "opened in 1927", doubt: "facts" };

/** A list that keeps what is decided, as the dialog does. */
async function open(told: Readonly<Record<string, Told>>, after: Node = NEW, old: Node = OLD) {
  const marked = run(stateOf(old), ...Object.keys(told).map((words) => mark(words)));
  const judge = giveVerdict(pen("judge"), claimViews(marked)[0]!.record.id, "truth/true");
  const state = run(marked, judge);
  const review = reviewOf(state, planFor(state, after, told));
  const list = await mount("tickmark-draft-list", { review, language: "en" });
  const looked: string[] = [];
  list.addEventListener("decision", (event) => {
    list.decisions = new Map([...list.decisions, ...(event as DecisionEvent).decisions]);
  });
  list.addEventListener("look", (event) => {
    list.current = (event as LookEvent).id;
    looked.push(review.fates.get(list.current as never)!.before);
  });
  return { list, review, looked };
}

/** The words a passage is to stand on, by those it stands on now; null: none. */
function decided(
  { review }: { review: TickmarkDraftList["review"] },
  list: TickmarkDraftList,
  before: string,
) {
  const fate = review.plan.fates.find((each) => each.before === before)!;
  const place = placeOf(fate, list.decisions);
  return place && review.plan.after.textBetween(place.from, place.to);
}

const item = (words: string) => page.getByRole("listitem").filter({ hasText: words });
const choice = (name: string) => page.getByRole("radio", { name, exact: true });

describe("the groups", () => {
  test("have counts, those to decide first, and what needs no look is folded", async () => {
    const { list } = await open({
      "opened in 1926": YEAR,
      "nine ovens": { state: "kept", on: "nine ovens" },
      "Ann owns it": { state: "unplaced" },
    });
    const summaries = [...list.shadowRoot!.querySelectorAll("summary")];
    expect(summaries.map(({ innerText }) => innerText.replace("\n", " "))).toEqual([
      "To decide 1",
      "Unplaced 1",
      "Kept 1",
    ]);
    await expect.element(item("opened in")).toBeVisible();
    await expect.element(item("nine ovens")).not.toBeInTheDocument();
    await page.getByText(/^Kept/).click();
    await expect.element(item("nine ovens")).toBeVisible();
  });

  test("show a hundred items, and more when asked", async () => {
    const words = Array.from({ length: 230 }, (_, index) => `Oven ${index} is old.`);
    const doc = article(p(words.join(" ")));
    const state = run(stateOf(doc), ...words.map((each) => mark(each)));
    const told = words.map((each) => [each, { state: "changed", on: each }] as const);
    const review = reviewOf(state, planFor(state, doc, Object.fromEntries(told)));
    await mount("tickmark-draft-list", { review });
    const shown = page.getByRole("listitem");
    await expect.poll(() => shown.elements().length).toBe(100);
    await page.getByRole("button", { name: "Show 100 more of 230" }).click();
    await page.getByRole("button", { name: "Show 30 more of 230" }).click();
    await expect.poll(() => shown.elements().length).toBe(230);
  });

  test("end with the clearances that fall", async () => {
    const { list, review } = await open({ "nine ovens": { state: "kept", on: "nine ovens" } });
    list.review = { ...review, fallen: 2 };
    await expect.element(page.getByText("2 passages marked “nothing to check” fall")).toBeVisible();
  });
});

describe("a passage", () => {
  test("shows old and new words with what differs, why it is doubtful, and what comes of it", async () => {
    const { list } = await open({ "opened in 1926": YEAR });
    const { shadowRoot } = list;
    expect(shadowRoot!.querySelector("del")).toHaveTextContent(/^1926$/);
    expect(shadowRoot!.querySelector("ins")).toHaveTextContent(/^1927$/);
    await expect
      .element(item("True opened in 1926"))
      .toHaveTextContent("A figure, a name or a negation changed.");
    await expect
      .element(item("opened in"))
      .toHaveTextContent("Undecided: it will be left unplaced.");
    await choice("Accept").click();
    await expect
      .element(item("opened in"))
      .toHaveTextContent("Will stand on the new words. Its verdict will no longer hold.");
  });

  test("that moved stays with its verdict, unless that is overruled", async () => {
    const { list, review } = await open({ "nine ovens": { state: "moved", on: "nine ovens" } });
    await page.getByText(/^Moved/).click();
    await expect
      .element(item("nine ovens"))
      .toHaveTextContent("Stays on the same words. Its verdict holds.");
    await expect.element(choice("Accept")).toBeChecked();
    await choice("Leave unplaced").click();
    await expect.element(item("nine ovens")).toHaveTextContent("Will be left unplaced");
    expect(decided({ review }, list, "nine ovens")).toBeNull();
  });

  test("with several places has each of them to choose from", async () => {
    const { list, review } = await open({
      "nine ovens": {
        state: "unplaced",
        on: "nine ovens",
        or: ["nine ovens are"],
        doubt: "several",
      },
    });
    await choice("It has nine ovens; nine ovens are enough.").nth(1).click();
    expect(decided({ review }, list, "nine ovens")).toBe("nine ovens are");
  });

  test("asks for the words selected, and then has them among its places", async () => {
    const { list, review } = await open({ "Ann owns it": { state: "unplaced" } });
    const attach = vi.fn((event: Event) => (event as AttachEvent).id);
    list.addEventListener("attach", attach);
    await page.getByRole("button", { name: "Attach to selection" }).click();
    const [fate] = review.plan.fates;
    expect(attach).toHaveReturnedWith(fate!.id);
    list.decisions = new Map([[fate!.id, { from: 8, to: 12 }]]) as Decisions;
    await expect.element(choice("Words selected")).toBeChecked();
  });

  test("is looked at when it gets the focus", async () => {
    const { looked } = await open({ "opened in 1926": YEAR });
    await userEvent.tab();
    await userEvent.tab();
    await expect.element(choice("Accept")).toBe(focused());
    expect(looked).toEqual(["opened in 1926"]);
  });
});

describe("going through what is to be decided by keyboard", () => {
  const OWNER: Told = { state: "changed", on: "Bea bought it", doubt: "unlike" };

  test("arrow keys choose, Enter goes on to the next nobody has decided on", async () => {
    const { list, review, looked } = await open({ "opened in 1926": YEAR, "Ann owns it": OWNER });
    expect(list.goToNext()).toBe(true);
    await vi.waitFor(() => expect(looked).toEqual(["opened in 1926"]));
    await userEvent.keyboard(" ");
    await expect.poll(() => decided({ review }, list, "opened in 1926")).toBe("opened in 1927");
    await userEvent.keyboard("{Enter}");
    await vi.waitFor(() => expect(looked.at(-1)).toBe("Ann owns it"));
    await userEvent.keyboard("{ArrowDown}");
    await expect.poll(() => list.decisions.size).toBe(2);
    expect(decided({ review }, list, "Ann owns it")).toBeNull();
    expect(list.goToNext()).toBe(false);
  });

  test("a change that was accepted can be accepted wherever it is the same", async () => {
    const old = article(p("Ann paid."), p("Then Ann left."), p("So Ann said."), p("Ann slept."));
    const after = article(p("Bea paid."), p("Then Bea left."), p("So Bea said."), p("Carl slept."));
    const told = { state: "changed", doubt: "facts" } as const;
    const fates = {
      "Ann paid": { ...told, on: "Bea paid" },
      "Then Ann left": { ...told, on: "Then Bea left" },
      "So Ann said": { ...told, on: "So Bea said" },
      "Ann slept": { ...told, on: "Carl slept" },
    };
    const { list } = await open(fates, after, old);
    await choice("Accept").first().click();
    await page.getByRole("button", { name: "Accept the same change in 2 more" }).click();
    await expect.poll(() => list.decisions.size).toBe(3);
    await expect.element(choice("Accept").nth(3)).not.toBeChecked();
    await expect.element(choice("Accept").first()).toBe(focused());
  });

  test("the count says how many are left", async () => {
    await open({ "opened in 1926": YEAR, "Ann owns it": OWNER });
    await choice("Accept").first().click();
    await expect.element(page.getByText("1 of 2 left")).toBeVisible();
  });
});

test("the list is accessible", async () => {
  const { list } = await open({
    "opened in 1926": YEAR,
    "nine ovens": { state: "unplaced", on: "nine ovens", or: ["nine ovens are"], doubt: "several" },
    "Ann owns it": { state: "unplaced" },
  });
  list.goToNext();
  await expectAccessible(list);
});
