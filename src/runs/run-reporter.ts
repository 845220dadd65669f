/**
 * Tells the ledger how far the run has come: at rests, at the end, and while a step takes long. Reports are told from
 * inside recorded steps where there is one, and are idempotent. They never decide how the run goes on, with one
 * exception: a run that was cancelled meanwhile asks nobody any more.
 */
import type { RunError, RunStatus } from "../contract/run.ts";
import type { Clock } from "../kernel/clock.ts";
import type { RunReport, StepRecord } from "../ledger/port.ts";

/** A step that takes longer is reported while it runs, in milliseconds. */
const LONG_STEP_MS = 400;

/** Steps are reported at the latest this long after the last report or the last rest, in milliseconds. */
const REPORT_EVERY_MS = 800;

/** Steps are reported when their outputs have come to this many characters. */
const REPORT_EVERY_LENGTH = 4_000_000;

export interface RunEnd {
  readonly status: Exclude<RunStatus, "running" | "suspended" | "cancelled">;
  readonly outputJson?: string;
  readonly error?: RunError;
}

export interface RunReporterPorts {
  readonly runId: string;
  readonly now: Clock;
  readonly send: (report: RunReport) => Promise<{ readonly over: boolean }>;
}

export class RunReporter {
  readonly #ports: RunReporterPorts;
  readonly #unreported = new Map<string, StepRecord>();
  #progressJson: string | null = null;
  /** When waits end by themselves, by their steps: somebody must look then, should the engine have forgotten. */
  readonly #due = new Map<string, number>();
  #nextStep = 0;
  #lastSeq = 0;
  /** When it was last told how far the run is, or began to move: a run that just went on has nothing new to tell. */
  #toldAt: number;
  /** Steps under way, and approvals waited for: at rest when there are only the latter. */
  #working = 0;
  #waiting = 0;
  /** An approval was opened while other work was under way, and the rest after it has not been told. */
  #owesRest = false;

  constructor(ports: RunReporterPorts) {
    this.#ports = ports;
    this.#toldAt = ports.now();
  }

  /** The order number of a step about to start. */
  nextStep(): number {
    return this.#nextStep++;
  }

  /** What the run says of its progress, as JSON; told with the next report. */
  progress(json: string): void {
    this.#progressJson = json;
  }

  /** The step's wait ends by itself at that time, in epoch milliseconds. */
  due(path: string, at: number): void {
    this.#due.set(path, at);
  }

  note(record: StepRecord): void {
    this.#unreported.set(record.path, record);
    if (record.status !== "suspended") this.#due.delete(record.path);
  }

  /** Counts work for as long as the body takes. */
  async working<T>(body: () => Promise<T>): Promise<T> {
    this.#working += 1;
    try {
      return await body();
    } finally {
      this.#working -= 1;
    }
  }

  /** Of approvals opened side by side, each finds the others at work: the last to wait tells that the run rests. */
  async waiting<T>(body: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    try {
      if (this.#owesRest) await this.reportRest();
      return await body();
    } finally {
      this.#waiting -= 1;
      if (this.#working === 0) this.#toldAt = this.#ports.now();
    }
  }

  /** Reports a step that takes long while it runs, and others now and then. */
  async whileRunning<T>(record: StepRecord, body: () => Promise<T>): Promise<T> {
    if (this.#isReportDue()) void this.#tryReport("running", [record]);
    const timer = setTimeout(() => void this.#tryReport("running", [record]), LONG_STEP_MS);
    try {
      return await body();
    } finally {
      clearTimeout(timer);
    }
  }

  /** Told by the step that opens an approval: the run rests unless another branch still works. */
  async reportOpened(record: StepRecord): Promise<"told" | "stopped"> {
    this.note(record);
    const isAtRest = this.#working <= 1;
    this.#owesRest = !isAtRest;
    const { over } = await this.#report(isAtRest ? "suspended" : "running", []);
    return over ? "stopped" : "told";
  }

  /** Told where nothing is under way any more while people are waited for. */
  async reportRest(): Promise<void> {
    if (this.#working > 0 || this.#waiting === 0) return;
    this.#owesRest = false;
    await this.#tryReport("suspended", []);
  }

  async reportEnd(end: RunEnd): Promise<RunReport> {
    const report = this.#makeReport(end.status, [], end);
    await this.#ports.send(report);
    return report;
  }

  #isReportDue(): boolean {
    if (this.#unreported.size === 0 && this.#progressJson === null) return false;
    const length = [...this.#unreported.values()].reduce((sum, step) => sum + (step.outputJson?.length ?? 0), 0);
    return length > REPORT_EVERY_LENGTH || this.#ports.now() - this.#toldAt > REPORT_EVERY_MS;
  }

  async #tryReport(status: RunStatus, more: readonly StepRecord[]): Promise<void> {
    try {
      await this.#report(status, more);
    } catch {
      console.warn("The ledger could not be told; it will be at the next rest.");
    }
  }

  async #report(status: RunStatus, more: readonly StepRecord[]): Promise<{ readonly over: boolean }> {
    const told = [...this.#unreported.values()];
    const answer = await this.#ports.send(this.#makeReport(status, more));
    for (const record of told) if (this.#unreported.get(record.path) === record) this.#unreported.delete(record.path);
    return answer;
  }

  #makeReport(status: RunStatus, more: readonly StepRecord[], end?: RunEnd): RunReport {
    const at = this.#ports.now();
    this.#toldAt = at;
    this.#lastSeq = Math.max(this.#lastSeq + 1, at);
    return {
      runId: this.#ports.runId,
      seq: this.#lastSeq,
      status,
      at,
      steps: [...this.#unreported.values(), ...more],
      ...(this.#due.size === 0 ? {} : { wakeAt: Math.min(...this.#due.values()) }),
      ...(this.#progressJson === null ? {} : { progressJson: this.#progressJson }),
      ...(end?.outputJson === undefined ? {} : { outputJson: end.outputJson }),
      ...(end?.error === undefined ? {} : { error: end.error }),
    };
  }
}
