/** One run from start to end over given ports; what EnsembleRun does on Workflows, and the simulator without. */
import type { RunReport } from "../ledger/port.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import { runCode } from "./code/run-code.ts";
import { outputJsonOf } from "./output-json.ts";
import { RunFailure, RunStopped } from "./run-failure.ts";
import type { RunParams } from "./run-params.ts";
import type { RunPorts } from "./run-ports.ts";
import { type RunEnd, RunReporter } from "./run-reporter.ts";
import { Frame, hiddenVariable, runNames } from "./scope.ts";
import { internalRules } from "./step-rules.ts";
import type { Walk } from "./walk.ts";
import { walkPlan } from "./walk-plan.ts";
import { keptAgents } from "./kept-agents.ts";

/** The final report, or `null` where the run was cancelled meanwhile. */
export async function runEnsemble(params: RunParams, ports: RunPorts): Promise<RunReport | null> {
  const reporter = new RunReporter({
    runId: params.runId,
    now: ports.now,
    send: (report) => ports.ledger().reportRun(report),
  });
  const kept = keptAgents(params);
  const walk: Walk = { params, ports, reporter, isKept: ({ agent }) => kept.has(agent.name) };
  const frame = new Frame({ names: runNames(params), clock: params.createdAt });
  const end = await walkToEnd(walk, frame);
  return end === null ? null : reportEnd(walk, end);
}

async function walkToEnd(walk: Walk, frame: Frame): Promise<RunEnd | null> {
  try {
    return walk.params.plan.code === undefined ? await walkDocument(walk, frame) : await runCode(walk, frame);
  } catch (error) {
    if (error instanceof RunStopped) return null;
    if (error instanceof RunFailure) return { status: "failed", error: error.error };
    throw error;
  }
}

async function walkDocument(walk: Walk, frame: Frame): Promise<RunEnd> {
  const { plan } = walk.params;
  await walkPlan(walk, plan, frame);
  return {
    status: frame.lastGate === "rejected" ? "rejected" : "completed",
    ...outputJsonOf(() =>
      plan.output === undefined ? undefined : (evaluateValue(plan.output, frame.scope(hiddenVariable)) ?? null),
    ),
  };
}

/** Told directly; by a recorded step only where that fails. */
async function reportEnd({ reporter, ports }: Walk, end: RunEnd): Promise<RunReport> {
  try {
    return await reporter.reportEnd(end);
  } catch {
    return ports.durable.step("end of run", internalRules(), () => reporter.reportEnd(end));
  }
}
