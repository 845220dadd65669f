/** A wait at an object that may be evicted: it is begun again until the time is up. */

/** Between two attempts, in milliseconds. */
const PAUSE_MS = 50;

/** `undefined` where the time was up before a wait came to an end. */
export async function waitAnew<T>(ms: number, wait: (leftMs: number) => Promise<T>): Promise<T | undefined> {
  const until = Date.now() + ms;
  for (let left = ms; left > 0; left = until - Date.now()) {
    try {
      return await wait(left);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
  return undefined;
}
