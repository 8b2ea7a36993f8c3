import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import "../../src/elements/article-input";
import type {
  InputChangeEvent,
  InputState,
  ParseArticle,
  TickmarkArticleInput,
} from "../../src/elements/article-input";
import { expectAccessible, focused, mount } from "./mount";

/** Understands everything but an empty file, and finds a title in it. */
const parse: ParseArticle = async (input) => {
  const text = "content" in input ? input.content : await input.file.text();
  if (text === "") return { ok: false, problems: [{ path: "", sentence: "It is empty." }] };
  const preview = document.createDocumentFragment();
  preview.append(text);
  const details = { title: "Ferry sinks" };
  return { ok: true, details, words: 2, preview, warnings: [], token: input };
};

/** The fields, and what they have told. */
async function open(): Promise<{ input: TickmarkArticleInput; told: InputState[] }> {
  const input = await mount("tickmark-article-input", { parse, titleHint: "It stays: Ferry" });
  const told: InputState[] = [];
  input.addEventListener("input-change", (event) => told.push((event as InputChangeEvent).known));
  return { input, told };
}

const text = page.getByRole("textbox", { name: "Article text" });
const title = page.getByRole("textbox", { name: "Title" });
const file = new File(["Ferry sinks"], "ferry.txt");

describe("what is put in", () => {
  test("is told while it is read, and when it has been", async () => {
    const { input, told } = await open();
    await input.read({ type: "file", file });
    expect(told.map(({ isReading, article }) => [isReading, article?.words])).toEqual([
      [true, undefined],
      [false, 2],
    ]);
  });

  test("is told of when it cannot be read", async () => {
    const { input, told } = await open();
    await input.read({ type: "file", file: new File([], "empty.txt") });
    expect(told.at(-1)?.problems).toEqual([{ path: "", sentence: "It is empty." }]);
    expect(told.at(-1)?.isReading).toBe(false);
  });

  test("is not known any more once something else is typed", async () => {
    const { told } = await open();
    await text.fill("Ferry sinks");
    await userEvent.tab();
    await expect.poll(() => told.at(-1)?.article?.words).toBe(2);
    await text.fill("Ferry floats");
    expect(told.at(-1)?.article).toBeUndefined();
  });

  test("settles as it stands, with the title that was entered", async () => {
    const { input } = await open();
    await text.fill("Ferry sinks");
    await title.fill(" Ferry ");
    const article = await input.settle();
    expect(article?.token).toEqual({ type: "text", content: "Ferry sinks", title: "Ferry" });
  });

  test("is missed when there is none", async () => {
    const { input, told } = await open();
    expect(await input.settle()).toBeUndefined();
    expect(told.at(-1)?.problems[0]?.sentence).toBe("Paste or type the article’s text first.");
    await expect.element(text).toBe(focused());
  });
});

describe("the title", () => {
  test("is what was entered, else what was found", async () => {
    const { input } = await open();
    expect(input.chosenTitle).toBe("");
    await input.read({ type: "file", file });
    expect(input.chosenTitle).toBe("Ferry sinks");
    await title.fill("Ferry");
    expect(input.chosenTitle).toBe("Ferry");
  });

  test("says what it will be otherwise", async () => {
    await open();
    await expect.element(title).toHaveAttribute("placeholder", "It stays: Ferry");
  });
});

test("everything is forgotten when it is cleared", async () => {
  const { input } = await open();
  await title.fill("Ferry");
  await input.read({ type: "file", file });
  input.clear();
  await expect.element(text).toHaveValue("");
  await expect.element(title).toHaveValue("");
});

test("the fields are accessible, also with a text that was read", async () => {
  const { input } = await open();
  await expectAccessible(input);
  await input.read({ type: "file", file });
  await expectAccessible(input);
});
