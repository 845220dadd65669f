/** The rules of deciding: state and answer to the next state, or a refusal. Pure; the only place where they are written. */
import type { FieldError } from "../kernel/errors.ts";
import type { JsonObject } from "../kernel/json.ts";
import { type Answer, type ApprovalState, approverKey, type End } from "./approval-state.ts";
import { checkValues } from "./check-values.ts";

/** Who answers, as far as the door could tell. */
export type Answerer =
  | {
      readonly kind: "personal";
      readonly approver: string;
      readonly verified: boolean;
      readonly claimed: string | null;
    }
  | { readonly kind: "shared"; readonly claimed: string | null }
  | { readonly kind: "key"; readonly keyName: string; readonly claimed: string | null }
  | { readonly kind: "run"; readonly runName: string; readonly claimed: string | null };

export interface GivenAnswer {
  readonly approved: boolean;
  readonly feedback?: string;
  readonly reason?: string;
  readonly values?: JsonObject;
}

export type Refusal =
  | { readonly code: "approval-over"; readonly end: End }
  | { readonly code: "approver-not-allowed"; readonly detail: string }
  | { readonly code: "already-answered"; readonly detail: string }
  | { readonly code: "values-invalid"; readonly errors: readonly FieldError[] };

export type Decided =
  | { readonly kind: "recorded"; readonly answer: Answer; readonly end: End | null }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Applies one answer at the time `now` (epoch milliseconds). A state past its end must have been expired before. */
export function decide(state: ApprovalState, answerer: Answerer, given: GivenAnswer, now: number): Decided {
  if (state.end !== null) return refuse({ code: "approval-over", end: state.end });
  const identity = identify(state, answerer);
  if (typeof identity !== "string") return refuse(identity);
  const key = approverKey(identity);
  if (state.answers.some((answer) => approverKey(answer.approver) === key)) {
    return refuse({ code: "already-answered", detail: `${identity} has already answered.` });
  }
  const checked = checkValues(state.form, given);
  if (!checked.ok) return refuse({ code: "values-invalid", errors: checked.errors });
  const answer = recordAnswer(identity, answerer, given, now);
  return { kind: "recorded", answer, end: endAfter(state, answer, checked.values) };
}

/** The end that the clock has brought by `now`, or `null`: at `expiresAt` itself it is already too late to answer. */
export function expire(state: Pick<ApprovalState, "end" | "expiresAt">, now: number): End | null {
  if (state.end !== null || state.expiresAt === null || now < state.expiresAt) return null;
  return { status: "timeout", at: state.expiresAt };
}

/** Approvals that can still be had: without named approvers there is no bound. */
export function isApprovalPossible(state: Pick<ApprovalState, "approvers" | "minApprovals" | "answers">): boolean {
  if (state.approvers.length === 0) return true;
  const rejections = state.answers.filter((answer) => !answer.approved).length;
  return state.approvers.length - rejections >= state.minApprovals;
}

function refuse(refusal: Refusal): Decided {
  return { kind: "refused", refusal };
}

function identify(state: ApprovalState, answerer: Answerer): string | Refusal {
  const { claimed } = answerer;
  if (answerer.kind === "personal") {
    if (claimed === null || approverKey(claimed) === approverKey(answerer.approver)) return answerer.approver;
    return notAllowed("This link belongs to somebody else; it answers for its owner alone.");
  }
  if (state.approvers.length === 0) return claimed ?? defaultName(answerer);
  if (claimed === null) return notAllowed("Say who answers: `approver` must name one of the approvers.");
  const named = state.approvers.find((approver) => approverKey(approver) === approverKey(claimed));
  return named ?? notAllowed("The name given is not among the approvers of this request.");
}

function defaultName(answerer: Exclude<Answerer, { kind: "personal" }>): string {
  switch (answerer.kind) {
    case "shared":
      return "anonymous";
    case "key":
      return answerer.keyName;
    case "run":
      return answerer.runName;
  }
}

function notAllowed(detail: string): Refusal {
  return { code: "approver-not-allowed", detail };
}

function recordAnswer(approver: string, answerer: Answerer, given: GivenAnswer, now: number): Answer {
  return {
    approver,
    approved: given.approved,
    at: now,
    ...(given.feedback === undefined ? {} : { feedback: given.feedback }),
    ...(given.reason === undefined ? {} : { reason: given.reason }),
    via: viaOf(answerer),
    verified: answerer.kind === "personal" && answerer.verified,
  };
}

function viaOf(answerer: Answerer): string {
  switch (answerer.kind) {
    case "personal":
    case "shared":
      return "link";
    case "key":
      return "api";
    case "run":
      return "run";
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

function statusAfter(state: ApprovalState): "approved" | "rejected" | null {
  const approvals = state.answers.filter((answer) => answer.approved).length;
  if (approvals >= state.minApprovals) return "approved";
  if (state.answers.length - approvals >= state.rejectionsNeeded) return "rejected";
  return isApprovalPossible(state) ? null : "rejected";
}
