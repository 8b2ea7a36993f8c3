/** Who has worked on an article, and what to call them. */
import type { AnyRecord, Field } from "../model/record";
import { contents } from "./anchors";
import type { Annotations } from "./annotations";

const authorsOf = new WeakMap<Annotations["records"], ReadonlySet<string>>();

/**
 * The names of all who have entered anything, and of the reader, by id of their profile: empty where
 * none is known, “You” for the reader. One alone: nobody else has worked on the article.
 */
export function namesFor(annotations: Annotations, reader: string): ReadonlyMap<string, string> {
  const { people } = contents(annotations);
  const others = [...authors(annotations)].map((id) => [id, people.get(id) ?? ""] as const);
  return new Map([...others, [reader, "You"]]);
}

/** All who have entered anything, by id of their profile. Made once for each value of the records. */
function authors({ records }: Annotations): ReadonlySet<string> {
  const known = authorsOf.get(records);
  if (known) return known;
  const made = new Set<string>();
  for (const { fields } of records.values() as Iterable<AnyRecord>)
    for (const field of Object.values(fields) as Field[])
      for (const { author } of field) made.add(author);
  authorsOf.set(records, made);
  return made;
}
