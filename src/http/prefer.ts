/** The Prefer header (RFC 7240): how long the caller would wait for an answer. */

/** Longest that anybody may wait for an answer. */
export const MAX_WAIT_SECONDS = 30;

/** Seconds of `wait=N`, at most 30; 0 where the caller does not ask to wait. */
export function preferredWait(header: string | undefined): number {
  const seconds = Number(/(?:^|[,;\s])wait\s*=\s*"?(\d+)/i.exec(header ?? "")?.[1] ?? 0);
  return Math.min(seconds, MAX_WAIT_SECONDS);
}
