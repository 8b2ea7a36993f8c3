import { describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import "../../src/elements/new-article";
import type {
  ArticleInput,
  ParseArticle,
  ReadableArticle,
  UnreadableArticle,
} from "../../src/elements/article-input";
import type { TickmarkNewArticle } from "../../src/elements/new-article";
import { drag, expectAccessible, focused, heard, mount } from "./mount";

/** An article as a parser gives it, with one paragraph for a preview. */
function readable(fields: Partial<ReadableArticle> = {}, words = "Ferry sinks"): ReadableArticle {
  const preview = document.createDocumentFragment();
  const link = Object.assign(document.createElement("a"), { href: "https://example.org" });
  link.append(words);
  preview.append(link);
  return { ok: true, details: {}, words: 2, preview, warnings: [], token: 0, ...fields };
}

/** What could not be read, with a sentence saying so. */
const unreadable: UnreadableArticle = {
  ok: false,
  problems: [{ path: "/claims/2", sentence: "claims[2]: has no passage" }],
};

/** The dialog, open, with a parser whose token is what it was given. */
async function open(parse?: ParseArticle, file?: File): Promise<TickmarkNewArticle> {
  const echo: ParseArticle = (input) => Promise.resolve(readable({ token: input }));
  const element = await mount("tickmark-new-article", { parse: parse ?? echo });
  await element.open(file);
  return element;
}

/** A parser that finds the same in everything. */
const finding = (found: ReadableArticle | UnreadableArticle): ParseArticle =>
  vi.fn(() => Promise.resolve(found));

const dialog = page.getByRole("dialog", { name: "New article" });
const textbox = (name: string) => page.getByRole("textbox", { name });
const text = textbox("Article text");
const title = textbox("Title");
const create = page.getByRole("button", { name: "Create article" });
const alert = page.getByRole("alert");
const more = page.getByText("More about the article");
const file = new File(["Ferry sinks"], "ferry.txt");

/** Pastes, as from a web page or a word processor. */
function paste(into: Element, data: Record<string, string>): ClipboardEvent {
  const clipboardData = new DataTransfer();
  for (const [type, content] of Object.entries(data)) clipboardData.setData(type, content);
  const event = new ClipboardEvent("paste", {
    clipboardData,
    bubbles: true,
    composed: true,
    cancelable: true,
  });
  into.dispatchEvent(event);
  return event;
}

const rich = { "text/html": "<p>Ferry <b>sinks</b>", "text/plain": "Ferry sinks" };

describe("typed text", () => {
  test("is created with the title given, all paragraphs intact", async () => {
    await open();
    const asked = heard("create-article");
    await text.fill("First.\n\nSecond.");
    await title.fill("Ferry");
    await create.click();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const input: ArticleInput = { type: "text", content: "First.\n\nSecond.", title: "Ferry" };
    expect(asked[0]?.token).toEqual(input);
    expect(asked[0]?.details).toMatchObject({ title: "Ferry", byline: "", scale: "truth" });
  });

  test("has the title that was found in it, when none is given", async () => {
    await open(finding(readable({ details: { title: "Ferry sinks" } })));
    const asked = heard("create-article");
    await text.fill("Ferry sinks\n\nIt sank.");
    await userEvent.tab();
    await expect.element(title).toHaveAttribute("placeholder", "Ferry sinks");
    await expect.element(title).toHaveValue("");
    await create.click();
    await vi.waitFor(() => expect(asked[0]?.details.title).toBe("Ferry sinks"));
  });

  test("is missed when there is none", async () => {
    await open();
    const asked = heard("create-article");
    await create.click();
    await expect.element(alert).toHaveTextContent("Paste or type the article’s text first.");
    await expect.element(text).toBe(focused());
    expect(asked).toEqual([]);
  });

  test("is created by Mod-Enter, not by Enter in the title", async () => {
    await open();
    const asked = heard("create-article");
    await text.fill("Ferry");
    await title.fill("Ferry");
    await userEvent.keyboard("{Enter}");
    expect(asked).toEqual([]);
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await vi.waitFor(() => expect(asked).toHaveLength(1));
  });

  test("is created once, however often it is asked for", async () => {
    await open();
    const asked = heard("create-article");
    await text.fill("Ferry");
    await create.dblClick();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
  });
});

describe("formatted text", () => {
  test("is shown as it will be, and created so", async () => {
    await open();
    const asked = heard("create-article");
    await title.fill("Ferry");
    await text.click();
    expect(paste(text.element(), rich).defaultPrevented).toBe(true);
    await expect.element(text).toHaveAttribute("aria-readonly", "true");
    await expect.element(text).toHaveTextContent("Ferry sinks");
    await expect.element(text).toBe(focused());
    await create.click();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const input: ArticleInput = { type: "html", content: rich["text/html"], title: "Ferry" };
    expect(asked[0]?.token).toEqual(input);
  });

  test("does not take the place of what has been typed", async () => {
    await open();
    await text.fill("Typed.");
    expect(paste(text.element(), rich).defaultPrevented).toBe(false);
  });

  test("is replaced by another paste, formatted or plain", async () => {
    await open((input) => Promise.resolve(readable({}, "content" in input ? input.content : "")));
    for (const html of ["<p>one", "<p>two"]) {
      paste(text.element(), { "text/html": html });
      await expect.element(text).toHaveTextContent(html);
    }
    paste(text.element(), { "text/plain": "three" });
    await expect.element(text).toHaveValue("three");
  });

  test("gives way to what was typed, on Start over", async () => {
    await open();
    await text.fill("Typed.");
    drag("drop", dialog.element(), file);
    await expect.element(text).toHaveTextContent("Ferry sinks");
    await page.getByRole("button", { name: "Start over" }).click();
    await expect.element(text).toHaveValue("Typed.");
    await expect.element(text).toBe(focused());
  });

  test("is not walked through link by link", async () => {
    await open();
    paste(text.element(), rich);
    await expect.element(page.getByRole("link")).toHaveAttribute("tabindex", "-1");
  });

  test("pasted without any formatting is left to the field", async () => {
    await open();
    const plain = { "text/html": "<meta><span>Ferry</span>", "text/plain": "Ferry" };
    expect(paste(text.element(), plain).defaultPrevented).toBe(false);
  });
});

describe("a file", () => {
  test("is read when the dialog is opened with it", async () => {
    const parse = finding(readable());
    await open(parse, file);
    expect(parse).toHaveBeenCalledWith({ type: "file", file, title: "" });
    await expect.element(text).toHaveTextContent("Ferry sinks");
  });

  test("can be chosen", async () => {
    const element = await open();
    const input = element.shadowRoot!.querySelector("tickmark-article-input")!;
    await userEvent.upload(input.shadowRoot!.querySelector("[type=file]")!, file);
    await expect.element(text).toHaveTextContent("Ferry sinks");
  });

  test("can be dropped anywhere on the dialog", async () => {
    await open();
    drag("dragover", create.element(), file);
    await expect.element(page.getByText("Drop the file")).toBeVisible();
    drag("drop", create.element(), file);
    await expect.element(text).toHaveTextContent("Ferry sinks");
  });

  test("that cannot be read is told of, and nothing is lost", async () => {
    await open(finding(unreadable));
    await text.fill("Typed.");
    drag("drop", dialog.element(), file);
    await expect.element(alert).toHaveTextContent("claims[2]: has no passage");
    await expect.element(text).toHaveValue("Typed.");
  });

  test("on which the parser fails is told of too", async () => {
    await open(() => Promise.reject(new Error("disk on fire")), file);
    await expect.element(alert).toHaveTextContent("This could not be read: disk on fire");
  });

  test("says so while it is being read, and the last one asked for wins", async () => {
    const parses: ((found: ReadableArticle) => void)[] = [];
    await open(() => new Promise((resolve) => parses.push(resolve)));
    drag("drop", dialog.element(), file);
    drag("drop", dialog.element(), file);
    await expect.element(page.getByRole("status")).toHaveTextContent("Reading…");
    parses[1]!(readable({}, "second"));
    parses[0]!(readable({}, "first"));
    await expect.element(text).toHaveTextContent("second");
    await expect.element(page.getByRole("status")).toHaveTextContent("2 words");
  });

  test("comes with what could not be kept", async () => {
    await open(finding(readable({ warnings: ["1 picture was left out."] })), file);
    await expect.element(page.getByText("1 picture was left out.")).toBeVisible();
  });
});

describe("what is known about an article", () => {
  const found = { title: "Ferry", byline: "Ann", outlet: "Courier", language: "gsw" };
  const foundToo = { address: "https://example.org/", published: "2026-03-13" };

  test("is proposed from what was found, and can be changed", async () => {
    await open(finding(readable({ details: { ...found, ...foundToo } })), file);
    const asked = heard("create-article");
    await expect.element(title).toHaveValue("Ferry");
    await expect.element(page.getByRole("combobox", { name: "Language" })).toHaveValue("gsw");
    await textbox("Outlet").fill("The Courier");
    await page.getByRole("radio", { name: "Editorial" }).click();
    await create.click();
    const details = { ...found, ...foundToo, outlet: "The Courier", scale: "editorial" };
    await vi.waitFor(() => expect(asked[0]?.details).toEqual(details));
  });

  test("stays as entered when another text is read", async () => {
    const element = await open(finding(readable({ details: found })));
    await more.click();
    await textbox("Byline").fill("Bea");
    await element.open(file);
    await expect.element(textbox("Byline")).toHaveValue("Bea");
    await expect.element(textbox("Outlet")).toHaveValue("Courier");
  });

  test("can be taken away again", async () => {
    await open(finding(readable({ details: found })), file);
    const asked = heard("create-article");
    await textbox("Byline").fill("");
    await page.getByRole("combobox", { name: "Language" }).selectOptions("Not said");
    await create.click();
    await vi.waitFor(() => expect(asked[0]?.details).toMatchObject({ byline: "", language: "" }));
  });

  test.each(["example", "ftp://example.org", "javascript:alert(1)"])(
    "cannot have the address %s",
    async (address) => {
      await open();
      const asked = heard("create-article");
      await text.fill("Ferry");
      await more.click();
      await textbox("Address").fill(address);
      await more.click();
      await create.click();
      await expect.element(textbox("Address")).toBe(focused());
      await expect.element(textbox("Address")).toHaveAccessibleDescription(/starts with https/);
      expect(asked).toEqual([]);
    },
  );
});

describe("the dialog", () => {
  test("keeps everything when it is left", async () => {
    const element = await open();
    await text.fill("Ferry");
    await title.fill("Ferry sinks");
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog).not.toBeInTheDocument();
    await element.open();
    await expect.element(text).toHaveValue("Ferry");
    await expect.element(title).toHaveValue("Ferry sinks");
  });

  test("is empty again once the article has been created", async () => {
    const element = await open(finding(readable({ details: { byline: "Ann" } })), file);
    await title.fill("Ferry sinks");
    element.close();
    await expect.element(dialog).not.toBeInTheDocument();
    await element.open();
    await expect.element(text).toHaveValue("");
    await expect.element(title).toHaveValue("");
  });

  test("says why an article could not be created, and can be asked again", async () => {
    const element = await open();
    const asked = heard("create-article");
    await text.fill("Ferry");
    await create.click();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    element.fail("The disk is full.");
    await expect.element(alert).toHaveTextContent("The disk is full.");
    await create.click();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
  });

  test("is accessible while text is typed", async () => {
    const element = await open();
    await create.click();
    await more.click();
    await expectAccessible(element);
  });

  test("is accessible while a text is shown", async () => {
    const details = { byline: "Ann", address: "nowhere" };
    const element = await open(finding(readable({ details, warnings: ["Oh."] })), file);
    await create.click();
    await expectAccessible(element);
  });
});
