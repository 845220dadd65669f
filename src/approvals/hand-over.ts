/** A seat goes to somebody else: by the approver themselves, who may still answer, or by a key, instead of them. */
import { type Actor, actorLabel } from "../contract/actor.ts";
import type { RequestedDelivery } from "../contract/approval-request.ts";
import { isBrokenAddress } from "../kernel/mailbox.ts";
import { GROUP_PREFIX, isSamePerson } from "../kernel/people.ts";
import { includesSame, isSame } from "./aliases.ts";
import type { Seat } from "./approval-state.ts";
import { actorOf, isProved, provedNames } from "./answerer.ts";
import { findAnswerer } from "./find-answerer.ts";
import { identify } from "./identify.ts";
import type { Desk } from "./desk.ts";
import type { DelegateCommand, HandoverAnswer, ReassignRequest } from "./port.ts";
import { deliveriesTo, personalDeliveries } from "./reach.ts";
import { knowing } from "./recognize.ts";
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
import type { People } from "./store/facts-column.ts";
import { abandonNoticesTo } from "./store/outbox-store.ts";

/** The approver hands their answer to somebody else, on whose answer it then says "on behalf of". */
export function delegateSeat(desk: Desk, command: DelegateCommand): HandoverAnswer {
  return desk.transaction(() => {
    const found = desk.settleExpiry();
    const answerer = found === null ? null : findAnswerer(desk.sql, found, { ...command, claimed: null });
    if (found === null || answerer === null) return { kind: "unknown" };
    const stored = knowing(found, provedNames(answerer));
    const { state } = stored;
    if (state.end !== null) return overAnswer(state.end);
    if (!isProved(answerer)) return refused("not-verified", "Only a proved approver can hand the request over.");
    const identity = identify(state, answerer);
    if ("code" in identity) return refusedAnswer(state, identity);
    const seated = findSeat(state, [identity.person]);
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
    const seat = seatOf(stored, request.from);
    if (seat === null) return refused("approver-not-allowed", "`from` is not among the approvers of this request.");
    const to = request.to.trim();
    if (to.startsWith(GROUP_PREFIX)) return refused("address-invalid", `"${to}" is a group; name one of its people.`);
    if (isBrokenAddress(to)) return refused("address-invalid", `"${to}" is not one mail address.`);
    return handOver(desk, stored, {
      passing: { seat, from: seat.approver, to, becomes: "approver" },
      deliveries: deliveriesTo([to], desk.askedDeliveries(), desk.canMail()),
      actor: { kind: "key", name: request.keyName },
      type: "approval.reassigned",
    });
  });
}

/** One that was vacated is found by its very name. */
function seatOf({ people, state }: StoredApproval, from: string): Seat | null {
  const vacant = people.vacant.find(({ approver }) => isSamePerson(approver, from));
  return vacant ?? state.seats.find(({ approver }) => isSame(state, approver, from)) ?? null;
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
  savePeople(desk.sql, stored, seated(stored.people, seat, after));
  for (const person of peopleOf(seat)) {
    if (stored.people.vacant.includes(seat) || includesSame(stored.state, peopleOf(after), person)) continue;
    const isTheirs = (one: string) => isSame(stored.state, one, person);
    abandonNoticesTo(desk.sql, isTheirs, "Not sent: the request was given to somebody else.");
  }
  desk.tell(deliveries, "handover");
  const detail = { approver: seat.approver, from, to };
  desk.record(actorLabel(actor), type, why === undefined ? detail : { ...detail, why });
  return { kind: "handed-over", approver: seat.approver, to, told: deliveries.length > 0 };
}

/** The people once the seat is as it is `after`; one that was vacant is taken again. */
function seated(people: People, seat: Seat, after: Seat): People {
  const { seats, vacant } = people;
  if (!vacant.includes(seat)) return { ...people, seats: withSeat(seats, seat, after) };
  return { ...people, seats: [...seats, after], vacant: vacant.filter((one) => one !== seat) };
}

const SENTENCES: Readonly<Record<HandoverRefusal, (to: string) => string>> = {
  "already-answered": () => "The answer has been given already.",
  "delegate-loop": (to) => `${to} is the one it would be taken from.`,
  "delegate-taken": (to) => `${to} is asked already; one person answers once.`,
  "self-approval": () => "Whoever asks for this approval may not give it, nor choose who does.",
  "too-soon": () => "It was handed over too often; it cannot be any more.",
};

function unreachable(to: string): HandedOver {
  return isBrokenAddress(to)
    ? refused("address-invalid", `"${to}" is not one mail address.`)
    : refused("not-reachable", `There is no way to tell "${to}": give an e-mail address.`);
}

function refused(code: Extract<HandoverAnswer, { kind: "refused" }>["code"], detail: string): HandedOver {
  return { kind: "refused", code, detail };
}
