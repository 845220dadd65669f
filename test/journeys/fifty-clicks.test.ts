import { expect, test } from "vitest";
import { DecisionResult } from "../../src/contract/decision.ts";
import { decideByLink, problemOf } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

test("fifty simultaneous answers on one link give exactly one 200 and one resumed run", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("clicks");
  const { runId, approvalId } = await client.startAndSuspend("publish", { key });
  const link = await client.mintLink(approvalId);

  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => decideByLink(link, { approved: true, approver: `p${index}@example.com` })),
  );
  const refused = answers.filter((answer) => answer.status !== 200);
  expect(refused.map((answer) => answer.status)).toEqual(Array.from({ length: 49 }, () => 410));
  expect(new Set(refused.map((answer) => problemOf(answer).code))).toEqual(new Set(["approval-over"]));

  const run = await client.waitForEnd(runId);
  expect(run.status).toBe("completed");
  expect(run.steps.filter((step) => step.agent === "publish")).toHaveLength(1);
  expect((await client.getApproval(approvalId)).approvals).toHaveLength(1);
  expect(await counting.count(`/draft/${key}`)).toBe(1);
  expect(await counting.count(`/publish/${key}`)).toBe(1);
});

test("approvals and rejections at once: the first stands, and the run obeys it", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("clash");
  const { runId, approvalId } = await client.startAndSuspend("publish", { key });
  const link = await client.mintLink(approvalId);

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => decideByLink(link, { approved: index % 2 === 0 })),
  );
  const winners = answers.filter((answer) => answer.status === 200);
  expect(winners).toHaveLength(1);
  const { status } = DecisionResult.parse(winners[0]?.body);

  const run = await client.waitForEnd(runId);
  expect(run.status).toBe(status === "approved" ? "completed" : "rejected");
  expect(await counting.count(`/publish/${key}`)).toBe(status === "approved" ? 1 : 0);
  for (const answer of answers)
    if (answer.status === 410)
      expect(answer.body).toMatchObject({ code: "approval-over", decidedAt: expect.any(String) });
});
