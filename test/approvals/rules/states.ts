/** States and answerers from which the tables of the rules are made. */
import type { Answer } from "../../../src/approvals/approval-state.ts";
import type { Answerer } from "../../../src/approvals/answerer.ts";
import type { Decidable, Decided } from "../../../src/approvals/decide.ts";

export const NOW = 1_800_000_000_000;

export type Parts = Partial<Decidable> & {
  /** Each has a seat of their own, in no group. */
  readonly approvers?: readonly string[];
};

export function open({ approvers = [], ...parts }: Parts = {}): Decidable {
  return {
    approvalId: "hitl_1",
    seats: approvers.map((approver) => ({ approver, delegate: null, handedOverBy: [], groups: [] })),
    aliases: [],
    minApprovals: 1,
    groups: [],
    rejectionsNeeded: 1,
    requestedBy: "whoever-asks",
    requireVerified: false,
    selfApproval: false,
    form: null,
    proposal: null,
    expiresAt: NOW + 60_000,
    answers: [],
    end: null,
    ...parts,
  };
}

export function answered(approver: string, approved: boolean): Answer {
  return { approver, approved, at: NOW - 1_000, via: "link", verified: false };
}

export function personal(approver: string, claimed: string | null = null, verified = false): Answerer {
  return { kind: "personal", approver, verified, claimed };
}

export function shared(claimed: string | null = null): Answerer {
  return { kind: "shared", claimed };
}

export function key(keyName: string, claimed: string | null = null): Answerer {
  return { kind: "key", keyName, claimed };
}

export function run(runName: string, claimed: string | null = null): Answerer {
  return { kind: "run", runName, claimed };
}

/** In a few words: who counts and what it came to, or the code of the refusal. */
export function brief(decided: Decided): string {
  if (decided.kind === "refused") return decided.refusal.code;
  return `${decided.answer.approver}: ${decided.end?.status ?? "pending"}`;
}
