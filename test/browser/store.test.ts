import { deleteDB, openDB } from "idb";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { cdp } from "vitest/browser";
import { VersionTaken } from "../../src/model/commit";
import type { Commit, Snapshot, Summary } from "../../src/model/commit";
import type { Id } from "../../src/model/record";
import { Connection } from "../../src/store/connection";
import { migrations, openDatabase, VERSION } from "../../src/store/migrations";
import type { Upgrade } from "../../src/store/migrations";
import { COMMITS, FORMAT, SNAPSHOTS, SUMMARIES } from "../../src/store/schema";
import { ArticleErased, NewerFormat, openStore } from "../../src/store/store";
import type { Change, Store, StoreOptions } from "../../src/store/store";

const ferry = "ferry" as Id<"article">;
const storm = "storm" as Id<"article">;

/** A database's name of the running test's own; the database is gone when the test is over. */
function freshName(): string {
  const name = `test-${crypto.randomUUID()}`;
  onTestFinished(() => deleteDB(name));
  return name;
}

/** A tab on a database, by default one of its own. */
async function tab(name = freshName(), options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore(name, { newId: () => crypto.randomUUID(), ...options });
  onTestFinished(() => store.close());
  return store;
}

/** Two tabs on one database. */
async function twoTabs(): Promise<[Store, Store]> {
  const name = freshName();
  return [await tab(name), await tab(name)];
}

function commit(article: Id<"article">, version: number, steps = 1, id = "commit"): Commit {
  return {
    article,
    version,
    id: `${id}-${version}`,
    author: "ann",
    at: "2026-03-01T10:00:00.000Z",
    steps: Array.from({ length: steps }, (_, index) => ({ stepType: "replace", index })),
  };
}

function summary(article: Id<"article">, fields: Partial<Summary> = {}): Summary {
  const changed = "2026-03-01T10:00:00.000Z";
  return {
    article,
    title: article,
    outlet: "",
    claims: 0,
    judged: 0,
    changed,
    deleted: null,
    ...fields,
  };
}

function snapshot(article: Id<"article">, version: number): Snapshot {
  return { article, version, document: { type: "doc" }, annotations: { version } };
}

/** Puts one record into a store's database as some other program would. */
async function plant(name: string, store: string, value: unknown): Promise<void> {
  const database = await openDB(name);
  await database.put(store, value);
  database.close();
}

/** The next thing `store` hears from other tabs. */
function nextChange(store: Store): Promise<Change> {
  return new Promise((resolve) => {
    const stop = store.onChange((change) => (stop(), resolve(change)));
  });
}

/** All of a database's records of one article, by store. */
async function recordsOf(name: string, article: Id<"article">): Promise<Record<string, number>> {
  const database = await openDatabase(name);
  const all = await Promise.all(
    ([COMMITS, SNAPSHOTS, SUMMARIES] as const).map(async (store) => {
      const records: { article: string }[] = await database.getAll(store);
      return [store, records.filter((record) => record.article === article).length];
    }),
  );
  database.close();
  return Object.fromEntries(all);
}

