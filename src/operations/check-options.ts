/** Options as they are after evaluation, checked against the operation's schema. */
import type { z } from "zod";
import { StepFailure } from "./step-failure.ts";

/** The options, or a final failure `options-invalid` that names each one that is wrong. */
export function checkOptions<T extends z.ZodType>(schema: T, config: unknown): z.output<T> {
  const parsed = schema.safeParse(config ?? {});
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".") || "config"}: ${issue.message}`);
  throw new StepFailure("options-invalid", wrong.join("; "), { retryable: "no" });
}
