/** A JSON Schema compiled to the function that checks it: see `schema/validator-plugin.ts`. */
declare module "*.schema.json?validator" {
  import type { ErrorObject } from "ajv";

  /** Whether the value fits the schema; if not, `errors` says why, until the next call. */
  const validate: {
    (value: unknown): boolean;
    readonly errors: readonly ErrorObject[] | null;
  };
  export default validate;
}
