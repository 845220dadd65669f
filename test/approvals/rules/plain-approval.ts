/** The rules of an approval once more, as plainly as they are told: what the machine is held against. */
import { type Asked, type Given, plainStatus, type Seat } from "./plain-status.ts";

/** Somebody at a door, by plain names: who it certainly is, or who they say they are. */
export interface Person {
  readonly proved: boolean;
  readonly name: string | null;
  /** How the record calls who gives no name. */
  readonly nameless: string;
}

const RESEND_GAP_MS = 60_000;
const YEAR_MS = 365 * 86_400_000;

export class PlainApproval {
  readonly #asked: Asked;
  seats: Seat[];
  answers: Given[] = [];
  end: { readonly status: string; readonly at: number } | null = null;
  expiresAt: number | null;
  reminded = 0;
  escalated = 0;
  #reminders: { at: number; before: number | null }[];
  #escalations: { at: number; to: readonly string[]; group: string | null }[];
  /** Whether anything that was sent to somebody may still arrive. */
  readonly #told = new Map<string, "told" | "lost">();
  readonly #resent = new Map<string, number>();
  readonly #knownLost = new Set<string>();

  constructor(asked: Asked, now: number, told: readonly string[]) {
    this.#asked = asked;
    const { approvers, groups, timeoutMs, remind, escalate } = asked;
    this.seats = approvers.map((who) => ({
      who,
      standIn: null,
      gaveOn: [],
      groups: new Set(groups.filter(({ members }) => members.includes(who)).map(({ name }) => name)),
    }));
    const expiresAt = timeoutMs === null ? null : now + timeoutMs;
    this.expiresAt = expiresAt;
    this.#reminders = remind.flatMap((one): { at: number; before: number | null }[] => {
      if ("afterMs" in one) return [{ at: now + one.afterMs, before: null }];
      return expiresAt === null ? [] : [{ at: expiresAt - one.beforeMs, before: one.beforeMs }];
    });
    this.#escalations = escalate.map(({ afterMs, to, group }) => ({ at: now + afterMs, to, group }));
    for (const person of told) this.#told.set(person, "told");
  }

  answer(person: Person, yes: boolean, now: number): string {
    const found = this.#admit(person, now);
    if (typeof found === "string") return found;
    const { by, of } = found;
    if (this.answers.some((other) => other.of === of)) return "already-answered";
    if (this.#asked.requireVerified && !person.proved) return "not-verified";
    if (yes && !this.#asked.selfApproval && person.name === this.#asked.requestedBy) return "self-approval";
    this.answers.push({ by, of, yes });
    const status = plainStatus(this.#asked, this.seats, this.answers);
    if (status !== null) this.end = { status, at: now };
    return "recorded";
  }

  delegate(person: Person, to: string, now: number): string {
    const found = this.#admit(person, now);
    if (found !== "over" && !person.proved) return "not-verified";
    if (typeof found === "string") return found;
    const seat = this.#seatOf(found.by);
    if (seat === null) return "approver-not-allowed";
    if (to.endsWith("@")) return "address-invalid";
    if (!to.includes("@")) return "not-reachable";
    if (this.#hasAnswer(seat)) return "already-answered";
    if (to === seat.who || to === found.by || seat.gaveOn.includes(to)) return "delegate-loop";
    if (this.#seatOf(to) !== null) return "delegate-taken";
    if (to === this.#asked.requestedBy && !this.#asked.selfApproval) return "self-approval";
    if (seat.gaveOn.length >= 10) return "too-soon";
    if (seat.standIn !== null) this.#forget(seat.standIn);
    seat.standIn = to;
    seat.gaveOn.push(found.by);
    this.#told.set(to, "told");
    return "handed-over";
  }

  reassign(from: string, to: string, now: number): string {
    this.#expire(now);
    if (this.end !== null) return "over";
    const seat = this.seats.find(({ who }) => who === from);
    if (seat === undefined) return "approver-not-allowed";
    if (to.endsWith("@")) return "address-invalid";
    if (this.#hasAnswer(seat)) return "already-answered";
    if (to === from) return "delegate-loop";
    const held = this.#seatOf(to);
    if (held !== null && held !== seat) return "delegate-taken";
    if (to === this.#asked.requestedBy && !this.#asked.selfApproval) return "self-approval";
    for (const person of [seat.who, seat.standIn]) if (person !== null && person !== to) this.#forget(person);
    seat.who = to;
    seat.standIn = null;
    seat.gaveOn = [];
    if (to.includes("@")) this.#told.set(to, "told");
    return "handed-over";
  }

  extend(expiresAt: number, now: number): string {
    this.#expire(now);
    if (this.end !== null) return "over";
    if (expiresAt <= now || expiresAt > now + YEAR_MS) return "out-of-range";
    this.expiresAt = expiresAt;
    const again = this.#asked.remind.flatMap((one) =>
      "beforeMs" in one ? [{ at: expiresAt - one.beforeMs, before: one.beforeMs }] : [],
    );
    this.#reminders = [
      ...this.#reminders.filter(({ before }) => before === null),
      ...again.filter(({ at }) => at > now),
    ];
    return "extended";
  }

  resend(now: number): string {
    this.#expire(now);
    if (this.end !== null) return "over";
    const people = this.#waiting().filter((person) => person.includes("@"));
    if (people.length === 0) return "not-reachable";
    const due = people.filter((person) => now >= (this.#resent.get(person) ?? -Infinity) + RESEND_GAP_MS);
    if (due.length === 0) return "too-soon";
    for (const person of due) {
      this.#resent.set(person, now);
      this.#told.set(person, "told");
    }
    return "sent";
  }

  withdraw(now: number): string {
    this.#expire(now);
    this.end ??= { status: "cancelled", at: now };
    return this.end.status;
  }

  /** The alarm rings. */
  ring(now: number): void {
    this.#expire(now);
    if (this.end !== null) return;
    const people = this.#waiting().filter((person) => person.includes("@"));
    if (this.#reminders.some(({ at }) => at <= now)) {
      this.reminded += 1;
      for (const person of people) this.#told.set(person, "told");
    }
    this.#reminders = this.#reminders.filter(({ at }) => at > now);
    const due = this.#escalations.filter(({ at }) => at <= now);
    this.#escalations = this.#escalations.filter(({ at }) => at > now);
    for (const one of due) this.#escalate(one);
  }

  /** Everything that was sent to this person has failed for good. */
  lose(person: string, now: number): void {
    if (!this.#told.has(person)) return;
    this.#told.set(person, "lost");
    this.#expire(now);
    if (this.end !== null) return;
    const lost = this.seats.filter(
      (seat) =>
        [seat.who, seat.standIn].includes(person) &&
        !this.#knownLost.has(seat.who) &&
        !this.#hasAnswer(seat) &&
        [seat.who, seat.standIn].every((one) => one === null || this.#told.get(one) !== "told"),
    );
    if (lost.length === 0) return;
    for (const { who } of lost) this.#knownLost.add(who);
    const fitting = this.#escalations.filter(
      ({ group }) => group === null || lost.some(({ groups }) => groups.has(group)),
    );
    const next = fitting.toSorted((a, b) => a.at - b.at)[0];
    if (next === undefined) return;
    this.#escalations = this.#escalations.filter((one) => one !== next);
    this.#escalate(next);
  }

  #escalate({ to, group }: { readonly to: readonly string[]; readonly group: string | null }): void {
    this.escalated += 1;
    for (const person of to) {
      if (person === this.#asked.requestedBy && !this.#asked.selfApproval) continue;
      this.#told.set(person, "told");
      if (this.#asked.approvers.length === 0) continue;
      const own = this.seats.find(({ who }) => who === person);
      if (own !== undefined && group !== null) own.groups.add(group);
      const standsInFor = this.seats.find(({ standIn }) => standIn === person);
      const isBusy =
        standsInFor !== undefined && (!this.#hasAnswer(standsInFor) || this.answers.some(({ by }) => by === person));
      if (own !== undefined || isBusy) continue;
      this.seats.push({ who: person, standIn: null, gaveOn: [], groups: new Set(group === null ? [] : [group]) });
    }
  }

  /** Who it is and whose answer it would be, or why not. */
  #admit({ name, nameless }: Person, now: number): { readonly by: string; readonly of: string } | string {
    this.#expire(now);
    if (this.end !== null) return "over";
    if (this.#asked.approvers.length === 0) return { by: name ?? nameless, of: name ?? nameless };
    if (name === null) return "approver-not-allowed";
    const seat = this.#seatOf(name);
    if (seat !== null) return { by: name, of: seat.who };
    return name === this.#asked.requestedBy && !this.#asked.selfApproval ? "self-approval" : "approver-not-allowed";
  }

  #expire(now: number): void {
    if (this.end === null && this.expiresAt !== null && now >= this.expiresAt) {
      this.end = { status: "timeout", at: this.expiresAt };
    }
  }

  #seatOf(person: string): Seat | null {
    return this.seats.find(({ who }) => who === person) ?? this.seats.find(({ standIn }) => standIn === person) ?? null;
  }

  #hasAnswer({ who }: Seat): boolean {
    return this.answers.some(({ of }) => of === who);
  }

  #waiting(): string[] {
    if (this.#asked.approvers.length === 0) {
      return [...this.#told.keys()].filter((person) => !this.answers.some(({ by }) => by === person));
    }
    const open = this.seats.filter((seat) => !this.#hasAnswer(seat));
    return open.flatMap(({ who, standIn }) => (standIn === null ? [who] : [who, standIn]));
  }

  /** Nothing that is on its way to them is sent any more. */
  #forget(person: string): void {
    if (this.#told.has(person)) this.#told.set(person, "lost");
  }
}
