import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  conflict,
  contest,
  currentEntry,
  enter,
  firstEntry,
  heads,
  isAlive,
  isContested,
  retract,
  seenIn,
  value,
  type Entry,
  type Field,
  type Id,
  type RecordOf,
} from "../../src/model/record";

const entry = <V = string>(op: string, lamport: number, given: V = op as V): Entry<V> => ({
  op,
  lamport,
  author: "anna",
  at: "2026-01-01T00:00:00.000Z",
  value: given,
  retracted: false,
});

const entered = (...entries: Entry<string>[]) =>
  entries.reduce<Field<string>>((field, each) => enter(field, each), []);

const ops = (field: Field) => field.map(({ op }) => op).join(" ");
const now = (field: Field) => currentEntry(field)?.value;

/** Entries that anybody may have made, each with its own name, in some order, and in another. */
const merges = fc
  .uniqueArray(fc.tuple(fc.nat(3), fc.nat(99)), { selector: ([, op]) => op, maxLength: 8 })
  .map((all) => all.map(([lamport, op]) => entry(`op${op}`, lamport)))
  .chain((all) =>
    fc.record({
      one: fc.constant(all),
      other: fc.shuffledSubarray(all, { minLength: all.length }),
      undone: fc.shuffledSubarray(all.map(({ op }) => op)),
    }),
  );

describe("a field", () => {
  it("has the value entered last", () => {
    expect(now(entered(entry("a", 1), entry("b", 2)))).toBe("b");
  });
  it("orders entries by lamport, whenever they arrive", () => {
    expect(ops(entered(entry("c", 3), entry("a", 1), entry("b", 2)))).toBe("a b c");
  });
  it("orders entries made without knowing of each other by their names", () => {
    expect(ops(entered(entry("b", 1), entry("a", 1)))).toBe("a b");
  });
  it("is the same field when an entry comes twice", () => {
    const field = entered(entry("a", 1));
    expect(enter(field, entry("a", 7, "other"))).toBe(field);
  });
  it("has the value before, once the last is taken back", () => {
    const field = entered(entry("a", 1), entry("b", 2));
    expect(now(retract(field, "b", true))).toBe("a");
    expect(now(retract(retract(field, "b", true), "b", false))).toBe("b");
  });
  it("keeps what others entered since, when an earlier entry is taken back", () => {
    expect(now(retract(entered(entry("mine", 1), entry("theirs", 2)), "mine", true))).toBe(
      "theirs",
    );
  });
  it("has no value when all is taken back, and when nothing was entered", () => {
    expect(now(retract(entered(entry("a", 1)), "a", true))).toBeUndefined();
    expect(currentEntry([])).toBeUndefined();
    expect(currentEntry(undefined)).toBeUndefined();
  });
  it("is the same field when taking back changes nothing", () => {
    const field = entered(entry("a", 1));
    expect(retract(field, "a", false)).toBe(field);
    expect(retract(field, "b", true)).toBe(field);
  });
  it("is never changed in place", () => {
    const field = Object.freeze(entered(entry("a", 1)));
    expect(enter(field, entry("b", 2))).not.toBe(field);
    expect(retract(field, "a", true)[0]).not.toBe(field[0]);
    expect(field).toEqual([entry("a", 1)]);
  });
});

describe("merging", () => {
  const undo = (field: Field<string>, undone: readonly string[]) =>
    undone.reduce((before, op) => retract(before, op, true), field);

  it("gives the same field in any order", () => {
    fc.assert(
      fc.property(merges, ({ one, other, undone }) => {
        expect(undo(entered(...other), undone.toReversed())).toEqual(undo(entered(...one), undone));
      }),
    );
  });
  it("gives the same field from a copy that has part of it already", () => {
    fc.assert(
      fc.property(merges, fc.nat(8), ({ one, other }, part) => {
        expect(entered(...one.slice(0, part), ...other)).toEqual(entered(...other, ...one));
      }),
    );
  });
  it("has the value of the live entry that is highest by lamport, then by name", () => {
    fc.assert(
      fc.property(merges, ({ one, undone }) => {
        const live = one.filter(({ op }) => !undone.includes(op));
        const highest = live.toSorted((a, b) => a.lamport - b.lamport || (a.op < b.op ? -1 : 1));
        expect(now(undo(entered(...one), undone))).toBe(highest.at(-1)?.value);
      }),
    );
  });
});

describe("a record", () => {
  const claim = (fields: RecordOf<"claim">["fields"]): RecordOf<"claim"> => ({
    kind: "claim",
    id: "claim" as Id<"claim">,
    fields,
  });
  const born = entry("born", 1, true);
  const said = entry("said", 2, "It rained.");

  it("has a value where one was entered", () => {
    const record = claim({ statement: [said] });
    expect(value(record, "statement")).toBe("It rained.");
    expect(value(record, "explanation")).toBeUndefined();
    expect(value(undefined as RecordOf<"claim"> | undefined, "statement")).toBeUndefined();
  });

  it.each([
    ["entered", claim({ alive: [born] }), true],
    ["deleted", claim({ alive: [born, entry("gone", 2, false)] }), false],
    [
      "deleted and brought back by undo",
      claim({ alive: [born, { ...entry("gone", 2, false), retracted: true }] }),
      true,
    ],
    ["undone", claim({ alive: [{ ...born, retracted: true }] }), false],
    ["only written in", claim({ statement: [said] }), false],
    ["unknown", undefined, false],
  ])("that was %s is alive or not", (_how, record, alive) => {
    expect(isAlive(record)).toBe(alive);
  });

  it("was made by its first entry", () => {
    expect(firstEntry(claim({ statement: [said], alive: [born] }))).toBe(born);
    expect(firstEntry(claim({}))).toBeUndefined();
  });
});

