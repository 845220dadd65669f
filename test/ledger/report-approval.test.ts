/** What approvals tell, and what follows from it. */
import { expect, test } from "vitest";
import { approvalReport, newApprovalId, runReport, TestWorkspace } from "./support.ts";

test("an approval is known as last reported, with or without a run", async () => {
  const workspace = new TestWorkspace();
  const approvalId = newApprovalId();
  await workspace.ledger.reportApproval(approvalReport({ approvalId, approvers: ["Ana@Example.com"] }));
  expect(await workspace.ledger.getApproval(approvalId)).toMatchObject({
    id: approvalId,
    status: "pending",
    approvers: ["Ana@Example.com"],
  });
  await workspace.ledger.reportApproval(approvalReport({ approvalId, rev: 3, status: "approved" }));
  await workspace.ledger.reportApproval(approvalReport({ approvalId, rev: 2, status: "pending" }));
  expect(await workspace.ledger.getApproval(approvalId)).toMatchObject({ status: "approved" });
});

test("approvals without a run are listed, filtered as belonging to none, and followed to their end", async () => {
  const workspace = new TestWorkspace();
  const [approvalId, ofRun] = [newApprovalId(), newApprovalId()];
  const expiresAt = Date.now() + 3_600_000;
  const event = { id: `${approvalId}:1`, at: 1, type: "approval.requested", actor: "key:ci", approvalId, detail: "{}" };
  await workspace.ledger.reportApproval(approvalReport({ approvalId, runId: null, expiresAt, events: [event] }));
  await workspace.ledger.reportApproval(approvalReport({ approvalId: ofRun }));
  const listed = async (query: object) =>
    (await workspace.ledger.listApprovals({ limit: 5, ...query })).items.map(({ id, runId }) => ({ id, runId }));
  expect(await listed({ run: "" })).toEqual([{ id: approvalId, runId: null }]);
  expect((await listed({})).map(({ id }) => id).toSorted()).toEqual([approvalId, ofRun].toSorted());
  expect(await workspace.chores()).toMatchObject([{ kind: "check-approval", subject: approvalId }]);
  const [entry] = (await workspace.ledger.listAudit({ limit: 5, approval: approvalId })).items;
  expect(entry).toMatchObject({ actor: "key:ci", approvalId });
  expect(entry).not.toHaveProperty("runId");
  await workspace.ledger.reportApproval(approvalReport({ approvalId, runId: null, rev: 2, status: "approved" }));
  expect(await workspace.chores()).toEqual([]);
});

test("approvers who are added or left out later are found, or not, by the new list", async () => {
  const workspace = new TestWorkspace();
  const approvalId = newApprovalId();
  const createdAt = Date.now();
  const found = async (approver: string) => (await workspace.ledger.listApprovals({ limit: 5, approver })).items.length;
  await workspace.ledger.reportApproval(approvalReport({ approvalId, createdAt, approvers: ["ana", "Bo", "bo"] }));
  expect([await found("ANA"), await found("bo"), await found("cy")]).toEqual([1, 1, 0]);
  await workspace.ledger.reportApproval(approvalReport({ approvalId, createdAt, rev: 2, approvers: ["bo", "cy"] }));
  expect([await found("ana"), await found("bo"), await found("cy")]).toEqual([0, 1, 1]);
  await workspace.ledger.reportApproval(
    approvalReport({ approvalId, createdAt, rev: 3, status: "approved", approvers: ["bo"] }),
  );
  expect([await found("ana"), await found("bo"), await found("cy")]).toEqual([0, 1, 0]);
  expect(await workspace.sql("SELECT approver, status FROM approval_approvers")).toEqual([
    { approver: "bo", status: "approved" },
  ]);
});

test("an open approval with an end is checked a minute after it, until it is over", async () => {
  const workspace = new TestWorkspace();
  const approvalId = newApprovalId();
  const expiresAt = Date.now() + 3_600_000;
  await workspace.ledger.reportApproval(approvalReport({ approvalId, expiresAt }));
  expect(await workspace.chores()).toMatchObject([
    { kind: "check-approval", subject: approvalId, due_at: expiresAt + 60_000 },
  ]);
  await workspace.ledger.reportApproval(approvalReport({ approvalId, rev: 2, expiresAt: expiresAt + 5 }));
  expect(await workspace.chores()).toMatchObject([{ due_at: expiresAt + 60_005 }]);
  await workspace.ledger.reportApproval(approvalReport({ approvalId, rev: 3, expiresAt: null }));
  expect(await workspace.chores()).toEqual([]);
  await workspace.ledger.reportApproval(approvalReport({ approvalId, rev: 4, expiresAt }));
  await workspace.ledger.reportApproval(approvalReport({ approvalId, rev: 5, expiresAt, status: "timeout" }));
  expect(await workspace.chores()).toEqual([]);
});

test("the open approvals of a run that ends are to be withdrawn, and so is one that is reported later", async () => {
  const workspace = new TestWorkspace();
  const [open, unheard, late, done] = [newApprovalId(), newApprovalId(), newApprovalId(), newApprovalId()];
  const runId = await workspace.suspendedRun(open, done);
  await workspace.ledger.reportApproval(approvalReport({ approvalId: done, runId, rev: 2, status: "approved" }));
  const waiting = {
    seq: 7,
    agent: "x",
    path: "x",
    round: 1,
    operation: "hitl",
    status: "suspended",
    startedAt: 1,
    attempts: 1,
  } as const;
  await workspace.ledger.reportRun(
    runReport(runId, { seq: 8, status: "failed", steps: [{ ...waiting, approvalId: unheard }] }),
  );
  const chores = await workspace.sql("SELECT subject, note FROM chores WHERE kind = 'end-approval'");
  const note = JSON.stringify({ workspace: workspace.name, actor: "system:countersign", reason: "the run is over" });
  expect(new Map(chores.map((chore) => [chore["subject"], chore["note"]]))).toEqual(
    new Map([
      [open, note],
      [unheard, note],
    ]),
  );

  await workspace.ledger.reportApproval(approvalReport({ approvalId: late, runId }));
  const subjects = async () => (await workspace.chores()).map(({ subject }) => subject);
  expect(await subjects()).toContain(late);
  for (const approvalId of [open, unheard, late]) {
    await workspace.ledger.reportApproval(approvalReport({ approvalId, runId, rev: 2, status: "cancelled" }));
  }
  expect(await subjects()).toEqual([]);
});
