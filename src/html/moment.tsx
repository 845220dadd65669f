/** Points in time for people: absolute in UTC, and how far away in words. */
import { isoTime } from "../kernel/clock.ts";
import { relativeTime } from "./relative-time.ts";

interface MomentProps {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly now: number;
}

/** `22 November 2026, 14:03 UTC (in 23 hours)`, readable by machines too. The script `times` keeps it true. */
export function Moment({ at, now }: MomentProps) {
  return (
    <>
      <time datetime={isoTime(at)}>{formatMoment(at)}</time>{" "}
      <span class="soft near">
        (<span data-time={String(at)}>{relativeTime(at, now)}</span>)
      </span>
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
