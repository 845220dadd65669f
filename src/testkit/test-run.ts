/**
 * A run of the real interpreter over engine, approvals and ledger in memory. It moves until nothing but people and time
 * can move it on, and stops there.
 */
import type { CodeEnsemble } from "../authoring/define-ensemble.ts";
import type { ApprovalPort } from "../approvals/port.ts";
import { canonicalJson } from "../kernel/json.ts";
import { sha256Hex } from "../kernel/hash.ts";
import { approvalIdOf, parseApprovalId } from "../kernel/ids.ts";
import { eventSignal } from "../ledger/event-signal.ts";
import type { RunEventAnswer, RunReport, RunStart } from "../ledger/port.ts";
import type { OperationPorts } from "../operations/operation.ts";
import { runEnsemble } from "../runs/run-ensemble.ts";
import { readRunParams } from "../runs/run-params.ts";
import type { ApproverGroups } from "../kernel/people.ts";
import type { RunPorts } from "../runs/run-ports.ts";
import { Activity } from "./activity.ts";
import { callingLine } from "./calling-line.ts";
import { FakeClock } from "./fake-clock.ts";
import type { Scripts } from "./load-plan.ts";
import { MemoryApproval } from "./memory-approval.ts";
import { MemoryDurable } from "./memory-durable.ts";
import { MemoryLedger } from "./memory-ledger.ts";
import type { Message } from "./message.ts";
import { recordingFetch } from "./recording-fetch.ts";
import { ReplayCheck } from "./replay-check.ts";
import { stubOperations } from "./stub-operations.ts";
import type { Call, Stubs } from "./stubs.ts";
import { TestFault } from "./test-fault.ts";
import { testSettings } from "./test-settings.ts";

export interface TestRunParts {
  readonly start: RunStart;
  readonly scripts: Scripts;
  /** Of an ensemble in TypeScript. */
  readonly ensemble: CodeEnsemble | null;
  readonly stubs: Stubs;
  readonly env: Readonly<Record<string, string>>;
  readonly approverGroups: ApproverGroups;
  readonly replayEveryStep: boolean;
}

export class TestRun {
  readonly calls: Call[] = [];
  readonly messages: Message[] = [];
  readonly clock: FakeClock;
  readonly ledger: MemoryLedger;
  readonly #parts: TestRunParts;
  readonly #activity = new Activity();
  readonly #engine: MemoryDurable;
  readonly #approvals = new Map<string, MemoryApproval>();
  readonly #operations: RunPorts["operations"];
  readonly #check = new ReplayCheck();
  #fault: { readonly error: unknown } | null = null;
  #isOver = false;
  #lastSeq = 0;

