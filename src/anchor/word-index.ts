/**
 * An index of a text's words, and of its pairs of neighbouring words: where each of them stands.
 *
 * A word is a run of letters, marks and digits; of scripts written without spaces every character
 * is one. Upper and lower case are the same word. The lists of places stand one after another in
 * flat arrays, each in the order of the text; pairs are found by a hash, so a list may hold a few
 * places of other pairs, which are passed over when it is read.
 */

/** A word, and where it stands in its text: UTF-16 offsets. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** In lower case. */
  readonly key: string;
}

/** How many words are indexed between two yields: well under ten milliseconds' work. */
const SLICE = 2_000;

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu;

/** Letters of scripts that may be written without spaces all stand behind this one. */
const mayBeUnspaced = /[\u0e00-\uffff]/;

const unspaced =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]|(?:(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]).)+/gu;

/** For each UTF-16 unit whether it belongs to a word: 1; not: 0; that only a pattern can tell: 2. */
let kinds: Uint8Array | null = null;

function kindsOfUnits(): Uint8Array {
  const pattern = /[\p{L}\p{M}\p{N}]/u;
  return (kinds ??= Uint8Array.from({ length: 0x10000 }, (_, unit) => {
    const isSurrogate = unit >= 0xd800 && unit < 0xe000;
    return isSurrogate ? 2 : Number(pattern.test(String.fromCharCode(unit)));
  }));
}

/** The words of a text, in order. */
export function* wordsIn(text: string): Generator<Word, void> {
  const isWord = kindsOfUnits();
  for (let start = 0; start < text.length; start++) {
    const kind = isWord[text.charCodeAt(start)]!;
    // Beyond the basic plane a unit alone says nothing: the rest is read by the pattern.
    if (kind === 2) return yield* wordsByPattern(text, start);
    if (kind === 0) continue;
    let end = start + 1;
    while (isWord[text.charCodeAt(end)] === 1) end++;
    if (isWord[text.charCodeAt(end)] === 2) return yield* wordsByPattern(text, start);
    const run = text.slice(start, end);
    if (mayBeUnspaced.test(run)) yield* wordsOfRun(start, run);
    else yield wordAt(start, run);
    start = end;
  }
}

function* wordsByPattern(text: string, from: number): Generator<Word, void> {
  const pattern = new RegExp(wordPattern);
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found; found = pattern.exec(text))
    yield* wordsOfRun(found.index, found[0]);
}

/** The words of a run of letters, marks and digits. */
function* wordsOfRun(start: number, run: string): Generator<Word, void> {
  if (!mayBeUnspaced.test(run)) yield wordAt(start, run);
  else for (const { index, 0: word } of run.matchAll(unspaced)) yield wordAt(start + index, word);
}

function wordAt(start: number, word: string): Word {
  return { start, end: start + word.length, key: word.toLowerCase() };
}

/** Places in lists, the lists one after another: the list `n` is from `begins[n]` to `begins[n + 1]`. */
interface Lists {
  readonly begins: Int32Array;
  readonly places: Int32Array;
}

/** The words of a text by their place: the first is at 0, the second at 1. */
export class WordIndex {
  private constructor(
    readonly text: string,
    /** UTF-16 offsets of each word's first unit. */
    private readonly starts: Int32Array,
    /** UTF-16 offsets after each word's last unit. */
    private readonly ends: Int32Array,
    private readonly numbers: Int32Array,
    private readonly vocabulary: ReadonlyMap<string, number>,
    private readonly words: Lists,
    private readonly pairs: Lists,
  ) {}

  /** Indexes a text, in slices of a few milliseconds; what is yielded says nothing. */
  static *build(text: string): Generator<null, WordIndex> {
    const vocabulary = new Map<string, number>();
    const [starts, ends, numbers]: [number[], number[], number[]] = [[], [], []];
    for (const { start, end, key } of wordsIn(text)) {
      if (starts.length % SLICE === SLICE - 1) yield null;
      let number = vocabulary.get(key);
      if (number === undefined) vocabulary.set(key, (number = vocabulary.size));
      starts.push(start);
      ends.push(end);
      numbers.push(number);
    }
    yield null;
    const all = Int32Array.from(numbers);
    const words = listPlaces(all, vocabulary.size);
    yield null;
    const pairs = listPlaces(hashPairs(all), hashSize(all.length));
    return new WordIndex(
      text,
      Int32Array.from(starts),
      Int32Array.from(ends),
      all,
      vocabulary,
      words,
      pairs,
    );
  }

