/** One attempt at each kind of effect: waking the run, telling the ledger, telling a person. */
import type { RequestedDelivery } from "../contract/approval-request.ts";
import type { Outcome } from "../contract/decision.ts";
import type { LedgerPort } from "../ledger/port.ts";
import type { Time } from "../kernel/clock.ts";
import { parseJson } from "../kernel/json.ts";
import type { Channel, FoundRecipient } from "../notifications/channel.ts";
import type {
  ChannelPort,
  Destination,
  NotificationSettings,
  OutcomeNotice,
  SendResult,
} from "../notifications/notice.ts";
import { postWebhook } from "../notifications/webhook/post-webhook.ts";
import { renderCallback } from "../notifications/webhook/render-callback.ts";
import type { ApprovalMachine } from "./approval-machine.ts";
import { outcomeOf, recordedAnswer } from "./approval-state.ts";
import { findTarget } from "./find-target.ts";
import { listedApproval } from "./listed-approval.ts";
import type { Attempted } from "./outbox.ts";
import { loadRequestData, type StoredApproval } from "./store/approval-store.ts";
import { forgetEvents, listEvents } from "./store/event-store.ts";
import type { Effect, OutboxRow } from "./store/outbox-store.ts";
import { mintToken } from "./store/token-store.ts";
import type { WokenRun } from "./wake-run.ts";

const SEND_TIMEOUT_MS = 15_000;

export interface AttemptPorts extends Time {
  readonly sql: SqlStorage;
  readonly machine: ApprovalMachine;
  /** The receipt of an approval that is over. */
  readonly receipt: () => Promise<string>;
  /** Sends the outcome to the run that waits; resolves also where nobody waits any more. */
  readonly wakeRun: (runId: string, outcome: Outcome) => Promise<WokenRun>;
  readonly ledger: (workspace: string) => Pick<LedgerPort, "reportApproval">;
  /** Another Worker, by the name of its service binding. */
  readonly service: (name: string) => Pick<Fetcher, "fetch"> | undefined;
  readonly settings: () => NotificationSettings;
  readonly variable: (name: string) => string | undefined;
  readonly fetch: typeof fetch;
}

const NO_OUTCOME: SendResult = { status: "failed", error: "There is no outcome to tell." };

const SETTLED_FIRST: SendResult = { status: "failed", error: "Not sent: the request was settled first." };

type NotifyEffect = Extract<Effect, { kind: "notify" }>;
type NewsEffect = Extract<Effect, { kind: "news" }>;

export async function attemptEffect(row: OutboxRow, ports: AttemptPorts): Promise<Attempted> {
  const stored = ports.machine.load();
  if (stored === null) return { status: "delivered" };
  switch (row.effect.kind) {
    case "wake":
      return wake(row, stored, ports);
    case "ledger":
      return tellLedger(stored, ports);
    case "callback":
      return callBack(row, stored, ports);
    case "notify":
      return notify(row, row.effect, stored, ports);
    case "news":
      return tellOutcome(row, row.effect, stored, ports);
    default:
      return row.effect satisfies never;
  }
}

/** At one a minute, for about a day: a run that is not there may yet come, then it never does. */
const MISSED_AT_MOST = 1_440;

async function wake(row: OutboxRow, stored: StoredApproval, ports: AttemptPorts): Promise<SendResult> {
  const outcome = ports.machine.outcome();
  const { runId } = stored.facts;
  if (outcome === null || runId === null) return NO_OUTCOME;
  const woken = await ports.wakeRun(runId, { ...outcome, receipt: await ports.receipt() });
  if (woken === "sent") return { status: "delivered" };
  return { status: row.attempts + 1 < MISSED_AT_MOST ? "retry" : "failed", error: "There is no such run." };
}

async function tellLedger(stored: StoredApproval, ports: AttemptPorts): Promise<Attempted> {
  const { sql } = ports;
  const { approvalId, runId, workspace } = stored.facts;
  const receipt = stored.state.end === null ? null : await ports.receipt();
  const { events, lastSeq } = listEvents(sql, { approvalId, runId });
  const { absences } = await ports.ledger(workspace).reportApproval({
    rev: stored.rev,
    approvalId,
    runId,
    approvalJson: JSON.stringify(listedApproval({ ...stored, receipt }, sql)),
    expiresAt: stored.state.expiresAt,
    events,
  });
  forgetEvents(sql, lastSeq);
  ports.machine.applyAbsences({ rev: stored.rev, absences });
  return ports.machine.load()?.rev === stored.rev ? { status: "delivered" } : { status: "again" };
}

async function notify(
  row: OutboxRow,
  effect: NotifyEffect,
  stored: StoredApproval,
  ports: AttemptPorts,
): Promise<SendResult> {
  if (stored.state.end !== null) return SETTLED_FIRST;
  const target = findTarget(effect.delivery, ports.variable);
  if (!target.ok) return { status: "failed", error: target.error };
  // One for both: together they end before the lease does.
  const port = channelPort(row, stored, ports);
  const found = await recognizeRecipient(row, effect.delivery, { target, port, ports });
  if (found.status !== "found") return found;
  return ask(effect, { target: { channel: target.channel, destination: found.destination }, port, ports });
}

