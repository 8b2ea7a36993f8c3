import { passagesIn, readValid } from "./annotated-file";
import { expect } from "./app";
import { ArticlePage, fillIn, judge } from "./article-page";
import { test } from "./killable-browser";
import { fixture } from "./library-page";

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
  const article = await (await browserOnDisk.openLibrary()).createFromText(
    fixture("short-item.txt"),
  );
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

test("an article that was killed while saving opens, with what was saved and nothing by halves", async ({
  browserOnDisk,
}) => {
  const article = await (await browserOnDisk.openLibrary()).createFromText(
    fixture("short-item.txt"),
  );
  const card = await article.mark(CLAIM);
  await judge(card, "True");
  await article.expectSaved();
  await article.closeCard();
  await article.select(OTHER);
  await article.page.keyboard.press("c");
  await browserOnDisk.kill();

  const library = await browserOnDisk.openLibrary();
  const again = await library.openArticle(TITLE);
  await again.expectSaved();
  const exported = readValid(await again.export());
  expect([[[CLAIM]], [[CLAIM], [OTHER]]]).toContainEqual(passagesIn(exported));
  expect(exported.claims[0]!.verdict).toMatchObject({ label: "True", holds: true });
  await again.mark("oldest in the county");
  await again.expectSaved();
});
