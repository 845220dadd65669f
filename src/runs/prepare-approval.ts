/** From a hitl agent's inputs to the request that is put to people; refuses what would open a gate by accident. */
import type { ApprovalRequest } from "../contract/approval-request.ts";
import type { HitlAgent, HitlTimeout } from "../ensembles/plan.ts";
import type { CompiledValue, Scope } from "../expressions/compiled.ts";
import { evaluateValue } from "../expressions/evaluate-value.ts";
import type { ApproverGroups } from "../kernel/people.ts";
import { checkBaseUrl } from "./check-base-url.ts";
import {
  expandGroups,
  prepareApprovers,
  requireNames,
  requireOneApproval,
  requireProvable,
} from "./prepare-approvers.ts";
import { prepareData, prepareForm } from "./prepare-content.ts";
import { prepareDeliveries } from "./prepare-deliveries.ts";
import { prepareTimeout } from "./prepare-timeout.ts";
import { prepareTimers, type TimersGiven } from "./prepare-timers.ts";
import type { RunParams } from "./run-params.ts";
import { hiddenVariable } from "./scope.ts";

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
function evaluateInputs(agent: HitlAgent, scope: Scope, known: ApproverGroups): Readonly<Record<string, unknown>> {
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
  if (requireVerified) requireProvable(policy);
  if (agent.editable === true) requireOneApproval(policy);
  const timeoutMs = readTimeout(agent.timeout, { ...scope, names: { ...inputs, ...scope.names } });
  const content = prepareData({ data: inputs["data"], metadata: inputs["metadata"] });
  return {
    workspace: params.workspace,
    runId: params.runId,
    ensemble: params.plan.ensemble,
    agent: agent.name,
    prompt: readPrompt(inputs["prompt"], agent, params),
    ...content,
    formJson: prepareForm(inputs["form"]),
    ...(agent.editable === true ? { editable: true } : {}),
    ...policy,
    rejectionsNeeded: agent.rejectionsNeeded,
    requireVerified,
    selfApproval,
    ...prepareTimers(plannedTimers(agent, scope), { timeoutMs, groups: policy.groups, known }),
    requestedBy,
    timeoutMs,
    baseUrl: readBaseUrl(agent.baseUrl, preparation),
    deliveries: prepareDeliveries(preparation, policy.approvers),
  };
}

function readPrompt(value: unknown, agent: HitlAgent, params: RunParams): string {
  if (value === undefined || value === null || value === "") {
    return `Approve ${agent.name} of ${params.plan.ensemble}?`;
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

function readTimeout(timeout: HitlTimeout, scope: Scope): number | null {
  switch (timeout.kind) {
    case "never":
      return null;
    case "fixed":
      return timeout.ms;
    case "value":
      return prepareTimeout(evaluateValue(timeout.value, scope), timeout.unit);
    default:
      return timeout satisfies never;
  }
}

function plannedTimers({ remind = [], escalate = [] }: HitlAgent, scope: Scope): TimersGiven {
  return { remind, escalate: escalate.map((planned) => ({ ...planned, to: evaluateValue(planned.to, scope) })) };
}

function readBaseUrl(value: CompiledValue | undefined, { scope, publicUrl, params }: Preparation): string {
  const given = value === undefined ? undefined : evaluateValue(value, scope);
  if (given === undefined || given === null || given === "") return publicUrl ?? params.origin;
  return checkBaseUrl(given);
}
