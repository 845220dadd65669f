/** Somebody is away, or back: on record, and the open approvals that it concerns are made to look again. */
import { isoTime } from "../kernel/clock.ts";
import { personKey } from "../kernel/people.ts";
import { dropAbsence, dropAbsencesOver, loadAbsence, saveAbsence, whomItConcerns } from "./absence-store.ts";
import { appendAudit } from "./audit-store.ts";
import type { Absence, NewAbsence } from "./port.ts";
import { putSpreading } from "./spread-absence.ts";

interface Change {
  readonly actor: string;
  readonly now: number;
  readonly eventId: string;
}

/** Inside a transaction. The same said again changes nothing. */
export function recordAbsence(sql: SqlStorage, asked: NewAbsence, change: Change): Absence {
  const { now } = change;
  const key = personKey(asked.person);
  const known = loadAbsence(sql, key, now);
  const isAway = known !== null && known.from <= now;
  const absence = { ...asked, from: asked.from ?? (isAway ? known.from : now) };
  if (known !== null && isAlike(known, absence)) return known;
  dropAbsencesOver(sql, now);
  saveAbsence(sql, absence);
  afterChange(sql, "absence.set", absence, change);
  return absence;
}

/** Inside a transaction. `null` where nobody was said to be away. */
export function recordReturn(sql: SqlStorage, person: string, change: Change): Absence | null {
  const key = personKey(person);
  const known = loadAbsence(sql, key, change.now);
  if (known === null) return null;
  dropAbsence(sql, key);
  afterChange(sql, "absence.ended", known, change);
  return known;
}

function afterChange(sql: SqlStorage, type: string, absence: Absence, { actor, now, eventId }: Change): void {
  const { person, from, until, delegate } = absence;
  const detail = { person, from: isoTime(from), until: isoTime(until), delegate };
  appendAudit(sql, { id: eventId, at: now, type, actor, detail: JSON.stringify(detail) });
  for (const key of whomItConcerns(sql, personKey(person))) putSpreading(sql, key, now);
}

function isAlike(a: Absence, b: Absence): boolean {
  return a.from === b.from && a.until === b.until && personKey(a.delegate) === personKey(b.delegate);
}
