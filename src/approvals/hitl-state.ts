/**
 * HITLState: the Durable Object that owns one approval and is the only place where it is decided. A thin shell: the
 * rules are in decide.ts, the tables in store/, what happens when in approval-machine.ts and outbox.ts.
 */
import { DurableObject } from "cloudflare:workers";
import { type Env, readConfig } from "../config.ts";
import { readService } from "../settings/read-binding.ts";
import { readReceiptKeys } from "../settings/read-receipt-keys.ts";
import { readVariable } from "../settings/read-variable.ts";
import { canMail } from "../notifications/can-mail.ts";
import type { ApprovalRequest } from "../contract/approval-request.ts";
import type { Approval } from "../contract/approval.ts";
import type { Outcome } from "../contract/decision.ts";
import type { LinkView } from "../contract/link-view.ts";
import { type Clock, systemTime } from "../kernel/clock.ts";
import { Waiters } from "../kernel/waiters.ts";
import { ledgerOf } from "../ledger/ledger-of.ts";
import { keyringOf } from "../receipts/keyring-port.ts";
import { createReceiptSigner } from "../receipts/receipt-signer.ts";
import { type Alarm, createAlarm } from "./alarm.ts";
import { type ApprovalMachine, createApprovalMachine } from "./approval-machine.ts";
import { attemptEffect } from "./attempts.ts";
import { type Attempted, createOutbox, type Outbox } from "./outbox.ts";
import type * as Port from "./port.ts";
import { receiptProvider } from "./provide-receipt.ts";
import type { OutboxRow } from "./store/outbox-store.ts";
import { sendOutcome } from "./wake-run.ts";
import { withRun } from "./with-run.ts";

/** In milliseconds: the answer to whoever decided goes first. */
const PATIENCE_WITH_A_RUN = 3;

/** While nobody waits for what is due: the run comes to rest first, and what happens together is told together. */
const PATIENCE_WITH_NOBODY = 50;

export class HITLState extends DurableObject<Env> implements Port.OwnerPort {
  readonly #machine: ApprovalMachine;
  readonly #outbox: Outbox;
  readonly #alarm: Alarm;
  readonly #receipt: () => Promise<string>;
  readonly #waiters = new Waiters();
  readonly #now: Clock;

