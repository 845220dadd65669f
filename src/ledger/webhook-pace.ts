/** When an event that did not arrive is sent again; and when its webhook is disabled. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Close together at first, since the events after it wait; then as Standard Webhooks recommends: three days in all.
 */
export const PAUSES_MS = [
  SECOND,
  5 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** So much of a pause is added by chance at most, so that what failed together does not come back together. */
const JITTER = 0.2;

/**
 * Milliseconds to wait after attempt number `attempt` (the first is 1) has failed; `null` where it was the last.
 *
 * @param random - uniform in [0, 1)
 * @param retryAfterMs - what the receiver asked for, which is not undercut
 */
export function nextPause(attempt: number, random: () => number, retryAfterMs = 0): number | null {
  const pause = PAUSES_MS[attempt - 1];
  if (pause === undefined) return null;
  return Math.round(Math.max(pause, retryAfterMs) * (1 + JITTER * random()));
}
