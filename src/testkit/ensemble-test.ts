/** A started test of an ensemble: people answer, time passes, and what happened can be looked at. */
import { givenAnswer } from "../approvals/given-answer.ts";
import { requireMinted, requireRecorded } from "../approvals/require-done.ts";
import type { ApprovalPort } from "../approvals/port.ts";
import type { Approval } from "../contract/approval.ts";
import type { AuditEntry } from "../contract/audit.ts";
import { DecisionBody, type DecisionResult } from "../contract/decision.ts";
import type { OperationName } from "../contract/operation-options.ts";
import type { Run, Step } from "../contract/run.ts";
import { isoTime } from "../kernel/clock.ts";
import { parseDuration } from "../kernel/duration.ts";
import { parseToken } from "../kernel/ids.ts";
import type { Message } from "./message.ts";
import type { Call } from "./stubs.ts";
import { TestFault } from "./test-fault.ts";
import type { TestRun } from "./test-run.ts";

export interface PersonsAnswer {
  /** Who answers; where the request names exactly one approver, that one by default, else nobody by name. */
  readonly as?: string;
  readonly feedback?: string;
  readonly reason?: string;
  /** What was filled in, where the request has a form. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Approvals and steps are named by their agent, or by their path where that is not one: `approve#2`, `ask[1]`. */
export class EnsembleTest {
  readonly #run: TestRun;
  #events = 1;

  constructor(run: TestRun) {
    this.#run = run;
  }

  /**
   * Somebody approves; the run moves on until it rests again.
   * @throws CountersignError as the callback would answer: `approver-not-allowed`, `already-answered`, `approval-over` …
   */
  async approve(agent: string, answer: PersonsAnswer = {}): Promise<DecisionResult> {
    return this.#answer(agent, { approved: true, ...answer });
  }

  /** Somebody rejects; otherwise like `approve`. */
  async reject(agent: string, answer: PersonsAnswer = {}): Promise<DecisionResult> {
    return this.#answer(agent, { approved: false, ...answer });
  }

  /** The request is taken back; the outcome is `cancelled`. */
  async withdraw(agent: string, reason = "withdrawn by the test"): Promise<void> {
    await this.#owner(agent).cancel({ workspace: this.#run.workspace, actor: "key:test", reason });
    await this.#run.settle();
  }

  /**
   * Something happens outside for which the run may wait; the run moves on until it rests again.
   * @param key the same key is the same event
   */
  async event(type: string, payload: unknown = null, key: string = `event-${this.#events++}`): Promise<void> {
    const { status } = await this.#run.postEvent(type, payload, key);
    if (status === "new" || status === "known") return;
    throw new TestFault("event-refused", `The event "${type}" was not taken: ${status}.`);
  }

  /** Lets time pass: milliseconds, or a text such as `2 days`. Reminders, time-outs and retries fall due on the way. */
  async pass(duration: number | string): Promise<void> {
    const ms = typeof duration === "number" ? duration : parseDuration(duration);
    if (ms === null)
      throw new TestFault("duration-invalid", `"${duration}" is no length of time such as "90s" or "2 days".`);
    await this.#run.pass(ms);
  }

  /** The run as `GET /api/runs/{id}` would show it. */
  get run(): Run {
    return this.#run.ledger.run();
  }

  get output(): unknown {
    return this.run.output;
  }

  get steps(): readonly Step[] {
    return this.run.steps;
  }

  /** Paths of the steps that did their work or failed, in the order of the ensemble. */
  get ran(): readonly string[] {
    return this.steps.filter(({ status }) => status === "completed" || status === "failed").map(({ path }) => path);
  }

  /** Why steps were skipped, by their paths. */
  get skipped(): Readonly<Record<string, string>> {
    const skipped = this.steps.filter(({ status }) => status === "skipped");
    return Object.fromEntries(skipped.map(({ path, reason }) => [path, reason ?? ""]));
  }

