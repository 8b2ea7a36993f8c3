import type { Id } from "./record";
import type { RatingId } from "./scale";

/** Words as they stood in the text when they were written down (W3C TextQuoteSelector). */
export interface Quote {
  /** The passage itself. */
  readonly exact: string;
  /** Up to 32 UTF-16 units before it. */
  readonly prefix: string;
  /** Up to 32 UTF-16 units after it. */
  readonly suffix: string;
}

/** A rating given to a claim, with the words it was given on. */
export interface Verdict {
  readonly rating: RatingId;
  /**
   * The text under each of the claim's passages, by passage id, when the rating was given. The
   * verdict holds while the passages still read so (see `verdictHolds` in `editor/anchors`).
   */
  readonly words: Readonly<Record<Id<"passage">, string>>;
}

/** One checkable statement in the article (schema.org `Claim`). */
export interface ClaimFields {
  /** False once deleted. */
  alive: boolean;
  /** The claim put in one sentence. */
  statement: string;
  /** Who said it; absent or empty: the article itself. */
  saidBy: string;
  /** Null once cleared. */
  verdict: Verdict | null;
  /** Why, for the reader (`ratingExplanation`). */
  explanation: string;
}

/** One place in the text where a claim is made. Its range lives in the editor's anchors. */
export interface PassageFields {
  alive: boolean;
  /** The claim it belongs to. Entered once. */
  claim: Id<"claim">;
  /** The words when it was marked, or last confirmed. Each entry carries a range. */
  quote: Quote;
}

/** A passage marked “nothing to check here”. */
export interface ClearanceFields {
  alive: boolean;
  /** As a passage's. Each entry carries a range. */
  quote: Quote;
}
