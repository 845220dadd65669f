/** The ledger's own records and rules over storage in memory, for one run. */
import type { Approval } from "../contract/approval.ts";
import type { AuditEntry } from "../contract/audit.ts";
import type { Run } from "../contract/run.ts";
import type { Clock } from "../kernel/clock.ts";
import { parseJson } from "../kernel/json.ts";
import { Book } from "../ledger/book.ts";
import { dropLeased, listEarliest } from "../ledger/chore-store.ts";
import { describeRun } from "../ledger/describe-run.ts";
import { listAudit } from "../ledger/list-audit.ts";
import { loadApproval } from "../ledger/approval-store.ts";
import type {
  ApprovalReport,
  EventWait,
  NewRunEvent,
  ReportAnswer,
  RunEventAnswer,
  RunReport,
  RunStart,
  TakenEvent,
} from "../ledger/port.ts";
import { recordApprovalReport } from "../ledger/record-approval-report.ts";
import { recordRunReport } from "../ledger/record-run-report.ts";
import { recordRunEvent } from "../ledger/record-run-event.ts";
import { takeRunEvent } from "../ledger/run-event-store.ts";
import { recordStart } from "../ledger/record-start.ts";
import { loadStepResult } from "../ledger/step-store.ts";
import { type MemoryStorage, memoryStorage } from "./memory-storage.ts";

const AT_MOST = 10_000;

/** An approval that outlived its run. */
export interface Withdrawal {
  readonly approvalId: string;
  readonly request: { readonly workspace: string; readonly actor: string; readonly reason: string };
}

export class MemoryLedger {
  readonly #book = new Book(asDurableStorage(memoryStorage()));
  readonly #start: RunStart;
  readonly #now: Clock;

  constructor(start: RunStart, now: Clock) {
    this.#start = start;
    this.#now = now;
    this.#book.write((sql) => recordStart(sql, start, now()));
  }

  async reportRun(report: RunReport): Promise<{ readonly over: boolean }> {
    return this.#book.write((sql) => recordRunReport(sql, report, this.#now()));
  }

  async reportApproval(report: ApprovalReport): Promise<ReportAnswer> {
    return this.#book.write((sql) => recordApprovalReport(sql, report, this.#now()));
  }

  async getStepResult(runId: string, path: string): Promise<string | null> {
    return this.#book.read((sql) => loadStepResult(sql, runId, path), null);
  }

  async takeEvent(wait: EventWait): Promise<TakenEvent | null> {
    return this.#book.write((sql) => takeRunEvent(sql, wait));
  }

  postEvent(event: NewRunEvent): RunEventAnswer {
    return this.#book.write((sql) => recordRunEvent(sql, event, this.#now()));
  }

  run(): Run {
    const run = this.#book.read((sql) => describeRun(sql, this.#start.runId), null);
    if (run === null) throw new Error("The run that was recorded at its start is gone.");
    return run;
  }

  approval(approvalId: string): Approval | null {
    return this.#book.read((sql) => loadApproval(sql, approvalId), null);
  }

  /** Oldest first. */
  trail(): readonly AuditEntry[] {
    return this.#book.read((sql) => [...listAudit(sql, { limit: AT_MOST }).items].reverse(), []);
  }

  /** Takes what the ledger has put down to be withdrawn, since the run is over. */
  takeWithdrawals(): readonly Withdrawal[] {
    return this.#book.write((sql) => {
      const chores = listEarliest(sql, AT_MOST).filter(({ kind }) => kind === "end-approval");
      for (const chore of chores) dropLeased(sql, chore);
      return chores.map(({ subject, note }) => ({
        approvalId: subject,
        request: parseJson<Withdrawal["request"]>(note),
      }));
    });
  }
}

/** `Book` uses `sql` and `transactionSync` of the platform's storage. */
function asDurableStorage(storage: MemoryStorage): DurableObjectStorage {
  return storage as unknown as DurableObjectStorage;
}
