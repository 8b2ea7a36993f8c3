import { expect, test } from "vitest";
import { parseInert, scriptAddress } from "../../src/trusted-types";

test("HTML is parsed into a document that runs and loads nothing", () => {
  const images = parseInert(`<p>Text</p><img src="/none.png" onerror="throw 1">`).images;
  expect(images[0]!.ownerDocument.body.textContent).toBe("Text");
  expect(images[0]!.ownerDocument.defaultView).toBeNull();
  expect(images[0]!.complete).toBe(true);
});

test("the policy gives addresses of our own scripts, as a trusted type", () => {
  const address = scriptAddress("serviceWorker");
  expect(address).toBeInstanceOf(Reflect.get(globalThis, "TrustedScriptURL"));
  expect(String(address)).toBe("/service-worker.js");
});

test("the page is as large as a small laptop's", () => {
  expect([innerWidth, innerHeight]).toEqual([1280, 800]);
});
