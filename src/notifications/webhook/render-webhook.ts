/** The payload of the contract §4. It depends on the notice alone. Each attempt has a link of its own; earlier ones stay good. */
import type { Json } from "../../kernel/json.ts";
import { actionUrl } from "../action-url.ts";
import type { ApprovalNotice, Occasion } from "../notice.ts";

export interface WebhookPayload {
  /** The approval's id; `approvalId` says the same. */
  readonly executionId: string;
  readonly approvalData: Json;
  /** `POST` here decides. */
  readonly callbackUrl: string;
  readonly approveUrl: string;
  readonly rejectUrl: string;
  /** Epoch milliseconds; `null` where it waits without end. */
  readonly expiresAt: number | null;
  readonly prompt: string;
  readonly metadata: Json;
  readonly ensemble: string;
  readonly agent: string | null;
  readonly runId: string | null;
  readonly approvalId: string;
  readonly requestedBy: string;
  /** Why it is told: asked at first, reminded, brought in later. */
  readonly occasion: Occasion;
}

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
