/** Reminders and escalations: what is due to an open approval is done in one transaction, and nothing of it afterwards. */
import { actorLabel, SYSTEM } from "../contract/actor.ts";
import type { Escalation } from "../contract/approval-request.ts";
import type { Seat } from "./approval-state.ts";
import type { Desk } from "./desk.ts";
import { deliveriesToOpen, personalDeliveries, sharedDeliveries } from "./reach.ts";
import { findSeat, isAnswered, isSame, openPeople } from "./seats.ts";
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
  for (const timer of due) if (timer.kind === "escalate") escalate(desk, timer, "no answer in time");
}

/** Brings in the next people at once where somebody who has still to answer cannot be told in any way. */
export function escalateUnreachable(desk: Desk): void {
  desk.transaction(() => {
    const stored = desk.settleExpiry();
    if (stored === null || stored.state.end !== null) return;
    const next = stored.people.timers.find((timer) => timer.kind === "escalate");
    if (next?.kind !== "escalate") return;
    const rows = listEffects(desk.sql);
    const lost = stored.state.seats.find((seat) => !isAnswered(stored.state, seat) && isLost(seat, rows));
    if (lost === undefined) return;
    savePeople(desk.sql, stored, { ...stored.people, timers: stored.people.timers.filter((timer) => timer !== next) });
    escalate(desk, next, `${lost.approver} could not be reached`);
  });
}

function remind(desk: Desk, { state }: StoredApproval): void {
  desk.tell(deliveriesToOpen(state, desk.askedDeliveries(), desk.canMail()), "reminder");
  desk.record(actorLabel(SYSTEM), "approval.reminded", { people: [...openPeople(state)] });
}

function escalate(desk: Desk, { index }: EscalateTimer, why: string): void {
  const stored = desk.load();
  const escalation = stored?.facts.escalate[index];
  if (stored === null || escalation === undefined) return;
  const { seats } = stored.people;
  const added = escalation.to.filter((person) => isWanted(stored, person));
  // Where nobody is named, whoever holds a link may answer: a seat would shut the others out.
  if (seats.length > 0)
    savePeople(desk.sql, stored, { ...stored.people, seats: withNewSeats(seats, added, escalation) });
  const told = desk.askedDeliveries();
  const own = added.flatMap((person) => personalDeliveries(person, told, desk.canMail()));
  desk.tell(own.length > 0 ? own : sharedDeliveries(told), "escalation");
  desk.record(actorLabel(SYSTEM), "approval.escalated", { to: [...added], why });
}

/** The requester is not brought in to approve their own request. */
function isWanted({ facts }: StoredApproval, person: string): boolean {
  return facts.selfApproval || !isSame(person, facts.requestedBy);
}

/** Somebody who is asked already counts for the group too. */
function withNewSeats(seats: readonly Seat[], people: readonly string[], { group }: Escalation): readonly Seat[] {
  const groups = group === null ? [] : [group];
  const known = seats.map((seat) =>
    people.some((person) => isSame(person, seat.approver))
      ? { ...seat, groups: [...new Set([...seat.groups, ...groups])] }
      : seat,
  );
  const fresh = people.filter((person) => findSeat(seats, [person]) === null);
  return [...known, ...fresh.map((approver) => ({ approver, delegate: null, groups }))];
}

/** True where there was a way to tell them, and every one has failed for good. */
function isLost(seat: Seat, rows: readonly OutboxRow[]): boolean {
  const reaching = rows.filter(({ effect }) => {
    if (effect.kind !== "notify") return false;
    const { approver } = effect.delivery;
    return approver === null || [seat.approver, seat.delegate].some((name) => name !== null && isSame(name, approver));
  });
  return reaching.length > 0 && reaching.every(({ status }) => status === "failed");
}
