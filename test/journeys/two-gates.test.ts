import { expect, test } from "vitest";
import { decide, decideByLink } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

test("a burst of clicks on the first question answers the first alone", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("gates");
  const { runId, approvalId } = await client.startAndSuspend("two-gates", { key });
  const link = await client.mintLink(approvalId);
  await Promise.all(Array.from({ length: 20 }, () => decideByLink(link, { approved: true })));

  const asked = await eventually(
    () => client.getRun(runId),
    ({ approvals }) => approvals.length === 2,
    { what: "the second question is asked" },
  );
  const second = asked.approvals.find((id) => id !== approvalId) ?? "";
  for (let count = 0; count < 5; count += 1) expect((await decideByLink(link, { approved: true })).status).toBe(410);
  expect(await client.getApproval(second)).toMatchObject({ status: "pending", approvals: [], agent: "second" });
  expect((await client.waitForStatus(runId, "suspended")).status).toBe("suspended");
  expect(await counting.count(`/act/${key}`)).toBe(0);

  await decide(await client.mintLink(second), { approved: true });
  expect(await client.waitForEnd(runId)).toMatchObject({ status: "completed", output: ["approved", "approved"] });
  expect(await counting.count(`/act/${key}`)).toBe(1);
});
