/** What the ledger's tests share: a fresh workspace each, runs and approvals made up, and a look behind the RPC surface. */
import { MIGRATIONS } from "../../src/ledger/migrations.ts";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { approvalIdOf, newRunId } from "../../src/kernel/ids.ts";
import { ledgerOf } from "../../src/ledger/ledger-of.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import type { MovableLedger } from "../support/movable-ledger.ts";
import type { ApprovalReport, LedgerPort, RunReport, RunStart, StepRecord } from "../../src/ledger/port.ts";
import type { FakeHitlState, RunBehaviour } from "./worker.ts";

interface TestEnv {
  readonly LEDGER: DurableObjectNamespace<MovableLedger>;
  readonly HITL_STATE: DurableObjectNamespace<FakeHitlState>;
  readonly RUNS: Workflow;
}

/** As `wrangler.jsonc` beside this file declares them. */
export const bindings = env as unknown as TestEnv;

/** A ledger nobody else in the file uses. */
export class TestWorkspace {
  readonly name = `workspace-${crypto.randomUUID()}`;
  readonly ledger: LedgerPort = ledgerOf(bindings.LEDGER, this.name);

  get stub(): DurableObjectStub<Ledger> {
    return bindings.LEDGER.getByName(this.name);
  }

  /** Runs a query inside the object. */
  sql<T extends Record<string, SqlStorageValue>>(query: string, ...values: unknown[]): Promise<T[]> {
    return runInDurableObject(this.stub, (_ledger: Ledger, state) =>
      state.storage.sql.exec<T>(query, ...values).toArray(),
    );
  }

  chores(): Promise<{ kind: string; subject: string; due_at: number; attempts: number }[]> {
    return this.sql("SELECT kind, subject, due_at, attempts FROM chores ORDER BY kind, subject");
  }

  /** Leaves the ledger as a version made it that did not know this table yet. */
  async goBackBefore(table: string): Promise<void> {
    const first = MIGRATIONS.findIndex((statements) => tablesOf(statements).includes(table));
    for (const later of MIGRATIONS.slice(first).flatMap(tablesOf)) await this.sql(`DROP TABLE ${later}`);
    await this.sql(`DELETE FROM migrations WHERE number > ${first}`);
  }

  /** What that made due has begun once this resolves. */
  async moveTime(ms: number): Promise<void> {
    await asMovable(this.stub).moveTime(ms);
  }

  /** Makes all chores due and rings the alarm. */
  async ring(): Promise<void> {
    await this.sql("UPDATE chores SET due_at = 1");
    await runInDurableObject(this.stub, (ledger: Ledger) => ledger.alarm());
  }

  /** Makes all chores due, sets the alarm as the ledger would have, and throws the object out of memory. */
  async evictBeforeAlarm(): Promise<void> {
    await runInDurableObject(this.stub, async (_ledger: Ledger, state) => {
      state.storage.sql.exec("UPDATE chores SET due_at = 1");
      await state.storage.setAlarm(Date.now() + 250);
    });
    await this.evict();
  }

  /** As no crash should do: the chores stay and the alarm is gone. */
  async losesItsAlarm(): Promise<void> {
    await runInDurableObject(this.stub, (_ledger: Ledger, state) => state.storage.deleteAlarm());
    await this.evict();
  }

  /** At once, with whatever is under way in it. */
  async die(): Promise<void> {
    await runInDurableObject(this.stub, (_ledger: Ledger, state) => state.abort()).catch(() => undefined);
  }

  evict(): Promise<void> {
    return evictDurableObject(this.stub);
  }

  /** A run that is recorded, whose instance nobody has created. */
  async startRun(parts: Partial<RunStart> = {}): Promise<string> {
    const start = runStart(this.name, parts);
    await this.ledger.startRun(start);
    return start.runId;
  }

  /** A run that waits for these approvals, all of them recorded. */
  async suspendedRun(...approvalIds: readonly string[]): Promise<string> {
    const runId = await this.startRun();
    for (const approvalId of approvalIds) await this.ledger.reportApproval(approvalReport({ approvalId, runId }));
    await this.ledger.reportRun(suspension(runId, approvalIds));
    return runId;
  }
}

/** The platform's types of a stub are too deep to see it. */
function asMovable(stub: unknown): Pick<MovableLedger, "moveTime"> {
  return stub as Pick<MovableLedger, "moveTime">;
}

export function runStart(workspace: string, parts: Partial<RunStart> = {}): RunStart {
  return {
    runId: newRunId(),
    workspace,
    ensemble: "publish",
    planJson: '{"format":1}',
    inputJson: inputOf("wait"),
    requestedBy: "ci",
    actor: "key:ci",
    createdAt: Date.now(),
    origin: "http://localhost",
    ...parts,
  };
}

export function inputOf(behaviour: RunBehaviour): string {
  return JSON.stringify({ behaviour });
}

export function runReport(runId: string, parts: Partial<RunReport> = {}): RunReport {
  return { runId, seq: 1, status: "running", at: Date.now(), steps: [], ...parts };
}

export function step(path: string, parts: Partial<StepRecord> = {}): StepRecord {
  return {
    seq: 1,
    agent: path,
    path,
    round: 1,
    operation: "code",
    status: "completed",
    startedAt: 1_000,
    attempts: 1,
    ...parts,
  };
}

/** A report that the run waits for these approvals. */
export function suspension(runId: string, approvalIds: readonly string[], seq = 1): RunReport {
  const steps = approvalIds.map((approvalId, at) =>
    step(`approve-${at}`, { seq: at, operation: "hitl", status: "suspended", approvalId }),
  );
  return runReport(runId, { seq, status: "suspended", steps });
}

export interface ApprovalParts extends Partial<ApprovalReport> {
  readonly status?: string;
  readonly ensemble?: string;
  readonly approvers?: readonly string[];
  /** Epoch milliseconds. */
  readonly createdAt?: number;
}

export function approvalReport(parts: ApprovalParts = {}): ApprovalReport {
  const { status = "pending", ensemble = "publish", approvers = [], createdAt = Date.now(), ...report } = parts;
  const ids = {
    approvalId: report.approvalId ?? newApprovalId(),
    runId: report.runId === undefined ? newRunId() : report.runId,
  };
  const approval = {
    id: ids.approvalId,
    runId: ids.runId,
    ensemble,
    agent: "approve",
    status,
    prompt: "Publish?",
    data: null,
    metadata: null,
    approvers,
    minApprovals: 1,
    approvals: [],
    requestedBy: "ci",
    createdAt: new Date(createdAt).toISOString(),
    deliveries: [],
  };
  return { rev: 1, expiresAt: null, events: [], approvalJson: JSON.stringify(approval), ...ids, ...report };
}

export function newApprovalId(): string {
  return approvalIdOf(bindings.HITL_STATE.newUniqueId().toString());
}

/** The fake that owns an approval. */
export function ownerOf(approvalId: string): DurableObjectStub<FakeHitlState> {
  return bindings.HITL_STATE.get(bindings.HITL_STATE.idFromString(approvalId.slice("hitl_".length)));
}

/** Whether an instance of the run exists, and how it is. */
export async function engineStatus(runId: string): Promise<string> {
  try {
    const instance = await bindings.RUNS.get(runId);
    return (await instance.status()).status;
  } catch {
    return "missing";
  }
}

function tablesOf(statements: readonly string[]): string[] {
  return statements.flatMap((statement) => /^CREATE (?:VIRTUAL )?TABLE (\w+)/.exec(statement)?.[1] ?? []);
}
