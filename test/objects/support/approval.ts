/** One approval under test: its owner over RPC as everybody calls it, and a look behind that surface. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import type { HITLState } from "../../../src/approvals/hitl-state.ts";
import type { ApprovalPort, DecideAnswer, Opened, OwnerPort } from "../../../src/approvals/port.ts";
import type { ApprovalRequest, RequestedDelivery } from "../../../src/contract/approval-request.ts";
import type { Approval } from "../../../src/contract/approval.ts";
import type { AuditEntry } from "../../../src/contract/audit.ts";
import { approvalIdOf, newRunId, parseApprovalId, parseToken } from "../../../src/kernel/ids.ts";
import { ledgerOf } from "../../../src/ledger/ledger-of.ts";
import type { LedgerPort } from "../../../src/ledger/port.ts";
import type { MovableHITLState } from "../../support/movable-hitl-state.ts";
import { bindings } from "./bindings.ts";

export class TestApproval {
  readonly runId: string;
  readonly workspace: string;
  readonly path: string;

  constructor(parts: { readonly runId?: string; readonly workspace?: string; readonly path?: string } = {}) {
    this.runId = parts.runId ?? newRunId();
    this.workspace = parts.workspace ?? `workspace-${crypto.randomUUID()}`;
    this.path = parts.path ?? "approve";
  }

  /** Opens one that nobody else in the file uses. */
  static async open(parts: Partial<ApprovalRequest> = {}): Promise<TestApproval> {
    const approval = new TestApproval();
    await approval.open(parts);
    return approval;
  }

  /** A fresh one for every call: one held across an eviction is broken. */
  get stub(): DurableObjectStub<HITLState> {
    return bindings.HITL_STATE.getByName(`${this.runId}/${this.path}`);
  }

  get owner(): OwnerPort {
    return asPort(this.stub);
  }

  get ledger(): LedgerPort {
    return ledgerOf(bindings.LEDGER, this.workspace);
  }

  get id(): string {
    return approvalIdOf(this.stub.id.toString());
  }

  open(parts: Partial<ApprovalRequest> = {}): Promise<Opened> {
    return this.owner.open(this.request(parts));
  }

  request(parts: Partial<ApprovalRequest> = {}): ApprovalRequest {
    return {
      workspace: this.workspace,
      runId: this.runId,
      ensemble: "orders",
      agent: "approve",
      prompt: "Pay?",
      dataJson: '{"sum":5}',
      metadataJson: '{"who":"ana"}',
      formJson: null,
      approvers: [],
      minApprovals: 1,
      rejectionsNeeded: 1,
      groups: [],
      requireVerified: false,
      selfApproval: false,
      remind: [],
      escalate: [],
      requestedBy: "ci",
      timeoutMs: 60_000,
      baseUrl: "https://countersign.example",
      deliveries: [],
      ...parts,
    };
  }

  decide(approved: boolean, approver: string | null = null): Promise<DecideAnswer> {
    return this.owner.decide({
      by: "key",
      workspace: this.workspace,
      keyName: "ci",
      given: { approved },
      claimed: approver,
    });
  }

  /** Answers through a link. */
  answer(secret: string, approved: boolean, claimed: string | null = null): Promise<DecideAnswer> {
    return this.owner.decide({ by: "link", secret, given: { approved }, claimed });
  }

  cancel(): ReturnType<ApprovalPort["cancel"]> {
    return this.owner.cancel({ workspace: this.workspace, actor: "key:ci", reason: "not needed" });
  }

  /** The secret of a fresh link. */
  async link(approver: string | null = null): Promise<string> {
    const minted = await this.owner.mintLink({ workspace: this.workspace, actor: "key:ci", approver });
    if (minted.kind !== "minted") throw new Error(`no link: ${minted.kind}`);
    return secretOf(minted.url);
  }

  async read(): Promise<Approval> {
    const approval = await this.owner.read(this.workspace);
    if (approval === null) throw new Error("there is no such approval");
    return approval;
  }

  async audit(): Promise<readonly AuditEntry[]> {
    return (await this.ledger.listAudit({ limit: 100, approval: this.id })).items.toReversed();
  }

  /** What happened, by type, as the ledger was told by the approval: the run tells on its own. */
  async told(): Promise<readonly string[]> {
    return (await this.audit()).map(({ type }) => type).filter((type) => !type.startsWith("run."));
  }

  sql<T extends Record<string, SqlStorageValue>>(query: string, ...values: unknown[]): Promise<T[]> {
    return runInDurableObject(this.stub, (_owner: HITLState, { storage }) =>
      storage.sql.exec<T>(query, ...values).toArray(),
    );
  }

  /** Changes the approval's own row, of which the object keeps a copy in memory: so it is put out of it. */
  async change(assignments: string, ...values: unknown[]): Promise<void> {
    await this.sql(`UPDATE approval SET ${assignments}`, ...values);
    await this.evict();
  }

  async tables(): Promise<string[]> {
    const rows = await this.sql<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'",
    );
    return rows.map(({ name }) => name);
  }

  /** Everything that is stored, as one text. */
  async everything(): Promise<string> {
    const tables = await this.tables();
    const rows = await Promise.all(tables.map((table) => this.sql(`SELECT * FROM ${table}`)));
    return JSON.stringify(rows);
  }

  outbox(): Promise<{ kind: string; status: string; attempts: number; next_at: number; last_error: string | null }[]> {
    return this.sql("SELECT kind, status, attempts, next_at, last_error FROM outbox ORDER BY id");
  }

  /** The state of one kind of effect, such as `done`. */
  async effect(kind: string): Promise<string | undefined> {
    return (await this.outbox()).find((row) => row.kind === kind)?.status;
  }

  evict(): Promise<void> {
    return evictDurableObject(this.stub);
  }

  ring(): Promise<boolean> {
    return runDurableObjectAlarm(this.stub);
  }

  alarmAt(): Promise<number | null> {
    return runInDurableObject(this.stub, (_owner: HITLState, { storage }) => storage.getAlarm());
  }

  /** Makes every effect that waits for another attempt due, and has them tried. */
  async hurry(): Promise<void> {
    await this.sql("UPDATE outbox SET next_at = 1 WHERE status = 'pending'");
    await this.owner.settle();
  }

  /** Both the approval's time and that of its workspace; what that made due has begun once this resolves. */
  async moveTime(ms: number): Promise<void> {
    await asMovable(bindings.LEDGER.getByName(this.workspace)).moveTime(ms);
    await moveTime(this.id, ms);
  }

  /** As if its time had been over for so many milliseconds, and no alarm had rung. */
  async outlive(ms = 0): Promise<void> {
    await runInDurableObject(this.stub, async (_owner: HITLState, { storage }) => {
      storage.sql.exec("UPDATE approval SET expires_at = ?", Date.now() - ms);
      await storage.deleteAlarm();
    });
    await this.evict();
  }

  /** Its reminders and escalations are due, and nobody has noticed. */
  async dueTimers(): Promise<void> {
    await this.sql(
      `UPDATE approval SET facts = json_set(facts, '$.people.timers', json(
         (SELECT coalesce(json_group_array(json_set(value, '$.at', 1)), '[]') FROM json_each(facts, '$.people.timers'))))`,
    );
    await this.evict();
  }

  /** The same, and the alarm rings. */
  async makeTimersDue(): Promise<void> {
    await this.dueTimers();
    await this.owner.settle();
  }

  /**
   * The write is on disk, and the object is gone before anything that follows from it was begun: nothing gets in while
   * concurrency is blocked, no alarm and no timer.
   */
  async crashAfter(write: (owner: HITLState) => Promise<unknown>): Promise<void> {
    const crash = runInDurableObject(this.stub, (owner: HITLState, state) =>
      state.blockConcurrencyWhile(async () => {
        await write(owner);
        await state.storage.sync();
        state.abort("crashed by the test");
      }),
    );
    await crash.catch(() => undefined);
  }
}

