/**
 * One approval as a machine over its tables: open, inspect, decide, cancel, settle. Every change is one transaction that
 * also writes the effects that follow; clock, alarm and deliveries come in as ports.
 */
import type { ApprovalRequest } from "../contract/approval-request.ts";
import type { Approval } from "../contract/approval.ts";
import { type Actor, actorLabel, SYSTEM } from "../contract/actor.ts";
import type { Outcome, OutcomeStatus } from "../contract/decision.ts";
import type { LinkView } from "../contract/link-view.ts";
import { type Clock, isoTime } from "../kernel/clock.ts";
import { approvalIdOf, formatToken } from "../kernel/ids.ts";
import { sha256Hex } from "../kernel/hash.ts";
import type { JsonObject } from "../kernel/json.ts";
import { type End, outcomeOf, recordedAnswer, remainingApprovals } from "./approval-state.ts";
import { actorOf, findAnswerer, namedApprover } from "./answerer.ts";
import { approvalView } from "./approval-view.ts";
import { type Answerer, decide, expire, type Refusal } from "./decide.ts";
import { linkView } from "./link-view.ts";
import { refusedAnswer } from "./refused-answer.ts";
import type { CancelRequest, DecideAnswer, DecideCommand, MintAnswer, MintRequest, Opened } from "./port.ts";
import {
  bumpRev,
  eraseRequestData,
  insertAnswer,
  insertApproval,
  insertRequestData,
  loadApproval,
  loadRequestData,
  saveEnd,
  type StoredApproval,
} from "./store/approval-store.ts";
import { addEvent, countEvents } from "./store/event-store.ts";
import {
  abandonNotices,
  addEffect,
  earliestEffect,
  listEffects,
  type OutboxRow,
  requestLedgerReport,
} from "./store/outbox-store.ts";
import { hasTables, migrate } from "./store/schema.ts";
import { findToken, mintToken } from "./store/token-store.ts";
import { KEEP_AFTER_END_MS, nextDue } from "./timetable.ts";

/** Refusals are written down while the record has fewer lines: an open link must not make it grow without end. */
const REFUSALS_RECORDED_UP_TO = 50;

export interface MachinePorts {
  readonly sql: SqlStorage;
  readonly transaction: <T>(body: () => T) => T;
  readonly now: Clock;
  /** The object's own id, 64 hex digits. */
  readonly objectId: string;
  readonly callbackPath: () => string;
}

export type ApprovalMachine = ReturnType<typeof createApprovalMachine>;

