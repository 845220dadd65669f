/** Refusals as they are told over RPC: of the rules, and because the approval is over. */
import { type ApprovalState, type End, outcomeOf } from "./approval-state.ts";
import type { DecideAnswer, Over } from "./port.ts";
import type { Refusal } from "./refusal.ts";

export function refusedAnswer(state: ApprovalState, refusal: Refusal): Exclude<DecideAnswer, { kind: "recorded" }> {
  switch (refusal.code) {
    case "approval-over": {
      const { end } = refusal;
      return { ...overAnswer(end), outcome: outcomeOf(state, end) };
    }
    case "approver-not-allowed":
      return { kind: "not-allowed", detail: refusal.detail };
    case "already-answered":
      return { kind: "already-answered", detail: refusal.detail };
    case "not-verified":
    case "self-approval":
      return { kind: "refused", code: refusal.code, detail: refusal.detail };
    case "values-invalid":
      return { kind: "values-invalid", errors: refusal.errors };
    default:
      return refusal satisfies never;
  }
}

export function overAnswer({ status, at }: End): Over {
  return { kind: "over", status, decidedAt: at };
}
