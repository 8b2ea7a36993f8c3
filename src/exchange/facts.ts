/** The facts about an article, as files state them, made into the form the model keeps. */
import { isWebAddress } from "../model/address";
import type { Facts } from "./imported-article";

/** Values as found; each may be missing, empty or unusable. */
type Stated = { readonly [F in keyof Facts]?: string | null | undefined };

const forms: { readonly [F in keyof Required<Facts>]: (stated: string) => string | undefined } = {
  byline: (stated) => stated.replace(/^by\s+/i, "").replace(/\s+/g, " "),
  outlet: (stated) => stated.replace(/\s+/g, " "),
  address,
  published: day,
  language: languageTag,
};

/** The usable ones of the facts stated, in the form the model keeps; the others are absent. */
export function factsFrom(stated: Stated): Facts {
  const facts: Facts = {};
  for (const [name, form] of Object.entries(forms) as [keyof Facts, typeof address][]) {
    const found = form(stated[name]?.trim() ?? "");
    if (found) facts[name] = found;
  }
  return facts;
}

function address(stated: string): string | undefined {
  return isWebAddress(stated) ? new URL(stated).href : undefined;
}

/** The day as printed: no clock zone moves it, so an article of late evening keeps its date. */
function day(stated: string): string | undefined {
  const found = /^(\d{4})-?(\d{2})-?(\d{2})(?!\d)/.exec(stated)?.slice(1).join("-");
  return found && !Number.isNaN(Date.parse(found)) ? found : undefined;
}

function languageTag(stated: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(stated.replaceAll("_", "-"))[0];
  } catch {
    return undefined; // Not the form of a language tag.
  }
}
