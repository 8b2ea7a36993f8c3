/**
 * Words that found no place: somebody put them in where somebody else had deleted what was around
 * them. They are kept with whoever wrote them, until a person has put them where they belong.
 */
export interface DisplacedFields {
  /** False once somebody has dealt with them. */
  alive: boolean;
  /** What was put in, a line for each block. Entered once. */
  words: string;
}
