/** What is posted to programs: by the channel `webhook`, and to the `callback` of a request without a run. */
import type { Json } from "../kernel/json.ts";
import type { Delivery } from "./approval.ts";
import type { Outcome, OutcomeStatus, RecordedAnswer } from "./decision.ts";

/** Somebody is asked, over the channel `webhook`. It alone has no `type`. */
export interface WebhookPayload {
  readonly type?: never;
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
  readonly occasion: Exclude<Delivery["occasion"], "outcome">;
}

/** An approval is over, over the channel `webhook`. */
export interface WebhookOutcome {
  readonly type: "outcome";
  readonly approvalId: string;
  readonly runId: string | null;
  readonly ensemble: string;
  readonly agent: string | null;
  readonly prompt: string;
  readonly requestedBy: string;
  readonly status: OutcomeStatus;
  readonly decidedAt: string;
  readonly approvals: readonly RecordedAnswer[];
  readonly reason?: string;
  readonly feedback?: string;
}

/** A message of the operation `notify`. */
export interface WebhookMessage {
  readonly type: "notify";
  readonly message: string;
  readonly ensemble: string;
  readonly agent: string;
  readonly runId: string;
}

/** The outcome, for the program that asked without a run. */
export interface CallbackPayload extends Pick<
  Outcome,
  "approvalId" | "status" | "approved" | "approvals" | "reason" | "feedback" | "values" | "receipt"
> {
  readonly type: "outcome";
  readonly title: string;
  readonly metadata: Json;
  readonly decidedAt: string;
}
