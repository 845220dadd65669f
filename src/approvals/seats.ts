/** Who may answer for whom: finding a person's seat, and handing it over. Pure. */
import { includesPerson, isSamePerson } from "../kernel/people.ts";
import { type ApprovalState, answeredFor, type Seat } from "./approval-state.ts";

/** A person under all the names that were proved of them or that they claim; the first is the one to show. */
export type Names = readonly [string, ...string[]];

export interface Seated {
  readonly seat: Seat;
  /** The name by which the person was found. */
  readonly person: string;
}

/** The seat that a person may answer from: their own, or one that was handed to them. */
export function findSeat(seats: readonly Seat[], names: readonly string[]): Seated | null {
  for (const name of names) {
    const own = seats.find(({ approver }) => isSamePerson(approver, name));
    if (own !== undefined) return { seat: own, person: own.approver };
  }
  for (const name of names) {
    const held = seats.find(({ delegate }) => delegate !== null && isSamePerson(delegate, name));
    if (held?.delegate != null) return { seat: held, person: held.delegate };
  }
  return null;
}

export function isAnswered(state: Pick<ApprovalState, "answers">, seat: Seat): boolean {
  return state.answers.some((answer) => isSamePerson(answeredFor(answer), seat.approver));
}

/** Everybody who could still answer. */
export function openPeople(state: Pick<ApprovalState, "answers" | "seats">): readonly string[] {
  return state.seats.filter((seat) => !isAnswered(state, seat)).flatMap(peopleOf);
}

/** Everybody who is asked; and who may answer in the stead of somebody who has not. */
export function allPeople(state: Pick<ApprovalState, "answers" | "seats">): readonly string[] {
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

/** Why a seat cannot go to a person, or `null` where it can: nobody holds two, and nobody gets back what they gave on. */
export function handoverRefusal(
  state: Pick<ApprovalState, "answers" | "seats" | "requestedBy" | "selfApproval">,
  { seat, from, to, becomes }: Passing,
): HandoverRefusal | null {
  if (isAnswered(state, seat)) return "already-answered";
  const givers = becomes === "delegate" ? [seat.approver, from, ...seat.handedOverBy] : [seat.approver];
  if (includesPerson(givers, to)) return "delegate-loop";
  const held = findSeat(state.seats, [to]);
  if (held !== null && !(held.seat === seat && becomes === "approver")) return "delegate-taken";
  if (!state.selfApproval && isSamePerson(to, state.requestedBy)) return "self-approval";
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
