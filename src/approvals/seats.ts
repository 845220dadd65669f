/** Who may answer for whom: finding a person's seat, and handing it over. Pure. */
import { type ApprovalState, answeredFor, approverKey, type Seat } from "./approval-state.ts";

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
    const own = seats.find(({ approver }) => isSame(approver, name));
    if (own !== undefined) return { seat: own, person: own.approver };
  }
  for (const name of names) {
    const held = seats.find(({ delegate }) => delegate !== null && isSame(delegate, name));
    if (held?.delegate != null) return { seat: held, person: held.delegate };
  }
  return null;
}

export function isAnswered(state: Pick<ApprovalState, "answers">, seat: Seat): boolean {
  return state.answers.some((answer) => isSame(answeredFor(answer), seat.approver));
}

/** Everybody who could still answer. */
export function openPeople(state: Pick<ApprovalState, "answers" | "seats">): readonly string[] {
  return state.seats
    .filter((seat) => !isAnswered(state, seat))
    .flatMap(({ approver, delegate }) => (delegate === null ? [approver] : [approver, delegate]));
}

/** Everybody who is asked; and who may answer in the stead of somebody who has not. */
export function allPeople(state: Pick<ApprovalState, "answers" | "seats">): readonly string[] {
  return state.seats.flatMap((seat) =>
    seat.delegate === null || isAnswered(state, seat) ? [seat.approver] : [seat.approver, seat.delegate],
  );
}

export type HandoverRefusal = "already-answered" | "delegate-loop" | "delegate-taken" | "self-approval";

/** Why a seat cannot go to a person, or `null` where it can: nobody holds two, and nobody gets back what they gave. */
export function handoverRefusal(
  state: Pick<ApprovalState, "answers" | "seats" | "requestedBy" | "selfApproval">,
  seat: Seat,
  to: string,
): HandoverRefusal | null {
  if (isAnswered(state, seat)) return "already-answered";
  if (isSame(seat.approver, to) || (seat.delegate !== null && isSame(seat.delegate, to))) return "delegate-loop";
  if (findSeat(state.seats, [to]) !== null) return "delegate-taken";
  return !state.selfApproval && isSame(to, state.requestedBy) ? "self-approval" : null;
}

/** The seats with this one changed. */
export function withSeat(seats: readonly Seat[], seat: Seat, change: Partial<Seat>): readonly Seat[] {
  return seats.map((other) => (other === seat ? { ...seat, ...change } : other));
}

export function isSame(a: string, b: string): boolean {
  return approverKey(a) === approverKey(b);
}
