/**
 * Whether two wordings state the same facts, as far as a program can see: the same figures,
 * negations and names, in the same order. Likeness says nothing about that: “25 percent” and
 * “35 percent” differ in one letter and in everything that matters.
 *
 * The doubtful counts as a fact, because to ask once too often costs a glance, and once too seldom
 * a wrong verdict:
 *
 * - A figure is whatever has a digit of any script, a number word, a sign (minus, percent, currency).
 * - A negation is a word of a list, or the negated form of a word in the other wording (“illegal”).
 * - A name is a word with a capital letter. A sentence's first word has one whatever it is, so it
 *   counts unless it is a usual opening, or stands somewhere in lower case as well.
 * - Scripts without capitals do not show which words are names, so all their words count; only of
 *   Japanese, hiragana is grammar and does not, its negations aside.
 */

const figures = wordSet(`
  zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
  sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
  hundreds thousand thousands million millions billion billions trillion trillions dozen dozens half
  halves quarter quarters third thirds twice thrice double doubled triple tripled first second fourth
  fifth sixth seventh eighth ninth tenth percent
  halb halbe halben hälfte drittel viertel million millionen milliarde milliarden billion billionen
  dutzend doppelt erste ersten zweite zweiten dritte dritten prozent
  zéro deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts
  trente quarante cinquante soixante cent cents mille milliard milliards moitié tiers quart douzaine
  premier première deuxième troisième
  cero dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis
  diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa
  cien ciento cientos mil miles millón millones mitad tercio cuarto docena primer primero segundo
  due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici
  diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta
  cento duecento trecento mila milione milioni miliardo miliardi metà terzo dozzina primo secondo
  dois duas três quatro sete oito dez doze treze catorze dezasseis dezesseis dezassete dezessete
  dezoito dezanove dezenove vinte trinta quarenta cinquenta sessenta oitenta cem duzentos trezentos
  milhão milhões bilhão bilhões metade terço dúzia primeiro terceiro
  twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien
  zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig
  honderd duizend miljoen miljoenen miljard miljarden helft kwart dozijn eerste tweede derde procent
  ноль два две двух трое три трёх трех четыре четырёх четырех пять пяти шесть шести семь семи восемь
  восьми девять девяти десять десяти одиннадцать двенадцать двадцать тридцать сорок пятьдесят
  шестьдесят семьдесят восемьдесят девяносто сто двести триста четыреста пятьсот тысяча тысячи тысяч
  миллион миллиона миллионов миллиард миллиарда миллиардов половина треть четверть вдвое втрое
  процент процента процентов
`);

/** German number words are written as one: “fünfundzwanzig”. “Ein” alone is an article. */
const germanFigure =
  /^(?!(?:ein|und|sieb|sech)$)(?:ein|zwei|zwo|drei|vier|fünf|sechs?|sieb(?:en)?|acht|neun|zehn|elf|zwölf|zwan|und|[zß]ig|hundert|tausend)+$/;

const negations = wordSet(`
  no not never none nobody nothing neither nor nowhere without cannot hardly barely scarcely
  nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden niemandem nichts nein
  ohne weder nirgends
  ne pas jamais aucun aucune rien personne ni non sans nul nulle
  nunca jamás nada nadie ningún ninguno ninguna sin tampoco
  mai nessun nessuno nessuna niente nulla né senza neanche nemmeno
  não jamais ninguém nenhum nenhuma sem nem tampouco
  niet geen nooit niets zonder nergens nee
  не ни нет никто никого никому никогда ничего ничто никак нигде никакой никакая никакие без нельзя
`);

/** Words that open sentences and are no names. None that is a name as well, such as “Will”. */
const openings = wordSet(`
  a an the this that these those there here it he she they we you his her its their our my your in on
  at by for from of to with as if when while after before since because although though but and or so
  yet then now today yesterday still also only even some many most all both each every more less what
  who where why how which is are was were has have had do does did
  der die das ein eine einen einem einer dieser diese dieses es er sie wir ihr in im am an auf aus bei
  für mit nach von vor zu zum zur als wenn weil aber und oder so doch dann auch nur heute gestern hier
  wie was wer wo ist sind war waren
  le la les un une des du de ce cette ces il elle ils elles nous vous on en à au aux pour par avec dans
  sur mais et ou donc car si quand hier
  el los las una unos unas este esta estos él ella ellos en del al por para con según pero y o si hoy
  ayer
  il lo gli i uno nel della di da su ma e oggi ieri
  o os as uma no na do da em mas hoje ontem
  de het een deze dit hij zij van op bij voor met maar en dan
  в на с к по за от до из о об и а но или же это этот эта эти он она они мы вы как что если когда
  вчера сегодня так
`);

/** What turns a word into its opposite at its beginning. */
const negatingPrefix = /^(?:un|in|im|il|ir|dis|non|не)(?=\p{Ll}{3})/u;

const grammarInJapanese = /^[\p{sc=Hira}ー]+$/u;
const negationInJapanese = /ない|なか|なく|なし|ません|せず/u;

