/** The scripts in use that are written from right to left, by their codes in ISO 15924. */
const RIGHT_TO_LEFT = new Set(
  "Adlm Arab Aran Hebr Mand Mend Nkoo Rohg Samr Syrc Thaa Yezi".split(" "),
);

/**
 * The direction a language is written in, for `dir`. Told by its script and not by `Intl.Locale`'s
 * text information, which not every browser has, and which some have wrong (Divehi).
 */
export function directionOf(language: string): "ltr" | "rtl" {
  try {
    return RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? "") ? "rtl" : "ltr";
  } catch {
    return "ltr"; // Not a language tag.
  }
}
