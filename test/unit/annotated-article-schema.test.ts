import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import schema from "../../schema/annotated-article.v1.schema.json";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import { articleSchema } from "../../src/editor/article-schema";
import { TEXT_VERSION } from "../../src/editor/text";
import {
  annotatedArticleText,
  formatAnnotatedArticle,
  parseAnnotatedArticle,
} from "../../src/exchange/annotated-json";
import { SOURCE_KINDS, STANCES } from "../../src/model/source";
import { stateOf } from "../builders";
import { objectsIn, openObjects, samplesIn, undescribed } from "../json-schemas";

const samples = import.meta.glob<string>("../../schema/samples/v1/*/*.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

describe("the schema", () => {
  test("is strict JSON Schema 2020-12", () => {
    const ajv = new Ajv2020({ strictTypes: true, strictTuples: true, validateFormats: false });
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  test("describes every field", () => {
    const fields = objectsIn(schema).flatMap(({ properties }) => Object.keys(properties!));
    expect(fields.length).toBeGreaterThan(80);
    expect(undescribed(schema)).toEqual([]);
  });

  test("lets no object have a field that it does not describe", () => {
    expect(openObjects(schema)).toEqual([]);
  });

  test("knows what the app knows", () => {
    const { node, source, evidence } = schema.$defs;
    expect(node.properties.type.enum).toEqual(Object.keys(articleSchema.nodes));
    expect(node.properties.marks.items.properties.type.enum).toEqual(
      Object.keys(articleSchema.marks),
    );
    expect(source.properties.kind.enum).toEqual(SOURCE_KINDS);
    expect(evidence.properties.stance.enum).toEqual(STANCES);
    expect(schema.properties.textVersion.const).toBe(TEXT_VERSION);
  });
});

describe("every valid sample", () => {
  test.each(samplesIn(samples, "valid"))("is read, and written as it was: %s", (_, file) => {
    const read = parseAnnotatedArticle(file);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(read.warnings).toEqual([]);
    const { id, document, entries } = read.value;
    const state = stateOf(document, entries);
    const written = formatAnnotatedArticle(id, state.doc, annotationsOf(state));
    expect(annotatedArticleText(written)).toBe(file);
  });
});

describe("every invalid sample", () => {
  const sentences: Readonly<Record<string, string>> = {
    "another-format":
      "This JSON file is not an annotated article of Tickmark: its format is not “tickmark-annotated-article”.",
    "newer-version":
      "This file was made by a newer Tickmark: it is of version 2, and this one reads version 1.",
    "missing-field": "claims[0].statement: is missing",
    "internal-field": "claims[0].comments: is not a field of this format",
    "wrong-type": "claims: must be a list",
    "negative-start":
      "claims[0].targets[0].selector[1].start: must be a whole number, zero or more",
    "one-selector":
      "claims[0].targets[0].selector: must be a TextQuoteSelector and a TextPositionSelector",
    "changed-from-nothing": "claims[0].targets[0].marked: is missing",
    "collapsed-nowhere": "claims[0].unplaced[0].offset: is missing",
    "collapsed-beyond-the-end":
      "claims[0].unplaced[0].offset: is beyond the end of the text (claim “31 of 94 buses”)",
    "unplaced-somewhere": "clearances[0].offset: must be left out here",
    "unknown-stance": "claims[0].evidence[0].stance: must be one of: supports, refutes, context",
    "local-time": "claims[0].created.at: must be a time in UTC, such as 2026-03-14T09:26:53Z",
    "empty-id": "sources[0].id: must be a name of letters, digits, hyphens and underscores",
    "other-words":
      "claims[0].targets[0].selector: quotes “31 of 95 buses”, but from 6 to 20 the text has “31 of 94 buses” (claim “31 of 94 buses”)",
    "no-words":
      "claims[0].targets[0].selector[1]: has no words of the text from 6 to 6 (claim “31 of 94 buses”)",
    "beyond-the-end":
      "claims[0].targets[0].selector[1]: has no words of the text from 26 to 99 (claim “31 of 94 buses”)",
    "another-article": "claims[0].targets[0].source: must be the article's id, “article-1”",
    "text-beside-document":
      "The text and the document of this file differ at character 28: “ost.” in the text, “ate.” in the document.",
    "dangerous-link":
      "article.document: does not fit an article (Not an http, https or mailto address: javascript:alert(1))",
    "misplaced-node":
      'article.document: does not fit an article (Invalid content for node doc: <paragraph("31 of 94 buses were late."), title("Bu)',
    "unknown-node":
      "article.document.content[1].type: must be one of: doc, title, paragraph, standfirst, heading, blockquote, bullet_list, ordered_list, list_item, figure, table, table_row, table_cell, horizontal_rule, hard_break, text",
    "unknown-source": "claims[0].evidence[0].source: no source has the id “source-2”",
    "unknown-passage": "claims[0].verdict.words: this claim has no passage with the id “passage-2”",
    "unknown-rating": "claims[0].verdict.rating: this Tickmark has no rating “truth/pants-on-fire”",
    "unknown-scale": "scale.id: this Tickmark has no scale “stars”",
    "same-id": "sources[0].id: is the id of claims[0] too",
  };

  test("has its sentence", () => {
    expect(samplesIn(samples, "invalid").map(([name]) => name)).toEqual(
      Object.keys(sentences).toSorted(),
    );
  });

  test.each(samplesIn(samples, "invalid"))("is refused for the reason given: %s", (name, file) => {
    const read = parseAnnotatedArticle(file);
    const told = read.ok ? [] : read.problems.map(({ sentence }) => sentence);
    expect(told).toEqual([sentences[name]]);
  });
});
