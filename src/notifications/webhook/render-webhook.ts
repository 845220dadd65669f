/** The payload of the contract §4. It depends on the notice alone. Each attempt has a link of its own; earlier ones stay good. */
import type { WebhookPayload } from "../../contract/webhook-payload.ts";
import { actionUrl } from "../action-url.ts";
import type { ApprovalNotice } from "../notice.ts";

export function renderWebhook(notice: ApprovalNotice): WebhookPayload {
  return {
    executionId: notice.approvalId,
    approvalData: notice.data,
    callbackUrl: notice.callbackUrl,
    approveUrl: actionUrl(notice.url, "approve"),
    rejectUrl: actionUrl(notice.url, "reject"),
    expiresAt: notice.expiresAt,
    prompt: notice.prompt,
    metadata: notice.metadata,
    ensemble: notice.ensemble,
    agent: notice.agent,
    runId: notice.runId,
    approvalId: notice.approvalId,
    requestedBy: notice.requestedBy,
    occasion: notice.occasion,
  };
}
