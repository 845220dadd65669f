/** Callers that wait until a run comes to rest. In memory only: whoever waits through an eviction asks again. */

export class RestWaiters {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Resolves when the run is told of, or when the time is up. */
  async wait(runId: string, timeoutMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMs);
    this.#add(runId, resolve);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#remove(runId, resolve);
    }
  }

  /** The run has come to rest. */
  tell(runId: string): void {
    for (const resolve of this.#waiting.get(runId) ?? []) resolve();
  }

  get size(): number {
    return this.#waiting.size;
  }

  #add(runId: string, resolve: () => void): void {
    const waiting = this.#waiting.get(runId) ?? new Set();
    this.#waiting.set(runId, waiting.add(resolve));
  }

  #remove(runId: string, resolve: () => void): void {
    const waiting = this.#waiting.get(runId);
    waiting?.delete(resolve);
    if (waiting?.size === 0) this.#waiting.delete(runId);
  }
}
