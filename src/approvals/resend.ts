/** A fresh link, sent to an approver's own address: asked for by a key, or by whoever holds a link and wants their own. */
import { actorLabel } from "../contract/actor.ts";
import { approverKey } from "./approval-state.ts";
import type { Desk } from "./desk.ts";
import type { OwnLinkRequest, ResendAnswer, ResendRequest } from "./port.ts";
import { deliveriesToOpen, personalDeliveries } from "./reach.ts";
import { findSeat, isAnswered, openPeople } from "./seats.ts";
import { savePeople, type StoredApproval } from "./store/approval-store.ts";
import { findToken } from "./store/token-store.ts";

/** One person is sent a link again after so many milliseconds at the earliest. */
export const RESEND_GAP_MS = 60_000;

/** Links sent again on request, of one approval in all. */
export const MOST_RESENDS = 50;

/** Tells one approver again, or all who have not answered. */
export function resend(desk: Desk, request: ResendRequest): ResendAnswer {
  return desk.transaction(() => {
    const stored = desk.settledFor(request.workspace);
    if (stored === null) return { kind: "unknown" };
    if (stored.state.end !== null) return over(stored);
    const people = request.approver === null ? openPeople(stored.state) : personOf(stored, request.approver);
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
    if (stored.state.end !== null) return over(stored);
    const people = personOf(stored, approver);
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
  const { resent, resends } = stored.people;
  const keys = people.length === 0 ? ["*"] : people.map(approverKey);
  const wait = Math.max(...keys.map((key) => (resent[key] ?? -RESEND_GAP_MS) + RESEND_GAP_MS - now));
  if (wait > 0) return { kind: "too-soon", retryAfterMs: wait };
  if (resends + keys.length > MOST_RESENDS) return { kind: "too-often" };
  const told = desk.askedDeliveries();
  const deliveries =
    to === "everybody"
      ? deliveriesToOpen(stored.state, told, desk.canMail())
      : people.flatMap((person) => personalDeliveries(person, told, desk.canMail()));
  if (deliveries.length === 0) return { kind: "not-reachable" };
  savePeople(desk.sql, stored, {
    ...stored.people,
    resent: { ...resent, ...Object.fromEntries(keys.map((key) => [key, now])) },
    resends: resends + keys.length,
  });
  desk.tell(deliveries, occasion);
  desk.record(actor, "link.sent", { people: [...people], messages: deliveries.length });
  return { kind: "sent", messages: deliveries.length };
}

/** The person as the request names them, where they may still answer. */
function personOf({ state }: StoredApproval, name: string): readonly string[] | null {
  const seated = findSeat(state.seats, [name]);
  return seated === null || isAnswered(state, seated.seat) ? null : [seated.person];
}

const NOT_AN_APPROVER: ResendAnswer = {
  kind: "not-allowed",
  detail: "The name given is not among the approvers who have still to answer.",
};

function over({ state }: StoredApproval): ResendAnswer {
  return state.end === null ? { kind: "unknown" } : { kind: "over", status: state.end.status, decidedAt: state.end.at };
}
