/**
 * Texts of many kinds, and edits to them, to measure with how passages are found again. Everything
 * grows from a seed: the same seed gives the same text. Offsets are UTF-16 units.
 */

/** A stretch of a text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A text, and where its sentences stand. */
export interface CorpusText {
  readonly kind: string;
  readonly text: string;
  readonly sentences: readonly Stretch[];
}

/** A text after edits, and what they made of stretches of it. */
export interface Edited {
  readonly text: string;
  /** Where the stretch is now; null once fewer than half of its words are left as they were. */
  follow(stretch: Stretch): Stretch | null;
}

/** A number from 0 up to 1, another one each time. */
export type Random = () => number;

/** Rules of a grammar: what may stand for a name in angle brackets. */
type Grammar = Readonly<Record<string, readonly string[]>>;

/** Sentences by paragraphs. */
type Paragraphs = readonly (readonly string[])[];

/** A source of chance that the seed decides (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of them, each as likely as the others. */
export function pick<T>(random: Random, all: readonly T[]): T {
  return all[Math.floor(random() * all.length)]!;
}

/** A whole number from `least` to `most`. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

const split = (words: string) => words.trim().split(/\s+/);
const lines = (text: string) => text.trim().split(/\s*\n\s*/);

const common: Grammar = {
  name: ["<na><nb>", "<na><nb><nc>"],
  na: split("Ma Ka Ro Te Li So Du Ha Be Gre Wi Jo Na Pe Ost Fal Mer Quin Tor Vel"),
  nb: split("rin dov lan mer ssa ten vik ra bert gar lo mund nik pel rov sen ti va ward zin"),
  nc: split("a o man son er ic ova ley"),
  digit: [..."0123456789"],
  first: [..."123456789"],
  number: [
    "<first><digit>",
    "<first>",
    "<first>.<digit>",
    "<first><digit><digit>",
    "<first>,<digit><digit><digit>",
  ],
  year: ["19<first><digit>", "20<digit><first>"],
};

const english: Grammar = {
  ...common,
  sentence: lines(`
    The <noun> <did> the <adjective> <noun> <when>, said <name> <name>.
    In <year>, <number> <nouns> <didIt> <where>.
    <name> <did> that the <noun> of <place> would not <do> the <nouns> <when>.
    According to the <noun>, <adjective> <nouns> rose by <number> percent <when>.
    Neither the <noun> nor the <noun> could <do> the <adjective> <nouns> <where>.
    It was <name> who first <did> the <noun> after the <adjective> <noun> in <place>.
    Some <number> <nouns> <didIt> <when>, and the <noun> <did> them <where>.
    The <adjective> <noun> <did> a <noun>, a <noun> and two <nouns> <where>.
    But <nouns> in <place> <didIt>, although their <noun> <did> the <noun>.
    What the <noun> <did> <when> was a <adjective> <noun> for <name>.
  `),
  noun: split(`mayor council budget harbour bridge factory school minister report survey court
    company union hospital railway village market forest museum river contract election committee
    engineer teacher journalist farmer budget tunnel airport archive festival library prison bakery
    university parliament agency ferry orchard vaccine satellite pipeline reservoir stadium theatre`),
  nouns: split(`taxes wages jobs houses prices roads exports imports votes complaints patients
    passengers tickets permits lawsuits tonnes schools pensions savings rents fares losses profits
    donations investments deliveries arrests visitors refugees students nurses drivers ballots`),
  adjective: split(`new old broad narrow quiet costly sudden regional national foreign modern public
    private urgent careful hollow northern southern coastal rural expensive temporary historic
    unpopular remarkable disputed forgotten generous ambitious reluctant crowded fragile`),
  did: split(`announced rejected praised delayed approved promised opened closed sold bought repaired
    criticised ignored supported questioned inspected measured described abandoned restored
    financed investigated postponed renamed defended explained recommended`),
  didIt: split("fell rose vanished doubled arrived returned collapsed recovered suffered remained"),
  do: split(
    "support reject raise lower find move count replace protect remove sell repair finance",
  ),
  when: lines(`
    on Monday
    last week
    in the spring of <year>
    after a long night
    before the vote
    within <number> days
    for the first time since <year>
    at noon
  `),
  where: lines(`
    in <place>
    near the <noun>
    outside <place>
    across the <adjective> <noun>
    along the coast
    behind the <noun> of <place>
    at the <adjective> <noun>
  `),
  place: ["<name>", "<name> <name>", "the north of <name>", "<name>ville"],
  speech: lines(`
    My friends, we will <do> the <nouns>, and we will <do> them <when>.
    I have been to <place>, and I have seen the <adjective> <noun>.
    They said it could not be done.
    We did it.
    Nobody <did> our <nouns> as we did, believe me.
    And let me say this to the <noun> of <place>: we will not <do> your <nouns>.
    Do you know what the <noun> told me <when>?
    Every <noun>, every <noun>, every single <noun> in this <adjective> country.
    Thank you.
  `),
  turn: [
    "<speech>",
    "<sentence>",
    "No, that is wrong.",
    "Let me finish.",
    "Well, <name>, the <noun> <did> it.",
    "Wrong.",
  ],
};