  /** How many words the text has. */
  get length(): number {
    return this.numbers.length;
  }

  /** The offset where the word at a place begins: the text's edge for a place outside of it. */
  startAt(place: number): number {
    return place < 0 ? 0 : (this.starts[place] ?? this.text.length);
  }

  /** The offset where the word at a place ends: the text's edge for a place outside of it. */
  endAt(place: number): number {
    return place < 0 ? 0 : (this.ends[place] ?? this.text.length);
  }

  /** The place of the first word that ends after the offset: the text's length where none does. */
  placeAt(offset: number): number {
    return firstFrom(this.ends, offset + 1, 0, this.ends.length);
  }

  /** The number that stands for a word given in lower case; -1 for a word that the text lacks. */
  numberOf(key: string): number {
    return this.vocabulary.get(key) ?? -1;
  }

  /** The numbers of the words from one place up to another, those outside of the text left out. */
  numbersAt(from: number, to: number): Int32Array {
    return this.numbers.subarray(Math.max(from, 0), Math.max(to, 0));
  }

  /** Where a word stands, by its number. */
  placesOf(number: number): Places {
    const { begins, places } = this.words;
    if (number < 0) return NOWHERE;
    return new Places(places, begins[number]!, begins[number + 1]!, this.numbers, number, -1);
  }

  /** Where two words stand one after the other, by their numbers: the places of the first. */
  placesOfPair(first: number, second: number): Places {
    const { begins, places } = this.pairs;
    if (first < 0 || second < 0) return NOWHERE;
    const list = hash(first, second, begins.length - 1);
    return new Places(places, begins[list]!, begins[list + 1]!, this.numbers, first, second);
  }
}

/** A list of the places of a word, or of a pair of words, in the order of the text. */
export class Places {
  constructor(
    private readonly places: Int32Array,
    private readonly from: number,
    private readonly to: number,
    private readonly numbers: Int32Array,
    private readonly first: number,
    /** -1 for a single word. */
    private readonly second: number,
  ) {}

  /** How many there are, at most. */
  get most(): number {
    return this.to - this.from;
  }

  /** All of them. */
  all(): number[] {
    const found: number[] = [];
    this.addNear(0, this.most, 0, found);
    return found;
  }

  /** Adds those nearest to a place, `most` at most and each less `shift`, to what is found. */
  addNear(place: number, most: number, shift: number, found: number[]): void {
    const { places, from, to, numbers, first, second } = this;
    let at = from;
    if (to - from > most) {
      const next = firstFrom(places, place, from, to);
      at = Math.max(from, Math.min(next - (most >> 1), to - most));
    }
    for (const end = Math.min(to, at + most); at < end; at++) {
      const here = places[at]!;
      if (numbers[here] === first && (second < 0 || numbers[here + 1] === second))
        found.push(here - shift);
    }
  }
}

const NOWHERE = new Places(new Int32Array(0), 0, 0, new Int32Array(0), -1, -1);

/** The first index from `from` on, before `to`, whose value is at least so much; `to` for none. */
function firstFrom(sorted: Int32Array, value: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lists the places of each of `count` numbers. */
function listPlaces(numbers: Int32Array, count: number): Lists {
  const begins = new Int32Array(count + 1);
  for (const number of numbers) begins[number + 1]!++;
  for (let list = 0; list < count; list++) begins[list + 1]! += begins[list]!;
  const next = begins.slice();
  const places = new Int32Array(numbers.length);
  for (let place = 0; place < numbers.length; place++) places[next[numbers[place]!]!++] = place;
  return { begins, places };
}

/** The least power of two that keeps the lists of pairs short. */
function hashSize(words: number): number {
  return 2 ** Math.ceil(Math.log2(words + 1) + 1);
}

function hash(a: number, b: number, size: number): number {
  const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & (size - 1);
}

/** The hash of each word with its successor; the last word is paired with itself. */
function hashPairs(numbers: Int32Array): Int32Array {
  const size = hashSize(numbers.length);
  return numbers.map((number, place) => hash(number, numbers[place + 1] ?? number, size));
}
