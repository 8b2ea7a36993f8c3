/**
 * How well, and how fast, passages are found again in edited texts. The seeds are others than those
 * that the rules of `anchor/match` were tuned on (1 to 34).
 */
import { describe, type Selectors } from "../../src/anchor/describe";
import { matchAll } from "../../src/anchor/match";
import { between, edit, longText, randomFrom, wordsOf, type CorpusText } from "../corpus";
import { measureDeleted, measureRecall, sum } from "../matching";

const SEEDS = [101, 102, 103, 104, 105, 106];
const SIZE = 60;

/** For each text and share of edits: six seeds and 24 kinds of text make 10,368 in all. */
const DELETED = 18;

const WORDS = 100_000;
const PASSAGES = 10_000;
const ROUNDS = 5;

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

console.log("Sentences that still exist, by share of words edited");
for (const rate of [0.05, 0.1, 0.2]) {
  const results = measureRecall({ seeds: SEEDS, size: SIZE, rate });
  const rows = [...results, ["all", sum(results.values())] as const];
  console.table(
    Object.fromEntries(
      rows.map(([kind, { sentences, taken, changed, offered, rough, wrong, missed }]) => [
        `${kind}, ${rate * 100} %`,
        {
          sentences,
          found: percent(taken + offered, sentences),
          taken: percent(taken, sentences),
          changed,
          offered,
          rough,
          wrong,
          missed,
        },
      ]),
    ),
  );
}

console.log("Deleted passages of 1 to 30 words, by share of other words edited");
const deleted = [0, 0.05, 0.1, 0.2].map((rate) => {
  const results = measureDeleted({ seeds: SEEDS, size: SIZE, rate }, DELETED);
  return [`${rate * 100} %`, sum(results.values())] as const;
});
console.table(Object.fromEntries([...deleted, ["all", sum(deleted.map(([, row]) => row))]]));

console.log(`${PASSAGES} passages of a text of ${WORDS} words, ${ROUNDS} times`);
const long = longText(5, WORDS);
const passages = pickPassages(long);
console.table(
  Object.fromEntries(
    [0, 0.05, 0.2].map((rate) => {
      const { text } = rate === 0 ? long : edit(long.text, rate, randomFrom(3));
      return [`${rate * 100} % edited`, time(text, passages)];
    }),
  ),
);

/** As many sentences as stretches of 1 to 30 words. */
function pickPassages({ text, sentences }: CorpusText): Selectors[] {
  const random = randomFrom(9);
  const words = wordsOf(text);
  return Array.from({ length: PASSAGES }, (_, at) => {
    const sentence = sentences[at % sentences.length]!;
    if (at % 2 === 1) return describe(text, sentence.start, sentence.end);
    const length = between(random, 1, 30);
    const first = between(random, 0, words.length - length);
    return describe(text, words[first]!.start, words[first + length - 1]!.end);
  });
}

/** The median over the rounds; each round indexes anew, as its text is another by some spaces. */
function time(text: string, all: readonly Selectors[]) {
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const [begun, used] = [performance.now(), process.cpuUsage()];
    let [last, longest, taken] = [begun, 0, 0];
    for (const found of matchAll(text + " ".repeat(round + 1), all)) {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      taken += Number(found !== null && found.start !== null);
    }
    const { user, system } = process.cpuUsage(used);
    return { ms: performance.now() - begun, cpu: (user + system) / 1000, longest, taken };
  });
  const median = (values: number[]) => values.sort((a, b) => a - b)[ROUNDS >> 1]!.toFixed(1);
  return {
    ms: median(rounds.map(({ ms }) => ms)),
    "ms of processor": median(rounds.map(({ cpu }) => cpu)),
    "longest pause, ms": median(rounds.map(({ longest }) => longest)),
    taken: percent(rounds[0]!.taken, all.length),
  };
}
