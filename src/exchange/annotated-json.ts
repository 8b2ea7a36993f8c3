/**
 * Annotated JSON: an article with everything said about it, for a CMS, a script, a researcher, or a
 * colleague's Tickmark. `schema/annotated-article.v1.schema.json` describes the file; this is the
 * pair that writes and reads it.
 *
 * The file says what is so today, not how it came about. So what is derived (how a passage stands,
 * whether a verdict holds) is written for the reader's sake and worked out anew when read. The law
 * of the pair: an article read from a file is written as the same file, byte for byte.
 *
 * Inside the app offsets are UTF-16 units, in the file code points; they are converted here.
 */
import { Node } from "prosemirror-model";
import validate from "../../schema/annotated-article.v1.schema.json?validator";
import { describe } from "../anchor/describe";
import {
  anchor,
  anchorState,
  byPlace,
  contents,
  verdictHolds,
  type Anchor,
} from "../editor/anchors";
import type { Annotations } from "../editor/annotations";
import { articleSchema } from "../editor/article-schema";
import type { GivenEntry } from "../editor/entry-writer";
import { articleText, TEXT_VERSION, titleOf, type ArticleText, type Span } from "../editor/text";
import type { Quote } from "../model/claim";
import type { Kinds } from "../model/kinds";
import {
  currentEntry,
  firstEntry,
  isAlive,
  type AnyRecord,
  type Field,
  type Id,
  type Kind,
  type RecordOf,
} from "../model/record";
import {
  ratingOf,
  scaleOf,
  SCALES,
  type Rating,
  type RatingId,
  type ScaleId,
} from "../model/scale";
import type { SourceKind, Stance } from "../model/source";
import { CodePoints } from "./code-points";
import {
  atMost,
  inQuotes,
  inWords,
  parseJsonFile,
  placed,
  problem,
  shapeProblems,
  type Placed,
} from "./json-file";
import type { Parsed, Problem } from "../model/parsed";

const FORMAT = "tickmark-annotated-article";
const VERSION = 1;

/** How many code points of context a quote selector has on each side. */
const CONTEXT = 32;

// —— What the file is. The schema describes every field; here are only the types.

/** The file's content. */
export interface AnnotatedArticle {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly textVersion: typeof TEXT_VERSION;
  readonly article: {
    readonly id: Id<"article">;
    readonly title: string;
    readonly byline?: string;
    readonly outlet?: string;
    readonly address?: string;
    readonly published?: string;
    readonly language?: string;
    readonly text: string;
    /** A document of `articleSchema`, as JSON. */
    readonly document: unknown;
  };
  readonly scale: {
    readonly id: ScaleId;
    readonly name: string;
    readonly ratings: readonly {
      readonly id: RatingId;
      readonly label: string;
      readonly value?: number;
    }[];
  };
  readonly claims: readonly AnnotatedClaim[];
  readonly clearances: readonly (Target<"clearance"> | Unplaced<"clearance">)[];
  readonly sources: readonly AnnotatedSource[];
}

/** A claim in the file. */
export interface AnnotatedClaim {
  readonly id: Id<"claim">;
  readonly statement: string;
  readonly saidBy?: string;
  readonly targets: readonly Target<"passage">[];
  readonly unplaced: readonly Unplaced<"passage">[];
  readonly verdict?: AnnotatedVerdict;
  readonly explanation?: string;
  readonly evidence: readonly AnnotatedEvidence[];
  readonly created: Signature;
  readonly modified: string;
}

/** A verdict in the file. */
export interface AnnotatedVerdict extends Signature {
  readonly rating: RatingId;
  readonly label: string;
  readonly value?: number;
  readonly holds: boolean;
  readonly words: Readonly<Record<Id<"passage">, string>>;
}

/** A passage that has words in today's text. Its selectors count code points. */
export interface Target<K extends PassageKind = PassageKind> {
  readonly id: Id<K>;
  readonly state: "placed" | "changed";
  readonly source: Id<"article">;
  readonly selector: readonly [
    { readonly type: "TextQuoteSelector" } & Quote,
    { readonly type: "TextPositionSelector"; readonly start: number; readonly end: number },
  ];
  readonly marked?: Quote;
  readonly created: Signature;
}

