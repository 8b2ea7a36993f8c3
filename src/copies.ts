/**
 * A colleague's working copy, taken into the log of this machine: looked at first, then merged.
 * Supplies no names and no clock of its own; `main.ts` does.
 */
import { sendableSteps } from "prosemirror-collab";
import { articleState, beginning, replay, type ArticleAt } from "./editor/article-state";
import type { Pen } from "./editor/entry-writer";
import { mergeLogs } from "./editor/merging";
import { newsOf, type News } from "./editor/news";
import { summarize, type Session } from "./editor/session";
import { VersionTaken, type Commit } from "./model/commit";
import type { Id } from "./model/record";
import type { Continuation, Store } from "./store/store";

/** What taking a copy in would do. */
export interface Preview {
  readonly article: Id<"article">;
  /** All of the colleague's commits, to look again if the log has grown meanwhile. */
  readonly theirs: readonly Commit[];
  readonly continuation: Continuation;
  /** Whether the log here is replaced by theirs, which has all of it. */
  readonly isReplaced: boolean;
  readonly after: ArticleAt;
  readonly news: News;
}

/**
 * Looks at a copy of an article that may be on this machine already. Throws `NotMergeable` when the
 * two have nothing in common, and a RangeError when one of the logs is damaged.
 */
export async function previewCopy(
  store: Store,
  article: Id<"article">,
  theirs: readonly Commit[],
): Promise<Preview> {
  const ours = await store.commitsSince(article, 0);
  const before = replay(beginning, ours);
  const isNew = ours.length === 0;
  const { from, commits, news } = isNew
    ? { from: 0, commits: theirs, news: theirs }
    : mergeLogs(ours, theirs);
  const kept = ours.filter(({ version }) => version < from);
  const after = replay(beginning, [...kept, ...commits]);
  return {
    article,
    theirs,
    continuation: { article, end: before.version, from, commits },
    isReplaced: from < before.version,
    after,
    news: newsOf(before, after, news),
  };
}

/** Whether the copy would change the log; if only the order of its commits, there may be no news. */
export function bringsSomething({ continuation }: Preview): boolean {
  return continuation.commits.length > 0;
}

/**
 * Takes a copy in as it was looked at, and resolves once that is durable. When the log has grown
 * meanwhile, looks again and resolves with that, and nothing has been taken in; else null.
 */
export async function takeIn(store: Store, preview: Preview, pen: Pen): Promise<Preview | null> {
  const { article, theirs, continuation, after } = preview;
  const changed = continuation.commits.at(-1)?.at ?? pen.now();
  const summary = summarize(articleState(after, pen.newId(), pen), article, changed);
  try {
    await store.continue(continuation, summary);
    return null;
  } catch (error) {
    if (!(error instanceof VersionTaken)) throw error;
    return previewCopy(store, article, theirs);
  }
}

/**
 * Brings what a session has not saved into the log that took the place of its own, merged like a
 * copy, and resolves once that is durable. `before` is what was replaced of the session's log.
 * Throws like `previewCopy`.
 */
export async function bringOver(
  store: Store,
  session: Session,
  before: readonly Commit[],
): Promise<void> {
  const { article, pen } = session;
  const unsaved = unsavedCommit(session);
  if (!unsaved) return;
  const from = before[0]?.version ?? 0;
  const kept = (await store.commitsSince(article, 0)).filter(({ version }) => version < from);
  const known = [...kept, ...before].filter(({ version }) => version < unsaved.version);
  let preview: Preview | null = await previewCopy(store, article, [...known, unsaved]);
  while (preview) preview = await takeIn(store, preview, pen);
}

/** A commit of what a session has beyond its log; null when there is nothing. */
function unsavedCommit({ state, article, pen }: Session): Commit | null {
  const sendable = sendableSteps(state);
  if (!sendable) return null;
  return {
    article,
    version: sendable.version,
    id: pen.newId(),
    author: pen.author,
    at: pen.now(),
    steps: sendable.steps.map((step) => step.toJSON() as unknown),
  };
}
