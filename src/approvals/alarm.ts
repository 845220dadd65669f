/**
 * What begins the things that are due. Soon: a timer, and for where the object is gone by then the one alarm, a little
 * later. Else the alarm alone, in time. To be rung costs far more than a timer, and setting the alarm a written row, so
 * it is set only where the time changes.
 */
import type { Clock } from "../kernel/clock.ts";

/** What is due within so many milliseconds is left to a timer; the alarm rings as many later. */
const SOON_MS = 250;

/** Nothing begins earlier than this, so that the answer to whoever made it due goes first. */
const ANSWER_FIRST_MS = 3;

export interface AlarmPorts {
  readonly storage: Pick<DurableObjectStorage, "setAlarm" | "deleteAlarm">;
  readonly now: Clock;
  /** Begins what is due. */
  readonly begin: () => void;
}

export interface Alarm {
  /** Sees to it that what is due at this time is begun, overdue times included. */
  readonly set: (at: number) => void;
  /** The same, but an alarm that rings before is left as it is. */
  readonly ringBy: (at: number) => void;
  /** Nothing is due any more. */
  readonly clear: () => void;
  /** To be told when it rings: from then on none is armed. */
  readonly rang: () => void;
}

export function createAlarm({ storage, now, begin }: AlarmPorts): Alarm {
  let armedFor: number | null = null;
  let timer: { readonly at: number; readonly handle: ReturnType<typeof setTimeout> } | null = null;

  function arm(at: number): void {
    if (at === armedFor) return;
    armedFor = at;
    void storage.setAlarm(at);
  }

  /** Starts the timer where one is wanted, and gives the time for the alarm. */
  function alarmTime(at: number): number {
    const soonest = Math.max(at, now());
    if (soonest > now() + SOON_MS) return at;
    startTimer(soonest);
    return soonest + SOON_MS;
  }

  function startTimer(at: number): void {
    if (timer !== null && timer.at <= at) return;
    clearTimeout(timer?.handle);
    timer = { at, handle: setTimeout(timeIsUp, Math.max(at - now(), ANSWER_FIRST_MS)) };
  }

  function timeIsUp(): void {
    timer = null;
    begin();
  }

  return {
    set(at) {
      arm(alarmTime(at));
    },
    ringBy(at) {
      const time = alarmTime(at);
      if (armedFor === null || time < armedFor) arm(time);
    },
    clear() {
      if (armedFor !== null) void storage.deleteAlarm();
      armedFor = null;
    },
    rang() {
      armedFor = null;
    },
  };
}
