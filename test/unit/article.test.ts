import { describe, expect, it } from "vitest";
import { titleSlug } from "../../src/model/article";

describe("a title as a file name", () => {
  it.each([
    [
      "is in lower-case words and hyphens",
      "A Third of Buses Ran Late",
      "a-third-of-buses-ran-late",
    ],
    ["has no punctuation", "  “Late” – 31 %? ", "late-31"],
    ["keeps what an apostrophe stands in together", "Kerry’s and France's", "kerrys-and-frances"],
    ["has letters without accents", "Coûts élevés à Łódź", "couts-eleves-a-łodz"],
    ["has ligatures and other forms spelled out", "ﬁve x²", "five-x2"],
    ["keeps other scripts", "Рост цен 東京", "рост-цен-東京"],
    ["keeps the vowel signs of a script that needs them", "हिन्दी में", "हिन्दी-में"],
    ["keeps voiced kana and whole syllables", "が 한국", "が-한국"],
    ["has nothing of emoji", "❤️ buses 🚌", "buses"],
    ["is “article” for an empty title", "", "article"],
    ["is “article” for a title without letters", "?!…", "article"],
  ])("%s", (_rule, title, slug) => {
    expect(titleSlug(title)).toBe(slug);
  });

  it("is at most 60 characters long, cut without splitting one or leaving a hyphen", () => {
    expect(titleSlug("word ".repeat(30))).toBe("word-".repeat(12).slice(0, -1));
    expect(titleSlug("𝐚".repeat(80))).toBe("a".repeat(60));
    expect(titleSlug("𠀀".repeat(80))).toBe("𠀀".repeat(60));
  });
});
