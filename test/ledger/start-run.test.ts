/** How a run comes into the record. */
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { newRunId } from "../../src/kernel/ids.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { runStart, TestWorkspace } from "./support.ts";

test("reads of a workspace that never wrote are empty and make no tables", async () => {
  const workspace = new TestWorkspace();
  const { ledger } = workspace;
  expect(await ledger.getRun("run_x")).toBeNull();
  expect(await ledger.getRunStart("run_x")).toBeNull();
  expect(await ledger.getStepResult("run_x", "a")).toBeNull();
  expect(await ledger.getApproval("hitl_x")).toBeNull();
  expect(await ledger.waitForRest("run_x", 10)).toBeNull();
  expect(await ledger.cancelRun("run_x", "key:ci")).toEqual({ status: "not-found" });
  for (const list of ["listRuns", "listApprovals", "listAudit"] as const) {
    expect(await ledger[list]({ limit: 10 })).toEqual({ items: [], nextCursor: null });
  }
  expect(await workspace.sql("SELECT name FROM sqlite_master WHERE name = 'runs'")).toEqual([]);
});

test("a started run is on record, in the trail, and due to be created", async () => {
  const workspace = new TestWorkspace();
  const start = runStart(workspace.name, { retryOf: "run_before", from: "publish", inputJson: '{"topic":"tea"}' });
  expect(await workspace.ledger.startRun(start)).toEqual({ status: "new" });

  expect(await workspace.ledger.getRun(start.runId)).toEqual({
    id: start.runId,
    ensemble: "publish",
    status: "running",
    input: { topic: "tea" },
    requestedBy: "ci",
    createdAt: new Date(start.createdAt).toISOString(),
    retryOf: "run_before",
    steps: [],
    approvals: [],
  });
  expect(await workspace.ledger.getRunStart(start.runId)).toEqual(start);
  const { items } = await workspace.ledger.listAudit({ limit: 10 });
  expect(items).toMatchObject([{ seq: 1, type: "run.started", actor: "key:ci", runId: start.runId }]);
  const [chore] = await workspace.chores();
  expect(chore).toMatchObject({ kind: "create-run", subject: start.runId });
  expect((chore?.due_at ?? 0) - start.createdAt).toBeGreaterThanOrEqual(2_000);
});

test("one plan is kept once, however many runs follow it", async () => {
  const workspace = new TestWorkspace();
  const runIds = [
    await workspace.startRun(),
    await workspace.startRun(),
    await workspace.startRun({ planJson: '{"format":2}' }),
  ];
  expect(await workspace.sql("SELECT count(*) AS plans FROM plans")).toEqual([{ plans: 2 }]);
  const plans = await Promise.all(runIds.map(async (runId) => (await workspace.ledger.getRunStart(runId))?.planJson));
  expect(plans).toEqual(['{"format":1}', '{"format":1}', '{"format":2}']);
});

test("the same start twice is one run", async () => {
  const workspace = new TestWorkspace();
  const start = runStart(workspace.name);
  await workspace.ledger.startRun(start);
  expect(await workspace.ledger.startRun(start)).toEqual({ status: "known", runId: start.runId, created: false });
  expect((await workspace.ledger.listAudit({ limit: 10 })).items).toHaveLength(1);
});

test("fifty starts at once with one idempotency key are one run", async () => {
  const workspace = new TestWorkspace();
  const idempotency = { key: "order-7", requestHash: "same" };
  const starts = Array.from({ length: 50 }, () => runStart(workspace.name, { idempotency }));
  const answers = await Promise.all(starts.map((start) => workspace.ledger.startRun(start)));
  const runs = (await workspace.ledger.listRuns({ limit: 100 })).items;
  expect(runs).toHaveLength(1);
  expect(answers.filter(({ status }) => status === "new")).toHaveLength(1);
  expect(answers.filter((answer) => answer.status === "known" && answer.runId === runs[0]?.id)).toHaveLength(49);
});

test("a known key says whether the run was created, and refuses another request", async () => {
  const workspace = new TestWorkspace();
  const idempotency = { key: "order-8", requestHash: "one" };
  const runId = await workspace.startRun({ idempotency });
  const again = () => workspace.ledger.startRun(runStart(workspace.name, { idempotency }));
  expect(await again()).toEqual({ status: "known", runId, created: false });
  await workspace.ledger.confirmRun(runId);
  expect(await again()).toEqual({ status: "known", runId, created: true });
  const other = runStart(workspace.name, { idempotency: { key: "order-8", requestHash: "two" } });
  expect(await workspace.ledger.startRun(other)).toEqual({ status: "conflict" });
  expect(await workspace.ledger.getRun(other.runId)).toBeNull();
});

test("a key lives for a week and is forgotten later", async () => {
  const workspace = new TestWorkspace();
  const key = (name: string) => ({ idempotency: { key: name, requestHash: "same" } });
  await workspace.startRun(key("six-days"));
  await workspace.startRun(key("nine-days"));
  await workspace.sql("UPDATE idempotency SET day = day - 6 WHERE key = 'six-days'");
  await workspace.sql("UPDATE idempotency SET day = day - 9 WHERE key = 'nine-days'");
  expect(await workspace.ledger.startRun(runStart(workspace.name, key("six-days")))).toMatchObject({ status: "known" });
  expect(await workspace.ledger.startRun(runStart(workspace.name, key("nine-days")))).toEqual({ status: "new" });
  await workspace.startRun(key("another"));
  const days = await workspace.sql<{ key: string }>("SELECT key FROM idempotency ORDER BY key");
  expect(days.map(({ key: kept }) => kept)).toEqual(["another", "nine-days", "six-days"]);
});

test("a start that cannot be stored leaves nothing behind", async () => {
  const workspace = new TestWorkspace();
  const runId = newRunId();
  const broken = runStart(workspace.name, { runId, createdAt: 1.5 });
  const attempt = (ledger: Ledger) => ledger.startRun(broken).catch(() => "refused");
  expect(await runInDurableObject(workspace.stub, attempt)).toBe("refused");
  expect(await workspace.ledger.getRun(runId)).toBeNull();
  expect(await workspace.startRun()).toMatch(/^run_/);
  expect((await workspace.ledger.listAudit({ limit: 10 })).items).toHaveLength(1);
});