describe("the log", () => {
  test("commits are read back in order, as they were appended", async () => {
    const store = await tab();
    const commits = [commit(ferry, 0, 2), commit(ferry, 2, 9), commit(ferry, 11)];
    for (const each of commits) await store.append(each, summary(ferry));
    expect(await store.commitsSince(ferry, 0)).toEqual(commits);
    expect(await store.commitsSince(ferry, 2)).toEqual(commits.slice(1));
    expect(await store.commitsSince(ferry, 12)).toEqual([]);
  });

  test("articles whose ids begin alike keep apart", async () => {
    const store = await tab();
    const ferry2 = "ferry2" as Id<"article">;
    await store.append(commit(ferry, 0), summary(ferry));
    await store.append(commit(ferry2, 0), summary(ferry2));
    expect(await store.commitsSince(ferry, 0)).toEqual([commit(ferry, 0)]);
  });

  test("a taken version is refused and leaves neither commit nor summary", async () => {
    const store = await tab();
    await store.append(commit(ferry, 0, 1, "first"), summary(ferry, { claims: 1 }));
    const second = store.append(commit(ferry, 0, 3, "second"), summary(ferry, { claims: 2 }));
    await expect(second).rejects.toBeInstanceOf(VersionTaken);
    expect(await store.commitsSince(ferry, 0)).toEqual([commit(ferry, 0, 1, "first")]);
    expect(await store.summary(ferry)).toEqual(summary(ferry, { claims: 1 }));
  });

  test("of two tabs that append at one version exactly one wins", async () => {
    const [a, b] = await twoTabs();
    const results = await Promise.allSettled([
      a.append(commit(ferry, 0, 1, "a"), summary(ferry, { title: "a" })),
      b.append(commit(ferry, 0, 1, "b"), summary(ferry, { title: "b" })),
    ]);
    const winner = results[0].status === "fulfilled" ? "a" : "b";
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await a.commitsSince(ferry, 0)).toEqual([commit(ferry, 0, 1, winner)]);
    expect(await b.summary(ferry)).toEqual(summary(ferry, { title: winner }));
  });

  test("a commit whose summary cannot be written is not written either", async () => {
    const store = await tab();
    const unwritable = summary(ferry, { title: (() => "") as unknown as string });
    await expect(store.append(commit(ferry, 0), unwritable)).rejects.toThrow(/could not be cloned/);
    expect(await store.commitsSince(ferry, 0)).toEqual([]);
  });

  test("a log that lost its beginning is not continued", async () => {
    const [a, b] = await twoTabs();
    await a.append(commit(ferry, 0), summary(ferry));
    await b.erase(ferry);
    await expect(a.append(commit(ferry, 1), summary(ferry))).rejects.toBeInstanceOf(ArticleErased);
    expect(await b.summaries()).toEqual([]);
  });

  test("commits of a later format are not read as if they were ours", async () => {
    const name = freshName();
    const store = await tab(name);
    await store.append(commit(ferry, 0), summary(ferry));
    await plant(name, COMMITS, { ...commit(ferry, 1), format: FORMAT + 1 });
    await expect(store.commitsSince(ferry, 0)).rejects.toBeInstanceOf(NewerFormat);
  });
});

describe("a log that is continued otherwise", () => {
  /** Waits until a store hears something. */
  const hears = (store: Store, expected: Change): Promise<void> =>
    new Promise((resolve) => {
      const stop = store.onChange((change) => {
        if (JSON.stringify(change) !== JSON.stringify(expected)) return;
        stop();
        resolve();
      });
    });

  /** A log of three commits, in a database of its own. */
  async function log(store: Store) {
    const commits = [commit(ferry, 0, 2), commit(ferry, 2, 3), commit(ferry, 5)];
    for (const each of commits) await store.append(each, summary(ferry));
    return commits;
  }
  const other = (version: number) => commit(ferry, version, 2, "other");

  test("grows at its end by several commits at once", async () => {
    const [store, second] = await twoTabs();
    const heard = hears(second, { type: "appended", article: ferry, version: 10 });
    const commits = await log(store);
    const more = [other(6), other(8)];
    const continuation = { article: ferry, end: 6, from: 6, commits: more };
    await store.continue(continuation, summary(ferry, { claims: 4 }));
    expect(await store.commitsSince(ferry, 0)).toEqual([...commits, ...more]);
    expect(await store.summary(ferry)).toEqual(summary(ferry, { claims: 4 }));
    await heard;
  });
  test("has other commits from a version on, and tells what it had", async () => {
    const [store, second] = await twoTabs();
    const commits = await log(store);
    const before = commits.slice(1);
    const heard = hears(second, { type: "replaced", article: ferry, before });
    await store.saveSnapshot(snapshot(ferry, 5));
    await store.continue({ article: ferry, end: 6, from: 2, commits: [other(2)] }, summary(ferry));
    expect(await store.commitsSince(ferry, 0)).toEqual([commits[0], other(2)]);
    expect(await store.snapshot(ferry)).toBeUndefined();
    await heard;
  });
  test("keeps a snapshot of what stays", async () => {
    const store = await tab();
    await log(store);
    await store.saveSnapshot(snapshot(ferry, 2));
    await store.continue({ article: ferry, end: 6, from: 2, commits: [other(2)] }, summary(ferry));
    expect(await store.snapshot(ferry)).toEqual(snapshot(ferry, 2));
  });
  test("begins with it, when there was none", async () => {
    const store = await tab();
    await store.continue({ article: storm, end: 0, from: 0, commits: [other(0)] }, summary(storm));
    expect(await store.commitsSince(storm, 0)).toEqual([{ ...other(0), article: storm }]);
    expect(await store.summaries()).toEqual([summary(storm)]);
  });
  test("is left alone when it has grown meanwhile", async () => {
    const [store, second] = await twoTabs();
    const commits = await log(store);
    await second.append(commit(ferry, 6), summary(ferry));
    const late = store.continue({ article: ferry, end: 6, from: 2, commits: [] }, summary(ferry));
    await expect(late).rejects.toBeInstanceOf(VersionTaken);
    expect(await store.commitsSince(ferry, 0)).toEqual([...commits, commit(ferry, 6)]);
  });
  test("takes no commit of a tab that still has the log as it was", async () => {
    const [store, second] = await twoTabs();
    await log(store);
    await store.continue({ article: ferry, end: 6, from: 2, commits: [other(2)] }, summary(ferry));
    const stale = second.append(commit(ferry, 6), summary(ferry));
    await expect(stale).rejects.toBeInstanceOf(VersionTaken);
    expect(await store.commitsSince(ferry, 4)).toEqual([]);
  });
});

