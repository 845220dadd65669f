/** When an approval ends, in words. */
import { isoTime } from "../kernel/clock.ts";
import { formatDuration } from "../kernel/duration.ts";

const MINUTE = 60_000;

/** "Expires in 1 day", "Expired" or "Does not expire"; both times are epoch milliseconds. */
export function expiryInWords(expiresAt: number | null, now: number): string {
  if (expiresAt === null) return "Does not expire";
  const left = expiresAt - now;
  if (left <= 0) return "Expired";
  return `Expires in ${formatDuration(left > MINUTE ? Math.round(left / MINUTE) * MINUTE : left)}`;
}

/** "2026-11-22 01:04 UTC": for readers whose own time zone is not known. */
export function utcTime(ms: number): string {
  return `${isoTime(ms).slice(0, 16).replace("T", " ")} UTC`;
}
