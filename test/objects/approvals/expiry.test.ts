/** The end of time: by the alarm, and by the clock before the alarm has rung. */
import { expect, test } from "vitest";
import { TestApproval } from "../support/approval.ts";
import { SOON } from "../support/bindings.ts";
import { runWaitingFor } from "../support/run.ts";

const HOUR = 3_600_000;

test("the alarm ends it by itself, and the run is told", async () => {
  const approval = await TestApproval.open({ timeoutMs: HOUR });
  const run = await runWaitingFor(approval);
  await approval.moveTime(HOUR - 1_000);
  expect((await approval.read()).status).toBe("pending");
  await approval.moveTime(1_000);
  expect((await run.over()).output).toMatchObject({
    status: "timeout",
    timedOut: true,
    approved: false,
    rejected: false,
  });
  const { expiresAt, decidedAt } = await approval.read();
  expect(decidedAt).toBe(expiresAt);
  await expect.poll(() => approval.told(), SOON).toEqual(["approval.requested", "approval.expired"]);
});

test("an answer that comes too late is refused though the alarm has not rung, and the run gets the timeout", async () => {
  const approval = await TestApproval.open();
  const run = await runWaitingFor(approval);
  await run.waitsFor("approve");
  await approval.outlive();
  const answer = await approval.decide(true);
  expect(answer).toMatchObject({ kind: "over", status: "timeout", outcome: { timedOut: true, approved: false } });
  expect((await run.over()).output).toMatchObject({ status: "timeout", approvals: [] });
});

test("half a quorum does not help when time is over, and is on record", async () => {
  const approval = await TestApproval.open({ approvers: ["ana", "bo"], minApprovals: 2 });
  await approval.decide(true, "ana");
  await approval.outlive();
  expect(await approval.decide(true, "bo")).toMatchObject({ kind: "over", status: "timeout" });
  expect((await approval.read()).approvals).toMatchObject([{ approver: "ana", approved: true }]);
});

test("whoever comes first after the end writes it down: the time is that of the end", async () => {
  for (const touch of [
    (approval: TestApproval) => approval.owner.outcome(),
    (approval: TestApproval) => approval.owner.settle(),
    (approval: TestApproval) => approval.cancel(),
    (approval: TestApproval) =>
      approval.owner.mintLink({ workspace: approval.workspace, actor: "key:ci", approver: null }),
  ]) {
    const approval = await TestApproval.open();
    await approval.outlive(5_000);
    await touch(approval);
    const { status, decidedAt, expiresAt } = await approval.read();
    expect([status, decidedAt]).toEqual(["timeout", expiresAt]);
    expect((await approval.sql<{ end: string }>("SELECT end FROM approval"))[0]?.end).toContain("timeout");
  }
});

test("cancelling what time has ended says timeout", async () => {
  const approval = await TestApproval.open();
  await approval.outlive();
  expect(await approval.cancel()).toEqual({ status: "timeout" });
});

test("a decision in time is not undone when its time is over", async () => {
  const approval = await TestApproval.open();
  await approval.decide(true);
  await approval.outlive();
  await approval.owner.settle();
  expect((await approval.read()).status).toBe("approved");
  await expect
    .poll(() => approval.told(), SOON)
    .toEqual(["approval.requested", "approval.answered", "approval.decided"]);
});

test("without an end it waits on", async () => {
  const approval = await TestApproval.open({ timeoutMs: null });
  await approval.owner.settle();
  expect(await approval.owner.outcome()).toBeNull();
});