  /** The latest step of that agent (of a loop, the whole), or the one at that path. */
  step(name: string): Step {
    const { steps } = this;
    const latest = steps.findLast(({ agent, path }) => agent === name && !path.endsWith("]"));
    const step = latest ?? steps.find(({ path }) => path === name);
    if (step !== undefined) return step;
    throw new TestFault(
      "step-missing",
      `The run has not come to "${name}"; it came to ${listed(steps.map(({ path }) => path))}.`,
    );
  }

  /** What agents called, in the order of the calls. */
  calls(operation?: OperationName): readonly Call[] {
    return this.#run.calls.filter((call) => operation === undefined || call.operation === operation);
  }

  /** The latest approval of that agent, as `GET /api/approvals/{id}` would show it. */
  async approval(agent: string): Promise<Approval> {
    const approval = await this.#owner(agent).read(this.#run.workspace);
    if (approval !== null) return approval;
    throw new TestFault("approval-missing", `The approval of "${agent}" is over for so long that it has been erased.`);
  }

  /** The approvals that wait for an answer, oldest first. */
  get open(): readonly Approval[] {
    return this.run.approvals.flatMap((id) => {
      const approval = this.#run.ledger.approval(id);
      return approval?.status === "pending" ? [approval] : [];
    });
  }

  /** What people were sent. */
  get messages(): readonly Message[] {
    return this.#run.messages;
  }

  /** The audit trail, oldest first. */
  get trail(): readonly AuditEntry[] {
    return this.#run.ledger.trail();
  }

  /** When something falls due by itself next, ISO 8601; `null` where nothing does. */
  get nextDue(): string | null {
    const timer = this.#run.clock.next();
    return timer === null ? null : isoTime(timer.at);
  }

  /** The time of the test's clock, ISO 8601. */
  get now(): string {
    return this.#run.clock.iso;
  }

  async #answer(agent: string, answer: { readonly approved: boolean } & PersonsAnswer): Promise<DecisionResult> {
    const owner = this.#owner(agent);
    const { as, ...rest } = answer;
    const body = DecisionBody.parse(rest);
    const minted = await owner.mintLink({ workspace: this.#run.workspace, actor: "key:test", approver: null });
    const token = parseToken(requireMinted(minted).url.split("/").at(-1) ?? "");
    const decided = await owner.decide({
      by: "link",
      secret: token?.secret ?? "",
      given: givenAnswer(body),
      claimed: as ?? (await this.#onlyApprover(owner)),
    });
    const result = requireRecorded(decided, "not-found");
    await this.#run.settle();
    return result;
  }

  async #onlyApprover(owner: ApprovalPort): Promise<string | null> {
    const approvers = (await owner.read(this.#run.workspace))?.approvers ?? [];
    return approvers.length === 1 ? (approvers[0] ?? null) : null;
  }

  #owner(name: string): ApprovalPort {
    const owner = this.#run.approvalById(this.#approvalId(name));
    if (owner === null) throw new TestFault("approval-missing", `The approval of "${name}" has no owner.`);
    return owner;
  }

  #approvalId(name: string): string {
    const asked = this.steps.filter(({ approvalId }) => approvalId !== undefined);
    const meant = asked.filter(({ agent, path }) => path === name || agent === name);
    const open = meant.filter(({ status }) => status === "suspended");
    if (open.length > 1 && !open.some(({ path }) => path === name)) {
      throw new TestFault(
        "approval-missing",
        `"${name}" waits for several answers; say which: ${listed(open.map(({ path }) => path))}.`,
      );
    }
    const step = meant.find(({ path, status }) => path === name && status === "suspended") ?? open[0] ?? meant.at(-1);
    if (step?.approvalId !== undefined) return step.approvalId;
    throw new TestFault(
      "approval-missing",
      `Nobody was asked by "${name}": the run is ${this.run.status}; asked were ${listed(asked.map(({ path }) => path))}.`,
    );
  }
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}
