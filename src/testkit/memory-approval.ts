/** The owner of one approval, as HITLState is, over storage in memory and a clock that the test moves. */
import { type ApprovalMachine, createApprovalMachine } from "../approvals/approval-machine.ts";
import { attemptEffect } from "../approvals/attempts.ts";
import { createOutbox, type Attempted, type Outbox } from "../approvals/outbox.ts";
import type * as Port from "../approvals/port.ts";
import { receiptProvider } from "../approvals/provide-receipt.ts";
import type { OutboxRow } from "../approvals/store/outbox-store.ts";
import type { ApprovalRequest } from "../contract/approval-request.ts";
import type { Outcome } from "../contract/decision.ts";
import { systemTime } from "../kernel/clock.ts";
import { canMail } from "../notifications/can-mail.ts";
import type { NotificationSettings } from "../notifications/notice.ts";
import type { Activity } from "./activity.ts";
import type { FakeClock } from "./fake-clock.ts";
import type { MemoryLedger } from "./memory-ledger.ts";
import { memoryStorage } from "./memory-storage.ts";
import { signTestReceipt } from "./sign-test-receipt.ts";

export interface ApprovalWorld {
  readonly clock: FakeClock;
  readonly activity: Activity;
  readonly ledger: MemoryLedger;
  readonly wake: (outcome: Outcome) => void;
  readonly settings: NotificationSettings;
  readonly variable: (name: string) => string | undefined;
  /** What stands for the network when people are told. */
  readonly tell: (row: OutboxRow) => typeof fetch;
}

export class MemoryApproval implements Port.ApprovalPort {
  readonly #world: ApprovalWorld;
  readonly #storage = memoryStorage();
  readonly #machine: ApprovalMachine;
  readonly #outbox: Outbox;
  readonly #receipt: () => Promise<string>;
  #disarm = (): void => undefined;

  /** @param objectId 64 hex digits */
  constructor(objectId: string, world: ApprovalWorld) {
    this.#world = world;
    const { sql, transactionSync } = this.#storage;
    const { now } = world.clock;
    this.#machine = createApprovalMachine({
      sql,
      transaction: transactionSync,
      now,
      objectId,
      callbackPath: () => "/callback",
      canMail: () => canMail(world.settings),
    });
    this.#receipt = receiptProvider({ machine: this.#machine, sign: signTestReceipt, publicUrl: () => undefined });
    this.#outbox = createOutbox({
      sql,
      now,
      random: () => 0.5,
      attempt: (row) => this.#attempt(row),
      settled: (row, result) => this.#afterAttempt(row, result),
    });
  }

  async open(request: ApprovalRequest) {
    return this.#then(this.#machine.open(request));
  }

  async inspect(secret: string, opener: Port.Opener | null) {
    return this.#then(this.#machine.inspect(secret, opener));
  }

  async inspectAs(reader: Port.Reader) {
    return this.#machine.inspectAs(reader);
  }

  async read(workspace: string) {
    return this.#machine.read(workspace);
  }

  async outcome() {
    const outcome = this.#then(this.#machine.outcome());
    return outcome === null ? null : { ...outcome, receipt: await this.#receipt() };
  }

  async decide(command: Port.DecideCommand) {
    return this.#then(this.#machine.decide(command));
  }

  async mintLink(request: Port.MintRequest) {
    return this.#then(this.#machine.mintLink(request));
  }

  async delegate(command: Port.DelegateCommand) {
    return this.#then(this.#machine.delegate(command));
  }

  async reassign(request: Port.ReassignRequest) {
    return this.#then(this.#machine.reassign(request));
  }

  async resend(request: Port.ResendRequest) {
    return this.#then(this.#machine.resend(request));
  }

  async sendOwnLink(request: Port.OwnLinkRequest) {
    return this.#then(this.#machine.sendOwnLink(request));
  }

  async extend(request: Port.ExtendRequest) {
    return this.#then(this.#machine.extend(request));
  }

  async cancel(request: Port.CancelRequest) {
    return this.#then(this.#machine.cancel(request));
  }

  async lookAgain(): Promise<void> {
    this.#then(this.#machine.lookAgain());
  }

  async settle(): Promise<void> {
    this.#settle();
  }

  #then<T>(answer: T): T {
    this.#arm();
    return answer;
  }

  #settle(): void {
    this.#machine.settleTime();
    for (const attempt of this.#outbox.drain()) void this.#world.activity.during(() => attempt);
    if (this.#machine.tidy() === "erase") void this.#machine.erase(async () => this.#storage.erase());
    this.#arm();
  }

  #arm(): void {
    this.#disarm();
    const at = this.#machine.dueAt();
    if (at === null) return;
    this.#disarm = this.#world.clock.set({ at, kind: "timer", ring: () => this.#settle() });
  }

  #attempt(row: OutboxRow): Promise<Attempted> {
    const { clock, ledger, wake, settings, variable, tell } = this.#world;
    return attemptEffect(row, {
      sql: this.#storage.sql,
      machine: this.#machine,
      now: clock.now,
      cutOff: systemTime.cutOff,
      receipt: this.#receipt,
      wakeRun: async (_runId, outcome) => {
        wake(outcome);
        return "sent";
      },
      ledger: () => ledger,
      service: () => undefined,
      settings: () => settings,
      variable,
      fetch: tell(row),
    });
  }

  #afterAttempt(row: OutboxRow, result: Attempted): void {
    if (result.status === "delivered" || result.status === "failed") this.#machine.recordDelivery({ row, result });
    this.#settle();
  }
}
