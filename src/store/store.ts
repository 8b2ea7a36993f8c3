/**
 * Articles and the profile, kept in IndexedDB.
 *
 * The log of commits is the record. Its key is `[article, version]` and commits are added, never
 * put, so the database itself refuses the second of two tabs that write the same version. Snapshots
 * and summaries are derived from the log. Writes resolve when they are durable, and only then are
 * other tabs told.
 */
import { deleteDB } from "idb";
import { VersionTaken } from "../model/commit";
import type { Commit, CommitLog, Snapshot, Summary } from "../model/commit";
import type { Id } from "../model/record";
import { Connection } from "./connection";
import type { ConnectionCallbacks, Writing } from "./connection";
import { COMMITS, FORMAT, ME, PROFILE, SNAPSHOTS, SUMMARIES } from "./schema";
import type { KeptSummary, Profile, Stored } from "./schema";

/** What the store needs from outside, and what it tells. */
export interface StoreOptions extends ConnectionCallbacks {
  /** Makes a globally unique id, for the profile's author. */
  newId(): string;
}

/**
 * What another tab did: `appended` to an article's log, which holds `version` steps now (its
 * summary may have changed too), `replaced` what the log had from a version on, or `erased` the
 * article. A hint: a tab that is killed right after a commit says nothing, and the next append is
 * refused all the same.
 */
export type Change =
  | { readonly type: "appended"; readonly article: Id<"article">; readonly version: number }
  | {
      readonly type: "replaced";
      readonly article: Id<"article">;
      /** What the log had there before. */
      readonly before: readonly Commit[];
    }
  | { readonly type: "erased"; readonly article: Id<"article"> };

/** Thrown by `append` when the log lost its beginning: erased in another tab, or by the browser. */
export class ArticleErased extends Error {
  override readonly name = "ArticleErased";
}

/** Thrown when reading commits of a later `FORMAT`: this tab runs an old Tickmark, reload it. */
export class NewerFormat extends Error {
  override readonly name = "NewerFormat";
}

/**
 * Thrown where a log is written or read on that was replaced since: what is known of it is no longer
 * its beginning. The article is to be opened anew.
 */
export class LogReplaced extends Error {
  override readonly name = "LogReplaced";
}

/** A log that continues otherwise than it did: one that was merged with a colleague's. */
export interface Continuation {
  readonly article: Id<"article">;
  /** How many steps the log has that is to be continued. */
  readonly end: number;
  /** Up to which version it stays; `end` when nothing is replaced. */
  readonly from: number;
  /** What comes there, in order. */
  readonly commits: readonly Commit[];
}

/**
 * Opens the store, making or upgrading its database. Waits while another tab with an older
 * Tickmark is open (`blocked` is called); rejects with the browser's own error where it cannot be
 * opened, such as a `VersionError` when the database is newer than this code.
 */
export async function openStore(name: string, options: StoreOptions): Promise<Store> {
  const connection = new Connection(name, options);
  await connection.database();
  return new Store(name, connection, options.newId);
}

/**
 * Asks the browser not to clear the site's data when the disk runs low. False: it declined, and the
 * data is kept as long as there is room.
 */
export function requestPersistence(): Promise<boolean> {
  return navigator.storage.persist();
}

/**
 * An open store. Any of its promises may reject with the storage's own error (`DOMException`, by
 * name: `QuotaExceededError` when the disk is full, `VersionError` when a newer Tickmark has taken
 * the database over); what was to be written is then not written at all.
 */
export class Store implements CommitLog {
  private readonly channel: BroadcastChannel;
  private isClosed = false;

  constructor(
    private readonly name: string,
    private readonly connection: Connection,
    private readonly newId: () => string,
  ) {
    this.channel = new BroadcastChannel(name);
  }

  /**
   * Appends one commit and replaces the article's summary, both or neither, and resolves once they
   * are durable. Rejects with `VersionTaken` when the log has a commit at that version or does not
   * end there, and with `ArticleErased` when the log it would continue is gone. `replaced`: see `log`.
   */
  async append(commit: Commit, summary: Summary, replaced?: number): Promise<void> {
    const { article, version, steps } = commit;
    await this.connection.write([COMMITS, SUMMARIES], async (transaction) => {
      const commits = transaction.objectStore(COMMITS);
      // Without this a tab whose article was erased under it would save on, to a log that nobody
      // can open.
      if (version > 0 && !(await commits.getKey([article, 0]))) throw new ArticleErased(article);
      const end = version + steps.length;
      const kept = await transaction.objectStore(SUMMARIES).get(article);
      checkReplaced(kept, article, replaced);
      // A log that another tab has replaced may have no commit at that version, and not end there.
      checkEnd(kept, version);
      await commits.add({ ...commit, format: FORMAT }).catch((error: DOMException) => {
        throw error.name === "ConstraintError" ? new VersionTaken(`${article} ${version}`) : error;
      });
      await transaction.objectStore(SUMMARIES).put({ ...summary, end, ...timesReplaced(kept) });
    });
    this.tell({ type: "appended", article, version: version + steps.length });
  }

