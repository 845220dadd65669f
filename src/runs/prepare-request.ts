/** From what a program asks for to the request that is put to people; finds everything that is wrong with it at once. */
import { DEFAULT_TIMEOUT_MS } from "../contract/approval-limits.ts";
import type { ApprovalRequest, Escalation, Reminder, RequestedDelivery } from "../contract/approval-request.ts";
import type { Wake } from "../contract/approvals-binding.ts";
import type { ChannelRequest, EscalationRequest, RequestApprovalBody } from "../contract/request-approval.ts";
import { parseReminder } from "../ensembles/parse-reminder.ts";
import type { FieldError } from "../kernel/errors.ts";
import { sha256Hex } from "../kernel/hash.ts";
import { canonicalJson } from "../kernel/json.ts";
import type { ApproverGroups } from "../kernel/people.ts";
import { channelDeliveries, type ChannelOptions, unnamedDeliveries } from "./channel-deliveries.ts";
import { checkBaseUrl } from "./check-base-url.ts";
import { preparePeople, prepareWanted, requireOneApproval, requireProvable } from "./prepare-approvers.ts";
import { prepareData, prepareForm } from "./prepare-content.ts";
import { prepareTimeout, readTime } from "./prepare-timeout.ts";
import { prepareEscalation, prepareReminder, type Timing } from "./prepare-timers.ts";
import { RequestFault, RequestFaults } from "./request-faults.ts";
import { requireReachable } from "./require-reachable.ts";

export interface Asker {
  readonly workspace: string;
  readonly keyName: string;
  /** Where links start. */
  readonly baseUrl: string;
  /** Where this deployment answers for certain, without a slash at the end. */
  readonly addresses: readonly string[];
  readonly emailConfigured: boolean;
  readonly approverGroups: ApproverGroups;
  /** Whether it is asked for under an Idempotency-Key. */
  readonly isNamed: boolean;
  /** The Workflow that is woken by the outcome. */
  readonly wake?: Wake;
}

export type PreparedRequest =
  | { readonly ok: true; readonly request: ApprovalRequest }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

export function prepareRequest(body: RequestApprovalBody, asker: Asker): PreparedRequest {
  const faults = new RequestFaults();
  const requestedBy = body.requester ?? asker.keyName;
  const policy = preparePolicy(faults, body, { excluded: body.selfApproval ? null : requestedBy, asker });
  const timeoutMs = faults.at("timeout", DEFAULT_TIMEOUT_MS, () =>
    body.timeout === undefined ? DEFAULT_TIMEOUT_MS : prepareTimeout(body.timeout, "s"),
  );
  const timing = { timeoutMs, groups: policy.groups, known: asker.approverGroups };
  const request: ApprovalRequest = {
    workspace: asker.workspace,
    runId: null,
    ensemble: body.title,
    agent: null,
    standalone: standaloneOf(body, asker),
    prompt: body.prompt,
    ...faults.at("data", { dataJson: "null", metadataJson: "null" }, () =>
      prepareData({ data: body.data, metadata: body.metadata }),
    ),
    formJson: faults.at("form", null, () => prepareForm(body.form)),
    ...(body.editable ? { editable: true } : {}),
    ...policy,
    rejectionsNeeded: body.rejectionsNeeded,
    requireVerified: body.requireVerified,
    selfApproval: body.selfApproval,
    remind: prepareReminders(faults, body, timing),
    escalate: prepareEscalations(faults, body, timing),
    requestedBy,
    timeoutMs,
    baseUrl: asker.baseUrl,
    deliveries: prepareDeliveries(faults, body, { approvers: policy.approvers, asker }),
  };
  return faults.found.length === 0 ? { ok: true, request } : { ok: false, errors: faults.found };
}

function standaloneOf(body: RequestApprovalBody, { keyName, isNamed, wake }: Asker): ApprovalRequest["standalone"] {
  const facts = { keyName, requestHash: sha256Hex(canonicalJson(body)), isNamed };
  if (wake === undefined) return { ...facts, callbackUrl: body.callback ?? null };
  const query = new URLSearchParams({ instance: wake.instanceId, event: wake.event }).toString();
  return { ...facts, callbackUrl: `https://workflow.internal/?${query}`, callbackBinding: wake.binding };
}

