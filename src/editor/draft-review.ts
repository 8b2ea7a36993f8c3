/**
 * What somebody decides about a new draft before it is put in place: its passages in groups, what
 * was decided so far, and what will come of each. Everything here is derived from the plan.
 */
import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import type { Id } from "../model/record";
import { claimViews, type ClaimView } from "./anchors";
import type { DraftPlan, Fate, FateState } from "./new-draft";
import { articleSchema } from "./article-schema";
import { articleText, titleOf, type Range } from "./text";

/**
 * Where passages are to stand, against or in place of what the plan proposes: a range of the new
 * document; null: nowhere. A passage that is not in it has not been decided on.
 */
export type Decisions = ReadonlyMap<Id, Range | null>;

/** A passage in the review. */
export interface DraftItem {
  readonly fate: Fate;
  /** The claim it belongs to, as it stands in the old text. */
  readonly claim: ClaimView;
  /** Which of the claim's passages it is, from 1. */
  readonly number: number;
}

/** The groups of a review. What is doubtful is in the first, whatever its state. */
export type GroupName = "toDecide" | FateState;

/** A plan as it is reviewed. */
export interface DraftReview {
  readonly plan: DraftPlan;
  /** The passages of each group, in the order of the plan. */
  readonly groups: Readonly<Record<GroupName, readonly DraftItem[]>>;
  /** The fate of every passage and clearance. */
  readonly fates: ReadonlyMap<Id, Fate>;
  /** How many clearances lose their place, because their words are other ones now. */
  readonly fallen: number;
  /** The textblocks of the new draft whose words the old text does not have so. */
  readonly newBlocks: readonly Range[];
}

/** What becomes of passages, counted. */
export interface Tally {
  readonly kept: number;
  readonly moved: number;
  readonly changed: number;
  readonly unplaced: number;
  /** How many of the unplaced ones are so because nobody has decided. */
  readonly undecided: number;
}

/**
 * How a claim's verdict fares: there is none; it holds; it held and will not; it does not hold now
 * and will not.
 */
export type VerdictFate = "none" | "holds" | "falls" | "stale";

