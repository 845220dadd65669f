/** An open approval as a program behind a link sees it. */
import type { Suspension } from "../contract/approval.ts";
import type { OpenLink } from "../contract/link-view.ts";
import { isoTime } from "../kernel/clock.ts";

export function suspensionOf(token: string, view: OpenLink): Suspension {
  return {
    token,
    status: "suspended",
    metadata: {
      executionId: view.approvalId,
      runId: view.runId,
      ensemble: view.ensemble,
      agent: view.agent,
      prompt: view.prompt,
      approvalData: view.data,
      context: view.metadata,
      approvers: [...view.approvers],
      minApprovals: view.minApprovals,
      approvals: [...view.approvals],
      suspendedAt: isoTime(view.createdAt),
      expiresAt: view.expiresAt === null ? null : isoTime(view.expiresAt),
      form: view.form,
      ownLinkFor: [...view.ownLinkFor],
      editable: view.editable,
    },
  };
}
