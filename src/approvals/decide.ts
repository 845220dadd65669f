/** The rules of deciding: state and answer to the next state, or a refusal. Pure; the only place where they are written. */
import type { FieldError } from "../kernel/errors.ts";
import type { JsonObject } from "../kernel/json.ts";
import { isSamePerson } from "../kernel/people.ts";
import { includesSame, isSame } from "./aliases.ts";
import type { Answer, ApprovalState, End } from "./approval-state.ts";
import { checkEdits, editedPaths } from "./check-edits.ts";
import { checkValues } from "./check-values.ts";
import { statusAfter } from "./policy.ts";
import { findSeat, isOfOne, isRequestersOwn } from "./seats.ts";

/** Somebody known to a chat: by the id it gives them, and by their e-mail address where it is known. */
export interface ChatPerson {
  readonly id: string;
  readonly email: string | null;
}

/** Which requests somebody signed in may see: those that ask them by name, or all of their workspace. */
export type Sight = "own" | "workspace";

/** The door by which a key's answer came, where it is not the API. */
export type KeyDoor = "mcp" | "binding";

/** Who answers, as far as the door could tell. */
export type Answerer =
  | {
      readonly kind: "personal";
      readonly approver: string;
      readonly verified: boolean;
      readonly claimed: string | null;
    }
  | { readonly kind: "shared"; readonly claimed: string | null }
  /** Proved by the chat's own signature. */
  | { readonly kind: "chat"; readonly channel: string; readonly person: ChatPerson; readonly claimed: string | null }
  /** Proved by their sign-in. */
  | { readonly kind: "signed-in"; readonly person: string; readonly sees: Sight; readonly claimed: string | null }
  | { readonly kind: "key"; readonly keyName: string; readonly via?: KeyDoor; readonly claimed: string | null }
  | { readonly kind: "run"; readonly runName: string; readonly claimed: string | null };

export interface GivenAnswer {
  readonly approved: boolean;
  readonly feedback?: string;
  readonly reason?: string;
  readonly values?: JsonObject;
}

export type Refusal =
  | { readonly code: "approval-over"; readonly end: End }
  | {
      readonly code: "approver-not-allowed" | "already-answered" | "not-verified" | "self-approval";
      readonly detail: string;
    }
  | { readonly code: "values-invalid"; readonly errors: readonly FieldError[] };

/** State, and what the approver may change; `null` where nothing may be. */
export type Decidable = ApprovalState & { readonly proposal: JsonObject | null };

export interface Recorded {
  readonly kind: "recorded";
  readonly answer: Answer;
  readonly end: End | null;
}

export type Decided = Recorded | { readonly kind: "refused"; readonly refusal: Refusal };

/** Somebody who may answer, and for whom. */
export interface Identity {
  readonly person: string;
  readonly onBehalfOf: string | null;
}

/** Applies one answer at the time `now` (epoch milliseconds). A state past its end must have been expired before. */
export function decide(state: Decidable, answerer: Answerer, given: GivenAnswer, now: number): Decided {
  if (state.end !== null) return refuse({ code: "approval-over", end: state.end });
  const identity = identify(state, answerer);
  if ("code" in identity) return refuse(identity);
  const refusal = refusalOf(state, answerer, identity, given);
  if (refusal !== null) return refuse(refusal);
  const { form, proposal } = state;
  const checked = proposal === null ? checkValues(form, given) : checkEdits({ form, proposal }, given);
  if (!checked.ok) return refuse({ code: "values-invalid", errors: checked.errors });
  const answer = {
    ...recordAnswer(identity, answerer, given, now),
    ...recordEdits(proposal, checked.values),
  };
  return { kind: "recorded", answer, end: endAfter(state, answer, checked.values) };
}

