/**
 * Wakes the object for what is due. What is due soon is begun by a timer, with the alarm a little later in case the
 * object is evicted before it; everything else is begun by the alarm alone. An alarm that rings costs far more than a
 * timer, and setting it is a billed write, so it is set only when its time changes.
 */
import { type Clock, systemClock } from "../kernel/clock.ts";

/** What is due within so many milliseconds is left to a timer; the alarm rings as many later. */
const SOON_MS = 500;

export interface AlarmPorts {
  readonly storage: Pick<DurableObjectStorage, "setAlarm" | "deleteAlarm">;
  readonly now: Clock;
  /** Begins what is due. */
  readonly begin: () => void;
  /** How long is waited for whatever else happens before something due is begun, in milliseconds. */
  readonly patience: () => number;
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

export function createAlarm({ storage, now, begin, patience }: AlarmPorts): Alarm {
  let armedFor: number | null = null;
  let timer: { readonly at: number; readonly handle: ReturnType<typeof setTimeout> } | null = null;

  function arm(at: number): void {
    if (at === armedFor) return;
    armedFor = at;
    // The platform rings by the system's clock, whichever we go by.
    void storage.setAlarm(systemClock() + (at - now()));
  }

  function armBy(at: number): void {
    if (armedFor === null || at < armedFor) arm(at);
  }

  /** Leaves what is due soon to a timer, and says whether it did. */
  function isLeftToTimer(at: number): boolean {
    const soonest = Math.max(at, now() + patience());
    if (soonest > now() + SOON_MS) return false;
    startTimer(soonest);
    armBy(soonest + SOON_MS);
    return true;
  }

  function startTimer(at: number): void {
    if (timer !== null && timer.at <= at) return;
    clearTimeout(timer?.handle);
    timer = { at, handle: setTimeout(timeIsUp, at - now()) };
  }

  function timeIsUp(): void {
    timer = null;
    begin();
  }

  return {
    set(at) {
      if (!isLeftToTimer(at)) arm(at);
    },
    ringBy(at) {
      if (!isLeftToTimer(at)) armBy(at);
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
