import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import "../../src/elements/library";
import type { TickmarkLibrary } from "../../src/elements/library";
import type { Summary } from "../../src/model/commit";
import type { Id } from "../../src/model/record";
import { drag, expectAccessible, focused, heard, mount } from "./mount";

const now = "2026-03-13T10:00:00.000Z";

/** An article in the library, called by its id. */
function summary(id: string, fields: Partial<Summary> = {}): Summary {
  const article = id as Id<"article">;
  const empty = { outlet: "", claims: 0, judged: 0, changed: now, deleted: null };
  return { article, title: id, ...empty, ...fields };
}

const trashed = (id: string, deleted = "2026-03-10T10:00:00.000Z") => summary(id, { deleted });

function library(...summaries: Summary[]): Promise<TickmarkLibrary> {
  return mount("tickmark-library", { summaries, now });
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const dialog = page.getByRole("dialog");
const list = (name: string) => page.getByRole("list", { name });

/** Chooses from the menu of an article's row. */
async function choose(item: string, article: string): Promise<void> {
  await button(`Actions for ${article}`).click();
  await page.getByRole("menuitem", { name: item }).click();
}

describe("an empty library", () => {
  test("shows nothing while it is not known to be empty", async () => {
    const element = await mount("tickmark-library", { now });
    expect(element.shadowRoot?.textContent?.trim()).toBe("");
  });

  test("offers two ways on", async () => {
    await library();
    const asked = [heard("new-article"), heard("open-sample")];
    await button("New article").click();
    await button("Try the sample article").click();
    expect(asked.map(({ length }) => length)).toEqual([1, 1]);
  });

  test("is still a first start when all there is lies in the trash", async () => {
    await library(trashed("ferry"));
    await expect.element(button("Try the sample article")).toBeVisible();
    await expect.element(page.getByText("Trash")).toBeVisible();
  });

  test("is accessible", async () => expectAccessible(await library()));
});

describe("a library", () => {
  test("lists articles by their last change, the newest first, with their addresses", async () => {
    await library(
      summary("ferry", { changed: "2026-03-01T10:00:00.000Z" }),
      summary("storm", { changed: "2026-03-02T10:00:00.000Z" }),
      trashed("bridge"),
    );
    const links = page.getByRole("link").elements() as HTMLAnchorElement[];
    expect(links.map(({ hash }) => hash)).toEqual(["#/article/storm", "#/article/ferry"]);
  });

  test("calls an article without a title so", async () => {
    await library(summary("ferry", { title: "" }));
    await expect.element(page.getByRole("link", { name: "Untitled" })).toBeVisible();
  });

  test.each([
    [0, 0, "No claims yet"],
    [1, 0, "1 claim, 0 with verdict"],
    [12, 9, "12 claims, 9 with verdict"],
  ])("counts %i claims, %i with verdict", async (claims, judged, words) => {
    await library(summary("ferry", { claims, judged, outlet: "The Courier" }));
    await expect.element(list("Articles")).toHaveTextContent("The Courier");
    await expect.element(list("Articles")).toHaveTextContent(words);
  });

  test.each([
    ["2026-03-13T09:59:30.000Z", "just now"],
    ["2026-03-13T09:15:00.000Z", "45 minutes ago"],
    ["2026-03-13T07:01:00.000Z", "2 hours ago"],
    ["2026-03-12T09:00:00.000Z", "yesterday"],
    ["2026-03-01T09:00:00.000Z", "last week"],
    ["2025-12-01T09:00:00.000Z", "3 months ago"],
    ["2023-12-01T09:00:00.000Z", "2 years ago"],
    ["2026-03-13T10:05:00.000Z", "just now"],
  ])("says of %s: %s", async (changed, words) => {
    await library(summary("ferry", { changed }));
    const time = page.getByText(words, { exact: true });
    await expect.element(time).toHaveAttribute("datetime", changed);
    await expect.element(time).toHaveAttribute("title", expect.stringMatching(/20\d\d at \d+:/));
  });

  test("is accessible", async () => {
    const articles = [
      summary("ferry", { claims: 2, outlet: "Courier" }),
      summary("a", { title: "" }),
    ];
    const element = await library(...articles, trashed("bridge"));
    await page.getByText("Trash").click();
    await expectAccessible(element);
  });
});

describe("renaming", () => {
  test("asks for a name, and gives it on Enter", async () => {
    await library(summary("ferry"));
    const asked = heard("rename-article");
    await choose("Rename", "ferry");
    await expect.element(page.getByRole("textbox", { name: "Name" })).toHaveValue("ferry");
    await userEvent.keyboard("The ferry{Enter}");
    await expect.element(dialog).not.toBeInTheDocument();
    expect(asked.map(({ article, name }) => [article, name])).toEqual([["ferry", "The ferry"]]);
  });

  test.each(["The ferry{Escape}", "ferry {Enter}", "The ferry{Tab}{Tab}{Enter}"])(
    "changes nothing on %s",
    async (keys) => {
      await library(summary("ferry"));
      const asked = heard("rename-article");
      await choose("Rename", "ferry");
      await userEvent.keyboard(keys);
      await expect.element(dialog).not.toBeInTheDocument();
      expect(asked).toEqual([]);
    },
  );

  test("is accessible", async () => {
    const element = await library(summary("ferry"));
    await choose("Rename", "ferry");
    await expectAccessible(element);
  });
});

describe("deleting", () => {
  test("asks nothing, and moves the focus to the next article", async () => {
    await library(summary("ferry"), summary("storm", { changed: "2026-03-01T10:00:00.000Z" }));
    const asked = heard("delete-article");
    await choose("Delete", "ferry");
    expect(asked.map(({ article }) => article)).toEqual(["ferry"]);
    expect(focused()?.textContent?.trim()).toBe("storm");
  });

  test("of the only article moves the focus to the way on", async () => {
    await library(summary("ferry"));
    await choose("Delete", "ferry");
    expect(focused()?.textContent?.trim()).toBe("New article");
  });
});

describe("the trash", () => {
  test.each([
    ["2026-03-13T10:00:00.000Z", "30 days left"],
    ["2026-03-10T11:00:00.000Z", "28 days left"],
    ["2026-02-12T10:00:00.000Z", "1 day left"],
    ["2026-02-01T10:00:00.000Z", "Goes today"],
  ])("says of an article deleted on %s: %s", async (deleted, words) => {
    await library(trashed("ferry", deleted));
    await page.getByText("Trash").click();
    await expect.element(list("Trash")).toHaveTextContent(words);
  });

  test("gives an article back", async () => {
    await library(trashed("ferry"));
    const asked = heard("restore-article");
    await page.getByText("Trash").click();
    await button("Restore ferry").click();
    expect(asked.map(({ article }) => article)).toEqual(["ferry"]);
  });

  test.each([
    ["Delete for good", ["ferry"]],
    ["Keep it", []],
  ])("asks before it deletes for good: %s", async (answer, erased) => {
    await library(trashed("ferry"));
    const asked = heard("erase-article");
    await page.getByText("Trash").click();
    await button("Delete for good: ferry").click();
    await dialog.getByRole("button", { name: answer }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(asked.map(({ article }) => article)).toEqual(erased);
  });

  test("keeps an article when its question is left by Escape or Enter", async () => {
    const element = await library(trashed("ferry"));
    const asked = heard("erase-article");
    await page.getByText("Trash").click();
    for (const key of ["{Escape}", "{Enter}"]) {
      await button("Delete for good: ferry").click();
      await expectAccessible(element);
      await userEvent.keyboard(key);
      await expect.element(dialog).not.toBeInTheDocument();
    }
    expect(asked).toEqual([]);
  });
});

describe("a file dropped on the library", () => {
  const file = new File(["Ferry sinks"], "ferry.txt");

  test("is to become a new article", async () => {
    const element = await library(summary("ferry"));
    const asked = heard("new-article");
    drag("dragover", element, file);
    await expect.element(page.getByText("Drop the file")).toBeVisible();
    drag("drop", element, file);
    await expect.element(page.getByText("Drop the file")).not.toBeInTheDocument();
    expect(asked.map((event) => event.file?.name)).toEqual(["ferry.txt"]);
  });

  test("is more than words: those are left alone", async () => {
    const element = await library(summary("ferry"));
    expect(drag("dragover", element, "words").defaultPrevented).toBe(false);
    expect(drag("dragover", element, file).defaultPrevented).toBe(true);
  });
});
