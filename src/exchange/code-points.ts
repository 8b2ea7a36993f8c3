/** The first half of every character that takes two UTF-16 units. */
const PAIRS = /[\u{10000}-\u{10ffff}]/gu;

/**
 * Converts between UTF-16 offsets in a text, which the app counts in, and Unicode code points, which
 * its files count in. The text is read once; only its surrogate pairs are remembered, so a text
 * without any costs nothing more.
 */
export class CodePoints {
  /** The offset of each surrogate pair, ascending. */
  private readonly pairs: readonly number[];

  constructor(text: string) {
    this.pairs = Array.from(text.matchAll(PAIRS), ({ index }) => index);
  }

  /** How many code points stand before an offset; before the pair, for an offset inside one. */
  at(offset: number): number {
    return offset - this.count((pair) => pair < offset);
  }

  /** The offset after that many code points. */
  offset(codePoints: number): number {
    return codePoints + this.count((pair, before) => pair - before < codePoints);
  }

  /** How many pairs, from the first on, fulfil a condition that no later one does. */
  private count(isBefore: (pair: number, pairsBefore: number) => boolean): number {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.pairs[middle]!, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
