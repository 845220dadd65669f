/** Whom an approval concerns, for inboxes: while it is open those whose answer it waits for, afterwards all who had to do with it. */
import type { Approval } from "../contract/approval.ts";
import { includesPerson, isSamePerson, personKey } from "../kernel/people.ts";

/** The key of each, by every name they are known by. */
export function concernedPeople(approval: Approval): ReadonlySet<string> {
  const { status, approvers, approvals } = approval;
  const isOpen = status === "pending";
  const asked = approvers.filter((approver) => !isOpen || !isAnswered(approval, approver));
  const answered = isOpen ? [] : approvals.map((answer) => answer.approver);
  const named = asked.flatMap((approver) => [...namesOf(approval, approver), ...delegatesOf(approval, approver)]);
  return new Set([...named, ...answered].map(personKey));
}

function isAnswered(approval: Approval, approver: string): boolean {
  const names = namesOf(approval, approver);
  return approval.approvals.some((answer) => includesPerson(names, answer.onBehalfOf ?? answer.approver));
}

function namesOf({ alsoKnownAs = [] }: Approval, approver: string): readonly string[] {
  return [approver, ...alsoKnownAs.filter((one) => isSamePerson(one.approver, approver)).flatMap(({ names }) => names)];
}

function delegatesOf({ delegates = [] }: Approval, approver: string): readonly string[] {
  return delegates.filter((one) => isSamePerson(one.approver, approver)).map(({ delegate }) => delegate);
}
