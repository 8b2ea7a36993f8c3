/**
 * Bringing two logs of one article together: ours, and a colleague's, that began as the same and
 * went on apart.
 *
 * What they have and we have not is rebased on ours, as `prosemirror-collab` does with pending
 * steps: take back all theirs down to the common past, put ours in, redo theirs on top. Commits
 * keep their ids, so what is known is known again wherever it comes back from. Where theirs has
 * everything of ours already, theirs takes the place of ours: both logs are then the same.
 */
import { Slice, type Node } from "prosemirror-model";
import { Mapping, ReplaceStep, StepMap, Transform, type Step } from "prosemirror-transform";
import type { Commit } from "../model/commit";
import type { Id } from "../model/record";
import { AnnotationStep } from "./annotation-step";
import { applyStep, beginning, checkFollows, stepsOf } from "./article-state";
import { insertedWords } from "./text";

/** What is to become of our log. */
export interface Merging {
  /** Our log is kept up to this version, in steps; what it has beyond is replaced. */
  readonly from: number;
  /** What then comes, in order; empty when there is nothing new. */
  readonly commits: readonly Commit[];
  /** Those of their commits that we did not have, as they were made. */
  readonly news: readonly Commit[];
}

/** Thrown by `mergeLogs`: the two logs are not of one article, or one of them is damaged. */
export class NotMergeable extends Error {
  override readonly name = "NotMergeable";
}

/**
 * Merges their log into ours. Both are whole logs, from the beginning on; throws `NotMergeable`
 * when they do not begin alike, and a RangeError when one of them is damaged.
 */
export function mergeLogs(ours: readonly Commit[], theirs: readonly Commit[]): Merging {
  const shared = countShared(ours, theirs);
  if (shared === 0) throw new NotMergeable("The logs have no commit in common");
  const [ourTail, theirTail] = [ours.slice(shared), theirs.slice(shared)];
  const [ourIds, theirIds] = [idsOf(ourTail), idsOf(theirTail)];
  const news = theirTail.filter(({ id }) => !ourIds.has(id));
  const hasAll = ourTail.every(({ id }) => theirIds.has(id));
  const past = ours.slice(0, shared);
  if (hasAll && (news.length > 0 || comesFirst(theirTail, ourTail)))
    return { from: endOf(past), commits: theirTail, news };
  const end = endOf(ours);
  if (news.length === 0) return { from: end, commits: [], news };
  return { from: end, commits: rebase(documentAfter(past), ourTail, theirTail, end), news };
}

function countShared(ours: readonly Commit[], theirs: readonly Commit[]): number {
  const differs = ours.findIndex((commit, index) => nameOf(commit) !== nameOf(theirs[index]));
  return differs < 0 ? ours.length : differs;
}

/** What tells commits apart: two with one id may have been rebased on different ways. */
function nameOf(commit: Commit | undefined): string {
  return commit ? `${commit.id} ${JSON.stringify(commit.steps)}` : "";
}

/** Which of two logs of the same commits all machines settle on, when each has an order of its own. */
function comesFirst([a]: readonly Commit[], [b]: readonly Commit[]): boolean {
  return a !== undefined && nameOf(a) < nameOf(b);
}

function idsOf(commits: readonly Commit[]): ReadonlySet<string> {
  return new Set(commits.map(({ id }) => id));
}

/** How many steps a log has. */
function endOf(commits: readonly Commit[]): number {
  const last = commits.at(-1);
  return last ? last.version + last.steps.length : 0;
}

function documentAfter(commits: readonly Commit[]): Node {
  let version = 0;
  let { doc } = beginning;
  for (const commit of commits) {
    checkFollows(commit, version);
    for (const step of stepsOf(commit)) doc = applyStep(doc, step);
    version += commit.steps.length;
  }
  return doc;
}

/** A step of a log, with its commit and its place in that. */
interface Made {
  readonly commit: Commit;
  readonly index: number;
  readonly step: Step;
}

/** Stands for a step that found no place, so that its commit has as many text edits as before. */
const nothing = new ReplaceStep(0, 0, Slice.empty);

