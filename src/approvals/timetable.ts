/** What is due when: the timers of an open approval, and when the object must be woken next. Pure. */
import type { ApprovalRequest, Reminder } from "../contract/approval-request.ts";

/** Outcome and token hashes outlive the end by this long, in milliseconds: 30 days. */
export const KEEP_AFTER_END_MS = 30 * 86_400_000;

/** Something due at a time, in epoch milliseconds, as long as the approval is open. */
export type Timer =
  | { readonly kind: "remind"; readonly at: number; readonly beforeMs: number | null }
  /** `index` is the escalation's place in the request's list. */
  | { readonly kind: "escalate"; readonly at: number; readonly index: number }
  /** Somebody may be away from then on, or be back. */
  | { readonly kind: "look-again"; readonly at: number };

interface Times {
  readonly createdAt: number;
  /** `null` where it waits without end. */
  readonly expiresAt: number | null;
}

export function firstTimers({ remind, escalate }: Pick<ApprovalRequest, "remind" | "escalate">, times: Times): Timer[] {
  return [
    ...remind.flatMap((reminder) => reminderTimer(reminder, times)),
    ...escalate.map(({ afterMs }, index): Timer => ({ kind: "escalate", at: times.createdAt + afterMs, index })),
  ];
}

function reminderTimer(reminder: Reminder, { createdAt, expiresAt }: Times): Timer[] {
  if ("afterMs" in reminder) return [{ kind: "remind", at: createdAt + reminder.afterMs, beforeMs: null }];
  const { beforeMs } = reminder;
  return expiresAt === null ? [] : [{ kind: "remind", at: expiresAt - beforeMs, beforeMs }];
}

/** The timers once the end has moved: what is to come before it moves along, also where it had rung already. */
export function movedTimers(
  timers: readonly Timer[],
  remind: readonly Reminder[],
  { now, expiresAt }: { readonly now: number; readonly expiresAt: number },
): Timer[] {
  const fixed = timers.filter((timer) => timer.kind !== "remind" || timer.beforeMs === null);
  const moved = remind
    .flatMap((reminder) => reminderTimer(reminder, { createdAt: now, expiresAt }))
    .filter((timer) => timer.kind === "remind" && timer.beforeMs !== null && timer.at > now);
  return [...fixed, ...moved];
}

export interface DueTimes {
  /** End of time while it is open. */
  readonly expiresAt: number | null;
  /** The earliest timer while it is open. */
  readonly timerAt: number | null;
  /** The earliest effect still to be done. */
  readonly effectAt: number | null;
  readonly eraseAt: number | null;
}

/** Epoch milliseconds, or `null` where nothing is due any more; overdue things included. */
export function nextDue(times: DueTimes): number | null {
  return earliest([times.expiresAt, times.timerAt, times.effectAt, times.eraseAt]);
}

export function earliestTimer(timers: readonly Timer[]): number | null {
  return earliest(timers.map(({ at }) => at));
}

function earliest(times: readonly (number | null)[]): number | null {
  const due = times.filter((time) => time !== null);
  return due.length === 0 ? null : Math.min(...due);
}
