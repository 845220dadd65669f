/**
 * A durable engine in memory. What steps return and waits bring is kept by name as JSON text, apart from any one walk
 * through the ensemble, so that a walk can be begun again from the top at any time and comes to where it was.
 */
import type { Outcome } from "../contract/decision.ts";
import type { Arrival, Durable, StepRules } from "../runs/durable.ts";
import { AnotherAttempt } from "../runs/step-rules.ts";
import type { Activity } from "./activity.ts";
import type { FakeClock } from "./fake-clock.ts";
import { TestFault } from "./test-fault.ts";

export interface EnginePorts {
  readonly clock: FakeClock;
  readonly activity: Activity;
  /** A step's body failed in a way that no rule of the interpreter provides for. */
  readonly fault: (error: unknown) => void;
  /** Whether a walk goes no further than its first new result: the next walk takes it from the record. */
  readonly stopAfterStep: boolean;
}

/** One walk from the top. What it left pending when the next one began never goes on. */
interface Walking {
  readonly asked: Set<string>;
  readonly cleanUp: (() => void)[];
  stopped: boolean;
}

interface Retry {
  /** Counted from 1. */
  readonly attempt: number;
  readonly at: number;
}

export class MemoryDurable {
  readonly #ports: EnginePorts;
  readonly #record = new Map<string, string>();
  readonly #retries = new Map<string, Retry>();
  readonly #deadlines = new Map<string, number>();
  /** Outcomes that were sent, by approval; each is taken by one wait. */
  readonly #events = new Map<string, Arrival>();
  readonly #waiters = new Map<string, () => void>();
  #walking: Walking | null = null;
  #held = 0;

  constructor(ports: EnginePorts) {
    this.#ports = ports;
  }

  /** Begins a walk from the top, and ends the one before. */
  begin(): Durable {
    this.stop();
    this.#held = 0;
    const walking: Walking = { asked: new Set(), cleanUp: [], stopped: false };
    this.#walking = walking;
    return {
      step: (name, rules, body) => this.#step(walking, name, { rules, body }),
      waitForOutcome: (name, approvalId, timeoutMs) => this.#wait(walking, name, { approvalId, timeoutMs }),
    };
  }

  stop(): void {
    if (this.#walking === null) return;
    this.#walking.stopped = true;
    for (const cleanUp of this.#walking.cleanUp) cleanUp();
    this.#waiters.clear();
  }

  /** Whether the walk holds results back until the next one begins. */
  get holdsBack(): boolean {
    return this.#held > 0;
  }

  /** Steps on record that the latest walk did not come to. */
  notAskedFor(): readonly string[] {
    const { asked } = this.#walking ?? { asked: new Set() };
    return [...this.#record.keys()].filter((name) => !asked.has(name));
  }

  /** Wakes the wait for this approval, now or when there is one. */
  send(outcome: Outcome): void {
    this.#events.set(outcome.approvalId, { outcome, at: this.#ports.clock.now() });
    this.#waiters.get(outcome.approvalId)?.();
  }

  async #step<T>(walking: Walking, name: string, work: StepWork<T>): Promise<T> {
    this.#claim(walking, name);
    const known = this.#record.get(name);
    if (known !== undefined) return parse<T>(known);
    const result = await this.#attempts(walking, name, work);
    return this.#keep(walking, name, JSON.stringify(result));
  }

  async #attempts<T>(walking: Walking, name: string, { rules, body }: StepWork<T>): Promise<T> {
    const { clock, activity } = this.#ports;
    for (;;) {
      const retry = this.#retries.get(name);
      if (retry !== undefined) await this.#until(walking, { at: retry.at, kind: "retry" });
      const attempt = retry?.attempt ?? 1;
      try {
        return await activity.during(() => body(attempt));
      } catch (error) {
        if (walking.stopped) return never();
        if (!(error instanceof AnotherAttempt) || attempt >= rules.attempts) return this.#fail(error);
        this.#retries.set(name, { attempt: attempt + 1, at: clock.now() + rules.delayBefore(attempt + 1, error) });
      }
    }
  }

  #fail(error: unknown): Promise<never> {
    this.#ports.fault(error);
    return never();
  }

  async #wait(walking: Walking, name: string, wanted: Wanted): Promise<Arrival | null> {
    this.#claim(walking, name);
    const known = this.#record.get(name);
    if (known !== undefined) return parse<Arrival | null>(known);
    const deadline = this.#deadlines.get(name) ?? this.#ports.clock.now() + wanted.timeoutMs;
    this.#deadlines.set(name, deadline);
    if (!this.#events.has(wanted.approvalId)) await this.#eventOr(walking, wanted.approvalId, deadline);
    const arrival = this.#events.get(wanted.approvalId) ?? null;
    this.#events.delete(wanted.approvalId);
    return this.#keep(walking, name, JSON.stringify(arrival));
  }

  #eventOr(walking: Walking, approvalId: string, deadline: number): Promise<void> {
    const event = new Promise<void>((resolve) => this.#waiters.set(approvalId, resolve));
    return Promise.race([event, this.#until(walking, { at: deadline, kind: "timer" })]).finally(() =>
      this.#waiters.delete(approvalId),
    );
  }

  #until(walking: Walking, { at, kind }: { readonly at: number; readonly kind: "retry" | "timer" }): Promise<void> {
    return new Promise((resolve) => {
      walking.cleanUp.push(this.#ports.clock.set({ at, kind, ring: resolve }));
    });
  }

  #claim({ asked }: Walking, name: string): void {
    if (asked.has(name))
      this.#ports.fault(new TestFault("step-name-twice", `Two steps of the run are called ${name}.`));
    asked.add(name);
  }

  #keep<T>(walking: Walking, name: string, json: string): Promise<T> | T {
    if (walking.stopped) return never();
    this.#record.set(name, json);
    this.#retries.delete(name);
    if (!this.#ports.stopAfterStep) return parse<T>(json);
    this.#held += 1;
    return never();
  }
}

interface StepWork<T> {
  readonly rules: StepRules;
  readonly body: (attempt: number) => Promise<T>;
}

interface Wanted {
  readonly approvalId: string;
  readonly timeoutMs: number;
}

/** What the engine itself wrote down for this name. */
function parse<T>(json: string): T {
  return JSON.parse(json) as T;
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
