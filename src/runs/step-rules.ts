/** How often a step is tried, and how long is waited in between. */
import type { RetryRule } from "../ensembles/plan.ts";
import type { StepRules } from "./durable.ts";

/** Where the author says nothing: four attempts within some seven seconds. */
export const DEFAULT_RETRY: RetryRule = { attempts: 4, delay: 1_000, backoff: "exponential" };

/** The longest wait between two attempts, in milliseconds: a day. */
const MAX_DELAY_MS = 86_400_000;

/** The engine's own limit on an attempt lies this far behind ours, in milliseconds. */
const ENGINE_GRACE_MS = 30_000;

/** The engine may put the error's name before its message. */
const RETRY_AFTER = /^(?:\w+: )*retry after (\d+) ms: /;

/** An error that asks the engine for another attempt; what the other side asked to wait travels in its message. */
export class AnotherAttempt extends Error {
  override readonly name = "AnotherAttempt";

  constructor(message: string, retryAfterMs: number | undefined) {
    super(retryAfterMs === undefined ? message : `retry after ${Math.ceil(retryAfterMs)} ms: ${message}`);
  }
}

export function workRules(retry: RetryRule, timeoutMs: number): StepRules {
  return {
    attempts: retry.attempts,
    timeoutMs: timeoutMs + ENGINE_GRACE_MS,
    delayBefore: (next, error) => Math.min(MAX_DELAY_MS, Math.max(delayOf(retry, next), askedDelay(error))),
  };
}

/** Of steps that only call our own objects: tried until they answer, for three days. */
export function internalRules(): StepRules {
  return {
    attempts: 9_000,
    timeoutMs: 60_000,
    delayBefore: (next) => Math.min(30_000, 250 * 2 ** Math.min(next, 10)),
  };
}

/** Milliseconds before attempt `next` (2, 3, …). */
export function delayOf(retry: RetryRule, next: number): number {
  const gap = next - 2;
  switch (retry.backoff) {
    case "constant":
      return retry.delay;
    case "linear":
      return retry.delay * (gap + 1);
    case "exponential":
      return retry.delay * 2 ** gap;
    default:
      return retry.backoff satisfies never;
  }
}

function askedDelay(error: Error): number {
  return Number(RETRY_AFTER.exec(error.message)?.[1] ?? 0);
}
