import axe from "axe-core";
import type { LitElement } from "lit";
import { expect, onTestFinished } from "vitest";
import "../../src/elements/theme.css";

/** The names of our own elements. */
type TagName = {
  [K in keyof HTMLElementTagNameMap]: HTMLElementTagNameMap[K] extends LitElement ? K : never;
}[keyof HTMLElementTagNameMap];

// What is looked at is at rest.
document.documentElement.style.setProperty("--quick", "0s");

/** Puts an element into the page and has it rendered. It is gone when the test is over. */
export async function mount<K extends TagName>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
): Promise<HTMLElementTagNameMap[K]> {
  const element = Object.assign(document.createElement(tag), properties);
  onTestFinished(() => element.remove());
  document.body.append(element);
  await element.updateComplete;
  return element;
}

/** The events of that name that reach the document from now on, and what the page asked for. */
export function heard<K extends keyof DocumentEventMap>(type: K): DocumentEventMap[K][] {
  const events: DocumentEventMap[K][] = [];
  const listen = (event: DocumentEventMap[K]): void => void events.push(event);
  document.addEventListener(type, listen);
  onTestFinished(() => document.removeEventListener(type, listen));
  return events;
}

/** The element with the focus, in whatever shadow root it is. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Fails, naming rule and element, when something in the page is not accessible, light or dark. */
export async function expectAccessible(element: Element): Promise<void> {
  const { style } = document.documentElement;
  onTestFinished(() => void style.removeProperty("color-scheme"));
  for (const scheme of ["light", "dark"]) {
    style.colorScheme = scheme;
    const { violations } = await axe.run(element);
    const faults = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} (${scheme})`);
    expect(faults).toEqual([]);
  }
}

/** Drags something over an element, or drops it there. The browser has no real keys for that. */
export function drag(type: "dragover" | "drop", element: Element, data: File | string): DragEvent {
  const dataTransfer = new DataTransfer();
  if (typeof data === "string") dataTransfer.setData("text/plain", data);
  else dataTransfer.items.add(data);
  const flags = { bubbles: true, composed: true, cancelable: true };
  const event = new DragEvent(type, { dataTransfer, ...flags });
  element.dispatchEvent(event);
  return event;
}
