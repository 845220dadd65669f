/** Refuses absences that make no sense: a person who stands in for themselves, or one who is never back. */
import type { z } from "zod";
import type { AbsenceBody } from "../contract/absence.ts";
import { CountersignError } from "../kernel/errors.ts";
import { isBrokenAddress } from "../kernel/mailbox.ts";
import { GROUP_PREFIX, isSamePerson } from "../kernel/people.ts";
import type { NewAbsence } from "../ledger/port.ts";

/** Two years, in milliseconds. */
const LONGEST_MS = 2 * 366 * 86_400_000;

const LONGEST_NAME = 320;

export function requireAbsence(person: string, body: z.output<typeof AbsenceBody>, now: number): NewAbsence {
  const absence = {
    person: requirePerson(person),
    from: body.from === undefined ? null : Date.parse(body.from),
    until: Date.parse(body.until),
    delegate: body.delegate,
  };
  const { from, until, delegate } = absence;
  if (until <= now || until <= (from ?? now) || until - (from ?? now) > LONGEST_MS) {
    throw new CountersignError("absence-invalid", "`until` must lie ahead and after `from`, by at most two years.");
  }
  if (isSamePerson(absence.person, delegate)) {
    throw new CountersignError("delegate-loop", `${delegate} cannot stand in for themselves.`);
  }
  requireOne(absence.person);
  requireOne(delegate);
  return absence;
}

/** The name in the path. */
export function requirePerson(text: string): string {
  const person = text.trim();
  if (person !== "" && person.length <= LONGEST_NAME) return person;
  throw new CountersignError("bad-request", `A person's name has 1 to ${LONGEST_NAME} characters.`);
}

function requireOne(name: string): void {
  if (name.startsWith(GROUP_PREFIX)) throw new CountersignError("bad-request", `"${name}" is not one person.`);
  if (isBrokenAddress(name)) {
    throw new CountersignError("address-invalid", `"${name}" is not one mail address.`);
  }
}
