import type { ComparisonNews, ComparisonTask } from "./comparison-worker";
import { planFromJson } from "./editor/new-draft";
import type { CompareDrafts } from "./elements/new-draft";
import { scriptAddress } from "./trusted-types";

/**
 * Compares in a worker of its own. Rejects when the worker cannot be started or fails, and with the
 * signal's reason when it is stopped.
 */
export const compareInWorker: CompareDrafts = async (before, after, followed, following) => {
  const worker = new Worker(scriptAddress("comparison") as string, { type: "module" });
  const task: ComparisonTask = { before: before.toJSON(), after: after.toJSON(), followed };
  try {
    const json = await new Promise<Done["plan"]>((resolve, reject) => {
      const { signal, progress } = following;
      signal.addEventListener("abort", () => reject(signal.reason as Error));
      worker.addEventListener("error", ({ message }) => reject(new Error(message || FAULT)));
      worker.addEventListener("message", ({ data }: MessageEvent<ComparisonNews>) => {
        if (data.type === "progress") progress(data.share);
        else if (data.type === "done") resolve(data.plan);
        else reject(new Error(data.reason));
      });
      worker.postMessage(task);
    });
    return planFromJson(json, before, after);
  } finally {
    worker.terminate();
  }
};

type Done = ComparisonNews & { readonly type: "done" };

const FAULT = "The comparison could not be started.";