describe("a full disk", () => {
  const { origin } = location;

  /** A megabyte for the site; clearing it makes the browser measure anew instead of remembering. */
  async function fillDisk(): Promise<void> {
    await cdp().send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1_000_000 });
    await cdp().send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
    onTestFinished(makeRoom);
  }

  async function makeRoom(): Promise<void> {
    await cdp().send("Storage.overrideQuotaForOrigin", { origin });
  }

  test("is told by its name, and nothing of the commit is kept", async () => {
    await fillDisk();
    const store = await tab();
    await store.append(commit(ferry, 0), summary(ferry));
    // Random, because the browser compresses what it stores.
    const words = Array.from({ length: 1e5 }, () => crypto.randomUUID());
    const large = { ...commit(ferry, 1), steps: words };
    await expect(store.append(large, summary(ferry, { claims: 9 }))).rejects.toMatchObject({
      name: "QuotaExceededError",
    });
    expect(await store.commitsSince(ferry, 1)).toEqual([]);
    expect(await store.summary(ferry)).toEqual(summary(ferry));

    await makeRoom();
    await store.append(large, summary(ferry, { claims: 9 }));
    expect(await store.commitsSince(ferry, 1)).toEqual([large]);
  });
});

describe("snapshots", () => {
  test("an article has none at first", async () => {
    expect(await (await tab()).snapshot(ferry)).toBeUndefined();
  });

  test("the latest is kept and never goes backwards", async () => {
    const store = await tab();
    await store.append(commit(ferry, 0, 9), summary(ferry));
    for (const version of [3, 9, 5]) await store.saveSnapshot(snapshot(ferry, version));
    expect(await store.snapshot(ferry)).toEqual(snapshot(ferry, 9));
  });

  test("one of an earlier format is not read, and gives way whatever it holds", async () => {
    const name = freshName();
    const store = await tab(name);
    await store.append(commit(ferry, 0, 9), summary(ferry));
    await plant(name, SNAPSHOTS, { ...snapshot(ferry, 9), format: FORMAT - 1 });
    expect(await store.snapshot(ferry)).toBeUndefined();
    await store.saveSnapshot(snapshot(ferry, 5));
    expect(await store.snapshot(ferry)).toEqual(snapshot(ferry, 5));
  });

  test("one of a later format is not read, and stays", async () => {
    const name = freshName();
    const store = await tab(name);
    await store.append(commit(ferry, 0, 9), summary(ferry));
    await plant(name, SNAPSHOTS, { ...snapshot(ferry, 3), format: FORMAT + 1 });
    await store.saveSnapshot(snapshot(ferry, 9));
    expect(await store.snapshot(ferry)).toBeUndefined();
  });

  test("an erased article does not come back as a snapshot", async () => {
    const store = await tab();
    await store.append(commit(ferry, 0), summary(ferry));
    await store.erase(ferry);
    await store.saveSnapshot(snapshot(ferry, 1));
    expect(await store.snapshot(ferry)).toBeUndefined();
  });
});

