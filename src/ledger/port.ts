/** What the other parts may ask of a workspace's ledger, over RPC. Every write is idempotent. */
import type { Approval } from "../contract/approval.ts";
import type { AuditEntry, AuditEvent } from "../contract/audit.ts";
import type { Run, RunError, RunStatus, StepError, StepStatus, TokenUsage } from "../contract/run.ts";
import type { Webhook, WebhookSettings } from "../contract/webhook.ts";
import type { ChainedEntry } from "./audit-chain.ts";
import type { Overview } from "./overview.ts";
import type { ApprovalQuery, AuditQuery, EventPage, EventQuery, Page, PageQuery, RunQuery } from "./queries.ts";

/** Texts named `…Json` are JSON: a recursive type would not survive the RPC types. */
export interface LedgerPort {
  /** Records a run before it is created. The same idempotency key and request hash give the run recorded first. */
  startRun(start: RunStart): Promise<StartAnswer>;
  /** The instance exists: no need to create it any more. */
  confirmRun(runId: string): Promise<void>;
  /** How far a run has come. An older report (by `seq`) than the last changes nothing but steps not yet known. */
  reportRun(report: RunReport): Promise<{ readonly over: boolean }>;
  /**
   * One approval's latest state and what happened to it since; an older `rev` changes nothing but adds missing events.
   * The answer says who of its people is away, or will be.
   */
  reportApproval(report: ApprovalReport): Promise<ReportAnswer>;
  /** Puts on record what belongs to no run and no approval; a second arrival changes nothing. */
  recordEvent(event: AuditEvent): Promise<void>;
  getRun(runId: string): Promise<Run | null>;
  /** The parameters with which the run is created, or `null`. */
  getRunStart(runId: string): Promise<RunStart | null>;
  /** The recorded result of one completed step of a run, as JSON text, for a restart that keeps it. */
  getStepResult(runId: string, path: string): Promise<string | null>;
  /** Keeps what happened outside for the step that waits for it. The same key and request are one event. */
  postEvent(event: NewRunEvent): Promise<RunEventAnswer>;
  /** Gives a step the oldest event of that type that none has taken, and the same one whenever it asks again. */
  takeEvent(wait: EventWait): Promise<TakenEvent | null>;
  /**
   * The run, once it is suspended or over, or as it is when the time is up.
   * @param answered - approvals that are over, which the record may not know yet: a run said to wait for one moves
   */
  waitForRest(runId: string, timeoutMs: number, answered?: readonly string[]): Promise<Run | null>;
  listRuns(query: RunQuery): Promise<Page<Run>>;
  listApprovals(query: ApprovalQuery): Promise<Page<Approval>>;
  /** How many open approvals wait for a person, or for anybody where that is `null`; a thousand at most. */
  countOpenApprovals(person: string | null): Promise<number>;
  /** An approval as last reported; for when its owner has erased itself. */
  getApproval(approvalId: string): Promise<Approval | null>;
  listAudit(query: AuditQuery): Promise<Page<AuditEntry>>;
  /** Entries after this number, oldest first, with their hashes: what exports and checks of the chain are made of. */
  readChain(after: number, limit: number): Promise<readonly ChainedEntry[]>;
  /** What the workspace's approvals add up to that were made since then, epoch milliseconds. */
  getOverview(since: number): Promise<Overview>;
  /** Events after a place, oldest first; waits for the next where there is none yet. */
  readEvents(query: EventQuery): Promise<EventPage>;
  /** The place after all that has happened so far. */
  newestEvent(): Promise<string>;
  /** Has events posted to an address from now on; `null` where the workspace has as many webhooks as it may. */
  addWebhook(settings: WebhookSettings, actor: string): Promise<Webhook | null>;
  /** The newest first. */
  listWebhooks(): Promise<readonly Webhook[]>;
  /** The webhook that there was, or `null`. */
  removeWebhook(id: string, actor: string): Promise<Webhook | null>;
  /** Signs with another secret, and for a day with the old one too. */
  rotateWebhook(id: string, secret: string, actor: string): Promise<Webhook | null>;
  /** Goes on where it was disabled, at once. */
  enableWebhook(id: string, actor: string): Promise<Webhook | null>;
  /** Marks the run cancelled and sees to it that it stops and its approvals are cancelled. `over` where it had ended. */
  cancelRun(runId: string, actor: string): Promise<{ readonly status: "cancelled" | "over" | "not-found" }>;
  /** Says that a person is away, in place of what was said of them before; open approvals that it concerns look again. */
  setAbsence(absence: NewAbsence, actor: string): Promise<Absence>;
  /** Says that a person is back; the absence that there was, or `null`. */
  endAbsence(person: string, actor: string): Promise<Absence | null>;
  /** Absences that are not over, the one that begins last first. */
  listAbsences(query: PageQuery): Promise<Page<Absence>>;
}

