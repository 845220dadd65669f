/** What another Worker may ask of Countersign through a service binding. A refusal is an Error, `CODE: what was wrong`. */
import type { z } from "@hono/zod-openapi";
import type { Approval, ApprovalStatus } from "./approval.ts";
import type { DecisionBody, DecisionResult } from "./decision.ts";
import type { RequestApprovalBody } from "./request-approval.ts";

/** The body of `POST /api/approvals`. */
export type ApprovalQuestion = z.input<typeof RequestApprovalBody>;

/** Which instance of a Workflow is sent an event once the approval is over. */
export interface Wake {
  /** The service binding of Countersign's own wrangler.toml by which the Worker of the Workflow is reached. */
  readonly binding: string;
  readonly instanceId: string;
  /** The type of the event. */
  readonly event: string;
}

/** How a question is asked. */
export interface RequestManner {
  /** The same key and question give the same approval. */
  readonly idempotencyKey?: string;
  /** How long to wait for the end, to 30 seconds. */
  readonly waitSeconds?: number;
  readonly wake?: Wake;
}

/** Which approvals a list has; without a member, all of them. */
export interface ApprovalListQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly status?: ApprovalStatus;
  readonly approver?: string;
  readonly ensemble?: string;
  readonly run?: string;
}

/** One page of a list, newest first. */
export interface ApprovalPage {
  readonly items: readonly Approval[];
  readonly nextCursor: string | null;
}

/** The methods of the binding: each does what its route under `/api/approvals` does. */
export interface ApprovalsBinding {
  request(question: ApprovalQuestion, manner?: RequestManner): Promise<Approval>;
  get(id: string, waitSeconds?: number): Promise<Approval>;
  list(query?: ApprovalListQuery): Promise<ApprovalPage>;
  decide(id: string, decision: z.input<typeof DecisionBody>): Promise<DecisionResult>;
  cancel(id: string, reason?: string): Promise<Approval>;
}
