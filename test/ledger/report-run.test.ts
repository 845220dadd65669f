/** What runs tell, in whatever order it arrives. */
import { assert, asyncProperty, shuffledSubarray } from "fast-check";
import { describe, expect, test } from "vitest";
import type { Run } from "../../src/contract/run.ts";
import type { RunReport } from "../../src/ledger/port.ts";
import { newApprovalId, runReport, step, TestWorkspace } from "./support.ts";

test("a run is told as the API shows it", async () => {
  const workspace = new TestWorkspace();
  const runId = await workspace.startRun();
  const approvalId = newApprovalId();
  await workspace.ledger.reportRun(
    runReport(runId, {
      seq: 1,
      status: "failed",
      at: 9_000,
      error: { code: "step-failed", message: "no", agent: "send" },
      steps: [
        step("send", {
          seq: 3,
          status: "failed",
          error: { code: "http", message: "502" },
          finishedAt: 8_000,
          attempts: 5,
        }),
        step("draft", { seq: 1, outputJson: '{"text":"hi"}', finishedAt: 2_000, codeVersion: "v1" }),
        step("approve", {
          seq: 2,
          operation: "hitl",
          status: "completed",
          approvalId,
          outputJson: "null",
          finishedAt: 3_000,
        }),
        step("later", { seq: 4, status: "skipped", reason: "the run failed" }),
      ],
    }),
  );
  const started = { startedAt: "1970-01-01T00:00:01.000Z", round: 1, operation: "code", attempts: 1 };
  expect(await workspace.ledger.getRun(runId)).toMatchObject({
    status: "failed",
    finishedAt: "1970-01-01T00:00:09.000Z",
    error: { code: "step-failed", message: "no", agent: "send" },
    approvals: [approvalId],
    steps: [
      { ...started, agent: "draft", path: "draft", status: "completed", output: { text: "hi" }, codeVersion: "v1" },
      { ...started, path: "approve", operation: "hitl", output: null, approvalId },
      { ...started, path: "send", status: "failed", attempts: 5, error: { code: "http", message: "502" } },
      { ...started, path: "later", status: "skipped", reason: "the run failed" },
    ],
  });
  expect(await workspace.ledger.getStepResult(runId, "draft")).toBe('{"text":"hi"}');
  expect(await workspace.ledger.getStepResult(runId, "send")).toBeNull();
});

test("an unknown run is not over", async () => {
  const workspace = new TestWorkspace();
  await workspace.startRun();
  expect(await workspace.ledger.reportRun(runReport("run_unknown"))).toEqual({ over: false });
});

test.each(["completed", "rejected", "failed"] as const)("a run that is %s stays so", async (status) => {
  const workspace = new TestWorkspace();
  const runId = await workspace.startRun();
  const end = runReport(runId, { seq: 5, status, at: 5_000, outputJson: '"done"' });
  expect(await workspace.ledger.reportRun(end)).toEqual({ over: false });
  expect(await workspace.ledger.reportRun(end)).toEqual({ over: true });
  expect(await workspace.ledger.reportRun(runReport(runId, { seq: 6, status: "running" }))).toEqual({ over: true });
  expect(await workspace.ledger.reportRun(runReport(runId, { seq: 7, status: "cancelled" }))).toEqual({ over: true });
  expect(await workspace.ledger.cancelRun(runId, "key:ci")).toEqual({ status: "over" });
  expect(await workspace.ledger.getRun(runId)).toMatchObject({
    status,
    output: "done",
    finishedAt: "1970-01-01T00:00:05.000Z",
  });
  const trail = (await workspace.ledger.listAudit({ limit: 10, run: runId })).items;
  expect(trail.map(({ type }) => type)).toEqual([`run.${status}`, "run.started"]);
  expect(trail[0]?.actor).toBe(`run:${runId}`);
  expect(await workspace.chores()).toEqual([]);
});

