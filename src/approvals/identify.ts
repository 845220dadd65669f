/** Finds for whom somebody answers, going by the names that they gave or the door proved. Pure. */
import { isSamePerson } from "../kernel/people.ts";
import { includesSame, isSame } from "./aliases.ts";
import { type Answerer, defaultName } from "./answerer.ts";
import type { ApprovalState } from "./approval-state.ts";
import { notAllowed, type Refusal, SELF_APPROVAL } from "./refusal.ts";
import { findSeat, isRequestersOwn } from "./seats.ts";

/** Somebody who may answer, and for whom. */
export interface Identity {
  readonly person: string;
  readonly onBehalfOf: string | null;
}

/** Who answers for whom; a refusal where that is nobody who may. */
export function identify(state: ApprovalState, answerer: Answerer): Identity | Refusal {
  const names = namesGiven(state, answerer);
  if (names === null) return notAllowed("This link belongs to somebody else; it answers for its owner alone.");
  if (!maySee(state, answerer)) return notAllowed("This request asks nobody by name, and you see those that ask you.");
  const first = names[0];
  if (state.seats.length === 0) return { person: first ?? defaultName(answerer), onBehalfOf: null };
  if (first === undefined) return notAllowed("Say who answers: `approver` must name one of the approvers.");
  const seated = findSeat(state, names);
  if (seated !== null) {
    const { seat, person } = seated;
    return { person, onBehalfOf: isSamePerson(person, seat.approver) ? null : seat.approver };
  }
  return names.some((name) => isRequester(state, name)) && !state.selfApproval
    ? SELF_APPROVAL
    : notAllowed("The name given is not among the approvers of this request.");
}

function maySee({ seats }: ApprovalState, answerer: Answerer): boolean {
  return seats.length > 0 || answerer.kind !== "signed-in" || answerer.sees === "workspace";
}

/** Whether whoever asks answers, or somebody in their stead. */
export function isOfRequester(state: ApprovalState, answerer: Answerer, approver: string): boolean {
  if (state.seats.length > 0 && isRequestersOwn(state, { approver })) return true;
  return !state.selfApproval && (namesGiven(state, answerer) ?? []).some((name) => isRequester(state, name));
}

/** Names by which the answerer may be found; none where they gave none; `null` where they claim to be somebody else. */
function namesGiven(state: ApprovalState, answerer: Answerer): readonly string[] | null {
  const { claimed } = answerer;
  switch (answerer.kind) {
    case "personal":
      return claimed === null || isSame(state, claimed, answerer.approver) ? [answerer.approver] : null;
    case "chat": {
      const { id, email } = answerer.person;
      const names = email === null ? [id] : [email, id];
      return claimed === null || includesSame(state, names, claimed) ? names : null;
    }
    case "signed-in":
      return claimed === null || isSamePerson(claimed, answerer.person) ? [answerer.person] : null;
    case "shared":
    case "key":
    case "run":
      return claimed === null ? [] : [claimed];
    default:
      return answerer satisfies never;
  }
}

function isRequester(state: ApprovalState, name: string): boolean {
  return isSame(state, name, state.requestedBy);
}
