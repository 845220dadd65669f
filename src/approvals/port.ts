/** What the other parts may ask of the object that owns an approval, over RPC. Answers are tagged values, never errors. */
import type { ApprovalRequest } from "../contract/approval-request.ts";
import type { Approval } from "../contract/approval.ts";
import type { DecisionResult, Outcome, OutcomeStatus } from "../contract/decision.ts";
import type { LinkView } from "../contract/link-view.ts";
import type { FieldError } from "../kernel/errors.ts";
import type { GivenAnswer } from "./decide.ts";

export interface ApprovalPort {
  /** Idempotent: a second call finds the approval of the first and changes nothing. */
  open(request: ApprovalRequest): Promise<Opened>;
  inspect(secret: string): Promise<LinkView>;
  decide(command: DecideCommand): Promise<DecideAnswer>;
  read(workspace: string): Promise<Approval | null>;
  /** The outcome, or `null` while it is open. */
  outcome(): Promise<Outcome | null>;
  mintLink(request: MintRequest): Promise<MintAnswer>;
  /** Withdraws it where it is still open; otherwise says how it ended. */
  cancel(request: CancelRequest): Promise<{ readonly status: OutcomeStatus | "unknown" }>;
  /** Does whatever is overdue: expiry, deliveries, erasing. */
  settle(): Promise<void>;
}

export interface Opened {
  readonly approvalId: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds; `null` where it waits without end. */
  readonly expiresAt: number | null;
}

export type DecideCommand = { readonly given: GivenAnswer; readonly claimed: string | null } & (
  | { readonly by: "link"; readonly secret: string }
  | { readonly by: "key"; readonly workspace: string; readonly keyName: string }
  | { readonly by: "run"; readonly workspace: string; readonly runName: string }
);

export type DecideAnswer =
  | { readonly kind: "recorded"; readonly result: DecisionResult; readonly outcome: Outcome | null }
  | { readonly kind: "unknown" }
  | { readonly kind: "over"; readonly status: OutcomeStatus; readonly decidedAt: number; readonly outcome: Outcome }
  | { readonly kind: "not-allowed"; readonly detail: string }
  | { readonly kind: "already-answered"; readonly detail: string }
  | { readonly kind: "values-invalid"; readonly errors: readonly FieldError[] };

export interface MintRequest {
  readonly workspace: string;
  /** As `actorLabel` writes it. */
  readonly actor: string;
  /** Binds the link to this approver; `null` makes a shared one. */
  readonly approver: string | null;
}

export type MintAnswer =
  | { readonly kind: "minted"; readonly url: string; readonly expiresAt: number | null }
  | { readonly kind: "unknown" }
  | { readonly kind: "over"; readonly status: OutcomeStatus; readonly decidedAt: number }
  | { readonly kind: "not-allowed"; readonly detail: string };

export interface CancelRequest {
  readonly workspace: string;
  readonly actor: string;
  readonly reason: string;
}
