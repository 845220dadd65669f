/** Telling people: retried with backoff, visible on the approval, and never in anybody's way. */
import { expect, test } from "vitest";
import type { Delivery } from "../../../src/contract/approval.ts";
import { secretOf, TestApproval, webhook } from "../support/approval.ts";
import { setVariables, sleep, SOON } from "../support/bindings.ts";
import { Receiver } from "../support/receiver.ts";
import { runWaitingFor } from "../support/run.ts";

/** No attempt is given up so soon, in milliseconds. */
const BEFORE_IT_IS_CUT_OFF = 5_000;

async function deliveryOf(approval: TestApproval): Promise<Delivery | undefined> {
  return (await approval.read()).deliveries[0];
}

async function statusOf(approval: TestApproval): Promise<string | undefined> {
  return (await deliveryOf(approval))?.status;
}

test("a notice carries a link that works, and its delivery is on record", async () => {
  const receiver = await Receiver.start();
  const approval = await TestApproval.open({ deliveries: [webhook(receiver.url)] });
  await expect.poll(() => statusOf(approval), SOON).toBe("delivered");
  const [payload] = await receiver.bodies();
  expect(payload).toMatchObject({ executionId: approval.id, approvalData: { sum: 5 }, runId: approval.runId });
  expect(await approval.answer(secretOf(String(payload?.["callbackUrl"])), true)).toMatchObject({ kind: "recorded" });
  await expect.poll(() => approval.told(), SOON).toContain("delivery.delivered");
  expect(await deliveryOf(approval)).toMatchObject({ channel: "webhook", attempts: 1, to: new URL(receiver.url).host });
  const { deliveries } = await approval.read();
  await expect.poll(async () => (await approval.ledger.getApproval(approval.id))?.deliveries, SOON).toEqual(deliveries);
});

test("one that fails is tried again later, until it is delivered", async () => {
  const receiver = await Receiver.start({ status: 500 }, { status: 503 }, { status: 204 });
  const approval = await TestApproval.open({ deliveries: [webhook(receiver.url)] });
  for (const [attempts, status] of [
    [1, 500],
    [2, 503],
  ] as const) {
    await expect
      .poll(() => deliveryOf(approval), SOON)
      .toMatchObject({
        status: "pending",
        attempts,
        lastError: expect.stringContaining(`answered ${status}`),
      });
    const [row] = (await approval.outbox()).filter(({ kind }) => kind === "notify");
    expect((row?.next_at ?? 0) - Date.now()).toBeGreaterThan(attempts * 1_000 - 500);
    expect((row?.next_at ?? 0) - Date.now()).toBeLessThanOrEqual(attempts * 2_000);
    await approval.hurry();
  }
  await expect.poll(() => statusOf(approval), SOON).toBe("delivered");
  expect(await receiver.count()).toBe(3);
  const links = (await receiver.bodies()).map((body) => secretOf(String(body["callbackUrl"])));
  expect(await approval.owner.inspect(links[0] ?? "", null)).toMatchObject({ kind: "open" });
});

test("Retry-After is not undercut", async () => {
  const receiver = await Receiver.start({ status: 429, headers: { "retry-after": "120" } });
  const approval = await TestApproval.open({ deliveries: [webhook(receiver.url)] });
  await expect.poll(async () => (await deliveryOf(approval))?.lastError, SOON).toContain("429");
  const [row] = (await approval.outbox()).filter(({ kind }) => kind === "notify");
  expect((row?.next_at ?? 0) - Date.now()).toBeGreaterThan(118_000);
});

test("one that can never be delivered fails for good, and the approval stays answerable", async () => {
  const receiver = await Receiver.start({ status: 404 });
  const approval = await TestApproval.open({ deliveries: [webhook(receiver.url)] });
  await expect.poll(() => statusOf(approval), SOON).toBe("failed");
  await expect.poll(() => approval.told(), SOON).toContain("delivery.failed");
  await approval.hurry();
  expect(await receiver.count()).toBe(1);
  expect(await approval.decide(true)).toMatchObject({ kind: "recorded" });
});

test("one that is given up is on record as one that failed", async () => {
  const receiver = await Receiver.start({ status: 503 }, { status: 503 });
  const approval = await TestApproval.open({ deliveries: [webhook(receiver.url)] });
  await expect.poll(async () => (await deliveryOf(approval))?.lastError, SOON).toContain("503");
  await approval.sql("UPDATE outbox SET attempts = 106 WHERE kind = 'notify'");
  await approval.hurry();
  await expect.poll(() => statusOf(approval), SOON).toBe("failed");
  await expect.poll(() => approval.told(), SOON).toContain("delivery.failed");
});

