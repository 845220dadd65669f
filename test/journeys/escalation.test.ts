/** Others are asked where nobody answers in time, or where somebody cannot be told; what is over stays over. */
import { expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { office } from "../support/post-office.ts";
import { uniqueKey } from "../support/unique.ts";

const ANA = "ana@example.com";
const HEAD = "head@example.com";
/** Whose mail is refused for good. */
const GONE = "gone@example.invalid";

test("where nobody answers, the head is asked too, and the head's answer counts", async () => {
  const { client } = office();
  const key = uniqueKey("late");
  const { runId, approvalId } = await client.startAndSuspend("escalated-people", { key, approvers: [ANA] });
  await client.moveTime(approvalId, "10m");
  const head = await office().linkTo(HEAD, key);
  expect((await client.getApproval(approvalId)).approvers).toEqual([ANA, HEAD]);
  await decide(head, { approved: true });
  expect((await client.waitForEnd(runId)).output).toMatchObject({ approvals: [{ approver: HEAD, verified: true }] });
  expect(await office().mailsTo("board@example.com", key)).toEqual([]);
});

test("where an approver cannot be told in any way, it happens at once, and once", async () => {
  const { client } = office();
  const key = uniqueKey("lost");
  const { approvalId } = await client.startAndSuspend("escalated-people", {
    key,
    approvers: [GONE, ANA],
    minApprovals: 2,
  });
  await office().linkTo(HEAD, key);
  const told = await eventually(
    () => client.audit({ approval: approvalId }),
    (all) => all.some(({ type }) => type === "approval.escalated"),
    { what: "the escalation is on record" },
  );
  const escalations = told.filter(({ type }) => type === "approval.escalated");
  expect(escalations.map(({ detail }) => detail)).toEqual([{ to: [HEAD], why: `${GONE} could not be reached` }]);
  expect(await office().mailsTo("board@example.com", key)).toEqual([]);
});

test("what was settled first is not opened again", async () => {
  const { client } = office();
  const key = uniqueKey("settled");
  const { runId, approvalId } = await client.startAndSuspend("escalated-people", { key, approvers: [ANA] });
  await decide(await office().linkTo(ANA, key), { approved: false });
  const run = await client.waitForEnd(runId);
  await client.moveTime(approvalId, "10m");
  await client.moveTime(approvalId, "1h");
  expect((await client.getApproval(approvalId)).deliveries.map(({ to }) => to)).not.toContain(HEAD);
  expect(await office().mailsTo(HEAD, key)).toEqual([]);
  expect(await client.getApproval(approvalId)).toMatchObject({ status: "rejected", approvers: [ANA] });
  expect((await client.getRun(runId)).status).toBe(run.status);
});
