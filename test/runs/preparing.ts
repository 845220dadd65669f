/** Prepares the request of one hitl agent, written as an author writes it. */
import { compileEnsemble } from "../../src/ensembles/compile-ensemble.ts";
import { formatDiagnostics } from "../../src/ensembles/format-diagnostics.ts";
import type { HitlAgent, Plan } from "../../src/ensembles/plan.ts";
import type { ApprovalRequest } from "../../src/contract/approval-request.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import { EvaluationError } from "../../src/expressions/evaluation-error.ts";
import { StepFailure } from "../../src/operations/step-failure.ts";
import { prepareApproval } from "../../src/runs/prepare-approval.ts";

export interface Asked {
  /** The lines of the agent below its name, such as `inputs: { prompt: Hello }`. */
  readonly agent: string;
  readonly input?: JsonObject;
  readonly env?: Readonly<Record<string, string>>;
  readonly publicUrl?: string;
  readonly emailConfigured?: boolean;
  readonly approverGroups?: Readonly<Record<string, readonly string[]>>;
}

export const ORIGIN = "https://countersign.example";

export function prepare(asked: Asked): ApprovalRequest {
  const { input = {}, env = {}, publicUrl, emailConfigured = false, approverGroups = {} } = asked;
  const plan = planOf(`ensemble: orders\nagents:\n  - name: approve\n    agent: hitl\n${indented(asked.agent)}`);
  return prepareApproval({
    agent: plan.agents[0] as HitlAgent,
    params: {
      runId: "run_1",
      workspace: "main",
      ensemble: "orders",
      plan,
      input,
      requestedBy: "ci",
      actor: "key:ci",
      createdAt: 0,
      origin: ORIGIN,
    },
    scope: { names: { input }, now: "2026-11-01T00:00:00.000Z", env: (name) => env[name] },
    publicUrl,
    emailConfigured,
    approverGroups,
  });
}

/** The refusal of a request that must be refused. */
export function refusalOf(asked: Asked): StepFailure | EvaluationError {
  try {
    prepare(asked);
  } catch (error) {
    if (error instanceof StepFailure || error instanceof EvaluationError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

export function planOf(text: string, scripts: readonly string[] = []): Plan {
  const { plan, diagnostics } = compileEnsemble({ file: "orders.yaml", text, scripts });
  if (plan === null) throw new Error(formatDiagnostics(diagnostics, new Map([["orders.yaml", text]])));
  return plan;
}

function indented(lines: string): string {
  return lines
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
