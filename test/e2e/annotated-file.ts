import { readFileSync } from "node:fs";
import { expect, type Download } from "@playwright/test";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { AnnotatedArticle } from "../../src/exchange/annotated-json";

/** A file that the app let somebody download. */
export interface AnnotatedFile {
  readonly name: string;
  readonly text: string;
}

const schema = readFileSync(
  new URL("../../schema/annotated-article.v1.schema.json", import.meta.url),
  "utf8",
);
const validate = new Ajv2020({ validateFormats: false, allErrors: true }).compile(
  JSON.parse(schema) as object,
);

export async function readDownload(download: Download): Promise<AnnotatedFile> {
  const text = readFileSync(await download.path(), "utf8");
  return { name: download.suggestedFilename(), text };
}

/** The article in a file; fails unless it is valid and every slice of its text agrees. */
export function readValid({ text }: AnnotatedFile): AnnotatedArticle {
  const article = JSON.parse(text) as AnnotatedArticle;
  validate(article);
  expect(validate.errors ?? []).toEqual([]);
  const points = [...article.article.text];
  for (const { selector } of article.claims.flatMap(({ targets }) => targets)) {
    const [{ exact, prefix, suffix }, { start, end }] = selector;
    expect(points.slice(start, end).join("")).toBe(exact);
    expect(points.slice(Math.max(0, start - 32), start).join("")).toBe(prefix);
    expect(points.slice(end, end + 32).join("")).toBe(suffix);
  }
  return article;
}

/** The words of each claim's passages, in the order of the file. */
export function passagesIn({ claims }: AnnotatedArticle): string[][] {
  return claims.map(({ targets }) => targets.map(({ selector }) => selector[0].exact));
}
