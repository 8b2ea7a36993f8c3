/**
 * An open article: its state in this tab, and the way of its changes into the log.
 *
 * The log is the authority. Pending steps are appended as one commit at the version they were made
 * on; when another tab was there first, its commits are taken in, the pending steps rebased on
 * them, and the append tried again. One append is under way at a time.
 */
import { receiveTransaction, sendableSteps, getVersion } from "prosemirror-collab";
import type { Command, EditorState, Transaction } from "prosemirror-state";
import { VersionTaken, type Commit, type CommitLog, type Summary } from "../model/commit";
import { currentEntry, value, type Id } from "../model/record";
import { claimViews, recordOf } from "./anchors";
import { annotationsOf } from "./annotation-plugin";
import { annotationsToJson } from "./annotations";
import {
  articleState,
  beginning,
  checkFollows,
  fromSnapshot,
  replay,
  stepsOf,
  type ArticleAt,
} from "./article-state";
import { keepDisplaced, outsideHistory } from "./commands";
import type { Pen } from "./entry-writer";
import { accompany, noTrail, trailAfter } from "./accompaniment";
import { insertedWords, titleOf } from "./text";

/** After how many steps of the log a new snapshot is worth its writing. */
const SNAPSHOT_EVERY = 500;

/** Whether what is on the screen is in the log: all of it, on its way, or not, and why. */
export type SaveState =
  | { readonly type: "saved" }
  | { readonly type: "saving" }
  | { readonly type: "failed"; readonly error: unknown };

/** Fired by a `Session` after each transaction, with the state before it. */
export class ChangeEvent extends Event {
  static readonly type = "change";
  constructor(
    readonly transaction: Transaction,
    readonly before: EditorState,
  ) {
    super(ChangeEvent.type);
  }
}

/** Fired by a `Session` when its `saveState` changes. */
export class SaveStateEvent extends Event {
  static readonly type = "save-state";
  constructor(readonly saveState: SaveState) {
    super(SaveStateEvent.type);
  }
}

/** One article, open in one tab. */
export class Session extends EventTarget {
  /** The document and everything beside it, now. */
  state: EditorState;
  /** Whether all of it is in the log. */
  saveState: SaveState = { type: "saved" };
  /** Ids of the commits this tab tried to append: if an answer is lost, its commit is known again. */
  private readonly sent = new Set<string>();
  /** Whether the log is known to have commits that this tab has not. */
  private isBehind = false;
  private syncing: Promise<void> | null = null;
  private trail = noTrail;
  private snapshotAt: number;

  /** This tab's name among those that write to the log. */
  private readonly tab: string;

  private constructor(
    readonly article: Id<"article">,
    private readonly log: CommitLog,
    readonly pen: Pen,
    at: ArticleAt,
    snapshotAt: number,
  ) {
    super();
    this.tab = pen.newId();
    this.state = articleState(at, this.tab, pen);
    this.snapshotAt = snapshotAt;
  }

  /** Opens an article: the latest snapshot and the rest of the log. An unknown one is empty. */
  static async open(article: Id<"article">, log: CommitLog, pen: Pen): Promise<Session> {
    const start = await latestSnapshot(article, log);
    const at = replay(start, await log.commitsSince(article, start.version));
    return new Session(article, log, pen, at, start.version);
  }

  /** Applies a transaction, with what it is to be accompanied by, and starts saving it. */
  dispatch(transaction: Transaction): void {
    const before = this.state;
    const tr = accompany(before, transaction, this.trail, this.pen);
    const { state } = before.applyTransaction(tr);
    if (state === before) return;
    this.state = state;
    this.trail = trailAfter(this.trail, before, tr);
    this.dispatchEvent(new ChangeEvent(tr, before));
    if (sendableSteps(state)) void this.save();
  }

  /** Runs a command; answers whether it applied. */
  run(command: Command): boolean {
    return command(this.state, (tr) => this.dispatch(tr));
  }

  /**
   * Appends what this tab has beyond the log, until nothing is pending. Never rejects: what went
   * wrong is the save state, and the next change or call tries again.
   */
  save(): Promise<void> {
    // Not at once: listeners to what it fires may call this again, and are to find it under way.
    if (this.hasWork()) this.syncing ??= Promise.resolve().then(() => this.sync());
    return this.syncing ?? Promise.resolve();
  }

  /** Takes in what another tab has appended. Call it when one says so. */
  catchUp(): Promise<void> {
    this.isBehind = true;
    return this.save();
  }

