import { expect, test } from "vitest";
import { proposeLanguage } from "../../src/exchange/language";
import { directionOf } from "../../src/model/language";

test.each([
  [
    "en",
    "The ministry counted the bridges of the country twice and came to another number each time.",
  ],
  [
    "de",
    "Das Ministerium zählte die Brücken des Landes zweimal und kam jedes Mal auf eine andere Zahl.",
  ],
  [
    "fr",
    "Le ministère a compté deux fois les ponts du pays et a trouvé chaque fois un autre nombre.",
  ],
  ["fi", "Ministeriö laski maan sillat kahdesti ja päätyi molemmilla kerroilla eri lukuun."],
  ["he", "המשרד ספר את הגשרים במדינה פעמיים והגיע בכל פעם למספר אחר לגמרי."],
  ["ar", "أحصت الوزارة جسور البلاد مرتين وتوصلت في كل مرة إلى رقم مختلف."],
  [
    "zh",
    "交通部对全国的桥梁进行了两次清点，每次得出的数字都不一样，部长本人也承认了这一点，并表示将在年底之前重新核实。",
  ],
])("a text is proposed to be in its language: %s", (language, text) => {
  expect(proposeLanguage(text)).toBe(language);
});

test.each(["", "USA! USA!", "12 345 67 890 12 345 67 890 12 345 67 890 12 345"])(
  "no language is proposed for too few words: %j",
  (text) => {
    expect(proposeLanguage(text)).toBeUndefined();
  },
);

test.each(["ar", "he", "fa", "ur", "dv", "yi", "pa-Arab", "ff-Adlm", "nqo", "syr"])(
  "%s is written from right to left",
  (language) => {
    expect(directionOf(language)).toBe("rtl");
  },
);

test.each(["en", "pa", "ja", "az-Latn", "", "no tag"])(
  "%j is written from left to right",
  (language) => {
    expect(directionOf(language)).toBe("ltr");
  },
);
