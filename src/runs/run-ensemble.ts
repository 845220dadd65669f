/** One run from start to end over given ports; what EnsembleRun does on Workflows, and the simulator without. */
import type { RunReport } from "../ledger/port.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import { MAX_OUTPUT_BYTES } from "./step-result.ts";
import { RunFailure, RunStopped } from "./run-failure.ts";
import type { RunParams } from "./run-params.ts";
import type { RunPorts } from "./run-ports.ts";
import { type RunEnd, RunReporter } from "./run-reporter.ts";
import { Frame, hiddenVariable, runNames } from "./scope.ts";
import { internalRules } from "./step-rules.ts";
import { errorOf, type Walk } from "./walk.ts";
import { walkPlan } from "./walk-plan.ts";
import { keptAgents } from "./kept-agents.ts";
import { byteLength } from "../kernel/json.ts";

/** The final report, or `null` where the run was cancelled meanwhile. */
export async function runEnsemble(params: RunParams, ports: RunPorts): Promise<RunReport | null> {
  const reporter = new RunReporter({
    runId: params.runId,
    now: ports.now,
    send: (report) => ports.ledger().reportRun(report),
  });
  const walk: Walk = { params, ports, reporter, kept: keptAgents(params) };
  const frame = new Frame({ names: runNames(params), clock: params.createdAt });
  const end = await walkToEnd(walk, frame);
  return end === null ? null : reportEnd(walk, end);
}

async function walkToEnd(walk: Walk, frame: Frame): Promise<RunEnd | null> {
  try {
    await walkPlan(walk, walk.params.plan, frame);
    const outputJson = evaluateOutput(walk, frame);
    return {
      status: frame.lastGate === "rejected" ? "rejected" : "completed",
      ...(outputJson === undefined ? {} : { outputJson }),
    };
  } catch (error) {
    if (error instanceof RunStopped) return null;
    if (error instanceof RunFailure) return { status: "failed", error: error.error };
    throw error;
  }
}

function evaluateOutput(walk: Walk, frame: Frame): string | undefined {
  const { output } = walk.params.plan;
  if (output === undefined) return undefined;
  try {
    const json = JSON.stringify(evaluateValue(output, frame.scope(hiddenVariable)) ?? null);
    if (byteLength(json) <= MAX_OUTPUT_BYTES) return json;
  } catch (error) {
    throw new RunFailure({ ...errorOf(error), agent: "output" });
  }
  throw new RunFailure({ code: "output-too-large", message: "The run's output has more than 1 MiB.", agent: "output" });
}

/** Told directly; by a recorded step only where that fails. */
async function reportEnd({ reporter, ports }: Walk, end: RunEnd): Promise<RunReport> {
  try {
    return await reporter.reportEnd(end);
  } catch {
    return ports.durable.step("end of run", internalRules(), () => reporter.reportEnd(end));
  }
}
