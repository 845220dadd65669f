/** How long chores wait: before the first attempt, and between attempts, doubling up to a maximum. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface PaceTimes {
  /** Milliseconds before the first attempt. */
  readonly first: number;
  /** Milliseconds between the first attempt and the second. */
  readonly retry: number;
  readonly max: number;
}

const PACES = {
  now: { first: 0, retry: 2 * SECOND, max: HOUR },
  /** The door creates the run itself within a moment; this is for a door that died. */
  create: { first: 2 * SECOND, retry: 2 * SECOND, max: MINUTE },
  running: { first: 3 * SECOND, retry: 6 * SECOND, max: HOUR },
  /** An approval of the run just ended, so the run ought to move at once. */
  resuming: { first: 1.5 * SECOND, retry: 3 * SECOND, max: HOUR },
  /** What is looked after costs: each time once it has rested as long again, so a dozen times in a month. */
  suspended: { first: 10 * MINUTE, retry: 20 * MINUTE, max: 30 * DAY },
  /** Counted from the approval's end: its own alarm comes first. */
  expiry: { first: MINUTE, retry: MINUTE, max: HOUR },
} as const satisfies Record<string, PaceTimes>;

export type Pace = keyof typeof PACES;

/** When a chore is due for the first time. */
export function firstDue(pace: Pace, from: number): number {
  return from + PACES[pace].first;
}

/** When a chore is due again that is attempted now. `attempts` are those before this one. */
export function nextDue(pace: Pace, attempts: number, now: number): number {
  const { retry, max } = PACES[pace];
  return now + Math.min(retry * 2 ** Math.min(attempts, 30), max);
}