const german: Grammar = {
  ...common,
  sentence: lines(`
    Der <noun> hat die <nouns> <when> um <number> Prozent erhöht, sagte <name>.
    Nach Angaben der <nouns> wurden <number> Menschen <when> in <name> verletzt.
    Seit <year> haben die <nouns> keinen <noun> mehr in <name> gesehen.
    <name> lehnte den <adjective>en <noun> <when> ab.
    Viele <nouns> glauben nicht, dass der <noun> von <name> so <adjective> ist.
    Warum der <adjective>e <noun> fünfundzwanzig <nouns> verlor, bleibt offen.
  `),
  noun: split(
    "Minister Haushalt Bahnhof Vertrag Richter Hafen Wald Bericht Verein Landtag Konzern Betrieb Antrag",
  ),
  nouns: split(
    "Steuern Schulen Preise Straßen Behörden Kliniken Mieten Gemeinden Löhne Fabriken Bürger Züge",
  ),
  adjective: split("neu alt teuer klein gut spät groß schwach lang günstig wichtig"),
  when: [
    "am Montag",
    "im Frühjahr <year>",
    "in der vergangenen Woche",
    "vor der Wahl",
    "nach langer Beratung",
  ],
};

const french: Grammar = {
  ...common,
  sentence: lines(`
    Le <noun> a annoncé <when> que les <nouns> baisseraient de <number> pour cent.
    Selon <name>, l’<vowel> n’a pas encore vu les <nouns> de <name>.
    En <year>, <number> <nouns> ont été <done> près de <name>.
    Les <nouns> ne seront plus <done> <when>, a dit le <noun>.
    C’est <name> qui a parlé des <nouns> au <noun> de <name> <when>.
  `),
  noun: split(
    "ministre maire conseil budget tribunal musée port rapport gouvernement syndicat préfet juge",
  ),
  nouns: split(
    "impôts écoles usines salaires routes hôpitaux loyers retraites élèves voyageurs billets",
  ),
  vowel: split("usine école agence enquête Assemblée entreprise opposition"),
  done: split("fermés vendus touchés déplacés refusés comptés réparés"),
  when: ["lundi", "la semaine dernière", "au printemps <year>", "après le vote", "avant l’été"],
};

const spanish: Grammar = {
  ...common,
  sentence: lines(`
    El <noun> anunció <when> que los <nouns> bajarán un <number> por ciento.
    Según <name>, ningún <noun> ha visto los <nouns> de <name>.
    En <year>, unos <number> <nouns> llegaron a <name> <when>.
    ¿Por qué el <noun> no quiso cambiar los <nouns> <when>?
    Fue <name> quien habló de los <nouns> con el <noun> de <name>.
  `),
  noun: split(
    "ministro alcalde consejo juez puerto hospital informe gobierno sindicato museo mercado",
  ),
  nouns: split(
    "impuestos precios salarios caminos contratos alquileres viajeros médicos trenes votos barcos",
  ),
  when: [
    "el lunes",
    "la semana pasada",
    "en la primavera de <year>",
    "después del voto",
    "antes del verano",
  ],
};

