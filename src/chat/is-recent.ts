/** Whether a signed request was made just now: a chat signs the time too, so that none is good for long. */

/** Either way: a clock ahead of ours makes no request good for longer. */
const TOLERANCE_SECONDS = 300;

/**
 * @param timestamp - as it came, in seconds
 * @param now - epoch milliseconds
 */
export function isRecent(timestamp: string, now: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now / 1_000 - Number(timestamp)) <= TOLERANCE_SECONDS;
}