/** The end that the clock has brought by `now`, or `null`: at `expiresAt` itself it is already too late to answer. */
export function expire(state: Pick<ApprovalState, "end" | "expiresAt">, now: number): End | null {
  if (state.end !== null || state.expiresAt === null || now < state.expiresAt) return null;
  return { status: "timeout", at: state.expiresAt };
}

/** Whether it is certain who answers. */
export function isProved(answerer: Answerer): boolean {
  if (answerer.kind === "chat" || answerer.kind === "signed-in") return true;
  return answerer.kind === "personal" && answerer.verified;
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

function refuse(refusal: Refusal): Decided {
  return { kind: "refused", refusal };
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

function refusalOf(
  state: ApprovalState,
  answerer: Answerer,
  { person, onBehalfOf }: Identity,
  given: GivenAnswer,
): Refusal | null {
  const approver = onBehalfOf ?? person;
  const own = { approver: person, onBehalfOf: approver };
  if (state.answers.some((answer) => isOfOne(state, answer, own))) {
    return { code: "already-answered", detail: `${approver} has already answered.` };
  }
  if (state.requireVerified && !isProved(answerer)) return NOT_VERIFIED;
  return given.approved && isOfRequester(state, answerer, approver) ? SELF_APPROVAL : null;
}

/** Whether whoever asks answers, or somebody in their stead. */
function isOfRequester(state: ApprovalState, answerer: Answerer, approver: string): boolean {
  if (state.seats.length > 0 && isRequestersOwn(state, { approver })) return true;
  return !state.selfApproval && (namesGiven(state, answerer) ?? []).some((name) => isRequester(state, name));
}

const NOT_VERIFIED: Refusal = {
  code: "not-verified",
  detail: "This request takes only answers of proved approvers: use the link that was sent to you.",
};

const SELF_APPROVAL: Refusal = {
  code: "self-approval",
  detail: "Whoever asks for this approval may not give it.",
};

function isRequester(state: ApprovalState, name: string): boolean {
  return isSame(state, name, state.requestedBy);
}

function defaultName(answerer: Answerer): string {
  switch (answerer.kind) {
    case "key":
      return answerer.keyName;
    case "run":
      return answerer.runName;
    case "personal":
    case "chat":
    case "signed-in":
    case "shared":
      return "anonymous";
    default:
      return answerer satisfies never;
  }
}

function notAllowed(detail: string): Refusal {
  return { code: "approver-not-allowed", detail };
}

function recordAnswer({ person, onBehalfOf }: Identity, answerer: Answerer, given: GivenAnswer, now: number): Answer {
  return {
    approver: person,
    ...(onBehalfOf === null ? {} : { onBehalfOf }),
    approved: given.approved,
    at: now,
    ...(given.feedback === undefined ? {} : { feedback: given.feedback }),
    ...(given.reason === undefined ? {} : { reason: given.reason }),
    via: viaOf(answerer),
    verified: isProved(answerer),
  };
}

function recordEdits(proposal: JsonObject | null, values: JsonObject | undefined): Pick<Answer, "edited"> {
  const edited = proposal === null || values === undefined ? [] : editedPaths(proposal, values);
  return edited.length === 0 ? {} : { edited };
}

function viaOf(answerer: Answerer): string {
  switch (answerer.kind) {
    case "personal":
    case "shared":
      return "link";
    case "chat":
      return answerer.channel;
    case "signed-in":
      return "sign-in";
    case "key":
      return answerer.via ?? "api";
    case "run":
      return "run";
    default:
      return answerer satisfies never;
  }
}

function endAfter(state: ApprovalState, answer: Answer, values: JsonObject | undefined): End | null {
  const answers = [...state.answers, answer];
  const status = statusAfter({ ...state, answers });
  if (status === null) return null;
  return {
    status,
    at: answer.at,
    ...(answer.reason === undefined ? {} : { reason: answer.reason }),
    ...(answer.feedback === undefined ? {} : { feedback: answer.feedback }),
    ...(values === undefined ? {} : { values }),
  };
}
