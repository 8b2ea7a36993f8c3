/**
 * The worker in which an article is compared with its new draft, so that the page never stops. It
 * takes one `ComparisonTask`, and answers with `ComparisonNews`.
 */
import { Node } from "prosemirror-model";
import { articleSchema } from "./editor/article-schema";
import { compareDrafts, planToJson, type DraftPlanJson, type Followed } from "./editor/new-draft";

/** What is to be compared; the documents as JSON. */
export interface ComparisonTask {
  readonly before: unknown;
  readonly after: unknown;
  readonly followed: readonly Followed[];
}

/** What the worker tells: how much is done, from 0 to 1; in the end the plan, or why there is none. */
export type ComparisonNews =
  | { readonly type: "progress"; readonly share: number }
  | { readonly type: "done"; readonly plan: DraftPlanJson }
  | { readonly type: "failed"; readonly reason: string };

// What is used of a worker's global scope. TypeScript's own declarations of it contradict those of
// a page, which the rest of the source is checked against.
declare const self: {
  addEventListener(type: "message", listener: (event: MessageEvent<ComparisonTask>) => void): void;
  postMessage(news: ComparisonNews): void;
};

self.addEventListener("message", ({ data }) => {
  try {
    self.postMessage({ type: "done", plan: compare(data) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    self.postMessage({ type: "failed", reason });
  }
});

function compare({ before, after, followed }: ComparisonTask): DraftPlanJson {
  const [a, b] = [before, after].map((json) => Node.fromJSON(articleSchema, json));
  const comparison = compareDrafts(a!, b!, followed);
  let told = 0;
  let next = comparison.next();
  while (!next.done) {
    // Progress that nobody could see would only cost the page time.
    if (next.value - told >= 0.01)
      self.postMessage({ type: "progress", share: (told = next.value) });
    next = comparison.next();
  }
  return planToJson(next.value);
}