test("one that hangs delays neither its neighbour, nor a decision, nor the waking of the run", async () => {
  const [hanging, other] = [await Receiver.start({ hang: true }), await Receiver.start()];
  const approval = await TestApproval.open({ deliveries: [webhook(hanging.url), webhook(other.url)] });
  const run = await runWaitingFor(approval);
  await expect.poll(() => other.count(), SOON).toBe(1);
  await expect.poll(() => hanging.count(), SOON).toBe(1);
  const before = Date.now();
  await approval.decide(true);
  expect((await run.over()).status).toBe("completed");
  expect(Date.now() - before).toBeLessThan(2_000);
});

test("one that hangs does not delay the end of time", async () => {
  const hanging = await Receiver.start({ hang: true });
  const approval = await TestApproval.open({ timeoutMs: BEFORE_IT_IS_CUT_OFF, deliveries: [webhook(hanging.url)] });
  const run = await runWaitingFor(approval);
  await expect.poll(() => hanging.count(), SOON).toBe(1);
  await approval.moveTime(BEFORE_IT_IS_CUT_OFF);
  expect((await run.over()).output).toMatchObject({ timedOut: true });
});

test("more that hang than there are connections leave the run its own", async () => {
  const hanging = await Receiver.start({ hang: true });
  const approval = await TestApproval.open({ deliveries: Array.from({ length: 12 }, () => webhook(hanging.url)) });
  const run = await runWaitingFor(approval);
  await expect.poll(() => hanging.count(), SOON).toBe(5);
  await run.waitsFor("approve");
  await approval.decide(false);
  expect((await run.over()).status).toBe("rejected");
  expect(await hanging.count()).toBe(5);
});

test("while one is under way nobody tries it a second time", async () => {
  const slow = await Receiver.start({ delay: 400 });
  const approval = await TestApproval.open({ deliveries: [webhook(slow.url)] });
  await expect.poll(() => slow.count(), SOON).toBe(1);
  const [row] = (await approval.outbox()).filter(({ kind }) => kind === "notify");
  expect((row?.next_at ?? 0) - Date.now()).toBeGreaterThan(15_000);
  await Promise.all(Array.from({ length: 5 }, () => approval.owner.settle()));
  await expect.poll(() => statusOf(approval), SOON).toBe("delivered");
  expect(await slow.count()).toBe(1);
});

test("those not yet sent when it is settled are not sent any more, and say so", async () => {
  const receiver = await Receiver.start({ status: 500 });
  const approval = await TestApproval.open({ deliveries: [webhook(receiver.url)] });
  await expect.poll(async () => (await deliveryOf(approval))?.lastError, SOON).toContain("500");
  await approval.decide(true);
  await approval.hurry();
  expect(await deliveryOf(approval)).toMatchObject({
    status: "failed",
    lastError: expect.stringContaining("settled first"),
  });
  expect(await receiver.count()).toBe(1);
});

test("one under way when it is settled, which then arrives, is told as delivered", async () => {
  const slow = await Receiver.start({ delay: 300 });
  const approval = await TestApproval.open({ deliveries: [webhook(slow.url)] });
  await expect.poll(() => slow.count(), SOON).toBe(1);
  await approval.decide(true);
  await expect.poll(() => approval.told(), SOON).toContain("delivery.delivered");
  expect(await statusOf(approval)).toBe("delivered");
});

test("an address from the environment is read when it is sent to, and shown by its name", async () => {
  const receiver = await Receiver.start();
  setVariables({ NOTICE_HOOK: receiver.url });
  const approval = await TestApproval.open({ deliveries: [webhook("", { webhookUrl: [{ env: "NOTICE_HOOK" }] })] });
  await expect.poll(() => statusOf(approval), SOON).toBe("delivered");
  expect(await deliveryOf(approval)).toMatchObject({ to: "${env.NOTICE_HOOK}" });
  expect(await approval.everything()).not.toContain(receiver.path);
  await expect.poll(() => approval.told(), SOON).toContain("delivery.delivered");
  expect(JSON.stringify(await approval.audit())).not.toContain(receiver.path);
});

test("a variable that is not set fails the delivery, which names it", async () => {
  const approval = await TestApproval.open({ deliveries: [webhook("", { webhookUrl: [{ env: "NO_SUCH_HOOK" }] })] });
  await expect
    .poll(() => deliveryOf(approval), SOON)
    .toMatchObject({
      status: "failed",
      lastError: expect.stringContaining("NO_SUCH_HOOK"),
    });
});

test("an attempt that a crash cut off is taken up again, with the delivery's own id", async () => {
  const slow = await Receiver.start({ hang: true }, { status: 204 });
  const approval = await TestApproval.open({ deliveries: [webhook(slow.url)] });
  await expect.poll(() => slow.count(), SOON).toBe(1);
  await approval.crashAfter(async () => undefined);
  await sleep(50);
  expect(await slow.count()).toBe(1);
  await approval.hurry();
  await expect.poll(() => statusOf(approval), SOON).toBe("delivered");
  const ids = (await slow.requests()).map(({ headers }) => headers["idempotency-key"]);
  expect(ids).toEqual([expect.stringContaining(approval.id), ids[0]]);
});
