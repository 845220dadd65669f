/** `ctx.sleep`. */
import { parseDuration } from "../../kernel/duration.ts";
import { StepFailure } from "../../operations/step-failure.ts";
import { LEAST_SLEEP_MS, MOST_TIMEOUT_MS } from "../../contract/approval-limits.ts";
import { sleepFor } from "../sleep-for.ts";
import { type CodeRun, outputOf } from "./code-run.ts";

export function sleepInCode(run: CodeRun, name: string | undefined, duration: unknown): Promise<void> {
  return run.call({ kind: "sleep", name, options: duration }, async (callName) => {
    const agent = { kind: "sleep", name: callName.agent, onError: "continue", ms: requireTime(duration) } as const;
    outputOf(callName, await sleepFor(run.walk, run.place(callName, agent), agent));
  });
}

function requireTime(duration: unknown): number {
  const ms = typeof duration === "number" ? duration : parseDuration(String(duration));
  if (ms !== null && ms >= LEAST_SLEEP_MS && ms <= MOST_TIMEOUT_MS) return Math.round(ms);
  throw new StepFailure(
    "options-invalid",
    "a time to sleep is milliseconds, or text such as 2 days; at most 365 days.",
    {
      retryable: "no",
    },
  );
}
