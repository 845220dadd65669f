/** People are away: whoever stands in for them is asked too, also where the request was open before. */
import { actorLabel, SYSTEM } from "../contract/actor.ts";
import { isoTime } from "../kernel/clock.ts";
import { isSamePerson, personKey } from "../kernel/people.ts";
import type { Absence } from "../ledger/port.ts";
import { isSame } from "./aliases.ts";
import type { Desk } from "./desk.ts";
import { findStandIn, nextChange, type StandIn } from "./find-stand-in.ts";
import { handOver } from "./hand-over.ts";
import { deliveriesTo } from "./reach.ts";
import { isAnswered } from "./seats.ts";
import { savePeople, type StoredApproval } from "./store/approval-store.ts";
import type { Timer } from "./timetable.ts";

/** What the ledger answered to a report. */
export interface Heard {
  /** Of the approval as it was reported. */
  readonly rev: number;
  readonly absences: readonly Absence[];
}

/** Has the ledger asked anew who is away; where it is over, nobody need stand in. */
export function lookAgain(desk: Desk): void {
  const stored = desk.load();
  if (stored === null || stored.state.end !== null) return;
  desk.transaction(() => desk.reportAnew());
}

/** What was heard of an earlier state changes nothing: another report is due, and its answer is newer. */
export function applyAbsences(desk: Desk, { rev, absences }: Heard): void {
  const known = desk.load();
  if (known === null || (absences.length === 0 && !isConcerned(known))) return;
  desk.transaction(() => {
    const stored = desk.settleExpiry();
    if (stored === null || stored.state.end !== null || stored.rev !== rev) return;
    const uncovered = coverAll(desk, stored, absences);
    const isSomebodyMissed = Object.keys(uncovered).length > 0;
    saveLook(desk, uncovered, nextChange(absences, { now: desk.now(), isSomebodyMissed }));
  });
}

/** Whether something that was heard before may have to be taken back. */
function isConcerned({ people }: StoredApproval): boolean {
  return Object.keys(people.uncovered).length > 0 || people.timers.some(isLook);
}

/** Gives why nobody stands in, by the key of each approver for whom that is so. Who stands in may go away in turn. */
function coverAll(desk: Desk, { state }: StoredApproval, absences: readonly Absence[]): Record<string, string> {
  const uncovered: Record<string, string> = {};
  for (const seat of state.seats) {
    if (isAnswered(state, seat)) continue;
    const missing = { approver: seat.approver, person: seat.delegate ?? seat.approver };
    const standIn = findStandIn({ absences, now: desk.now(), aliases: state.aliases }, missing.person);
    const why = cover(desk, missing, standIn);
    if (why !== null) uncovered[personKey(seat.approver)] = why;
  }
  return uncovered;
}

/** Who may be away, and for which approver they are asked: themselves or another. */
interface Missing {
  readonly approver: string;
  readonly person: string;
}

/** Gives why nobody stands in, or `null`. */
function cover(desk: Desk, missing: Missing, standIn: StandIn): string | null {
  switch (standIn.kind) {
    case "there":
      return null;
    case "circle":
      return missed(desk, missing, "the absences lead in a circle", standIn.until);
    case "found": {
      const refusal = askInstead(desk, missing, standIn);
      return refusal === null ? null : missed(desk, missing, refusal, standIn.until);
    }
    default:
      return standIn satisfies never;
  }
}

/** Gives why that person cannot stand in, or `null` where they do: the approver may answer anyway. */
function askInstead(
  desk: Desk,
  missing: Missing,
  { person, until }: Extract<StandIn, { kind: "found" }>,
): string | null {
  const stored = desk.load();
  const seat = stored?.state.seats.find((one) => isSamePerson(one.approver, missing.approver));
  if (stored === null || seat === undefined || isSame(stored.state, seat.approver, person)) return null;
  const answer = handOver(desk, stored, {
    passing: { seat, from: missing.person, to: person, becomes: "delegate" },
    deliveries: deliveriesTo([person], desk.askedDeliveries(), desk.canMail()),
    actor: SYSTEM,
    type: "approval.delegated",
    why: awayUntil(missing, until),
  });
  return answer.kind === "refused" ? answer.detail : null;
}

/** Put on record once for as long as it stays so. */
function missed(desk: Desk, missing: Missing, reason: string, until: number): string {
  const { approver } = missing;
  const why = `${awayUntil(missing, until)}; ${reason}`;
  if (desk.load()?.people.uncovered[personKey(approver)] !== why) {
    desk.record(actorLabel(SYSTEM), "approval.uncovered", { approver, why });
  }
  return why;
}

function awayUntil({ approver, person }: Missing, until: number): string {
  const away = `out of office until ${isoTime(until)}`;
  return person === approver ? away : `${person} is ${away}`;
}

function saveLook(desk: Desk, uncovered: Readonly<Record<string, string>>, at: number | null): void {
  const stored = desk.load();
  if (stored === null) return;
  const looks: readonly Timer[] = at === null ? [] : [{ kind: "look-again", at }];
  const timers = [...stored.people.timers.filter((timer) => !isLook(timer)), ...looks];
  savePeople(desk.sql, stored, { ...stored.people, timers, uncovered });
}

function isLook({ kind }: Timer): boolean {
  return kind === "look-again";
}
