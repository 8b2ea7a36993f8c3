import { passagesIn, readValid } from "./annotated-file";
import { expect } from "./app";
import { ArticlePage, fillIn, judge } from "./article-page";
import { test } from "./killable-browser";
import { fixture, LibraryPage } from "./library-page";

const TITLE = "Town bakery turns one hundred";
const CLAIM = "since 1926";
const OTHER = "900 loaves on a Saturday";

/**
 * What the app calls saved is to survive a kill half a second later. That time is part of the rule
 * and nothing tells it but the clock.
 */
const halfASecond = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));

test("what was called saved is there after the browser was killed half a second later", async ({
  browserOnDisk,
}) => {
  const article = await (
    await browserOnDisk.openLibrary()
  ).createFromText(fixture("short-item.txt"));
  const card = await article.mark(CLAIM);
  await judge(card, "Half true");
  await fillIn(card, "Explanation", "The oven is from 1931.");
  await card.getByRole("button", { name: "Add source" }).click();
  await fillIn(card, "URL", "https://example.org/ovens");
  await article.closeCard();
  await article.unlock();
  await article.putCaretBehind("every day");
  await article.page.keyboard.type(" but Sunday");
  await expect(article.text).toContainText("every day but Sunday");
  await article.expectSaved();
  await halfASecond();
  const address = article.page.url();
  await browserOnDisk.kill();

  const again = new ArticlePage(await browserOnDisk.open(address));
  await expect(again.text).toContainText("bread every day but Sunday since 1926.");
  const reopened = await again.openCard(CLAIM);
  await expect(reopened.getByRole("radio", { name: "Half true", exact: true })).toBeChecked();
  await expect(reopened.getByLabel("Explanation")).toHaveValue("The oven is from 1931.");
  expect(readValid(await again.export()).sources).toMatchObject([
    { url: "https://example.org/ovens" },
  ]);
});

test("an article that was being saved when the browser was killed opens, up to some moment", async ({
  browserOnDisk,
}) => {
  const article = await (
    await browserOnDisk.openLibrary()
  ).createFromText(fixture("short-item.txt"));
  await judge(await article.mark(CLAIM), "True");
  await article.closeCard();
  await article.unlock();
  await article.expectSaved();
  await article.putCaretBehind("every day");
  const typing = article.page.keyboard.type(" but Sunday".repeat(100)).catch(() => "killed");
  await expect(article.text).toContainText("but Sunday but Sunday");
  await browserOnDisk.kill();
  expect(await typing).toBe("killed");

  const again = await (await browserOnDisk.openLibrary()).openArticle(TITLE);
  await again.mark(OTHER);
  await again.expectSaved();
  const exported = readValid(await again.export());
  const [, typed] = /every day(.*) since 1926\. It sells/.exec(exported.article.text)!;
  expect(" but Sunday".repeat(100).startsWith(typed!)).toBe(true);
  expect(passagesIn(exported)).toEqual([[CLAIM], [OTHER]]);
  expect(exported.claims[0]!.verdict).toMatchObject({ label: "True", holds: true });
});

test.describe(() => {
  // What it keeps would take the room first.
  test.use({ serviceWorkers: "block" });

  test("a full disk is told at once, the work can be exported, and is saved when there is room", async ({
    page,
    context,
    baseURL,
  }) => {
    const origin = new URL(baseURL!).origin;
    const devTools = await context.newCDPSession(page);
    // Set before anything is stored: the browser does not ask again while it knows there is room.
    await devTools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 200_000 });
    const article = await (await LibraryPage.open(page)).createFromText(fixture("short-item.txt"));
    const card = await article.mark(CLAIM);
    await article.expectSaved();

    const long = "Too long for this disk. ".repeat(10_000);
    await fillIn(card, "Explanation", long);
    const failure = article.status.filter({ hasText: "Not saved: the disk is full." });
    await expect(failure).toBeVisible();
    await judge(await article.mark(OTHER), "False");
    await expect(failure).toBeVisible();
    const exported = readValid(await article.export());
    expect(passagesIn(exported)).toEqual([[CLAIM], [OTHER]]);
    expect(exported.claims[0]!.explanation).toBe(long);

    await devTools.send("Storage.overrideQuotaForOrigin", { origin });
    await failure.getByRole("button", { name: "Try again" }).click();
    await article.expectSaved();
    await page.reload();
    await expect(article.card(OTHER)).toContainText("False");
    await article.openCard(CLAIM);
    await expect(card.getByLabel("Explanation")).toHaveValue(long);
  });
});
