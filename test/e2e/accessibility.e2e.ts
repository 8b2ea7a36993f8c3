import type { Page } from "@playwright/test";
import axe from "axe-core";
import { expect, test } from "./app";
import { fillIn, judge } from "./article-page";
import { fixture, LibraryPage } from "./library-page";

const TITLE = "Town bakery turns one hundred";

/** A screen, and how to get there from the empty library. */
const screens: Readonly<Record<string, (library: LibraryPage) => Promise<void>>> = {
  "the empty library": async () => {},
  "the dialog for a new article": (library) => library.openDialog(),
  "the dialog with a rich text and everything about it": async (library) => {
    await library.openDialog();
    await library.chooseFile("otters.html");
    await library.dialog.getByText("More about the article").click();
    await expect(library.articleText).toContainText("otters live");
  },
  "the dialog with something wrong": async (library) => {
    await library.openDialog();
    await library.chooseFile("report.pdf");
    await expect(library.alert).toContainText("PDF");
  },
  "the library with an article and one in the trash, and its menu open": async (library) => {
    await (await library.createFromText(fixture("news-item.txt"))).expectSaved();
    await library.page.goBack();
    await (await library.createFromText(fixture("short-item.txt"))).expectSaved();
    await library.page.goBack();
    await library.chooseAction(TITLE, "Delete");
    await library.openTrash();
    await library.page.getByRole("button", { name: "Actions for Lake Varn" }).click();
  },
  "the question before something is deleted for good": async (library) => {
    await (await library.createFromText(fixture("short-item.txt"))).expectSaved();
    await library.page.goBack();
    await library.chooseAction(TITLE, "Delete");
    await library.openTrash();
    await library.trash.getByRole("button", { name: "Delete for good" }).click();
  },
  "an article nothing is marked in": async (library) => {
    await library.createFromText(fixture("short-item.txt"));
  },
  "an article with claims of every verdict, one of them open with a source": async (library) => {
    const article = await library.createFromText(fixture("news-item.txt"));
    const verdicts = {
      "will cost €412 million": "True",
      "7.3 kilometres": "Mostly true",
      "Grauhorn tunnel": "Half true",
      "21,000 vehicles": "Mostly false",
      "12,400 in its": "False",
      "Nobody has ever": "Unproven",
      "38,000 signatures": "Not a claim",
      "51.4 per cent": "Satire",
      "Turnout was": "Outdated",
    };
    for (const [words, verdict] of Object.entries(verdicts))
      await judge(await article.mark(words), verdict);
    await article.closeCard();
    await article.select("Work begins");
    await library.page.keyboard.press("n");
    const card = await article.mark("than a third", "62 per cent");
    await card.getByRole("button", { name: "Add source" }).click();
    await fillIn(card, "URL", "not an address");
    await expect(card.getByRole("alert")).toContainText("https://");
  },
  "an article with words selected, changed text and the export menu open": async (library) => {
    const article = await library.createFromText(fixture("short-item.txt"));
    await judge(await article.mark("since 1926"), "True");
    await article.closeCard();
    await article.unlock();
    await article.putCaretBehind("since");
    await library.page.keyboard.type(" about");
    await article.select("The oven is");
    await library.page.getByRole("button", { name: "Export" }).click();
  },
  "an article with changed and deleted words, and the drawer of what is unplaced": async (
    library,
  ) => {
    const article = await library.createFromText(fixture("news-item.txt"));
    for (const words of ["7.3 kilometres", "Grauhorn tunnel", "21,000 vehicles"])
      await judge(await article.mark(words), "True");
    await article.closeCard();
    await article.unlock();
    await article.delete("Grauhorn tunnel");
    await article.delete("vehicles cross");
    await article.unplacedButton.click();
    await article.unplaced.getByRole("group").getByRole("button").click();
    await expect(article.unplaced.getByLabel("Said by")).toBeVisible();
  },
  "an article with claims over each other, and one of them to be chosen": async (library) => {
    const article = await library.createFromText(fixture("short-item.txt"));
    await judge(await article.mark("bread every day since 1926"), "True");
    await judge(await article.mark("every day"), "False");
    await article.closeCard();
    await article.putCaretBehind("every");
    const chooser = library.page.getByRole("listbox", { name: "2 claims here" });
    await chooser.getByRole("option").nth(1).hover();
  },
  "an article that is not there": async ({ page }) => {
    await page.goto("./#/article/none");
    await expect(page.getByRole("alert")).toBeVisible();
  },
};

for (const [name, go] of Object.entries(screens)) {
  test(`${name} is accessible, light and dark, wide and narrow`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await go(await LibraryPage.open(page));
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), `${width} px, ${colorScheme}`).toEqual([]);
        expect(await isWiderThanWindow(page), `${width} px`).toBe(false);
      }
    }
  });
}

/** What axe finds, as rule and element. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations: found } = await (window as unknown as { axe: typeof axe }).axe.run();
    return found.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ""}`),
    );
  });
}

function isWiderThanWindow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}
