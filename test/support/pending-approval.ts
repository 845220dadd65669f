/** An open approval as the API shows it, which a program asked for and whose answer anybody may give. */
import type { Approval } from "../../src/contract/approval.ts";

export function pendingApproval(parts: Partial<Approval> = {}): Approval {
  return {
    id: "hitl_1",
    runId: null,
    ensemble: "payments",
    agent: null,
    status: "pending",
    prompt: "Pay?",
    data: null,
    metadata: null,
    approvers: [],
    minApprovals: 1,
    approvals: [],
    requestedBy: "ci",
    createdAt: "2026-11-22T09:00:00.000Z",
    deliveries: [],
    ...parts,
  };
}
