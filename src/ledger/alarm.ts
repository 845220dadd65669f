/** The object's one alarm. It is written only to ring earlier: each write is billed, and ringing early costs a look. */
import { type Clock, systemClock } from "../kernel/clock.ts";

export class Alarm {
  readonly #storage: DurableObjectStorage;
  readonly #now: Clock;
  #at: number | null = null;

  constructor(storage: DurableObjectStorage, now: Clock) {
    this.#storage = storage;
    this.#now = now;
  }

  /** Asks the storage what is set; before anything else is done. */
  async recall(): Promise<void> {
    const at = await this.#storage.getAlarm();
    this.#at = at === null ? null : at + this.#ahead();
  }

  /** It has rung, so none is set. */
  rang(): void {
    this.#at = null;
  }

  /** Sees to it that it rings at that time at the latest; in one atomic write with what was written before, without a wait. */
  ringBy(at: number | null): void {
    if (at === null || (this.#at !== null && this.#at <= at)) return;
    this.#at = at;
    void this.#storage.setAlarm(at - this.#ahead());
  }

  /** The platform rings by the system's clock, whichever we go by. */
  #ahead(): number {
    return this.#now() - systemClock();
  }
}
