/** Why a step failed, and whether another attempt may help. */
import { CountersignError } from "../kernel/errors.ts";

export interface FailureOptions {
  /**
   * `yes`: network, time-outs, 429 and 5xx; `asked`: only where the agent has a `retry` of its own; `no`: final.
   */
  readonly retryable: "yes" | "asked" | "no";
  /** Milliseconds that the other side asked to be left alone. */
  readonly retryAfterMs?: number;
}

export class StepFailure extends Error {
  override readonly name = "StepFailure";
  readonly code: string;
  readonly options: FailureOptions;

  constructor(code: string, message: string, options: FailureOptions) {
    super(message);
    this.code = code;
    this.options = options;
  }
}

/**
 * The failure that any thrown thing amounts to. What is wrong with a setting stays so; what is not ours is final unless
 * the author asked for retries.
 */
export function asStepFailure(error: unknown, code: string): StepFailure {
  if (error instanceof StepFailure) return error;
  if (error instanceof CountersignError) return new StepFailure(error.code, error.message, { retryable: "no" });
  const message = error instanceof Error ? error.message : String(error);
  return new StepFailure(code, message, { retryable: "asked" });
}
