/** A run's output, as JSON text. */
import { byteLength } from "../kernel/json.ts";
import { StepFailure } from "../operations/step-failure.ts";
import { RunFailure } from "./run-failure.ts";
import type { RunEnd } from "./run-reporter.ts";
import { MAX_OUTPUT_BYTES } from "./step-result.ts";
import { errorOf } from "./walk.ts";

/** @throws RunFailure `output-too-large`, `output-not-json`, or whatever the evaluation comes to */
export function outputJsonOf(evaluate: () => unknown): Pick<RunEnd, "outputJson"> {
  try {
    const json = stringify(evaluate());
    if (json === undefined) return {};
    if (byteLength(json) <= MAX_OUTPUT_BYTES) return { outputJson: json };
    throw new StepFailure("output-too-large", "The run's output has more than 1 MiB.", { retryable: "no" });
  } catch (error) {
    throw new RunFailure({ ...errorOf(error), agent: "output" });
  }
}

function stringify(output: unknown): string | undefined {
  try {
    return JSON.stringify(output);
  } catch {
    throw new StepFailure("output-not-json", "The run's output cannot be written as JSON.", { retryable: "no" });
  }
}