  /**
   * Continues a log otherwise, and replaces the article's summary, both or neither; resolves once
   * they are durable. A log that is not there yet has its end at 0. Rejects with `VersionTaken` when
   * the log does not end any more where it was said to.
   */
  async continue({ article, end, from, commits }: Continuation, summary: Summary): Promise<void> {
    const last = commits.at(-1);
    const version = last ? last.version + last.steps.length : end;
    const before = await this.connection.write(
      [COMMITS, SNAPSHOTS, SUMMARIES],
      async (transaction) => {
        const log = transaction.objectStore(COMMITS);
        const keptSummary = await transaction.objectStore(SUMMARIES).get(article);
        checkEnd(keptSummary, end);
        const replaced = await log.getAll(logFrom(article, from));
        if (replaced.length > 0 && from === end) throw new VersionTaken(`${article} ${end}`);
        await log.delete(logFrom(article, from));
        for (const commit of commits) await log.add({ ...commit, article, format: FORMAT });
        const kept = await transaction.objectStore(SNAPSHOTS).get(article);
        if (kept && kept.version > from) await transaction.objectStore(SNAPSHOTS).delete(article);
        const times = timesReplaced(keptSummary, replaced.length > 0 ? 1 : 0);
        await transaction.objectStore(SUMMARIES).put({ ...summary, end: version, ...times });
        return replaced.map(withoutFormat);
      },
    );
    if (before.length > 0) this.tell({ type: "replaced", article, before });
    else this.tell({ type: "appended", article, version });
  }

  /**
   * The article's log as it goes on now, for one session. Once a part of it is replaced, its reading
   * and its writing reject with `LogReplaced`, so that nobody goes on from what it was.
   */
  async log(article: Id<"article">): Promise<CommitLog> {
    const database = await this.connection.database();
    const replaced = (await database.get(SUMMARIES, article))?.replaced ?? 0;
    return {
      append: (commit, summary) => this.append(commit, summary, replaced),
      commitsSince: (id, version) => this.commitsSince(id, version, replaced),
      snapshot: (id) => this.snapshot(id),
      saveSnapshot: (snapshot) => this.saveSnapshot(snapshot, replaced),
    };
  }

  /**
   * The article's commits from `version` on, in order; none when there are no newer ones. `version`
   * is where a commit begins, as every version somebody has read up to is. Rejects with
   * `NewerFormat`. `replaced`: see `log`.
   */
  async commitsSince(
    article: Id<"article">,
    version: number,
    replaced?: number,
  ): Promise<readonly Commit[]> {
    const transaction = (await this.connection.database()).transaction([COMMITS, SUMMARIES]);
    const commits = await transaction.objectStore(COMMITS).getAll(logFrom(article, version));
    checkReplaced(await transaction.objectStore(SUMMARIES).get(article), article, replaced);
    const newer = commits.find((commit) => commit.format > FORMAT);
    if (newer) throw new NewerFormat(`${article} ${newer.version}`);
    return commits.map(withoutFormat);
  }

  /**
   * The latest snapshot. Undefined when there is none, or only one in another format: it is derived,
   * so the log is replayed instead.
   */
  async snapshot(article: Id<"article">): Promise<Snapshot | undefined> {
    const kept = await (await this.connection.database()).get(SNAPSHOTS, article);
    return kept?.format === FORMAT ? withoutFormat(kept) : undefined;
  }

  /**
   * Keeps a snapshot, unless a later one is kept already or the article has been erased.
   * `replaced`: see `log`.
   */
  async saveSnapshot(snapshot: Snapshot, replaced?: number): Promise<void> {
    const { article } = snapshot;
    await this.connection.write([COMMITS, SNAPSHOTS, SUMMARIES], async (transaction) => {
      checkReplaced(await transaction.objectStore(SUMMARIES).get(article), article, replaced);
      if (!(await transaction.objectStore(COMMITS).getKey([article, 0]))) return;
      const snapshots = transaction.objectStore(SNAPSHOTS);
      const kept = await snapshots.get(article);
      const stored = { ...snapshot, format: FORMAT };
      if (!kept || isLater(stored, kept)) await snapshots.put(stored);
    });
  }

  /** What the library shows: all articles, those in the trash too, in no order to rely on. */
  async summaries(): Promise<readonly Summary[]> {
    return (await (await this.connection.database()).getAll(SUMMARIES)).map(withoutEnd);
  }

  /** What the library shows of one article; undefined when there is no such article. */
  async summary(article: Id<"article">): Promise<Summary | undefined> {
    const kept = await (await this.connection.database()).get(SUMMARIES, article);
    return kept && withoutEnd(kept);
  }

