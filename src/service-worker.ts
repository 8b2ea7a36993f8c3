/**
 * The service worker: keeps every file of this version of the app, so that it opens without a
 * network and no half of it comes from another version. The build puts in the list of files and a
 * version that stands for their contents.
 *
 * A new version waits until no tab runs the old one: nothing here skips waiting. If a file cannot
 * be fetched, the installation fails as a whole, the old version stays, and the browser tries again.
 */

/** Addresses of all built files, relative to this one. */
declare const FILES: readonly string[];
/** Changes whenever one of the files does. */
declare const VERSION: string;

// What is used of a service worker's global scope. TypeScript's own declarations of it contradict
// those of a page, which the rest of the source is checked against.
interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends LastingEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
declare const self: {
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", listener: (event: LastingEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
};

const PREFIX = "tickmark-files-";
const CACHE = PREFIX + VERSION;
const PAGE = "./";

self.addEventListener("install", (event) => event.waitUntil(keepFiles()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => event.respondWith(answer(event.request)));

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  // Asks the server whether a file in the browser's own cache is still the current one.
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
}

/** Only the very first version finds pages to claim; a later one starts when all are closed. */
async function takeOver(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const wanted = request.mode === "navigate" ? PAGE : request;
  // A host may say that its answers vary with the request's headers; these files never do.
  return (await cache.match(wanted, { ignoreVary: true })) ?? fetch(request);
}

// Makes this file a module for TypeScript: its names are not those of a page.
export {};
