import { describe, expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { RECOVERY, useCrashingWorker } from "../support/crashing-worker.ts";
import type { Counting } from "../support/counting-server.ts";
import { eventually } from "../support/eventually.ts";
import { uniqueKey } from "../support/unique.ts";

const crashing = useCrashingWorker();

describe("killed in the middle of a step, the run takes it up again by itself", () => {
  test("before the approval: the call is made again with the same key, and the run asks once", async () => {
    const { client, counting, worker } = crashing();
    const key = uniqueKey("before");
    await counting.behave(`/draft/${key}`, { hang: true }, { status: 200 });
    const started = await client.startRun("publish", { key });
    await eventually(
      () => counting.count(`/draft/${key}`),
      (count) => count === 1,
      { what: "the step is under way" },
    );

    await worker.restart();
    const suspended = await client.waitForStatus(started.id, "suspended", RECOVERY);
    await expectSameKey(counting, `/draft/${key}`);
    expect(suspended.approvals).toHaveLength(1);

    await decide(await client.mintLink(suspended.approvals[0] ?? ""), { approved: true });
    expect((await client.waitForEnd(started.id, RECOVERY)).status).toBe("completed");
    expect(await counting.count(`/publish/${key}`)).toBe(1);
  });

  test("after the approval: the call is made again with the same key, and nobody is asked again", async () => {
    const { client, counting, worker } = crashing();
    const key = uniqueKey("after");
    await counting.behave(`/publish/${key}`, { hang: true }, { status: 200 });
    const { runId, approvalId } = await client.startAndSuspend("publish", { key });
    await decide(await client.mintLink(approvalId), { approved: true });
    await eventually(
      () => counting.count(`/publish/${key}`),
      (count) => count === 1,
      { what: "the step is under way" },
    );

    await worker.restart();
    const run = await client.waitForEnd(runId, RECOVERY);
    expect(run).toMatchObject({
      status: "completed",
      approvals: [approvalId],
      output: { status: "approved", published: true },
    });
    await expectSameKey(counting, `/publish/${key}`);
    expect(await counting.count(`/draft/${key}`)).toBe(1);
  });
});

async function expectSameKey(counting: Counting, path: string): Promise<void> {
  const keys = (await counting.requests(path)).map((call) => call.headers["idempotency-key"]);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/./);
  expect(keys[1]).toBe(keys[0]);
}
