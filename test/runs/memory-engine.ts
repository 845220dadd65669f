/** A durable engine in memory, which can be interrupted at any step and taken up again with what it had recorded. */
import type { Outcome } from "../../src/contract/decision.ts";
import type { Arrival, Durable, StepRules } from "../../src/runs/durable.ts";

/** The walk is over, though the run is not: as when the machine under it goes away. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

export interface Interruption {
  /** How many steps are still recorded before it happens. */
  readonly after: number;
  /** `lost`: the step was done and its record is lost; `before`: it was not begun. */
  readonly kind: "lost" | "before";
}

export interface EngineParts {
  readonly now: () => number;
  /** The outcome that people come to. */
  readonly answer: (approvalId: string) => Outcome;
  /** How many turns of the queue a step takes: the order in which steps side by side end. */
  readonly turns: () => number;
}

/** What is recorded outlives every walk. */
export class MemoryEngine {
  readonly #parts: EngineParts;
  readonly #records = new Map<string, string>();

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  get names(): readonly string[] {
    return [...this.#records.keys()];
  }

  /** One walk, interrupted or to its end. */
  async walk<T>(body: (durable: Durable) => Promise<T>, interruption?: Interruption): Promise<T | "interrupted"> {
    const walk = new MemoryWalk(this.#parts, this.#records, interruption);
    try {
      return await body(walk);
    } catch (error) {
      if (error instanceof Interrupted) return "interrupted";
      throw error;
    } finally {
      walk.end();
    }
  }
}

/** What still runs of a walk that was interrupted records nothing and begins nothing. */
class MemoryWalk implements Durable {
  readonly #parts: EngineParts;
  readonly #records: Map<string, string>;
  readonly #kind: Interruption["kind"];
  #left: number;
  #isOver = false;

  constructor(parts: EngineParts, records: Map<string, string>, interruption: Interruption | undefined) {
    this.#parts = parts;
    this.#records = records;
    this.#kind = interruption?.kind ?? "before";
    this.#left = interruption?.after ?? Infinity;
  }

  end(): void {
    this.#isOver = true;
  }

  readonly step = async <T>(name: string, rules: StepRules, body: (attempt: number) => Promise<T>): Promise<T> =>
    (await this.#recorded(name, () => tried(rules, body))) as T;

  readonly waitForOutcome = async (name: string, approvalId: string): Promise<Arrival> =>
    (await this.#recorded(name, async () => ({
      outcome: this.#parts.answer(approvalId),
      at: this.#parts.now(),
    }))) as Arrival;

  readonly waitForSignal = async (name: string): Promise<boolean> =>
    (await this.#recorded(name, async () => true)) as boolean;

  readonly sleep = async (name: string): Promise<void> => void (await this.#recorded(name, async () => null));

  async #recorded(name: string, body: () => Promise<unknown>): Promise<unknown> {
    const known = this.#records.get(name);
    if (known !== undefined) return JSON.parse(known) as unknown;
    const isLast = this.#left === 0;
    if (this.#isOver || (isLast && this.#kind === "before")) this.#interrupt();
    this.#left -= 1;
    const text = JSON.stringify(await body());
    for (let turn = this.#parts.turns(); turn > 0; turn -= 1) await Promise.resolve();
    if (this.#isOver || isLast) this.#interrupt();
    this.#records.set(name, text);
    return JSON.parse(text) as unknown;
  }

  #interrupt(): never {
    this.#isOver = true;
    throw new Interrupted();
  }
}

async function tried<T>(rules: StepRules, body: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await body(attempt);
    } catch (error) {
      if (attempt >= rules.attempts || error instanceof Interrupted) throw error;
    }
  }
}
