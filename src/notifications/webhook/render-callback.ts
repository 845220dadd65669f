/** The payload by which a program that asked without a run learns what came of it. It depends on the outcome alone. */
import type { Outcome } from "../../contract/decision.ts";
import type { CallbackPayload } from "../../contract/webhook-payload.ts";
import { isoTime } from "../../kernel/clock.ts";
import type { Json } from "../../kernel/json.ts";

export interface Settled {
  readonly outcome: Outcome;
  readonly title: string;
  /** As the program gave it. */
  readonly metadata: Json;
  /** Epoch milliseconds. */
  readonly decidedAt: number;
}

export function renderCallback({ outcome, title, metadata, decidedAt }: Settled): CallbackPayload {
  const { approvalId, status, approved, approvals, reason, feedback, values, receipt } = outcome;
  return {
    type: "outcome",
    approvalId,
    title,
    status,
    approved,
    approvals,
    ...(reason === undefined ? {} : { reason }),
    ...(feedback === undefined ? {} : { feedback }),
    ...(values === undefined ? {} : { values }),
    metadata,
    decidedAt: isoTime(decidedAt),
    receipt,
  };
}
