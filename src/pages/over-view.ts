/** A settled approval as the ledger remembers it, once its owner has erased itself. */
import type { Approval } from "../contract/approval.ts";
import type { LinkView } from "../contract/link-view.ts";
import { isSamePerson } from "../kernel/people.ts";

/** Unknown while it is open: only its owner can say how it stands. */
export function overView(approval: Approval, recipient: string | null): LinkView {
  const { status, reason, feedback, approvals } = approval;
  if (status === "pending") return { kind: "unknown" };
  const own = approvals.find((answer) => recipient !== null && isSamePerson(answer.approver, recipient));
  return {
    kind: "over",
    approvalId: approval.id,
    runId: approval.runId,
    ensemble: approval.ensemble,
    agent: approval.agent,
    prompt: approval.prompt,
    requestedBy: approval.requestedBy,
    recipient,
    createdAt: Date.parse(approval.createdAt),
    approvals,
    minApprovals: approval.minApprovals,
    status,
    decidedAt: Date.parse(approval.decidedAt ?? approval.createdAt),
    ...(reason === undefined ? {} : { reason }),
    ...(feedback === undefined ? {} : { feedback }),
    answered: own ?? null,
  };
}
