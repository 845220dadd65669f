/**
 * Requests seen before: one that comes again is a replay. Each isolate remembers only its own; a replay that reaches
 * another isolate still decides nothing twice, since a person answers an approval once.
 */

/** As long as a signature is good for, either way. */
const KEPT_MS = 600_000;
const MOST_KEPT = 5_000;

export interface SeenRequests {
  /** Notes the signature, and says whether it is new. */
  readonly isNew: (signature: string, now: number) => boolean;
}

export function createSeenRequests(): SeenRequests {
  const seen = new Map<string, number>();

  function isNew(signature: string, now: number): boolean {
    if (seen.has(signature)) return false;
    seen.set(signature, now);
    forgetOldest(now);
    return true;
  }

  /** They stand in the order in which they came. */
  function forgetOldest(now: number): void {
    for (const [signature, at] of seen) {
      if (seen.size <= MOST_KEPT && now - at <= KEPT_MS) return;
      seen.delete(signature);
    }
  }

  return { isNew };
}
