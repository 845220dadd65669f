/** One approval as the rules see it. */
import type { Outcome, OutcomeStatus, RecordedAnswer } from "../contract/decision.ts";
import { isoTime } from "../kernel/clock.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import type { Aliases } from "./aliases.ts";

export interface Answer {
  /** Who answered. */
  readonly approver: string;
  /** The approver in whose stead; absent where it is their own answer. */
  readonly onBehalfOf?: string;
  readonly approved: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly feedback?: string;
  readonly reason?: string;
  readonly via: string;
  readonly verified: boolean;
  /** What of the proposal the approver changed: paths such as `amount` or `lines.2`. */
  readonly edited?: readonly string[];
}

/** One of the people who are asked: each gives one answer, or has it given. */
export interface Seat {
  readonly approver: string;
  /** Who may answer in the approver's stead, beside them; `null` where nobody. */
  readonly delegate: string | null;
  /** Who has handed it over, one after the other. */
  readonly handedOverBy: readonly string[];
  /** The groups for which the answer counts. */
  readonly groups: readonly string[];
}

export interface ApprovalState {
  readonly approvalId: string;
  /** Empty: whoever holds a link may answer. */
  readonly seats: readonly Seat[];
  /** Names that are one person's, as far as is known. */
  readonly aliases: Aliases;
  readonly minApprovals: number;
  /** Empty: any `minApprovals` of the seats. */
  readonly groups: readonly { readonly name: string; readonly needed: number }[];
  readonly rejectionsNeeded: number;
  readonly requestedBy: string;
  readonly requireVerified: boolean;
  readonly selfApproval: boolean;
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

/** The approver whose answer it is, whoever gave it. */
export function answeredFor({ approver, onBehalfOf }: Pick<Answer, "approver" | "onBehalfOf">): string {
  return onBehalfOf ?? approver;
}

export function recordedAnswer({ at, edited, ...answer }: Answer): RecordedAnswer {
  return { ...answer, ...(edited === undefined ? {} : { edited: [...edited] }), timestamp: isoTime(at) };
}

/** An outcome before it is receipted. */
export type BareOutcome = Omit<Outcome, "receipt">;

/** The output of the hitl agent, but for its receipt. */
export function outcomeOf(state: ApprovalState, end: End): BareOutcome {
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