/** Somebody is away; who stands in may be away too. */
export interface Absence {
  readonly person: string;
  /** Epoch milliseconds; the first moment of it. */
  readonly from: number;
  /** Epoch milliseconds; the first moment after it. */
  readonly until: number;
  readonly delegate: string;
}

export interface NewAbsence extends Omit<Absence, "from"> {
  /** `null`: from now on; somebody who is away already stays so. */
  readonly from: number | null;
}

export interface ReportAnswer {
  /** Now and in future: those of the approval's people, and of those whom they lead to. */
  readonly absences: readonly Absence[];
}

/** An event that somebody posts to a run. */
export interface NewRunEvent {
  readonly runId: string;
  readonly type: string;
  readonly payloadJson: string;
  /** The idempotency key: with the same key and request hash it is the same event. */
  readonly key: string;
  readonly requestHash: string;
  /** As `actorLabel` writes it. */
  readonly actor: string;
}

/** `at`: when it came, epoch milliseconds. */
export type RunEventAnswer =
  | { readonly status: "new" | "known"; readonly at: number }
  | { readonly status: "conflict" | "over" | "too-many" | "not-found" };

/** Which event a step waits for. */
export interface EventWait {
  readonly runId: string;
  readonly type: string;
  /** The step's own name inside the run. */
  readonly path: string;
}

/** The event that a step was given. */
export interface TakenEvent {
  /** When it came, epoch milliseconds. */
  readonly at: number;
  readonly payloadJson: string;
}

/** The parameters of a run, as it is recorded and created with. */
export interface RunStart {
  readonly runId: string;
  readonly workspace: string;
  readonly ensemble: string;
  readonly planJson: string;
  readonly inputJson: string;
  readonly requestedBy: string;
  /** As `actorLabel` writes it. */
  readonly actor: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** The origin on which the run was started. */
  readonly origin: string;
  readonly retryOf?: string;
  /** With `retryOf`: steps of agents before this one keep their results. */
  readonly from?: string;
  readonly idempotency?: { readonly key: string; readonly requestHash: string };
}

export type StartAnswer =
  | { readonly status: "new" }
  /** The idempotency key was used before with the same request. `created` is false where the instance may be missing. */
  | { readonly status: "known"; readonly runId: string; readonly created: boolean }
  /** The idempotency key was used before with another request. */
  | { readonly status: "conflict" };

/** How far one step has come. Times are epoch milliseconds. */
export interface StepRecord {
  /** Order inside the run. */
  readonly seq: number;
  readonly agent: string;
  readonly path: string;
  readonly round: number;
  readonly operation: string;
  readonly status: StepStatus;
  readonly startedAt: number;
  readonly finishedAt?: number;
  readonly attempts: number;
  readonly outputJson?: string;
  readonly error?: StepError;
  readonly reason?: string;
  readonly approvalId?: string;
  readonly codeVersion?: string;
  readonly usage?: TokenUsage;
}

/** How far a run has come, and the steps that are new or changed since it last said so. */
export interface RunReport {
  readonly runId: string;
  /** Grows with the run's progress: reports may arrive late or twice. */
  readonly seq: number;
  readonly status: RunStatus;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly steps: readonly StepRecord[];
  readonly outputJson?: string;
  readonly error?: RunError;
  /** When the first of its waits ends by itself, epoch milliseconds; approvals have alarms of their own. */
  readonly wakeAt?: number;
  /** What the run says of its progress, as JSON text. */
  readonly progressJson?: string;
}

/** The state of an approval, and what happened to it since it last told. */
export interface ApprovalReport {
  /** Grows with every change of the approval. */
  readonly rev: number;
  readonly approvalId: string;
  /** `null` where a program asks without a run. */
  readonly runId: string | null;
  /** The approval as the API shows it, as JSON text; large data left out. */
  readonly approvalJson: string;
  /** When it ends by itself, epoch milliseconds. */
  readonly expiresAt: number | null;
  readonly events: readonly AuditEvent[];
}
