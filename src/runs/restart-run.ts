/** Runs the same plan with the same input again, as a new run; may keep the results of the agents before one. */
import { type Actor, actorLabel } from "../contract/actor.ts";
import type { Run } from "../contract/run.ts";
import type { Plan } from "../ensembles/plan.ts";
import { CountersignError } from "../kernel/errors.ts";
import { newRunId } from "../kernel/ids.ts";
import type { LedgerPort, RunStart } from "../ledger/port.ts";
import { createInstance } from "./create-instance.ts";
import { agentNames } from "./kept-agents.ts";
import { readRunParams } from "./run-params.ts";
import { requireRun, startedRun } from "./start-run.ts";

export interface RestartRunContext {
  readonly actor: Actor;
  readonly ledger: LedgerPort;
  readonly runs: Workflow;
  readonly now: number;
}

export interface RestartRunInput {
  readonly runId: string;
  readonly from: string | undefined;
  readonly origin: string;
}

/** From where a run can be repeated: of an ensemble in TypeScript, the steps that it came to. */
async function startsOf(ledger: LedgerPort, runId: string, plan: Plan): Promise<readonly string[]> {
  if (plan.code === undefined) return plan.agents.flatMap(agentNames);
  const { steps } = requireRun(await ledger.getRun(runId));
  return steps.flatMap(({ agent, path }) => [agent, path]);
}

function requireAgent(from: string, known: readonly string[]): void {
  if (known.includes(from)) return;
  throw new CountersignError("agent-unknown", `The run's plan has no agent "${from}".`, {
    errors: [{ path: "from", message: "names no agent of the run's plan" }],
  });
}

export async function restartRun(context: RestartRunContext, wanted: RestartRunInput): Promise<Run> {
  const { actor, ledger, runs, now } = context;
  const known = await ledger.getRunStart(wanted.runId);
  if (known === null) throw new CountersignError("not-found", "There is no such run.");
  const { plan, input } = readRunParams(known);
  if (wanted.from !== undefined) requireAgent(wanted.from, await startsOf(ledger, wanted.runId, plan));
  const { idempotency: _used, from: _from, ...again } = known;
  const start: RunStart = {
    ...again,
    runId: newRunId(),
    actor: actorLabel(actor),
    createdAt: now,
    origin: wanted.origin,
    retryOf: wanted.runId,
    ...(wanted.from === undefined ? {} : { from: wanted.from }),
  };
  await ledger.startRun(start);
  await createInstance(runs, start);
  return startedRun(start, input);
}
