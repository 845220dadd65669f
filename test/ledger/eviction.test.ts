/** Between each write and its effect the object is thrown out of memory: nothing is lost, nothing doubled. */
import { expect, test } from "vitest";
import type { Called } from "./worker.ts";
import {
  approvalReport,
  bindings,
  engineStatus,
  inputOf,
  newApprovalId,
  ownerOf,
  runReport,
  runStart,
  TestWorkspace,
} from "./support.ts";

const SOON = { timeout: 8_000, interval: 50 };

test("a run recorded, then evicted, is created", async () => {
  const workspace = new TestWorkspace();
  const runId = await workspace.startRun();
  await workspace.evictBeforeAlarm();
  await expect.poll(() => engineStatus(runId), SOON).toBe("running");
});

test("a recorded key, then evicted, gives the same run", async () => {
  const workspace = new TestWorkspace();
  const idempotency = { key: "k", requestHash: "h" };
  const runId = await workspace.startRun({ idempotency });
  await workspace.evict();
  expect(await workspace.ledger.startRun(runStart(workspace.name, { idempotency }))).toMatchObject({
    status: "known",
    runId,
  });
});

test("a run confirmed, then evicted, is still watched", async () => {
  const workspace = new TestWorkspace();
  const start = runStart(workspace.name, { inputJson: inputOf("finish-when-woken") });
  await workspace.ledger.startRun(start);
  await bindings.RUNS.create({ id: start.runId, params: start });
  await workspace.ledger.confirmRun(start.runId);
  await workspace.evictBeforeAlarm();
  await expect.poll(() => engineStatus(start.runId), SOON).toBe("complete");
});

test("a run back to running, then evicted, is woken", async () => {
  const workspace = new TestWorkspace();
  const approvalId = newApprovalId();
  const start = runStart(workspace.name, { inputJson: inputOf("finish-when-woken") });
  await workspace.ledger.startRun(start);
  await bindings.RUNS.create({ id: start.runId, params: start });
  await workspace.ledger.reportApproval(approvalReport({ approvalId, runId: start.runId }));
  await workspace.ledger.reportRun(runReport(start.runId, { status: "suspended" }));
  await workspace.ledger.reportApproval(approvalReport({ approvalId, runId: start.runId, rev: 2, status: "approved" }));
  await workspace.evictBeforeAlarm();
  await expect.poll(() => engineStatus(start.runId), SOON).toBe("complete");
});

test("a run over, then evicted, has its open approvals withdrawn once", async () => {
  const workspace = new TestWorkspace();
  const approvalId = newApprovalId();
  await ownerOf(approvalId).behave("throw");
  const runId = await workspace.suspendedRun(approvalId);
  await workspace.ledger.reportRun(runReport(runId, { seq: 2, status: "failed" }));
  await expect.poll(async () => (await calls(approvalId)).length, SOON).toBe(1);
  await ownerOf(approvalId).behave("answer");
  await workspace.evictBeforeAlarm();
  await expect.poll(async () => (await calls(approvalId)).length, SOON).toBe(2);
  await expect.poll(() => workspace.chores(), SOON).toEqual([]);
  expect(await calls(approvalId)).toHaveLength(2);
});

test("a run cancelled while nothing outside answers, then evicted, is stopped", async () => {
  const workspace = new TestWorkspace();
  const approvalId = newApprovalId();
  await ownerOf(approvalId).behave("throw");
  const start = runStart(workspace.name);
  await workspace.ledger.startRun(start);
  await workspace.ledger.reportApproval(approvalReport({ approvalId, runId: start.runId }));
  await workspace.ledger.cancelRun(start.runId, "key:ci");
  await bindings.RUNS.create({ id: start.runId, params: start });
  await ownerOf(approvalId).behave("answer");
  await workspace.evictBeforeAlarm();
  await expect.poll(() => engineStatus(start.runId), SOON).toBe("terminated");
  await workspace.moveTime(2_000);
  await expect.poll(() => workspace.chores(), SOON).toEqual([]);
});

test("an approval open after its end, then evicted, is made to settle", async () => {
  const workspace = new TestWorkspace();
  const approvalId = newApprovalId();
  await workspace.ledger.reportApproval(approvalReport({ approvalId, expiresAt: Date.now() }));
  await workspace.evictBeforeAlarm();
  await expect.poll(async () => (await calls(approvalId)).map(({ method }) => method), SOON).toEqual(["settle"]);
});

test("chores without an alarm get one when the object next wakes", async () => {
  const workspace = new TestWorkspace();
  const runId = await workspace.startRun();
  await workspace.losesItsAlarm();
  await workspace.ledger.getRun(runId);
  await workspace.moveTime(2_000);
  await expect.poll(() => engineStatus(runId), SOON).toBe("running");
});

async function calls(approvalId: string): Promise<Called[]> {
  return ownerOf(approvalId).calls();
}
