import { expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

test("after a rejection nothing runs that does not name the approval, and the skipped say why", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("reject");
  const { runId, approvalId } = await client.startAndSuspend("unguarded", { key });

  const result = await decide(await client.mintLink(approvalId), {
    approved: false,
    reason: "Too dear",
    feedback: "Ask again in May",
  });
  expect(result.status).toBe("rejected");

  const run = await client.waitForEnd(runId);
  expect(run).toMatchObject({ status: "rejected", output: { status: "rejected", reason: "Too dear" } });
  const ship = run.steps.find((step) => step.agent === "ship");
  expect(ship?.status).toBe("skipped");
  expect(ship?.reason).toContain("ask");
  expect(run.steps.find((step) => step.agent === "apologise")?.status).toBe("completed");
  expect(await counting.count(`/ship/${key}`)).toBe(0);
  expect((await counting.requests(`/apologise/${key}`)).map((request) => JSON.parse(request.body))).toEqual([
    { why: "Too dear" },
  ]);
});

test("an agent whose condition wants a yes is skipped after a no", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("no");
  const { runId, approvalId } = await client.startAndSuspend("publish", { key });
  await decide(await client.mintLink(approvalId), { approved: false, reason: "No" });

  const run = await client.waitForEnd(runId);
  expect(run.status).toBe("rejected");
  expect(run.steps.find((step) => step.agent === "publish")).toMatchObject({ status: "skipped" });
  expect(await counting.count(`/publish/${key}`)).toBe(0);
});
