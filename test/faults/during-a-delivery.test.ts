import { expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { RECOVERY, useCrashingWorker } from "../support/crashing-worker.ts";
import { eventually } from "../support/eventually.ts";
import { uniqueKey } from "../support/unique.ts";

const crashing = useCrashingWorker();

test("killed while a message is on its way: it is sent again under the same id, and its link works", async () => {
  const { client, counting, worker } = crashing();
  const key = uniqueKey("delivery");
  const hook = `/hook/${key}`;
  await counting.behave(hook, { hang: true }, { status: 200 });
  const { runId, approvalId } = await client.startAndSuspend("webhook-asked", { key, webhookUrl: counting.url + hook });
  await eventually(
    () => counting.count(hook),
    (count) => count === 1,
    { what: "the message is on its way" },
  );

  await worker.restart();
  await client.moveTime(approvalId, "20s");
  await eventually(
    () => client.getApproval(approvalId),
    ({ deliveries }) => deliveries[0]?.status === "delivered",
    { what: "the message is delivered", within: RECOVERY },
  );
  const calls = await counting.requests(hook);
  expect(calls).toHaveLength(2);
  expect(new Set(calls.map((call) => call.headers["webhook-id"])).size).toBe(1);

  const { callbackUrl } = JSON.parse(calls[1]?.body ?? "{}") as { callbackUrl: string };
  expect((await decide(callbackUrl, { approved: true })).status).toBe("approved");
  expect((await client.waitForEnd(runId, RECOVERY)).status).toBe("completed");
  expect(await counting.count(`/act/${key}`)).toBe(1);
});
