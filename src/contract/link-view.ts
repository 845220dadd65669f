/** What the holder of a link may see, by the state of link and approval. */
import type { Json } from "../kernel/json.ts";
import type { Foreseen, ForeseenEscalation } from "./foreseen.ts";
import type { OutcomeStatus, RecordedAnswer } from "./decision.ts";
import type { RunStatus } from "./run.ts";

export type LinkView = UnknownLink | OpenLink | OverLink;

export interface UnknownLink {
  readonly kind: "unknown";
}

interface LinkFacts {
  readonly approvalId: string;
  /** `null` where a program asks without a run, as is `agent`; `ensemble` is then the title of the request. */
  readonly runId: string | null;
  readonly ensemble: string;
  readonly agent: string | null;
  readonly prompt: string;
  readonly requestedBy: string;
  /** The approver a personal link belongs to; `null` for a shared link. */
  readonly recipient: string | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly approvals: readonly RecordedAnswer[];
  readonly minApprovals: number;
}

export interface OpenLink extends LinkFacts {
  readonly kind: "open";
  readonly data: Json;
  readonly metadata: Json;
  /** JSON Schema of what the approver may fill in or change, or `null`. */
  readonly form: Json;
  /** Whether the approver may change the data, by the fields of `form`. */
  readonly editable: boolean;
  /** Everybody who may answer; empty: whoever holds a link. */
  readonly approvers: readonly string[];
  /** True: an answer counts only where it is certain who gives it. */
  readonly requireVerified: boolean;
  /** Whether it is certain that the link's holder is its recipient. */
  readonly verified: boolean;
  /** Epoch milliseconds; `null` where it waits without end. */
  readonly expiresAt: number | null;
  /** The answer of the owner of a personal link, or of whoever gave it in their stead, while the quorum is still open. */
  readonly answered: RecordedAnswer | null;
  /** Approvals still wanted. */
  readonly remaining: number;
  /** Approvals that would still be wanted after one of the link's owner; `null` where that depends on who it is. */
  readonly remainingAfterYours: number | null;
  /** The approvers to whom a link of their own can be sent; none where this link is such a one. */
  readonly ownLinkFor: readonly string[];
  /** What the run will do next, by how this ends; `null` where no plan tells. */
  readonly foreseen: Foreseen | null;
  /** Who is asked as well if it is still open by then; the earliest first. */
  readonly escalations: readonly ForeseenEscalation[];
  /** False where the link is the requester's own: they may only reject. */
  readonly mayApprove: boolean;
}

export interface RunSince {
  readonly status: RunStatus;
  /** Epoch milliseconds; absent while it is not over. */
  readonly finishedAt?: number;
}

export interface OverLink extends LinkFacts {
  readonly kind: "over";
  readonly status: OutcomeStatus;
  /** Epoch milliseconds. */
  readonly decidedAt: number;
  readonly reason?: string;
  readonly feedback?: string;
  /** How the run that waited for it goes on; absent where there is none, or where it is not known. No more than that. */
  readonly run?: RunSince;
  /** The answer of the owner of a personal link, or of whoever gave it in their stead, if any. */
  readonly answered: RecordedAnswer | null;
}