  /** Removes all there is of an article, for good. Nothing happens when there is no such article. */
  async erase(article: Id<"article">): Promise<void> {
    await this.eraseChosen(() => [article]);
  }

  /**
   * Removes, for good, every article that has lain in the trash since before `before` (ISO 8601 in
   * UTC, as `toISOString` writes it) and still lies there: one that another tab restores meanwhile
   * is either kept, or the restoring is refused. Resolves with the ids removed.
   */
  eraseExpired(before: string): Promise<readonly Id<"article">[]> {
    const isExpired = ({ deleted }: Summary): boolean => deleted !== null && deleted < before;
    return this.eraseChosen((all) => all.filter(isExpired).map((summary) => summary.article));
  }

  /** Who works in this browser; made at the first call in any tab. */
  profile(): Promise<Profile> {
    return this.connection.write([PROFILE], (transaction) => this.ownProfile(transaction));
  }

  /** Keeps what the person in this browser calls themselves; empty: they are to have no name. */
  async setName(name: string): Promise<void> {
    await this.connection.write([PROFILE], async (transaction) => {
      const profile = await this.ownProfile(transaction);
      await transaction.objectStore(PROFILE).put({ ...profile, name }, ME);
    });
  }

  /** Calls `listener` with what other tabs do, never with what this store did, until stopped. */
  onChange(listener: (change: Change) => void): () => void {
    const hear = (event: MessageEvent<Change>): void => listener(event.data);
    this.channel.addEventListener("message", hear);
    return () => this.channel.removeEventListener("message", hear);
  }

  /** Lets go of the database. Writes under way are finished; the store is of no use afterwards. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.channel.close();
    await this.connection.close();
  }

  /** Closes the store and removes its database with everything in it. For tests. */
  async destroy(): Promise<void> {
    await this.close();
    await deleteDB(this.name);
  }

  /** Reads the profile, or makes it: in one transaction, so that two tabs cannot make two. */
  private async ownProfile(transaction: Writing<typeof PROFILE>): Promise<Profile> {
    const profiles = transaction.objectStore(PROFILE);
    const known = await profiles.get(ME);
    if (known) return known; // Nothing is written, so a full disk does not keep the app from starting.
    const made: Profile = { author: this.newId() };
    await profiles.add(made, ME);
    return made;
  }

  /** Removes the articles chosen from all summaries, choosing and removing in one transaction. */
  private async eraseChosen(
    choose: (summaries: readonly Summary[]) => readonly Id<"article">[],
  ): Promise<readonly Id<"article">[]> {
    const chosen = await this.connection.write(
      [COMMITS, SNAPSHOTS, SUMMARIES],
      async (transaction) => {
        const articles = choose(await transaction.objectStore(SUMMARIES).getAll());
        for (const article of articles) {
          await transaction.objectStore(COMMITS).delete(logFrom(article, 0));
          await transaction.objectStore(SNAPSHOTS).delete(article);
          await transaction.objectStore(SUMMARIES).delete(article);
        }
        return articles;
      },
    );
    for (const article of chosen) this.tell({ type: "erased", article });
    return chosen;
  }

  private tell(change: Change): void {
    // A write may outlast `close`, and a closed channel throws.
    if (!this.isClosed) this.channel.postMessage(change);
  }
}

/** Throws `VersionTaken` when the log that a summary was kept with ends elsewhere. */
function checkEnd(kept: KeptSummary | undefined, version: number): void {
  if (kept?.end !== undefined && kept.end !== version)
    throw new VersionTaken(`The log ends at ${kept.end}, not at ${version}`);
}

/** Throws `LogReplaced` when the log was replaced more often than somebody knows; undefined: any. */
function checkReplaced(
  kept: KeptSummary | undefined,
  article: Id<"article">,
  known: number | undefined,
): void {
  if (known !== undefined && (kept?.replaced ?? 0) !== known) throw new LogReplaced(article);
}

/** How often a log was replaced, as its summary keeps it. */
function timesReplaced(kept: KeptSummary | undefined, more = 0): Pick<KeptSummary, "replaced"> {
  const replaced = (kept?.replaced ?? 0) + more;
  return replaced > 0 ? { replaced } : {};
}

/** The keys of an article's commits from `version` on. (An array sorts after every number.) */
function logFrom(article: Id<"article">, version: number): IDBKeyRange {
  return IDBKeyRange.bound([article, version], [article, []]);
}

/** Whether `a` holds more than `b`; one in an older format is worth less, whatever it holds. */
function isLater(a: Stored<Snapshot>, b: Stored<Snapshot>): boolean {
  return a.format > b.format || (a.format === b.format && a.version > b.version);
}

function withoutFormat<T>({ format: _format, ...value }: Stored<T>): Omit<Stored<T>, "format"> {
  return value;
}

function withoutEnd({ end: _end, replaced: _replaced, ...summary }: KeptSummary): Summary {
  return summary;
}
