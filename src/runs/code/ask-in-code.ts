/** `ctx.waitFor` and `ctx.requireApproval`: a hitl agent, and its outcome. */
import { WaitOptions } from "../../authoring/call-options.ts";
import { EnsembleError } from "../../authoring/ensemble-error.ts";
import type { Form } from "../../authoring/typed-form.ts";
import type { Approved, WaitOutcome } from "../../authoring/wait-outcome.ts";
import type { Outcome } from "../../contract/decision.ts";
import { StepFailure } from "../../operations/step-failure.ts";
import { askPeople } from "../ask-people.ts";
import { RunFailure } from "../run-failure.ts";
import { hitlAgent } from "./call-agents.ts";
import type { CallName } from "./call-name.ts";
import { checkCallOptions } from "./call-options.ts";
import { type CodeRun, TIMEOUT } from "./code-run.ts";

export function askInCode<F extends Form | undefined>(
  run: CodeRun,
  name: string,
  options: unknown,
): Promise<WaitOutcome<F>> {
  return run.call({ kind: "waitFor", name, options }, async (callName) => {
    const wanted = checkCallOptions(WaitOptions, options);
    const outcome = await ask(run, callName, options);
    if (outcome.status !== "timeout" || wanted.onTimeout === "return") return asWaitOutcome<F>(outcome);
    throw new EnsembleError(TIMEOUT, `Nobody answered "${name}" in time.`, name);
  });
}

export function gateInCode<F extends Form | undefined>(
  run: CodeRun,
  name: string | undefined,
  options: unknown,
): Promise<Approved<F>> {
  return run.call({ kind: "approval", name, options }, async (callName) => {
    const outcome = await askOrFail(run, callName, options);
    if (!outcome.approved) return run.finish({ status: "rejected" });
    return asWaitOutcome<F>(outcome) as Approved<F>;
  });
}

/** What could not be asked is no approval: the run fails, whatever the code catches. */
async function askOrFail(run: CodeRun, name: CallName, options: unknown): Promise<Outcome> {
  try {
    return await ask(run, name, options);
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    throw new RunFailure({ code: error.code, message: error.message, agent: name.path });
  }
}

async function ask(run: CodeRun, name: CallName, options: unknown): Promise<Outcome> {
  const agent = hitlAgent(name.agent, checkCallOptions(WaitOptions, options));
  const { output, error } = await askPeople(run.walk, run.place(name, agent), agent);
  if (error !== undefined) throw new StepFailure(error.code, error.message, { retryable: "no" });
  return output as Outcome;
}

/** The approval's owner checked `values` against the form before it took them. */
function asWaitOutcome<F extends Form | undefined>(outcome: Outcome): WaitOutcome<F> {
  return outcome as WaitOutcome<F>;
}
