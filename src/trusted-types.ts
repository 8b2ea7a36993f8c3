/**
 * The policy `tickmark`: the one place where strings become scripts' addresses or HTML.
 *
 * The page's content security policy refuses plain strings for both. This policy lets through only
 * the addresses listed here, and gives HTML only to a parser whose documents are inert: nothing in
 * them runs or loads. Browsers without Trusted Types take the strings themselves.
 */
// Vite makes an address of it, which the linter does not know.
// oxlint-disable-next-line import/default
import comparison from "./comparison-worker?worker&url";
import type { TrustedScriptURL, TrustedTypesWindow } from "trusted-types/lib";

const scripts = {
  comparison,
  serviceWorker: `${import.meta.env.BASE_URL}service-worker.js`,
};

const policy = (globalThis as Partial<TrustedTypesWindow>).trustedTypes?.createPolicy("tickmark", {
  createHTML: (html) => html,
  createScriptURL: (address) => {
    if (Object.values(scripts).includes(address)) return address;
    throw new TypeError(`Not a script of this app: ${address}`);
  },
});

/** The address of one of the app's own scripts, for an API that starts it. Never fails. */
export function scriptAddress(name: keyof typeof scripts): TrustedScriptURL | string {
  return policy?.createScriptURL(scripts[name]) ?? scripts[name];
}

/**
 * Parses HTML into a document that is not shown: its scripts do not run, its images do not load.
 * Never fails. What is taken out of it is still to be cleaned before it goes into the page.
 */
export function parseInert(html: string): Document {
  const trusted = policy?.createHTML(html) ?? html;
  return new DOMParser().parseFromString(trusted as string, "text/html");
}
