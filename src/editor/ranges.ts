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

/**
 * A step's map that is quick about positions away from what the step changed: nearly all of them,
 * where many ranges are mapped through many steps.
 */
export class QuickMap implements Mappable {
  /** From where on, in positions before the step, and up to where something changed. */
  private start = Infinity;
  private end = -Infinity;
  /** By how much what comes after that is shifted. */
  private shift = 0;

  constructor(private readonly whole: StepMap) {
    whole.forEach((startA, endA, startB, endB) => {
      this.start = Math.min(this.start, startA);
      this.end = Math.max(this.end, endA);
      this.shift += endB - startB - (endA - startA);
    });
  }

  /** Whether the step puts anything in or takes anything out. */
  get changesText(): boolean {
    return this.end >= this.start;
  }

  /** Whether a range lies wholly before what changed, or wholly behind it, touching neither. */
  isBeside({ from, to }: Range): boolean {
    return to < this.start || from > this.end;
  }

  map(position: number, assoc = 1): number {
    if (position < this.start) return position;
    if (position > this.end) return position + this.shift;
    return this.whole.map(position, assoc);
  }

  /** The way back. */
  invert(): QuickMap {
    return new QuickMap(this.whole.invert());
  }
}

/** An immutable map from names (the `op` of the entry that set it) to ranges. */
export class Ranges implements Iterable<readonly [op: string, range: Range]> {
  /** No ranges. */
  static readonly none = new Ranges(new Map(), []);

  constructor(
    private readonly places: ReadonlyMap<string, number>,
    /** Start and end of each range, in turn. */
    private readonly bounds: readonly number[],
  ) {}

  /** The ranges of a list. */
  static of(entries: Iterable<readonly [op: string, range: Range]>): Ranges {
    const builder = Ranges.none.edit();
    for (const [op, range] of entries) builder.set(op, range);
    return builder.done();
  }

  /** The range of that name; undefined when there is none. */
  get(op: string): Range | undefined {
    const place = this.places.get(op);
    return place === undefined ? undefined : this.at(place);
  }

  /** A builder of other ranges, beginning with these. */
  edit(): RangesBuilder {
    return new RangesBuilder(this, this.places, this.bounds);
  }

  *[Symbol.iterator](): Iterator<readonly [op: string, range: Range]> {
    for (const [op, place] of this.places) yield [op, this.at(place)];
  }

  private at(place: number): Range {
    return { from: this.bounds[place]!, to: this.bounds[place + 1]! };
  }
}

/** Ranges being changed. Copies what it changes once, however many steps it goes through. */
export class RangesBuilder {
  private ownPlaces: Map<string, number> | null = null;
  private ownBounds: number[] | null = null;

  constructor(
    private readonly before: Ranges,
    private readonly places: ReadonlyMap<string, number>,
    private readonly bounds: readonly number[],
  ) {}

  /** Sets one range. */
  set(op: string, { from, to }: Range): void {
    const bounds = (this.ownBounds ??= this.bounds.slice());
    const place = (this.ownPlaces ?? this.places).get(op);
    if (place === undefined) {
      (this.ownPlaces ??= new Map(this.places)).set(op, bounds.length);
      bounds.push(from, to);
    } else {
      bounds[place] = from;
      bounds[place + 1] = to;
    }
  }

  /** Moves every range as a step does. */
  map(map: StepMap): void {
    const quick = new QuickMap(map);
    if (!quick.changesText) return;
    const bounds = (this.ownBounds ??= this.bounds.slice());
    for (let place = 0; place < bounds.length; place += 2) {
      const to = quick.map(bounds[place + 1]!, -1);
      bounds[place] = Math.min(quick.map(bounds[place]!, 1), to);
      bounds[place + 1] = to;
    }
  }

  /** The ranges as they are now; those it began with when nothing was changed. The builder is of no use afterwards. */
  done(): Ranges {
    if (!this.ownBounds) return this.before;
    return new Ranges(this.ownPlaces ?? this.places, this.ownBounds);
  }
}

/** Whether a step puts anything in or takes anything out, so that positions move. */
export function changesText(map: StepMap): boolean {
  return new QuickMap(map).changesText;
}
