/** What the holder of a link is told of the run: its status and its end, and nothing else. */
import { expect, test } from "vitest";
import { withRun } from "../../../src/approvals/with-run.ts";
import type { OverLink } from "../../../src/contract/link-view.ts";
import type { Run, RunStatus } from "../../../src/contract/run.ts";

const NOW = 1_000_000;

const OVER: OverLink = {
  kind: "over",
  approvalId: "hitl_1",
  runId: "run_1",
  ensemble: "orders",
  agent: "approve",
  prompt: "Go?",
  requestedBy: "ci",
  recipient: null,
  createdAt: 0,
  approvals: [],
  minApprovals: 1,
  status: "approved",
  decidedAt: NOW - 10_000,
  answered: null,
};

function runThat(status: RunStatus, more: Partial<Run> = {}): Run {
  const facts = { id: "run_1", ensemble: "orders", input: { secret: 1 }, requestedBy: "ci", steps: [], approvals: [] };
  return { ...facts, status, createdAt: "2026-01-01T00:00:00.000Z", ...more };
}

function seen(view: OverLink, getRun: () => Promise<Run | null>) {
  return withRun(view, { ledger: { getRun }, now: NOW });
}

test("its status, and when it ended", async () => {
  const run = runThat("failed", { finishedAt: "2026-01-01T00:00:01.000Z", output: "secret" });
  expect(await seen(OVER, async () => run)).toEqual({
    ...OVER,
    run: { status: "failed", finishedAt: Date.parse("2026-01-01T00:00:01.000Z") },
  });
});

test("right after the decision, a run that still rests is on its way; later it waits for another", async () => {
  const resting = async () => runThat("suspended");
  expect(await seen({ ...OVER, decidedAt: NOW - 100 }, resting)).toMatchObject({ run: { status: "running" } });
  expect(await seen(OVER, resting)).toMatchObject({ run: { status: "suspended" } });
});

test("where the ledger does not answer, does not know, or is not needed, the rest is told all the same", async () => {
  expect(await seen(OVER, () => Promise.reject(new Error("down")))).toEqual(OVER);
  expect(await seen(OVER, () => new Promise(() => undefined))).toEqual(OVER);
  expect(await seen(OVER, async () => null)).toEqual(OVER);
  const standalone = { ...OVER, runId: null };
  expect(await seen(standalone, async () => runThat("running"))).toEqual(standalone);
});
