/** A clock that stands still until it is moved, and what is to happen when it has come far enough. */
import { isoTime } from "../kernel/clock.ts";

/**
 * `retry`: a step waits before its next attempt, which passes by itself. `timer`: an approval's time or a wait's end,
 * which passes only when the author of the test says so.
 */
export type TimerKind = "retry" | "timer";

export interface Timer {
  readonly at: number;
  readonly kind: TimerKind;
  readonly ring: () => void;
}

export class FakeClock {
  readonly #timers = new Set<Timer>();
  #now: number;

  /** @param startedAt epoch milliseconds */
  constructor(startedAt: number) {
    this.#now = startedAt;
  }

  /** A `Clock`, bound. */
  readonly now = (): number => this.#now;

  get iso(): string {
    return isoTime(this.#now);
  }

  /** Rings once at that time, or at the next look if it is over; the answer takes it back. */
  set(timer: Timer): () => void {
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** What rings next; of two at the same time, the one set first. */
  next(): Timer | null {
    return this.#timers.values().reduce<Timer | null>((first, timer) => earlier(first, timer), null);
  }

  /** Moves on to a timer's time and rings it. */
  ring(timer: Timer): void {
    this.moveTo(timer.at);
    this.#timers.delete(timer);
    timer.ring();
  }

  moveTo(time: number): void {
    this.#now = Math.max(this.#now, time);
  }
}

function earlier(first: Timer | null, timer: Timer): Timer {
  return first === null || timer.at < first.at ? timer : first;
}
