/** A run that waits for people: when the record says that it is suspended, that it goes on, and that it is watched. */
import { describe, expect, test } from "vitest";
import type { RunReport } from "../../src/ledger/port.ts";
import { approvalReport, newApprovalId, runReport, step, suspension, TestWorkspace } from "./support.ts";

describe("a suspended run", () => {
  test("is in the trail once per suspension", async () => {
    const workspace = new TestWorkspace();
    const approvalId = newApprovalId();
    const runId = await workspace.startRun();
    await workspace.ledger.reportRun(suspension(runId, [approvalId]));
    await workspace.ledger.reportRun(suspension(runId, [approvalId]));
    await workspace.ledger.reportRun(suspension(runId, [approvalId], 2));
    const trail = (await workspace.ledger.listAudit({ limit: 10, run: runId })).items;
    expect(trail.map(({ type }) => type)).toEqual(["run.suspended", "run.started"]);
    expect(trail[0]?.detail).toEqual({ approvals: [approvalId] });
  });

  test("that goes on is in the trail once per approval, in whatever order it is told", async () => {
    const workspace = new TestWorkspace();
    const [first, second] = [newApprovalId(), newApprovalId()];
    const runId = await workspace.suspendedRun(first, second);
    const went = (approvalId: string, at: number) =>
      step(`approve-${at}`, { seq: at, operation: "hitl", approvalId, finishedAt: 5_000 + at });
    const steps = [went(first, 0), step("draft", { seq: 9 })];
    for (const seq of [3, 3, 4]) await workspace.ledger.reportRun(runReport(runId, { seq, steps }));
    await workspace.ledger.reportRun(runReport(runId, { seq: 5, status: "completed", steps: [went(second, 1)] }));
    await workspace.ledger.reportRun(runReport(runId, { seq: 4, steps: [went(second, 1)] }));
    const trail = (await workspace.ledger.listAudit({ limit: 20, run: runId })).items.toReversed();
    const resumed = trail.filter(({ type }) => type === "run.resumed");
    expect(resumed).toMatchObject([
      { approvalId: first, actor: `run:${runId}`, at: new Date(5_000).toISOString(), detail: { agent: "approve-0" } },
      { approvalId: second, actor: `run:${runId}`, at: new Date(5_001).toISOString() },
    ]);
    expect(trail.at(-1)?.type).toBe("run.completed");
  });

  test("that rested for an event or a time is in the trail once for each when it goes on", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    const rest = (path: string) => step(path, { operation: "wait", status: "suspended" });
    const over = (path: string, status: "completed" | "failed") =>
      step(path, { operation: "wait", status, finishedAt: 5_000 });
    const report = (seq: number, status: RunReport["status"], ...steps: RunReport["steps"]) =>
      workspace.ledger.reportRun(runReport(runId, { seq, status, steps }));
    await report(1, "suspended", rest("paid"));
    for (const seq of [2, 2, 3])
      await report(seq, "running", over("paid", "completed"), over("came-early", "completed"));
    await report(4, "suspended", rest("late"));
    await report(5, "suspended", over("late", "failed"), rest("last"));
    await report(6, "failed", over("last", "failed"));
    const trail = (await workspace.ledger.listAudit({ limit: 20, run: runId })).items.toReversed();
    expect(trail.map(({ type, detail }) => [type, (detail as { agent?: string }).agent])).toEqual([
      ["run.started", undefined],
      ["run.suspended", undefined],
      ["run.resumed", "paid"],
      ["run.suspended", undefined],
      ["run.resumed", "late"],
      ["run.failed", undefined],
    ]);
  });

  test("whose approval's step fails has not gone on", async () => {
    const workspace = new TestWorkspace();
    const approvalId = newApprovalId();
    const runId = await workspace.suspendedRun(approvalId);
    const steps = [step("approve-0", { operation: "hitl", status: "failed", approvalId })];
    await workspace.ledger.reportRun(runReport(runId, { seq: 3, status: "failed", steps }));
    const trail = (await workspace.ledger.listAudit({ limit: 20, run: runId })).items;
    expect(trail.map(({ type }) => type)).not.toContain("run.resumed");
  });

  test("is looked after at a far pace", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.suspendedRun(newApprovalId());
    const [watch] = await workspace.chores();
    expect(watch).toMatchObject({ kind: "watch-run", subject: runId });
    expect((watch?.due_at ?? 0) - Date.now()).toBeGreaterThan(9 * 60_000);
  });

  test("is running again, and watched, when its last open approval ends", async () => {
    const workspace = new TestWorkspace();
    const [first, second] = [newApprovalId(), newApprovalId()];
    const runId = await workspace.suspendedRun(first, second);
    await workspace.ledger.reportApproval(approvalReport({ approvalId: first, runId, rev: 2, status: "approved" }));
    expect((await workspace.ledger.getRun(runId))?.status).toBe("suspended");
    await workspace.ledger.reportApproval(approvalReport({ approvalId: second, runId, rev: 2, status: "timeout" }));
    expect((await workspace.ledger.getRun(runId))?.status).toBe("running");
    const [watch] = await workspace.chores();
    expect((watch?.due_at ?? 0) - Date.now()).toBeLessThanOrEqual(1_500);
  });

  test("whose report comes after the answers is running and watched", async () => {
    const workspace = new TestWorkspace();
    const approvalId = newApprovalId();
    const runId = await workspace.startRun();
    await workspace.ledger.reportApproval(approvalReport({ approvalId, runId, rev: 3, status: "approved" }));
    await workspace.ledger.reportRun(suspension(runId, [approvalId]));
    await workspace.ledger.reportApproval(approvalReport({ approvalId, runId, rev: 1 }));
    expect((await workspace.ledger.getRun(runId))?.status).toBe("running");
    const [watch] = await workspace.chores();
    expect(watch).toMatchObject({ kind: "watch-run", subject: runId });
    expect((watch?.due_at ?? 0) - Date.now()).toBeLessThanOrEqual(1_500);
  });

  test("that was interrupted after its waits, and tells of them again, is running and watched", async () => {
    const workspace = new TestWorkspace();
    const [first, second] = [newApprovalId(), newApprovalId()];
    const runId = await workspace.suspendedRun(first, second);
    for (const approvalId of [first, second]) {
      await workspace.ledger.reportApproval(approvalReport({ approvalId, runId, rev: 2, status: "approved" }));
    }
    const told = (approvalId: string, seq: number) =>
      step(`approve-${seq}`, { seq, operation: "hitl", approvalId, finishedAt: 5_000 });
    const [one, other] = [told(first, 0), told(second, 1)];
    const sign = step("sign", { seq: 2, status: "running" });
    await workspace.ledger.reportRun(runReport(runId, { seq: 3, steps: [one, other, sign] }));
    // Killed in the next step, it walks its way again: one branch ends while the other seems to wait.
    const again = { ...other, status: "suspended" } as const;
    await workspace.ledger.reportRun(runReport(runId, { seq: 4, status: "suspended", steps: [one, again] }));
    expect((await workspace.ledger.getRun(runId))?.status).toBe("running");
    const [watch] = await workspace.chores();
    expect((watch?.due_at ?? 0) - Date.now()).toBeLessThanOrEqual(1_500);
  });

  test("whose report comes before its approval's waits for it", async () => {
    const workspace = new TestWorkspace();
    const approvalId = newApprovalId();
    const runId = await workspace.startRun();
    await workspace.ledger.reportRun(suspension(runId, [approvalId]));
    await workspace.ledger.reportApproval(approvalReport({ approvalId, runId }));
    expect(await workspace.ledger.getRun(runId)).toMatchObject({ status: "suspended", approvals: [approvalId] });
  });
});
