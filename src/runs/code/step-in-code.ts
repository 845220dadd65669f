/** `ctx.step`: a recorded step as of `operation: code`, whose work is written where it is called. */
import { StepOptions } from "../../authoring/call-options.ts";
import type { StepContext } from "../../authoring/ensemble-context.ts";
import type { Recorded } from "../../authoring/recorded.ts";
import { StepFailure } from "../../operations/step-failure.ts";
import { doWork } from "../do-work.ts";
import { stepAgent } from "./call-agents.ts";
import { checkCallOptions } from "./call-options.ts";
import { type CodeRun, outputOf } from "./code-run.ts";

interface StepCall<T> {
  readonly name: string;
  readonly work: (step: StepContext) => T | Promise<T>;
  readonly options: unknown;
}

export function stepInCode<T>(run: CodeRun, { name, work, options }: StepCall<T>): Promise<Recorded<T>> {
  return run.call({ kind: "step", name, options }, async (callName) => {
    if (typeof work !== "function") throw noFunction();
    const agent = stepAgent(callName.agent, checkCallOptions(StepOptions, options));
    const result = await doWork(run.walk, run.place(callName, agent), agent, (step) =>
      run.inStep(callName, () => work(step)),
    );
    return outputOf(callName, result) as Recorded<T>;
  });
}

function noFunction(): StepFailure {
  return new StepFailure("options-invalid", "the work of a step is a function.", { retryable: "no" });
}
