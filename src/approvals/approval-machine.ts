/** One approval as a machine over its tables: every verb that the port names; clock, alarm and deliveries are ports. */
import { SYSTEM, actorLabel } from "../contract/actor.ts";
import type { OutcomeStatus } from "../contract/decision.ts";
import type { JsonObject } from "../kernel/json.ts";
import { type BareOutcome, outcomeOf } from "./approval-state.ts";
import { applyAbsences, lookAgain } from "./apply-absences.ts";
import { askApproval } from "./ask-approval.ts";
import { decideApproval } from "./decide-approval.ts";
import { createDesk, type Desk, type MachinePorts } from "./desk.ts";
import { extendApproval } from "./extend.ts";
import { delegateSeat, reassignSeat } from "./hand-over.ts";
import { type News, newsForApprovers, newsForRequester } from "./news.ts";
import { openApproval } from "./open-approval.ts";
import type { CancelRequest, MintAnswer, MintRequest } from "./port.ts";
import { recognize } from "./recognize.ts";
import { overAnswer } from "./refused-answer.ts";
import { resend, sendOwnLink } from "./resend.ts";
import { escalateUnreachable, ringTimers } from "./ring-timers.ts";
import { findSeat } from "./seats.ts";
import { inspectAs, inspectLink, readApproval, workspaceOfLink } from "./show-approval.ts";
import { eraseRequestData, loadRequestData, saveEnd, saveReceipt } from "./store/approval-store.ts";
import {
  addEffect,
  earliestEffect,
  goesOutside,
  listEffects,
  type OutboxRow,
  type OutsideEffect,
} from "./store/outbox-store.ts";
import { keepNameAlone, nameOf } from "./store/name-store.ts";
import { mintToken } from "./store/token-store.ts";
import { earliestTimer, KEEP_AFTER_END_MS, nextDue } from "./timetable.ts";
import type { Attempted } from "./outbox.ts";

export type ApprovalMachine = ReturnType<typeof createApprovalMachine>;

export function createApprovalMachine(ports: MachinePorts) {
  const desk = createDesk(ports);
  return {
    open: bind(desk, openApproval),
    ask: bind(desk, askApproval),
    inspect: (...of: Rest<typeof inspectLink>) => inspectLink(desk, ...of),
    workspaceOfLink: bind(desk, workspaceOfLink),
    inspectAs: bind(desk, inspectAs),
    read: bind(desk, readApproval),
    decide: bind(desk, decideApproval),
    delegate: bind(desk, delegateSeat),
    reassign: bind(desk, reassignSeat),
    resend: bind(desk, resend),
    sendOwnLink: bind(desk, sendOwnLink),
    extend: bind(desk, extendApproval),
    cancel: bind(desk, cancel),
    mintLink: bind(desk, mintLink),
    recordDelivery: bind(desk, recordDelivery),
    applyAbsences: bind(desk, applyAbsences),
    recognize: bind(desk, recognize),
    lookAgain: () => lookAgain(desk),
    outcome: () => outcome(desk),
    /** Does what time has brought: the end, else reminders and escalations. */
    settleTime: () => ringTimers(desk),
    tidy: () => tidy(desk),
    dueAt: () => dueAt(desk),
    /** Erases everything but a name under which it might be asked for again. */
    erase: (deleteAll: () => Promise<void>) => erase(desk, deleteAll),
    load: desk.load,
    loadData: () => loadRequestData(desk.sql),
    /** Keeps the receipt of the end, and gives the one that is kept: the first stays. */
    keepReceipt: (receipt: string) => desk.transaction(() => saveReceipt(desk.sql, receipt)),
    linkUrl: desk.linkUrl,
  };
}

type Rest<T> = T extends (desk: Desk, ...rest: infer R) => unknown ? R : never;

function bind<A, T>(desk: Desk, verb: (desk: Desk, argument: A) => T): (argument: A) => T {
  return (argument) => verb(desk, argument);
}

function outcome(desk: Desk): BareOutcome | null {
  const stored = desk.settleExpiry();
  return stored?.state.end == null ? null : outcomeOf(stored.state, stored.state.end);
}

function mintLink(desk: Desk, request: MintRequest): MintAnswer {
  return desk.transaction(() => {
    const stored = desk.settledFor(request.workspace);
    if (stored === null) return { kind: "unknown" };
    const { end, seats, expiresAt } = stored.state;
    if (end !== null) return overAnswer(end);
    const { approver } = request;
    const seated = approver === null ? null : findSeat(stored.state, [approver]);
    if (approver !== null && seats.length > 0 && seated === null) {
      return { kind: "not-allowed", detail: "The name given is not among the approvers of this request." };
    }
    const owner = seated?.person ?? approver;
    const token = { approver: owner, verified: false, madeBy: request.actor };
    const url = desk.linkUrl(stored, mintToken(desk.sql, token, desk.now()));
    desk.record(request.actor, "link.created", { approver: owner });
    return { kind: "minted", url, expiresAt };
  });
}

