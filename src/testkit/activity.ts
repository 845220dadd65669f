/** Knows when nothing moves any more: no step, no delivery, and nothing that only had to be taken up. */

export class Activity {
  #busy = 0;
  #changed = (): void => undefined;

  /** Counts as movement until the body has ended. */
  async during<T>(body: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await body();
    } finally {
      this.#busy -= 1;
      this.#changed();
    }
  }

  /** Resolves at the first moment of rest. A turn of the event loop lets everything go on that awaits no outside. */
  async rest(): Promise<void> {
    await turn();
    while (this.#busy > 0) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
      await turn();
    }
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
