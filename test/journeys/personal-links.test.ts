/** A link that was sent to somebody's own address proves them; one that many can read does not. */
import { expect, test } from "vitest";
import { decide, decideByLink, problemOf } from "../support/client.ts";
import { office } from "../support/post-office.ts";
import { uniqueKey } from "../support/unique.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";

test("each approver is mailed a link of their own, and answers by it as themselves", async () => {
  const { client } = office();
  const key = uniqueKey("own");
  const { runId } = await client.startAndSuspend("asked-people", { key, approvers: [ANA, BO], minApprovals: "all" });
  const [ana, bo] = await Promise.all([office().linkTo(ANA, key), office().linkTo(BO, key)]);
  expect(ana).not.toBe(bo);

  const posed = await decideByLink(ana, { approved: true, approver: BO });
  expect([posed.status, problemOf(posed).code]).toEqual([403, "approver-not-allowed"]);
  await decide(ana, { approved: true });
  await decide(bo, { approved: true });
  expect((await client.waitForEnd(runId)).output).toMatchObject({
    approvals: [
      { approver: ANA, verified: true, via: "link" },
      { approver: BO, verified: true, via: "link" },
    ],
  });
});

test("a shared link, and one that a key made, are good for whoever is named, unproved", async () => {
  const { client } = office();
  const key = uniqueKey("shared");
  const { runId, approvalId } = await client.startAndSuspend("asked-people", {
    key,
    approvers: [ANA, BO],
    minApprovals: 2,
  });
  await decide(await client.mintLink(approvalId), { approved: true, approver: ANA });
  await decide(await client.mintLink(approvalId, BO), { approved: true });
  expect((await client.waitForEnd(runId)).output).toMatchObject({
    approvals: [
      { approver: ANA, verified: false, via: "link" },
      { approver: BO, verified: false, via: "link" },
    ],
  });
});

test("where proof is required, neither counts, and neither does a key", async () => {
  const { client, slackUrl } = office();
  const key = uniqueKey("proof");
  const { approvalId } = await client.startAndSuspend("proved-people", { key, approvers: [ANA], slackUrl });
  const claims = [
    decideByLink(await client.mintLink(approvalId), { approved: true, approver: ANA }),
    decideByLink(await client.mintLink(approvalId, ANA), { approved: true }),
    client.send(`/api/approvals/${approvalId}/decision`, { method: "POST", body: { approved: true, approver: ANA } }),
  ];
  for (const answer of await Promise.all(claims)) {
    expect([answer.status, problemOf(answer).code]).toEqual([403, "not-verified"]);
  }
  expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending", approvals: [] });
  expect((await decide(await office().linkTo(ANA, key), { approved: true })).status).toBe("approved");
});
