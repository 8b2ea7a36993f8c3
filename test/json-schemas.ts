/** What the tests of our JSON Schemas share: the samples beside them, and what is in a schema. */

/** The samples of a folder, by name, of those that a glob found. */
export function samplesIn(
  samples: Readonly<Record<string, string>>,
  folder: "valid" | "invalid",
): [name: string, text: string][] {
  return Object.entries(samples).flatMap(([path, text]) => {
    const [name, of] = path.split("/").reverse();
    return of === folder ? [[name!.replace(".json", ""), text]] : [];
  });
}

/** A schema, or a part of one. */
export interface Subschema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Subschema>>;
  readonly $ref?: string;
}

/** The schema and every schema in it, but those that only ask a condition. */
export function subschemas(part: unknown): Subschema[] {
  if (typeof part !== "object" || part === null) return [];
  const inside = Object.entries(part).filter(([key]) => key !== "if" && key !== "else");
  return [part as Subschema, ...inside.flatMap(([, value]) => subschemas(value))];
}

/** The fields that neither a description stands at, nor at what they refer to. */
export function undescribed(schema: { readonly $defs: object }): string[] {
  const fields = objectsIn(schema).flatMap(({ properties }) => Object.entries(properties!));
  const isDescribed = ({ description, $ref }: Subschema): boolean =>
    description !== undefined || ($ref !== undefined && isDescribed(definition(schema, $ref)));
  return fields.filter(([, field]) => !isDescribed(field)).map(([name]) => name);
}

function definition({ $defs }: { readonly $defs: object }, ref: string): Subschema {
  return ($defs as Record<string, Subschema>)[ref.split("/").at(-1)!]!;
}

/** The objects that may have fields which nothing describes; `allOf` leaves that to others. */
export function openObjects(schema: object): Subschema[] {
  return objectsIn(schema).filter(
    (one) => one["additionalProperties"] !== false && !one.$ref && !one["allOf"],
  );
}

/** Every schema in a schema that has fields. */
export function objectsIn(schema: object): Subschema[] {
  return subschemas(schema).filter(({ properties }) => properties);
}
