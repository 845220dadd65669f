/**
 * What a workspace remembers: its runs, its approvals and its audit trail; one object per workspace, named after it.
 * Fed at least once by runs and approvals: every write is idempotent. Where it and an owner disagree, the owner is right,
 * and the one alarm heals the record.
 */
import { DurableObject } from "cloudflare:workers";
import type { Approval } from "../contract/approval.ts";
import type { AuditEntry, AuditEvent } from "../contract/audit.ts";
import type { Run } from "../contract/run.ts";
import type { Webhook, WebhookSettings } from "../contract/webhook.ts";
import { type Clock, systemTime } from "../kernel/clock.ts";
import { newEventId } from "../kernel/ids.ts";
import { personKey } from "../kernel/people.ts";
import { Waiters } from "../kernel/waiters.ts";
import { Alarm } from "./alarm.ts";
import { countOpen, loadApproval } from "./approval-store.ts";
import type { ChainedEntry } from "./audit-chain.ts";
import { appendAudit, listChain } from "./audit-store.ts";
import { Book } from "./book.ts";
import { describeRun } from "./describe-run.ts";
import { loadNewestId } from "./event-store.ts";
import { Followers } from "./followers.ts";
import { findOpenRun } from "./find-open-run.ts";
import { refuseMessage } from "./live-sockets.ts";
import { performChore, type HealingDesk } from "./healing.ts";
import { listAbsences } from "./list-absences.ts";
import { listApprovals } from "./list-approvals.ts";
import { listAudit } from "./list-audit.ts";
import { listRuns } from "./list-runs.ts";
import { emptyOverview, loadOverview } from "./load-overview.ts";
import type { Overview } from "./overview.ts";
import { EMPTY_PAGE } from "./page.ts";
import { platformPorts, type LedgerEnv } from "./platform-ports.ts";
import type * as Port from "./port.ts";
import type { ApprovalQuery, AuditQuery, EventPage, EventQuery, Page, PageQuery, RunQuery } from "./queries.ts";
import { NO_EVENT } from "./read-events.ts";
import { recordAbsence, recordReturn } from "./record-absence.ts";
import { recordApprovalReport } from "./record-approval-report.ts";
import { NOTHING_TO_CANCEL, recordCancel } from "./record-cancel.ts";
import { recordCreation } from "./record-creation.ts";
import { NO_EFFECT, recordRunReport } from "./record-run-report.ts";
import { describeWebhooks, recordEnabling, recordNewWebhook, recordRemoval, recordRotation } from "./record-webhook.ts";
import { recordRunEvent, UNKNOWN_RUN } from "./record-run-event.ts";
import { recordStart } from "./record-start.ts";
import { takeRunEvent } from "./run-event-store.ts";
import { spreadAbsence } from "./spread-absence.ts";
import { isMoving } from "./is-moving.ts";
import { loadRunStart } from "./run-store.ts";
import { loadStepResult } from "./step-store.ts";
import { Upkeep } from "./upkeep.ts";
import { WebhookSender } from "./webhook-sender.ts";

/** How long a cancellation waits for links to be dead and the run to be stopped, before it answers anyway. */
const CANCEL_PATIENCE_MS = 2_000;

const MOST_COUNTED = 1_000;

/** Every public method is callable over RPC; see `LedgerPort` for what each promises. */
export class Ledger extends DurableObject<LedgerEnv> implements Port.LedgerPort {
  readonly #now: Clock;
  readonly #book: Book;
  readonly #upkeep: Upkeep;
  readonly #webhooks: WebhookSender;
  readonly #waiters = new Waiters();
  readonly #followers: Followers;

