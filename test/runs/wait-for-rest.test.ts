/** The record of a run may be behind the owners of its approvals: a wait goes by the owners. */
import { expect, test } from "vitest";
import type { ApprovalPort } from "../../src/approvals/port.ts";
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

/** A ledger that shows these, one look after another, the last for ever; and whether the approval is over. */
function world(looks: readonly Run[], isOver: boolean) {
  let look = 0;
  const show = async () => looks[Math.min(look++, looks.length - 1)] ?? null;
  const ledger = { waitForRest: show, getRun: show } as unknown as LedgerPort;
  const owner = { outcome: async () => (isOver ? { status: "approved" } : null) } as unknown as ApprovalPort;
  return { ports: { ledger, approvalById: () => owner }, looks: () => look };
}

test("a run that is said to wait for an answer already given is waited for until it rests anew", async () => {
  const { ports, looks } = world([run("suspended"), run("suspended"), run("completed")], true);
  expect((await waitForRest(ports, "run_1", 5))?.status).toBe("completed");
  expect(looks()).toBe(3);
});

test("a run that waits for people rests", async () => {
  const { ports, looks } = world([run("suspended"), run("completed")], false);
  expect((await waitForRest(ports, "run_1", 5))?.status).toBe("suspended");
  expect(looks()).toBe(1);
});

test("where the time is up first, the run is shown as it is on record", async () => {
  const { ports } = world([run("suspended")], true);
  expect((await waitForRest(ports, "run_1", 0.1))?.status).toBe("suspended");
});

test("without a wait, nobody else is asked", async () => {
  const { ports } = world([run("suspended")], true);
  expect((await waitForRest({ ...ports, approvalById: () => null }, "run_1", 0))?.status).toBe("suspended");
});
