/** Which words two short texts share, so that the others can be marked where both are shown. */
import { align } from "../anchor/align";

/** A stretch of one of the two texts. */
export interface Part {
  readonly text: string;
  /** Whether the other text has the same words there. */
  readonly isShared: boolean;
}

/** Both texts, each cut into stretches that the other one has too and stretches it has not. */
export interface Differences {
  readonly was: readonly Part[];
  readonly is: readonly Part[];
}

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** Compares two texts word by word. */
export function differences(was: string, is: string): Differences {
  const [a, b] = [wordsOf(was), wordsOf(is)];
  const isSharedA = a.map(() => false);
  const isSharedB = b.map(() => false);
  for (const run of align(a, b)) {
    const words = a.slice(run.a, run.a + run.length).join("");
    // White space alone is nothing in common.
    if (words.trim() === "") continue;
    isSharedA.fill(true, run.a, run.a + run.length);
    isSharedB.fill(true, run.b, run.b + run.length);
  }
  return { was: parts(a, isSharedA), is: parts(b, isSharedB) };
}

function wordsOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Joins words that have the same mark. */
function parts(words: readonly string[], isShared: readonly boolean[]): readonly Part[] {
  const joined: Part[] = [];
  words.forEach((word, index) => {
    const last = joined.at(-1);
    if (last && last.isShared === isShared[index])
      joined[joined.length - 1] = { ...last, text: last.text + word };
    else joined.push({ text: word, isShared: isShared[index]! });
  });
  return joined;
}
