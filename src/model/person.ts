/** Somebody who works on the article. The record's id is the id of their profile. */
export interface PersonFields {
  alive: boolean;
  /** What they are called; people without a name are told apart by colour and number. */
  name: string;
}

/** How many colours people are told apart by; see `theme.css`. */
const HUES = [250, 150, 75, 200, 300, 110, 350, 25] as const;

/** The colour of a person, a hue of the theme: the same everywhere for one profile's id. */
export function hueOf(author: string): number {
  let sum = 0;
  for (const letter of author) sum = (sum * 31 + letter.codePointAt(0)!) % 65_521;
  return HUES[sum % HUES.length]!;
}

/** Up to two letters for a name: of its first and last word; empty for a blank one. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => firstLetter(word));
  return letters.join("").toLocaleUpperCase();
}

function firstLetter(word: string | undefined): string {
  return [...(word ?? "")].find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? "";
}

/** What to call a person: their name, or by the beginning of their id while they have none. */
export function nameFor(author: string, people: ReadonlyMap<string, string>): string {
  return people.get(author)?.trim() || `No name (${author.slice(0, 4)})`;
}