  /** @param time - the platform gives none: it goes by the system's */
  constructor(ctx: DurableObjectState, env: Env, time = systemTime) {
    super(ctx, env);
    const { storage } = ctx;
    const { now, cutOff } = time;
    this.#now = now;
    this.#machine = createApprovalMachine({
      sql: storage.sql,
      transaction: (body) => storage.transactionSync(body),
      now,
      objectId: ctx.id.toString(),
      callbackPath: () => readConfig(env).callbackPath,
      canMail: () => canMail(readConfig(env).notifications),
    });
    this.#alarm = createAlarm({
      storage,
      now,
      begin: () => void this.#settle(),
      patience: () => (this.#machine.load()?.state.end == null ? PATIENCE_WITH_NOBODY : PATIENCE_WITH_A_RUN),
    });
    this.#receipt = receiptProvider({
      machine: this.#machine,
      sign: createReceiptSigner({
        configured: () => readReceiptKeys(env)?.signing ?? null,
        keyring: () => keyringOf(env.KEYRING),
        now,
      }),
      publicUrl: () => readConfig(env).publicUrl,
    });
    this.#outbox = createOutbox({
      sql: storage.sql,
      now,
      random: Math.random,
      attempt: (row) =>
        attemptEffect(row, {
          sql: storage.sql,
          machine: this.#machine,
          now,
          cutOff,
          receipt: this.#receipt,
          wakeRun: (runId, outcome) => sendOutcome(env.RUNS, runId, outcome),
          ledger: (workspace) => ledgerOf(env.LEDGER, workspace),
          service: (name) => readService(env, name),
          settings: () => readConfig(env).notifications,
          variable: (name) => readVariable(env, name),
          fetch: (input, init) => fetch(input, init),
        }),
      settled: (row, result) => this.#afterAttempt(row, result),
    });
  }

  async open(request: ApprovalRequest): Promise<Port.Opened> {
    return this.#then(this.#machine.open(request));
  }

  async ask(request: ApprovalRequest): Promise<Port.AskAnswer> {
    return this.#then(this.#machine.ask(request));
  }

  async waitForEnd(workspace: string, timeoutMs: number): Promise<Approval | null> {
    if (this.#machine.read(workspace)?.status === "pending")
      await this.#waiters.wait(this.ctx.id.toString(), timeoutMs);
    return this.#machine.read(workspace);
  }

  async inspect(secret: string, opener: Port.Opener | null): Promise<LinkView> {
    const view = this.#then(this.#machine.inspect(secret, opener));
    const workspace = this.#machine.load()?.facts.workspace;
    return workspace === undefined
      ? view
      : withRun(view, { ledger: ledgerOf(this.env.LEDGER, workspace), now: this.#now() });
  }

  async workspaceOfLink(secret: string): Promise<string | null> {
    return this.#machine.workspaceOfLink(secret);
  }

  async inspectAs(reader: Port.Reader): Promise<Port.PersonView> {
    return this.#machine.inspectAs(reader);
  }

  async read(workspace: string): Promise<Approval | null> {
    return this.#machine.read(workspace);
  }

  async outcome(): Promise<Outcome | null> {
    const outcome = this.#then(this.#machine.outcome());
    return outcome === null ? null : { ...outcome, receipt: await this.#receipt() };
  }

  async isOver(): Promise<boolean> {
    return this.#then(this.#machine.outcome()) !== null;
  }

  async decide(command: Port.DecideCommand): Promise<Port.DecideAnswer> {
    return this.#then(this.#machine.decide(command));
  }

  async mintLink(request: Port.MintRequest): Promise<Port.MintAnswer> {
    return this.#then(this.#machine.mintLink(request));
  }

  async delegate(command: Port.DelegateCommand): Promise<Port.HandoverAnswer> {
    return this.#then(this.#machine.delegate(command));
  }

  async reassign(request: Port.ReassignRequest): Promise<Port.HandoverAnswer> {
    return this.#then(this.#machine.reassign(request));
  }

  async resend(request: Port.ResendRequest): Promise<Port.ResendAnswer> {
    return this.#then(this.#machine.resend(request));
  }

  async sendOwnLink(request: Port.OwnLinkRequest): Promise<Port.ResendAnswer> {
    return this.#then(this.#machine.sendOwnLink(request));
  }

  async extend(request: Port.ExtendRequest): Promise<Port.ExtendAnswer> {
    return this.#then(this.#machine.extend(request));
  }

  async cancel(request: Port.CancelRequest) {
    return this.#then(this.#machine.cancel(request));
  }

  async lookAgain(): Promise<void> {
    this.#then(this.#machine.lookAgain());
  }

  async settle(): Promise<void> {
    await this.#settle();
  }

  override async alarm(): Promise<void> {
    this.#alarm.rang();
    await this.#settle();
  }

  /** Gives the answer on, with what the change made due seen to. */
  #then<T>(answer: T): T {
    this.#arm();
    return answer;
  }

  async #settle(): Promise<void> {
    if (this.#machine.load() === null) return;
    try {
      this.#machine.settleTime();
      void Promise.all(this.#outbox.drain());
      if (this.#machine.tidy() === "erase") await this.#machine.erase(() => this.ctx.storage.deleteAll());
      this.#tellWaiters();
    } finally {
      this.#arm();
    }
  }

  /** Looks only where somebody waits. */
  #tellWaiters(): void {
    if (this.#waiters.size === 0 || this.#machine.load()?.state.end === null) return;
    this.#waiters.tell(this.ctx.id.toString());
  }

  #afterAttempt(row: OutboxRow, result: Attempted): void {
    if (result.status === "delivered" || result.status === "failed") this.#machine.recordDelivery({ row, result });
    if (this.#outbox.isBusy()) this.#arm();
    else void this.#settle();
  }

  /** While attempts are under way the alarm is not set for the end of each lease, which hardly ever comes. */
  #arm(): void {
    const due = this.#machine.dueAt();
    if (due === null) return this.#alarm.clear();
    const at = this.#outbox.isFull() ? Math.max(due, this.#now() + 1_000) : due;
    if (this.#outbox.isBusy()) this.#alarm.ringBy(at);
    else this.#alarm.set(at);
  }
}
