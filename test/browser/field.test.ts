import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { cdp, page, userEvent } from "vitest/browser";
import "../../src/elements/field";
import { TYPING_PAUSE, type TickmarkField } from "../../src/elements/field";
import { expectAccessible, heard, mount } from "./mount";

const box = page.getByRole("textbox", { name: "Said by", exact: true });

// The pause is a timer of the page; the keys and the waiting are not.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** A field with the focus, and what is entered in it; the value comes back to it as on a card. */
async function field(properties: Partial<TickmarkField> = {}) {
  const element = await mount("tickmark-field", { label: "Said by", ...properties });
  const entries: string[] = [];
  element.addEventListener("field-entry", ({ value }) => {
    entries.push(value);
    element.value = value;
  });
  element.focus();
  return { element, entries };
}

const pause = (milliseconds = TYPING_PAUSE) => vi.advanceTimersByTime(milliseconds);

describe("a field", () => {
  test.each(["text", "area", "url"] as const)("of type %s is named by its label", async (type) => {
    await field({ type, value: "Ada Kern" });
    await expect.element(box).toHaveValue("Ada Kern");
  });

  test("enters what was typed once for each pause", async () => {
    const { entries } = await field();
    await userEvent.keyboard("Ada");
    pause(TYPING_PAUSE - 1);
    await userEvent.keyboard(" K");
    pause(TYPING_PAUSE - 1);
    expect(entries).toEqual([]);
    pause(1);
    expect(entries).toEqual(["Ada K"]);
    await userEvent.keyboard("ern");
    pause();
    expect(entries).toEqual(["Ada K", "Ada Kern"]);
  });

  test("enters it when it is left, and then not again", async () => {
    const { element, entries } = await field();
    await userEvent.keyboard("Ada");
    element.blur();
    expect(entries).toEqual(["Ada"]);
    pause();
    expect(entries).toEqual(["Ada"]);
  });

  test.each([
    ["{Enter}", "text"],
    ["{Escape}", "text"],
    ["{Escape}", "area"],
    ["{Control>}z{/Control}", "area"],
  ] as const)("enters it before the key %s goes on, in %s", async (keys, type) => {
    const { element, entries } = await field({ type });
    let known: string[] = [];
    const parent = element.parentElement!;
    parent.addEventListener("keydown", () => (known = [...entries]));
    await userEvent.keyboard(`Ada${keys}`);
    expect(known).toEqual(["Ada"]);
  });

  test("of several lines takes Enter as a letter", async () => {
    const { entries } = await field({ type: "area" });
    await userEvent.keyboard("a{Enter}b");
    expect(entries).toEqual([]);
    pause();
    expect(entries).toEqual(["a\nb"]);
  });

  test("enters it when the page goes away, and when it is taken off the page", async () => {
    const { element, entries } = await field();
    await userEvent.keyboard("Ada");
    window.dispatchEvent(new Event("pagehide"));
    expect(entries).toEqual(["Ada"]);
    await userEvent.keyboard(" K");
    element.remove();
    expect(entries).toEqual(["Ada", "Ada K"]);
  });

  test("lets an input method go on over a pause", async () => {
    const { element, entries } = await field();
    const compose = (text: string) =>
      cdp().send("Input.imeSetComposition", { text, selectionStart: 1, selectionEnd: 1 });
    await compose("か");
    pause();
    await element.updateComplete;
    await compose("かん");
    await cdp().send("Input.insertText", { text: "漢" });
    pause();
    expect(entries.at(-1)).toBe("漢");
    await expect.element(box).toHaveValue("漢");
  });

  test("enters nothing when in the end nothing has changed", async () => {
    const { entries } = await field({ value: "Ada" });
    await userEvent.keyboard("{End}x{Backspace}");
    pause();
    expect(entries).toEqual([]);
  });

  test("enters that it was emptied", async () => {
    const { entries } = await field({ value: "Ada" });
    await userEvent.clear(box);
    pause();
    expect(entries).toEqual([""]);
  });

  test("says while it holds something that is not entered", async () => {
    const pending = heard("pending-entry");
    await field();
    await userEvent.keyboard("Ada");
    pause();
    expect(pending.map(({ isPending }) => isPending)).toEqual([true, false]);
  });

  test("takes a value from outside, but not over what is being typed", async () => {
    const { element } = await field({ value: "Ada" });
    element.value = "Bea";
    await element.updateComplete;
    await expect.element(box).toHaveValue("Bea");
    await userEvent.keyboard("{End}!");
    element.value = "Cyd";
    await element.updateComplete;
    await expect.element(box).toHaveValue("Bea!");
  });

  test("keeps the caret where it is when what was typed is entered", async () => {
    const { element, entries } = await field({ value: "Ada Kern" });
    await userEvent.keyboard("{Home}{ArrowRight}{ArrowRight}x");
    pause();
    await element.updateComplete;
    await userEvent.keyboard("y");
    pause();
    expect(entries.at(-1)).toBe("Adxya Kern");
  });
});

describe("an address", () => {
  test.each(["example.org", "javascript:alert(1)", "https://"])(
    "that cannot be linked to is kept, and said to be none: %s",
    async (address) => {
      const { element, entries } = await field({ type: "url" });
      await userEvent.fill(box, address);
      await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
      pause();
      await element.updateComplete;
      expect(entries).toEqual([address]);
      await expect.element(box).toHaveAttribute("aria-invalid", "true");
      await expect.element(box).toHaveAccessibleDescription(/^Not a web address/);
    },
  );

  test("with nothing wrong is said nothing about", async () => {
    await field({ type: "url", value: "https://example.org/a" });
    await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
    await expect.element(box).not.toHaveAttribute("aria-invalid");
  });
});

test.each(["text", "area", "url", "date"] as const)("is accessible: %s", async (type) => {
  vi.useRealTimers();
  const { element } = await field({ type, placeholder: "Who says so", value: "ftp://example.org" });
  await expectAccessible(element);
});
