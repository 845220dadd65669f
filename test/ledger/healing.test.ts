/** The ledger heals what went missing, with a real engine and real objects on the other side. */
import { describe, expect, test } from "vitest";
import { newRunId } from "../../src/kernel/ids.ts";
import type { Called } from "./worker.ts";
import {
  approvalReport,
  bindings,
  engineStatus,
  inputOf,
  newApprovalId,
  ownerOf,
  runReport,
  suspension,
  runStart,
  TestWorkspace,
} from "./support.ts";

/** How long whoever cancels a run may be kept waiting, in milliseconds. */
const GOOD_TIME = 2_000;

/** How long a door may take to create a run, in milliseconds. */
const DOOR_MAY_TAKE = 2_000;

const SOON = { timeout: 8_000, interval: 50 };

describe("a run", () => {
  test("whose door died before it created it is created by the alarm, without anybody's help", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    await workspace.moveTime(DOOR_MAY_TAKE);
    await expect.poll(() => engineStatus(runId), SOON).toBe("running");
    await expect.poll(() => workspace.chores(), SOON).toMatchObject([{ kind: "watch-run", subject: runId }]);
    expect(await workspace.ledger.startRun(runStart(workspace.name, { runId }))).toMatchObject({ created: true });
  });

  test("that was created but not confirmed is not created twice", async () => {
    const workspace = new TestWorkspace();
    const start = runStart(workspace.name);
    await workspace.ledger.startRun(start);
    await bindings.RUNS.create({ id: start.runId, params: start });
    await workspace.ring();
    await expect.poll(() => workspace.chores(), SOON).toMatchObject([{ kind: "watch-run", subject: start.runId }]);
  });

  test("that is confirmed is watched, and no longer due to be created", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    await workspace.ledger.confirmRun(runId);
    await workspace.ledger.confirmRun(runId);
    const chores = await workspace.chores();
    expect(chores).toMatchObject([{ kind: "watch-run", subject: runId, attempts: 0 }]);
    expect((chores[0]?.due_at ?? 0) - Date.now()).toBeGreaterThan(2_000);
  });

  test("that went quiet is woken, and its lost end is found", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun({ inputJson: inputOf("finish-when-woken") });
    await workspace.ring();
    await expect.poll(() => engineStatus(runId), SOON).toBe("running");
    await workspace.ring();
    await expect.poll(() => engineStatus(runId), SOON).toBe("complete");
    await workspace.ring();
    await expect.poll(() => statusOf(workspace, runId), SOON).toBe("completed");
    expect(await workspace.ledger.getRun(runId)).toMatchObject({ output: "from the engine" });
    expect(await workspace.chores()).toEqual([]);
  });

  test.each([["throw"], ["answer-nonsense"]] as const)(
    "that ends in the engine by %s without a report has failed",
    async (behaviour) => {
      const workspace = new TestWorkspace();
      const approvalId = newApprovalId();
      const runId = await workspace.startRun({ inputJson: inputOf(behaviour) });
      await workspace.ledger.reportApproval(approvalReport({ approvalId, runId }));
      await workspace.ring();
      await expect.poll(() => engineStatus(runId), SOON).toMatch(/errored|complete/);
      await expect.poll(() => ringAndLook(workspace, runId), SOON).toBe("failed");
      expect(await workspace.ledger.getRun(runId)).toMatchObject({ error: { code: "engine-failed" } });
      const [last] = (await workspace.ledger.listAudit({ limit: 1, run: runId })).items;
      expect(last).toMatchObject({
        type: "run.failed",
        actor: "system:countersign",
        detail: { code: "engine-failed" },
      });
      await expect.poll(() => methods(approvalId), SOON).toContain("cancel");
    },
  );

  test("that the engine lost is created again", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    await workspace.ledger.confirmRun(runId);
    expect(await engineStatus(runId)).toBe("missing");
    await workspace.ring();
    await expect.poll(() => engineStatus(runId), SOON).toBe("running");
  });

  test("backs off from three seconds while it is watched, and starts anew with news", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    await workspace.ledger.confirmRun(runId);
    const waits: number[] = [];
    for (let at = 0; at < 3; at += 1) {
      await workspace.ring();
      const [watch] = await workspace.chores();
      waits.push(Math.round(((watch?.due_at ?? 0) - Date.now()) / 1_000));
    }
    expect(waits).toEqual([6, 12, 24]);
    await workspace.ledger.reportRun(runReport(runId));
    expect(await workspace.chores()).toMatchObject([{ attempts: 0 }]);
  });
});

describe("an approval", () => {
  test("that is open after its end is made to settle, again and again until it is reported over", async () => {
    const workspace = new TestWorkspace();
    const approvalId = newApprovalId();
    await workspace.ledger.reportApproval(approvalReport({ approvalId, expiresAt: Date.now() - 1 }));
    await workspace.ring();
    await expect.poll(() => methods(approvalId), SOON).toEqual(["settle"]);
    await workspace.ring();
    await expect.poll(() => methods(approvalId), SOON).toEqual(["settle", "settle"]);
    await workspace.ledger.reportApproval(approvalReport({ approvalId, rev: 2, status: "timeout" }));
    expect(await workspace.chores()).toEqual([]);
  });

  test("of a run that is over is withdrawn, however often that fails at first", async () => {
    const workspace = new TestWorkspace();
    const approvalId = newApprovalId();
    await ownerOf(approvalId).behave("throw");
    const runId = await workspace.suspendedRun(approvalId);
    await workspace.ledger.reportRun(runReport(runId, { seq: 2, status: "failed" }));
    await expect.poll(() => methods(approvalId), SOON).toEqual(["cancel"]);
    await expect
      .poll(() => workspace.sql("SELECT last_error FROM chores"), SOON)
      .toEqual([{ last_error: "the owner is out of order" }]);
    await ownerOf(approvalId).behave("answer");
    await workspace.ring();
    await expect.poll(() => workspace.chores(), SOON).toEqual([]);
    const calls: Called[] = await ownerOf(approvalId).calls();
    expect(calls.at(-1)?.request).toEqual({
      workspace: workspace.name,
      actor: "system:countersign",
      reason: "the run is over",
    });
  });

  test.each([["nonsense"], [`hitl_${"0".repeat(64)}`]])(
    "whose id names no object, %s, keeps no chore",
    async (approvalId) => {
      const workspace = new TestWorkspace();
      const runId = await workspace.suspendedRun(approvalId);
      await workspace.ledger.reportRun(runReport(runId, { seq: 2, status: "completed" }));
      await expect.poll(() => workspace.chores(), SOON).toEqual([]);
    },
  );
});

