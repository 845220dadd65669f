/** Seats: who may answer for whom, how a person's seat is found, and when it may be handed over. Pure. */
import { isSamePerson } from "../kernel/people.ts";
import { includesSame, isSame, namesOf } from "./aliases.ts";
import { type Answer, type ApprovalState, answeredFor, type Seat } from "./approval-state.ts";

export interface Seated {
  readonly seat: Seat;
  /** The name by which the person was found. */
  readonly person: string;
}

/** The seat that a person may answer from: their own, or one that was handed to them. */
export function findSeat(state: Pick<ApprovalState, "aliases" | "seats">, given: readonly string[]): Seated | null {
  const names = given.flatMap((name) => namesOf(state, name));
  for (const name of names) {
    const own = state.seats.find(({ approver }) => isSamePerson(approver, name));
    if (own !== undefined) return { seat: own, person: own.approver };
  }
  for (const name of names) {
    const held = state.seats.find(({ delegate }) => delegate !== null && isSamePerson(delegate, name));
    if (held?.delegate != null) return { seat: held, person: held.delegate };
  }
  return null;
}

export function isAnswered(state: Pick<ApprovalState, "aliases" | "answers">, seat: Seat): boolean {
  return state.answers.some((answer) => isSame(state, answeredFor(answer), seat.approver));
}

/** Given by one person, or for one. */
export function isOfOne(
  state: Pick<ApprovalState, "aliases">,
  a: Pick<Answer, "approver" | "onBehalfOf">,
  b: Pick<Answer, "approver" | "onBehalfOf">,
): boolean {
  return isSame(state, a.approver, b.approver) || isSame(state, answeredFor(a), answeredFor(b));
}

/** Whether it is the seat of whoever asks, who may not approve. */
export function isRequestersOwn(
  state: Pick<ApprovalState, "aliases" | "requestedBy" | "selfApproval">,
  { approver }: Pick<Seat, "approver">,
): boolean {
  return !state.selfApproval && isSame(state, approver, state.requestedBy);
}

/** Everybody who could still answer. */
export function openPeople(state: Pick<ApprovalState, "aliases" | "answers" | "seats">): readonly string[] {
  return state.seats.filter((seat) => !isAnswered(state, seat)).flatMap(peopleOf);
}

/** Everybody who is asked; and who may answer in the stead of somebody who has not. */
export function allPeople(state: Pick<ApprovalState, "aliases" | "answers" | "seats">): readonly string[] {
  return state.seats.flatMap((seat) => (isAnswered(state, seat) ? [seat.approver] : peopleOf(seat)));
}

export type HandoverRefusal = "already-answered" | "delegate-loop" | "delegate-taken" | "self-approval" | "too-soon";

/** Every time somebody else is sent a link, and one seat must not become a way to write to the whole world. */
export const MOST_HANDOVERS = 10;

export interface Passing {
  readonly seat: Seat;
  /** Who lets go of it: its approver or their delegate. */
  readonly from: string;
  readonly to: string;
  /** What the one who gets it is from then on. */
  readonly becomes: "delegate" | "approver";
}

/** Why a seat cannot go to a person, or `null` where it can: nobody holds two, and nobody gets back what they gave on. One that is vacant is none of the state's. */
export function handoverRefusal(
  state: Pick<ApprovalState, "aliases" | "answers" | "seats" | "requestedBy" | "selfApproval">,
  { seat, from, to, becomes }: Passing,
): HandoverRefusal | null {
  if (state.seats.includes(seat) && isAnswered(state, seat)) return "already-answered";
  const givers = becomes === "delegate" ? [seat.approver, from, ...seat.handedOverBy] : [seat.approver];
  if (includesSame(state, givers, to)) return "delegate-loop";
  const held = findSeat(state, [to]);
  if (held !== null && !(held.seat === seat && becomes === "approver")) return "delegate-taken";
  if (isRequestersOwn(state, { approver: to })) return "self-approval";
  if (becomes === "delegate" && isRequestersOwn(state, seat)) return "self-approval";
  return becomes === "delegate" && seat.handedOverBy.length >= MOST_HANDOVERS ? "too-soon" : null;
}

/** The seat once it has been passed on. */
export function passedSeat({ seat, from, to, becomes }: Passing): Seat {
  return becomes === "approver"
    ? { ...seat, approver: to, delegate: null, handedOverBy: [] }
    : { ...seat, delegate: to, handedOverBy: [...seat.handedOverBy, from] };
}

/** The seats with this one changed. */
export function withSeat(seats: readonly Seat[], seat: Seat, changed: Seat): readonly Seat[] {
  return seats.map((other) => (other === seat ? changed : other));
}

/** Who may answer from it. */
export function peopleOf({ approver, delegate }: Seat): readonly string[] {
  return delegate === null ? [approver] : [approver, delegate];
}
