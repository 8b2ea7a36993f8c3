/**
 * Ranges by name, in one flat array.
 *
 * Every text step moves every range, so this is what a keystroke costs at ten thousand claims: one
 * pass over numbers, no object made for each.
 */
import type { StepMap } from "prosemirror-transform";
import type { Range } from "./text";

/** Something that carries positions over a change: a `StepMap` or a `Mapping`. */
interface Mappable {
  map(position: number, assoc?: number): number;
}

/**
 * A range after a change. Its start leans right and its end left, so that what is typed at its
 * edges stays outside; a range whose ends cross is a point.
 */
export function mapRange({ from, to }: Range, mapping: Mappable): Range {
  const end = mapping.map(to, -1);
  return { from: Math.min(mapping.map(from, 1), end), to: end };
}

/** An immutable map from names (the `op` of the entry that set it) to ranges. */
export class Ranges implements Iterable<readonly [op: string, range: Range]> {
  /** No ranges. */
  static readonly none = new Ranges(new Map(), []);

  private constructor(
    private readonly places: ReadonlyMap<string, number>,
    /** Start and end of each range, in turn. */
    private readonly bounds: readonly number[],
  ) {}

  /** The ranges of a list. */
  static of(entries: Iterable<readonly [op: string, range: Range]>): Ranges {
    const places = new Map<string, number>();
    const bounds: number[] = [];
    for (const [op, { from, to }] of entries) {
      places.set(op, bounds.length);
      bounds.push(from, to);
    }
    return new Ranges(places, bounds);
  }

  /** The range of that name; undefined when there is none. */
  get(op: string): Range | undefined {
    const place = this.places.get(op);
    return place === undefined ? undefined : this.at(place);
  }

  /** These ranges with one set. */
  with(op: string, { from, to }: Range): Ranges {
    const place = this.places.get(op);
    const bounds = this.bounds.slice();
    if (place === undefined) {
      return new Ranges(new Map(this.places).set(op, bounds.length), [...bounds, from, to]);
    }
    bounds[place] = from;
    bounds[place + 1] = to;
    return new Ranges(this.places, bounds);
  }

  /** These ranges after a step; the same object when the step moves nothing. */
  map(map: StepMap): Ranges {
    if (isEmpty(map) || this.bounds.length === 0) return this;
    const bounds = this.bounds.slice();
    for (let place = 0; place < bounds.length; place += 2) {
      const to = map.map(bounds[place + 1]!, -1);
      bounds[place] = Math.min(map.map(bounds[place]!, 1), to);
      bounds[place + 1] = to;
    }
    return new Ranges(this.places, bounds);
  }

  *[Symbol.iterator](): Iterator<readonly [op: string, range: Range]> {
    for (const [op, place] of this.places) yield [op, this.at(place)];
  }

  private at(place: number): Range {
    return { from: this.bounds[place]!, to: this.bounds[place + 1]! };
  }
}

function isEmpty(map: StepMap): boolean {
  let empty = true;
  map.forEach(() => {
    empty = false;
  });
  return empty;
}
