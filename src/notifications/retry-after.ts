/** The Retry-After header (RFC 9110 §10.2.3): seconds, or a date. */

/** A receiver may slow us down, not silence us for good. */
export const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

const SECONDS = /^\d{1,15}$/;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds to wait from `now`, at most a day; `undefined` where the header says nothing that can be read. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (SECONDS.test(text)) return bounded(Number(text) * 1_000);
  if (!HTTP_DATE.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : bounded(date - now);
}

function bounded(ms: number): number {
  return Math.min(Math.max(0, ms), MAX_RETRY_AFTER_MS);
}
