/** What a receipt says, for those who sign it and for those who check it. Imports nothing that runs: clients use it too. */
import type { OutcomeStatus } from "./decision.ts";

/** The header's `typ`: keeps any other token of the same key from passing for a receipt. */
export const RECEIPT_TYPE = "countersign-receipt+jwt";

export interface ReceiptedAnswer {
  readonly approver: string;
  readonly onBehalfOf?: string;
  readonly approved: boolean;
  /** ISO 8601. */
  readonly at: string;
  readonly via: string;
  readonly verified: boolean;
}

export interface ReceiptClaims {
  /** The public address of the deployment. */
  readonly iss: string;
  /** The end, in seconds since 1970. */
  readonly iat: number;
  /** The approval's id. */
  readonly sub: string;
  /** Of a request without a run, which has neither `runId` nor `ensemble` nor `agent`. */
  readonly title?: string;
  readonly runId?: string;
  readonly ensemble?: string;
  readonly agent?: string | null;
  readonly workspace: string;
  /** `sha256:` and hex digits, as every hash here. */
  readonly promptHash: string;
  readonly dataHash?: string;
  readonly valuesHash?: string;
  readonly outcome: OutcomeStatus;
  readonly reason?: string;
  readonly requestedBy: string;
  readonly minApprovals: number;
  readonly approvals: readonly ReceiptedAnswer[];
  readonly requestedAt: string;
  readonly decidedAt: string;
}