/** A passage that has none; `offset`, in code points, says where they were deleted. */
export interface Unplaced<K extends PassageKind = PassageKind> {
  readonly id: Id<K>;
  readonly state: "collapsed" | "unplaced";
  readonly offset?: number;
  readonly marked: Quote;
  readonly created: Signature;
}

/** What has a place in the text. */
type PassageKind = "passage" | "clearance";

function hasWords<K extends PassageKind>(place: Target<K> | Unplaced<K>): place is Target<K> {
  return "selector" in place;
}

/** What one source says on one claim, in the file. */
export interface AnnotatedEvidence {
  readonly id: Id<"evidence">;
  readonly source: Id<"source">;
  readonly passage?: string;
  readonly locator?: string;
  readonly stance?: Stance;
}

/** A source in the file. */
export interface AnnotatedSource {
  readonly id: Id<"source">;
  readonly kind: SourceKind;
  readonly url?: string;
  readonly title?: string;
  readonly publisher?: string;
  readonly author?: string;
  readonly published?: string;
  readonly retrieved?: string;
  readonly archived?: string;
}

/** Who did something, and when. */
export interface Signature {
  readonly by: string;
  readonly at: string;
}

/** What a file brings: written into a new article by `fillArticle`. */
export interface GivenArticle {
  /** The id the article had where it was written. The entries of its own fields bear it too. */
  readonly id: Id<"article">;
  readonly document: Node;
  readonly entries: readonly GivenEntry[];
}

// Fields that stand in the file as they stand in the record, in the file's order. Fields of a record
// that are named nowhere here stay in the app.
const ARTICLE_FIELDS = ["byline", "outlet", "address", "published", "language"] as const;
const CLAIM_FIELDS = ["saidBy", "explanation"] as const;
const EVIDENCE_FIELDS = ["passage", "locator", "stance"] as const;
const SOURCE_FIELDS = [
  "url",
  "title",
  "publisher",
  "author",
  "published",
  "retrieved",
  "archived",
] as const;

// —— Writing.

/** The content of an article's file: the document, and everything live that is said about it. */
export function formatAnnotatedArticle(
  id: Id<"article">,
  doc: Node,
  annotations: Annotations,
): AnnotatedArticle {
  return new Formatter(id, doc, annotations).format();
}

/** The file itself. */
export function annotatedArticleText(article: AnnotatedArticle): string {
  return `${JSON.stringify(article, null, 2)}\n`;
}

class Formatter {
  private readonly text: ArticleText;
  private readonly points: CodePoints;

  constructor(
    private readonly id: Id<"article">,
    private readonly doc: Node,
    private readonly annotations: Annotations,
  ) {
    this.text = articleText(doc);
    this.points = new CodePoints(this.text.text);
  }

  format(): AnnotatedArticle {
    const said = valuesOf(this.annotations.records.get(this.id) as RecordOf<"article"> | undefined);
    const { claims, clearances } = contents(this.annotations);
    return {
      format: FORMAT,
      version: VERSION,
      textVersion: TEXT_VERSION,
      article: {
        id: this.id,
        title: titleOf({ doc: this.doc }),
        ...filled(said, ARTICLE_FIELDS),
        text: this.text.text,
        document: this.doc.toJSON() as unknown,
      },
      scale: formatScale(said.scale),
      claims: claims
        .map((record) => ({ record, passages: this.passagesOf(record) }))
        .sort((a, b) => byPlace(a.passages[0], b.passages[0]))
        .map(({ record, passages }) => this.claim(record, passages)),
      clearances: this.anchors(clearances).map((clearance) => this.place(clearance)),
      sources: this.sources().map(formatSource),
    };
  }

  private passagesOf({ id }: RecordOf<"claim">): readonly Anchor<"passage">[] {
    return this.anchors(contents(this.annotations).passages.get(id) ?? []);
  }

