/** Options as they are after evaluation, checked against the operation's schema. */
import type { z } from "zod";
import { crossOptionFaults, type OperationName } from "../contract/operation-options.ts";
import { StepFailure } from "./step-failure.ts";

/** The options, or a final failure `options-invalid` that names each one that is wrong. */
export function checkOptions<T extends z.ZodType>(schema: T, config: unknown): z.output<T> {
  const parsed = schema.safeParse(config ?? {});
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map((issue) => `${issue.path.join(".") || "config"}: ${issue.message}`));
}

/** Refuses options that other options make senseless, or that lack what others make necessary. */
export function requireTogether(operation: OperationName, options: Readonly<Record<string, unknown>>): void {
  const faults = crossOptionFaults(operation, new Set(Object.keys(options)), options);
  if (faults.length > 0) throw invalid(faults.map(({ message }) => message));
}

function invalid(wrong: readonly string[]): StepFailure {
  return new StepFailure("options-invalid", wrong.join("; "), { retryable: "no" });
}
