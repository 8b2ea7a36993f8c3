/**
 * How claims show in the text. Overlapping claims are cut into segments, each drawn once: as many
 * underlines as fit, the tint of the topmost claim, and the ids of all. Where a claim's words were
 * deleted stands a small mark. Derived, never the truth.
 */
import { Plugin, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type DecorationAttrs } from "prosemirror-view";
import type { Id } from "../model/record";
import { ratingOf, type Stroke } from "../model/scale";
import { anchor, claimViews, contents, type ClaimView } from "./anchors";
import { annotationsOf } from "./annotation-plugin";
import { selectedClaim } from "./selected-claim";
import { articleText, type Range } from "./text";

/** A stretch of the document that the same claims cover from end to end. */
export interface Segment extends Range {
  /** The claims, topmost first: the shortest passage, of those with one range the claim made last. */
  readonly claims: readonly ClaimView[];
  /** Whether it is marked “nothing to check here”. */
  readonly isCleared: boolean;
}

/** A placed passage, or clearance (no claim), as segments are cut from them. */
interface Layer extends Range {
  readonly claim: ClaimView | null;
}

/** A place where words of claims were deleted. */
export interface Deletion {
  /** In positions; always inside a textblock. */
  readonly position: number;
  /** The claims that lost words there, in the order of the text; each once. */
  readonly claims: readonly ClaimView[];
}

/** How many underlines are drawn under each other. */
const MOST_LINES = 3;

/** Length of dash and gap of each stroke, in pixels. */
const STROKES: Record<Stroke, readonly [dash: number, gap: number]> = {
  solid: [8, 0],
  long: [10, 3],
  dashed: [5, 3],
  dotted: [2, 3],
};

/** The id of a claim's card in the page, which its highlight points at. */
export function cardId(claim: Id<"claim">): string {
  return `claim-${claim}`;
}

/** Milliseconds in which ProseMirror has read what an input method left; it waits 20 itself. */
const READING_TIME = 50;

/**
 * Draws the claims and clearances of an article.
 *
 * Beside an element that cannot be edited, such as the mark of a deletion, an input method types
 * into the text before it, which then would have to be drawn anew after it, and its composition
 * would be lost. So there are no marks from the moment it begins until all of it has been read.
 */
export function highlightPlugin(): Plugin {
  let drawn: { key: readonly unknown[]; set: DecorationSet } | undefined;
  let isComposing = false;
  return new Plugin({
    props: {
      decorations(state) {
        const key = [state.doc, annotationsOf(state), selectedClaim(state), isComposing];
        if (!drawn || key.some((part, i) => part !== drawn!.key[i]))
          drawn = { key, set: draw(state, isComposing ? [] : deletions(state)) };
        return drawn.set;
      },
      handleDOMEvents: {
        compositionstart(view) {
          isComposing = true;
          if (deletions(view.state).length > 0) view.updateState(view.state);
        },
        compositionend(view) {
          setTimeout(() => {
            if (view.isDestroyed || view.composing) return;
            isComposing = false;
            view.updateState(view.state);
          }, READING_TIME);
        },
      },
    },
  });
}

function draw(state: EditorState, marked: readonly Deletion[]): DecorationSet {
  const selected = selectedClaim(state);
  const highlights = segments(state).map((segment) =>
    Decoration.inline(segment.from, segment.to, look(segment, selected)),
  );
  const marks = marked.map((deletion) => deletionMark(deletion, selected));
  return DecorationSet.create(state.doc, [...highlights, ...marks]);
}

/** Where words of claims were deleted, in the order of the text. */
export function deletions(state: EditorState): readonly Deletion[] {
  const text = articleText(state.doc);
  const places = new Map<number, Set<ClaimView>>();
  for (const view of claimViews(state)) {
    for (const passage of view.passages) {
      if (passage.state !== "collapsed" || !passage.range) continue;
      // Between two blocks nothing can stand: what was a block of its own is marked in the next.
      const position = text.position(text.offset(passage.range.to));
      const claims = places.get(position);
      if (claims) claims.add(view);
      else places.set(position, new Set([view]));
    }
  }
  return Array.from(places, ([position, claims]) => ({ position, claims: [...claims] })).sort(
    (a, b) => a.position - b.position,
  );
}

/** The claims that lost words at a position; none elsewhere. */
export function claimsDeletedAt(state: EditorState, position: number): readonly ClaimView[] {
  return deletions(state).find((deletion) => deletion.position === position)?.claims ?? [];
}

/** The class of the marks where words of claims were deleted. */
export const DELETION_CLASS = "deletion";

