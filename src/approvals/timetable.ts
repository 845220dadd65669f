/** When the object must be woken next: the earliest of everything due, overdue things included. */

/** Outcome and token hashes outlive the end by this long, in milliseconds: 30 days. */
export const KEEP_AFTER_END_MS = 30 * 86_400_000;

export interface DueTimes {
  /** End of time while it is open. */
  readonly expiresAt: number | null;
  /** The earliest effect still to be done. */
  readonly effectAt: number | null;
  readonly eraseAt: number | null;
}

/** Epoch milliseconds, or `null` where nothing is due any more. */
export function nextDue(times: DueTimes): number | null {
  const due = [times.expiresAt, times.effectAt, times.eraseAt].filter((time) => time !== null);
  return due.length === 0 ? null : Math.min(...due);
}