  private async sync(): Promise<void> {
    let outcome: SaveState = { type: "saved" };
    try {
      while (this.hasWork()) {
        if (this.isBehind) await this.receive();
        else await this.send();
        // Derived: without it the next opening only takes longer.
        await this.keepSnapshot().catch(() => undefined);
      }
    } catch (error) {
      this.isBehind = true;
      outcome = { type: "failed", error };
    }
    this.syncing = null;
    this.setSaveState(outcome);
  }

  private hasWork(): boolean {
    return this.isBehind || sendableSteps(this.state) !== null;
  }

  /** Appends all pending steps as one commit; when the version is taken, takes in what took it. */
  private async send(): Promise<void> {
    const { version, steps } = sendableSteps(this.state)!;
    const commit: Commit = {
      article: this.article,
      version,
      id: this.pen.newId(),
      author: this.pen.author,
      at: this.pen.now(),
      steps: steps.map((step) => step.toJSON() as unknown),
    };
    this.sent.add(commit.id);
    this.setSaveState({ type: "saving" });
    try {
      await this.log.append(commit, summarize(this.state, this.article, commit.at));
      this.take([commit]);
    } catch (error) {
      if (!(error instanceof VersionTaken)) throw error;
      await this.receive();
      // What took the version must be there to be read, or this would go on for ever.
      if (getVersion(this.state) === version) throw error;
    }
  }

  /** Takes in the commits of other tabs. */
  private async receive(): Promise<void> {
    this.isBehind = false;
    this.take(await this.log.commitsSince(this.article, getVersion(this.state)));
  }

  /** Confirms one's own commit, or rebases pending steps on another's. */
  private take(commits: readonly Commit[]): void {
    for (const commit of commits) {
      checkFollows(commit, getVersion(this.state));
      const isOwn = this.sent.has(commit.id);
      const steps = stepsOf(commit);
      const clients = steps.map(() => (isOwn ? this.tab : commit.id));
      const pending = sendableSteps(this.state)?.origins ?? [];
      this.dispatch(receiveTransaction(this.state, steps, clients, { mapSelectionBackward: true }));
      if (!isOwn) this.keepLost(pending, sendableSteps(this.state)?.origins ?? []);
    }
  }

  /**
   * Keeps the words that rebasing dropped, in the log as everything else: those of transactions that
   * have fewer pending steps than before. Not undone: what is undone is gone.
   */
  private keepLost(before: readonly Transaction[], after: readonly Transaction[]): void {
    const count = (all: readonly Transaction[], tr: Transaction) =>
      all.filter((each) => each === tr).length;
    const cut = [...new Set(before)].filter((tr) => count(after, tr) < count(before, tr));
    const lost = cut
      .map(({ steps }) => steps.map(insertedWords).join(""))
      .filter((words) => words.trim() !== "");
    if (lost.length > 0) this.run(outsideHistory(keepDisplaced(this.pen, lost)));
  }

  private async keepSnapshot(): Promise<void> {
    // Never with pending steps in it: the log would bring them once more.
    const version = getVersion(this.state);
    if (version - this.snapshotAt < SNAPSHOT_EVERY || sendableSteps(this.state)) return;
    this.snapshotAt = version;
    await this.log.saveSnapshot({
      article: this.article,
      version,
      document: this.state.doc.toJSON() as unknown,
      annotations: annotationsToJson(annotationsOf(this.state)),
    });
  }

  private setSaveState(saveState: SaveState): void {
    if (saveState.type === this.saveState.type && saveState.type !== "failed") return;
    this.saveState = saveState;
    this.dispatchEvent(new SaveStateEvent(saveState));
  }
}

/** Where to begin reading the log: a snapshot that can be read, else the beginning. It is only derived. */
async function latestSnapshot(article: Id<"article">, log: CommitLog): Promise<ArticleAt> {
  const snapshot = await log.snapshot(article);
  try {
    return snapshot ? fromSnapshot(snapshot) : beginning;
  } catch {
    return beginning;
  }
}

/** What the library shows of an article, as of `changed`. */
export function summarize(state: EditorState, article: Id<"article">, changed: string): Summary {
  const record = recordOf(state, "article", article);
  const claims = claimViews(state);
  const alive = currentEntry(record?.fields.alive);
  return {
    article,
    title: value(record, "name") || titleOf(state),
    outlet: value(record, "outlet") ?? "",
    claims: claims.length,
    judged: claims.filter(({ verdict }) => verdict !== null).length,
    changed,
    deleted: alive?.value === false ? alive.at : null,
  };
}