/** Their commits that are not among ours, redone after ours, the first at version `end`. */
function rebase(
  past: Node,
  ours: readonly Commit[],
  theirs: readonly Commit[],
  end: number,
): Commit[] {
  const [ourSteps, theirSteps] = [madeIn(ours), madeIn(theirs)];
  const isOurs = idsOf(ours);
  const mapping = takenBack(past, theirSteps);
  const backOf = (place: number) => theirSteps.length - 1 - place;
  const known = pairs(ourSteps, theirSteps);
  const transform = new Transform(past);
  const take = (step: Step, place: number | undefined) => {
    transform.step(step);
    // What a step put in is where it is put in again, however it was taken back in between.
    mapping.appendMap(step.getMap(), place === undefined ? undefined : backOf(place));
  };
  ourSteps.forEach(({ step }, place) => take(step, known.get(place)));
  const redone = new Map<string, Step[]>();
  theirSteps.forEach((made, place) => {
    const { commit, step } = made;
    if (isOurs.has(commit.id)) return;
    const steps = redone.get(commit.id) ?? [];
    redone.set(commit.id, steps);
    // Back through what was made before it, forth through all that is there now.
    const mapped = step.map(mapping.slice(backOf(place) + 1));
    if (mapped && mapped.apply(transform.doc).doc) {
      take(mapped, place);
      steps.push(mapped);
    } else steps.push(nothing, ...displace(made));
  });
  return renumbered(theirs, redone, end);
}

function madeIn(commits: readonly Commit[]): readonly Made[] {
  return commits.flatMap((commit) =>
    stepsOf(commit).map((step, index) => ({ commit, index, step })),
  );
}

/** The way back through steps made on a document, the last first. */
function takenBack(past: Node, made: readonly Made[]): Mapping {
  const mapping = new Mapping();
  let doc = past;
  const back = made.map(({ step }) => {
    const inverted = step.invert(doc);
    doc = applyStep(doc, step);
    return inverted.getMap();
  });
  for (const map of back.toReversed()) mapping.appendMap(map);
  return mapping;
}

/**
 * Which of our steps are which of theirs, by place: those of commits that both have, as far as
 * they put in as much on both sides.
 */
function pairs(ours: readonly Made[], theirs: readonly Made[]): ReadonlyMap<number, number> {
  const places = textPlaces(ours);
  const pairing = new Map<number, number>();
  for (const [id, from] of textPlaces(theirs)) {
    const to = places.get(id) ?? [];
    if (to.length !== from.length) continue;
    from.forEach((place, i) => {
      const again = to[i]!;
      if (putIn(theirs[place]!) === putIn(ours[again]!)) pairing.set(again, place);
    });
  }
  return pairing;
}

/** How much a step puts in at each place it changes. */
function putIn({ step }: Made): string {
  const sizes: number[] = [];
  step.getMap().forEach((_startA, _endA, startB, endB) => sizes.push(endB - startB));
  return sizes.join(" ");
}

/** The places of the text edits of each commit. */
function textPlaces(made: readonly Made[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  made.forEach(({ commit: { id }, step }, index) => {
    const list = places.get(id) ?? [];
    places.set(id, list);
    if (!(step instanceof AnnotationStep) && step.getMap() !== StepMap.empty) list.push(index);
  });
  return places;
}

/**
 * What is kept of a step that finds no place: the words it put in, under a name that every machine
 * gives them. A step that put none in is done with: what it took out is gone.
 */
function displace({ step, index, commit: { id, author, at } }: Made): Step[] {
  const words = insertedWords(step);
  const name = `${id}-${index}` as Id<"displaced">;
  const enter = (field: string, value: unknown) =>
    new AnnotationStep({
      type: "set",
      kind: "displaced",
      id: name,
      field,
      entry: { op: `${name}-${field}`, lamport: 0, author, at, value, after: [], retracted: false },
    });
  return words === "" ? [] : [enter("alive", true), enter("words", words)];
}

/** Those commits that were redone, with their steps as they are now, one after the other. */
function renumbered(
  commits: readonly Commit[],
  redone: ReadonlyMap<string, readonly Step[]>,
  end: number,
): Commit[] {
  let version = end;
  return commits.flatMap((commit) => {
    const steps = redone.get(commit.id);
    if (!steps) return [];
    const made = { ...commit, version, steps: steps.map((step) => step.toJSON() as unknown) };
    version += steps.length;
    return [made];
  });
}
