import { scriptAddress } from "./trusted-types";

/**
 * Lets the built app open without a network, from the next load on. Does nothing in development,
 * where files change under a service worker, and in browsers that have none. Rejects when the
 * browser refuses (a private window, a full disk, an insecure address); the app works on, online.
 */
export async function keepForOffline(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(scriptAddress("serviceWorker") as string);
}
