/** A seat goes to somebody else: by the approver themselves, who may still answer, or by a key, instead of them. */
import { type Actor, actorLabel } from "../contract/actor.ts";
import type { RequestedDelivery } from "../contract/approval-request.ts";
import { GROUP_PREFIX, includesPerson, isSamePerson } from "../kernel/people.ts";
import { actorOf, findAnswerer } from "./answerer.ts";
import { identify, isProved } from "./decide.ts";
import type { Desk } from "./desk.ts";
import type { DelegateCommand, HandoverAnswer, ReassignRequest } from "./port.ts";
import { deliveriesTo, isMailAddress, personalDeliveries } from "./reach.ts";
import { overAnswer, refusedAnswer } from "./refused-answer.ts";
import {
  findSeat,
  handoverRefusal,
  type HandoverRefusal,
  type Passing,
  passedSeat,
  peopleOf,
  withSeat,
} from "./seats.ts";
import { savePeople, type StoredApproval } from "./store/approval-store.ts";
import { abandonNoticesTo } from "./store/outbox-store.ts";

/** The approver hands their answer to somebody else, on whose answer it then says "on behalf of". */
export function delegateSeat(desk: Desk, command: DelegateCommand): HandoverAnswer {
  return desk.transaction(() => {
    const stored = desk.settleExpiry();
    const answerer = stored === null ? null : findAnswerer(desk.sql, stored, { ...command, claimed: null });
    if (stored === null || answerer === null) return { kind: "unknown" };
    const { state } = stored;
    if (state.end !== null) return overAnswer(state.end);
    if (!isProved(answerer)) return refused("not-verified", "Only a proved approver can hand the request over.");
    const identity = identify(state, answerer);
    if ("code" in identity) return refusedAnswer(state, identity);
    const seated = findSeat(state.seats, [identity.person]);
    if (seated === null)
      return refused("approver-not-allowed", "Nobody in particular is asked: just pass the link on.");
    const to = command.to.trim();
    const deliveries = personalDeliveries(to, desk.askedDeliveries(), desk.canMail());
    if (deliveries.length === 0) return unreachable(to);
    const actor = actorOf(answerer, identity.person, true);
    const passing = { seat: seated.seat, from: identity.person, to, becomes: "delegate" } as const;
    return handOver(desk, stored, { passing, deliveries, actor, type: "approval.delegated" });
  });
}

/** Somebody else is asked instead of an approver. */
export function reassignSeat(desk: Desk, request: ReassignRequest): HandoverAnswer {
  return desk.transaction(() => {
    const stored = desk.settledFor(request.workspace);
    if (stored === null) return { kind: "unknown" };
    if (stored.state.end !== null) return overAnswer(stored.state.end);
    const seated = findSeat(stored.state.seats, [request.from]);
    if (seated === null || !isSamePerson(seated.seat.approver, request.from)) {
      return refused("approver-not-allowed", "`from` is not among the approvers of this request.");
    }
    const to = request.to.trim();
    if (to.startsWith(GROUP_PREFIX)) return refused("address-invalid", `"${to}" is a group; name one of its people.`);
    if (to.includes("@") && !isMailAddress(to)) return refused("address-invalid", `"${to}" is not one mail address.`);
    return handOver(desk, stored, {
      passing: { seat: seated.seat, from: seated.person, to, becomes: "approver" },
      deliveries: deliveriesTo([to], desk.askedDeliveries(), desk.canMail()),
      actor: { kind: "key", name: request.keyName },
      type: "approval.reassigned",
    });
  });
}

export interface Handover {
  readonly passing: Passing;
  readonly deliveries: readonly RequestedDelivery[];
  readonly actor: Actor;
  readonly type: "approval.delegated" | "approval.reassigned";
  /** Where it is not the will of whoever does it. */
  readonly why?: string;
}

type HandedOver = Extract<HandoverAnswer, { kind: "handed-over" | "refused" }>;

/** Inside a transaction. */
export function handOver(desk: Desk, stored: StoredApproval, handover: Handover): HandedOver {
  const { passing, deliveries, actor, type, why } = handover;
  const { seat, from, to } = passing;
  const refusal = handoverRefusal(stored.state, passing);
  if (refusal !== null) return refused(refusal, SENTENCES[refusal](to));
  const after = passedSeat(passing);
  savePeople(desk.sql, stored, { ...stored.people, seats: withSeat(stored.people.seats, seat, after) });
  for (const person of peopleOf(seat)) {
    if (includesPerson(peopleOf(after), person)) continue;
    abandonNoticesTo(desk.sql, person, "Not sent: the request was given to somebody else.");
  }
  desk.tell(deliveries, "handover");
  const detail = { approver: seat.approver, from, to };
  desk.record(actorLabel(actor), type, why === undefined ? detail : { ...detail, why });
  return { kind: "handed-over", approver: seat.approver, to, told: deliveries.length > 0 };
}

const SENTENCES: Readonly<Record<HandoverRefusal, (to: string) => string>> = {
  "already-answered": () => "The answer has been given already.",
  "delegate-loop": (to) => `${to} is the one it would be taken from.`,
  "delegate-taken": (to) => `${to} is asked already; one person answers once.`,
  "self-approval": (to) => `${to} asks for this approval and may not give it.`,
  "too-soon": () => "It was handed over too often; it cannot be any more.",
};

function unreachable(to: string): HandedOver {
  return to.includes("@") && !isMailAddress(to)
    ? refused("address-invalid", `"${to}" is not one mail address.`)
    : refused("not-reachable", `There is no way to tell "${to}": give an e-mail address.`);
}

function refused(code: Extract<HandoverAnswer, { kind: "refused" }>["code"], detail: string): HandedOver {
  return { kind: "refused", code, detail };
}
