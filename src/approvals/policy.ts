/** How many approvals it takes, of whom, and whether they can still be had. Pure. */
import { isSame } from "./aliases.ts";
import { type Answer, answeredFor, type ApprovalState, type Seat } from "./approval-state.ts";
import { findSeat, isOfOne, isRequestersOwn } from "./seats.ts";

type Standing = Pick<
  ApprovalState,
  "aliases" | "answers" | "seats" | "groups" | "minApprovals" | "rejectionsNeeded" | "requestedBy" | "selfApproval"
>;

/** Approvals still wanted; of several groups the sum. */
export function remainingApprovals(state: Standing): number {
  return demands(state).reduce((sum, demand) => sum + Math.max(0, demand.needed - approvalsOf(state, demand)), 0);
}

/** What the answers come to, or `null` while it is open. */
export function statusAfter(state: Standing): "approved" | "rejected" | null {
  if (remainingApprovals(state) === 0) return "approved";
  const rejections = countedAnswers(state).filter(({ approved }) => !approved);
  if (rejections.length >= state.rejectionsNeeded) return "rejected";
  // Where two names turned out to be one person, nobody has said no, and somebody else can still be asked.
  return rejections.length === 0 || isApprovalPossible(state) ? null : "rejected";
}

/** How many people more it would take than are asked: of several groups the sum. */
export function missingPeople(state: Standing): number {
  if (state.seats.length === 0) return 0;
  const able = state.seats.filter((seat) => !isRequestersOwn(state, seat));
  const lacking = demands(state).map((demand) => demand.needed - able.filter((seat) => counts(seat, demand)).length);
  return lacking.reduce((sum, count) => sum + Math.max(0, count), 0);
}

/** Whether the approvals wanted can still be had: without named approvers there is no bound. */
export function isApprovalPossible(state: Standing): boolean {
  if (state.seats.length === 0) return true;
  const willing = state.seats.filter(
    (seat) => !isRequestersOwn(state, seat) && answerOf(state, seat)?.approved !== false,
  );
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
  const approvals = countedAnswers(state).filter(({ approved }) => approved);
  return approvals.filter((answer) => countsFor(state, answer, demand)).length;
}

/** One of each person: who answered under two names before they were known to be one person's counts by the first. */
function countedAnswers(state: Standing): readonly Answer[] {
  return state.answers.filter((answer, index) => {
    const before = state.answers.slice(0, index);
    return !before.some((other) => isOfOne(state, other, answer));
  });
}

function countsFor(state: Standing, answer: Answer, demand: Demand): boolean {
  if (state.seats.length === 0) return demand.group === null;
  if (isRequestersOwn(state, answer) || isRequestersOwn(state, { approver: answeredFor(answer) })) return false;
  if (demand.group === null) return true;
  const seated = findSeat(state, [answeredFor(answer)]);
  return seated !== null && counts(seated.seat, demand);
}

function counts(seat: Seat, { group }: Demand): boolean {
  return group === null || seat.groups.includes(group);
}

function answerOf(state: Standing, seat: Seat): Answer | undefined {
  return state.answers.find((answer) => isSame(state, answeredFor(answer), seat.approver));
}
