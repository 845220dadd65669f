/** A fresh link, sent to an approver's own address: asked for by a key, or by whoever holds a link and wants their own. */
import { actorLabel } from "../contract/actor.ts";
import { personKey } from "../kernel/people.ts";
import { isSame } from "./aliases.ts";
import type { ApprovalState } from "./approval-state.ts";
import type { Desk } from "./desk.ts";
import type { OwnLinkRequest, ResendAnswer, ResendRequest } from "./port.ts";
import { personalDeliveries, sharedDeliveries, waitingPeople } from "./reach.ts";
import { overAnswer } from "./refused-answer.ts";
import { savePeople, type StoredApproval } from "./store/approval-store.ts";
import { findToken } from "./store/token-store.ts";

/** One person is sent a link again after so many milliseconds at the earliest. */
export const RESEND_GAP_MS = 60_000;

/** One person is sent so many in all, by keys and by those who hold links apart: neither shuts out the other. */
export const MOST_RESENDS = 50;

/** Tells one approver again, or all who have not answered. */
export function resend(desk: Desk, request: ResendRequest): ResendAnswer {
  return desk.transaction(() => {
    const stored = desk.settledFor(request.workspace);
    if (stored === null) return { kind: "unknown" };
    if (stored.state.end !== null) return overAnswer(stored.state.end);
    const waiting = waitingPeople(stored.state, desk.askedDeliveries());
    const people = request.approver === null ? waiting : personOf(stored.state, waiting, request.approver);
    if (people === null) return NOT_AN_APPROVER;
    const actor = actorLabel({ kind: "key", name: request.keyName });
    return send(desk, stored, {
      people,
      to: request.approver === null ? "everybody" : "one",
      actor,
      occasion: "reminder",
    });
  });
}

/** Whoever holds a link has a named approver sent a link of their own; it is never shown to the one who asks. */
export function sendOwnLink(desk: Desk, { secret, approver }: OwnLinkRequest): ResendAnswer {
  return desk.transaction(() => {
    const stored = desk.settleExpiry();
    if (stored === null || findToken(desk.sql, secret) === null) return { kind: "unknown" };
    if (stored.state.end !== null) return overAnswer(stored.state.end);
    const people = personOf(stored.state, waitingPeople(stored.state, desk.askedDeliveries()), approver);
    if (people === null) return NOT_AN_APPROVER;
    const actor = actorLabel({ kind: "person", name: "anonymous", via: "link", verified: false });
    return send(desk, stored, { people, to: "one", actor, occasion: "own-link" });
  });
}

interface Sending {
  readonly people: readonly string[];
  readonly to: "everybody" | "one";
  readonly actor: string;
  readonly occasion: "reminder" | "own-link";
}

function send(desk: Desk, stored: StoredApproval, { people, to, actor, occasion }: Sending): ResendAnswer {
  const now = desk.now();
  const { resent } = stored.people;
  const told = desk.askedDeliveries();
  const rows = [
    ...people.map((person) => ({ person, deliveries: personalDeliveries(person, told, desk.canMail()) })),
    ...(to === "everybody" ? [{ person: null, deliveries: sharedDeliveries(told) }] : []),
  ]
    .filter(({ deliveries }) => deliveries.length > 0)
    .map((row) => ({ ...row, key: `${occasion} ${row.person === null ? "*" : personKey(row.person)}` }));
  if (rows.length === 0) return { kind: "not-reachable" };
  const allowed = rows.filter(({ key }) => (resent[key]?.times ?? 0) < MOST_RESENDS);
  if (allowed.length === 0) return { kind: "too-often" };
  const due = allowed.filter(({ key }) => waitOf(resent[key], now) <= 0);
  if (due.length === 0) {
    return { kind: "too-soon", retryAfterMs: Math.min(...allowed.map(({ key }) => waitOf(resent[key], now))) };
  }
  const counted = due.map(({ key }) => [key, { times: (resent[key]?.times ?? 0) + 1, at: now }] as const);
  savePeople(desk.sql, stored, { ...stored.people, resent: { ...resent, ...Object.fromEntries(counted) } });
  const deliveries = due.flatMap((row) => row.deliveries);
  desk.tell(deliveries, occasion);
  const named = due.flatMap(({ person }) => (person === null ? [] : [person]));
  desk.record(actor, "link.sent", { people: named, messages: deliveries.length });
  return { kind: "sent", messages: deliveries.length };
}

/** Milliseconds until they may be sent the next one. */
function waitOf(last: { readonly at: number } | undefined, now: number): number {
  return last === undefined ? 0 : last.at + RESEND_GAP_MS - now;
}

/** The person as the request names them, where they may still answer. */
function personOf(state: ApprovalState, waiting: readonly string[], name: string): readonly string[] | null {
  const person = waiting.find((one) => isSame(state, one, name));
  return person === undefined ? null : [person];
}

const NOT_AN_APPROVER: ResendAnswer = {
  kind: "not-allowed",
  detail: "The name given is not among the approvers who have still to answer.",
};
