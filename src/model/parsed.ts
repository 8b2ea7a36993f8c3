/** What is wrong with something that was to be read, and where. */
export interface Problem {
  /** The place in the file, as a JSON pointer (RFC 6901); empty for the file as a whole. */
  readonly path: string;
  /** A sentence for an editor, not for a programmer. It stands alone, and names the place itself. */
  readonly sentence: string;
}

/** What came of reading something. Warnings are sentences: it was read, but something was left out. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };
