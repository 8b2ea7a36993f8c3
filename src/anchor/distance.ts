/**
 * How far words are from the stretch of a text that is most like them: how many units have to be
 * changed, put in or left out.
 *
 * Myers' bit vectors: a column of the table of distances is kept as the differences between its
 * cells, 32 to an integer, and is computed from the column before in a few operations.
 */

/** The most units that words may have to be compared. */
export const MOST_UNITS = 512;

/** The stretch most like the words. */
export interface Nearest {
  /** How many units differ. */
  readonly distance: number;
  /** How many units of the text were read when the stretch ended; the first of the equally good. */
  readonly length: number;
}

const ROWS = MOST_UNITS / 32;

/** By unit, one more than the number of its row in `masks`; 0 for units that the words lack. */
const rowOf = new Uint16Array(0x10000);

/** A row for each unit of the words, with a bit for each place where it stands. */
const masks = new Int32Array((MOST_UNITS + 1) * ROWS);

/** Where the cell is one more than the one above it, and where it is one less. */
const more = new Int32Array(ROWS);
const less = new Int32Array(ROWS);

/**
 * Looks in the text, from the offset on, for the stretch most like the words; no farther than `most`
 * units. Both are read backwards where `step` is -1: the text from the unit before the offset, the
 * words from their last. The stretch begins at the offset, or, when `isFree`, anywhere behind it.
 * Words longer than `MOST_UNITS` are cut there.
 */
export function nearest(
  text: string,
  at: number,
  most: number,
  words: string,
  step: 1 | -1,
  isFree: boolean,
): Nearest {
  const length = Math.min(words.length, MOST_UNITS);
  const rows = (length + 31) >> 5;
  writeMasks(words, length, rows, step);
  const found = readText(text, step === 1 ? at : at - 1, most, step, length, rows, isFree ? 0 : 1);
  for (let n = 0; n < words.length; n++) rowOf[words.charCodeAt(n)] = 0;
  return found;
}

function writeMasks(words: string, length: number, rows: number, step: 1 | -1): void {
  let used = 0;
  masks.fill(0, 0, (length + 1) * rows);
  for (let n = 0; n < length; n++) {
    const unit = words.charCodeAt(step === 1 ? n : words.length - 1 - n);
    if (rowOf[unit] === 0) rowOf[unit] = ++used;
    masks[rowOf[unit]! * rows + (n >> 5)]! |= 1 << (n & 31);
  }
}

function readText(
  text: string,
  at: number,
  most: number,
  step: 1 | -1,
  length: number,
  rows: number,
  rise: 0 | 1,
): Nearest {
  more.fill(-1, 0, rows);
  less.fill(0, 0, rows);
  let distance = length;
  let least = length;
  let end = 0;
  for (let n = 0; n < most && distance - (most - n) < least; n++) {
    const unit = text.charCodeAt(at + step * n);
    if (Number.isNaN(unit)) break;
    distance += advance(rowOf[unit]! * rows, rows, 1 << ((length - 1) & 31), rise);
    if (distance < least) {
      least = distance;
      end = n + 1;
    }
  }
  return { distance: least, length: end };
}

/** Computes the next column; answers by how much its last cell differs from that of the one before. */
function advance(mask: number, rows: number, bottom: number, rise: number): number {
  let carry = rise;
  for (let row = 0; row < rows; row++) {
    const up = more[row]!;
    const down = less[row]!;
    let equal = masks[mask + row]!;
    const across = equal | down;
    if (carry < 0) equal |= 1;
    const along = (((equal & up) + up) ^ up) | equal;
    const rising = down | ~(along | up);
    const falling = up & along;
    const edge = row === rows - 1 ? bottom : 1 << 31;
    const rises = (rising << 1) | (carry > 0 ? 1 : 0);
    const falls = (falling << 1) | (carry < 0 ? 1 : 0);
    more[row] = falls | ~(across | rises);
    less[row] = rises & across;
    carry = rising & edge ? 1 : falling & edge ? -1 : 0;
  }
  return carry;
}
