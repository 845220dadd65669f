/** What every part of a walk shares: the run, its ports, and how results and failures of agents are noted. */
import type { StepError, StepStatus, TokenUsage } from "../contract/run.ts";
import { operationOf } from "../ensembles/describe-plan.ts";
import type { PlanAgent } from "../ensembles/plan.ts";
import { EvaluationError } from "../expressions/evaluation-error.ts";
import type { StepRecord } from "../ledger/port.ts";
import { StepFailure } from "../operations/step-failure.ts";
import { RunFailure } from "./run-failure.ts";
import type { RunParams } from "./run-params.ts";
import type { RunPorts } from "./run-ports.ts";
import type { RunReporter } from "./run-reporter.ts";
import type { AgentResult, Frame } from "./scope.ts";

export interface Walk {
  readonly params: RunParams;
  readonly ports: RunPorts;
  readonly reporter: RunReporter;
  /** Whether the step's result is kept from the run that this one repeats. */
  readonly isKept: (place: Place) => boolean;
}

/** An agent, where and when it is met. */
export interface Place {
  readonly agent: PlanAgent;
  readonly frame: Frame;
  readonly round: number;
  /** The step's own name inside the run. */
  readonly path: string;
  /** Order of the step inside the run. */
  readonly seq: number;
}

export interface StepFacts {
  readonly status: StepStatus;
  readonly startedAt: number;
  readonly finishedAt?: number;
  readonly attempts: number;
  readonly output?: unknown;
  readonly error?: StepError;
  readonly reason?: string;
  readonly approvalId?: string;
  readonly codeVersion?: string;
  readonly usage?: TokenUsage;
}

export function stepRecord(place: Place, { output, ...facts }: StepFacts): StepRecord {
  const { agent } = place;
  const outputJson = output === undefined ? undefined : JSON.stringify(output);
  return {
    seq: place.seq,
    agent: agent.name,
    path: place.path,
    round: place.round,
    operation: operationOf(agent),
    ...facts,
    ...(outputJson === undefined ? {} : { outputJson }),
  };
}

/** Steps of code record which code that was. */
export function codeVersionOf({ params, ports }: Walk, agent: PlanAgent): { readonly codeVersion?: string } {
  const isCode = params.plan.code !== undefined || (agent.kind === "work" && agent.operation === "code");
  return isCode ? { codeVersion: ports.codeVersion } : {};
}

/** Notes that the agent did its work. */
export function completed(walk: Walk, place: Place, input: unknown, facts: Omit<StepFacts, "status">): AgentResult {
  place.frame.clock = Math.max(place.frame.clock, facts.finishedAt ?? 0);
  walk.reporter.note(stepRecord(place, { ...facts, status: "completed" }));
  return { status: "completed", input, output: facts.output };
}

/** Notes that the agent failed for good: the run fails with it, unless the author said to go on. */
export function failed(
  walk: Walk,
  place: Place,
  input: unknown,
  facts: {
    readonly startedAt: number;
    readonly finishedAt: number;
    readonly attempts: number;
    readonly error: StepError;
    readonly codeVersion?: string;
    readonly usage?: TokenUsage;
  },
): AgentResult {
  place.frame.clock = Math.max(place.frame.clock, facts.finishedAt);
  walk.reporter.note(stepRecord(place, { ...facts, status: "failed" }));
  if (place.agent.onError !== "continue") throw new RunFailure({ ...facts.error, agent: place.agent.name });
  return { status: "failed", input, output: undefined, error: facts.error };
}

/** Notes a failure that happened before any step was taken, at the time of the latest step. */
export function failedBefore(walk: Walk, place: Place, error: unknown): AgentResult {
  // What is neither is no failure of the agent: the end of the run, or the engine letting go of this walk to begin another.
  if (!(error instanceof StepFailure || error instanceof EvaluationError)) throw error;
  const { clock } = place.frame;
  return failed(walk, place, undefined, { startedAt: clock, finishedAt: clock, attempts: 0, error: errorOf(error) });
}

/** Code and message of a failure, fit to be shown. */
export function errorOf(error: unknown): StepError {
  if (error instanceof StepFailure || error instanceof EvaluationError) {
    return { code: error.code, message: error.message };
  }
  return { code: "internal", message: "The step failed for a reason of ours; the log of the Worker has it." };
}
