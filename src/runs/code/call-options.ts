/** Checks the options of a call; says everything that is wrong with them at once. */
import type { z } from "zod";
import { nearestName } from "../../expressions/nearest-name.ts";
import { StepFailure } from "../../operations/step-failure.ts";

/** @throws StepFailure `options-invalid` */
export function checkCallOptions<T extends z.ZodObject>(schema: T, given: unknown): z.output<T> {
  const parsed = schema.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const known = Object.keys(schema.shape);
  throw new StepFailure("options-invalid", parsed.error.issues.map((issue) => messageOf(issue, known)).join("; "), {
    retryable: "no",
  });
}

function messageOf(issue: z.core.$ZodIssue, known: readonly string[]): string {
  if (issue.code === "unrecognized_keys" && issue.path.length === 0) {
    return issue.keys.map((key) => unknownOption(key, nearestName(key, known))).join("; ");
  }
  const path = issue.path.join(".");
  return path === "" ? issue.message : `\`${path}\`: ${issue.message}`;
}

function unknownOption(name: string, nearest: string | undefined): string {
  return `there is no option \`${name}\`${nearest === undefined ? "" : `; did you mean \`${nearest}\`?`}`;
}
