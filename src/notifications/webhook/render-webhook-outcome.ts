/** The payload by which a program learns that an approval is over; `type` tells it from a request. */
import type { RecordedAnswer } from "../../contract/decision.ts";
import { isoTime } from "../../kernel/clock.ts";
import type { OutcomeNotice } from "../notice.ts";

export interface WebhookOutcome {
  readonly type: "outcome";
  readonly approvalId: string;
  readonly runId: string | null;
  readonly ensemble: string;
  readonly agent: string | null;
  readonly prompt: string;
  readonly requestedBy: string;
  readonly status: OutcomeNotice["status"];
  readonly decidedAt: string;
  readonly approvals: readonly RecordedAnswer[];
  readonly reason?: string;
  readonly feedback?: string;
}

export function renderWebhookOutcome({ audience: _audience, decidedAt, ...facts }: OutcomeNotice): WebhookOutcome {
  return { type: "outcome", ...facts, decidedAt: isoTime(decidedAt) };
}
