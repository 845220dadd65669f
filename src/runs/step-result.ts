/** What a step leaves in the engine's record: enough to go on, and to tell of it, after any number of replays. */
import type { StepError, TokenUsage } from "../contract/run.ts";
import { byteLength, type Json } from "../kernel/json.ts";
import { StepFailure } from "../operations/step-failure.ts";

export type StepResult = StepSuccess | StepFailed;

interface StepTimes {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly attempts: number;
  /** Of a step that asked a language model. */
  readonly usage?: TokenUsage;
  /** The version of the deployed code, of a step that ran some. */
  readonly codeVersion?: string;
}

export interface StepSuccess extends StepTimes {
  readonly ok: true;
  readonly output: Json;
}

export interface StepFailed extends StepTimes {
  readonly ok: false;
  readonly error: StepError;
}

/** A step's output may have 1 MiB as JSON, its record included. */
export const MAX_OUTPUT_BYTES = 1024 * 1024 - 2048;

/** The output as JSON keeps it: nothing becomes null, times become texts; refuses what is no JSON or too large. */
export function toOutput(value: unknown): Json {
  const text = stringify(value);
  if (text === undefined) return null;
  if (byteLength(text) > MAX_OUTPUT_BYTES) {
    throw new StepFailure("output-too-large", "The output has more than 1 MiB.", { retryable: "no" });
  }
  return JSON.parse(text) as Json;
}

function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    throw new StepFailure("output-not-json", "The output cannot be written as JSON.", { retryable: "no" });
  }
}
