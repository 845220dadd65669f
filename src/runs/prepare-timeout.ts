/** How long people have to answer. */
import { LEAST_TIMEOUT_MS, MOST_TIMEOUT_MS } from "../contract/approval-limits.ts";
import { parseDuration } from "../kernel/duration.ts";
import { StepFailure } from "../operations/step-failure.ts";

/**
 * A number of the unit, or a duration as text; `null`: without end.
 *
 * @throws StepFailure `timeout-invalid`
 */
export function prepareTimeout(value: unknown, unit: "s" | "ms"): number | null {
  if (value === "never") return null;
  const ms = readTime(value, unit);
  if (ms !== null) return ms;
  throw new StepFailure(
    "timeout-invalid",
    "`timeout` did not come to a time from one second to 365 days, or `never`.",
    { retryable: "no" },
  );
}

/** Milliseconds; `null` where it is no time that people may have. */
export function readTime(value: unknown, unit: "s" | "ms"): number | null {
  const ms = typeof value === "number" ? value * (unit === "s" ? 1_000 : 1) : parseDuration(String(value));
  return ms !== null && ms >= LEAST_TIMEOUT_MS && ms <= MOST_TIMEOUT_MS ? Math.round(ms) : null;
}
