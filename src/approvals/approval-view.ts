/** An approval as the API shows it. */
import type { Approval, Delivery } from "../contract/approval.ts";
import type { SecretText } from "../contract/approval-request.ts";
import { isoTime } from "../kernel/clock.ts";
import { parseJson } from "../kernel/json.ts";
import { namesOf } from "./aliases.ts";
import { type ApprovalState, recordedAnswer } from "./approval-state.ts";
import { missingPeople } from "./policy.ts";
import type { StoredApproval } from "./store/approval-store.ts";
import type { ApprovalFacts } from "./store/facts-column.ts";
import { goesOutside, type OutsideEffect, type OutboxRow } from "./store/outbox-store.ts";

export function approvalView(
  { facts, createdAt, state, receipt }: StoredApproval,
  request: { readonly dataJson: string; readonly metadataJson: string } | null,
  effects: readonly OutboxRow[],
): Approval {
  const { end } = state;
  return {
    id: facts.approvalId,
    runId: facts.runId,
    ensemble: facts.ensemble,
    agent: facts.agent,
    status: end?.status ?? "pending",
    prompt: facts.prompt,
    data: request === null ? null : parseJson(request.dataJson),
    metadata: request === null ? null : parseJson(request.metadataJson),
    ...(facts.formJson === null ? {} : { form: parseJson(facts.formJson) }),
    ...(facts.editable === true ? { editable: true } : {}),
    approvers: state.seats.map(({ approver }) => approver),
    ...namesKnownOf(state),
    ...delegatesOf(state),
    ...groupsOf(state),
    minApprovals: facts.minApprovals,
    ...missingIn(state),
    ...(state.requireVerified ? { requireVerified: true } : {}),
    approvals: state.answers.map(recordedAnswer),
    requestedBy: facts.requestedBy,
    createdAt: isoTime(createdAt),
    ...(state.expiresAt === null ? {} : { expiresAt: isoTime(state.expiresAt) }),
    ...(end === null ? {} : { decidedAt: isoTime(end.at) }),
    ...(end?.reason === undefined ? {} : { reason: end.reason }),
    ...(end?.feedback === undefined ? {} : { feedback: end.feedback }),
    ...(end?.values === undefined ? {} : { values: end.values }),
    ...(receipt === null ? {} : { receipt }),
    deliveries: effects.flatMap((row) => deliveryView(row, facts)),
  };
}

function namesKnownOf(state: ApprovalState): Pick<Approval, "alsoKnownAs"> {
  const known = state.seats.map(({ approver }) => ({ approver, names: namesOf(state, approver).slice(1) }));
  const alsoKnownAs = known.filter(({ names }) => names.length > 0);
  return alsoKnownAs.length === 0 ? {} : { alsoKnownAs };
}

function missingIn(state: ApprovalState): Pick<Approval, "missingApprovers"> {
  const missing = state.end === null ? missingPeople(state) : 0;
  return missing === 0 ? {} : { missingApprovers: missing };
}

function delegatesOf({ seats }: ApprovalState): Pick<Approval, "delegates"> {
  const delegates = seats.flatMap(({ approver, delegate }) => (delegate === null ? [] : [{ approver, delegate }]));
  return delegates.length === 0 ? {} : { delegates };
}

function groupsOf({ groups, seats }: ApprovalState): Pick<Approval, "groups"> {
  if (groups.length === 0) return {};
  const members = (name: string): string[] =>
    seats.filter((seat) => seat.groups.includes(name)).map(({ approver }) => approver);
  return { groups: groups.map(({ name, needed }) => ({ name, needed, approvers: members(name) })) };
}

function deliveryView({ effect, status, attempts, lastError }: OutboxRow, facts: ApprovalFacts): Delivery[] {
  if (!goesOutside(effect)) return [];
  return [
    {
      ...destinationOf(effect, facts),
      status: status === "done" ? "delivered" : status,
      attempts,
      ...(lastError === null || lastError === "" ? {} : { lastError }),
    },
  ];
}

function destinationOf(
  effect: OutsideEffect,
  { standalone }: ApprovalFacts,
): Pick<Delivery, "channel" | "occasion" | "to"> {
  if (effect.kind === "callback") {
    return {
      channel: "callback",
      occasion: "outcome",
      to: standalone?.callbackBinding ?? webhookHost([standalone?.callbackUrl ?? ""]),
    };
  }
  const { channel, to, webhookUrl } = effect.delivery;
  return {
    channel,
    occasion: effect.kind === "news" ? "outcome" : effect.occasion,
    to: to ?? (webhookUrl === undefined ? channel : webhookHost(webhookUrl)),
  };
}

/** A webhook's address is a secret: the host alone is shown, or the variable that holds it. */
function webhookHost(parts: SecretText): string {
  const text = parts.map((part) => (typeof part === "string" ? part : `\${env.${part.env}}`)).join("");
  if (URL.canParse(text)) return new URL(text).host;
  return /^\$\{env\.[^}]*\}/.exec(text)?.[0] ?? "(address hidden)";
}