const russian: Grammar = {
  ...common,
  name: ["<na><nb>"],
  na: split("Мар Кал Рад Вол Сер Тим Гор Лаз Бел Зор"),
  nb: split("ов ин енко ский евич ан ова ина ько ец"),
  sentence: lines(`
    По словам <name>, <noun> в <year> году <did> <number> процентов <nouns>.
    Никто из <nouns> не знал, что <noun> <did> договор <when>.
    <noun> города <name> <did> <number> тысяч <nouns> <when>.
    В <year> году <name> и <name> <did> новый закон без <nouns>.
    Почему <noun> не <did> старый мост, осталось неясно.
  `),
  noun: split("министр совет завод суд мэр банк музей порт союз журнал комитет"),
  nouns: split("налогов дорог школ домов зарплат больниц голосов билетов поездов жалоб"),
  did: split("отменил потерял получил построил закрыл продал проверил подписал отложил"),
  when: ["в понедельник", "на прошлой неделе", "весной <year> года", "после выборов", "до лета"],
};

const arabic: Grammar = {
  ...common,
  name: split("سليم مريم كريم ليلى حسن نادية طارق سلمى فارس هدى"),
  number: ["<easternFirst><eastern>", "<easternFirst>"],
  eastern: [..."٠١٢٣٤٥٦٧٨٩"],
  easternFirst: [..."١٢٣٤٥٦٧٨٩"],
  sentence: lines(`
    قال <name> إن <noun> <did> <number> في المئة من <nouns> <when>.
    لم <do> <noun> أن <nouns> <did> في المدينة <when>.
    وصل <number> من <nouns> إلى <noun> القديم <when>.
    أعلنت <name> أن <noun> لن <do> <nouns> قبل الصيف.
  `),
  noun: split("الوزير المجلس المصنع البنك المستشفى الميناء القاضي المتحف الحزب التقرير"),
  nouns: split("الضرائب الطرق المدارس الأسعار الأصوات البيوت الرواتب التذاكر القطارات"),
  did: split("خسر باع رفض أصلح أغلق وقع أجل زار"),
  do: split("يعلن يرفض يدفع يفتح يبيع يصلح"),
  when: ["يوم الاثنين", "في الأسبوع الماضي", "بعد التصويت", "في ربيع العام الماضي"],
};

const chinese: Grammar = {
  ...common,
  name: split("王丽 张伟 李娜 刘洋 陈静 杨帆 赵敏 周强 吴刚 徐明"),
  sentence: lines(`
    <name><when>表示，<place>的<nouns>下降了百分之<number>。
    据<noun>介绍，<year>年共有<number>家<nouns>离开了<place>。
    <noun>没有同意<name>关于<nouns>的新计划。
    为什么<place>的<noun>还在等待<nouns>，至今没有答案？
    <when>，<name>和<name>一起参观了<place>的<noun>。
  `),
  noun: split("市长 法院 工厂 医院 博物馆 委员会 大学 银行 港口 记者协会"),
  nouns: split("税收 房价 工资 学校 企业 道路 出口 病人 火车票 投诉"),
  place: split("北京 上海 广州 成都 南京 西安 海口 昆明"),
  when: ["星期一", "上周", "去年春天", "投票以后", "夏天以前"],
};

const japanese: Grammar = {
  ...common,
  name: split("田中 鈴木 佐藤 高橋 渡辺 伊藤 山本 中村"),
  sentence: lines(`
    <name>さんは<when>、<place>の<nouns>が<number>パーセント下がったと述べた。
    <noun>によると、<year>年に<number>人が<place>の<nouns>を利用した。
    <noun>は<nouns>についての新しい計画を認めなかった。
    なぜ<place>の<noun>が<nouns>を減らしたのかは分かっていない。
    <when>、<name>さんと<name>さんは<place>の<noun>を訪れた。
  `),
  noun: split("市長 裁判所 工場 病院 博物館 委員会 大学 銀行 港 新聞社"),
  nouns: split("税金 家賃 給料 学校 バス 道路 輸出 電車 ホテル サービス"),
  place: split("東京 大阪 京都 名古屋 札幌 福岡 神戸 横浜"),
  when: ["月曜日", "先週", "去年の春", "選挙のあと", "夏の前"],
};

