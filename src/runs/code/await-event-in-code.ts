/** `ctx.waitForEvent`: an agent of `operation: wait`. */
import { EventOptions } from "../../authoring/call-options.ts";
import { DEFAULT_TIMEOUT_MS } from "../../contract/approval-limits.ts";
import { prepareTimeout } from "../prepare-timeout.ts";
import { waitForEvent } from "../wait-for-event.ts";
import { checkCallOptions } from "./call-options.ts";
import { type CodeRun, outputOf } from "./code-run.ts";

export function awaitEventInCode<T>(run: CodeRun, name: string, options: unknown): Promise<T> {
  return run.call({ kind: "waitForEvent", name, options }, async (callName) => {
    const { type = callName.agent, timeout } = checkCallOptions(EventOptions, options);
    const timeoutMs = prepareTimeout(timeout ?? DEFAULT_TIMEOUT_MS / 1_000, "s");
    const agent = { kind: "wait", name: callName.agent, onError: "continue", event: type, timeoutMs } as const;
    return outputOf(callName, await waitForEvent(run.walk, run.place(callName, agent), agent)) as T;
  });
}
