/** An approval's machine over storage in memory, at one moment in time. */
import { createApprovalMachine } from "../../../src/approvals/approval-machine.ts";
import type { ApprovalRequest } from "../../../src/contract/approval-request.ts";
import { memoryStorage } from "../../../src/testkit/memory-storage.ts";
import { NOW } from "./states.ts";

interface Opening extends Partial<ApprovalRequest> {
  readonly canMail?: boolean;
}

export function openedMachine({ canMail = false, ...parts }: Opening = {}) {
  const { sql, transactionSync } = memoryStorage();
  const machine = createApprovalMachine({
    sql,
    transaction: transactionSync,
    now: () => NOW,
    objectId: "0".repeat(64),
    callbackPath: () => "/callback",
    canMail: () => canMail,
  });
  machine.open({
    workspace: "main",
    runId: "run_1",
    ensemble: "orders",
    agent: "approve",
    prompt: "Pay?",
    dataJson: "{}",
    metadataJson: "null",
    formJson: null,
    approvers: [],
    minApprovals: 1,
    groups: [],
    requireVerified: false,
    selfApproval: false,
    remind: [],
    escalate: [],
    rejectionsNeeded: 1,
    requestedBy: "req@example.com",
    timeoutMs: null,
    baseUrl: "https://countersign.example",
    deliveries: [],
    ...parts,
  });
  return { machine, sql };
}