  constructor(parts: TestRunParts) {
    this.#parts = parts;
    this.clock = new FakeClock(parts.start.createdAt);
    this.ledger = new MemoryLedger(parts.start, this.clock.now);
    this.#engine = new MemoryDurable({
      clock: this.clock,
      activity: this.#activity,
      fault: (error) => this.#note(error),
      stopAfterStep: parts.replayEveryStep,
    });
    this.#operations = stubOperations({
      stubs: parts.stubs,
      now: () => this.clock.iso,
      called: (call) => void this.calls.push(call),
      fault: (error) => this.#note(error),
    });
    void this.#walk();
  }

  get workspace(): string {
    return this.#parts.start.workspace;
  }

  approvalById(approvalId: string): ApprovalPort | null {
    const objectId = parseApprovalId(approvalId);
    return objectId === null ? null : (this.#approvals.get(objectId) ?? null);
  }

  /** Moves until only people or time can; what went wrong with test or product meanwhile is thrown. */
  async settle(): Promise<void> {
    do await this.#activity.rest();
    while (this.#fault === null && (await this.#moveOn()));
    if (this.#fault !== null) {
      this.#engine.stop();
      throw this.#fault.error;
    }
    this.#requireRest();
  }

  /** Lets time pass, in milliseconds; whatever falls due meanwhile happens at its own time. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    await this.settle();
    for (let timer = this.clock.next(); timer !== null && timer.at <= until; timer = this.clock.next()) {
      this.clock.ring(timer);
      await this.settle();
    }
    this.clock.moveTo(until);
  }

  /** One more thing that happens without anybody's doing; false where there is none. */
  async #moveOn(): Promise<boolean> {
    if (this.#engine.holdsBack) {
      this.#requireSameSteps();
      void this.#walk();
      return true;
    }
    const timer = this.clock.next();
    if (timer !== null && (timer.kind === "retry" || timer.at <= this.clock.now())) {
      this.clock.ring(timer);
      return true;
    }
    return this.#withdraw();
  }

  async #withdraw(): Promise<boolean> {
    const withdrawals = this.ledger.takeWithdrawals();
    for (const { approvalId, request } of withdrawals) await this.approvalById(approvalId)?.cancel(request);
    return withdrawals.length > 0;
  }

  #requireSameSteps(): void {
    const missed = this.#engine.notAskedFor();
    if (missed.length === 0) return;
    throw new TestFault(
      "replay-differs",
      `Gone through again, the run did not come to these steps: ${missed.map((name) => this.#check.whereIs(name)).join(", ")}.${this.#check.hint}`,
    );
  }

  #requireRest(): void {
    this.#requireSameSteps();
    if (!this.#isOver && this.clock.next() === null) {
      throw new TestFault(
        "run-stuck",
        `The run is not over, yet nothing is left that could move it.${this.#stuckHint}`,
      );
    }
  }

  get #stuckHint(): string {
    if (this.#parts.ensemble === null) return "";
    return " Does its code await something of its own, such as fetch or a timer? That belongs into ctx.step.";
  }

  /** Begins a walk through the ensemble from the top. */
  async #walk(): Promise<void> {
    try {
      await runEnsemble(readRunParams(this.#parts.start), this.#ports());
      this.#isOver = true;
      this.#engine.stop();
    } catch (error) {
      this.#note(error);
    }
  }

  #note(error: unknown): void {
    this.#fault ??= { error };
  }

  #ports(): RunPorts {
    const { start } = this.#parts;
    return {
      durable: this.#engine.begin(),
      now: this.clock.now,
      random: () => 0.5,
      ledger: () => ({
        reportRun: (report) => this.#report(report),
        getStepResult: (runId, path) => this.ledger.getStepResult(runId, path),
        takeEvent: (wait) => this.ledger.takeEvent(wait),
      }),
      approvalAt: (path) => this.#approvalAt(`${start.runId}/${path}`),
      approvalById: (approvalId) => this.approvalById(approvalId),
      operations: this.#operations,
      operationPorts: this.#operationPorts(),
      variable: (name) => this.#variable(name),
      codeEnsemble: () => this.#parts.ensemble ?? undefined,
      codeLine: callingLine,
      called: (call) => this.#check.compareCall(call),
      codeVersion: "test",
      publicUrl: () => undefined,
      emailConfigured: () => true,
      approverGroups: () => this.#parts.approverGroups,
    };
  }

  #operationPorts(): OperationPorts {
    const { scripts, env } = this.#parts;
    return {
      fetch: () => Promise.reject(new Error("A test reaches no network.")),
      now: this.clock.now,
      variables: env,
      script: (name) => (Object.hasOwn(scripts, name) ? scripts[name] : undefined),
      binding: () => undefined,
      models: neverAsked,
      notifications: neverAsked,
    };
  }

  async #report(report: RunReport): Promise<{ readonly over: boolean }> {
    try {
      this.#check.compare(report);
    } catch (error) {
      this.#note(error);
    }
    // The clock stands still, and each walk counts anew: what comes later is newer here.
    this.#lastSeq = Math.max(this.#lastSeq + 1, report.seq);
    return this.ledger.reportRun({ ...report, seq: this.#lastSeq });
  }

  /** Something happened outside; answers whether there is a run that may still take it. */
  async postEvent(type: string, payload: unknown, key: string): Promise<RunEventAnswer> {
    const payloadJson = JSON.stringify(payload ?? null);
    const { runId } = this.#parts.start;
    const requestHash = sha256Hex(canonicalJson([type, payloadJson]));
    const answer = this.ledger.postEvent({ runId, type, payloadJson, key, requestHash, actor: "key:test" });
    if (answer.status === "new") this.#engine.signal(eventSignal(type));
    await this.settle();
    return answer;
  }

  #approvalAt(name: string): MemoryApproval {
    const objectId = sha256Hex(name);
    const known = this.#approvals.get(objectId);
    if (known !== undefined) return known;
    const approval = new MemoryApproval(objectId, {
      clock: this.clock,
      activity: this.#activity,
      ledger: this.ledger,
      wake: (outcome) => this.#engine.send(outcome),
      settings: testSettings((name) => this.#variable(name)),
      variable: (name) => this.#variable(name),
      tell: (row) =>
        recordingFetch({
          approvalId: approvalIdOf(objectId),
          row,
          now: () => this.clock.iso,
          record: (message) => void this.messages.push(message),
        }),
    });
    this.#approvals.set(objectId, approval);
    return approval;
  }

  #variable(name: string): string | undefined {
    const { env } = this.#parts;
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    return value === "" ? undefined : value;
  }
}

/** The operations that would ask are stubs: only `http` and `code` really run in a test. */
function neverAsked(): never {
  throw new Error("A test has stubs in the place of operations that need this.");
}
