/** When to try a failed delivery again: from seconds to an hour, for about three days. */

const FIRST_MS = 2_000;
const LONGEST_MS = 3_600_000;

/** Attempts in all, the first included: eleven doublings, then 95 delays of three quarters of an hour on average. */
export const MAX_ATTEMPTS = 107;

/**
 * Milliseconds to wait after attempt number `attempt` (the first is 1) has failed.
 *
 * Half of each delay is random, so that deliveries which failed together do not come back together; that holds
 * for what the receiver asked for too, which is never undercut.
 *
 * @param random - uniform in [0, 1)
 * @param retryAfterMs - what the receiver asked for
 */
export function nextDelay(attempt: number, random: () => number, retryAfterMs?: number): number {
  const longest = Math.min(FIRST_MS * 2 ** Math.max(0, attempt - 1), LONGEST_MS);
  const jitter = Math.floor((longest / 2) * random());
  return Math.max(longest / 2, retryAfterMs ?? 0) + jitter;
}
