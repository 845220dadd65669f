/** Waking the run and telling the ledger: tried until it is done. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { Ledger } from "../../../src/ledger/ledger.ts";
import type { ReportAnswer } from "../../../src/ledger/port.ts";
import { TestApproval } from "../support/approval.ts";
import { bindings, SOON } from "../support/bindings.ts";
import { runWaitingFor } from "../support/run.ts";

afterEach(() => vi.restoreAllMocks());

describe("the run", () => {
  test("that does not exist yet is woken when it does: a decision before the wait is not lost", async () => {
    const approval = await TestApproval.open();
    await approval.decide(true);
    await expect
      .poll(async () => (await approval.outbox()).find(({ kind }) => kind === "wake")?.attempts, SOON)
      .toBe(1);
    const [wake] = (await approval.outbox()).filter(({ kind }) => kind === "wake");
    expect(wake?.status).toBe("pending");
    const run = await runWaitingFor(approval);
    await approval.hurry();
    expect((await run.over()).output).toMatchObject({ status: "approved" });
    await expect.poll(() => approval.effect("wake"), SOON).toBe("done");
  });

  test("that cannot be woken is tried again after a second or two, and for ever", async () => {
    vi.spyOn(bindings.RUNS, "get").mockRejectedValue(new Error("the engine is away"));
    const approval = await TestApproval.open();
    await approval.decide(true);
    const wake = async () => (await approval.outbox()).find(({ kind }) => kind === "wake");
    await expect.poll(async () => (await wake())?.last_error, SOON).toContain("the engine is away");
    const delay = ((await wake())?.next_at ?? 0) - Date.now();
    expect(delay).toBeGreaterThan(500);
    expect(delay).toBeLessThanOrEqual(2_000);
    await approval.sql("UPDATE outbox SET attempts = 5000 WHERE kind = 'wake'");
    await approval.hurry();
    await expect.poll(async () => (await wake())?.attempts, SOON).toBe(5_001);
    expect((await wake())?.status).toBe("pending");
    expect(((await wake())?.next_at ?? 0) - Date.now()).toBeLessThanOrEqual(60_000);
  });

  test("that is over is not waited for", async () => {
    const approval = await TestApproval.open();
    const run = await runWaitingFor(approval);
    await run.waitsFor("approve");
    await run.ledger.cancelRun(run.id, "key:ci");
    await expect.poll(async () => (await approval.read()).status, SOON).toBe("cancelled");
    await expect.poll(() => approval.effect("wake"), SOON).toBe("done");
  });
});

describe("the ledger", () => {
  test("that fails is told again, and hears everything once", async () => {
    vi.spyOn(Ledger.prototype, "reportApproval").mockRejectedValueOnce(new Error("out of order"));
    const approval = await TestApproval.open();
    await expect.poll(async () => (await approval.outbox())[0]?.last_error, SOON).toContain("out of order");
    await approval.hurry();
    await expect.poll(() => approval.told(), SOON).toEqual(["approval.requested"]);
  });

  test("that hears but whose answer is lost is told again, and records it once", async () => {
    const { reportApproval } = Ledger.prototype;
    vi.spyOn(Ledger.prototype, "reportApproval").mockImplementationOnce(async function (this: Ledger, report) {
      await reportApproval.call(this, report);
      throw new Error("the answer was lost");
    });
    const approval = await TestApproval.open();
    await expect.poll(async () => (await approval.outbox())[0]?.last_error, SOON).toContain("lost");
    await approval.decide(true);
    await approval.hurry();
    await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    expect(await approval.told()).toEqual(["approval.requested", "approval.answered", "approval.decided"]);
  });

  test("hears what happened while it was being told", async () => {
    const { reportApproval } = Ledger.prototype;
    const hold = Promise.withResolvers<void>();
    vi.spyOn(Ledger.prototype, "reportApproval").mockImplementationOnce(async function (this: Ledger, report) {
      await hold.promise;
      return reportApproval.call(this, report);
    });
    const approval = await TestApproval.open({ approvers: ["ana", "bo"], minApprovals: 2 });
    await expect.poll(async () => (await approval.outbox())[0]?.attempts, SOON).toBe(1);
    await approval.decide(true, "ana");
    await approval.decide(true, "bo");
    hold.resolve();
    await expect.poll(async () => (await approval.ledger.getApproval(approval.id))?.status, SOON).toBe("approved");
    expect((await approval.told()).toSorted()).toEqual([
      "approval.answered",
      "approval.answered",
      "approval.decided",
      "approval.requested",
    ]);
  });

  test("that hangs delays no waking of the run", async () => {
    const approval = await TestApproval.open();
    const run = await runWaitingFor(approval);
    await run.waitsFor("approve");
    const hold = Promise.withResolvers<ReportAnswer>();
    vi.spyOn(Ledger.prototype, "reportApproval").mockImplementation(() => hold.promise);
    await approval.decide(true);
    expect((await run.over()).status).toBe("completed");
    hold.resolve({ absences: [] });
  });

  test("hears at once how it ends, and what nobody waits for together with what follows", async () => {
    const approval = await TestApproval.open({ approvers: ["ana"] });
    const report = async () => (await approval.outbox()).find(({ kind }) => kind === "ledger");
    await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    const refusedAt = Date.now();
    expect(await approval.decide(true, "mallory")).toMatchObject({ kind: "not-allowed" });
    expect(await report()).toMatchObject({ status: "pending" });
    expect((await report())?.next_at).toBeGreaterThan(refusedAt + 200);
    const hold = Promise.withResolvers<ReportAnswer>();
    const told = vi.spyOn(Ledger.prototype, "reportApproval").mockImplementationOnce(() => hold.promise);
    await approval.decide(true, "ana");
    await expect
      .poll(() => told.mock.lastCall?.[0].events.map(({ type }) => type), SOON)
      .toEqual(["approval.requested", "approval.refused", "approval.answered", "approval.decided"]);
    hold.reject(new Error("not yet"));
    await approval.hurry();
    await expect
      .poll(() => approval.told(), SOON)
      .toEqual(["approval.requested", "approval.refused", "approval.answered", "approval.decided"]);
  });

  test("is told of each event once, in order, however often it is told", async () => {
    const approval = await TestApproval.open({ approvers: ["a", "b", "c"], minApprovals: 3 });
    for (const approver of ["a", "b", "c"]) {
      await approval.decide(true, approver);
      await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
    }
    const entries = await approval.audit();
    expect(entries.map(({ type }) => type)).toEqual([
      "approval.requested",
      "approval.answered",
      "approval.answered",
      "approval.answered",
      "approval.decided",
    ]);
  });
});
