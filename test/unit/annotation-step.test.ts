import fc from "fast-check";
import { Step, StepMap } from "prosemirror-transform";
import { describe, expect, it } from "vitest";
import { AnnotationStep, type Change } from "../../src/editor/annotation-step";
import {
  annotationsToJson,
  fold,
  noAnnotations,
  type Annotations,
} from "../../src/editor/annotations";
import { articleSchema } from "../../src/editor/article-schema";
import { mapRange } from "../../src/editor/ranges";
import { currentEntry, type Entry, type Id } from "../../src/model/record";
import { anyArticle, anyMap, anyRange } from "../arbitraries";
import { article, p } from "../builders";

const field = { kind: "passage", id: "passage" as Id<"passage">, field: "quote" } as const;
const range = { from: 3, to: 7 };
const entry = (op: string, lamport = 1): Entry => ({
  op,
  lamport,
  author: "anna",
  at: "2026-01-01T00:00:00.000Z",
  value: { exact: `words of ${op}`, prefix: "", suffix: "" },
  retracted: false,
});

const set = (op: string, at?: typeof range): Change => ({
  ...field,
  type: "set",
  entry: entry(op),
  ...(at && { range: at }),
});
const retract = (op: string, at?: typeof range): Change => ({
  ...field,
  type: "retract",
  op,
  ...(at && { range: at }),
});
const reinstate = (op: string, at?: typeof range): Change =>
  ({ ...retract(op, at), type: "reinstate" }) as Change;
const pin = (op: string, at = range): Change => ({ type: "pin", op, range: at });

/** One change of each kind, with a range and without. */
const changes = [
  set("a", range),
  set("a"),
  retract("a", range),
  retract("a"),
  reinstate("a", range),
  reinstate("a"),
  pin("a"),
];
const named = changes.map(
  (change) => [`${change.type} ${change.range ? "with" : "without"} a range`, change] as const,
);

const op = fc.constantFrom("a", "b", "c");
const at = fc.option(anyRange(50), { nil: undefined });
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(op, fc.nat(5), at)
    .map(([name, lamport, place]) => ({ ...set(name, place), entry: entry(name, lamport) })),
  fc.tuple(op, at).map(([name, place]) => retract(name, place)),
  fc.tuple(op, at).map(([name, place]) => reinstate(name, place)),
  fc.tuple(op, anyRange(50)).map(([name, place]) => pin(name, place)),
);

const step = (change: Change) => new AnnotationStep(change);
const json = (value: Step) => JSON.parse(JSON.stringify(value.toJSON())) as unknown;
const read = (form: unknown) => Step.fromJSON(articleSchema, form);
const after = (...steps: Step[]) => fold(noAnnotations, steps);

/** Two characters typed at the text's beginning. */
const shift = new StepMap([0, 0, 2]);

describe.each(named)("to %s", (_what, change) => {
  it("leaves the document the same object", () => {
    const doc = article(p("a"));
    expect(step(change).apply(doc).doc).toBe(doc);
    expect(step(change).getMap()).toBe(StepMap.empty);
  });
  it("is read back from its JSON form", () => {
    expect(read(json(step(change)))).toEqual(step(change));
    expect(json(step(change))).toMatchObject({ stepType: "annotation", type: change.type });
  });
  it("is never merged with another", () => {
    for (const other of changes) expect(step(change).merge(step(other))).toBeNull();
  });
  it("carries its range over a change, and nothing else", () => {
    const mapped = step(change).map(shift);
    expect(mapped.change).toEqual(change.range ? { ...change, range: { from: 5, to: 9 } } : change);
  });
});

describe("what takes a change back", () => {
  it.each([
    ["set: retract, with its range", set("a", range), retract("a", range)],
    ["set without a range: retract without one", set("a"), retract("a")],
    ["retract: reinstate, with its range", retract("a", range), reinstate("a", range)],
    ["reinstate: retract", reinstate("a"), retract("a")],
    ["a pin: itself", pin("a"), pin("a")],
  ])("of %s", (_what, change, inverse) => {
    expect(step(change).invert().change).toEqual(inverse);
  });
});

describe("a JSON form is refused", () => {
  it.each([
    ["of a kind nobody knows", { stepType: "annotation", type: "erase", op: "a" }],
    ["of no kind", { stepType: "annotation" }],
    ["of another step type", { stepType: "magic", type: "pin" }],
    ["that is none", null],
  ])("%s", (_what, form) => {
    expect(() => read(form)).toThrow(RangeError);
  });
});

