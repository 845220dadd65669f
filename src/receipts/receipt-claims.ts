/** What a receipt claims of an approval that is over. Pure: the same approval always makes the same claims. */
import type { OutcomeStatus, RecordedAnswer } from "../contract/decision.ts";
import type { ReceiptClaims } from "../contract/receipt-claims.ts";
import { isoTime } from "../kernel/clock.ts";
import { sha256Hex } from "../kernel/hash.ts";
import { canonicalJson, type Json } from "../kernel/json.ts";

/** Longest reason, in characters: a receipt travels in a header. */
const MAX_REASON = 500;

export interface ReceiptedApproval {
  /** The public address of the deployment. */
  readonly issuer: string;
  readonly approvalId: string;
  /** `null` where a program asks without a run, as is `agent`. */
  readonly runId: string | null;
  readonly ensemble: string;
  readonly agent: string | null;
  readonly workspace: string;
  readonly prompt: string;
  /** As `hashOf` writes it, of the data that people were shown; `null` where that is known no more. */
  readonly dataHash: string | null;
  readonly requestedBy: string;
  readonly minApprovals: number;
  /** Epoch milliseconds. */
  readonly requestedAt: number;
  readonly approvals: readonly RecordedAnswer[];
  readonly end: ReceiptedEnd;
}

interface ReceiptedEnd {
  readonly status: OutcomeStatus;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly reason?: string;
  readonly values?: Json;
}

export function receiptClaims(approval: ReceiptedApproval): ReceiptClaims {
  const { end } = approval;
  return {
    iss: approval.issuer,
    // Of the end, not of the signing: so that signing again gives the same bytes.
    iat: Math.floor(end.at / 1_000),
    sub: approval.approvalId,
    ...originOf(approval),
    workspace: approval.workspace,
    promptHash: hashOf(approval.prompt),
    ...(approval.dataHash === null ? {} : { dataHash: approval.dataHash }),
    ...(end.values === undefined ? {} : { valuesHash: hashOf(end.values) }),
    outcome: end.status,
    ...(end.reason === undefined ? {} : { reason: end.reason.slice(0, MAX_REASON) }),
    requestedBy: approval.requestedBy,
    minApprovals: approval.minApprovals,
    approvals: approval.approvals.map(({ approver, onBehalfOf, approved, timestamp, via, verified }) => ({
      approver,
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
      approved,
      at: timestamp,
      via,
      verified,
    })),
    requestedAt: isoTime(approval.requestedAt),
    decidedAt: isoTime(end.at),
  };
}

/** What asked. The title of a request without a run is anybody's choice, and must not pass for an ensemble's name. */
function originOf({ runId, ensemble, agent }: ReceiptedApproval) {
  return runId === null ? { title: ensemble } : { runId, ensemble, agent };
}

/** `sha256:` and the hex digits of the SHA-256 of a value's canonical JSON (RFC 8785). */
export function hashOf(value: Json): string {
  return `sha256:${sha256Hex(canonicalJson(value))}`;
}