/**
 * Signs; Chinese and Japanese by kind of letter, as they are written without spaces; words with
 * their apostrophes, numbers with their points.
 */
const tokens =
  /[-−+](?=\p{Sc}?\p{N})|[%‰\p{Sc}]|[\p{sc=Han}\p{sc=Kana}]+|\p{sc=Hira}+|(?:(?![\p{sc=Han}\p{sc=Kana}\p{sc=Hira}])[\p{L}\p{N}]\p{M}*)+(?:['.,:](?:[\p{L}\p{N}]\p{M}*)+)*/gu;

/** What stands before the first word of a sentence, or of somebody's words. */
const sentenceStart = /[.!?…:\n][\s\p{P}]*$|[“„«‹"‘]$/u;

/** A word, number or sign, with what stands before it. */
interface Token {
  /** In lower case, with a straight apostrophe. */
  readonly key: string;
  readonly hasCapital: boolean;
  readonly isFirst: boolean;
}

/**
 * Whether both wordings have the same figures, negations and names in the same order. True for
 * equal ones, and the same whichever comes first. Never fails; an empty wording has no facts.
 */
export function hasSameFacts(was: string, is: string): boolean {
  if (was === is) return true;
  const [tokensA, tokensB] = [tokensOf(was), tokensOf(is)];
  const [wordsA, wordsB] = [lowerCase(tokensA), lowerCase(tokensB)];
  const [otherA, otherB] = withoutSameEnds(tokensA, tokensB);
  if (hasOpposite(otherA, wordsA, wordsB) || hasOpposite(otherB, wordsB, wordsA)) return false;
  const isCommon = (word: string): boolean => wordsA.has(word) || wordsB.has(word);
  const [factsA, factsB] = [factsOf(otherA, isCommon), factsOf(otherB, isCommon)];
  return factsA.length === factsB.length && factsA.every((fact, index) => fact === factsB[index]);
}

/** Both without what they have in common at the beginning and at the end. */
function withoutSameEnds(
  tokensA: readonly Token[],
  tokensB: readonly Token[],
): [readonly Token[], readonly Token[]] {
  const most = Math.min(tokensA.length, tokensB.length);
  let start = 0;
  while (start < most && isSame(tokensA[start]!, tokensB[start]!)) start++;
  let end = 0;
  while (end < most - start && isSame(tokensA.at(-1 - end)!, tokensB.at(-1 - end)!)) end++;
  return [tokensA.slice(start, tokensA.length - end), tokensB.slice(start, tokensB.length - end)];
}

function isSame(a: Token, b: Token): boolean {
  return a.key === b.key && a.hasCapital === b.hasCapital && a.isFirst === b.isFirst;
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

function tokensOf(wording: string): Token[] {
  const text = wording.normalize("NFC").replaceAll("’", "'");
  const all: Token[] = [];
  let end = 0;
  tokens.lastIndex = 0;
  for (let found = tokens.exec(text); found; found = tokens.exec(text)) {
    const { 0: token, index } = found;
    const between = text.slice(end, index);
    const isFirst = end === 0 || (between !== " " && sentenceStart.test(between));
    end = index + token.length;
    const key = token.toLowerCase();
    all.push({
      key: key.endsWith("'s") ? key.slice(0, -2) : key,
      hasCapital: key !== token,
      isFirst,
    });
  }
  return all;
}

function lowerCase(all: readonly Token[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { key, hasCapital } of all) if (!hasCapital) keys.add(key);
  return keys;
}

/** Whether a word that only one wording has is the negated form of one that only the other has. */
function hasOpposite(
  some: readonly Token[],
  words: ReadonlySet<string>,
  others: ReadonlySet<string>,
): boolean {
  return some.some(({ key }) => {
    if (!words.has(key) || others.has(key)) return false;
    const root = key.replace(negatingPrefix, "");
    return root !== key && others.has(root) && !words.has(root);
  });
}

function factsOf(all: readonly Token[], isCommon: (word: string) => boolean): string[] {
  return all.flatMap((token) => factIn(token, isCommon) ?? []);
}

/** The fact that a token states; null when it states none. */
function factIn(token: Token, isCommon: (word: string) => boolean): string | null {
  const { key, hasCapital, isFirst } = token;
  const negation = negationIn(key);
  if (negation) return negation;
  if (figures.has(key) || germanFigure.test(key) || /[\p{N}\p{Sc}%‰−+-]/u.test(key)) return key;
  if (/\p{Lo}/u.test(key)) return grammarInJapanese.test(key) ? null : key;
  if (!hasCapital || (isFirst && (openings.has(key) || isCommon(key)))) return null;
  return key;
}

/** The negation that a word is or carries, the same for “did not” and “didn't”; null for none. */
function negationIn(key: string): string | null {
  if (/n't$|^cannot$/.test(key)) return "not";
  if (key.startsWith("n'")) return "ne";
  if (negations.has(key)) return key;
  return grammarInJapanese.test(key) ? (negationInJapanese.exec(key)?.[0] ?? null) : null;
}
