/**
 * What speaks for a place: how much of a recorded context stands there unbroken, from the passage
 * outwards.
 */

/** How many units before the offset are those at the end of `context`, read backwards. */
export function runBefore(text: string, at: number, context: string): number {
  let run = 0;
  while (run < context.length && text[at - 1 - run] === context[context.length - 1 - run]) run++;
  return run;
}

/** How many units from the offset on are those at the beginning of `context`. */
export function runAfter(text: string, at: number, context: string): number {
  let run = 0;
  while (run < context.length && text[at + run] === context[run]) run++;
  return run;
}