describe("steps", () => {
  test("a finished step is not overwritten by news from before its end", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    const done = step("a", { outputJson: "1", finishedAt: 5 });
    await workspace.ledger.reportRun(runReport(runId, { seq: 2, steps: [done] }));
    await workspace.ledger.reportRun(runReport(runId, { seq: 3, steps: [step("a", { status: "running" })] }));
    expect((await workspace.ledger.getRun(runId))?.steps).toMatchObject([{ status: "completed", output: 1 }]);
  });

  test("an older report adds the steps that are missing", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    const waits = step("b", { seq: 2, status: "suspended" });
    await workspace.ledger.reportRun(runReport(runId, { seq: 5, status: "suspended", steps: [waits] }));
    await workspace.ledger.reportRun(runReport(runId, { seq: 4, steps: [step("a", { seq: 1 })] }));
    const run = await workspace.ledger.getRun(runId);
    expect(run).toMatchObject({ status: "suspended", steps: [{ path: "a" }, { path: "b" }] });
  });

  test("a report that says nothing new writes no step", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    const steps = [step("a", { outputJson: "1", finishedAt: 5 })];
    await workspace.ledger.reportRun(runReport(runId, { seq: 1, steps }));
    await workspace.ledger.reportRun(runReport(runId, { seq: 2, steps }));
    expect(await workspace.sql("SELECT report_seq FROM steps")).toEqual([{ report_seq: 1 }]);
  });

  test("the same reports in any order, some twice, give the same run", async () => {
    const workspace = new TestWorkspace();
    const story = (runId: string): RunReport[] => [
      runReport(runId, { seq: 1, steps: [step("a", { seq: 1, status: "running" })] }),
      runReport(runId, {
        seq: 2,
        steps: [step("a", { seq: 1, outputJson: "1", finishedAt: 2 }), step("b", { seq: 2, status: "running" })],
      }),
      runReport(runId, {
        seq: 3,
        status: "suspended",
        steps: [step("b", { seq: 2, status: "suspended", approvalId: "hitl_b" })],
      }),
      runReport(runId, {
        seq: 4,
        steps: [step("b", { seq: 2, outputJson: "2", finishedAt: 4, approvalId: "hitl_b" })],
      }),
      runReport(runId, {
        seq: 5,
        status: "completed",
        at: 5,
        steps: [step("c", { seq: 3, finishedAt: 5 })],
        outputJson: '"end"',
      }),
    ];
    const told = async (order: readonly number[]): Promise<Omit<Run, "id" | "createdAt"> | undefined> => {
      const runId = await workspace.startRun();
      const reports = story(runId);
      for (const at of order) await workspace.ledger.reportRun(reports[at] ?? runReport(runId));
      const { id: _id, createdAt: _createdAt, ...run } = (await workspace.ledger.getRun(runId)) ?? {};
      return run as Run;
    };
    const inOrder = await told([0, 1, 2, 3, 4]);
    expect(inOrder).toMatchObject({ status: "completed", output: "end" });
    const orders = shuffledSubarray([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], { minLength: 10, maxLength: 10 });
    await assert(
      asyncProperty(orders, async (order) => {
        expect(await told(order)).toEqual(inOrder);
      }),
      { numRuns: 60 },
    );
  });
});

describe("large outputs", () => {
  const large = JSON.stringify("x".repeat(1_000_000));
  test("beyond 4 MiB together are left out of a run, the largest first, but stay on record", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    for (const at of [1, 2, 3, 4, 5]) {
      const output = JSON.stringify("x".repeat(1_000_000 - at));
      await workspace.ledger.reportRun(
        runReport(runId, { seq: at, steps: [step(`s${at}`, { seq: at, outputJson: output })] }),
      );
    }
    const steps = (await workspace.ledger.getRun(runId))?.steps ?? [];
    expect(steps.map(({ outputOmitted }) => outputOmitted)).toEqual([true, undefined, undefined, undefined, undefined]);
    expect(steps[0]?.output).toBeUndefined();
    expect(await workspace.ledger.getStepResult(runId, "s1")).toHaveLength(1_000_001);
  });

  test("and large inputs are left out of lists", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun({ inputJson: large });
    const steps = [step("small", { seq: 1, outputJson: "1" }), step("large", { seq: 2, outputJson: large })];
    await workspace.ledger.reportRun(runReport(runId, { steps }));
    const [listed] = (await workspace.ledger.listRuns({ limit: 10 })).items;
    expect(listed).toMatchObject({ id: runId, input: null, steps: [{ output: 1 }, { outputOmitted: true }] });
  });

  test("of a run, too long to store, do not keep it from ending", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    const report = runReport(runId, { status: "completed", outputJson: JSON.stringify("x".repeat(2_500_000)) });
    await workspace.ledger.reportRun(report);
    expect((await workspace.ledger.getRun(runId))?.status).toBe("completed");
  });
});