interface Asking {
  readonly excluded: string | null;
  readonly asker: Asker;
}

type Policy = Pick<ApprovalRequest, "approvers" | "minApprovals" | "groups">;

function preparePolicy(faults: RequestFaults, body: RequestApprovalBody, { excluded, asker }: Asking): Policy {
  const { approvers, minApprovals, editable, requireVerified } = body;
  const known = asker.approverGroups;
  const asked = faults.at("approvers", null, () =>
    preparePeople({ isNamed: approvers !== undefined, approvers, excluded, known }),
  );
  // How many are wanted can be judged only where it is known who is asked.
  if (asked === null) return { approvers: [], minApprovals: 1, groups: [] };
  const wanted = faults.at("minApprovals", { minApprovals: 1, groups: [] }, () =>
    prepareWanted(minApprovals, { ...asked, known }),
  );
  if (editable) faults.at("editable", undefined, () => requireOneApproval(wanted));
  if (requireVerified) faults.at("requireVerified", undefined, () => requireProvable({ approvers: asked.people }));
  return { approvers: asked.people, ...wanted };
}

function prepareReminders(faults: RequestFaults, { remind = [] }: RequestApprovalBody, timing: Timing): Reminder[] {
  return [remind].flat().flatMap((text, index) => {
    const path = typeof remind === "string" ? "remind" : `remind.${index}`;
    return faults.at(path, [], () => [prepareReminder(requireReminder(text), timing)]);
  });
}

function requireReminder(text: string): Reminder {
  const reminder = parseReminder(text);
  if (reminder !== null) return reminder;
  throw new RequestFault("A reminder is a duration such as 4h, or one before the end: 1h before expiry.");
}

function prepareEscalations(
  faults: RequestFaults,
  { escalate = [] }: RequestApprovalBody,
  timing: Timing,
): Escalation[] {
  return escalate.flatMap((escalation, index) =>
    faults.at(`escalate.${index}`, [], () => [prepareEscalation(readEscalation(escalation), timing)]),
  );
}

function readEscalation({ after, to, for: group }: EscalationRequest) {
  const afterMs = readTime(after, "s");
  if (afterMs === null) throw new RequestFault("`after` is a time from one second to 365 days.");
  return { afterMs, to, ...(group === undefined ? {} : { group }) };
}

interface Telling {
  readonly approvers: readonly string[];
  readonly asker: Asker;
}

function prepareDeliveries(
  faults: RequestFaults,
  { channels: wanted, requireVerified }: RequestApprovalBody,
  { approvers, asker }: Telling,
): readonly RequestedDelivery[] {
  if (wanted === undefined) return asker.emailConfigured ? unnamedDeliveries({}, approvers) : [];
  return wanted.flatMap((request, index) =>
    faults.at(`channels.${index}`, [], () => {
      requireReachable(request, approvers);
      const options = readOptions(request);
      const deliveries = channelDeliveries(request.channel, options, approvers);
      if (options.baseUrl === undefined || isOurs(options.baseUrl, asker)) return deliveries;
      if (requireVerified && deliveries.some(isPersonal)) throw new RequestFault(PROVES_NOTHING);
      return deliveries.map((delivery) => (isPersonal(delivery) ? { ...delivery, unproved: true } : delivery));
    }),
  );
}

function isPersonal({ approver }: RequestedDelivery): boolean {
  return approver !== null;
}

/** A link that starts elsewhere is read by whoever is there, before or instead of the approver. */
function isOurs(baseUrl: string, { addresses }: Asker): boolean {
  return addresses.some((address) => baseUrl === address || baseUrl.startsWith(`${address}/`));
}

const PROVES_NOTHING =
  "`baseUrl` does not start with PUBLIC_URL, nor with the address that was called: such links prove nobody, and `requireVerified` wants proof.";

function readOptions({ channel: _channel, to, webhookUrl, baseUrl, ...mail }: ChannelRequest): ChannelOptions {
  return {
    ...mail,
    ...(to === undefined ? {} : { to: [to].flat() }),
    ...(webhookUrl === undefined ? {} : { webhookUrl: [webhookUrl] }),
    ...(baseUrl === undefined ? {} : { baseUrl: checkBaseUrl(baseUrl) }),
  };
}