const emoji: Grammar = {
  ...english,
  sentence: lines(`
    🎉 The <noun> <did> <number> <nouns> <face> <when>!
    <face><face> <name> <did> the <adjective> <noun> 👩‍👩‍👧 in <place> 🇩🇪.
    So <nouns> <didIt> <when> <face>, and the <noun> <did> it 👍🏽 <where>.
    Nobody <did> the <noun> 🧑‍🚒 <when>… <face>
  `),
  face: split("😀 😡 🤔 🏳️‍🌈 👨‍👩‍👧‍👦 🇫🇷 ✌🏿 🚌 💶"),
};

const combining: Grammar = {
  ...common,
  name: ["<na>\u0301<nb>", "<na><nb>\u0308", "Ne\u0301<nb>"],
  sentence: lines(`
    Le cafe\u0301 de <name> a e\u0301te\u0301 vendu <number> fois en <year>.
    Nguye\u0302\u0303n <name> no\u0301i ra\u0306\u0300ng <noun> cu\u0309a <name> \u0111a\u0303 <did> <number> <nouns>.
    Viele sagen, das scho\u0308ne <noun> in <name> sei <year> u\u0308ber Nacht verschwunden.
    Der Ku\u0308nstler <name> <did> z\u0332w\u0332e\u0332i\u0332 <nouns> fu\u0308r das <noun>.
  `),
  noun: split("mu\u0301zeum ha\u0308uschen pho\u0300ng e\u0301cole the\u0301a\u0302tre bu\u0308ro"),
  nouns: split("e\u0301le\u0300ves bu\u0308cher ve\u0301los ma\u0308rkte"),
  did: split("ba\u0301n mua do\u0323c vie\u0302\u0301t so\u0301n"),
};

function expand(random: Random, grammar: Grammar, name: string): string {
  const text = pick(random, grammar[name]!).replace(/<(\w+)>/g, (_, inner: string) =>
    expand(random, grammar, inner),
  );
  return name === "sentence" && text[0] ? text[0].toUpperCase() + text.slice(1) : text;
}

function repeat<T>(times: number, one: (index: number) => T): T[] {
  return Array.from({ length: times }, (_, index) => one(index));
}

/** Paragraphs of a few sentences each, `size` sentences or so in all. */
function prose(grammar: Grammar, rule = "sentence") {
  return (random: Random, size: number): Paragraphs =>
    repeat(Math.ceil(size / 4), () =>
      repeat(between(random, 2, 6), () => expand(random, grammar, rule)),
    );
}

const say = (random: Random, rule = "sentence") => expand(random, english, rule);

