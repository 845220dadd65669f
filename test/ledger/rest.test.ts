/** Waiting for a run to come to rest. */
import { describe, expect, test } from "vitest";
import { Ledger } from "../../src/ledger/ledger.ts";
import { Waiters } from "../../src/kernel/waiters.ts";
import { approvalReport, newApprovalId, runReport, suspension, TestWorkspace } from "./support.ts";

const LONG = 15_000;

test("a run that rests already is answered at once", async () => {
  const workspace = new TestWorkspace();
  const runId = await workspace.suspendedRun(newApprovalId());
  expect(await workspace.ledger.waitForRest(runId, LONG)).toMatchObject({ status: "suspended" });
});

describe("a run is awaited until", () => {
  test.each([
    ["it is suspended", (runId: string) => suspension(runId, [newApprovalId()]), "suspended"],
    ["it is over", (runId: string) => runReport(runId, { status: "completed" }), "completed"],
  ] as const)("%s", async (_when, report, status) => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    const waiting = [workspace.ledger.waitForRest(runId, LONG), workspace.ledger.waitForRest(runId, LONG)];
    await workspace.ledger.reportRun(runReport(runId, { seq: 0 }));
    await workspace.ledger.reportRun(report(runId));
    expect(await Promise.all(waiting)).toMatchObject([{ status }, { status }]);
  });

  test("it is cancelled", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    const waiting = workspace.ledger.waitForRest(runId, LONG);
    await workspace.ledger.cancelRun(runId, "key:ci");
    expect(await waiting).toMatchObject({ status: "cancelled" });
  });

  test("the time is up", async () => {
    const workspace = new TestWorkspace();
    const runId = await workspace.startRun();
    expect(await workspace.ledger.waitForRest(runId, 50)).toMatchObject({ status: "running" });
  });
});

describe("a run that is said to wait for an answer already given", () => {
  async function waited(answered: (approvalId: string) => readonly string[]) {
    const workspace = new TestWorkspace();
    const approvalId = newApprovalId();
    const runId = await workspace.suspendedRun(approvalId);
    return { workspace, runId, waiting: workspace.ledger.waitForRest(runId, LONG, answered(approvalId)) };
  }

  test("is awaited until it rests anew", async () => {
    const { workspace, runId, waiting } = await waited((approvalId) => [approvalId]);
    await workspace.ledger.reportRun(runReport(runId, { status: "completed" }));
    expect(await waiting).toMatchObject({ status: "completed" });
  });

  test("rests, where the answer is to something else", async () => {
    const { waiting } = await waited(() => [newApprovalId()]);
    expect(await waiting).toMatchObject({ status: "suspended" });
  });
});

test("a late report of a wait that is over wakes nobody", async () => {
  const workspace = new TestWorkspace();
  const runId = await workspace.startRun();
  const approvalId = newApprovalId();
  await workspace.ledger.reportApproval(approvalReport({ approvalId, runId, rev: 2, status: "approved" }));
  const waiting = workspace.ledger.waitForRest(runId, 300);
  await workspace.ledger.reportRun(suspension(runId, [approvalId]));
  expect(await waiting).toMatchObject({ status: "running" });
});

test("waiters are gone when they are answered, and when their time is up", async () => {
  const waiters = new Waiters();
  const told = [waiters.wait("a", LONG), waiters.wait("a", LONG)];
  const timedOut = waiters.wait("b", 5);
  expect(waiters.size).toBe(2);
  waiters.tell("a");
  waiters.tell("nobody");
  await Promise.all([...told, timedOut]);
  expect(waiters.size).toBe(0);
});

test("the public surface is what the port promises, the alarm, and the sockets of pages", () => {
  const workspace = new TestWorkspace();
  const methods = Object.getOwnPropertyNames(Ledger.prototype).filter((name) => name !== "constructor");
  expect(methods.toSorted()).toEqual(
    [...Object.keys(workspace.ledger), "alarm", "fetch", "webSocketMessage"].toSorted(),
  );
});
