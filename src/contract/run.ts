/** A run as the API shows it. */
import { z } from "@hono/zod-openapi";

export const RunStatus = z.enum(["running", "suspended", "completed", "rejected", "failed", "cancelled"]);
export type RunStatus = z.infer<typeof RunStatus>;

export const StepStatus = z.enum(["running", "suspended", "completed", "skipped", "failed"]);
export type StepStatus = z.infer<typeof StepStatus>;

export const StepError = z.object({ code: z.string(), message: z.string() });
export type StepError = z.infer<typeof StepError>;

/** What a step used of a language model, all its attempts together. */
export const TokenUsage = z.object({ inputTokens: z.int(), outputTokens: z.int() });
export type TokenUsage = z.infer<typeof TokenUsage>;

export const Step = z
  .object({
    agent: z.string(),
    /** The step's own name inside the run, such as `approve#2` or `send[3]`. */
    path: z.string(),
    round: z.int(),
    operation: z.string(),
    status: StepStatus,
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
    attempts: z.int(),
    output: z.unknown().optional(),
    outputOmitted: z.boolean().optional(),
    error: StepError.optional(),
    reason: z.string().optional().openapi({ description: "why it was skipped" }),
    approvalId: z.string().optional(),
    codeVersion: z.string().optional(),
    usage: TokenUsage.optional().openapi({ description: "tokens, of a step that asked a language model" }),
  })
  .openapi("Step");
export type Step = z.infer<typeof Step>;

export const RunError = z.object({ code: z.string(), message: z.string(), agent: z.string() });
export type RunError = z.infer<typeof RunError>;

/** How far a run says it is: a text, or whatever its ensemble makes of it. */
export const Progress = z.union([z.string(), z.record(z.string(), z.unknown())]);
export type Progress = z.infer<typeof Progress>;

export const Run = z
  .object({
    id: z.string(),
    ensemble: z.string(),
    status: RunStatus,
    input: z.unknown(),
    output: z.unknown().optional(),
    error: RunError.optional(),
    requestedBy: z.string(),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
    retryOf: z.string().optional(),
    progress: Progress.optional().openapi({ description: "how far it says it is, of an ensemble in TypeScript" }),
    steps: z.array(Step),
    approvals: z.array(z.string()),
  })
  .openapi("Run");
export type Run = z.infer<typeof Run>;

export function isRunOver(status: RunStatus): boolean {
  return status !== "running" && status !== "suspended";
}

export const StartRunBody = z
  .object({
    input: z.record(z.string(), z.unknown()).default({}),
    requestedBy: z.string().min(1).max(320).optional(),
  })
  .openapi("StartRunBody");

export const RestartRunBody = z.object({ from: z.string().optional() }).openapi("RestartRunBody");
