/** An agent that does work: one recorded step that calls its operation, with time-out, retries and bounds. */
import type { Script } from "../contract/script.ts";
import type { WorkAgent } from "../ensembles/plan.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import { envNamesIn } from "../expressions/names-in.ts";
import { parseDuration } from "../kernel/duration.ts";
import { isJsonObject, type Json } from "../kernel/json.ts";
import type { Operation } from "../operations/operation.ts";
import { asStepFailure, StepFailure } from "../operations/step-failure.ts";
import { EvaluationError } from "../expressions/evaluation-error.ts";
import { evaluateConfig } from "./evaluate-config.ts";
import { keptResult } from "./kept-result.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { type AgentResult, hiddenVariable } from "./scope.ts";
import { AnotherAttempt, DEFAULT_RETRY, workRules } from "./step-rules.ts";
import { type StepResult, toOutput } from "./step-result.ts";
import { UsageMeter } from "./usage-meter.ts";
import { codeVersionOf, completed, failed, type Place, stepRecord, type Walk } from "./walk.ts";

/** @param inline the work of a `code` agent, where it names no script */
export async function doWork(walk: Walk, place: Place, agent: WorkAgent, inline?: Script): Promise<AgentResult> {
  const operation = walk.ports.operations[agent.operation];
  if (operation === undefined) {
    throw new StepFailure("operation-unknown", `This deployment has no operation ${agent.operation}.`, {
      retryable: "no",
    });
  }
  const input = evaluateValue(agent.input, place.frame.scope(hiddenVariable));
  const timeoutMs = attemptTimeout(agent, operation, place);
  const retry = agent.retry ?? DEFAULT_RETRY;
  const meter = new UsageMeter();
  const result = await walk.reporter.working(() =>
    walk.ports.durable.step(place.path, workRules(retry, timeoutMs), (attempt) =>
      attemptWork(walk, place, {
        agent,
        operation,
        inline,
        timeoutMs,
        meter,
        attempt,
        isLast: attempt >= retry.attempts,
      }),
    ),
  );
  return result.ok ? completed(walk, place, input, result) : failed(walk, place, input, result);
}

interface Attempt {
  readonly agent: WorkAgent;
  readonly operation: Operation;
  readonly inline: Script | undefined;
  readonly timeoutMs: number;
  readonly meter: UsageMeter;
  /** Counted from 1. */
  readonly attempt: number;
  readonly isLast: boolean;
}

/** Returns the result to record; throws where another attempt is wanted. */
async function attemptWork(walk: Walk, place: Place, work: Attempt): Promise<StepResult> {
  const { now } = walk.ports;
  const kept = await keptResult(walk, place);
  if (kept !== null) return kept;
  const startedAt = now();
  const times = { startedAt, attempts: work.attempt, ...codeVersionOf(walk, work.agent) };
  const running = stepRecord(place, { status: "running", ...times });
  try {
    const output = await walk.reporter.whileRunning(running, () => callOperation(walk, place, work));
    return { ok: true, output: toOutput(output), ...times, finishedAt: now(), ...work.meter.total() };
  } catch (error) {
    const failure = error instanceof EvaluationError ? evaluationFailure(error) : asStepFailure(error, "step-failed");
    const secrets = [...envNamesIn(work.agent.config), ...envNamesIn(work.agent.input)];
    const message = hideSecrets(failure.message, secrets, walk.ports.variable);
    if (!work.isLast && mayRetry(failure, work.agent)) throw new AnotherAttempt(message, failure.options.retryAfterMs);
    return { ok: false, error: { code: failure.code, message }, ...times, finishedAt: now(), ...work.meter.total() };
  }
}

function mayRetry({ options }: StepFailure, agent: WorkAgent): boolean {
  return options.retryable === "yes" || (options.retryable === "asked" && agent.retry !== undefined);
}

function evaluationFailure(error: EvaluationError): StepFailure {
  return new StepFailure(error.code, error.message, { retryable: "no" });
}

async function callOperation(
  walk: Walk,
  place: Place,
  { agent, operation, inline, timeoutMs, meter }: Attempt,
): Promise<unknown> {
  const { params, ports } = walk;
  const scope = place.frame.scope(ports.variable);
  const signal = AbortSignal.timeout(timeoutMs);
  const call = operation.run(
    {
      ...evaluateConfig(agent, scope),
      input: toInput(evaluateValue(agent.input, scope)),
      run: { id: params.runId, ensemble: params.plan.ensemble, startedAt: new Date(params.createdAt).toISOString() },
      agent: agent.name,
      idempotencyKey: `${params.runId}.${place.path}`,
      signal,
      ...(inline === undefined ? {} : { inline }),
      recordUsage: (usage) => meter.add(usage),
    },
    ports.operationPorts,
  );
  return Promise.race([call, timeUp(signal, timeoutMs)]);
}

function timeUp(signal: AbortSignal, timeoutMs: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => {
      reject(new StepFailure("timeout", `There was no answer within ${timeoutMs} ms.`, { retryable: "yes" }));
    });
  });
}

function toInput(value: unknown): Json {
  return value === undefined ? null : toOutput(value);
}

function attemptTimeout(agent: WorkAgent, operation: Operation, place: Place): number {
  if (agent.timeout !== undefined) return agent.timeout;
  const config = evaluateValue(agent.config, place.frame.scope(hiddenVariable));
  const given = isJsonObject(config) ? config["timeout"] : undefined;
  if (typeof given === "number") return given;
  return (typeof given === "string" ? parseDuration(given) : null) ?? operation.defaultTimeoutMs;
}
