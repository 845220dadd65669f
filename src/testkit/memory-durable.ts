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
  /** What was sent, by approval or signal; each is taken by one wait. */
  readonly #events = new Map<string, unknown[]>();
  readonly #waiters = new Map<string, Set<() => void>>();
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
      waitForOutcome: (name, approvalId, timeoutMs) =>
        this.#wait<Arrival>(walking, name, { event: approvalId, timeoutMs }),
      waitForSignal: async (name, signal, timeoutMs) =>
        (await this.#wait<string>(walking, name, { event: signal, timeoutMs })) !== null,
      sleep: async (name, ms) => void (await this.#wait(walking, name, { event: null, timeoutMs: ms })),
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
    this.#arrive(outcome.approvalId, { outcome, at: this.#ports.clock.now() });
  }

  /** Wakes one wait for this signal, now or when there is one. */
  signal(signal: string): void {
    this.#arrive(signal, signal);
  }

  #arrive(event: string, content: unknown): void {
    this.#events.set(event, [...(this.#events.get(event) ?? []), content]);
    for (const wake of this.#waiters.get(event) ?? []) wake();
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

  async #wait<T>(walking: Walking, name: string, { event, timeoutMs }: Wanted): Promise<T | null> {
    this.#claim(walking, name);
    const known = this.#record.get(name);
    if (known !== undefined) return parse<T | null>(known);
    const { clock } = this.#ports;
    const deadline = this.#deadlines.get(name) ?? clock.now() + timeoutMs;
    this.#deadlines.set(name, deadline);
    let arrival = this.#take(event);
    while (arrival === null && clock.now() < deadline) {
      await this.#eventOr(walking, event, deadline);
      if (walking.stopped) return never();
      arrival = this.#take(event);
    }
    return this.#keep(walking, name, JSON.stringify(arrival));
  }

  #take(event: string | null): unknown {
    return event === null ? null : (this.#events.get(event)?.shift() ?? null);
  }

  #eventOr(walking: Walking, event: string | null, deadline: number): Promise<void> {
    const end = this.#until(walking, { at: deadline, kind: "timer" });
    if (event === null) return end;
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiters = this.#waiters.get(event) ?? new Set();
    this.#waiters.set(event, waiters.add(resolve));
    return Promise.race([promise, end]).finally(() => waiters.delete(resolve));
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
  /** `null`: nothing but the end of the time. */
  readonly event: string | null;
  readonly timeoutMs: number;
}

/** What the engine itself wrote down for this name. */
function parse<T>(json: string): T {
  return JSON.parse(json) as T;
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
