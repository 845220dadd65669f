/** What the walk of a plan needs of a durable engine. Workflows gives it in production; the simulator gives another. */
import type { Outcome } from "../contract/decision.ts";

export interface StepRules {
  /** All attempts, the first included. */
  readonly attempts: number;
  /** Milliseconds before attempt `next` (2, 3, …), after `error` was thrown. */
  readonly delayBefore: (next: number, error: Error) => number;
  /** Milliseconds after which the engine gives up on an attempt. */
  readonly timeoutMs: number;
}

export interface Durable {
  /**
   * Runs the body and records what it returns; on replay gives the record. `attempt` counts from 1. A body that throws
   * is run again by the rules; one that must not be returns its failure instead.
   */
  readonly step: <T>(name: string, rules: StepRules, body: (attempt: number) => Promise<T>) => Promise<T>;
  /** The outcome sent to this approval's waiter and when it came, or `null` when the time is up. */
  readonly waitForOutcome: (name: string, approvalId: string, timeoutMs: number) => Promise<Arrival | null>;
  /** Rests until the signal has come, or came before and woke nobody yet; false when the time is up. */
  readonly waitForSignal: (name: string, signal: string, timeoutMs: number) => Promise<boolean>;
  readonly sleep: (name: string, ms: number) => Promise<void>;
}

export interface Arrival {
  readonly outcome: Outcome;
  /** Epoch milliseconds. */
  readonly at: number;
}
