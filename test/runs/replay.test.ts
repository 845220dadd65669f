/**
 * A run that is interrupted at any steps, with or without the loss of what they did, comes to the same end, calls
 * everything with the same input and the same Idempotency-Key as before, and asks people nothing twice.
 */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { ApprovalPort } from "../../src/approvals/port.ts";
import type { ApprovalRequest } from "../../src/contract/approval-request.ts";
import type { Outcome } from "../../src/contract/decision.ts";
import type { Plan } from "../../src/ensembles/plan.ts";
import type { RunReport, StepRecord } from "../../src/ledger/port.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { runEnsemble } from "../../src/runs/run-ensemble.ts";
import type { RunParams } from "../../src/runs/run-params.ts";
import type { RunPorts } from "../../src/runs/run-ports.ts";
import { Interrupted, type Interruption, MemoryEngine } from "./memory-engine.ts";
import { planOf } from "./preparing.ts";

const PLAN = `
ensemble: orders
agents:
  - { name: first, operation: code, config: { script: scripts/x }, input: { at: "\${now()}" } }
  - { name: flaky, operation: code, config: { script: scripts/flaky }, onError: continue, retry: { attempts: 2, delay: 1 } }
  - name: sides
    parallel:
      - { name: legal, agent: hitl, inputs: { data: "\${now()}" } }
      - { name: finance, agent: hitl, config: { gate: false } }
      - { name: quick, operation: code, config: { script: scripts/x }, input: { at: "\${now()}", a: "\${first.output.call.at}" } }
  - { name: draft, operation: code, config: { script: scripts/x }, input: { because: "\${approve.output.feedback}", at: "\${now()}" } }
  - name: approve
    agent: hitl
    inputs: { data: "\${draft.output}" }
    config: { onRejected: { goto: draft, maxRounds: 3 } }
  - { name: switched, operation: code, condition: "\${env.SWITCH == 'on'}", config: { script: scripts/x } }
  - { name: send, operation: code, foreach: [a, b, c, d], concurrency: 2, config: { script: scripts/x }, input: { item: "\${item}", at: "\${now()}" } }
  - { name: skipped, operation: code, condition: "\${approve.output.rejected}", config: { script: scripts/x } }
output: { at: "\${now()}", first: "\${first.output}", sides: "\${sides.output}", sent: "\${send.output}", flaky: "\${flaky.error.code}" }
`;

interface World {
  readonly plan: Plan;
  readonly interruptions: readonly Interruption[];
  /** How long steps take, in turns of the queue. */
  readonly turns: readonly number[];
}

interface Lived {
  readonly report: RunReport | null;
  readonly names: readonly string[];
  /** The last word on each step. */
  readonly steps: Readonly<Record<string, unknown>>;
  /** Inputs by Idempotency-Key, each as often as it was called. */
  readonly calls: ReadonlyMap<string, readonly string[]>;
  /** Requests by path, each as often as it was opened. */
  readonly asked: ReadonlyMap<string, readonly string[]>;
}

function push(map: Map<string, string[]>, key: string, value: unknown): void {
  map.set(key, [...(map.get(key) ?? []), JSON.stringify(value)]);
}

async function live({ plan, interruptions, turns }: World): Promise<Lived> {
  const calls = new Map<string, string[]>();
  const asked = new Map<string, string[]>();
  const steps: Record<string, unknown> = {};
  let time = 1_000;
  let turn = 0;
  let switchedOn = true;
  const now = (): number => (time += 1);
  const engine = new MemoryEngine({ now, answer, turns: () => turns[turn++ % Math.max(1, turns.length)] ?? 0 });
  const work = {
    defaultTimeoutMs: 60_000,
    run: async ({ config, input, idempotencyKey }) => {
      push(calls, idempotencyKey, input);
      if ((config as { script: string }).script === "scripts/flaky") throw new Error("always");
      return { call: input };
    },
  } as Pick<Operation, "defaultTimeoutMs" | "run"> as Operation;
  const note = ({ path, status, outputJson, error, round, reason }: StepRecord): void => {
    steps[path] = { status, error, round, reason, has: outputJson !== undefined };
  };
  const ports = {
    now,
    random: () => 0,
    ledger: () => ({
      reportRun: async (report: RunReport) => {
        report.steps.forEach(note);
        return { over: false };
      },
      getStepResult: async () => null,
      takeEvent: async () => null,
    }),
    approvalAt: (path: string) =>
      ({
        open: async (request: ApprovalRequest) => {
          push(asked, path, request);
          return { approvalId: path, createdAt: 5, expiresAt: null };
        },
        outcome: async () => answer(path),
      }) as Partial<ApprovalPort> as ApprovalPort,
    approvalById: () => null,
    operations: { code: work },
    // A variable that changes from walk to walk: only a recorded condition comes to the same.
    variable: (name: string) => (name === "SWITCH" ? (switchedOn ? "on" : "off") : undefined),
    codeVersion: "1",
    publicUrl: () => undefined,
    emailConfigured: () => false,
    approverGroups: () => ({}),
  } as Partial<RunPorts>;
  const params: RunParams = {
    runId: "run_1",
    workspace: "main",
    ensemble: "orders",
    plan,
    input: {},
    requestedBy: "ci",
    actor: "key:ci",
    createdAt: 1_000,
    origin: "https://countersign.example",
  };
  for (const interruption of [...interruptions, undefined]) {
    const walked = await engine.walk((durable) => runEnsemble(params, { ...ports, durable } as RunPorts), interruption);
    if (walked !== "interrupted") return { report: walked, names: engine.names, steps, calls, asked };
    if (engine.names.includes("switched:condition")) switchedOn = false;
  }
  throw new Interrupted("the last walk was interrupted");
}

