/** The rule by which a request is sent again, and after how long. Pure. */

/** An answer by its status, or none: the connection failed or took too long. */
export interface Attempted {
  readonly status: number | "none";
  /** The header Retry-After. */
  readonly retryAfter: string | null;
}

export interface RetryRule {
  /** Sent twice, it does the same as once. */
  readonly repeatable: boolean;
  /** How often it was sent, from 1. */
  readonly attempts: number;
  readonly now: number;
  /** From 0 up to 1. */
  readonly random: number;
}

/** The longest that anybody is kept waiting for another attempt, in milliseconds. */
const MOST_PAUSE = 30_000;

const FIRST_PAUSE = 500;

/** Milliseconds until the next attempt; `null`: the answer stands. */
export function retryPause({ status, retryAfter }: Attempted, rule: RetryRule): number | null {
  const asked = status === 429 || status === 503 ? parseRetryAfter(retryAfter, rule.now) : null;
  // Whoever says when to come again has done nothing yet.
  if (asked !== null) return asked <= MOST_PAUSE ? asked : null;
  if (!rule.repeatable || !isPassing(status)) return null;
  return Math.min(MOST_PAUSE, FIRST_PAUSE * 2 ** (rule.attempts - 1)) * (0.5 + rule.random / 2);
}

function isPassing(status: number | "none"): boolean {
  return status === "none" || status === 429 || status >= 500;
}

/** Seconds, or a date (RFC 9110). */
function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
