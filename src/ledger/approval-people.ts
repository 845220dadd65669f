/** Whom an approval concerns, for inboxes: while it is open those whose answer it waits for, afterwards all who had to do with it. */
import type { Approval } from "../contract/approval.ts";
import { isSamePerson, personKey } from "../kernel/people.ts";

/** The key of each, once. */
export function concernedPeople(approval: Approval): ReadonlySet<string> {
  const { status, approvers, approvals } = approval;
  const isOpen = status === "pending";
  const asked = approvers.filter((approver) => !isOpen || !isAnswered(approval, approver));
  const answered = isOpen ? [] : approvals.map((answer) => answer.approver);
  return new Set(
    [...asked.flatMap((approver) => [approver, ...delegatesOf(approval, approver)]), ...answered].map(personKey),
  );
}

function isAnswered({ approvals }: Approval, approver: string): boolean {
  return approvals.some((answer) => isSamePerson(answer.onBehalfOf ?? answer.approver, approver));
}

function delegatesOf({ delegates = [] }: Approval, approver: string): readonly string[] {
  return delegates.filter((one) => isSamePerson(one.approver, approver)).map(({ delegate }) => delegate);
}