/** The class implements OwnerPort; the platform's types of its stub are too deep to see it. */
function asPort(stub: unknown): OwnerPort {
  return stub as OwnerPort;
}

/** Of one approval, whoever opened it. */
export async function moveTime(approvalId: string, ms: number): Promise<void> {
  const objectId = parseApprovalId(approvalId);
  if (objectId === null) throw new Error(`there is no ${approvalId}`);
  await asMovable(bindings.HITL_STATE.get(bindings.HITL_STATE.idFromString(objectId))).moveTime(ms);
}

/** The classes of the tests' Worker have it; the platform's types of their stubs are too deep to see it. */
function asMovable(stub: unknown): Pick<MovableHITLState, "moveTime"> {
  return stub as Pick<MovableHITLState, "moveTime">;
}

export function secretOf(url: string): string {
  const token = parseToken(new URL(url).pathname.split("/").at(-1) ?? "");
  if (token === null) throw new Error(`no token in ${url}`);
  return token.secret;
}

export function webhook(url: string, parts: Partial<RequestedDelivery> = {}): RequestedDelivery {
  return { channel: "webhook", approver: null, webhookUrl: [url], ...parts };
}

/** A mail to an approver's own address. */
export function mailTo(person: string): RequestedDelivery {
  return { channel: "email", approver: person, to: person };
}
