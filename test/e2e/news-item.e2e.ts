import { passagesIn, readValid } from "./annotated-file";
import { expect, test } from "./app";
import { fillIn, judge, type ArticlePage } from "./article-page";
import { fixture, LibraryPage } from "./library-page";

/** A source on one claim: a new one by its fields, or one that another claim has, by its title. */
type Evidence = Readonly<Record<string, string>> | string;

interface Claim {
  readonly from: string;
  /** Where the passage ends, if it is not just those words. */
  readonly to?: string;
  /** A further passage. */
  readonly again?: string;
  readonly saidBy?: string;
  /** Which of the scale's ratings it gets: the first is 0. */
  readonly rating?: number;
  readonly sources?: readonly Evidence[];
}

const REPORT = {
  URL: "https://example.org/ferry/annual-report.pdf",
  Title: "Annual report of the Varn ferry company",
  Publisher: "Varn Ferries",
  Published: "2025-04",
  Kind: "document",
  Passage: "On average we carried 12,403 vehicles a day.",
  Locator: "p. 17",
  Stance: "refutes",
};
const ATLAS = {
  URL: "https://example.org/tunnels",
  Title: "Atlas of tunnels",
  Author: "Rosa Quill",
  Passage: "Grauhorn, 6.1 km, 1988",
  Stance: "supports",
};
const CENSUS = { Title: "Call with the statistics office", Kind: "interview", Stance: "context" };

/** Nested in each other, across paragraphs, in two places, and one that nobody has judged yet. */
const CLAIMS: readonly Claim[] = [
  { from: "will cost €412 million", again: "will cost €412 million, transport", rating: 1 },
  { from: "“Not a cent more,”", to: "May 2031.”", saidBy: "Ilse Karmann", rating: 2 },
  { from: "later than May 2031", rating: 0 },
  { from: "it would be the longest road tunnel in the country", rating: 0, sources: [ATLAS] },
  { from: "6.1 kilometres, is held by the Grauhorn", rating: 0, sources: ["Atlas of tunnels"] },
  { from: "Some 21,000 vehicles cross", saidBy: "the ministry", rating: 4, sources: [REPORT] },
  { from: "Nobody has ever built", to: "was drawn by schoolchildren", rating: 3 },
  { from: "That is more than a third", rating: 2, sources: [CENSUS] },
  { from: "51.4 per cent to 48.6 per cent" },
];

const SCALES: Readonly<Record<string, readonly string[]>> = {
  Truth: ["True", "Mostly true", "Half true", "Unproven", "False"],
  Editorial: ["Stands", "Change", "Attribute", "Can't confirm", "Cut"],
};

for (const [scale, ratings] of Object.entries(SCALES)) {
  test(`a whole news item on the ${scale} scale comes back byte for byte in another profile`, async ({
    page,
    openProfile,
  }) => {
    const library = await LibraryPage.open(page);
    const article = await library.createFromText(fixture("news-item.txt"), scale);
    for (const claim of CLAIMS) await check(article, claim, ratings);
    await article.expectSaved();

    const file = await article.export();
    expect(file.name).toMatch(/^lake-varn-tunnel-will-cost-[a-z0-9-]+\.tickmark\.json$/);
    const exported = readValid(file);
    expect(exported.article.text).toBe(fixture("news-item.txt").trim().replace(/\n+/g, "\n"));
    expect(passagesIn(exported)).toEqual([
      ["will cost €412 million", "will cost €412 million, transport"],
      [expect.stringMatching(/^“Not a cent more,”.+May 2031\.”$/u)],
      ["later than May 2031"],
      ["it would be the longest road tunnel in the country"],
      ["6.1 kilometres, is held by the Grauhorn"],
      ["Some 21,000 vehicles cross"],
      [expect.stringMatching(/^Nobody.+Karmann\.\nThe mole.+🐾 was drawn by schoolchildren$/u)],
      ["That is more than a third"],
      ["51.4 per cent to 48.6 per cent"],
    ]);
    expect(exported.scale.name).toBe(scale);
    expect(exported.claims.map(({ verdict }) => verdict?.label)).toEqual(
      CLAIMS.map(({ rating }) => (rating === undefined ? undefined : ratings[rating])),
    );
    expect(exported.sources.map(({ title }) => title)).toEqual([
      ATLAS.Title,
      REPORT.Title,
      CENSUS.Title,
    ]);
    const cited = exported.claims.map(({ evidence }) => evidence.map(({ source }) => source));
    expect(cited[3]).toEqual(cited[4]);
    expect(exported.claims[5]!.evidence).toMatchObject([
      { passage: REPORT.Passage, locator: "p. 17", stance: "refutes" },
    ]);

    const elsewhere = await LibraryPage.open(await openProfile());
    await elsewhere.openDialog();
    await elsewhere.chooseFile(file);
    const copy = await elsewhere.create();
    await expect(copy.cards).toHaveCount(CLAIMS.length);
    await copy.expectSaved();
    expect((await copy.export()).text).toBe(file.text);
  });
}

/** Marks a claim, and says on its card all there is to say of it. */
async function check(
  article: ArticlePage,
  claim: Claim,
  ratings: readonly string[],
): Promise<void> {
  const card = await article.mark(claim.from, claim.to);
  if (claim.saidBy) await fillIn(card, "Said by", claim.saidBy);
  if (claim.rating !== undefined) {
    await judge(card, ratings[claim.rating]!);
    await fillIn(card, "Explanation", `Checked: ${claim.from}`);
  }
  for (const evidence of claim.sources ?? []) {
    await card.getByRole("button", { name: "Add source" }).click();
    if (typeof evidence === "string")
      await card.getByLabel("Use a source of this article").selectOption(evidence);
    else
      for (const [label, text] of Object.entries(evidence)) {
        if (label === "Kind" || label === "Stance") await card.getByLabel(label).selectOption(text);
        else await fillIn(card, label, text);
      }
  }
  if (claim.again) {
    await card.getByRole("button", { name: "Add passage" }).click();
    await article.select(claim.again);
    await expect(card.getByRole("button", { name: "Remove passage" })).toHaveCount(2);
  }
}