function cancel(desk: Desk, request: CancelRequest): { readonly status: OutcomeStatus | "unknown" } {
  return desk.transaction(() => {
    const stored = desk.settledFor(request.workspace);
    if (stored === null) return { status: "unknown" };
    if (stored.state.end !== null) return { status: stored.state.end.status };
    saveEnd(desk.sql, { status: "cancelled", at: desk.now(), reason: request.reason });
    desk.afterEnd();
    desk.record(request.actor, "approval.cancelled", { reason: request.reason });
    return { status: "cancelled" };
  });
}

/** Puts on record what became of telling somebody, and does what follows from it. */
function recordDelivery(
  desk: Desk,
  { row, result }: { readonly row: OutboxRow; readonly result: Extract<Attempted, { status: "delivered" | "failed" }> },
): void {
  const { effect } = row;
  if (!goesOutside(effect)) return;
  desk.transaction(() => {
    desk.recordAside(actorLabel(SYSTEM), `delivery.${result.status}`, {
      ...whatWasSent(effect),
      ...(result.status === "failed" ? { error: result.error } : {}),
    });
    if (effect.kind === "news" && result.status === "failed") tellRequesterElsewhere(desk, effect);
    if (effect.kind !== "notify") return;
    if (result.status === "failed") escalateUnreachable(desk, effect.delivery);
    else tellBelated(desk, effect.delivery, result.ref ?? null);
  });
}

function whatWasSent(effect: OutsideEffect): JsonObject {
  if (effect.kind === "callback") return { channel: "callback", occasion: "outcome" };
  const { channel, to } = effect.delivery;
  const occasion = effect.kind === "news" ? "outcome" : effect.occasion;
  return { channel, ...(to === undefined ? {} : { to }), occasion };
}

/** A request that arrives after the end is followed by the news. */
function tellBelated(desk: Desk, delivery: OutboxDelivery, ref: string | null): void {
  const stored = desk.load();
  if (stored === null || stored.state.end === null) return;
  const sent = listEffects(desk.sql).flatMap(({ effect }) => (effect.kind === "news" ? [effect] : []));
  for (const news of newsForApprovers([{ delivery, ref }], stored.state, sent)) addEffect(desk.sql, news, desk.now());
}

/** Whoever asked is told over the next channel, where there is one. */
function tellRequesterElsewhere(desk: Desk, failed: News): void {
  const stored = desk.load();
  if (stored === null || failed.audience !== "requester") return;
  const effects = listEffects(desk.sql).map(({ effect }) => effect);
  const tried = effects.filter((effect) => effect.kind === "news");
  const next = newsForRequester(desk.askedDeliveries(), stored.state, { canMail: desk.canMail(), tried });
  for (const news of next) addEffect(desk.sql, news, desk.now());
}

type OutboxDelivery = Extract<OutboxRow["effect"], { kind: "notify" }>["delivery"];

/** Erases the data once everything is delivered after the end, and says whether the whole object is to go. */
function tidy(desk: Desk): "keep" | "erase" {
  const { sql, load, now, transaction } = desk;
  const stored = load();
  if (stored === null || stored.state.end === null || earliestEffect(sql) !== null) return "keep";
  const { eraseAt } = stored;
  if (eraseAt === null) {
    const { at } = stored.state.end;
    transaction(() => eraseRequestData(sql, at + KEEP_AFTER_END_MS));
    return "keep";
  }
  return now() < eraseAt ? "keep" : "erase";
}

async function erase(desk: Desk, deleteAll: () => Promise<void>): Promise<void> {
  const stored = desk.load();
  const name = stored === null ? null : nameOf(stored.facts);
  desk.forget();
  if (name === null) await deleteAll();
  else desk.transaction(() => keepNameAlone(desk.sql, name));
}

/** Epoch milliseconds at which the alarm must ring, or `null`. */
function dueAt({ sql, load }: Desk): number | null {
  const stored = load();
  if (stored === null) return null;
  const isOpen = stored.state.end === null;
  return nextDue({
    expiresAt: isOpen ? stored.state.expiresAt : null,
    timerAt: isOpen ? earliestTimer(stored.people.timers) : null,
    effectAt: earliestEffect(sql),
    eraseAt: stored.eraseAt,
  });
}
