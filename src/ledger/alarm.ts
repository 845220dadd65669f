/** The object's one alarm. It is written only to ring earlier: each write is billed, and ringing early costs a look. */

export class Alarm {
  readonly #storage: DurableObjectStorage;
  #at: number | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Asks the storage what is set; before anything else is done. */
  async recall(): Promise<void> {
    this.#at = await this.#storage.getAlarm();
  }

  /** It has rung, so none is set. */
  rang(): void {
    this.#at = null;
  }

  /** Sees to it that it rings at that time at the latest; in one atomic write with what was written before, without a wait. */
  ringBy(at: number | null): void {
    if (at === null || (this.#at !== null && this.#at <= at)) return;
    this.#at = at;
    void this.#storage.setAlarm(at);
  }
}
