/** Callers that wait until something comes to rest. In memory only: whoever waits through an eviction asks again. */

export class Waiters {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Resolves when the id is told of, or when the time is up. */
  async wait(id: string, timeoutMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMs);
    this.#add(id, resolve);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#remove(id, resolve);
    }
  }

  /** What has this id has come to rest. */
  tell(id: string): void {
    for (const resolve of this.#waiting.get(id) ?? []) resolve();
  }

  get size(): number {
    return this.#waiting.size;
  }

  #add(id: string, resolve: () => void): void {
    const waiting = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, waiting.add(resolve));
  }

  #remove(id: string, resolve: () => void): void {
    const waiting = this.#waiting.get(id);
    waiting?.delete(resolve);
    if (waiting?.size === 0) this.#waiting.delete(id);
  }
}
