import fc from "fast-check";
import { StepMap } from "prosemirror-transform";
import { describe, expect, it } from "vitest";
import { mapRange, Ranges } from "../../src/editor/ranges";
import type { Range } from "../../src/editor/text";
import { anyMap, anyRange } from "../arbitraries";

/** What becomes of the range from 5 to 10 when a stretch is replaced by one of another length. */
function after([start, end, length]: readonly [number, number, number]): [number, number] {
  const { from, to } = mapRange({ from: 5, to: 10 }, new StepMap([start, end - start, length]));
  return [from, to];
}

describe("a range from 5 to 10", () => {
  it.each([
    ["moves with what is typed before it", [2, 2, 3], [8, 13]],
    ["stays where it is when something is typed after it", [12, 12, 3], [5, 10]],
    ["grows with what is typed inside it", [7, 7, 3], [5, 13]],
    ["does not take in what is typed at its start", [5, 5, 3], [8, 13]],
    ["does not take in what is typed at its end", [10, 10, 3], [5, 10]],
    ["shrinks when words inside it go", [6, 8, 0], [5, 8]],
    ["loses its head", [2, 7, 0], [2, 5]],
    ["loses its tail", [8, 12, 0], [5, 8]],
    ["is a point when it goes", [5, 10, 0], [5, 5]],
    ["is a point when more than it goes", [3, 12, 0], [3, 3]],
    ["stands on what is put exactly in its place", [5, 10, 4], [5, 9]],
    ["keeps what is left beside a replaced head", [2, 7, 4], [6, 9]],
    ["keeps what is left beside a replaced tail", [8, 12, 4], [5, 8]],
  ] as const)("%s", (_rule, change, expected) => {
    expect(after(change)).toEqual(expected);
  });
});

it("is a point when its ends cross, never upside down", () => {
  fc.assert(
    fc.property(anyRange(50), anyMap, (range, map) => {
      const { from, to } = mapRange(range, map);
      expect(from).toBeLessThanOrEqual(to);
    }),
  );
});

describe("ranges by name", () => {
  const one = { from: 1, to: 2 };
  const name = fc.nat(20).map(String);
  const many = fc.uniqueArray(fc.tuple(name, anyRange(50)), {
    selector: ([op]) => op,
    maxLength: 10,
  });
  /** These ranges after changes: a map, or one range set. */
  function edited(
    ranges: Ranges,
    changes: readonly (StepMap | readonly [string, Range])[],
  ): Ranges {
    const builder = ranges.edit();
    for (const change of changes) {
      if (change instanceof StepMap) builder.map(change);
      else builder.set(...change);
    }
    return builder.done();
  }

  it("become what each of them becomes by itself, and stay as they were for others", () => {
    fc.assert(
      fc.property(many, fc.array(anyMap, { maxLength: 4 }), (all, maps) => {
        const before = Ranges.of(all);
        const each = all.map(([op, range]) => [op, maps.reduce(mapRange, range)]);
        expect([...edited(before, maps)]).toEqual(each);
        expect([...before]).toEqual(all);
      }),
    );
  });
  it("are set and moved in turn", () => {
    const changes = fc.array(fc.oneof(anyMap, fc.tuple(name, anyRange(50))), { maxLength: 8 });
    fc.assert(
      fc.property(many, changes, (all, acts) => {
        const before = Ranges.of(all);
        const expected = new Map<string, Range>(all);
        for (const act of acts) {
          if (!(act instanceof StepMap)) expected.set(...act);
          else for (const [op, range] of expected) expected.set(op, mapRange(range, act));
        }
        expect([...edited(before, acts)]).toEqual([...expected]);
        expect([...before]).toEqual(all);
      }),
    );
  });
  it("are found by name", () => {
    const ranges = Ranges.of([
      ["a", one],
      ["b", { from: 3, to: 4 }],
    ]);
    expect(ranges.get("a")).toEqual(one);
    expect(ranges.get("b")).toEqual({ from: 3, to: 4 });
    expect(ranges.get("c")).toBeUndefined();
  });
  it("are the same object when nothing moves", () => {
    const ranges = Ranges.of([["a", one]]);
    expect(edited(ranges, [StepMap.empty])).toBe(ranges);
    expect(edited(ranges, [])).toBe(ranges);
  });
});
