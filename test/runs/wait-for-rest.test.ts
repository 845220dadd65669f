/** The record of a run may be behind the owners of its approvals: a wait goes by the owners. */
import { expect, test } from "vitest";
import type { Run } from "../../src/contract/run.ts";
import type { LedgerPort } from "../../src/ledger/port.ts";
import { waitForRest } from "../../src/runs/wait-for-rest.ts";

const STEP = {
  agent: "ask",
  path: "ask",
  round: 1,
  operation: "hitl",
  startedAt: "2026-01-01T09:00:00.000Z",
  attempts: 1,
};

function run(status: Run["status"]): Run {
  const step = { ...STEP, status: status === "suspended" ? ("suspended" as const) : ("completed" as const) };
  return {
    id: "run_1",
    ensemble: "orders",
    status,
    input: {},
    requestedBy: "ci",
    createdAt: STEP.startedAt,
    steps: [{ ...step, approvalId: "hitl_1" }],
    approvals: ["hitl_1"],
  };
}

/**
 * A ledger that shows these, one look after another, the last for ever; whether the approval is over; and what the
 * ledger was told of answers at each look.
 */
function world(looks: readonly Run[], isOver: boolean) {
  let look = 0;
  const told: (readonly string[])[] = [];
  const show = async () => looks[Math.min(look++, looks.length - 1)] ?? null;
  const waitForRest: LedgerPort["waitForRest"] = async (_runId, timeoutMs, answered = []) => {
    told.push(answered);
    if (look === looks.length) await new Promise((resolve) => setTimeout(resolve, timeoutMs));
    return show();
  };
  const ledger = { waitForRest, getRun: show } as unknown as LedgerPort;
  return { ports: { ledger, approvalById: () => ({ isOver: async () => isOver }) }, told };
}

test("a run that is said to wait for an answer already given is waited for until it rests anew", async () => {
  const { ports, told } = world([run("suspended"), run("completed")], true);
  expect((await waitForRest(ports, "run_1", 5))?.status).toBe("completed");
  expect(told).toEqual([[], ["hitl_1"]]);
});

test("a run that waits for people rests", async () => {
  const { ports, told } = world([run("suspended"), run("completed")], false);
  expect((await waitForRest(ports, "run_1", 5))?.status).toBe("suspended");
  expect(told).toEqual([[]]);
});

test("where the time is up first, the run is shown as it is on record", async () => {
  const { ports } = world([run("suspended")], true);
  expect((await waitForRest(ports, "run_1", 0.1))?.status).toBe("suspended");
});

test("without a wait, nobody else is asked", async () => {
  const { ports } = world([run("suspended")], true);
  expect((await waitForRest({ ...ports, approvalById: () => null }, "run_1", 0))?.status).toBe("suspended");
});
