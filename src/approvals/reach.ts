/** How a person can be told, going by how people were told of the approval before. Pure. */
import type { RequestedDelivery } from "../contract/approval-request.ts";
import { isMailAddress } from "../kernel/mailbox.ts";
import { distinctPeople, isSamePerson } from "../kernel/people.ts";
import { slackAddress } from "../notifications/slack/slack-address.ts";
import { isSame } from "./aliases.ts";
import type { ApprovalState } from "./approval-state.ts";
import { openPeople } from "./seats.ts";

/** To the person alone, so that a link in them is theirs; none where no address of theirs is known. */
export function personalDeliveries(
  person: string,
  told: readonly RequestedDelivery[],
  canMail: boolean,
): readonly RequestedDelivery[] {
  const own = told.filter(({ approver }) => approver !== null && isSamePerson(approver, person));
  if (own.length > 0) return distinct(own);
  const alike = told.flatMap((delivery) => addressedTo(person, delivery));
  if (alike.length > 0) return distinct(alike);
  return canMail && isMailAddress(person) ? [byMail(person)] : [];
}

/** As mail is set up. */
export function byMail(person: string): RequestedDelivery {
  return { channel: "email", approver: person, to: person };
}

/** Everybody who could still answer: where nobody in particular is asked, whoever was told at an address of their own. */
export function waitingPeople(
  state: Pick<ApprovalState, "aliases" | "answers" | "seats">,
  told: readonly RequestedDelivery[],
): readonly string[] {
  if (state.seats.length > 0) return openPeople(state);
  const people = told.flatMap(({ approver }) => (approver === null ? [] : [approver]));
  return distinctPeople(people).filter(
    (person) => !state.answers.some(({ approver }) => isSame(state, approver, person)),
  );
}

/** To these people: each at their own address, and over the shared places where somebody has none. */
export function deliveriesTo(
  people: readonly string[],
  told: readonly RequestedDelivery[],
  canMail: boolean,
): readonly RequestedDelivery[] {
  const own = people.map((person) => personalDeliveries(person, told, canMail));
  return own.every((deliveries) => deliveries.length > 0) ? own.flat() : [...own.flat(), ...sharedDeliveries(told)];
}

/** To a place that many read, such as a chat's channel or a program. */
export function sharedDeliveries(told: readonly RequestedDelivery[]): readonly RequestedDelivery[] {
  return distinct(told.filter(({ approver }) => approver === null));
}

/** The same delivery to another person, where the channel can tell people by their own address. */
function addressedTo(person: string, delivery: RequestedDelivery): RequestedDelivery[] {
  const { channel, to, approver } = delivery;
  if (to === undefined || approver === null) return [];
  const isTheirs = isMailAddress(person) || (channel === "slack" && slackAddress(person).kind === "user");
  return isTheirs && (channel === "email" || channel === "slack")
    ? [{ ...delivery, approver: person, to: person }]
    : [];
}

/** Where a delivery goes, as a key. */
export function placeOf({ channel, to, webhookUrl }: RequestedDelivery): string {
  return JSON.stringify([channel, to?.toLowerCase() ?? null, webhookUrl ?? null]);
}

/** One per place; the first stays. */
function distinct(deliveries: readonly RequestedDelivery[]): readonly RequestedDelivery[] {
  const places = new Map<string, RequestedDelivery>();
  for (const delivery of deliveries) {
    const place = placeOf(delivery);
    if (!places.has(place)) places.set(place, delivery);
  }
  return [...places.values()];
}
