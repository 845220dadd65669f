/** One run under test: a document compiled here, a real Workflow, and the ledger that is told of it. */
import type { CodeEnsemble } from "../../../src/authoring/define-ensemble.ts";
import { compileDefinition } from "../../../src/ensembles/compile-definition.ts";
import { compileEnsemble } from "../../../src/ensembles/compile-ensemble.ts";
import { formatDiagnostics } from "../../../src/ensembles/format-diagnostics.ts";
import type { Plan } from "../../../src/ensembles/plan.ts";
import type { Run, RunStatus, Step } from "../../../src/contract/run.ts";
import type { Json, JsonObject } from "../../../src/kernel/json.ts";
import { newRunId } from "../../../src/kernel/ids.ts";
import { ledgerOf } from "../../../src/ledger/ledger-of.ts";
import type { LedgerPort, RunStart } from "../../../src/ledger/port.ts";
import { TestApproval } from "./approval.ts";
import { bindings } from "./bindings.ts";
import { scriptNames } from "./scripts.ts";

export interface StartParts extends Partial<RunStart> {
  readonly input?: JsonObject;
}

export class TestRun {
  readonly start: RunStart;

  constructor(start: RunStart) {
    this.start = start;
  }

  /** Records and creates a run of this document, or of this ensemble in TypeScript. */
  static async start(source: string | CodeEnsemble, parts: StartParts = {}): Promise<TestRun> {
    const run = TestRun.prepare(source, parts);
    await run.create();
    return run;
  }

  /** A run of this document that is neither recorded nor created. */
  static prepare(source: string | CodeEnsemble, { input = {}, ...parts }: StartParts = {}): TestRun {
    const plan = planOf(source);
    return new TestRun({
      runId: newRunId(),
      workspace: `workspace-${crypto.randomUUID()}`,
      ensemble: plan.ensemble,
      planJson: JSON.stringify(plan),
      inputJson: JSON.stringify(input),
      requestedBy: "ci",
      actor: "key:ci",
      createdAt: Date.now(),
      origin: "https://countersign.example",
      ...parts,
    });
  }

  async create(): Promise<void> {
    await this.ledger.startRun(this.start);
    await bindings.RUNS.create({ id: this.id, params: this.start });
  }

  get id(): string {
    return this.start.runId;
  }

  get ledger(): LedgerPort {
    return ledgerOf(bindings.LEDGER, this.start.workspace);
  }

  /** The approval that it opens at this path. */
  approval(path = "approve"): TestApproval {
    return new TestApproval({ runId: this.id, workspace: this.start.workspace, path });
  }

  async now(): Promise<Run> {
    return required(await this.ledger.getRun(this.id));
  }

  /** The run once it waits for people. */
  async suspended(): Promise<Run> {
    return this.#resting((run) => run.status === "suspended", "waits");
  }

  /** The run once it is over. */
  async over(): Promise<Run> {
    return this.#resting((run) => run.status !== "suspended" && run.status !== "running", "is over");
  }

  /** The run once it waits for the approval at this path. */
  async waitsFor(path: string): Promise<Run> {
    return this.#resting((run) => stepAt(run, path)?.status === "suspended", `waits for ${path}`);
  }

  /** Answers the approval at this path as soon as it is open, and gives the run as it then rests. */
  async decide(path: string, approved: boolean, feedback?: string): Promise<void> {
    await this.waitsFor(path);
    const given = { approved, ...(feedback === undefined ? {} : { feedback }) };
    const answer = await this.approval(path).owner.decide({
      by: "key",
      workspace: this.start.workspace,
      keyName: "ci",
      given,
      claimed: null,
    });
    if (answer.kind !== "recorded") throw new Error(`${path} was not decided: ${answer.kind}`);
  }

  async #resting(isIt: (run: Run) => boolean, what: string): Promise<Run> {
    const until = Date.now() + 8_000;
    for (let run = await this.now(); ; run = await this.now()) {
      if (isIt(run)) return run;
      if (Date.now() > until) throw new Error(`after 8 s it never ${what}: ${JSON.stringify(run).slice(0, 2_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }
}

/** A run that does nothing but wait for this approval, on record. */
export function runWaitingFor({ runId, workspace }: TestApproval): Promise<TestRun> {
  const text = "ensemble: waiting\nagents: [{ name: approve, agent: hitl }]\noutput: ${approve.output}";
  return TestRun.start(text, { runId, workspace });
}

export function planOf(source: string | CodeEnsemble): Plan {
  const text = typeof source === "string" ? source : "";
  const { plan, diagnostics } =
    typeof source === "string"
      ? compileEnsemble({ file: "test.yaml", text, scripts: scriptNames() })
      : compileDefinition({ file: "test.ts", text, definition: source });
  if (plan === null) throw new Error(formatDiagnostics(diagnostics, new Map([["test.yaml", text]])));
  return plan;
}

export function stepAt(run: Run, path: string): Step | undefined {
  return run.steps.find((step) => step.path === path);
}

/** Path and status of each step, in order: `draft completed`. */
export function walked(run: Run): string[] {
  return run.steps.map(({ path, status }) => `${path} ${status}`);
}

export function outputOf(run: Run, path: string): Json {
  return (stepAt(run, path)?.output ?? null) as Json;
}

export type { RunStatus };

function required(run: Run | null): Run {
  if (run === null) throw new Error("there is no such run");
  return run;
}
