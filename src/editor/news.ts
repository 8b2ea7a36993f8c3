/** What a colleague's copy brings: what is different in an article once it is merged in. */
import type { Node } from "prosemirror-model";
import { align } from "../anchor/align";
import type { Commit } from "../model/commit";
import {
  conflict,
  currentEntry,
  isAlive,
  value,
  type AnyRecord,
  type Entry,
  type Field,
  type Id,
  type RecordOf,
} from "../model/record";
import { contents } from "./anchors";
import { claimOf, type Annotations } from "./annotations";
import type { ArticleAt } from "./article-state";
import { textBlocks } from "./draft-steps";

/** What somebody did: how many commits of theirs are new, and from when on. */
export interface Work {
  /** Id of their profile. */
  readonly author: string;
  readonly commits: number;
  /** When the first and the last were made: ISO 8601 in UTC. */
  readonly from: string;
  readonly to: string;
}

/** A field that reads otherwise than before. */
export interface FieldNews {
  readonly record: AnyRecord;
  readonly field: string;
  /** The claim it is about; absent for what is about the whole article. */
  readonly claim?: Id<"claim">;
  /** Its value before; undefined: none. */
  readonly was: unknown;
  /** The entry that gives its value now, or each that asks to be chosen. */
  readonly now: readonly Entry[];
}

/** A stretch of the text that reads otherwise: paragraphs before, and in their place now. */
export interface TextNews {
  readonly before: string;
  readonly after: string;
}

/** What is different after a merge. */
export interface News {
  readonly people: readonly Work[];
  /** Claims that were not there. */
  readonly claims: readonly RecordOf<"claim">[];
  /** Claims that are no longer there, as they were. */
  readonly deleted: readonly RecordOf<"claim">[];
  /** Fields of what was there already, and of sources. */
  readonly fields: readonly FieldNews[];
  readonly text: readonly TextNews[];
  /** Words of ours or theirs that found no place. */
  readonly displaced: readonly RecordOf<"displaced">[];
}

/** Compares an article before and after a merge that brought those commits. */
export function newsOf(before: ArticleAt, after: ArticleAt, commits: readonly Commit[]): News {
  const [was, is] = [contents(before.annotations), contents(after.annotations)];
  const claims = is.claims.filter(({ id }) => !was.claimsById.has(id));
  const isNew = new Set<Id>(claims.map(({ id }) => id));
  return {
    people: workOf(commits),
    claims,
    deleted: was.claims.filter(({ id }) => !is.claimsById.has(id)),
    fields: fieldNews(before.annotations, after.annotations).filter(
      ({ record, claim }) => !isNew.has(record.id) && !(claim && isNew.has(claim)),
    ),
    text: textNews(before.doc, after.doc),
    displaced: is.displaced.filter(({ id }) => !isAlive(before.annotations.records.get(id))),
  };
}

function workOf(commits: readonly Commit[]): Work[] {
  const works = new Map<string, Work>();
  for (const { author, at } of commits) {
    const { commits: count = 0, from = at, to = at } = works.get(author) ?? {};
    works.set(author, {
      author,
      commits: count + 1,
      from: at < from ? at : from,
      to: at > to ? at : to,
    });
  }
  return [...works.values()];
}

/** The fields whose value, or choice of values, is another. */
function fieldNews(before: Annotations, after: Annotations): FieldNews[] {
  return [...after.records.values()].flatMap((record) => {
    if (record === before.records.get(record.id) || !isTold(record)) return [];
    const old = before.records.get(record.id)?.fields as Record<string, Field> | undefined;
    const claim = claimOfNews(record, after);
    return Object.entries(record.fields as Record<string, Field>).flatMap(([field, entries]) => {
      const [was, is] = [currentEntry(old?.[field]), currentEntry(entries)];
      const choice = conflict(entries);
      const isSame = was?.op === is?.op && choice.length === conflict(old?.[field]).length;
      if (isSame || !is) return [];
      const now = choice.length > 0 ? choice : [is];
      return [{ record, field, ...(claim && { claim }), was: was?.value, now }];
    });
  });
}

/** People and displaced words are told of by themselves. */
function isTold({ kind }: AnyRecord): boolean {
  return kind !== "person" && kind !== "displaced";
}

function claimOfNews(record: AnyRecord, { records }: Annotations): Id<"claim"> | undefined {
  if (record.kind === "claim") return record.id;
  if (record.kind !== "source") return claimOf(record);
  const citing = [...records.values()].find(
    (each) => each.kind === "evidence" && value(each, "source") === record.id,
  );
  return citing && claimOf(citing);
}

/** The stretches of paragraphs that are not the same in both. */
function textNews(before: Node, after: Node): TextNews[] {
  const [a, b] = [before, after].map((doc) => textBlocks(doc).map(({ text }) => text)) as [
    string[],
    string[],
  ];
  const news: TextNews[] = [];
  let [endA, endB] = [0, 0];
  for (const run of [...align(a, b), { a: a.length, b: b.length, length: 0 }]) {
    if (run.a > endA || run.b > endB)
      news.push({
        before: a.slice(endA, run.a).join("\n"),
        after: b.slice(endB, run.b).join("\n"),
      });
    [endA, endB] = [run.a + run.length, run.b + run.length];
  }
  return news;
}