  /** Where records stand, in the order of the text. */
  private anchors<K extends PassageKind>(records: readonly RecordOf<K>[]): readonly Anchor<K>[] {
    return records
      .map((record) => this.whole(anchor(record, this.annotations, this.text)))
      .sort(byPlace);
  }

  /** The anchor with no character cut in half: code points could not say where it ends. */
  private whole<K extends PassageKind>(anchored: Anchor<K>): Anchor<K> {
    if (!anchored.range) return anchored;
    const { start, end } = this.text.span(anchored.range);
    const { exact: words, ...span } = describe(this.text.text, start, end);
    const range = this.text.range(span);
    return { ...anchored, state: anchorState(range, words, anchored.quote), words, range };
  }

  private claim(record: RecordOf<"claim">, passages: readonly Anchor<"passage">[]): AnnotatedClaim {
    const said = valuesOf(record);
    const places = passages.map((passage) => this.place(passage));
    const hanging = contents(this.annotations);
    const evidence = hanging.evidence.get(record.id) ?? [];
    return {
      id: record.id,
      statement: said.statement ?? "",
      ...filled(said, ["saidBy"]),
      targets: places.filter(hasWords),
      unplaced: places.filter((place) => !hasWords(place)),
      ...formatVerdict(record, passages),
      ...filled(said, ["explanation"]),
      evidence: evidence.map(formatEvidence),
      created: created(record),
      modified: lastEntered([record, ...(hanging.passages.get(record.id) ?? []), ...evidence]),
    };
  }

  private place<K extends PassageKind>({
    id,
    state,
    range,
    quote,
  }: Anchor<K>): Target<K> | Unplaced<K> {
    const made = { created: created(this.annotations.records.get(id)!) };
    const marked = copyQuote(quote);
    if (!range || state === "unplaced") return { id, state: "unplaced", marked, ...made };
    const span = this.text.span(range);
    if (state === "collapsed")
      return { id, state, offset: this.points.at(span.start), marked, ...made };
    const selector = this.selectors(span);
    const before = state === "changed" && { marked };
    return { id, state, source: this.id, selector, ...before, ...made };
  }

  /** The two ways of describing a stretch of the text, both in code points. */
  private selectors({ start, end }: Span): Target["selector"] {
    const { text } = this.text;
    const [first, last] = [this.points.at(start), this.points.at(end)];
    return [
      {
        type: "TextQuoteSelector",
        exact: text.slice(start, end),
        prefix: text.slice(this.points.offset(Math.max(0, first - CONTEXT)), start),
        suffix: text.slice(end, this.points.offset(last + CONTEXT)),
      },
      { type: "TextPositionSelector", start: first, end: last },
    ];
  }

  /** The sources; among them one that somebody deleted while somebody else cited it. */
  private sources(): readonly RecordOf<"source">[] {
    const evidence = [...contents(this.annotations).evidence.values()].flat();
    const cited = new Set<Id | undefined>(evidence.map((record) => valuesOf(record).source));
    return [...this.annotations.records.values()].filter(
      (record) => record.kind === "source" && (isAlive(record) || cited.has(record.id)),
    ) as (AnyRecord & RecordOf<"source">)[];
  }
}

function formatScale(id: ScaleId | undefined): AnnotatedArticle["scale"] {
  const { ratings, ...scale } = scaleOf(id);
  return {
    id: scale.id,
    name: scale.name,
    ratings: ratings.map((rating) => ({ id: rating.id, ...labelled(rating) })),
  };
}

function labelled({ label, value }: Pick<Rating, "label" | "value">): {
  label: string;
  value?: number;
} {
  return value === undefined ? { label } : { label, value };
}

function formatVerdict(
  record: RecordOf<"claim">,
  passages: readonly Anchor<"passage">[],
): { verdict?: AnnotatedVerdict } {
  const entry = currentEntry(record.fields.verdict);
  if (!entry?.value) return {};
  const { rating, words } = entry.value;
  // What a passage since deleted read like says nothing about the passages here.
  const known = passages
    .filter(({ id }) => Object.hasOwn(words, id))
    .map(({ id }) => [id, words[id]]);
  return {
    verdict: {
      rating,
      ...labelled(ratingOf(rating) ?? { label: rating }),
      by: entry.author,
      at: entry.at,
      holds: verdictHolds(entry.value, passages),
      words: Object.fromEntries(known) as AnnotatedVerdict["words"],
    },
  };
}