/** Legal approves, finance rejects (which is no gate), the review is rejected twice. */
function answer(approvalId: string): Outcome {
  const approved = !["finance", "approve", "approve#2"].includes(approvalId);
  return {
    status: approved ? "approved" : "rejected",
    approved,
    rejected: !approved,
    timedOut: false,
    approvals: [],
    feedback: `about ${approvalId}`,
    approvalId,
    receipt: "a.b.c",
  };
}

/** Without times, which differ where a step is done again. */
function timeless(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null).replaceAll(/1970-01-01T[\d:.]+Z/g, "a time")) as unknown;
}

function requireSame(lived: Lived, undisturbed: Lived): void {
  expect(lived.report).toMatchObject({ status: "completed" });
  expect(timeless(JSON.parse(lived.report?.outputJson ?? "null"))).toEqual(
    timeless(JSON.parse(undisturbed.report?.outputJson ?? "null")),
  );
  expect(lived.steps).toEqual(undisturbed.steps);
  expect([...lived.names].toSorted()).toEqual([...undisturbed.names].toSorted());
  expect([...lived.calls.keys()].toSorted()).toEqual([...undisturbed.calls.keys()].toSorted());
  expect([...lived.asked.keys()].toSorted()).toEqual([...undisturbed.asked.keys()].toSorted());
  for (const inputs of [...lived.calls.values(), ...lived.asked.values()]) expect(new Set(inputs).size).toBe(1);
}

let plan: Plan;
let undisturbed: Lived;

beforeAll(async () => {
  plan = planOf(PLAN, ["scripts/x", "scripts/flaky"]);
  undisturbed = await live({ plan, interruptions: [], turns: [0] });
});

test("undisturbed, everything is done once", () => {
  const once = [...undisturbed.calls].filter(([key]) => !key.endsWith("flaky"));
  expect(once.every(([, inputs]) => inputs.length === 1)).toBe(true);
  expect([...undisturbed.asked.keys()].toSorted()).toEqual(["approve", "approve#2", "approve#3", "finance", "legal"]);
  expect(undisturbed.steps["skipped"]).toMatchObject({ status: "skipped" });
  expect(undisturbed.steps["switched"]).toMatchObject({ status: "completed" });
  expect(undisturbed.names.length).toBeGreaterThan(20);
});

describe("interrupted once at each step", () => {
  test.each(["before", "lost"] as const)("%s", async (kind) => {
    for (let after = 0; after < undisturbed.names.length; after += 1) {
      requireSame(await live({ plan, interruptions: [{ after, kind }], turns: [0] }), undisturbed);
    }
  });

  test("where nothing is lost nothing is called twice", async () => {
    for (let after = 0; after < undisturbed.names.length; after += 1) {
      const lived = await live({ plan, interruptions: [{ after, kind: "lost" }], turns: [0] });
      const twice = [...lived.calls].filter(([key, inputs]) => !key.endsWith("flaky") && inputs.length > 1);
      expect(twice.length).toBeLessThanOrEqual(3);
    }
  });
});

test("interrupted at any steps any number of times, whatever order steps side by side end in", async () => {
  const interruption = fc.record<Interruption>({ after: fc.nat(8), kind: fc.constantFrom("before", "lost") });
  await fc.assert(
    fc.asyncProperty(
      fc.array(interruption, { maxLength: 12 }),
      fc.array(fc.nat(12), { minLength: 1, maxLength: 40 }),
      async (interruptions, turns) => requireSame(await live({ plan, interruptions, turns }), undisturbed),
    ),
    { numRuns: 200 },
  );
});