describe("any changes", () => {
  const steps = fc.array(anyChange.map(step), { maxLength: 12 });

  it("leave any document as it is", () => {
    fc.assert(
      fc.property(anyArticle, steps, (doc, all) => {
        for (const each of all) expect(each.apply(doc)).toMatchObject({ doc, failed: null });
      }),
    );
  });
  it("mapped, then written, are as written, then mapped", () => {
    fc.assert(
      fc.property(anyChange.map(step), anyMap, (each, map) => {
        expect(json(each.map(map))).toEqual(json(read(json(each)).map(map)!));
      }),
    );
  });
  it("carry their ranges as ranges are carried", () => {
    fc.assert(
      fc.property(anyChange, anyMap, (change, map) => {
        const mapped = step(change).map(map).change;
        expect(mapped.range).toEqual(change.range && mapRange(change.range, map));
      }),
    );
  });
  it("taken back twice are what they were", () => {
    fc.assert(
      fc.property(
        anyChange.filter(({ type }) => type !== "set"),
        (change) => {
          expect(step(change).invert().invert()).toEqual(step(change));
        },
      ),
    );
  });
  it("of entries new to a field, taken back in turn, leave the value a reader saw", () => {
    /** The quote a reader sees, and where. */
    const seen = ({ records, ranges }: Annotations) => {
      const fields = records.get(field.id)?.fields as { quote?: Entry[] } | undefined;
      const current = currentEntry(fields?.quote);
      return current && { value: current.value, range: ranges.get(current.op) };
    };
    fc.assert(
      fc.property(
        steps,
        fc.array(fc.tuple(fc.nat(5), anyRange(50)), { maxLength: 5 }),
        (before, given) => {
          const start = after(...before);
          const made = given.map(([lamport, place], index) =>
            step({ ...field, type: "set", entry: entry(`new ${index}`, lamport), range: place }),
          );
          const undone = made.toReversed().map((each) => each.invert());
          const end = fold(start, [...made, ...undone]);
          expect(seen(end)).toEqual(seen(start));
          const redone = undone.toReversed().map((each) => each.invert());
          expect(seen(fold(end, redone))).toEqual(seen(fold(start, made)));
        },
      ),
    );
  });
});

describe("folding", () => {
  it("has the highest lamport seen, whatever order it comes in", () => {
    const high = step({ ...field, type: "set", entry: entry("a", 7) });
    expect(after(high, step(set("b"))).lamport).toBe(7);
  });
  it("keeps the range of an entry taken back, and puts it where it is reinstated", () => {
    const gone = after(step(set("a", range)), step(retract("a")));
    expect(gone.ranges.get("a")).toEqual(range);
    const back = fold(gone, [step(reinstate("a", { from: 1, to: 2 }))]);
    expect(back.ranges.get("a")).toEqual({ from: 1, to: 2 });
  });
  it("puts a range where a pin says", () => {
    const { ranges } = after(step(set("a", range)), step(pin("a", { from: 1, to: 2 })));
    expect(ranges.get("a")).toEqual({ from: 1, to: 2 });
  });
  it("makes no record of an entry it never saw", () => {
    expect(after(step(retract("a")), step(reinstate("b"))).records.size).toBe(0);
  });
  it("is the same whether steps come one by one or together", () => {
    fc.assert(
      fc.property(fc.array(anyChange.map(step), { maxLength: 12 }), (all) => {
        const each = all.reduce((before, one) => fold(before, [one]), noAnnotations);
        expect(annotationsToJson(each)).toEqual(annotationsToJson(after(...all)));
      }),
    );
  });
  it("never changes what it started from", () => {
    const before = after(step(set("a", range)));
    const copy = structuredClone(annotationsToJson(before));
    fold(before, [step(set("b", range)), step(pin("a", { from: 0, to: 1 })), step(retract("a"))]);
    expect(annotationsToJson(before)).toEqual(copy);
  });
  it("is the same object when nothing changes", () => {
    const before = after(step(set("a")));
    expect(fold(before, [])).toBe(before);
    expect(fold(before, [step(set("a")), step(retract("b"))])).toBe(before);
  });
});
