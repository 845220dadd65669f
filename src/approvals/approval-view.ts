/** An approval as the API shows it. */
import type { Approval, Delivery } from "../contract/approval.ts";
import type { SecretText } from "../contract/approval-request.ts";
import { isoTime } from "../kernel/clock.ts";
import { parseJson } from "../kernel/json.ts";
import { recordedAnswer } from "./approval-state.ts";
import type { StoredApproval } from "./store/approval-store.ts";
import type { OutboxRow } from "./store/outbox-store.ts";

export function approvalView(
  { facts, createdAt, state }: StoredApproval,
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
    approvers: [...facts.approvers],
    minApprovals: facts.minApprovals,
    approvals: state.answers.map(recordedAnswer),
    requestedBy: facts.requestedBy,
    createdAt: isoTime(createdAt),
    ...(state.expiresAt === null ? {} : { expiresAt: isoTime(state.expiresAt) }),
    ...(end === null ? {} : { decidedAt: isoTime(end.at) }),
    ...(end?.reason === undefined ? {} : { reason: end.reason }),
    ...(end?.feedback === undefined ? {} : { feedback: end.feedback }),
    ...(end?.values === undefined ? {} : { values: end.values }),
    deliveries: effects.flatMap(deliveryView),
  };
}

function deliveryView({ effect, status, attempts, lastError }: OutboxRow): Delivery[] {
  if (effect.kind !== "notify") return [];
  const { channel, to, webhookUrl } = effect.delivery;
  return [
    {
      channel,
      to: to ?? (webhookUrl === undefined ? channel : webhookHost(webhookUrl)),
      status: status === "done" ? "delivered" : status,
      attempts,
      ...(lastError === null || lastError === "" ? {} : { lastError }),
    },
  ];
}

/** A webhook's address is a secret: the host alone is shown, or the variable that holds it. */
function webhookHost(parts: SecretText): string {
  const text = parts.map((part) => (typeof part === "string" ? part : `\${env.${part.env}}`)).join("");
  if (URL.canParse(text)) return new URL(text).host;
  return /^\$\{env\.[^}]*\}/.exec(text)?.[0] ?? "(address hidden)";
}
