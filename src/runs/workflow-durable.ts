/** Cloudflare Workflows as the durable engine of a run. */
import type { WorkflowStep } from "cloudflare:workers";
import { isWaitTimeout } from "../kernel/is-wait-timeout.ts";
import { wakeEventType } from "../approvals/wake-run.ts";
import type { Outcome } from "../contract/decision.ts";
import type { Durable, StepRules } from "./durable.ts";

/** The longest wait that the platform allows, 365 days, and the shortest. */
const MAX_WAIT_MS = 365 * 86_400_000;
const LEAST_WAIT_MS = 1_000;

export function workflowDurable(step: WorkflowStep): Durable {
  return {
    step: (name, rules, body) => doStep(step, name, rules, body),
    async waitForOutcome(name, approvalId, timeoutMs) {
      const event = await awaitEvent(step, name, { type: wakeEventType(approvalId), timeoutMs });
      return event === null ? null : { outcome: event.payload as Outcome, at: new Date(event.timestamp).getTime() };
    },
    waitForSignal: async (name, type, timeoutMs) => (await awaitEvent(step, name, { type, timeoutMs })) !== null,
    sleep: (name, ms) => step.sleep(name, ms),
  };
}

/** `null` when the time is up. */
async function awaitEvent(
  step: WorkflowStep,
  name: string,
  { type, timeoutMs }: { readonly type: string; readonly timeoutMs: number },
): Promise<{ readonly payload: unknown; readonly timestamp: Date } | null> {
  try {
    const timeout = Math.min(Math.max(timeoutMs, LEAST_WAIT_MS), MAX_WAIT_MS);
    return await step.waitForEvent(name, { type, timeout });
  } catch (error) {
    if (isWaitTimeout(error)) return null;
    throw error;
  }
}

async function doStep<T>(
  step: WorkflowStep,
  name: string,
  rules: StepRules,
  body: (attempt: number) => Promise<T>,
): Promise<T> {
  const config = {
    retries: {
      limit: rules.attempts,
      delay: ({ ctx, error }: { ctx: { attempt: number }; error: Error }) =>
        Math.max(1, Math.round(rules.delayBefore(ctx.attempt + 1, error))),
      // Ours is the whole delay: the engine must not multiply it.
      backoff: "constant" as const,
    },
    timeout: rules.timeoutMs,
  };
  return (await step.do(name, config, async ({ attempt }) => plain(await body(attempt)))) as unknown as T;
}

/** What the bodies return is JSON, which the platform's type for results cannot be told. */
function plain(result: unknown): string {
  return result as string;
}
