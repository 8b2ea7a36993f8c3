import type { Locator } from "@playwright/test";

/**
 * Copies with the keyboard, in a page that puts the given content on the clipboard, as a web page
 * or a word processor does: unlike `navigator.clipboard.write`, nothing is cleaned on the way.
 */
export async function copy(from: Locator, content: { html: string; text: string }): Promise<void> {
  await from.evaluate((element, { html, text }) => {
    const put = (event: ClipboardEvent): void => {
      event.clipboardData!.setData("text/html", html);
      event.clipboardData!.setData("text/plain", text);
      event.preventDefault();
    };
    element.addEventListener("copy", put as EventListener, { once: true });
  }, content);
  await from.press("ControlOrMeta+c");
}

/** Pastes with the keyboard. */
export async function paste(into: Locator): Promise<void> {
  await into.press("ControlOrMeta+v");
}
