import { expect, test } from "vitest";
import { decide, expectStatus } from "../support/client.ts";
import { RECOVERY, useCrashingWorker } from "../support/crashing-worker.ts";
import { eventually } from "../support/eventually.ts";
import { uniqueKey } from "../support/unique.ts";

const crashing = useCrashingWorker();

test("killed while runs wait for people: the links stay good, and every run goes on once", async () => {
  const { client, counting, worker } = crashing();
  const keys = Array.from({ length: 4 }, () => uniqueKey("open"));
  const waiting = await Promise.all(keys.map((key) => client.startAndSuspend("publish", { key })));
  const links = await Promise.all(waiting.map(({ approvalId }) => client.mintLink(approvalId)));

  await worker.restart();
  for (const { runId, approvalId } of waiting) {
    expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending", runId });
    expect((await client.getRun(runId)).approvals).toEqual([approvalId]);
  }
  for (const link of links) expect((await decide(link, { approved: true })).status).toBe("approved");

  for (const { runId } of waiting) expect((await client.waitForEnd(runId, RECOVERY)).status).toBe("completed");
  for (const key of keys) {
    expect(await counting.count(`/draft/${key}`)).toBe(1);
    expect(await counting.count(`/publish/${key}`)).toBe(1);
  }
});

test("killed as soon as the approval exists, before the run says that it waits: it asks once, and goes on", async () => {
  const { client, counting, worker } = crashing();
  const key = uniqueKey("opening");
  const started = await client.startRun("publish", { key });
  const approval = await client.waitForApproval(started.id);

  await worker.restart();
  await decide(await client.mintLink(approval.id), { approved: true });
  const run = await client.waitForEnd(started.id, RECOVERY);
  expect(run).toMatchObject({ status: "completed", approvals: [approval.id] });
  expect(await counting.count(`/draft/${key}`)).toBe(1);
  expect(await counting.count(`/publish/${key}`)).toBe(1);
});

test("killed while an approval runs out: it times out after the restart without anybody's help", async () => {
  const { client, counting, worker } = crashing();
  const key = uniqueKey("expired");
  const { runId, approvalId } = await client.startAndSuspend("expiring", { key });

  await client.moveTime(approvalId, "59m 59s");
  // The second that is left passes while there is no Worker: it takes longer to start.
  await worker.restart();
  expect(await client.waitForEnd(runId, RECOVERY)).toMatchObject({ output: { status: "timeout", timedOut: true } });
  expect((await client.getApproval(approvalId)).status).toBe("timeout");
  expect(await counting.count(`/escalate/${key}`)).toBe(1);
  expect(await counting.count(`/act/${key}`)).toBe(0);
});

test("killed while an ensemble in TypeScript asks, sleeps and waits for events: it does nothing twice, and loses none", async () => {
  const { client, worker } = crashing();
  const post = (runId: string, amount: number, key: string) =>
    client.send(`/api/runs/${runId}/events`, {
      method: "POST",
      body: { type: "paid", payload: { amount } },
      headers: { "idempotency-key": key },
    });
  const asking = await client.startAndSuspend("in-code", { case: "paid" });
  expectStatus(await post(asking.runId, 3, "first"), 202);
  const waiting = await client.startAndSuspend("in-code", { case: "paid" });
  expectStatus(await post(waiting.runId, 3, "first"), 202);
  await decide(await client.mintLink(waiting.approvalId), { approved: true });
  await eventually(
    () => client.getRun(waiting.runId),
    ({ steps }) => steps.some(({ path, status }) => path === "paid#2" && status === "suspended"),
    { what: "the second event is waited for" },
  );
  const asleep = await client.startRun("in-code", { case: "rest" });
  await client.waitForStatus(asleep.id, "suspended");
  expectStatus(await post(waiting.runId, 4, "second"), 202);

  await worker.restart();
  expectStatus(await post(asking.runId, 3, "first"), 202);
  expectStatus(await post(asking.runId, 4, "second"), 202);
  await decide(await client.mintLink(asking.approvalId), { approved: true });
  for (const { runId } of [asking, waiting]) {
    expect(await client.waitForEnd(runId, RECOVERY)).toMatchObject({ status: "completed", output: 7 });
  }
  expect(await client.waitForEnd(asleep.id, RECOVERY)).toMatchObject({ status: "completed", output: true });
});