export function createApprovalMachine(ports: MachinePorts) {
  const { sql, now, transaction } = ports;
  const approvalId = approvalIdOf(ports.objectId);

  function load(): StoredApproval | null {
    return hasTables(sql) ? loadApproval(sql) : null;
  }

  function open(request: ApprovalRequest): Opened {
    return transaction(() => {
      migrate(sql);
      const known = loadApproval(sql);
      if (known !== null) return openedOf(known.createdAt, known.state.expiresAt);
      const createdAt = now();
      const expiresAt = request.timeoutMs === null ? null : createdAt + request.timeoutMs;
      const { dataJson, metadataJson: _metadata, deliveries, timeoutMs: _timeout, ...facts } = request;
      insertApproval(sql, { ...facts, approvalId }, { createdAt, expiresAt });
      insertRequestData(sql, request);
      for (const delivery of deliveries) addEffect(sql, { kind: "notify", delivery }, createdAt);
      record({ kind: "run", name: request.runId }, "approval.requested", {
        agent: request.agent,
        approvers: [...request.approvers],
        minApprovals: request.minApprovals,
        dataHash: sha256Hex(dataJson),
        expiresAt: expiresAt === null ? null : isoTime(expiresAt),
      });
      return openedOf(createdAt, expiresAt);
    });
  }

  function openedOf(createdAt: number, expiresAt: number | null): Opened {
    return { approvalId, createdAt, expiresAt };
  }

  function inspect(secret: string): LinkView {
    const stored = load();
    const token = stored === null ? null : findToken(sql, secret);
    if (stored === null || token === null) return { kind: "unknown" };
    return linkView(expired(stored), token, loadRequestData(sql));
  }

  function read(workspace: string): Approval | null {
    const stored = load();
    if (stored === null || stored.facts.workspace !== workspace) return null;
    return approvalView(expired(stored), loadRequestData(sql), listEffects(sql));
  }

  function outcome(): Outcome | null {
    const stored = settleExpiry();
    return stored?.state.end == null ? null : outcomeOf(stored.state, stored.state.end);
  }

  function decideCommand(command: DecideCommand): DecideAnswer {
    return transaction(() => {
      const stored = settleExpiry();
      const answerer = stored === null ? null : findAnswerer(sql, stored, command);
      if (stored === null || answerer === null) return { kind: "unknown" };
      const decided = decide(stored.state, answerer, command.given, now());
      if (decided.kind === "refused") {
        recordRefusal(answerer, decided.refusal);
        return refusedAnswer(stored.state, decided.refusal);
      }
      insertAnswer(sql, decided.answer);
      const state = { ...stored.state, answers: [...stored.state.answers, decided.answer] };
      const person = actorOf(answerer, decided.answer.approver, decided.answer.verified);
      record(person, "approval.answered", {
        approver: decided.answer.approver,
        approved: decided.answer.approved,
        via: decided.answer.via,
        verified: decided.answer.verified,
      });
      if (decided.end !== null) conclude(decided.end, person, "approval.decided");
      return {
        kind: "recorded",
        outcome: decided.end === null ? null : outcomeOf(state, decided.end),
        result: {
          status: decided.end === null ? "pending" : decided.end.status === "approved" ? "approved" : "rejected",
          approvalId,
          runId: stored.facts.runId,
          approvals: state.answers.map(recordedAnswer),
          remaining: decided.end === null ? remainingApprovals(state) : 0,
        },
      };
    });
  }

  function recordRefusal(answerer: Answerer, refusal: Refusal): void {
    if (refusal.code === "values-invalid" || countEvents(sql) >= REFUSALS_RECORDED_UP_TO) return;
    const name = answerer.claimed ?? (answerer.kind === "personal" ? answerer.approver : "anonymous");
    record(actorOf(answerer, name, false), "approval.refused", { why: refusal.code });
  }

  function mintLink(request: MintRequest): MintAnswer {
    return transaction(() => {
      const stored = settleExpiry();
      if (stored === null || stored.facts.workspace !== request.workspace) return { kind: "unknown" };
      const { end, approvers, expiresAt } = stored.state;
      if (end !== null) return { kind: "over", status: end.status, decidedAt: end.at };
      const approver = request.approver === null ? null : namedApprover(approvers, request.approver);
      if (approver === undefined) {
        return { kind: "not-allowed", detail: "The name given is not among the approvers of this request." };
      }
      const url = linkUrl(stored, mintToken(sql, { approver, verified: false, madeBy: request.actor }, now()));
      recordLabelled(request.actor, "link.created", { approver });
      return { kind: "minted", url, expiresAt };
    });
  }

  function linkUrl(stored: StoredApproval, secret: string, baseUrl: string = stored.facts.baseUrl): string {
    return `${baseUrl}${ports.callbackPath()}/${formatToken({ objectId: ports.objectId, secret })}`;
  }

  function cancel(request: CancelRequest): { readonly status: OutcomeStatus | "unknown" } {
    return transaction(() => {
      const stored = settleExpiry();
      if (stored === null || stored.facts.workspace !== request.workspace) return { status: "unknown" };
      if (stored.state.end !== null) return { status: stored.state.end.status };
      saveEnd(sql, { status: "cancelled", at: now(), reason: request.reason });
      afterEnd();
      recordLabelled(request.actor, "approval.cancelled", { reason: request.reason });
      return { status: "cancelled" };
    });
  }

  /** Writes down the end that time has brought, if it has; the clock decides, not the alarm. */
  function settleExpiry(): StoredApproval | null {
    const stored = load();
    if (stored === null) return null;
    const end = expire(stored.state, now());
    if (end === null) return stored;
    transaction(() => conclude(end, SYSTEM, "approval.expired"));
    return loadApproval(sql);
  }

  function conclude(end: End, actor: Actor, type: string): void {
    if (!saveEnd(sql, end)) return;
    afterEnd();
    record(actor, type, { status: end.status, ...(end.reason === undefined ? {} : { reason: end.reason }) });
  }

  function afterEnd(): void {
    abandonNotices(sql, "Not sent: the request was settled first.");
    addEffect(sql, { kind: "wake" }, now());
  }

  function record(actor: Actor, type: string, detail: JsonObject): void {
    recordLabelled(actorLabel(actor), type, detail);
  }

  function recordLabelled(actor: string, type: string, detail: JsonObject): void {
    addEvent(sql, { at: now(), type, actor, detail });
    bumpRev(sql);
    requestLedgerReport(sql, now());
  }

  /** Puts on record what became of telling somebody. */
  function recordDelivery(row: OutboxRow, result: { readonly status: string; readonly error?: string }): void {
    if (row.effect.kind !== "notify") return;
    const { channel, to } = row.effect.delivery;
    transaction(() =>
      record(SYSTEM, `delivery.${result.status}`, {
        channel,
        ...(to === undefined ? {} : { to }),
        ...(result.error === undefined ? {} : { error: result.error }),
      }),
    );
  }

  /** Erases the data once everything is delivered after the end, and says whether the whole object is to go. */
  function tidy(): "keep" | "erase" {
    const stored = load();
    if (stored === null || stored.state.end === null) return "keep";
    if (stored.eraseAt !== null) return now() >= stored.eraseAt && earliestEffect(sql) === null ? "erase" : "keep";
    if (earliestEffect(sql) === null) eraseRequestData(sql, stored.state.end.at + KEEP_AFTER_END_MS);
    return "keep";
  }

  /** Epoch milliseconds at which the alarm must ring, or `null`. */
  function dueAt(): number | null {
    const stored = load();
    if (stored === null) return null;
    return nextDue({
      expiresAt: stored.state.end === null ? stored.state.expiresAt : null,
      effectAt: earliestEffect(sql),
      eraseAt: stored.eraseAt,
    });
  }

  /** As it is by the clock, for a reader: a read writes nothing. */
  function expired(stored: StoredApproval): StoredApproval {
    const end = expire(stored.state, now());
    return end === null ? stored : { ...stored, state: { ...stored.state, end } };
  }

  return {
    open,
    inspect,
    read,
    outcome,
    decide: decideCommand,
    mintLink,
    cancel,
    settleExpiry,
    tidy,
    dueAt,
    load,
    linkUrl,
    recordDelivery,
  };
}
