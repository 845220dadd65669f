/** Points in time for people: absolute in UTC, as their reader writes it, and how far away in words. */
import { isoTime } from "../kernel/clock.ts";
import { currentLocale } from "../kernel/locale.ts";
import { relativeTime } from "./relative-time.ts";

interface MomentProps {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly now: number;
}

/**
 * `22 November 2026, 14:03 UTC (in 23 hours)`, readable by machines too. The script `times` sets it in the reader's own
 * zone, and keeps it true.
 */
export function Moment({ at, now }: MomentProps) {
  return (
    <>
      <PointInTime at={at} />{" "}
      <span class="soft near">
        (<span data-time={String(at)}>{relativeTime(at, now)}</span>)
      </span>
    </>
  );
}

/** The same without how far away it is. */
export function PointInTime({ at }: Pick<MomentProps, "at">) {
  return (
    <time datetime={isoTime(at)} lang={currentLocale() ?? undefined}>
      {formatMoment(at)}
    </time>
  );
}

/** `22 November 2026, 14:03 UTC`. */
export function formatMoment(at: number): string {
  const locale = currentLocale();
  if (locale === null) return `${formatDay(at)}, ${NEUTRAL_HOUR.format(at)} UTC`;
  return new Intl.DateTimeFormat(locale, { ...DAY, hour: "numeric", minute: "2-digit", timeZoneName: "short" }).format(
    at,
  );
}

/** `22 November 2026`. */
export function formatDay(at: number): string {
  return new Intl.DateTimeFormat(currentLocale() ?? "en-GB", DAY).format(at);
}

const DAY = { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" } as const;
const NEUTRAL_HOUR = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
