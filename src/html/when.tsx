/** How far away a point in time is, in words; the time itself for those who look closer. */
import { formatMoment } from "./moment.tsx";
import { relativeTime } from "./relative-time.ts";

interface WhenProps {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly now: number;
}

/** `in 3 hours`. The script `times` keeps it true. */
export function When({ at, now }: WhenProps) {
  return (
    <span data-time={String(at)} title={formatMoment(at)}>
      {relativeTime(at, now)}
    </span>
  );
}