/** The words of the new text around a range, on one line: a little before, the words, a little after. */
export interface WordsInContext {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

/** How much of the text is shown on each side of an offered place, in UTF-16 units. */
const CONTEXT = 48;

/** Puts a plan in order for its review. The state is the one that the plan was made for. */
export function reviewOf(state: EditorState, plan: DraftPlan): DraftReview {
  const owners = ownersOf(claimViews(state));
  const items = plan.fates.flatMap((fate) => {
    const owner = fate.kind === "passage" ? owners.get(fate.id) : undefined;
    return owner ? [{ fate, ...owner }] : [];
  });
  const of = (name: GroupName) => items.filter(({ fate }) => groupOf(fate) === name);
  return {
    plan,
    groups: {
      toDecide: of("toDecide"),
      changed: of("changed"),
      unplaced: of("unplaced"),
      moved: of("moved"),
      kept: of("kept"),
    },
    fates: new Map(plan.fates.map((fate) => [fate.id, fate])),
    fallen: plan.fates.filter(({ kind, range }) => kind === "clearance" && !range).length,
    newBlocks: newBlocks(plan),
  };
}

function newBlocks({ before, after }: DraftPlan): readonly Range[] {
  const known = new Set(["", ...blocksOf(before).map(({ node }) => node.textContent)]);
  return blocksOf(after)
    .filter(({ node }) => !known.has(node.textContent))
    .map(({ node, position }) => ({ from: position, to: position + node.nodeSize }));
}

function blocksOf(doc: Node): readonly { readonly node: Node; readonly position: number }[] {
  const blocks: { node: Node; position: number }[] = [];
  doc.descendants((node, position) => {
    if (node.isTextblock) blocks.push({ node, position });
    return !node.isTextblock;
  });
  return blocks;
}

function ownersOf(claims: readonly ClaimView[]) {
  return new Map<Id, Omit<DraftItem, "fate">>(
    claims.flatMap((claim) =>
      claim.passages.map(({ id }, index) => [id, { claim, number: index + 1 }] as const),
    ),
  );
}

function groupOf({ isDoubtful, state }: Fate): GroupName {
  return isDoubtful ? "toDecide" : state;
}

/** Where a passage will stand: what was decided, else what is proposed beyond doubt; null: nowhere. */
export function placeOf(fate: Fate, decisions: Decisions): Range | null {
  const decided = decisions.get(fate.id);
  if (decided !== undefined) return decided;
  return fate.isDoubtful ? null : fate.range;
}

/** The words a passage will stand on; empty: none. */
export function wordsAfter({ plan }: DraftReview, fate: Fate, decisions: Decisions): string {
  const place = placeOf(fate, decisions);
  return place ? articleText(plan.after).words(place) : "";
}

/** The items nobody has decided on that need it, in the order of the review. */
export function undecided({ groups }: DraftReview, decisions: Decisions): readonly DraftItem[] {
  return groups.toDecide.filter(({ fate }) => !decisions.has(fate.id));
}

/** Counts what will become of all passages. */
export function tally(review: DraftReview, decisions: Decisions): Tally {
  const counts = { kept: 0, moved: 0, changed: 0, unplaced: 0 };
  for (const { fate } of Object.values(review.groups).flat())
    counts[outcomeOf(review, fate, decisions)] += 1;
  return { ...counts, undecided: undecided(review, decisions).length };
}

/** What will become of a passage, by what was decided. */
function outcomeOf(review: DraftReview, fate: Fate, decisions: Decisions): FateState {
  const words = wordsAfter(review, fate, decisions);
  if (words === "") return "unplaced";
  if (words !== fate.before) return "changed";
  return fate.state === "kept" && !decisions.get(fate.id) ? "kept" : "moved";
}

/** How the verdict of a claim will fare on the words that all its passages will stand on. */
export function verdictFate(
  review: DraftReview,
  { verdict, passages, verdictHolds }: ClaimView,
  decisions: Decisions,
): VerdictFate {
  if (!verdict) return "none";
  if (!verdictHolds) return "stale";
  const holds = passages.every(({ id, words }) => {
    const fate = review.fates.get(id);
    const judged = verdict.words[id];
    return judged === undefined || judged === (fate ? wordsAfter(review, fate, decisions) : words);
  });
  return holds ? "holds" : "falls";
}

/** The words under a range of the new text, with a little of what stands around them. */
export function inContext({ plan }: DraftReview, range: Range): WordsInContext {
  const text = articleText(plan.after);
  const { start, end } = text.span(range);
  return {
    before: text.text.slice(Math.max(0, start - CONTEXT), start).replace(/^.*\n|^\S*\s/s, ""),
    words: text.text.slice(start, end),
    after: text.text.slice(end, end + CONTEXT).replace(/\n.*$|\s\S*$/s, ""),
  };
}

/**
 * The decisions that still fit when the same draft is compared with a text that has changed
 * meanwhile: those on passages that stand on the same words as before.
 */
export function decisionsThatFit(
  decisions: Decisions,
  planA: DraftPlan,
  planB: DraftPlan,
): Decisions {
  if (!planA.after.eq(planB.after)) return new Map();
  const before = new Map(planA.fates.map((fate) => [fate.id as Id, fate.before]));
  const fits = planB.fates.filter((fate) => before.get(fate.id) === fate.before);
  const ids = new Set<Id>(fits.map(({ id }) => id));
  return new Map([...decisions].filter(([id]) => ids.has(id)));
}

/**
 * A draft with the title it is to have: the one that is asked for; without one its own, and if it
 * has none, that of the present text. A title that stays the same keeps its emphasis.
 */
export function entitled(draft: Node, title: string, present: Node): Node {
  const wanted = title.trim() || titleOf({ doc: draft }) || titleOf({ doc: present });
  const same = [draft, present].find((doc) => titleOf({ doc }) === wanted);
  const { nodes } = articleSchema;
  const node = same?.firstChild ?? nodes.title.create(null, articleSchema.text(wanted));
  return draft.copy(draft.content.replaceChild(0, node));
}
