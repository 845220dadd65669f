/** The client, for browsers, Node and Workers: what the package gives as `countersign/client`. */
import { Approvals } from "./approvals.ts";
import { Audit } from "./audit.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";
import { Ensembles } from "./ensembles.ts";
import { Events } from "./events.ts";
import { Links } from "./links.ts";
import { Runs } from "./runs.ts";

/** What a client is made with. */
export interface ClientOptions extends ConnectionOptions {
  /** The path of links, where HITL_RESUME_BASE_PATH is set. Default: `/callback`. */
  readonly callbackPath?: string;
}

/** The parts of the API, as they are called. */
export interface Client {
  readonly runs: Runs;
  readonly ensembles: Ensembles;
  readonly approvals: Approvals;
  readonly links: Links;
  readonly audit: Audit;
  readonly events: Events;
}

/** A client of one Countersign. It does nothing until it is called, so making one is cheap. */
export function createClient({ callbackPath = "/callback", ...options }: ClientOptions): Client {
  const connection = new Connection(options);
  const links = new Links(connection, callbackPath);
  return {
    runs: new Runs(connection),
    ensembles: new Ensembles(connection),
    approvals: new Approvals(connection, links),
    links,
    audit: new Audit(connection),
    events: new Events(connection),
  };
}

export { CountersignApiError } from "./api-error.ts";
export { ReceiptMismatch, type ReceiptExpectation, verifyReceipt } from "./verify-receipt.ts";
export { isNotApproved, type NotApproved, withApproval, type WithApprovalOptions } from "./with-approval.ts";
export { type SignedMessage, verifyWebhook, type WebhookBody } from "./verify-webhook.ts";
export type { ApprovalRequestBody, ApprovalsQuery, RequestOptions, Resumption } from "./approvals.ts";
export type { AuditQuery } from "./audit.ts";
export type { Ensemble } from "./ensembles.ts";
export type { CountersignEvent, EventOptions } from "./events.ts";
export type { CallOptions, Page, PageQuery } from "./page.ts";
export type { RunsQuery, StartOptions, WaitForRunOptions } from "./runs.ts";
export type { Approval, ApprovalStatus, Delivery, Suspension } from "../contract/approval.ts";
export type { AuditEntry } from "../contract/audit.ts";
export type { DecisionResult, OutcomeStatus, RecordedAnswer } from "../contract/decision.ts";
export type { ReceiptClaims } from "../contract/receipt-claims.ts";
export type { Run, RunStatus, Step } from "../contract/run.ts";
export type { CallbackPayload, WebhookMessage, WebhookOutcome, WebhookPayload } from "../contract/webhook-payload.ts";
export type { ErrorCode, FieldError } from "../kernel/errors.ts";
