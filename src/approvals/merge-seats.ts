/** One person has one seat: those that turn out to be one person's become one. Pure. */
import { isSamePerson } from "../kernel/people.ts";
import { isSame } from "./aliases.ts";
import { answeredFor, type ApprovalState, type Seat } from "./approval-state.ts";

type Seating = Pick<ApprovalState, "aliases" | "answers" | "seats">;

export interface Merged {
  readonly seats: readonly Seat[];
  /** Second seats of somebody, from which nobody answers any more. */
  readonly vacated: readonly Seat[];
}

export function mergeSeats(state: Seating): Merged {
  const kept = state.seats.filter((seat) => keptOf(state, seat) === seat);
  return {
    seats: kept.map((seat) => withRest(state, seat)),
    vacated: state.seats.filter((seat) => !kept.includes(seat)),
  };
}

/** The one from which the person has answered, else their first. */
function keptOf(state: Seating, seat: Seat): Seat {
  const own = state.seats.filter(({ approver }) => isSame(state, approver, seat.approver));
  return own.find((one) => isAnsweredAs(state, one)) ?? own[0] ?? seat;
}

/** A seat that is answered stays as it was: groups that it did not count for are not counted afterwards. */
function withRest(state: Seating, seat: Seat): Seat {
  const own = state.seats.filter(({ approver }) => isSame(state, approver, seat.approver));
  if (isAnsweredAs(state, seat)) return seat;
  const lent = [seat, ...own].find(({ delegate }) => delegate !== null && !isSame(state, delegate, seat.approver));
  return {
    ...seat,
    delegate: lent?.delegate ?? null,
    handedOverBy: lent?.handedOverBy ?? [],
    groups: [...new Set([seat, ...own].flatMap(({ groups }) => groups))],
  };
}

/** By the very name of the seat. */
function isAnsweredAs({ answers }: Seating, { approver }: Seat): boolean {
  return answers.some((answer) => isSamePerson(answeredFor(answer), approver));
}