/** As it is by now: whoever reads it may have been looked for. */
async function ask(
  { delivery, occasion }: NotifyEffect,
  { target: { channel, destination }, port, ports }: Telling,
): Promise<SendResult> {
  const stored = ports.machine.load();
  const request = stored === null ? null : loadRequestData(ports.sql);
  if (stored === null || stored.state.end !== null || request === null) return SETTLED_FIRST;
  const madeBy = `channel:${delivery.channel}`;
  const token = { approver: delivery.approver, verified: isProof(delivery), madeBy };
  const url = ports.machine.linkUrl(stored, mintToken(ports.sql, token, ports.now()), delivery.baseUrl);
  return channel.send(
    {
      occasion,
      approvalId: stored.facts.approvalId,
      runId: stored.facts.runId,
      ensemble: stored.facts.ensemble,
      agent: stored.facts.agent,
      prompt: stored.facts.prompt,
      data: parseJson(request.dataJson),
      metadata: parseJson(request.metadataJson),
      form: stored.state.form,
      editable: stored.facts.editable === true,
      requestedBy: stored.facts.requestedBy,
      createdAt: stored.createdAt,
      expiresAt: stored.state.expiresAt,
      recipient: delivery.approver,
      url,
      callbackUrl: url,
    },
    destination,
    port,
  );
}

/** A link proves who answers where it goes to their own address, and leads to us. */
function isProof({ approver, unproved }: RequestedDelivery): boolean {
  return approver !== null && unproved !== true;
}

interface Target {
  readonly channel: Channel;
  readonly destination: Destination;
}

interface Telling {
  readonly target: Target;
  readonly port: ChannelPort;
  readonly ports: AttemptPorts;
}

/** So often a link of somebody's own waits until it is known who they are; then it goes out all the same. */
const RECOGNIZED_WITHIN = 3;

/** What else they are called is kept before they have a link by which they are certain. */
async function recognizeRecipient(
  { attempts }: OutboxRow,
  { approver }: RequestedDelivery,
  { target: { channel, destination }, port, ports }: Telling,
): Promise<FoundRecipient> {
  const unknown = { status: "found", destination, names: [] } as const;
  if (approver === null || channel.findRecipient === undefined) return unknown;
  const found = await channel.findRecipient(destination, port);
  if (found.status === "failed") return unknown;
  if (found.status === "retry") return attempts < RECOGNIZED_WITHIN ? found : unknown;
  if (found.names.length > 1) ports.machine.recognize(found.names);
  return found;
}

async function tellOutcome(
  row: OutboxRow,
  { delivery, audience, ref }: NewsEffect,
  { facts, state }: StoredApproval,
  ports: AttemptPorts,
): Promise<SendResult> {
  const { end } = state;
  if (end === null) return NO_OUTCOME;
  const target = findTarget(delivery, ports.variable);
  if (!target.ok) return { status: "failed", error: target.error };
  const { approvalId, runId, ensemble, agent, prompt, requestedBy } = facts;
  const outcome: OutcomeNotice = {
    approvalId,
    runId,
    ensemble,
    agent,
    prompt,
    requestedBy,
    status: end.status,
    decidedAt: end.at,
    approvals: state.answers.map(recordedAnswer),
    ...(end.reason === undefined ? {} : { reason: end.reason }),
    ...(end.feedback === undefined ? {} : { feedback: end.feedback }),
    audience,
  };
  return target.channel.sendOutcome(outcome, target.destination, ref, channelPort(row, { facts }, ports));
}

/** Tells the program that asked. */
async function callBack(row: OutboxRow, stored: StoredApproval, ports: AttemptPorts): Promise<SendResult> {
  const { facts, state } = stored;
  const url = facts.standalone?.callbackUrl ?? null;
  if (state.end === null || url === null) return NO_OUTCOME;
  const request = loadRequestData(ports.sql);
  const payload = renderCallback({
    outcome: { ...outcomeOf(state, state.end), receipt: await ports.receipt() },
    title: facts.ensemble,
    metadata: request === null ? null : parseJson(request.metadataJson),
    decidedAt: state.end.at,
  });
  const port = channelPort(row, stored, ports);
  const binding = facts.standalone?.callbackBinding;
  if (binding === undefined) return postWebhook(url, payload, port);
  const service = ports.service(binding);
  if (service === undefined) return { status: "failed", error: `There is no service binding ${binding}.` };
  return postWebhook(url, payload, { ...port, fetch: (input, init) => service.fetch(input, init) });
}

function channelPort(row: OutboxRow, { facts }: Pick<StoredApproval, "facts">, ports: AttemptPorts): ChannelPort {
  return {
    fetch: ports.fetch,
    now: ports.now(),
    signal: ports.cutOff(SEND_TIMEOUT_MS),
    deliveryId: `${facts.approvalId}_${row.id}`,
    settings: ports.settings(),
  };
}
