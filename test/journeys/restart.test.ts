import { expect, test } from "vitest";
import { Run } from "../../src/contract/run.ts";
import { decide, expectStatus } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

test("a restart from an agent keeps the steps before it and asks anew", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("restart");
  const first = await client.startAndSuspend("publish", { key, title: "Again" });
  await decide(await client.mintLink(first.approvalId), { approved: false, reason: "Not yet" });
  await client.waitForEnd(first.runId);

  const answer = expectStatus(await client.restartRun(first.runId, { from: "approve" }), 202);
  const again = Run.parse(answer.body);
  expect(again).toMatchObject({ retryOf: first.runId, ensemble: "publish", input: { key, title: "Again" } });
  expect(again.id).not.toBe(first.runId);

  const suspended = await client.waitForStatus(again.id, "suspended");
  expect(suspended.approvals).toHaveLength(1);
  expect(suspended.approvals).not.toContain(first.approvalId);
  await decide(await client.mintLink(suspended.approvals[0] ?? ""), { approved: true });
  expect(await client.waitForEnd(again.id)).toMatchObject({
    status: "completed",
    output: { status: "approved", published: true },
  });

  expect(await counting.count(`/draft/${key}`)).toBe(1);
  expect(await counting.count(`/publish/${key}`)).toBe(1);
  expect((await client.getRun(first.runId)).status).toBe("rejected");
});

test("a restart from behind an approval asks anew all the same", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("behind");
  const first = await client.startAndSuspend("publish", { key });
  await decide(await client.mintLink(first.approvalId), { approved: true });
  await client.waitForEnd(first.runId);

  const again = Run.parse(expectStatus(await client.restartRun(first.runId, { from: "publish" }), 202).body);
  const suspended = await client.waitForStatus(again.id, "suspended");
  expect(suspended.approvals).not.toContain(first.approvalId);
  expect(await counting.count(`/draft/${key}`)).toBe(1);
  expect(await counting.count(`/publish/${key}`)).toBe(1);
});

test("a restart from the top does every step again, each with a key of its own", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("top");
  const first = await client.startAndSuspend("publish", { key });
  await client.cancelRun(first.runId);
  await client.waitForEnd(first.runId);

  const again = Run.parse(expectStatus(await client.restartRun(first.runId, {}), 202).body);
  await client.waitForStatus(again.id, "suspended");
  const calls = await counting.requests(`/draft/${key}`);
  expect(calls).toHaveLength(2);
  expect(new Set(calls.map((call) => call.headers["idempotency-key"])).size).toBe(2);
});

test("a restart from an agent that is not there is refused", async () => {
  const { client } = shared();
  const { runId } = await client.startAndSuspend("publish", { key: uniqueKey("nowhere") });
  await client.cancelRun(runId);
  await client.waitForEnd(runId);
  const answer = await client.restartRun(runId, { from: "nobody" });
  expect([400, 422]).toContain(answer.status);
});
