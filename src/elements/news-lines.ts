/** What a working copy brings, as lines to be read. */
import { contents } from "../editor/anchors";
import type { Annotations } from "../editor/annotations";
import type { FieldNews, News } from "../editor/news";
import type { Quote, Verdict } from "../model/claim";
import { value, type AnyRecord, type Entry, type Id, type RecordOf } from "../model/record";
import { ratingOf, scaleOf, type ScaleId } from "../model/scale";

/** A value that somebody entered, in words. */
export interface ValueLine {
  readonly author: string;
  readonly words: string;
}

/** A field that reads otherwise. */
export interface FieldLine {
  readonly label: string;
  /** What it read before; empty: nothing. */
  readonly was: string;
  /** What it reads now, and by whom; several: one is to be chosen. */
  readonly now: readonly ValueLine[];
  /** Whether a claim was deleted by somebody and changed by somebody else, so that it is kept. */
  readonly isContested: boolean;
}

/** The changed fields of one claim, or of the article. */
export interface FieldGroup {
  /** What the claim says; null: it is about the article, or a source that no claim cites. */
  readonly claim: string | null;
  readonly lines: readonly FieldLine[];
}

/** The names of fields, by kind; those without one say nothing to a reader. */
const LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  article: {
    alive: "Kept",
    name: "Name",
    byline: "Byline",
    outlet: "Outlet",
    address: "Address",
    published: "Date",
    language: "Language",
    scale: "Scale",
  },
  claim: {
    alive: "Kept",
    statement: "Statement",
    saidBy: "Said by",
    verdict: "Verdict",
    explanation: "Explanation",
  },
  passage: { alive: "Passage", quote: "Words" },
  clearance: { alive: "Nothing to check here", quote: "Nothing to check here" },
  source: {
    url: "URL",
    title: "Source: title",
    publisher: "Publisher",
    author: "Author",
    published: "Published",
    retrieved: "Retrieved",
    archived: "Archived",
    kind: "Kind of source",
  },
  evidence: {
    alive: "Evidence",
    passage: "Passage in the source",
    locator: "Locator",
    stance: "Stance",
  },
};

/** Whether there is anything new at all. */
export function hasNews(news: News): boolean {
  return Object.values(news).some(({ length }: readonly unknown[]) => length > 0);
}

/** The changed fields that say something to a reader, by what they are about. */
export function fieldGroups({ fields }: News, after: Annotations): readonly FieldGroup[] {
  const groups = new Map<Id | null, FieldLine[]>();
  for (const news of fields) {
    const line = lineOf(news, after);
    const about = news.claim ?? null;
    if (line) groups.set(about, [...(groups.get(about) ?? []), line]);
  }
  return [...groups].map(([claim, lines]) => ({
    claim: claim && claimWords(after.records.get(claim) as RecordOf<"claim">, after),
    lines,
  }));
}

/** What a claim says: its statement, else the words it was marked on. */
export function claimWords(claim: RecordOf<"claim">, annotations: Annotations): string {
  const [passage] = contents(annotations).passages.get(claim.id) ?? [];
  return value(claim, "statement") || value(passage, "quote")?.exact || "Claim without words";
}

/** Null for what tells nothing: where a part belongs, deleted claims, and what only reads the same. */
function lineOf({ record, field, claim, was, now }: FieldNews, after: Annotations) {
  const label = LABELS[record.kind]?.[field];
  const claims = contents(after).claimsById;
  if (!label || (claim && !claims.has(claim))) return null;
  const words = (each: unknown) => inWords(record, field, each, after);
  const line: FieldLine = {
    label,
    was: was === undefined ? "" : words(was),
    now: now.map((entry) => ({ author: entry.author, words: words(entry.value) })),
    isContested: record.kind === "claim" && field === "alive" && now.at(-1)?.value === false,
  };
  const isSame = line.now.length === 1 && line.now[0]!.words === line.was;
  return isSame && !isNewVerdict(field, now) ? null : line;
}

/** A verdict may be given once more, on other words. */
function isNewVerdict(field: string, now: readonly Entry[]): boolean {
  return field === "verdict" && now.length > 0;
}

function inWords(record: AnyRecord, field: string, each: unknown, after: Annotations): string {
  if (field === "alive") return aliveInWords(record, each === true, after);
  if (field === "verdict") return verdictInWords(each as Verdict | null);
  if (field === "quote") return (each as Quote).exact;
  if (field === "scale") return scaleOf(each as ScaleId).name;
  return typeof each === "string" ? each : JSON.stringify(each);
}

function verdictInWords(verdict: Verdict | null): string {
  if (!verdict) return "No verdict";
  const rating = ratingOf(verdict.rating);
  return rating ? `${rating.mark} ${rating.label}` : verdict.rating;
}

function aliveInWords(record: AnyRecord, isAlive: boolean, { records }: Annotations): string {
  const how = isAlive ? "there" : "deleted";
  if (record.kind === "article" && !isAlive) return "in the trash";
  if (record.kind !== "evidence") return how;
  const source = records.get(value(record, "source") ?? ("" as Id));
  const cited = source?.kind === "source" && (value(source, "title") || value(source, "url"));
  return cited ? `${cited} (${how})` : how;
}

/** How much was taken in, in a sentence. */
export function newsInWords(news: News, after: Annotations): string {
  const fields = fieldGroups(news, after).flatMap(({ lines }) => lines).length;
  const counts = [
    [news.claims.length, "claim", "claims"],
    [news.deleted.length, "deleted claim", "deleted claims"],
    [fields, "changed field", "changed fields"],
    [news.text.length, "changed paragraph", "changed paragraphs"],
    [
      news.displaced.length,
      "stretch of words without a place",
      "stretches of words without a place",
    ],
  ] as const;
  const parts = counts
    .filter(([count]) => count > 0)
    .map(([count, one, more]) => `${count.toLocaleString("en")} ${count === 1 ? one : more}`);
  return parts.length > 0 ? `Taken in: ${parts.join(", ")}.` : "Taken in.";
}
