/**
 * The line to the database, which other tabs and the browser can cut: a tab with a newer Tickmark
 * needs everybody to let go before it can upgrade, and a browser closes databases when the disk
 * fails or the site's data is cleared. A cut line is opened anew at the next use. That either
 * works, or rejects with the reason (`VersionError`: upgraded meanwhile), which whoever wanted to
 * read or write is told.
 */
import type { IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import { migrations, openDatabase } from "./migrations";
import type { StoreSchema } from "./schema";

/** What the person should hear about. */
export interface ConnectionCallbacks {
  /** Opening waits for another tab with an older Tickmark to be closed. */
  blocked?(): void;
  /**
   * Another tab, with a newer Tickmark, takes the database over: this tab should be reloaded. What
   * is begun to be written before this returns is still written.
   */
  outdated?(): void;
}

/** A transaction that writes some of the stores. */
export type Writing<Name extends StoreNames<StoreSchema>> = IDBPTransaction<
  StoreSchema,
  Name[],
  "readwrite"
>;

/** A connection to one database; opened by the first `database()`. */
export class Connection {
  /** Undefined: not open, or cut. */
  private opening: Promise<IDBPDatabase<StoreSchema>> | undefined;

  constructor(
    private readonly name: string,
    private readonly callbacks: ConnectionCallbacks,
    private readonly steps = migrations,
  ) {}

  /** The open database. Start a transaction on it before awaiting anything else. */
  database(): Promise<IDBPDatabase<StoreSchema>> {
    return (this.opening ??= this.open());
  }

  /**
   * Does `work` in one transaction and resolves with its result once that is durable. When
   * anything in it fails, nothing of it is kept and the promise rejects with what failed. `work`
   * awaits nothing but the transaction's own requests.
   */
  async write<Name extends StoreNames<StoreSchema>, T>(
    stores: Name[],
    work: (transaction: Writing<Name>) => Promise<T>,
  ): Promise<T> {
    const database = await this.database();
    const transaction = database.transaction(stores, "readwrite", { durability: "strict" });
    // A failed request rejects `done` as well: heard here, so that it is not reported as unhandled.
    transaction.done.catch(() => {});
    try {
      const result = await work(transaction);
      await transaction.done;
      return result;
    } catch (error) {
      abort(transaction);
      throw isAbort(error) ? (transaction.error ?? error) : error;
    }
  }

  /** Lets go of the database, once transactions under way are done. */
  async close(): Promise<void> {
    (await this.opening)?.close();
  }

  private open(): Promise<IDBPDatabase<StoreSchema>> {
    const forget = (): void => {
      if (this.opening === opening) this.opening = undefined;
    };
    const callbacks = {
      blocked: () => this.callbacks.blocked?.(),
      blocking: () => {
        this.callbacks.outdated?.(); // First, so that a write begun in it has its transaction.
        forget();
        void opening.then((database) => database.close());
      },
      terminated: forget,
    };
    const opening = openDatabase(this.name, callbacks, this.steps);
    opening.catch(forget);
    return opening;
  }
}

/** Takes back what the transaction has written, unless the failure has done so. */
function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}

/** Whether a request failed only because its transaction did, which knows why (a full disk). */
function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