function formatEvidence(record: RecordOf<"evidence">): AnnotatedEvidence {
  const said = valuesOf(record);
  // Evidence is entered together with its source.
  return { id: record.id, source: said.source!, ...filled(said, EVIDENCE_FIELDS) };
}

function formatSource(record: RecordOf<"source">): AnnotatedSource {
  const said = valuesOf(record);
  return { id: record.id, kind: said.kind ?? "web page", ...filled(said, SOURCE_FIELDS) };
}

function created(record: AnyRecord): Signature {
  const { author, at } = firstEntry(record)!;
  return { by: author, at };
}

/** The latest time at which anything was entered that these records say. */
function lastEntered(records: readonly AnyRecord[]): string {
  return records
    .flatMap((record) => [
      firstEntry(record),
      ...Object.values<Field>(record.fields).map(currentEntry),
    ])
    .reduce((last, entry) => (entry && entry.at > last ? entry.at : last), "");
}

/** What a record says: the value of each field that has one. */
function valuesOf<K extends Kind>(record: RecordOf<K> | undefined): Partial<Kinds[K]> {
  const fields = Object.entries(record?.fields ?? {}) as [string, Field][];
  const said = fields.map(([name, field]) => [name, currentEntry(field)?.value]);
  return Object.fromEntries(said) as Partial<Kinds[K]>;
}

/** The fields asked for, in that order, without those that say nothing. */
function filled<T extends object, F extends keyof T>(
  values: T,
  fields: readonly F[],
): Partial<Pick<T, F>> {
  const said = fields.filter((field) => values[field] !== undefined && values[field] !== "");
  return Object.fromEntries(said.map((field) => [field, values[field]])) as Partial<Pick<T, F>>;
}

function copyQuote({ exact, prefix, suffix }: Quote): Quote {
  return { exact, prefix, suffix };
}

// —— Reading.

/**
 * Reads a file, or says everything that is wrong with it. Its prefixes, suffixes and states are
 * worked out anew; who entered a claim's fields, as far as it does not say, was who made the claim.
 */
export function parseAnnotatedArticle(file: string): Parsed<GivenArticle> {
  const content = parseJsonFile(file, "annotated-article", VERSION);
  if (!content.ok) return content;
  const problems = misshapen(content.value);
  if (problems.length > 0) return { ok: false, problems: atMost(20, problems) };
  return readArticle(content.value as AnnotatedArticle);
}

function readArticle(file: AnnotatedArticle): Parsed<GivenArticle> {
  const points = new CodePoints(file.article.text);
  const document = readDocument(file.article.document);
  const problems = [
    ...documentProblems(document, file.article.text, points),
    ...idProblems(file),
    ...referenceProblems(file),
    ...placeProblems(file, points),
  ];
  if (typeof document === "string" || problems.length > 0)
    return { ok: false, problems: atMost(20, problems) };
  const entries = new Reader(articleText(document), points).entries(file);
  return {
    ok: true,
    value: { id: file.article.id, document, entries },
    warnings: warningsFor(file),
  };
}

// —— Whether it fits the schema.

const SELECTORS = "must be a TextQuoteSelector and a TextPositionSelector";

function misshapen(content: unknown): Problem[] {
  try {
    return shapeProblems(validate, content, {
      minItems: () => SELECTORS,
      maxItems: () => SELECTORS,
    });
  } catch {
    // The stack is full: a document's nodes are the only thing in the file that nests.
    return [problem("/article/document", "is nested too deeply")];
  }
}

// —— Whether what it says agrees.

