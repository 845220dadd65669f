/** Opening an approval: once, whatever comes twice. */
import { expect, test } from "vitest";
import { hashOf } from "../../../src/receipts/receipt-claims.ts";
import { TestApproval, webhook } from "../support/approval.ts";
import { SOON } from "../support/bindings.ts";
import { Receiver } from "../support/receiver.ts";

test("a second call finds the approval of the first, though it asks for something else", async () => {
  const approval = new TestApproval();
  const first = await approval.open();
  const second = await approval.open({ prompt: "Something else?", approvers: ["eve"], timeoutMs: 1, dataJson: "2" });
  expect(second).toEqual(first);
  expect(first.approvalId).toBe(approval.id);
  expect(await approval.read()).toMatchObject({ prompt: "Pay?", approvers: [], data: { sum: 5 } });
});

test("fifty calls at once open one approval, tell people once and leave one line on record", async () => {
  const receiver = await Receiver.start();
  const approval = new TestApproval();
  const deliveries = [webhook(receiver.url)];
  const opened = await Promise.all(Array.from({ length: 50 }, () => approval.open({ deliveries })));
  expect(new Set(opened.map((one) => JSON.stringify(one))).size).toBe(1);
  await expect.poll(() => approval.told(), SOON).toEqual(["approval.requested", "delivery.delivered"]);
  expect(await receiver.count()).toBe(1);
});

test("an approval that was decided is not opened anew", async () => {
  const approval = await TestApproval.open();
  await approval.decide(false);
  const again = await approval.open();
  expect(again.approvalId).toBe(approval.id);
  expect((await approval.read()).status).toBe("rejected");
});

test("the record says who asks whom, and has the data by its hash alone", async () => {
  const approval = await TestApproval.open({ approvers: ["ana"], dataJson: '{"secret":"of the data"}' });
  await expect.poll(() => approval.told(), SOON).toEqual(["approval.requested"]);
  const [entry] = await approval.audit();
  expect(entry).toMatchObject({
    actor: `run:${approval.runId}`,
    detail: { agent: "approve", approvers: ["ana"], minApprovals: 1, dataHash: hashOf({ secret: "of the data" }) },
  });
  expect(JSON.stringify(entry)).not.toContain("of the data");
});

test("when all is told, the alarm is set to the end of time", async () => {
  const approval = new TestApproval();
  const { createdAt, expiresAt } = await approval.open({ timeoutMs: 3_600_000 });
  expect(expiresAt).toBe(createdAt + 3_600_000);
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  await expect.poll(() => approval.alarmAt(), SOON).toBe(expiresAt);
});

test("without an end of time no alarm is set but those of deliveries", async () => {
  const approval = await TestApproval.open({ timeoutMs: null });
  await expect.poll(() => approval.effect("ledger"), SOON).toBe("done");
  expect((await approval.alarmAt()) ?? 0).toBeLessThan(Date.now() + 5_000);
  expect(await approval.read()).not.toHaveProperty("expiresAt");
});

test("900 KiB of data are kept and shown whole, and not listed", async () => {
  const data = { text: "界".repeat(300_000) };
  const approval = await TestApproval.open({ dataJson: JSON.stringify(data) });
  const view = await approval.owner.inspect(await approval.link(), null);
  expect(view.kind === "open" && view.data).toEqual(data);
  await expect.poll(async () => (await approval.ledger.getApproval(approval.id))?.dataOmitted, SOON).toBe(true);
});