describe("the library", () => {
  test("shows every article as its last commit left it", async () => {
    const store = await tab();
    await store.append(commit(ferry, 0), summary(ferry));
    await store.append(commit(storm, 0), summary(storm));
    await store.append(commit(ferry, 1), summary(ferry, { claims: 1 }));
    const shown = await store.summaries();
    expect(shown).toHaveLength(2);
    expect(shown).toContainEqual(summary(ferry, { claims: 1 }));
    expect(shown).toContainEqual(summary(storm));
  });

  test("has nothing to say about an unknown article", async () => {
    expect(await (await tab()).summary(ferry)).toBeUndefined();
  });
});

describe("erasing", () => {
  test("removes everything of one article and nothing of others", async () => {
    const name = freshName();
    const store = await tab(name);
    for (const article of [ferry, storm]) {
      await store.append(commit(article, 0, 2), summary(article));
      await store.append(commit(article, 2), summary(article));
      await store.saveSnapshot(snapshot(article, 2));
    }
    await store.erase(ferry);
    expect(await recordsOf(name, ferry)).toEqual({ commits: 0, snapshots: 0, summaries: 0 });
    expect(await recordsOf(name, storm)).toEqual({ commits: 2, snapshots: 1, summaries: 1 });
  });

  const expiry = "2026-03-01T00:00:00.000Z";
  const expired = { deleted: "2026-02-28T23:59:59.999Z" };

  test("expired trash goes, later trash and the rest stay", async () => {
    const store = await tab();
    const fresh = "fresh" as Id<"article">;
    await store.append(commit(ferry, 0), summary(ferry, expired));
    await store.append(commit(fresh, 0), summary(fresh, { deleted: expiry }));
    await store.append(commit(storm, 0), summary(storm));
    expect(await store.eraseExpired(expiry)).toEqual([ferry]);
    expect((await store.summaries()).map(({ article }) => article).sort()).toEqual([fresh, storm]);
    expect(await store.commitsSince(ferry, 0)).toEqual([]);
  });

  test("an article restored before the trash is emptied stays", async () => {
    const [a, b] = await twoTabs();
    await a.append(commit(ferry, 0), summary(ferry, expired));
    const restored = a.append(commit(ferry, 1), summary(ferry));
    expect(await b.eraseExpired(expiry)).toEqual([]);
    await restored;
    expect(await b.commitsSince(ferry, 0)).toHaveLength(2);
  });

  test("an article erased before it is restored is wholly gone, and the restorer is told", async () => {
    const [a, b] = await twoTabs();
    await a.append(commit(ferry, 0), summary(ferry, expired));
    const erased = b.eraseExpired(expiry);
    await expect(a.append(commit(ferry, 1), summary(ferry))).rejects.toBeInstanceOf(ArticleErased);
    expect(await erased).toEqual([ferry]);
    expect(await a.summaries()).toEqual([]);
  });
});

describe("tabs", () => {
  test("others hear of a commit once they can read it", async () => {
    const [a, b] = await twoTabs();
    const heard = nextChange(b).then(async (change) => [change, await b.commitsSince(ferry, 0)]);
    await a.append(commit(ferry, 0, 3), summary(ferry));
    expect(await heard).toEqual([
      { type: "appended", article: ferry, version: 3 },
      [commit(ferry, 0, 3)],
    ]);
  });

  test("others hear of an erased article", async () => {
    const [a, b] = await twoTabs();
    const appended = nextChange(b);
    await a.append(commit(ferry, 0), summary(ferry));
    await appended;
    const heard = nextChange(b);
    await a.erase(ferry);
    expect(await heard).toEqual({ type: "erased", article: ferry });
  });

  test("a tab hears neither itself, nor what failed, nor anything after it stopped listening", async () => {
    const [a, b] = await twoTabs();
    const heard: Change[] = [];
    a.onChange((change) => heard.push(change));
    const stop = a.onChange(() => expect.unreachable());
    stop();
    await a.append(commit(ferry, 0), summary(ferry));
    await b.append(commit(ferry, 0), summary(ferry)).catch(() => {});
    const last = nextChange(a);
    await b.append(commit(ferry, 1), summary(ferry));
    await last;
    expect(heard).toEqual([{ type: "appended", article: ferry, version: 2 }]);
  });

  test("a write under way is finished when the store closes", async () => {
    const name = freshName();
    const store = await tab(name);
    const appended = store.append(commit(ferry, 0), summary(ferry));
    await Promise.all([appended, store.close()]);
    expect(await (await tab(name)).commitsSince(ferry, 0)).toHaveLength(1);
  });
});

