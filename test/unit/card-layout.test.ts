import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeCards, type CardBox } from "../../src/elements/card-layout";

const GAP = 8;
const box = (wanted: number, height = 20): CardBox => ({ wanted, height });
const place = (cards: readonly CardBox[], pinned = -1) => placeCards(cards, pinned, GAP);

describe("cards", () => {
  it("stand level with their passages where there is room", () => {
    expect(place([box(0), box(50), box(100)])).toEqual([0, 50, 100]);
  });
  it("give way downwards to those above", () => {
    expect(place([box(0), box(10), box(100)])).toEqual([0, 28, 100]);
  });
  it("never begin above the margin", () => {
    expect(place([box(-30), box(-10)])).toEqual([0, 28]);
    expect(place([box(-30)], 0)).toEqual([0]);
  });
  it("may be none", () => {
    expect(place([])).toEqual([]);
    expect(place([], 0)).toEqual([]);
  });
});

describe("the pinned card", () => {
  it("keeps its place, and those before it give way upwards", () => {
    expect(place([box(90), box(95), box(100)], 2)).toEqual([44, 72, 100]);
  });
  it("moves only those it must", () => {
    expect(place([box(0), box(95), box(100)], 2)).toEqual([0, 72, 100]);
  });
  it("has those after it below", () => {
    expect(place([box(95), box(100), box(105)], 1)).toEqual([72, 100, 128]);
  });
  it("pulls up those after it, which had given way to it", () => {
    expect(place([box(95, 60), box(100), box(105), box(300)], 1)).toEqual([32, 100, 128, 300]);
  });
  it("gives way when there is no room above", () => {
    expect(place([box(0), box(10), box(20)], 2)).toEqual([0, 28, 56]);
  });
});

describe("however many there are", () => {
  const cards = fc
    .array(fc.tuple(fc.integer({ min: -50, max: 400 }), fc.integer({ min: 1, max: 80 })), {
      maxLength: 12,
    })
    .map((all) => all.toSorted(([a], [b]) => a - b).map(([wanted, height]) => box(wanted, height)));
  const pinned = fc.integer({ min: -1, max: 11 });

  it("they keep their order, and none is over another or above the margin", () => {
    fc.assert(
      fc.property(cards, pinned, (all, pin) => {
        const tops = place(all, pin);
        expect(tops).toHaveLength(all.length);
        let free = 0;
        for (const [index, top] of tops.entries()) {
          expect(top).toBeGreaterThanOrEqual(free);
          free = top + all[index]!.height + GAP;
        }
      }),
    );
  });
  it("the pinned one is level with its passage wherever those above fit above it", () => {
    fc.assert(
      fc.property(cards, pinned, (all, pin) => {
        const card = all[pin];
        if (!card) return;
        const above = all.slice(0, pin).reduce((sum, { height }) => sum + height + GAP, 0);
        expect(place(all, pin)[pin]).toBe(Math.max(card.wanted, above));
      }),
    );
  });
  it("each stands at its passage, or right against the one it gives way to", () => {
    fc.assert(
      fc.property(cards, pinned, (all, pin) => {
        const tops = place(all, pin);
        const end = (index: number) =>
          tops[index] === undefined ? 0 : tops[index]! + all[index]!.height + GAP;
        for (const [index, { wanted }] of all.entries()) {
          const top = tops[index]!;
          const isLevel = top === wanted;
          const isUnder = top > wanted && top === end(index - 1);
          const isOver = index < pin && end(index) === tops[index + 1];
          expect(isLevel || isUnder || isOver).toBe(true);
        }
      }),
    );
  });
});
