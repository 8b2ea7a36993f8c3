/**
 * Lets a module import a JSON Schema as the function that checks it:
 *
 *     import validate from "../../schema/annotated-article.v1.schema.json?validator";
 *
 * Ajv compiles it while the app is built. What ships is the plain function: no Ajv, and no `eval`,
 * which the content security policy forbids.
 */
import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { Plugin } from "vite";

const QUERY = "?validator";
const PREFIX = "\0validator:";
const EXTENSION = ".js";

/** The plugin, for building, serving and testing alike. */
export function validatorPlugin(): Plugin {
  return {
    name: "tickmark:validator",
    enforce: "pre",
    async resolveId(id, importer) {
      if (!id.endsWith(QUERY)) return null;
      const schema = await this.resolve(id.slice(0, -QUERY.length), importer);
      return schema && PREFIX + schema.id + EXTENSION;
    },
    async load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const path = id.slice(PREFIX.length, -EXTENSION.length);
      this.addWatchFile(path);
      return compile(JSON.parse(await readFile(path, "utf8"), withoutDescriptions) as object);
    },
  };
}

/** Descriptions are for readers of the schema: without them a fifth less ships. */
function withoutDescriptions(key: string, value: unknown): unknown {
  return key === "description" && typeof value === "string" ? undefined : value;
}

/** The source of a module whose default export checks a value against the schema. */
function compile(schema: object): string {
  const ajv = new Ajv2020({
    allErrors: true,
    // The app makes its own sentences.
    messages: false,
    // In 2020-12 a format is a remark for the reader. Taken as a check it would ship its library.
    validateFormats: false,
    code: { source: true, esm: true },
  });
  const code = standaloneCode(ajv, ajv.compile(schema));
  // Length of strings and equality of lists would call on Ajv when the app runs.
  if (code.includes("require("))
    throw new Error("The schema uses a keyword that needs Ajv's runtime");
  return (
    code.replaceAll(/vErrors\.concat\((\w+)\.errors\)/g, "append(vErrors, $1.errors)") + append
  );
}

/** Ajv copies all errors so far for every few more: minutes, for a long list that is wrong throughout. */
const append = `
function append(errors, more) {
  for (const error of more) errors.push(error);
  return errors;
}
`;
