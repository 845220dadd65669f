/** One approval as the rules see it. */
import type { Outcome, OutcomeStatus, RecordedAnswer } from "../contract/decision.ts";
import { isoTime } from "../kernel/clock.ts";
import type { Json, JsonObject } from "../kernel/json.ts";

export interface Answer {
  readonly approver: string;
  readonly approved: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly feedback?: string;
  readonly reason?: string;
  readonly via: string;
  readonly verified: boolean;
}

export interface ApprovalState {
  readonly approvalId: string;
  readonly approvers: readonly string[];
  readonly minApprovals: number;
  readonly rejectionsNeeded: number;
  readonly form: Json;
  /** Epoch milliseconds; `null` where it waits without end. */
  readonly expiresAt: number | null;
  readonly answers: readonly Answer[];
  readonly end: End | null;
}

/** How it came out; final. */
export interface End {
  readonly status: OutcomeStatus;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly reason?: string;
  readonly feedback?: string;
  readonly values?: JsonObject;
}

/** Approvers are the same person whatever the case of their name. */
export function approverKey(name: string): string {
  return name.trim().toLowerCase();
}

export function remainingApprovals(state: Pick<ApprovalState, "minApprovals" | "answers">): number {
  return Math.max(0, state.minApprovals - state.answers.filter((answer) => answer.approved).length);
}

export function recordedAnswer({ at, ...answer }: Answer): RecordedAnswer {
  return { ...answer, timestamp: isoTime(at) };
}

/** The output of the hitl agent. */
export function outcomeOf(state: ApprovalState, end: End): Outcome {
  return {
    status: end.status,
    approved: end.status === "approved",
    rejected: end.status === "rejected",
    timedOut: end.status === "timeout",
    approvals: state.answers.map(recordedAnswer),
    ...(end.reason === undefined ? {} : { reason: end.reason }),
    ...(end.feedback === undefined ? {} : { feedback: end.feedback }),
    ...(end.values === undefined ? {} : { values: end.values }),
    approvalId: state.approvalId,
  };
}
