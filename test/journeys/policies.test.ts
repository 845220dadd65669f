/** How many of those who are asked must agree, and that nobody approves what they ask for. */
import { describe, expect, test } from "vitest";
import { decide, decideByLink, problemOf } from "../support/client.ts";
import { office } from "../support/post-office.ts";
import { uniqueKey } from "../support/unique.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";
const REQUESTER = "req@example.com";

test.each([
  ["any", "approved"],
  ["all", "pending"],
])("%s: after one of two it is %s", async (minApprovals, status) => {
  const { client } = office();
  const key = uniqueKey("policy");
  await client.startAndSuspend("asked-people", { key, approvers: [ANA, BO], minApprovals });
  expect((await decide(await office().linkTo(ANA, key), { approved: true })).status).toBe(status);
});

describe("whoever asks", () => {
  test("is not asked, and refused by every door", async () => {
    const { client } = office();
    const key = uniqueKey("self");
    const { approvalId } = await client.startAndSuspend("asked-people", { key, approvers: [ANA, "Req@Example.com"] });
    expect((await client.getApproval(approvalId)).approvers).toEqual([ANA]);
    const link = await client.mintLink(approvalId);
    for (const approver of [REQUESTER, "REQ@example.com", "Me <req@example.com>"]) {
      const answer = await decideByLink(link, { approved: true, approver });
      expect([answer.status, problemOf(answer).code]).toEqual([403, "self-approval"]);
    }
    const byKey = await client.send(`/api/approvals/${approvalId}/decision`, {
      method: "POST",
      body: { approved: true, approver: REQUESTER },
    });
    expect(problemOf(byKey).code).toBe("self-approval");
    await office().linkTo(ANA, key);
    expect(await office().mailsTo(REQUESTER, key)).toEqual([]);
  });

  test("fails the step where nobody else is asked", async () => {
    const { client } = office();
    const started = await client.startRun("asked-people", { key: uniqueKey("alone"), approvers: [REQUESTER] });
    expect(await client.waitForEnd(started.id)).toMatchObject({
      status: "failed",
      error: { code: "self-approval-only" },
    });
  });

  test("may where the ensemble says so", async () => {
    const { client } = office();
    const key = uniqueKey("selves");
    await client.startAndSuspend("asked-selves", { key, approvers: [REQUESTER] });
    expect((await decide(await office().linkTo(REQUESTER, key), { approved: true })).status).toBe("approved");
  });
});

test("two who decide at the same moment are told the same outcome", async () => {
  const { client } = office();
  const key = uniqueKey("race");
  const { approvalId } = await client.startAndSuspend("asked-people", { key, approvers: [ANA, BO] });
  const [ana, bo] = await Promise.all([office().linkTo(ANA, key), office().linkTo(BO, key)]);
  const answers = await Promise.all([decideByLink(ana, { approved: true }), decideByLink(bo, { approved: false })]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410]);
  const { status } = await client.getApproval(approvalId);
  for (const { body } of answers) expect(body).toMatchObject({ status });
});
