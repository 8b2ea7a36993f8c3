/** A card to be placed in the margin, in pixels from the margin's top. */
export interface CardBox {
  /** Where it would like to begin: level with its passage. */
  readonly wanted: number;
  readonly height: number;
}

/**
 * The tops of cards in a margin, in their order, none over another: each as near below its passage
 * as those above allow. The card at `pinned` keeps its place, those before it give way upwards;
 * when there is no room above, the pinned one gives way too. -1: none is pinned.
 */
export function placeCards(cards: readonly CardBox[], pinned: number, gap: number): number[] {
  const tops: number[] = [];
  let free = 0;
  for (const { wanted, height } of cards) {
    tops.push(Math.max(wanted, free));
    free = tops.at(-1)! + height + gap;
  }
  const pin = cards[pinned];
  if (!pin || tops[pinned]! <= pin.wanted) return tops;
  const above = cards.slice(0, pinned).reduce((sum, { height }) => sum + height + gap, 0);
  let bottom = Math.max(pin.wanted, above);
  for (let i = pinned; i >= 0; i--) {
    tops[i] = i === pinned ? bottom : Math.min(tops[i]!, bottom - gap - cards[i]!.height);
    bottom = tops[i]!;
  }
  free = tops[pinned]! + pin.height + gap;
  for (let i = pinned + 1; i < cards.length; i++) {
    tops[i] = Math.max(cards[i]!.wanted, free);
    free = tops[i]! + cards[i]!.height + gap;
  }
  return tops;
}
