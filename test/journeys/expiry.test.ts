import { expect, test } from "vitest";
import { decideByLink, send } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

test("an approval nobody answers times out, the run escalates, and a late answer changes nothing", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("expiry");
  const { runId, approvalId } = await client.startAndSuspend("expiring", { key });
  const link = await client.mintLink(approvalId);

  await client.moveTime(approvalId, "1h");
  const run = await client.waitForEnd(runId);
  expect(run.output).toEqual({ status: "timeout", timedOut: true });
  expect(run.status).toBe("completed");
  expect((await counting.requests(`/escalate/${key}`)).map((request) => JSON.parse(request.body))).toEqual([
    { status: "timeout" },
  ]);

  const late = await decideByLink(link, { approved: true });
  expect(late.status).toBe(410);
  expect(late.body).toMatchObject({ code: "approval-over", status: "timeout" });
  expect(await client.getApproval(approvalId)).toMatchObject({ status: "timeout", approvals: [] });
  expect(await counting.count(`/act/${key}`)).toBe(0);
});

test("the end is decided by the clock: an answer at or after expiresAt is too late", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("clock");
  const { approvalId } = await client.startAndSuspend("expiring", { key });
  const link = await client.mintLink(approvalId);
  await client.moveTime(approvalId, "59m 30s");
  expect((await send(link)).status).toBe(200);
  await client.moveTime(approvalId, "30s");
  expect((await decideByLink(link, { approved: true })).status).toBe(410);
  expect((await send(link)).status).toBe(410);
  expect(await counting.count(`/act/${key}`)).toBe(0);
});
