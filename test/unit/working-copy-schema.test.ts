import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import schema from "../../schema/working-copy.v1.schema.json";
import { articleSchema } from "../../src/editor/article-schema";
import {
  formatWorkingCopy,
  parseWorkingCopy,
  workingCopyText,
  type WorkingCopy,
} from "../../src/exchange/working-copy";
import { objectsIn, openObjects, samplesIn, undescribed } from "../json-schemas";

const samples = import.meta.glob<string>("../../schema/samples/working-copy-v1/*/*.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

const { annotation, attr, kind, step, way } = schema.$defs;

describe("the schema", () => {
  test("is strict JSON Schema 2020-12", () => {
    const ajv = new Ajv2020({ strictTypes: true, strictTuples: true, validateFormats: false });
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  test("describes every field", () => {
    const fields = objectsIn(schema).flatMap(({ properties }) => Object.keys(properties!));
    expect(fields.length).toBeGreaterThan(60);
    expect(undescribed(schema)).toEqual([]);
  });

  test("lets no object have a field that it does not describe", () => {
    expect(openObjects(schema)).toEqual([]);
  });

  test("knows what the app knows", () => {
    expect(way.properties.type.enum).toEqual(Object.keys(articleSchema.marks));
    const attrs = Object.values(articleSchema.nodes).flatMap(({ spec }) =>
      Object.keys(spec.attrs ?? {}),
    );
    expect(attr.properties.attr.enum).toEqual(attrs);
  });
});

describe("every valid sample", () => {
  test.each(samplesIn(samples, "valid"))("is read, and written as it was: %s", (_, file) => {
    const read = parseWorkingCopy(file);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(read.warnings).toEqual([]);
    const { article, commits } = read.value;
    expect(workingCopyText(formatWorkingCopy(article, commits))).toBe(file);
  });
});

describe("the sample that has everything", () => {
  const [, file] = samplesIn(samples, "valid").find(([name]) => name === "everything")!;
  const steps = (JSON.parse(file) as WorkingCopy).commits.flatMap(
    (commit) => commit.steps as readonly Readonly<Record<string, unknown>>[],
  );
  const all = (key: string) => new Set(steps.flatMap((one) => one[key] ?? []));

  test.each([
    ["every type of step", "stepType", step.properties.stepType.enum],
    ["every change to a record", "type", annotation.properties.type.enum],
    ["every kind of record", "kind", kind.examples],
  ])("has %s", (_, key, values) => {
    expect(all(key)).toEqual(new Set(values));
  });
});

describe("every invalid sample", () => {
  const sentences: Readonly<Record<string, string>> = {
    "another-format":
      "This JSON file is not a working copy of Tickmark: its format is not “tickmark-working-copy”.",
    "annotated-article":
      "This file is an annotated article of Tickmark, not a working copy. Open it with New article.",
    "newer-version":
      "This file was made by a newer Tickmark: it is of version 2, and this one reads version 1.",
    "missing-field": "commits[0].author: is missing",
    "unknown-field": "commits[1].version: is not a field of this format",
    "wrong-type": "commits: must be a list",
    "no-commits": "commits: must not be empty",
    "no-steps": "commits[1].steps: must not be empty",
    "empty-id": "commits[1].id: must be a name of letters, digits, hyphens and underscores",
    "same-id": "commits[1].id: is the id of commits[0] too",
    "local-time": "commits[1].at: must be a time in UTC, such as 2026-03-14T09:26:53Z",
    "no-such-day": "commits[1].steps[0].entry.at: is a time that no calendar or clock has",
    "no-step-type": "commits[0].steps[0].stepType: is missing",
    "unknown-step":
      "commits[0].steps[0].stepType: must be one of: annotation, replace, replaceAround, addMark, removeMark, markSet, addNodeMark, removeNodeMark, attr",
    "unknown-change": "commits[1].steps[0].type: must be one of: set, retract, reinstate, pin",
    "negative-position": "commits[0].steps[0].from: must be a whole number, zero or more",
    "pin-without-range": "commits[1].steps[5].range: is missing",
    "backward-range": "commits[1].steps[4].range: ends before it begins",
    "huge-lamport": "commits[1].steps[0].entry.lamport: must be at most 9007199254740991",
    "no-field-name":
      "commits[1].steps[0].field: must be a word of letters, the first of them small",
    "taken-field-name": "commits[1].steps[0].field: “constructor” cannot be the name of a field",
    "two-kinds": "commits[1].steps[2].kind: “claim-1” is the id of a record of another kind, claim",
    "same-op": "commits[1].steps[2].entry.op: “claim-1-alive-1” is an entry of another field too",
    "value-of-another-kind":
      "commits[1].steps[0].entry.value: must be true or false (claim: alive)",
    "quote-without-suffix":
      "commits[1].steps[4].entry.value: must be a quote: exact, prefix and suffix, each a text (passage: quote)",
    "rating-without-words":
      "commits[1].steps[5].entry.value: must be null, or a rating, such as truth/false, with the words it was given on (claim: verdict)",
    "unknown-stance":
      "commits[1].steps[5].entry.value: must be one of: supports, refutes, context (evidence: stance)",
    "unknown-node": "commits[0].steps[0]: cannot be made (Unknown node type: video)",
    "unknown-mark":
      "commits[0].steps[1].mark.type: must be one of: link, em, strong, superscript, subscript",
    "empty-text": "commits[0].steps[0]: cannot be made (Empty text nodes are not allowed)",
    "misplaced-node": "commits[0].steps[0]: cannot be made (Invalid content for node doc)",
    "beyond-the-end": "commits[1].steps[5]: cannot be made (Position 200 out of range)",
    "first-commit-missing": "commits[0].steps[5]: cannot be made (Position 8 out of range)",
    "dangerous-link":
      "commits[0].steps[0]: cannot be made (Not an http, https or mailto address: javascript:alert(1))",
    "unfit-attribute": "commits[1].steps[5]: cannot be made (Not a whole number from 2 to 4: 9)",
  };

  test("has its sentence", () => {
    const names = samplesIn(samples, "invalid").map(([name]) => name);
    expect(names).toEqual(Object.keys(sentences).toSorted());
  });

  test.each(samplesIn(samples, "invalid"))("is refused for the reason given: %s", (name, file) => {
    const read = parseWorkingCopy(file);
    const told = read.ok ? [] : read.problems.map(({ sentence }) => sentence);
    expect(told).toEqual([sentences[name]]);
  });
});
