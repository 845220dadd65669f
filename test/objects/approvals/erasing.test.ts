/** What goes when: the data once everything is delivered, the object 30 days after the end. */
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { HITLState } from "../../../src/approvals/hitl-state.ts";
import { TestApproval, webhook } from "../support/approval.ts";
import { SOON } from "../support/bindings.ts";
import { Receiver } from "../support/receiver.ts";
import { runWaitingFor } from "../support/run.ts";

const DATA = { dataJson: '"the data itself"', metadataJson: '"the context itself"' };
const THIRTY_DAYS = 30 * 86_400_000;

/** One that is over, with everything delivered. */
async function settled(parts: Parameters<typeof TestApproval.open>[0] = {}): Promise<TestApproval> {
  const approval = await TestApproval.open({ ...DATA, ...parts });
  await runWaitingFor(approval);
  await approval.decide(true);
  await expect.poll(() => approval.sql("SELECT 1 FROM request_data"), SOON).toEqual([]);
  return approval;
}

test("the data goes once run, ledger and people are told; the truth stays", async () => {
  const approval = await TestApproval.open({
    ...DATA,
    approvers: ["ana"],
    deliveries: [webhook((await Receiver.start()).url)],
  });
  const secret = await approval.link("ana");
  await runWaitingFor(approval);
  expect(await approval.everything()).toContain("the data itself");
  await approval.answer(secret, true);
  await expect.poll(() => approval.everything(), SOON).not.toMatch(/the data itself|the context itself/);
  expect(await approval.read()).toMatchObject({ status: "approved", data: null, metadata: null });
  expect(await approval.owner.inspect(secret, null)).toMatchObject({
    kind: "over",
    status: "approved",
    answered: { approver: "ana" },
  });
  expect(await approval.answer(secret, false)).toMatchObject({ kind: "over", status: "approved" });
  expect(await approval.owner.outcome()).toMatchObject({ status: "approved" });
});

test("neither the ledger nor its trail keeps the data", async () => {
  const approval = await settled();
  const kept = JSON.stringify([await approval.ledger.getApproval(approval.id), await approval.audit()]);
  expect(kept).not.toMatch(/the data itself|the context itself/);
});

test("the data stays while the run has not been told", async () => {
  const approval = await TestApproval.open(DATA);
  await approval.decide(true);
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  expect(await approval.sql("SELECT 1 FROM request_data")).toHaveLength(1);
  await runWaitingFor(approval);
  await approval.hurry();
  await expect.poll(() => approval.sql("SELECT 1 FROM request_data"), SOON).toEqual([]);
});

test("the data goes where the run is gone for good, and can be told nothing", async () => {
  const approval = await TestApproval.open(DATA);
  await approval.decide(true);
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  await approval.hurry();
  expect(await approval.effect("wake")).toBe("pending");
  await approval.sql("UPDATE outbox SET attempts = 1439 WHERE kind = 'wake'");
  await approval.hurry();
  await expect.poll(() => approval.effect("wake"), SOON).toBe("failed");
  await expect.poll(() => approval.sql("SELECT 1 FROM request_data"), SOON).toEqual([]);
});

test("an open approval keeps its data, however often it is looked after", async () => {
  const approval = await TestApproval.open(DATA);
  await approval.hurry();
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  await approval.owner.settle();
  expect((await approval.read()).data).toBe("the data itself");
});

test("the alarm is set to thirty days after the end", async () => {
  const approval = await settled();
  const { decidedAt } = await approval.read();
  await expect.poll(() => approval.alarmAt(), SOON).toBe(Date.parse(decidedAt ?? "") + THIRTY_DAYS);
});

test("then all of it goes: its links are unknown, nothing is stored, no alarm is left", async () => {
  const approval = await TestApproval.open(DATA);
  const secret = await approval.link();
  await runWaitingFor(approval);
  await approval.answer(secret, true);
  await expect.poll(() => approval.sql("SELECT 1 FROM request_data"), SOON).toEqual([]);
  await runInDurableObject(approval.stub, async (_owner: HITLState, { storage }) => {
    storage.sql.exec("UPDATE approval SET erase_at = 1");
    await storage.setAlarm(Date.now() + 20);
  });
  await approval.evict();
  await expect.poll(() => approval.tables(), SOON).toEqual([]);
  expect(await approval.alarmAt()).toBeNull();
  expect(await approval.owner.inspect(secret, null)).toEqual({ kind: "unknown" });
  expect(await approval.answer(secret, true)).toEqual({ kind: "unknown" });
  expect(await approval.owner.read(approval.workspace)).toBeNull();
  await approval.owner.settle();
  expect(await approval.tables()).toEqual([]);
  expect(await approval.ledger.getApproval(approval.id)).toMatchObject({ status: "approved" });
});

test("not a moment earlier", async () => {
  const approval = await settled();
  await approval.change("erase_at = ?", Date.now() + 60_000);
  await approval.owner.settle();
  expect((await approval.read()).status).toBe("approved");
});

test("not while something happened that the ledger has not heard of", async () => {
  const approval = await settled();
  await approval.change("erase_at = 1");
  await approval.sql("UPDATE outbox SET status = 'pending', next_at = ? WHERE kind = 'ledger'", Date.now() + 60_000);
  await approval.owner.settle();
  expect((await approval.read()).status).toBe("approved");
});