/** An entry made in knowledge of others. */
const after = <V = string>(known: string[], op: string, lamport: number, given?: V): Entry<V> => ({
  ...entry(op, lamport, given),
  after: known,
});

describe("the heads of a field", () => {
  const names = (...entries: Entry<string>[]) => ops(heads(entered(...entries)));

  it("are the last entry, when each was made after the one before", () => {
    expect(names(after([], "a", 1), after(["a"], "b", 2), after(["b"], "c", 3))).toBe("c");
  });
  it("are two, when people did not know of each other's", () => {
    expect(names(after([], "a", 1), after(["a"], "b", 2), after(["a"], "c", 2))).toBe("b c");
  });
  it("are one again, when somebody who knew both entered another", () => {
    const both = [after([], "a", 1), after(["a"], "b", 2), after(["a"], "c", 2)];
    expect(names(...both, after(["b", "c"], "d", 3))).toBe("d");
  });
  it("are without what is taken back, which still passes on what it knew", () => {
    const field = entered(after([], "a", 1), after(["a"], "b", 2), after(["b"], "c", 3));
    expect(ops(heads(retract(field, "c", true)))).toBe("b");
    expect(ops(heads(retract(field, "b", true)))).toBe("c");
  });
  it("are the last of entries that do not say what they knew", () => {
    expect(names(entry("a", 1), entry("b", 2), entry("c", 2))).toBe("c");
  });
  it("are none of an empty field", () => {
    expect(heads(undefined)).toEqual([]);
    expect(heads(retract(entered(entry("a", 1)), "a", true))).toEqual([]);
  });
  it("hold the field's value, whatever was entered and taken back", () => {
    fc.assert(
      fc.property(anyField, (field) => {
        expect(heads(field).at(-1)).toBe(currentEntry(field));
      }),
    );
  });
});

/** A field in which each entry knows some of those of lower lamport. */
const anyField = fc
  .array(fc.record({ lamport: fc.nat(6), knows: fc.nat(255), isUndone: fc.boolean() }), {
    maxLength: 8,
  })
  .map((all) =>
    all.reduce<Field>((field, { lamport, knows, isUndone }, index) => {
      const known = field.filter((each, i) => each.lamport < lamport && knows & (1 << i));
      const made = after(
        known.map(({ op }) => op),
        `op${index}`,
        lamport,
      );
      return enter(field, { ...made, retracted: isUndone });
    }, []),
  );

describe("a field is in conflict", () => {
  it("when heads differ, and shows them in their order", () => {
    const field = entered(after([], "a", 1), after([], "b", 1));
    expect(ops(conflict(field))).toBe("a b");
  });
  it("not when they say the same", () => {
    expect(conflict(entered(after([], "a", 1, "x"), after([], "b", 1, "x")))).toEqual([]);
  });
  it("not when there is one, or none", () => {
    expect(conflict(entered(entry("a", 1)))).toEqual([]);
    expect(conflict(undefined)).toEqual([]);
  });
});

describe("a record that was deleted", () => {
  const made = after<boolean>([], "made", 1, true);
  const said = after<string>([], "said", 1);
  const claim = (alive: Entry<boolean>[], ...statement: Entry<string>[]) => ({
    kind: "claim" as const,
    id: "c" as Id<"claim">,
    fields: { alive, statement },
  });
  const gone = (...known: string[]) => after<boolean>(["made", ...known], "gone", 3, false);

  it("is gone, when who deleted it knew all there was", () => {
    expect(isAlive(claim([made, gone("said")], said))).toBe(false);
    const known = after<string>(["said"], "known", 2);
    expect(isAlive(claim([made, gone("known")], said, known))).toBe(false);
  });
  it("is kept, when somebody else had changed it", () => {
    const other = after<string>(["said"], "other", 3);
    const record = claim([made, gone("said")], said, other);
    expect(isAlive(record)).toBe(true);
    expect(isContested(record)).toBe(true);
  });
  it("is gone again, when that change is taken back", () => {
    const other = { ...after<string>(["said"], "other", 3), retracted: true };
    expect(isAlive(claim([made, gone("said")], said, other))).toBe(false);
  });
  it("is contested by what somebody hung on it", () => {
    const record = claim([made, gone("said")], said);
    const evidence = {
      kind: "evidence" as const,
      id: "e" as Id<"evidence">,
      fields: { alive: [after<boolean>([], "new", 3, true)] },
    };
    expect(isContested(record, [evidence])).toBe(true);
    const seen = seenIn([record, evidence]);
    const knowing = claim([made, after<boolean>(seen, "gone", 4, false)], said);
    expect(isContested(knowing, [evidence])).toBe(false);
  });
  it("is kept, when somebody else had said that it is to be kept", () => {
    const kept = after<boolean>(["made"], "kept", 2, true);
    const record = claim([made, kept, gone("said")], said);
    expect(isContested(record)).toBe(true);
    expect(contest(record)?.changes).toEqual([kept]);
  });
  it("is gone, when somebody else had deleted it, too", () => {
    const other = after<boolean>(["made"], "other", 2, false);
    expect(isContested(claim([made, other, gone("said")], said))).toBe(false);
  });
  it("is contested also when it is there, kept by somebody who did not know", () => {
    const kept = after<boolean>(["made"], "kept", 4, true);
    const record = claim([made, gone("said"), kept], said);
    expect(contest(record)).toEqual({ deletion: gone("said"), changes: [kept] });
    const knowing = after<boolean>(["gone", "kept"], "knowing", 5, true);
    expect(contest(claim([made, gone("said"), kept, knowing], said))).toBeNull();
  });
  it("is gone, when the deletion does not say what it knew", () => {
    expect(isAlive(claim([made, entry<boolean>("gone", 2, false)], said))).toBe(false);
  });
});