/** How each kind of text is made, `size` sentences or so long. */
const kinds: Readonly<Record<string, (random: Random, size: number) => Paragraphs>> = {
  news: prose(english),
  speech: prose(english, "speech"),
  transcript: (random, size) => {
    const speakers = repeat(3, () => expand(random, english, "name").toUpperCase());
    return repeat(Math.ceil(size / 3), () => {
      const turn = repeat(between(random, 1, 4), () => say(random, "turn"));
      return [`${pick(random, speakers)}: ${turn[0]}`, ...turn.slice(1)];
    });
  },
  "list of figures": (random, size) =>
    repeat(size, () => [
      expand(random, { ...english, line: ["<noun>: <number> <nouns> (<year>)"] }, "line"),
    ]),
  "lines of a table": (random, size) =>
    repeat(size, (row) => [
      expand(
        random,
        { ...english, line: [`${row + 1}\t<place>\t<number>\t<number> %\t<year>`] },
        "line",
      ),
    ]),
  "similar lines": (random, size) => {
    const [noun, nouns] = [say(random, "noun"), say(random, "nouns")];
    const line = [`The ${noun} of <name> <did> <number> ${nouns} in the year <year>.`];
    return repeat(size, () => [expand(random, { ...english, line }, "line")]);
  },
  quotations: (random, size) =>
    repeat(Math.ceil(size / 2), () => [
      `“${say(random)}”`,
      expand(random, { ...english, line: ["<name> said <when>: “<speech>”"] }, "line"),
    ]),
  "headline and lede": (random, size) =>
    repeat(Math.ceil(size / 6), () => {
      const claim = say(random).slice(0, -1);
      const rest = repeat(4, () => say(random));
      return [[claim], [`${claim}, as was learned on Monday.`, ...rest]];
    }).flat(),
  "repeated boilerplate": (random, size) => {
    const notice = repeat(5, () => say(random));
    return repeat(Math.ceil(size / 8), () => [repeat(3, () => say(random)), notice]).flat();
  },
  "repeated paragraphs": (random, size) => {
    const some = prose(english)(random, size / 2);
    return [...some, ...some.toSorted(() => random() - 0.5)];
  },
  refrains: (random, size) => {
    const refrain = repeat(2, () => say(random, "speech"));
    return repeat(Math.ceil(size / 4), () => [say(random, "speech"), say(random), ...refrain]);
  },
  "near twins": (random, size) =>
    repeat(Math.ceil(size / 5), () => {
      const claim = `The ${say(random, "noun")} counted # ${say(random, "nouns")} ${say(random, "where")}.`;
      const twin = () => claim.replace("#", expand(random, english, "number"));
      return [twin(), say(random), say(random), twin(), say(random)];
    }),
  "numbered clauses": (random, size) =>
    repeat(size, (clause) => [
      `§ ${clause + 1}.`,
      `The ${say(random, "noun")} shall not ${say(random, "do")} the ${say(random, "nouns")} without the consent of the ${say(random, "noun")}.`,
    ]),
  shouts: (random, size) =>
    repeat(Math.ceil(size / 4), () =>
      repeat(4, () => pick(random, ["No!", "Yes!", "Never!", say(random, "speech"), "So what?"])),
    ),
  German: prose(german),
  French: prose(french),
  Spanish: prose(spanish),
  Russian: prose(russian),
  Arabic: prose(arabic),
  Chinese: prose(chinese),
  Japanese: prose(japanese),
  emoji: prose(emoji),
  "combining marks": prose(combining),
  "both directions": (random, size) =>
    repeat(Math.ceil(size / 4), () => [
      expand(random, arabic, "sentence"),
      say(random),
      expand(random, arabic, "sentence"),
    ]),
};

/** One text of every kind, each of `size` sentences or so. */
export function corpus(seed: number, size: number): CorpusText[] {
  return Object.entries(kinds).map(([kind, make], index) => {
    const spaced = kind !== "Chinese" && kind !== "Japanese";
    return assemble(kind, make(randomFrom(seed * 1000 + index), size), spaced ? " " : "");
  });
}

/** A long text of news, speeches and transcripts, with at least so many words. */
export function longText(seed: number, words: number): CorpusText {
  const random = randomFrom(seed);
  const all = ["news", "transcript", "news", "quotations", "speech"] as const;
  const paragraphs: (readonly string[])[] = [];
  for (let count = 0, part = 0; count < words; part++) {
    for (const paragraph of kinds[all[part % all.length]!]!(random, 40)) {
      paragraphs.push(paragraph);
      count += paragraph.join(" ").split(" ").length;
    }
  }
  return assemble("long", paragraphs, " ");
}

function assemble(kind: string, paragraphs: Paragraphs, space: string): CorpusText {
  const sentences: Stretch[] = [];
  let text = "";
  for (const paragraph of paragraphs) {
    for (const [index, sentence] of paragraph.entries()) {
      if (text) text += index === 0 ? "\n" : space;
      sentences.push({ start: text.length, end: text.length + sentence.length });
      text += sentence;
    }
  }
  return { kind, text, sentences };
}

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** Where the words of a text stand, however it is written. */
export function wordsOf(text: string): Stretch[] {
  // Line by line, because the segmenter takes memory by the square of what it is given.
  return Array.from(text.matchAll(/.+/g)).flatMap(({ 0: line, index: from }) =>
    Array.from(segmenter.segment(line)).flatMap(({ isWordLike, index, segment }) =>
      isWordLike ? [{ start: from + index, end: from + index + segment.length }] : [],
    ),
  );
}

/** What one word becomes. */
type WordEdit = (word: string, random: Random, other: () => string) => string;

const wordEdits: readonly WordEdit[] = [
  (_, __, other) => other(),
  () => "",
  (word, random) => {
    const letters = [...word];
    const at = between(random, 0, letters.length - 1);
    letters.splice(at, 1, ...pick(random, [[], ["x"], [letters[at]!, letters[at]!]]));
    return letters.join("");
  },
  (word) => {
    const upper = word[0]!.toUpperCase() + word.slice(1);
    return word === upper ? word[0]!.toLowerCase() + word.slice(1) : upper;
  },
];

