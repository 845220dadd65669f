/** Starts a test of an ensemble: the real interpreter and the real rules of approvals, in plain Node, at once. */
import { actorLabel } from "../contract/actor.ts";
import type { OperationName } from "../contract/operation-options.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { ApproverGroups } from "../kernel/people.ts";
import type { RunStart } from "../ledger/port.ts";
import { requireInput } from "../runs/start-run.ts";
import { EnsembleTest } from "./ensemble-test.ts";
import { type EnsembleSource, loadPlan, type Scripts } from "./load-plan.ts";
import type { Stub } from "./stubs.ts";
import { TestRun } from "./test-run.ts";

/** What a test starts a run with, and what the outside answers. */
export interface TestOptions {
  readonly input?: JsonObject;
  /** Values of `${env.NAME}`; nothing else is set. */
  readonly env?: Readonly<Record<string, string>>;
  /** What comes back from outside, by operation. Scripts of `code` run as they are, unless `code` is given. */
  readonly operations?: Readonly<Partial<Record<OperationName, Stub>>>;
  /** What comes back to one agent, whatever its operation; wins over `operations`. */
  readonly agents?: Readonly<Record<string, Stub>>;
  /** Scripts to call in place of the files, by name: `scripts/check`. */
  readonly scripts?: Scripts;
  /** When the run starts; the clock stands still until the test moves it. Default 1 January 2026, 09:00 UTC. */
  readonly startedAt?: string | number | Date;
  readonly requestedBy?: string;
  /** Members of groups, as the setting APPROVER_GROUPS has them; read by `group:NAME` among approvers. */
  readonly approverGroups?: ApproverGroups;
  /** Goes through the run again from its record after each step, and demands that it comes out the same. */
  readonly replayEveryStep?: boolean;
}

const STARTED_AT = "2026-01-01T09:00:00Z";
const RUN_ID = "run_00000000000000000000000000000001";

/**
 * Starts a run and moves it to its first rest.
 * @param source the path of a document or of an ensemble in TypeScript, a document's text, or the ensemble itself
 * @throws TestFault where the document has mistakes, an agent goes outside without a stub …
 * @throws CountersignError `input-invalid`
 */
export async function startTest(source: EnsembleSource, options: TestOptions = {}): Promise<EnsembleTest> {
  const { plan, scripts, ensemble } = await loadPlan(source, options.scripts ?? {});
  const start: RunStart = {
    runId: RUN_ID,
    workspace: "test",
    ensemble: plan.ensemble,
    planJson: JSON.stringify(plan),
    inputJson: JSON.stringify(requireInput(plan, options.input ?? {})),
    requestedBy: options.requestedBy ?? "test",
    actor: actorLabel({ kind: "key", name: "test" }),
    createdAt: new Date(options.startedAt ?? STARTED_AT).getTime(),
    origin: "https://countersign.test",
  };
  const run = new TestRun({
    start,
    scripts,
    ensemble,
    stubs: { operations: options.operations ?? {}, agents: options.agents ?? {} },
    env: options.env ?? {},
    approverGroups: options.approverGroups ?? {},
    replayEveryStep: options.replayEveryStep ?? false,
  });
  await run.settle();
  return new EnsembleTest(run);
}
