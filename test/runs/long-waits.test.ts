/** A wait for people whose event is lost asks the approval's owner while that still knows, however long people may take. */
import { expect, test } from "vitest";
import type { ApprovalPort } from "../../src/approvals/port.ts";
import { KEEP_AFTER_END_MS } from "../../src/approvals/timetable.ts";
import type { Outcome } from "../../src/contract/decision.ts";
import type { Durable } from "../../src/runs/durable.ts";
import { runEnsemble } from "../../src/runs/run-ensemble.ts";
import type { RunPorts } from "../../src/runs/run-ports.ts";
import { planOf } from "./preparing.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const OUTCOME: Outcome = {
  status: "approved",
  approved: true,
  rejected: false,
  timedOut: false,
  approvals: [],
  approvalId: "approve",
  receipt: "a.b.c",
};

interface Wait {
  /** How long people may take, in milliseconds; `null`: without end. */
  readonly timeoutMs: number | null;
  readonly decidedAt: number;
  /** By how much each wait of the engine's ends too late. */
  readonly late: number;
}

/** When the run went on, or `null` where it still waits after three years. */
async function goesOnAt({ timeoutMs, decidedAt, late }: Wait): Promise<number | null> {
  let time = 0;
  const never = new Error("it still waits");
  const durable: Durable = {
    step: (_name, _rules, body) => body(1),
    waitForOutcome: async (_name, _approvalId, ms) => {
      time += ms + late;
      if (time > 3 * 365 * DAY) throw never;
      return null;
    },
    waitForSignal: async () => true,
    sleep: async () => undefined,
  };
  const owner = {
    open: async () => ({ approvalId: "approve", createdAt: 0, expiresAt: timeoutMs }),
    outcome: async () => (time >= decidedAt && time < decidedAt + KEEP_AFTER_END_MS ? OUTCOME : null),
  } as Partial<ApprovalPort> as ApprovalPort;
  const ports = {
    durable,
    now: () => time,
    random: () => 0,
    ledger: () => ({ reportRun: async () => ({ over: false }) }),
    approvalAt: () => owner,
    variable: () => undefined,
    publicUrl: () => undefined,
    emailConfigured: () => false,
    approverGroups: () => ({}),
  } as unknown as RunPorts;
  const params = {
    runId: "run_1",
    workspace: "main",
    ensemble: "orders",
    plan: planOf("ensemble: orders\nagents:\n  - { name: approve, agent: hitl }\n"),
    input: {},
    requestedBy: "ci",
    actor: "key:ci",
    createdAt: 0,
    origin: "https://countersign.example",
  };
  try {
    await runEnsemble(params, ports);
    return time;
  } catch (error) {
    if (error === never) return null;
    throw error;
  }
}

test.each([
  ["of a day", DAY],
  ["of sixty days", 60 * DAY],
  ["of a year", 365 * DAY],
  ["without end", null],
] as const)("a wait %s goes on before the approval is erased, whenever it was decided", async (_name, timeoutMs) => {
  const last = timeoutMs ?? 400 * DAY;
  for (let decidedAt = 1; decidedAt <= last; decidedAt += last / 37) {
    for (const late of [0, 2 * HOUR, 2 * DAY]) {
      const wait = { timeoutMs, decidedAt, late };
      const at = await goesOnAt(wait);
      expect(at, JSON.stringify(wait)).not.toBeNull();
      expect(at ?? 0, JSON.stringify(wait)).toBeLessThan(decidedAt + KEEP_AFTER_END_MS);
    }
  }
});

test("a wait that people let pass is looked after within an hour of its end", async () => {
  for (const days of [1, 15, 16, 40]) {
    const at = await goesOnAt({ timeoutMs: days * DAY, decidedAt: days * DAY, late: 0 });
    expect((at ?? 0) - days * DAY).toBeLessThanOrEqual(HOUR);
  }
});