  /** @param time - the platform gives none: it goes by the system's */
  constructor(ctx: DurableObjectState, env: LedgerEnv, time = systemTime) {
    super(ctx, env);
    this.#now = time.now;
    this.#book = new Book(ctx.storage);
    this.#followers = new Followers({ ctx, book: this.#book, clock: time.now });
    const alarm = new Alarm(ctx.storage, time.now);
    const desk = this.#desk();
    this.#webhooks = new WebhookSender({
      book: this.#book,
      clock: time.now,
      random: Math.random,
      fetch: (input, init) => fetch(input, init),
      ended: () => this.#upkeep.tellOn(),
    });
    this.#upkeep = new Upkeep({
      book: this.#book,
      webhooks: this.#webhooks,
      alarm,
      time,
      perform: (chore) => performChore(chore, desk),
    });
    void ctx.blockConcurrencyWhile(() => this.#upkeep.resume());
  }

  override async alarm(): Promise<void> {
    this.#upkeep.ring();
  }

  /** Opens the socket of a page; see `watch`. */
  override async fetch(request: Request): Promise<Response> {
    return this.#followers.watch(request.url);
  }

  override async webSocketMessage(socket: WebSocket): Promise<void> {
    refuseMessage(socket);
  }

  async startRun(start: Port.RunStart): Promise<Port.StartAnswer> {
    const answer = this.#upkeep.write((sql, now) => recordStart(sql, start, now));
    this.#followers.tell({ kind: "run", id: start.runId });
    return answer;
  }

  async confirmRun(runId: string): Promise<void> {
    this.#upkeep.amend((sql, now) => recordCreation(sql, runId, now), undefined);
  }

  async reportRun(report: Port.RunReport): Promise<{ readonly over: boolean }> {
    return { over: this.#report(report) };
  }

  async reportApproval(report: Port.ApprovalReport): Promise<Port.ReportAnswer> {
    const answer = this.#upkeep.write((sql, now) => recordApprovalReport(sql, report, now));
    this.#followers.tell({ kind: "approval", id: report.approvalId, run: report.runId });
    return answer;
  }

  async recordEvent(event: AuditEvent): Promise<void> {
    this.#upkeep.write((sql) => appendAudit(sql, event));
  }

  async getRun(runId: string): Promise<Run | null> {
    return this.#book.read((sql) => describeRun(sql, runId), null);
  }

  async getRunStart(runId: string): Promise<Port.RunStart | null> {
    return this.#book.read((sql) => loadRunStart(sql, runId), null);
  }

  async getStepResult(runId: string, path: string): Promise<string | null> {
    return this.#book.read((sql) => loadStepResult(sql, runId, path), null);
  }

  async postEvent(event: Port.NewRunEvent): Promise<Port.RunEventAnswer> {
    return this.#upkeep.amend((sql, now) => recordRunEvent(sql, event, now), UNKNOWN_RUN);
  }

  async takeEvent(wait: Port.EventWait): Promise<Port.TakenEvent | null> {
    return this.#upkeep.amend((sql) => takeRunEvent(sql, wait), null);
  }

  async waitForRest(runId: string, timeoutMs: number, answered: readonly string[] = []): Promise<Run | null> {
    if (this.#book.read((sql) => isMoving(sql, runId, answered), false)) await this.#waiters.wait(runId, timeoutMs);
    return this.getRun(runId);
  }

  async listRuns(query: RunQuery): Promise<Page<Run>> {
    return this.#book.read((sql) => listRuns(sql, query), EMPTY_PAGE);
  }

  async listApprovals(query: ApprovalQuery): Promise<Page<Approval>> {
    return this.#book.read((sql) => listApprovals(sql, query), EMPTY_PAGE);
  }

  async countOpenApprovals(person: string | null): Promise<number> {
    return this.#book.read((sql) => countOpen(sql, person === null ? null : personKey(person), MOST_COUNTED), 0);
  }

  async getApproval(approvalId: string): Promise<Approval | null> {
    return this.#book.read((sql) => loadApproval(sql, approvalId), null);
  }

  async listAudit(query: AuditQuery): Promise<Page<AuditEntry>> {
    return this.#book.read((sql) => listAudit(sql, query), EMPTY_PAGE);
  }

  async readChain(after: number, limit: number): Promise<readonly ChainedEntry[]> {
    return this.#book.read((sql) => listChain(sql, after, limit), []);
  }

  async getOverview(since: number): Promise<Overview> {
    return this.#book.read((sql) => loadOverview(sql, since), emptyOverview(since));
  }

  async readEvents(query: EventQuery): Promise<EventPage> {
    return this.#followers.read(query);
  }

  async newestEvent(): Promise<string> {
    return this.#book.read((sql) => loadNewestId(sql), NO_EVENT);
  }

  async cancelRun(runId: string, actor: string): Promise<{ readonly status: "cancelled" | "over" | "not-found" }> {
    const { status, stages } = this.#upkeep.amend(
      (sql, now) => recordCancel(sql, { runId, actor, now }),
      NOTHING_TO_CANCEL,
    );
    this.#waiters.tell(runId);
    this.#followers.tell({ kind: "run", id: runId });
    await this.#upkeep.attempt(stages, CANCEL_PATIENCE_MS);
    return { status };
  }

  async setAbsence(absence: Port.NewAbsence, actor: string): Promise<Port.Absence> {
    return this.#upkeep.write((sql, now) => recordAbsence(sql, absence, { actor, now, eventId: newEventId() }));
  }

  async endAbsence(person: string, actor: string): Promise<Port.Absence | null> {
    return this.#upkeep.amend((sql, now) => recordReturn(sql, person, { actor, now, eventId: newEventId() }), null);
  }

  async listAbsences(query: PageQuery): Promise<Page<Port.Absence>> {
    return this.#book.read((sql) => listAbsences(sql, query, this.#now()), EMPTY_PAGE);
  }

  async addWebhook(settings: WebhookSettings, actor: string): Promise<Webhook | null> {
    this.#webhooks.forget();
    return this.#upkeep.write((sql, now) => recordNewWebhook(sql, settings, { actor, now, eventId: newEventId() }));
  }

  async listWebhooks(): Promise<readonly Webhook[]> {
    return this.#book.read(describeWebhooks, []);
  }

  async removeWebhook(id: string, actor: string): Promise<Webhook | null> {
    return this.#upkeep.amend((sql, now) => recordRemoval(sql, id, { actor, now, eventId: newEventId() }), null);
  }

  async rotateWebhook(id: string, secret: string, actor: string): Promise<Webhook | null> {
    const change = { actor, eventId: newEventId() };
    return this.#upkeep.amend((sql, now) => recordRotation(sql, id, secret, { ...change, now }), null);
  }

  async enableWebhook(id: string, actor: string): Promise<Webhook | null> {
    return this.#upkeep.amend((sql, now) => recordEnabling(sql, id, { actor, now, eventId: newEventId() }), null);
  }

  /** Answers whether the run was over before. */
  #report(report: Port.RunReport): boolean {
    const { over, rested } = this.#upkeep.amend((sql, now) => recordRunReport(sql, report, now), NO_EFFECT);
    if (rested) this.#waiters.tell(report.runId);
    this.#followers.tell({ kind: "run", id: report.runId });
    return over;
  }

  #desk(): HealingDesk {
    return {
      ports: platformPorts(this.env),
      now: this.#now,
      record: {
        findOpenRun: (runId) => this.#book.read((sql) => findOpenRun(sql, runId), null),
        confirmRun: (runId) => this.#upkeep.write((sql, now) => recordCreation(sql, runId, now)),
        reportRun: (report) => void this.#report(report),
        spreadAbsence: (chore) => this.#upkeep.write((sql, now) => spreadAbsence(sql, chore, now)),
      },
    };
  }
}
