import { html, type TemplateResult } from "lit";

/** The languages offered, by their own names; one that was found in the text joins them. */
const LANGUAGES =
  "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sr sv sw ta th tr uk ur vi zh"
    .split(" ")
    .map((tag) => ({ tag, name: languageName(tag) }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));

/** What a language calls itself; its tag when that is unknown. */
export function languageName(tag: string): string {
  if (!tag) return "";
  try {
    const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag;
  }
}

/** The options of a list to choose an article's language from; one that is not among them is added. */
export function languageOptions(chosen: string): TemplateResult {
  const isOffered = !chosen || LANGUAGES.some(({ tag }) => tag === chosen);
  const found = isOffered ? [] : [{ tag: chosen, name: languageName(chosen) }];
  return html`<option value="" .selected=${!chosen}>Not said</option>
    ${[...found, ...LANGUAGES].map(
      ({ tag, name }) =>
        html`<option value=${tag} lang=${tag} .selected=${tag === chosen}>${name}</option>`,
    )}`;
}
