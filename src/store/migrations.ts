/**
 * How a database of any earlier version becomes today's.
 *
 * A migration that has been released is never edited: databases made by it are out there. It uses
 * only the transaction it is handed, awaits nothing but that transaction's requests (it would end
 * under anything else), and never drops what a person made.
 */
import { openDB } from "idb";
import type { IDBPDatabase, IDBPTransaction, OpenDBCallbacks, StoreNames } from "idb";
import { COMMITS, PROFILE, SNAPSHOTS, SUMMARIES } from "./schema";
import type { StoreSchema } from "./schema";

/** The transaction an upgrade runs in, over all stores. */
export type Upgrade = IDBPTransaction<StoreSchema, StoreNames<StoreSchema>[], "versionchange">;

/** Takes the database from one version to the next. */
export type Migration = (transaction: Upgrade) => void | Promise<void>;

/** In order: the nth leads to version n. */
export const migrations: readonly Migration[] = [createStores];

/** The version of the database that this code reads and writes. */
export const VERSION = migrations.length;

/** Version 1: the log, what is derived from it, and the profile. */
function createStores({ db }: Upgrade): void {
  db.createObjectStore(COMMITS, { keyPath: ["article", "version"] });
  db.createObjectStore(SNAPSHOTS, { keyPath: "article" });
  db.createObjectStore(SUMMARIES, { keyPath: "article" });
  db.createObjectStore(PROFILE);
}

/**
 * Opens the database at the version the last of `steps` leads to, running those it has not had.
 * When one fails the database stays as it was, and the promise rejects with that failure; it
 * rejects with a `VersionError` when the database is newer than this code.
 */
export async function openDatabase(
  name: string,
  callbacks: Omit<OpenDBCallbacks<StoreSchema>, "upgrade"> = {},
  steps = migrations,
): Promise<IDBPDatabase<StoreSchema>> {
  let failure: unknown;
  const upgrade = async (transaction: Upgrade, oldVersion: number): Promise<void> => {
    // An abort is told by the open request; that of `done` is the same news, with nobody listening.
    transaction.done.catch(() => {});
    try {
      for (const [index, migrate] of steps.entries()) {
        if (oldVersion < index + 1) await migrate(transaction);
      }
    } catch (error) {
      failure = error;
      transaction.abort();
    }
  };
  try {
    return await openDB<StoreSchema>(name, steps.length, {
      ...callbacks,
      upgrade: (_database, oldVersion, _newVersion, transaction) =>
        void upgrade(transaction, oldVersion),
    });
  } catch (error) {
    throw failure ?? error; // The request itself only says AbortError.
  }
}
