/** Points in time for people: absolute in UTC, and how far away in words. */
import { formatDuration, parseDuration } from "../kernel/duration.ts";
import { isoTime } from "../kernel/clock.ts";
import { words } from "./words/words.ts";

interface MomentProps {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly now: number;
}

/** `22 November 2026, 14:03 UTC (in 23 hours)`, readable by machines too. */
export function Moment({ at, now }: MomentProps) {
  return (
    <>
      <time datetime={isoTime(at)}>{formatMoment(at)}</time> <span class="soft near">({relativeTime(at, now)})</span>
    </>
  );
}

const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
const HOUR = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** `22 November 2026, 14:03 UTC`. */
export function formatMoment(at: number): string {
  return `${DAY.format(at)}, ${HOUR.format(at)} UTC`;
}

/** `in 23 hours`, `3 minutes ago`; never promises more time than there is. */
export function relativeTime(at: number, now: number): string {
  const distance = Math.abs(at - now);
  if (distance < MINUTE) return at > now ? words.time.soon : words.time.justNow;
  const length = formatDuration(coarse(distance));
  return at > now ? words.time.ahead(length) : words.time.ago(length);
}

const MINUTE = 60_000;
const UNITS = ["day", "hour", "minute"].map((unit) => parseDuration(`1 ${unit}`) ?? MINUTE);

/** Rounded down to the largest unit of which there are three or more, so that it reads as one number. */
function coarse(distance: number): number {
  const unit = UNITS.find((size) => distance >= 3 * size) ?? MINUTE;
  return Math.floor(distance / unit) * unit;
}
