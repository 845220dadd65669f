/** The rules of deciding: state and answer to the next state, or a refusal. Pure; the only place where they are written. */
import type { JsonObject } from "../kernel/json.ts";
import { type Answerer, isProved, viaOf } from "./answerer.ts";
import type { Answer, ApprovalState, End } from "./approval-state.ts";
import { checkEdits, editedPaths } from "./check-edits.ts";
import { checkValues } from "./check-values.ts";
import { identify, type Identity, isOfRequester } from "./identify.ts";
import { statusAfter } from "./policy.ts";
import { NOT_VERIFIED, type Refusal, SELF_APPROVAL } from "./refusal.ts";
import { isOfOne } from "./seats.ts";

export interface GivenAnswer {
  readonly approved: boolean;
  readonly feedback?: string;
  readonly reason?: string;
  readonly values?: JsonObject;
}

/** State, and what the approver may change; `null` where nothing may be. */
export type Decidable = ApprovalState & { readonly proposal: JsonObject | null };

export interface Recorded {
  readonly kind: "recorded";
  readonly answer: Answer;
  readonly end: End | null;
}

export type Decided = Recorded | { readonly kind: "refused"; readonly refusal: Refusal };

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

function refuse(refusal: Refusal): Decided {
  return { kind: "refused", refusal };
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
