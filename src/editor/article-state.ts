import { baseKeymap } from "prosemirror-commands";
import { collab } from "prosemirror-collab";
import { history } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Node } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { Step } from "prosemirror-transform";
import type { Commit, Snapshot } from "../model/commit";
import { UNDO_PAUSE } from "./accompaniment";
import { annotationPlugin } from "./annotation-plugin";
import {
  annotationsFromJson,
  fold,
  noAnnotations,
  type Annotations,
  type AnnotationsJson,
} from "./annotations";
import { articleSchema, emptyArticle } from "./article-schema";
import { highlightPlugin } from "./highlights";
import { articleKeys } from "./keys";
import type { Pen } from "./entry-writer";
import { lockPlugin } from "./lock";
import { replacementPlugin } from "./replacements";
import { selectedClaimPlugin } from "./selected-claim";

/** An article at a version of its log. */
export interface ArticleAt {
  /** How many steps of the log it contains. */
  readonly version: number;
  readonly doc: Node;
  readonly annotations: Annotations;
}

/** The article before anything was written into its log. */
export const beginning: ArticleAt = { version: 0, doc: emptyArticle, annotations: noAnnotations };

/** Reads a snapshot; throws a RangeError when its document does not fit the article schema. */
export function fromSnapshot({ version, document, annotations }: Snapshot): ArticleAt {
  const doc = Node.fromJSON(articleSchema, document);
  doc.check();
  return { version, doc, annotations: annotationsFromJson(annotations as AnnotationsJson) };
}

/**
 * The article after further commits. Throws when they do not follow on it, or when a step does not
 * apply: the log is then damaged, and guessing would make it worse.
 */
export function replay(article: ArticleAt, commits: readonly Commit[]): ArticleAt {
  let { version } = article;
  const steps = commits.flatMap((commit) => {
    checkFollows(commit, version);
    version += commit.steps.length;
    return stepsOf(commit);
  });
  const doc = steps.reduce(applyStep, article.doc);
  return { version, doc, annotations: fold(article.annotations, steps) };
}

/** The document after a step of the log; throws a RangeError when the step does not apply. */
export function applyStep(doc: Node, step: Step): Node {
  const { doc: next, failed } = step.apply(doc);
  if (!next) throw new RangeError(`A step of the log does not apply: ${failed}`);
  return next;
}

/** Throws a RangeError for a commit that does not follow on a version: part of the log is missing. */
export function checkFollows({ id, version }: Commit, end: number): void {
  if (version !== end) throw new RangeError(`Commit ${id} is at ${version}, not at ${end}`);
}

/** The steps of a commit; throws a RangeError for one it does not know. */
export function stepsOf({ steps }: Commit): readonly Step[] {
  return steps.map((step) => Step.fromJSON(articleSchema, readable(step as StepJson | null)));
}

interface StepJson {
  readonly stepType?: string;
  readonly steps?: readonly StepJson[];
}

/** `prosemirror-transform` writes sets of mark steps within such sets, but reads only flat ones. */
function readable(step: StepJson | null): StepJson | null {
  const flat = ({ steps = [] }: StepJson): readonly StepJson[] =>
    steps.flatMap((each) => (each.stepType === "markSet" ? flat(each) : each));
  return step?.stepType === "markSet" && Array.isArray(step.steps)
    ? { ...step, steps: flat(step) }
    : step;
}

/** The editor's state for an article, in a tab of that name. */
export function articleState(
  { version, doc, annotations }: ArticleAt,
  tab: string,
  pen: Pen,
): EditorState {
  return EditorState.create({
    doc,
    plugins: [
      // Before what reads how much is pending.
      collab({ version, clientID: tab }),
      annotationPlugin(annotations),
      history({ depth: 1000, newGroupDelay: UNDO_PAUSE }),
      lockPlugin(),
      replacementPlugin(),
      selectedClaimPlugin(),
      highlightPlugin(),
      articleKeys(pen),
      keymap(baseKeymap),
    ],
  });
}
