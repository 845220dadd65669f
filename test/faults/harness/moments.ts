/** What happens while the Worker lives, counted: by it a kill finds the moments that a clock would hardly ever hit. */

/** A request on its way out, or somebody being told that their answer counts. */
export type Happening = "request" | "answer";

interface Waiting {
  readonly until: number;
  readonly resolve: () => void;
}

export class Moments {
  readonly #counts: Record<Happening, number> = { request: 0, answer: 0 };
  readonly #waiting: Record<Happening, Waiting[]> = { request: [], answer: [] };

  happened(what: Happening): void {
    this.#counts[what] += 1;
    for (const { until, resolve } of this.#waiting[what]) if (this.#counts[what] >= until) resolve();
    this.#waiting[what] = this.#waiting[what].filter(({ until }) => until > this.#counts[what]);
  }

  /** Resolves as soon as it has happened so many times more. */
  more(what: Happening, times: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting[what].push({ until: this.#counts[what] + times, resolve });
    return promise;
  }
}
