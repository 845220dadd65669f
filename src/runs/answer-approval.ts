/** `action: resume | approve | reject`: the run answers another approval, on record as its own doing. */
import type { StepError } from "../contract/run.ts";
import type { AnswerAgent } from "../ensembles/plan.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import { approvalIdOf, parseToken } from "../kernel/ids.ts";
import { isJsonObject, type JsonObject } from "../kernel/json.ts";
import { StepFailure } from "../operations/step-failure.ts";
import type { BareOutcome } from "../approvals/approval-state.ts";
import type { ApprovalPort, DecideAnswer, DecideCommand } from "../approvals/port.ts";
import { type AgentResult, hiddenVariable } from "./scope.ts";
import { internalRules } from "./step-rules.ts";
import { completed, errorOf, failed, type Place, type Walk } from "./walk.ts";

type AnswerResult =
  | { readonly ok: true; readonly startedAt: number; readonly finishedAt: number; readonly output: JsonObject }
  | { readonly ok: false; readonly startedAt: number; readonly finishedAt: number; readonly error: StepError };

export async function answerApproval(walk: Walk, place: Place, agent: AnswerAgent): Promise<AgentResult> {
  const input = evaluateValue(agent.input, place.frame.scope(hiddenVariable));
  const result = await walk.reporter.working(() =>
    walk.ports.durable.step(place.path, internalRules(), () => answer(walk, place, agent)),
  );
  const facts = { startedAt: result.startedAt, finishedAt: result.finishedAt, attempts: 1 };
  return result.ok
    ? completed(walk, place, input, { ...facts, output: result.output })
    : failed(walk, place, input, { ...facts, error: result.error });
}

async function answer(walk: Walk, place: Place, agent: AnswerAgent): Promise<AnswerResult> {
  const startedAt = walk.ports.now();
  try {
    const input = evaluateValue(agent.input, place.frame.scope(walk.ports.variable));
    const { owner, command } = target(walk, agent, isJsonObject(input) ? input : {});
    const output = outputOf(await owner.decide(command), command);
    return { ok: true, startedAt, finishedAt: walk.ports.now(), output };
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return { ok: false, startedAt, finishedAt: walk.ports.now(), error: errorOf(error) };
  }
}

function target(
  walk: Walk,
  agent: AnswerAgent,
  input: JsonObject,
): { readonly owner: ApprovalPort; readonly command: DecideCommand } {
  const id = text(input["approvalId"]) ?? text(input["executionId"]) ?? text(input["token"]) ?? "";
  const token = parseToken(id);
  const owner = walk.ports.approvalById(token === null ? id : approvalIdOf(token.objectId));
  if (owner === null) throw unknownApproval();
  const feedback = text(input["feedback"]);
  const reason = text(input["reason"]);
  const given = {
    approved: wanted(agent, input),
    ...(feedback === undefined ? {} : { feedback }),
    ...(reason === undefined ? {} : { reason }),
  };
  const { workspace, runId } = walk.params;
  return { owner, command: { by: "run", workspace, runName: runId, given, claimed: text(input["approver"]) ?? null } };
}

function wanted(agent: AnswerAgent, input: JsonObject): boolean {
  if (agent.action !== "resume") return agent.action === "approve";
  if (typeof input["approved"] === "boolean") return input["approved"];
  throw new StepFailure("approved-missing", "`approved` did not come to true or false.", { retryable: "no" });
}

/** An answer that this very step gave before a crash reads as the outcome it led to. */
function outputOf(answered: DecideAnswer, command: DecideCommand): JsonObject {
  switch (answered.kind) {
    case "recorded":
      return answered.outcome === null ? pending(command) : plain(answered.outcome);
    case "over":
      return plain(answered.outcome);
    case "already-answered":
      return pending(command);
    case "unknown":
      throw unknownApproval();
    case "not-allowed":
      throw new StepFailure("approver-not-allowed", answered.detail, { retryable: "no" });
    case "refused":
      throw new StepFailure(answered.code, answered.detail, { retryable: "no" });
    case "values-invalid":
      throw new StepFailure("values-invalid", "The approval has a form, which a run cannot fill in.", {
        retryable: "no",
      });
    default:
      return answered satisfies never;
  }
}

function pending({ given }: DecideCommand): JsonObject {
  return {
    status: "pending",
    approved: false,
    rejected: false,
    timedOut: false,
    approvals: [],
    answered: given.approved,
  };
}

function plain(outcome: BareOutcome): JsonObject {
  return JSON.parse(JSON.stringify(outcome)) as JsonObject;
}

function unknownApproval(): StepFailure {
  return new StepFailure("approval-unknown", "There is no such approval in this workspace.", { retryable: "no" });
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
