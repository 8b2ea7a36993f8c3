import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import "../../src/elements/menu";
import type { TickmarkMenu } from "../../src/elements/menu";
import { expectAccessible, focused, heard, mount } from "./mount";

const items = [
  { id: "json", label: "Annotated JSON", hint: "Text, claims and sources" },
  { id: "csv", label: "Claims as CSV" },
  { id: "copy", label: "Copy of everything" },
];

const button = page.getByRole("button", { name: "Export" });
const menu = page.getByRole("menu");

function exportMenu(): Promise<TickmarkMenu> {
  return mount("tickmark-menu", { label: "Export", items });
}

/** Presses keys and answers what has the focus then. */
async function focusAfter(keys: string): Promise<string | null | undefined> {
  await userEvent.keyboard(keys);
  return focusedName();
}

/** The button's label, or that of an item. */
function focusedName(): string | null | undefined {
  return focused()?.ariaLabel ?? focused()?.querySelector("span")?.textContent;
}

describe("a menu", () => {
  test("opens on a click, with the focus on its first item", async () => {
    await exportMenu();
    await expect.element(menu).not.toBeInTheDocument();
    await button.click();
    await expect.element(menu).toBeVisible();
    expect(focusedName()).toBe("Annotated JSON");
  });

  test("names an item by its label alone, and describes it by its hint", async () => {
    await exportMenu();
    await button.click();
    const item = page.getByRole("menuitem", { name: "Annotated JSON", exact: true });
    await expect.element(item).toHaveAccessibleDescription("Text, claims and sources");
  });

  test.each([
    ["{Enter}", "Annotated JSON"],
    [" ", "Annotated JSON"],
    ["{ArrowDown}", "Annotated JSON"],
    ["{ArrowUp}", "Copy of everything"],
  ])("opens on the key '%s' at %s", async (key, label) => {
    await exportMenu();
    expect(await focusAfter("{Tab}")).toBe("Export");
    expect(await focusAfter(key)).toBe(label);
  });

  test("is walked by arrow keys, round its ends too", async () => {
    await exportMenu();
    await button.click();
    expect(await focusAfter("{ArrowDown}")).toBe("Claims as CSV");
    expect(await focusAfter("{ArrowUp}{ArrowUp}")).toBe("Copy of everything");
    expect(await focusAfter("{ArrowDown}")).toBe("Annotated JSON");
  });

  test("is walked by Home, End and first letters", async () => {
    await exportMenu();
    await button.click();
    expect(await focusAfter("{End}")).toBe("Copy of everything");
    expect(await focusAfter("{Home}")).toBe("Annotated JSON");
    expect(await focusAfter("c")).toBe("Claims as CSV");
    expect(await focusAfter("C")).toBe("Copy of everything");
    expect(await focusAfter("x")).toBe("Copy of everything");
  });

  test("says what was chosen, closes, and gives the focus back", async () => {
    await exportMenu();
    const choices = heard("menu-choice");
    await button.click();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(choices.map(({ id }) => id)).toEqual(["csv"]);
    await expect.element(menu).not.toBeInTheDocument();
    expect(focusedName()).toBe("Export");
  });

  test("is left by Escape, without a choice, back to its button", async () => {
    await exportMenu();
    const choices = heard("menu-choice");
    await button.click();
    expect(await focusAfter("{Escape}")).toBe("Export");
    await expect.element(menu).not.toBeInTheDocument();
    expect(choices).toEqual([]);
  });

  test("is left by Tab, to what follows its button", async () => {
    await exportMenu();
    await mount("tickmark-menu", { label: "More", items });
    await button.click();
    expect(await focusAfter("{Tab}")).toBe("More");
    await expect.element(menu).not.toBeInTheDocument();
  });

  test("opens below its button, within the page", async () => {
    const element = await exportMenu();
    await button.click();
    const box = menu.element().getBoundingClientRect();
    expect(box.top).toBeGreaterThanOrEqual(element.getBoundingClientRect().bottom);
    expect(box.left).toBeGreaterThanOrEqual(0);
  });

  test("is accessible, closed and open", async () => {
    const element = await exportMenu();
    await expectAccessible(element);
    await button.click();
    await expectAccessible(element);
  });
});
