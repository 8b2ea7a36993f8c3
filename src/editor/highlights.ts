/**
 * How claims show in the text. Overlapping claims are cut into segments, each drawn once: as many
 * underlines as fit, the tint of the topmost claim, and the ids of all. Derived, never the truth.
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

/** Draws the claims and clearances of an article. */
export function highlightPlugin(): Plugin {
  let drawn: { key: readonly unknown[]; set: DecorationSet } | undefined;
  return new Plugin({
    props: {
      decorations(state) {
        const key = [state.doc, annotationsOf(state), selectedClaim(state)];
        if (!drawn || key.some((part, i) => part !== drawn!.key[i]))
          drawn = { key, set: draw(state) };
        return drawn.set;
      },
    },
  });
}

function draw(state: EditorState): DecorationSet {
  const selected = selectedClaim(state);
  return DecorationSet.create(
    state.doc,
    segments(state).map((segment) =>
      Decoration.inline(segment.from, segment.to, look(segment, selected)),
    ),
  );
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
    needsAttention(topmost) && "attention",
  ];
  return {
    nodeName: "mark",
    class: classes.filter(Boolean).join(" "),
    style: style(claims),
    "data-claims": claims.map(({ record }) => record.id).join(" "),
    "aria-details": cardId(topmost.record.id),
  };
}

/** Whether the eye should go there: the words changed under a claim. */
function needsAttention({ passages, verdictHolds }: ClaimView): boolean {
  return !verdictHolds || passages.some(({ state }) => state === "changed");
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