describe("the profile", () => {
  test("is made once, even by two tabs at the same time", async () => {
    const [a, b] = await twoTabs();
    const [first, second] = await Promise.all([a.profile(), b.profile()]);
    expect(first.author).toMatch(/./);
    expect(second).toEqual(first);
    expect(await a.profile()).toEqual(first);
  });
});

describe("the connection", () => {
  /** What a tab with the next version of Tickmark does first. */
  const upgrade = (name: string, blocked = () => {}) =>
    openDB(name, VERSION + 1, { blocked }).then((database) => database.close());

  test("closes when a newer version wants to upgrade, and says so", async () => {
    const name = freshName();
    const told: string[] = [];
    const store = await tab(name, { outdated: () => told.push("outdated") });
    await upgrade(name, () => told.push("newer tab blocked"));
    expect(told).toEqual(["outdated"]);
    await expect(store.append(commit(ferry, 0), summary(ferry))).rejects.toMatchObject({
      name: "VersionError",
    });
  });

  test("finishes its writes before a newer version takes over", async () => {
    const name = freshName();
    const store = await tab(name);
    const appended = store.append(commit(ferry, 0), summary(ferry));
    await Promise.all([appended, upgrade(name)]);
    const database = await openDB(name);
    expect(await database.count(COMMITS)).toBe(1);
    database.close();
  });

  test("still writes what is handed in on hearing of the newer version", async () => {
    const name = freshName();
    let last: Promise<void> | undefined;
    const outdated = () => void (last = store.append(commit(ferry, 0), summary(ferry)));
    const store = await tab(name, { outdated });
    await upgrade(name);
    await last;
    const database = await openDB(name);
    expect(await database.count(COMMITS)).toBe(1);
    database.close();
  });

  test("tells what failed, not the abort that it led to", async () => {
    const connection = new Connection(freshName(), {});
    const writing = connection.write([SUMMARIES], async (transaction) => {
      const summaries = transaction.objectStore(SUMMARIES);
      const twice = [summary(ferry), summary(ferry)];
      for (const each of twice) summaries.add(each).catch(() => {});
      await summaries.put(summary(storm));
    });
    await expect(writing).rejects.toMatchObject({ name: "ConstraintError" });
    await connection.close();
  });

  test("says when an older tab holds it up, and goes on once that is closed", async () => {
    const name = freshName();
    const older = await openDB(name, VERSION);
    const blocked = vi.fn(() => older.close());
    const newer = new Connection(name, { blocked }, [...migrations, () => {}]);
    await newer.database();
    expect(blocked).toHaveBeenCalledOnce();
    await newer.close();
  });

  test("is opened anew when the browser has cut it", async () => {
    const name = freshName();
    const store = await tab(name);
    await store.append(commit(ferry, 0), summary(ferry));
    // Clears the site's data of one database, which closes it under the tabs that have it open.
    await cdp().send("IndexedDB.deleteDatabase", {
      securityOrigin: location.origin,
      databaseName: name,
    });
    expect(await store.summaries()).toEqual([]);
    await expect(store.append(commit(ferry, 1), summary(ferry))).rejects.toBeInstanceOf(
      ArticleErased,
    );
    await store.append(commit(storm, 0), summary(storm));
  });

  test("is refused when the database is newer than the code", async () => {
    const name = freshName();
    await upgrade(name);
    await expect(tab(name)).rejects.toMatchObject({ name: "VersionError" });
  });
});