describe("a run that is cancelled", () => {
  test("stops, and its links are dead, before the caller is answered", async () => {
    const workspace = new TestWorkspace();
    const [recorded, unheard] = [newApprovalId(), newApprovalId()];
    const start = runStart(workspace.name);
    await workspace.ledger.startRun(start);
    await bindings.RUNS.create({ id: start.runId, params: start });
    await workspace.ledger.confirmRun(start.runId);
    await workspace.ledger.reportApproval(approvalReport({ approvalId: recorded, runId: start.runId }));
    await workspace.ledger.reportRun(suspension(start.runId, [recorded, unheard]));

    expect(await workspace.ledger.cancelRun(start.runId, "key:ci")).toEqual({ status: "cancelled" });
    const request = { workspace: workspace.name, actor: "key:ci", reason: "the run was cancelled" };
    expect(await ownerOf(recorded).calls()).toEqual([{ method: "cancel", request }]);
    expect(await ownerOf(unheard).calls()).toEqual([{ method: "cancel", request }]);
    expect(await engineStatus(start.runId)).toBe("terminated");
    expect(await workspace.chores()).toEqual([]);

    expect(await workspace.ledger.cancelRun(start.runId, "key:other")).toEqual({ status: "cancelled" });
    expect(await workspace.ledger.reportRun(runReport(start.runId, { seq: 8, status: "completed" }))).toEqual({
      over: true,
    });
    const run = await workspace.ledger.getRun(start.runId);
    expect(run?.status).toBe("cancelled");
    expect(run?.finishedAt).toBeDefined();
    const trail = (await workspace.ledger.listAudit({ limit: 10, run: start.runId })).items;
    expect(trail.map(({ type, actor }) => `${type} ${actor}`)).toEqual([
      "run.cancelled key:ci",
      `run.suspended run:${start.runId}`,
      "run.started key:ci",
    ]);
  });

  test("is stopped before the news that its approval is withdrawn can set it going", async () => {
    const workspace = new TestWorkspace();
    const approvalId = newApprovalId();
    const start = runStart(workspace.name, { inputJson: inputOf("finish-when-woken") });
    await ownerOf(approvalId).behave(`wake ${start.runId}`);
    await workspace.ledger.startRun(start);
    await bindings.RUNS.create({ id: start.runId, params: start });
    await workspace.ledger.reportApproval(approvalReport({ approvalId, runId: start.runId }));
    await workspace.ledger.cancelRun(start.runId, "key:ci");
    expect(await methods(approvalId)).toEqual(["cancel"]);
    expect(await engineStatus(start.runId)).toBe("terminated");
  });

  test("answers in good time though an owner hangs, and leaves the rest to the alarm", async () => {
    const workspace = new TestWorkspace();
    const approvalId = newApprovalId();
    await ownerOf(approvalId).behave("hang");
    const runId = await workspace.suspendedRun(approvalId);
    const cancelled = workspace.ledger.cancelRun(runId, "key:ci");
    await expect.poll(() => methods(approvalId), SOON).toEqual(["cancel"]);
    await workspace.moveTime(GOOD_TIME);
    expect(await cancelled).toEqual({ status: "cancelled" });
    expect((await workspace.chores()).map(({ kind }) => kind)).toContain("end-approval");
    await ownerOf(approvalId).behave("answer");
    await expect
      .poll(async () => (await workspace.chores()).map(({ kind }) => kind), SOON)
      .not.toContain("end-approval");
  });

  test("before it was created is stopped when it comes", async () => {
    const workspace = new TestWorkspace();
    const start = runStart(workspace.name);
    await workspace.ledger.startRun(start);
    await workspace.ledger.cancelRun(start.runId, "key:ci");
    await bindings.RUNS.create({ id: start.runId, params: start });
    await workspace.ledger.confirmRun(start.runId);
    await expect.poll(() => engineStatus(start.runId), SOON).toBe("terminated");
    expect(await statusOf(workspace, start.runId)).toBe("cancelled");
  });

  test("and is unknown is not found", async () => {
    const workspace = new TestWorkspace();
    await workspace.startRun();
    expect(await workspace.ledger.cancelRun(newRunId(), "key:ci")).toEqual({ status: "not-found" });
  });
});

async function statusOf(workspace: TestWorkspace, runId: string): Promise<string | undefined> {
  return (await workspace.ledger.getRun(runId))?.status;
}

async function ringAndLook(workspace: TestWorkspace, runId: string): Promise<string | undefined> {
  await workspace.ring();
  return statusOf(workspace, runId);
}

async function methods(approvalId: string): Promise<string[]> {
  const calls: Called[] = await ownerOf(approvalId).calls();
  return calls.map(({ method }) => method);
}
