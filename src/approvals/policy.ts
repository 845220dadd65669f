/** How many approvals it takes, of whom, and whether they can still be had. Pure. */
import { isSamePerson } from "../kernel/people.ts";
import { type Answer, answeredFor, type ApprovalState, type Seat } from "./approval-state.ts";
import { findSeat } from "./seats.ts";

type Standing = Pick<ApprovalState, "answers" | "seats" | "groups" | "minApprovals" | "rejectionsNeeded">;

/** Approvals still wanted; of several groups the sum. */
export function remainingApprovals(state: Standing): number {
  return demands(state).reduce((sum, demand) => sum + Math.max(0, demand.needed - approvalsOf(state, demand)), 0);
}

/** What the answers come to, or `null` while it is open. */
export function statusAfter(state: Standing): "approved" | "rejected" | null {
  if (remainingApprovals(state) === 0) return "approved";
  if (state.answers.filter(({ approved }) => !approved).length >= state.rejectionsNeeded) return "rejected";
  return isApprovalPossible(state) ? null : "rejected";
}

/** Whether the approvals wanted can still be had: without named approvers there is no bound. */
export function isApprovalPossible(state: Standing): boolean {
  if (state.seats.length === 0) return true;
  const willing = state.seats.filter((seat) => answerOf(state, seat)?.approved !== false);
  return demands(state).every((demand) => willing.filter((seat) => counts(seat, demand)).length >= demand.needed);
}

/** One of the counts that must be reached; `group` is `null` where everybody counts. */
interface Demand {
  readonly group: string | null;
  readonly needed: number;
}

function demands({ groups, minApprovals }: Standing): readonly Demand[] {
  if (groups.length === 0) return [{ group: null, needed: minApprovals }];
  return groups.map(({ name, needed }) => ({ group: name, needed }));
}

function approvalsOf(state: Standing, demand: Demand): number {
  return state.answers.filter(({ approved }) => approved).filter((answer) => countsFor(state, answer, demand)).length;
}

function countsFor(state: Standing, answer: Answer, demand: Demand): boolean {
  if (demand.group === null) return true;
  const seated = findSeat(state.seats, [answeredFor(answer)]);
  return seated !== null && counts(seated.seat, demand);
}

function counts(seat: Seat, { group }: Demand): boolean {
  return group === null || seat.groups.includes(group);
}

function answerOf(state: Standing, seat: Seat): Answer | undefined {
  return state.answers.find((answer) => isSamePerson(answeredFor(answer), seat.approver));
}