/** One stretch of the old text, and what stands there now. */
interface Piece extends Stretch {
  readonly now: string;
}

/**
 * The text with so many of its words edited (from 0 to 1): replaced, inserted, deleted, transposed,
 * misspelt, put in other case. What is `deleted` goes with one of the spaces around it.
 */
export function edit(text: string, rate: number, random: Random, deleted?: Stretch): Edited {
  const words = wordsOf(text);
  const gone = deleted && withSpace(text, deleted);
  const pieces = gone ? [{ ...gone, now: "" }] : [];
  const other = () => {
    const { start, end } = pick(random, words);
    return text.slice(start, end);
  };
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (random() >= rate || (gone && touches(word, gone))) continue;
    const next = words[index + 1];
    const kind = between(random, 0, wordEdits.length + 1);
    if (kind === 0) pieces.push({ start: word.start, end: word.start, now: `${other()} ` });
    else if (kind === 1 && next && !(gone && touches(next, gone))) {
      pieces.push({ start: word.start, end: next.end, now: transpose(text, word, next) });
      index++;
    } else pieces.push(editWord(text, word, pick(random, wordEdits), random, other));
  }
  return applyPieces(
    text,
    pieces.sort((a, b) => a.start - b.start),
    words,
  );
}

function touches(a: Stretch, b: Stretch): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function transpose(text: string, a: Stretch, b: Stretch): string {
  return text.slice(b.start, b.end) + text.slice(a.end, b.start) + text.slice(a.start, a.end);
}

function editWord(
  text: string,
  word: Stretch,
  how: WordEdit,
  random: Random,
  other: () => string,
): Piece {
  const now = how(text.slice(word.start, word.end), random, other);
  const isSpaced = now === "" && text[word.end] === " ";
  return { start: word.start, end: isSpaced ? word.end + 1 : word.end, now };
}

/** The stretch with the space after it, or else before it. */
function withSpace(text: string, { start, end }: Stretch): Stretch {
  if (/\s/.test(text[end] ?? "")) return { start, end: end + 1 };
  return { start: start > 0 && /\s/.test(text[start - 1]!) ? start - 1 : start, end };
}

function applyPieces(text: string, pieces: readonly Piece[], words: readonly Stretch[]): Edited {
  const parts: string[] = [];
  /** Old and new offsets where pieces begin and end, in order. */
  const knots = [{ old: 0, now: 0 }];
  let [end, length] = [0, 0];
  for (const { start, end: last, now } of pieces) {
    parts.push(text.slice(end, start), now);
    length += start - end;
    knots.push({ old: start, now: length });
    length += now.length;
    knots.push({ old: last, now: length });
    end = last;
  }
  parts.push(text.slice(end));
  knots.push({ old: text.length, now: length + text.length - end });
  /** Where an offset is now; what was put in just there stays outside. */
  const place = (offset: number, isEnd: boolean) => {
    const after = countBefore(knots, ({ old }) => (isEnd ? old < offset : old <= offset));
    const [near, far] = [knots[after - 1] ?? knots[0]!, knots[after] ?? knots.at(-1)!];
    if (isEnd && far.old === offset) return far.now;
    return Math.min(near.now + offset - near.old, Math.max(near.now, far.now));
  };
  const isKept = ({ start, end: last }: Stretch) => {
    const piece = pieces[countBefore(pieces, (one) => one.start < last) - 1];
    return !piece || piece.end <= start;
  };
  const follow = ({ start, end: last }: Stretch): Stretch | null => {
    const inside = words.slice(
      countBefore(words, (word) => word.start < start),
      countBefore(words, (word) => word.end <= last),
    );
    if (inside.filter(isKept).length * 2 < Math.max(1, inside.length)) return null;
    return { start: place(start, false), end: place(last, true) };
  };
  return { text: parts.join(""), follow };
}

/** How many of the items, which come first in their order, the rule holds for. */
function countBefore<T>(items: readonly T[], rule: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rule(items[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
