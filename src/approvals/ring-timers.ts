/** Reminders and escalations: what is due to an open approval is done in one transaction, and nothing of it afterwards. */
import { actorLabel, SYSTEM } from "../contract/actor.ts";
import type { Escalation, RequestedDelivery } from "../contract/approval-request.ts";
import { includesSame, isSame } from "./aliases.ts";
import type { ApprovalState, Seat } from "./approval-state.ts";
import type { Desk } from "./desk.ts";
import { deliveriesTo, personalDeliveries, sharedDeliveries, waitingPeople } from "./reach.ts";
import { findSeat, isAnswered, isRequestersOwn, peopleOf } from "./seats.ts";
import { savePeople, type StoredApproval } from "./store/approval-store.ts";
import { listEffects, type OutboxRow } from "./store/outbox-store.ts";
import type { Timer } from "./timetable.ts";

type EscalateTimer = Extract<Timer, { kind: "escalate" }>;

/** Rings what is due by now. One that is over rings nothing. */
export function ringTimers(desk: Desk): void {
  const stored = desk.settleExpiry();
  if (stored === null || stored.state.end !== null) return;
  const due = stored.people.timers.filter(({ at }) => at <= desk.now());
  if (due.length > 0) desk.transaction(() => ring(desk, stored, due));
}

function ring(desk: Desk, stored: StoredApproval, due: readonly Timer[]): void {
  const timers = stored.people.timers.filter((timer) => !due.includes(timer));
  savePeople(desk.sql, stored, { ...stored.people, timers });
  // Several that are late by the same accident are one reminder to whoever gets it.
  if (due.some(({ kind }) => kind === "remind")) remind(desk, stored);
  if (due.some(({ kind }) => kind === "look-again")) desk.reportAnew();
  for (const timer of due) if (timer.kind === "escalate") escalate(desk, timer, "no answer in time");
}

/** Brings in the next people at once where the one whom a delivery was for has still to answer and cannot be told at all. */
export function escalateUnreachable(desk: Desk, { approver }: RequestedDelivery): void {
  desk.transaction(() => {
    const stored = desk.settleExpiry();
    if (stored === null || stored.state.end !== null) return;
    const { people, state } = stored;
    const rows = listEffects(desk.sql);
    const lost = state.seats.filter(
      (seat) =>
        (approver === null || includesSame(state, peopleOf(seat), approver)) &&
        !includesSame(state, people.unreachable, seat.approver) &&
        !isAnswered(state, seat) &&
        isLost(state, seat, rows),
    );
    if (lost.length === 0) return;
    const next = nextEscalation(stored, lost);
    savePeople(desk.sql, stored, {
      ...people,
      unreachable: [...people.unreachable, ...lost.map((seat) => seat.approver)],
      timers: people.timers.filter((timer) => timer !== next),
    });
    const names = lost.map((seat) => seat.approver).join(", ");
    if (next !== null) escalate(desk, next, `${names} could not be reached`);
  });
}

/** The next for everybody, or for a group of one who is lost. */
function nextEscalation({ people, facts }: StoredApproval, lost: readonly Seat[]): EscalateTimer | null {
  const groups = lost.flatMap((seat) => seat.groups);
  return people.timers.reduce<EscalateTimer | null>((first, timer) => {
    if (timer.kind !== "escalate" || (first !== null && first.at <= timer.at)) return first;
    const group = facts.escalate[timer.index]?.group ?? null;
    return group === null || groups.includes(group) ? timer : first;
  }, null);
}

function remind(desk: Desk, { state }: StoredApproval): void {
  const told = desk.askedDeliveries();
  const people = waitingPeople(state, told);
  const own = people.flatMap((person) => personalDeliveries(person, told, desk.canMail()));
  desk.tell([...own, ...sharedDeliveries(told)], "reminder");
  desk.record(actorLabel(SYSTEM), "approval.reminded", { people: [...people] });
}

function escalate(desk: Desk, { index }: EscalateTimer, why: string): void {
  const stored = desk.load();
  const escalation = stored?.facts.escalate[index];
  if (stored === null || escalation === undefined) return;
  const added = escalation.to.filter((person) => isWanted(stored, person));
  // Where nobody is named, whoever holds a link may answer: a seat would shut the others out.
  if (stored.people.seats.length > 0)
    savePeople(desk.sql, stored, { ...stored.people, seats: withNewSeats(stored.state, added, escalation) });
  desk.tell(deliveriesTo(added, desk.askedDeliveries(), desk.canMail()), "escalation");
  desk.record(actorLabel(SYSTEM), "approval.escalated", { to: [...added], why });
}

/** The requester is not brought in to approve their own request. */
function isWanted({ state }: StoredApproval, person: string): boolean {
  return !isRequestersOwn(state, { approver: person });
}

/** Somebody who is asked already counts for the group too. */
function withNewSeats(
  state: ApprovalState,
  people: readonly string[],
  { group }: Pick<Escalation, "group">,
): readonly Seat[] {
  const groups = group === null ? [] : [group];
  const known = state.seats.map((seat) =>
    includesSame(state, people, seat.approver) ? { ...seat, groups: [...new Set([...seat.groups, ...groups])] } : seat,
  );
  const fresh = people.filter(
    (person, index) => !hasSeat(state, person) && !includesSame(state, people.slice(0, index), person),
  );
  return [...known, ...fresh.map((approver) => ({ approver, delegate: null, handedOverBy: [], groups }))];
}

/** One person answers once: as themselves, or for somebody else. Where that one has answered, a delegate is free again. */
function hasSeat(state: ApprovalState, person: string): boolean {
  const seat = findSeat(state, [person])?.seat;
  if (seat === undefined) return false;
  return (
    isSame(state, seat.approver, person) ||
    !isAnswered(state, seat) ||
    state.answers.some((answer) => isSame(state, answer.approver, person))
  );
}

/** True where there was a way to tell them, and every one has failed for good. */
function isLost(state: ApprovalState, seat: Seat, rows: readonly OutboxRow[]): boolean {
  const reaching = rows.filter(({ effect }) => {
    if (effect.kind !== "notify") return false;
    const { approver } = effect.delivery;
    return approver === null || includesSame(state, peopleOf(seat), approver);
  });
  return reaching.length > 0 && reaching.every(({ status }) => status === "failed");
}
