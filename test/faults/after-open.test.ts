import { expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { RECOVERY, useCrashingWorker } from "../support/crashing-worker.ts";
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
