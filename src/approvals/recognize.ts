/** Two names turn out to be one person's: from then on they have one seat, and are who asks under either. */
import { actorLabel, SYSTEM } from "../contract/actor.ts";
import type { JsonObject } from "../kernel/json.ts";
import { includesPerson } from "../kernel/people.ts";
import { namesOf, withAlias } from "./aliases.ts";
import type { ApprovalState } from "./approval-state.ts";
import type { Desk } from "./desk.ts";
import { mergeSeats } from "./merge-seats.ts";
import { missingPeople } from "./policy.ts";
import { findSeat, isRequestersOwn, peopleOf } from "./seats.ts";
import { savePeople, type StoredApproval } from "./store/approval-store.ts";

/** As it is with these names known as one person's; the very same where that was known. */
export function knowing(stored: StoredApproval, names: readonly string[]): StoredApproval {
  const aliases = withAlias(stored.state.aliases, names);
  if (aliases === stored.state.aliases) return stored;
  const { seats, vacated } = mergeSeats({ ...stored.state, aliases });
  const vacant = [...stored.people.vacant, ...vacated];
  return {
    ...stored,
    people: { ...stored.people, aliases, seats, vacant },
    state: { ...stored.state, aliases, seats },
  };
}

/** Keeps that these names are one person's. What follows from it is put on record. */
export function recognize(desk: Desk, names: readonly string[]): void {
  desk.transaction(() => {
    const stored = desk.settleExpiry();
    if (stored !== null && stored.state.end === null) keepKnowing(desk, stored, names);
  });
}

/** Inside a transaction. */
export function keepKnowing(desk: Desk, stored: StoredApproval, names: readonly string[]): StoredApproval {
  const known = knowing(stored, names);
  if (known === stored) return stored;
  savePeople(desk.sql, known, known.people);
  const consequence = consequenceOf(stored.state, known.state, names);
  if (consequence !== null) desk.record(actorLabel(SYSTEM), "approval.recognized", consequence);
  return known;
}

/** Whether somebody of these names is asked, asks, or has answered. */
export function isConcerned({ state }: StoredApproval, names: readonly string[]): boolean {
  const people = [
    state.requestedBy,
    ...state.seats.flatMap(peopleOf),
    ...state.answers.map(({ approver }) => approver),
  ];
  return names.some((name) => includesPerson(people, name));
}

/** That an approver has one seat less, or is the one who asks; `null` where nothing is different. */
function consequenceOf(before: ApprovalState, after: ApprovalState, names: readonly string[]): JsonObject | null {
  const seat = findSeat(after, names)?.seat;
  if (seat === undefined) return null;
  const isFewer = after.seats.length < before.seats.length;
  const isRequester = isRequestersOwn(after, seat) && !isRequestersOwn(before, seat);
  if (!isFewer && !isRequester) return null;
  const missing = missingPeople(after);
  return {
    approver: seat.approver,
    names: [...namesOf(after, seat.approver)],
    ...(isRequester ? { requester: true } : {}),
    ...(missing === 0 ? {} : { missing }),
  };
}
