/** A refusal of the rules, as it is told over RPC. */
import { type ApprovalState, outcomeOf } from "./approval-state.ts";
import type { Refusal } from "./decide.ts";
import type { DecideAnswer } from "./port.ts";

export function refusedAnswer(state: ApprovalState, refusal: Refusal): Exclude<DecideAnswer, { kind: "recorded" }> {
  switch (refusal.code) {
    case "approval-over": {
      const { end } = refusal;
      return { kind: "over", status: end.status, decidedAt: end.at, outcome: outcomeOf(state, end) };
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
