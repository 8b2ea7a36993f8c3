import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasSameFacts } from "../../src/anchor/facts";

type Row = [what: string, was: string, is: string];

describe("other facts are", () => {
  test.each<Row>([
    ["another figure", "Taxes fell by 25 percent.", "Taxes fell by 35 percent."],
    ["a figure in other digits", "بلغت ٢٥ نقطة", "بلغت ٣٥ نقطة"],
    ["a figure put in", "The council met in May.", "The council met 3 times in May."],
    ["a decimal point", "It grew by 1.5 points.", "It grew by 15 points."],
    ["a minus", "a balance of -5 points", "a balance of 5 points"],
    ["another currency", "It cost $25 then.", "It cost €25 then."],
    ["another number word", "Only two of them came.", "Only three of them came."],
    ["another size", "It cost a million a year.", "It cost a billion a year."],
    ["a German number", "Es waren fünfundzwanzig Leute.", "Es waren fünfunddreißig Leute."],
    ["a Russian number", "пришли два человека", "пришли три человека"],
    ["figures changing places", "It fell from 30 to 25.", "It fell from 25 to 30."],
  ])("figures: %s", (_, was, is) => expect(hasSameFacts(was, is)).toBe(false));

  test.each<Row>([
    ["put in", "He said it is true.", "He said it is not true."],
    ["contracted", "They did pay.", "They didn’t pay."],
    ["in another place", "Ann did not say Ben lied.", "Ann said Ben did not lie."],
    ["of another kind", "Some of them paid.", "None of them paid."],
    ["at a word's beginning", "The plan is legal.", "The plan is illegal."],
    ["in German", "Das ist ein Fehler.", "Das ist kein Fehler."],
    ["in French", "Il est venu hier.", "Il n’est pas venu hier."],
    ["in Spanish", "Es verdad que llovió.", "No es verdad que llovió."],
    ["in Italian", "È venuto ieri.", "Non è venuto ieri."],
    ["in Portuguese", "Ele pagou tudo.", "Ele não pagou tudo."],
    ["in Dutch", "Dat is een fout.", "Dat is geen fout."],
    ["in Russian", "Он заплатил вчера.", "Он не заплатил вчера."],
    ["in Japanese", "税金は上がります", "税金は上がりません"],
    ["in Chinese", "税收下降了", "税收没有下降"],
    ["in Arabic", "الضرائب انخفضت", "الضرائب لم تنخفض"],
  ])("negations: %s", (_, was, is) => expect(hasSameFacts(was, is)).toBe(false));

  test.each<Row>([
    ["replaced", "Prices rose, said Ann in May.", "Prices rose, said Ben in May."],
    ["put in", "Prices rose, she said.", "Prices rose, Ann said."],
    ["at the beginning", "Ann said that prices rose.", "Ben said that prices rose."],
    ["after an abbreviation", "We met Mr. Smith there.", "We met Mr. Jones there."],
    ["changing places", "In the end Ann beat Ben.", "In the end Ben beat Ann."],
    ["that were a word", "They met in the march.", "They met in the March."],
    ["in a script without capitals", "张三赢得了选举", "李四赢得了选举"],
    ["in katakana", "カナダが勝った", "インドが勝った"],
  ])("names: %s", (_, was, is) => expect(hasSameFacts(was, is)).toBe(false));
});

describe("the same facts are", () => {
  test.each<Row>([
    ["other words", "taxes fell by 25 percent in all", "taxes dropped by 25 percent overall"],
    ["a typo put right", "the mayor anounced it on Monday", "the mayor announced it on Monday"],
    ["a first word in lower case", "Taxes fell.", "taxes fell."],
    ["a first word no longer first", "Taxes fell in May.", "Yesterday taxes fell in May."],
    ["another opening", "The taxes fell in May.", "These taxes fell in May."],
    ["a sentence divided", "Taxes fell and people cheered.", "Taxes fell. People cheered."],
    ["a contraction", "They did not pay.", "They didn’t pay."],
    ["other quotation marks", "He said “no” to Ann’s plan.", 'He said "no" to Ann\'s plan.'],
    ["accents written otherwise", "at the Cafe\u0301 Nord", "at the Caf\u00e9 Nord"],
    ["other Japanese grammar", "税金が上がった", "税金は上がった"],
    ["a name in capitals", "so said Nato at noon", "so said NATO at noon"],
  ])("%s", (_, was, is) => expect(hasSameFacts(was, is)).toBe(true));
});

describe("for all wordings", () => {
  const word = fc.constantFrom(
    ..."Ann ann not n't 25 -5 two The legal illegal 税 ない . “ € don't March".split(" "),
  );
  const wording = fc.oneof(
    fc.array(word, { maxLength: 8 }).map((words) => words.join(" ")),
    fc.string({ unit: "binary", maxLength: 20 }),
  );

  test("it does not matter which comes first", () =>
    fc.assert(
      fc.property(wording, wording, (was, is) => hasSameFacts(was, is) === hasSameFacts(is, was)),
      { numRuns: 500 },
    ));

  test("equal ones have the same facts", () =>
    fc.assert(fc.property(wording, (same) => hasSameFacts(same, `${same}`))));

  test("a figure more is another fact", () =>
    fc.assert(fc.property(wording, (some) => !hasSameFacts(some, `${some} 31`))));
});