/** The document; or, in words, what is wrong with it. */
function readDocument(json: unknown): Node | string {
  try {
    const document = Node.fromJSON(articleSchema, json);
    document.check();
    return document;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function* documentProblems(
  document: Node | string,
  text: string,
  points: CodePoints,
): Generator<Problem> {
  if (typeof document === "string") {
    yield problem("/article/document", `does not fit an article (${document})`);
    return;
  }
  const made = articleText(document).text;
  if (made === text) return;
  const at = firstDifference(text, made);
  const sentence =
    `The text and the document of this file differ at character ${points.at(at) + 1}: ` +
    `${inQuotes(text.slice(at))} in the text, ${inQuotes(made.slice(at))} in the document.`;
  yield { path: "/article/text", sentence };
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** Records are kept by id, so a second one of an id would be written into the first. */
function* idProblems(file: AnnotatedArticle): Generator<Problem> {
  const taken = new Map<Id, string>([[file.article.id, "/article"]]);
  for (const [path, { id }] of recordsIn(file)) {
    const other = taken.get(id);
    if (other === undefined) taken.set(id, path);
    else yield problem(`${path}/id`, `is the id of ${inWords(other)} too`);
  }
}

function recordsIn({ claims, clearances, sources }: AnnotatedArticle): Placed<{ id: Id }>[] {
  const inClaims = placed("/claims", claims).flatMap<Placed<{ id: Id }>>(([path, claim]) => [
    [path, claim],
    ...placesOf(path, claim),
    ...placed(`${path}/evidence`, claim.evidence),
  ]);
  return [...inClaims, ...placed("/clearances", clearances), ...placed("/sources", sources)];
}

function* referenceProblems({ scale, claims, sources }: AnnotatedArticle): Generator<Problem> {
  if (!SCALES.some(({ id }) => id === scale.id))
    yield problem("/scale/id", `this Tickmark has no scale “${scale.id}”`);
  const sourceIds = new Set(sources.map(({ id }) => id));
  for (const [path, claim] of placed("/claims", claims)) {
    yield* verdictProblems(path, claim);
    for (const [at, { source }] of placed(`${path}/evidence`, claim.evidence))
      if (!sourceIds.has(source)) yield problem(`${at}/source`, `no source has the id “${source}”`);
  }
}

function* verdictProblems(path: string, claim: AnnotatedClaim): Generator<Problem> {
  if (!claim.verdict) return;
  const { rating, words } = claim.verdict;
  if (!ratingOf(rating))
    yield problem(`${path}/verdict/rating`, `this Tickmark has no rating “${rating}”`);
  const passages = new Set<string>(placesOf(path, claim).map(([, { id }]) => id));
  for (const id of Object.keys(words))
    if (!passages.has(id))
      yield problem(`${path}/verdict/words`, `this claim has no passage with the id “${id}”`);
}

function* placeProblems(file: AnnotatedArticle, points: CodePoints): Generator<Problem> {
  for (const [path, claim] of placed("/claims", file.claims))
    for (const [at, place] of placesOf(path, claim))
      yield* placeProblem(at, place, file, points, ` (claim ${inQuotes(claim.statement)})`);
  for (const [at, place] of placed("/clearances", file.clearances))
    yield* placeProblem(at, place, file, points, "");
}

function* placeProblem(
  path: string,
  place: Target | Unplaced,
  { article: { id, text } }: AnnotatedArticle,
  points: CodePoints,
  whose: string,
): Generator<Problem> {
  const length = points.at(text.length);
  if (!hasWords(place)) {
    if ((place.offset ?? 0) > length)
      yield problem(`${path}/offset`, `is beyond the end of the text${whose}`);
    return;
  }
  if (place.source !== id) yield problem(`${path}/source`, `must be the article's id, “${id}”`);
  const [{ exact }, { start, end }] = place.selector;
  const words = text.slice(points.offset(start), points.offset(end));
  if (words === "" || end > length)
    yield problem(`${path}/selector/1`, `has no words of the text from ${start} to ${end}${whose}`);
  else if (words !== exact)
    yield problem(
      `${path}/selector`,
      `quotes ${inQuotes(exact)}, but from ${start} to ${end} the text has ${inQuotes(words)}${whose}`,
    );
}

/** The rating's id is what is read; a file may call it something else. */
function warningsFor({ claims }: AnnotatedArticle): string[] {
  return claims.flatMap(({ verdict, statement }) => {
    const label = ratingOf(verdict?.rating)?.label;
    if (!verdict || label === undefined || verdict.label === label) return [];
    return [
      `The verdict “${verdict.label}” is called “${label}” here (claim ${inQuotes(statement)}).`,
    ];
  });
}

// —— What it says, as entries. They are written in the file's order, which is thereby kept.

type By = Pick<GivenEntry, "author" | "at">;

class Reader {
  constructor(
    private readonly text: ArticleText,
    private readonly points: CodePoints,
  ) {}

  entries({ article, scale, claims, clearances, sources }: AnnotatedArticle): GivenEntry[] {
    return [
      ...enter("article", article.id, { ...filled(article, ARTICLE_FIELDS), scale: scale.id }),
      ...claims.flatMap((claim) => this.claim(claim)),
      ...clearances.flatMap((place) => this.place("clearance", place, {})),
      ...sources.flatMap(readSource),
    ];
  }

  private claim(claim: AnnotatedClaim): GivenEntry[] {
    const { id, statement, targets, unplaced, verdict, evidence, modified } = claim;
    const made = by(claim.created);
    const since = { ...made, at: modified };
    return [
      ...enter("claim", id, { alive: true }, made),
      ...enter("claim", id, { statement, ...filled(claim, CLAIM_FIELDS) }, since),
      ...(verdict ? readVerdict(id, verdict) : []),
      ...[...targets, ...unplaced].flatMap((place) => this.place("passage", place, { claim: id })),
      ...evidence.flatMap((one) => readEvidence(id, one, since)),
    ];
  }

  /** A passage or clearance, with what more its record says. */
  private place<K extends PassageKind>(
    kind: K,
    place: Target<K> | Unplaced<K>,
    more: Partial<Kinds[K]>,
  ): GivenEntry[] {
    const made = by(place.created);
    const { span, quote } = this.spanAndQuote(place);
    return [
      ...enter(kind, place.id, { alive: true, ...more }, made),
      {
        kind,
        id: place.id,
        field: "quote",
        value: quote,
        ...(span && { range: this.text.range(span) }),
        ...made,
      },
    ];
  }

  private spanAndQuote(place: Target | Unplaced): { span?: Span; quote: Quote } {
    if (!hasWords(place)) {
      const quote = copyQuote(place.marked);
      if (place.offset === undefined) return { quote };
      const at = this.points.offset(place.offset);
      return { span: { start: at, end: at }, quote };
    }
    const [, position] = place.selector;
    const start = this.points.offset(position.start);
    const end = this.points.offset(position.end);
    const quote = copyQuote(place.marked ?? describe(this.text.text, start, end));
    return { span: { start, end }, quote };
  }
}

function readVerdict(id: Id<"claim">, verdict: AnnotatedVerdict): GivenEntry[] {
  const { rating, words } = verdict;
  return enter("claim", id, { verdict: { rating, words } }, by(verdict));
}

function readEvidence(claim: Id<"claim">, one: AnnotatedEvidence, since: By): GivenEntry[] {
  const { id, source } = one;
  const said = { alive: true, claim, source, ...filled(one, EVIDENCE_FIELDS) };
  return enter("evidence", id, said, since);
}

function readSource(source: AnnotatedSource): GivenEntry[] {
  const { id, kind } = source;
  return enter("source", id, { alive: true, kind, ...filled(source, SOURCE_FIELDS) });
}

function enter<K extends Kind>(
  kind: K,
  id: Id<K>,
  values: Partial<Kinds[K]>,
  made: By = {},
): GivenEntry[] {
  return Object.entries(values).map(([field, value]) => ({ kind, id, field, value, ...made }));
}

function by({ by: author, at }: Signature): Required<By> {
  return { author, at };
}

// —— Places in the file.

function placesOf(
  path: string,
  { targets, unplaced }: AnnotatedClaim,
): Placed<Target<"passage"> | Unplaced<"passage">>[] {
  return [...placed(`${path}/targets`, targets), ...placed(`${path}/unplaced`, unplaced)];
}