/**
 * The mark of a deletion. It takes no room and holds no text, so that caret, copying and searching
 * do not meet it; what is typed at its place stands behind it, as it does behind the passage.
 */
function deletionMark({ position, claims }: Deletion, selected: Id<"claim"> | null): Decoration {
  const ids = claims.map(({ record }) => record.id);
  const isSelected = selected !== null && ids.includes(selected);
  return Decoration.widget(position, () => deletionElement(ids, isSelected), {
    side: -1,
    ignoreSelection: true,
    key: [DELETION_CLASS, isSelected, ...ids].join(" "),
  });
}

function deletionElement(ids: readonly Id<"claim">[], isSelected: boolean): HTMLElement {
  const mark = document.createElement("span");
  mark.className = isSelected ? `${DELETION_CLASS} selected` : DELETION_CLASS;
  mark.role = "img";
  mark.ariaLabel =
    ids.length === 1 ? "Words of a claim deleted" : `Words of ${ids.length} claims deleted`;
  mark.dataset["claims"] = ids.join(" ");
  if (ids.length > 1) mark.dataset["count"] = String(ids.length);
  return mark;
}

/** The segments of an article, in the order of the text; stretches nothing covers are left out. */
export function segments(state: EditorState): readonly Segment[] {
  const layers = layersOf(state);
  const edges = [...new Set(layers.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const found: Segment[] = [];
  let next = 0;
  let covering: Layer[] = [];
  edges.slice(0, -1).forEach((from, index) => {
    covering = covering.filter((layer) => layer.to > from);
    while (next < layers.length && layers[next]!.from === from) covering.push(layers[next++]!);
    if (covering.length === 0) return;
    const topmost = covering.toSorted((a, b) => a.to - a.from - (b.to - b.from));
    found.push({
      from,
      to: edges[index + 1]!,
      claims: [...new Set(topmost.flatMap(({ claim }) => claim ?? []))],
      isCleared: covering.some(({ claim }) => claim === null),
    });
  });
  return found;
}

/** The claims at a position, the smallest first. */
export function claimsAt(state: EditorState, position: number): readonly ClaimView[] {
  const inside = segments(state).filter(({ from, to }) => from <= position && position <= to);
  // At a border two segments touch: the one after it counts, as for what is typed there.
  return inside.at(-1)?.claims ?? [];
}

/** Everything that covers some text, by start; of those with one range what was made last comes first. */
function layersOf(state: EditorState): readonly Layer[] {
  const annotations = annotationsOf(state);
  const text = articleText(state.doc);
  const claims = claimViews(state).flatMap((claim) =>
    claim.passages.map(({ range }) => ({ claim, range })),
  );
  const clearances = contents(annotations).clearances.map((clearance) => ({
    claim: null,
    range: anchor(clearance, annotations, text).range,
  }));
  return [...clearances, ...claims]
    .flatMap(({ claim, range }) => (range && range.from < range.to ? [{ ...range, claim }] : []))
    .reverse()
    .sort((a, b) => a.from - b.from);
}

function look({ claims, isCleared }: Segment, selected: Id<"claim"> | null): DecorationAttrs {
  const [topmost] = claims;
  if (!topmost) return { class: "clearance" };
  const isSelected = claims.some(({ record }) => record.id === selected);
  const classes = [
    "claim",
    isCleared && "clearance",
    isSelected && "selected",
    claims.some(needsAttention) && "attention",
  ];
  return {
    nodeName: "mark",
    class: classes.filter(Boolean).join(" "),
    style: style(claims),
    "data-claims": claims.map(({ record }) => record.id).join(" "),
    "aria-details": cardId(topmost.record.id),
  };
}

/** Whether the eye should go there: the words changed under a claim, or something is to be decided. */
function needsAttention({ passages, verdictHolds, hasConflict }: ClaimView): boolean {
  return hasConflict || !verdictHolds || passages.some(({ state }) => state === "changed");
}

function style(claims: readonly ClaimView[]): string {
  const lines = claims.slice(0, MOST_LINES).map(({ verdict }, index) => {
    const { hue, stroke } = ratingOf(verdict?.rating) ?? { hue: 250, stroke: "solid" as const };
    const [dash, gap] = STROKES[stroke];
    return `--ink-${index}:var(--hue-${hue});--dash-${index}:${dash}px;--period-${index}:${dash + gap}px`;
  });
  const hue = ratingOf(claims[0]?.verdict?.rating)?.hue ?? 250;
  const depth = Math.min(claims.length, MOST_LINES);
  return [...lines, `--tint:var(--tint-${hue}-${depth})`].join(";");
}
