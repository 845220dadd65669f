/** How far away a point in time is, in words; for the server and for the script that keeps it true. */
import { formatDuration, parseDuration } from "../kernel/duration.ts";
import { timeWords } from "./words/time-words.ts";

/** `in 23 hours`, `3 minutes ago`; never promises more time than there is. */
export function relativeTime(at: number, now: number): string {
  const distance = Math.abs(at - now);
  if (distance < MINUTE) return at > now ? timeWords.time.soon : timeWords.time.justNow;
  const length = formatDuration(coarse(distance));
  return at > now ? timeWords.time.ahead(length) : timeWords.time.ago(length);
}

const MINUTE = 60_000;
const UNITS = ["day", "hour", "minute"].map((unit) => parseDuration(`1 ${unit}`) ?? MINUTE);

/** Rounded down to the largest unit of which there are three or more, so that it reads as one number. */
function coarse(distance: number): number {
  const unit = UNITS.find((size) => distance >= 3 * size) ?? MINUTE;
  return Math.floor(distance / unit) * unit;
}
