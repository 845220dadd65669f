import { expect, test } from "vitest";
import { decide, send } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";
import { Suspension } from "../../src/contract/approval.ts";

test("a run asks, a person approves by link, and the run goes on to publish once", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("approve");

  const { runId, approvalId } = await client.startAndSuspend("publish", { key, title: "Hello" });
  expect(await counting.count(`/draft/${key}`)).toBe(1);
  expect(await counting.count(`/publish/${key}`)).toBe(0);

  const link = await client.mintLink(approvalId);
  const result = await decide(link, { approved: true, approver: "ana@example.com", feedback: "Nice" });
  expect(result).toMatchObject({ status: "approved", approvalId, runId, remaining: 0 });

  const run = await client.waitForEnd(runId);
  expect(run).toMatchObject({ status: "completed", output: { status: "approved", published: true } });
  expect(run.steps.map((step) => [step.agent, step.status])).toEqual([
    ["draft", "completed"],
    ["approve", "completed"],
    ["publish", "completed"],
  ]);
  expect(await counting.count(`/draft/${key}`)).toBe(1);
  expect(await counting.count(`/publish/${key}`)).toBe(1);
});

test("a program that opens the link is told what is asked, and uses nothing up", async () => {
  const { client } = shared();
  const key = uniqueKey("inspect");
  const { runId, approvalId } = await client.startAndSuspend("publish", { key, title: "Read me" });
  const link = await client.mintLink(approvalId);

  for (const accept of ["application/json", "*/*"]) {
    const answer = await send(link, { headers: { accept } });
    expect(answer.status).toBe(200);
    expect(Suspension.parse(answer.body)).toMatchObject({
      status: "suspended",
      token: link.split("/").at(-1),
      metadata: {
        executionId: approvalId,
        runId,
        ensemble: "publish",
        agent: "approve",
        prompt: "Publish “Read me”?",
        approvalData: { title: "Read me", draft: { ok: true } },
        context: { key },
        approvers: [],
        minApprovals: 1,
        approvals: [],
        form: null,
      },
    });
  }
  await decide(link, { approved: true });
});

test("the approval tells who answered, how, and that a link made through the API proves nobody", async () => {
  const { client } = shared();
  const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("who") });
  const link = await client.mintLink(approvalId);
  await decide(link, { approved: true, approver: "ana@example.com", feedback: "Nice" });

  const approval = await client.getApproval(approvalId);
  expect(approval.status).toBe("approved");
  expect(approval.decidedAt).toBeDefined();
  expect(approval.approvals).toMatchObject([
    { approver: "ana@example.com", approved: true, feedback: "Nice", verified: false },
  ]);
});

test("once everything is told, what was asked is forgotten and what was answered is not", async () => {
  const { client } = shared();
  const { approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("forget") });
  await decide(await client.mintLink(approvalId), { approved: true, approver: "ana@example.com" });
  const forgotten = await eventually(
    () => client.getApproval(approvalId),
    ({ data }) => data === null,
    { what: "the data is erased" },
  );
  expect(forgotten).toMatchObject({ status: "approved", approvals: [{ approver: "ana@example.com" }] });
});

test("the API decides too, in the name of the key or of the approver it speaks for", async () => {
  const { client } = shared();
  const { runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("api") });
  const answer = await client.send(`/api/approvals/${approvalId}/decision`, {
    method: "POST",
    body: { approved: true },
  });

  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ status: "approved", approvalId, runId });
  expect((await client.waitForEnd(runId)).status).toBe("completed");
});

test("the trail of a run tells what happened and who did it", async () => {
  const { client } = shared();
  const { runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("trail") });
  await decide(await client.mintLink(approvalId), { approved: true, approver: "ana@example.com" });
  await client.waitForEnd(runId);

  const trail = await client.audit({ run: runId });
  expect(trail.some((entry) => entry.actor === "key:ci")).toBe(true);
  const decided = trail.filter((entry) => entry.type === "approval.decided" || entry.actor.includes("ana@example.com"));
  expect(decided.length).toBeGreaterThan(0);
  expect(JSON.stringify(trail)).not.toMatch(/hitl_[0-9a-f]{64}_[0-9a-f]{8}-/);
});
