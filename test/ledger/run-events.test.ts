/** What comes from outside for a run is kept until a step takes it, each once, whatever is repeated or thrown out of memory. */
import { expect, test } from "vitest";
import { awaits } from "../../src/contract/run-event.ts";
import { approvalReport, newApprovalId, runReport, step, TestWorkspace } from "./support.ts";

function event(runId: string, key: string, parts: { readonly type?: string; readonly payload?: unknown } = {}) {
  const { type = "paid", payload = key } = parts;
  return {
    runId,
    type,
    key,
    payloadJson: JSON.stringify(payload),
    requestHash: JSON.stringify(payload),
    actor: "key:ci",
  };
}

async function waiting(): Promise<{ readonly workspace: TestWorkspace; readonly runId: string }> {
  const workspace = new TestWorkspace();
  const runId = await workspace.startRun();
  const wait = step("paid", { operation: "wait", status: "suspended", reason: awaits("paid") });
  await workspace.ledger.reportRun(runReport(runId, { seq: 1, status: "suspended", steps: [wait] }));
  return { workspace, runId };
}

test("events are taken in their order, each by one step, which is given the same one again", async () => {
  const { workspace, runId } = await waiting();
  const { ledger } = workspace;
  for (const key of ["a", "b", "c"]) expect(await ledger.postEvent(event(runId, key))).toMatchObject({ status: "new" });
  const take = (path: string, type = "paid") => ledger.takeEvent({ runId, type, path });
  expect(await take("paid")).toMatchObject({ payloadJson: '"a"' });
  await workspace.evict();
  expect(await take("paid")).toMatchObject({ payloadJson: '"a"' });
  expect(await take("paid#2")).toMatchObject({ payloadJson: '"b"' });
  expect(await take("other", "refunded")).toBeNull();
  expect(await ledger.takeEvent({ runId: "run_unknown", type: "paid", path: "paid" })).toBeNull();
});

test("the same key is the same event, and another body under it is refused", async () => {
  const { workspace, runId } = await waiting();
  const first = await workspace.ledger.postEvent(event(runId, "a"));
  expect(await workspace.ledger.postEvent(event(runId, "a"))).toEqual({ ...first, status: "known" });
  expect(await workspace.ledger.postEvent(event(runId, "a", { payload: 2 }))).toEqual({ status: "conflict" });
  expect(await workspace.sql("SELECT key FROM run_events")).toHaveLength(1);
  const trail = (await workspace.ledger.listAudit({ limit: 10 })).items.filter(({ type }) => type === "run.event");
  expect(trail).toMatchObject([{ runId, actor: "key:ci", detail: { type: "paid" } }]);
});

test("the run that waits for it is running again, and is told by a chore that outlives the object", async () => {
  const { workspace, runId } = await waiting();
  await workspace.ledger.postEvent(event(runId, "x", { type: "refunded" }));
  expect((await workspace.ledger.getRun(runId))?.status).toBe("suspended");
  await workspace.ledger.postEvent(event(runId, "a"));
  expect((await workspace.ledger.getRun(runId))?.status).toBe("running");
  await workspace.evict();
  expect((await workspace.chores()).filter(({ kind }) => kind === "signal-run").map(({ subject }) => subject)).toEqual([
    `${runId}/a`,
    `${runId}/x`,
  ]);
});

test("a run that is over, unknown or of another workspace takes none", async () => {
  const { workspace, runId } = await waiting();
  expect(await workspace.ledger.postEvent(event("run_unknown", "a"))).toEqual({ status: "not-found" });
  expect(await new TestWorkspace().ledger.postEvent(event(runId, "a"))).toEqual({ status: "not-found" });
  await workspace.ledger.reportRun(runReport(runId, { seq: 2, status: "completed" }));
  expect(await workspace.ledger.postEvent(event(runId, "a"))).toEqual({ status: "over" });
});

test("a run takes a thousand, and no more", async () => {
  const { workspace, runId } = await waiting();
  await workspace.ledger.postEvent(event(runId, "first"));
  await workspace.sql(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
      INSERT INTO run_events (run_id, key, type, at, request_hash, payload_json) SELECT ?, 'k' || i, 'paid', 1, 'h', '1' FROM n`,
    runId,
  );
  expect(await workspace.ledger.postEvent(event(runId, "one too many"))).toEqual({ status: "too-many" });
  expect(await workspace.ledger.postEvent(event(runId, "first"))).toMatchObject({ status: "known" });
});

test("progress is the latest that was told, and an older report changes nothing", async () => {
  const workspace = new TestWorkspace();
  const runId = await workspace.startRun();
  const tell = (seq: number, progressJson: string) =>
    workspace.ledger.reportRun(runReport(runId, { seq, status: "running", progressJson }));
  await tell(2, '{"done":2}');
  await tell(1, '"older"');
  expect((await workspace.ledger.getRun(runId))?.progress).toEqual({ done: 2 });
  await tell(3, '"nearly"');
  expect((await workspace.ledger.listRuns({ limit: 1 })).items).toMatchObject([{ progress: "nearly" }]);
});

test("a run that rests until a time is looked after from then on", async () => {
  const { workspace, runId } = await waiting();
  const wakeAt = Date.now() + 86_400_000;
  await workspace.ledger.reportRun(runReport(runId, { seq: 2, status: "suspended", wakeAt }));
  const [watch] = (await workspace.chores()).filter(({ kind }) => kind === "watch-run");
  expect(watch?.due_at).toBe(wakeAt + 1_500);
});

test("news of an approval's end that comes late does not wake a run that waits for an event by now", async () => {
  const { workspace, runId } = await waiting();
  const approvalId = newApprovalId();
  await workspace.ledger.reportApproval(approvalReport({ approvalId, runId, rev: 1 }));
  await workspace.ledger.reportApproval(approvalReport({ approvalId, runId, rev: 2, status: "approved" }));
  expect((await workspace.ledger.getRun(runId))?.status).toBe("suspended");
});
