/** Asks again and again until the awaited answer comes. */
import { pause } from "./pause.ts";

/** Seconds that one request waits at the server; the server's own limit. */
export const WAIT_SECONDS = 30;

/** An answer that comes sooner than this was not waited for, in milliseconds. */
const SOON = 1_000;

const LONGEST_PAUSE = 10_000;

/** The server does the waiting; where it answers at once all the same, the pauses between requests grow. */
export async function waitUntil<T>(
  ask: () => Promise<T>,
  isReached: (value: T) => boolean,
  signal?: AbortSignal,
): Promise<T> {
  let pauseMs = SOON;
  for (;;) {
    const askedAt = Date.now();
    const value = await ask();
    if (isReached(value)) return value;
    const isSoon = Date.now() - askedAt < SOON;
    if (isSoon) await pause(pauseMs, signal);
    pauseMs = isSoon ? Math.min(pauseMs * 2, LONGEST_PAUSE) : SOON;
  }
}