describe("migrations", () => {
  /** What a store of an earlier version holds: its structure, and records. */
  interface Fixture {
    readonly version: number;
    readonly stores: Readonly<Record<string, FixtureStore>>;
  }
  interface FixtureStore {
    readonly keyPath: string | string[] | null;
    readonly records: readonly { readonly key?: string; readonly value: unknown }[];
  }
  const fixtures = Object.values(
    import.meta.glob<Fixture>("../fixtures/store-v*.json", { eager: true, import: "default" }),
  );

  /** A database as that version left it, made without our code. */
  async function restore({ version, stores }: Fixture): Promise<string> {
    const name = freshName();
    const database = await openDB(name, version, {
      upgrade(made) {
        for (const [store, { keyPath }] of Object.entries(stores)) {
          made.createObjectStore(store, { keyPath });
        }
      },
    });
    for (const [store, { records }] of Object.entries(stores)) {
      for (const { value, key } of records) await database.put(store, value, key);
    }
    database.close();
    return name;
  }

  /** The database's stores and their key paths. */
  async function structureOf(name: string): Promise<Record<string, unknown>> {
    const database = await openDB(name);
    const stores = [...database.objectStoreNames];
    const structure = stores.map((store) => [store, database.transaction(store).store.keyPath]);
    database.close();
    return Object.fromEntries(structure);
  }

  /** Opens the database with the code of each version in turn. */
  async function openThrough(name: string, from: number): Promise<void> {
    for (let version = from; version <= VERSION; version++) {
      (await openDatabase(name, {}, migrations.slice(0, version))).close();
    }
  }

  test("there is a fixture of every version", () => {
    expect(fixtures.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });

  test.for(fixtures)("version $version is still made as it was released", async (fixture) => {
    const name = freshName();
    (await openDatabase(name, {}, migrations.slice(0, fixture.version))).close();
    expect(await structureOf(name)).toEqual(await structureOf(await restore(fixture)));
  });

  test.for(fixtures)(
    "version $version opens through every later one, with all in it",
    async (fixture) => {
      const name = await restore(fixture);
      await openThrough(name, fixture.version);
      const store = await tab(name);
      const kept = "article-kept" as Id<"article">;
      expect((await store.commitsSince(kept, 0)).map(({ id }) => id)).toEqual([
        "commit-1",
        "commit-2",
      ]);
      expect(await store.snapshot(kept)).toMatchObject({ version: 2, document: { type: "doc" } });
      expect(await store.summary(kept)).toMatchObject({
        title: "Ferry “sinks”",
        claims: 2,
        judged: 1,
      });
      expect(await store.profile()).toEqual({ author: "author-1" });
      expect(await store.eraseExpired("2026-02-06")).toEqual(["article-trashed"]);
      await store.append(commit(kept, 3), summary(kept));
    },
  );

  test.for(fixtures)("version $version opens at once in today's", async (fixture) => {
    const [leaping, walking] = [await restore(fixture), await restore(fixture)];
    await openThrough(walking, fixture.version);
    (await openDatabase(leaping)).close();
    expect(await structureOf(leaping)).toEqual(await structureOf(walking));
  });

  test("only those the database has not had are run, in order", async () => {
    const name = freshName();
    const ran: number[] = [];
    const next = [2, 3].map((version) => () => void ran.push(version));
    (await openDatabase(name, {}, migrations)).close();
    (await openDatabase(name, {}, [...migrations, ...next])).close();
    (await openDatabase(name, {}, [...migrations, ...next])).close();
    expect(ran).toEqual([2, 3]);
  });

  test("one that fails leaves the database as it was, and its failure is told", async () => {
    const name = freshName();
    const store = await tab(name);
    await store.append(commit(ferry, 0), summary(ferry));
    const fail = async (upgrade: Upgrade): Promise<void> => {
      await upgrade.objectStore(COMMITS).clear();
      throw new Error("cannot read commit 7");
    };
    await expect(openDatabase(name, {}, [...migrations, fail])).rejects.toThrow("commit 7");
    expect(await store.commitsSince(ferry, 0)).toEqual([commit(ferry, 0)]);
  });
});
