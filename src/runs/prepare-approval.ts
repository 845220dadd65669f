/** From a hitl agent's inputs to the request that is put to people; refuses what would open a gate by accident. */
import { formSchema } from "../approvals/check-values.ts";
import type { ApprovalRequest } from "../contract/approval-request.ts";
import type { HitlAgent, HitlTimeout } from "../ensembles/plan.ts";
import type { CompiledValue, Scope } from "../expressions/compiled.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import { parseDuration } from "../kernel/duration.ts";
import { byteLength, type Json } from "../kernel/json.ts";
import type { ApproverGroups } from "../kernel/people.ts";
import { StepFailure } from "../operations/step-failure.ts";
import { checkBaseUrl } from "./check-base-url.ts";
import { expandGroups, prepareApprovers, requireNames } from "./prepare-approvers.ts";
import { prepareDeliveries } from "./prepare-deliveries.ts";
import { prepareTimers } from "./prepare-timers.ts";
import type { RunParams } from "./run-params.ts";
import { hiddenVariable } from "./scope.ts";

/** Data and metadata together, in bytes of JSON. */
const MAX_DATA_BYTES = 900 * 1024;

const MIN_TIMEOUT_MS = 1_000;
const MAX_TIMEOUT_MS = 365 * 86_400_000;

/** Inputs in which environment values stand for people's addresses and so are read as they are. */
const ADDRESS_INPUTS: ReadonlySet<string> = new Set(["approvers", "requester"]);

export interface Preparation {
  readonly agent: HitlAgent;
  readonly params: RunParams;
  /** Names and time; the environment as it really is. */
  readonly scope: Scope;
  readonly publicUrl: string | undefined;
  readonly emailConfigured: boolean;
  readonly approverGroups: ApproverGroups;
}

/**
 * The inputs by name as they may be stored: environment values by their names, but for people's addresses. What reads
 * `approvers` reads the people: each group's members in place of its name.
 */
export function evaluateInputs(
  agent: HitlAgent,
  scope: Scope,
  known: ApproverGroups,
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  const seen: Record<string, unknown> = {};
  for (const [name, value] of agent.inputs) {
    const env = ADDRESS_INPUTS.has(name) ? scope.env : hiddenVariable;
    values[name] = evaluateValue(value, { ...scope, env, names: { ...seen, ...scope.names } });
    seen[name] = name === "approvers" ? expandGroups(requireNames(values[name]), known) : values[name];
  }
  return values;
}

export function prepareApproval(preparation: Preparation): ApprovalRequest {
  const { agent, params, scope } = preparation;
  const known = preparation.approverGroups;
  const inputs = evaluateInputs(agent, scope, known);
  const requestedBy = typeof inputs["requester"] === "string" ? inputs["requester"] : params.requestedBy;
  const { selfApproval = false, requireVerified = false } = agent;
  const policy = prepareApprovers({
    isNamed: agent.inputs.some(([name]) => name === "approvers"),
    approvers: inputs["approvers"],
    minApprovals: inputs["minApprovals"],
    excluded: selfApproval ? null : requestedBy,
    known,
  });
  if (requireVerified && policy.approvers.length === 0) {
    throw refused("approvers-missing", "`requireVerified` needs `approvers`: nobody else can be proved.");
  }
  if (agent.editable === true) requireOneApproval(policy);
  const timeoutMs = readTimeout(agent.timeout, { ...scope, names: { ...inputs, ...scope.names } });
  const dataJson = JSON.stringify(inputs["data"] ?? null);
  const metadataJson = JSON.stringify(inputs["metadata"] ?? null);
  if (byteLength(dataJson) + byteLength(metadataJson) > MAX_DATA_BYTES) {
    throw refused("data-too-large", "`data` and `metadata` together have more than 900 KiB.");
  }
  return {
    workspace: params.workspace,
    runId: params.runId,
    ensemble: params.plan.ensemble,
    agent: agent.name,
    prompt: readPrompt(inputs["prompt"], agent, params),
    dataJson,
    metadataJson,
    formJson: readForm(inputs["form"]),
    ...(agent.editable === true ? { editable: true } : {}),
    ...policy,
    rejectionsNeeded: agent.rejectionsNeeded,
    requireVerified,
    selfApproval,
    ...prepareTimers(agent, { timeoutMs, groups: policy.groups, known, scope }),
    requestedBy,
    timeoutMs,
    baseUrl: readBaseUrl(agent.baseUrl, preparation),
    deliveries: prepareDeliveries(preparation, policy.approvers),
  };
}

/** What one approver changes, the others would not have approved. */
function requireOneApproval({ minApprovals }: Pick<ApprovalRequest, "minApprovals">): void {
  if (minApprovals <= 1) return;
  throw refused(
    "editable-needs-one",
    `${minApprovals} approvals are wanted; where the approver may change the data, \`editable\`, it must be one.`,
  );
}

function readPrompt(value: unknown, agent: HitlAgent, params: RunParams): string {
  if (value === undefined || value === null || value === "") {
    return `Approve ${agent.name} of ${params.plan.ensemble}?`;
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

function readForm(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  try {
    formSchema(value as Json);
    return JSON.stringify(value);
  } catch (error) {
    throw refused(
      "form-invalid",
      `\`form\` cannot be used: ${error instanceof Error ? error.message : "no JSON Schema"}`,
    );
  }
}

function readTimeout(timeout: HitlTimeout, scope: Scope): number | null {
  switch (timeout.kind) {
    case "never":
      return null;
    case "fixed":
      return timeout.ms;
    case "value":
      return timeoutOf(evaluateValue(timeout.value, scope), timeout.unit);
    default:
      return timeout satisfies never;
  }
}

function timeoutOf(value: unknown, unit: "s" | "ms"): number | null {
  if (value === "never") return null;
  const ms = typeof value === "number" ? value * (unit === "s" ? 1_000 : 1) : parseDuration(String(value));
  if (ms !== null && ms >= MIN_TIMEOUT_MS && ms <= MAX_TIMEOUT_MS) return Math.round(ms);
  throw refused("timeout-invalid", "`timeout` did not come to a time from one second to 365 days, or `never`.");
}

function readBaseUrl(value: CompiledValue | undefined, { scope, publicUrl, params }: Preparation): string {
  const given = value === undefined ? undefined : evaluateValue(value, scope);
  if (given === undefined || given === null || given === "") return publicUrl ?? params.origin;
  return checkBaseUrl(given);
}

function refused(code: string, message: string): StepFailure {
  return new StepFailure(code, message, { retryable: "no" });
}
