import { describe, expect, test } from "vitest";
import { decide, decideByLink, problemOf } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const ANA = "ana@example.com";
const BEN = "ben@example.com";
const CLEO = "cleo@example.com";

describe("two of three must agree", () => {
  test("two different people who approve by their own links are enough", async () => {
    const { client, counting } = shared();
    const key = uniqueKey("quorum");
    const { runId, approvalId } = await client.startAndSuspend("committee", { key, approvers: [ANA, BEN, CLEO] });

    const first = await decide(await client.mintLink(approvalId, ANA), { approved: true });
    expect(first).toMatchObject({ status: "pending", remaining: 1 });
    expect((await client.getRun(runId)).status).toBe("suspended");

    const second = await decide(await client.mintLink(approvalId, CLEO), { approved: true });
    expect(second).toMatchObject({ status: "approved", remaining: 0 });

    const run = await client.waitForEnd(runId);
    expect(run).toMatchObject({
      status: "completed",
      output: { status: "approved", approvals: [{ approver: ANA }, { approver: CLEO }] },
    });
    expect(await counting.count(`/act/${key}`)).toBe(1);
  });

  test("a shared link serves each of them, each by name", async () => {
    const { client } = shared();
    const { runId, approvalId } = await client.startAndSuspend("committee", {
      key: uniqueKey("shared"),
      approvers: [ANA, BEN, CLEO],
    });
    const link = await client.mintLink(approvalId);

    expect((await decide(link, { approved: true, approver: "Ana@Example.com" })).status).toBe("pending");
    expect((await decide(link, { approved: true, approver: BEN })).status).toBe("approved");
    expect((await client.waitForEnd(runId)).status).toBe("completed");
  });

  test("one person who approves twice counts once, and is told so", async () => {
    const { client, counting } = shared();
    const key = uniqueKey("twice");
    const { runId, approvalId } = await client.startAndSuspend("committee", { key, approvers: [ANA, BEN] });
    const own = await client.mintLink(approvalId, ANA);
    const common = await client.mintLink(approvalId);
    await decide(own, { approved: true });

    for (const [link, body] of [
      [own, { approved: true }],
      [common, { approved: true, approver: ANA.toUpperCase() }],
      [await client.mintLink(approvalId, ANA), { approved: false }],
    ] as const) {
      const again = await decideByLink(link, body);
      expect(again.status).toBe(409);
      expect(problemOf(again).code).toBe("already-answered");
    }
    expect((await client.getRun(runId)).status).toBe("suspended");
    expect(await counting.count(`/act/${key}`)).toBe(0);
  });

  test("one rejection decides", async () => {
    const { client } = shared();
    const { runId, approvalId } = await client.startAndSuspend("committee", {
      key: uniqueKey("one-no"),
      approvers: [ANA, BEN, CLEO],
    });
    await decide(await client.mintLink(approvalId, ANA), { approved: true });

    expect((await decide(await client.mintLink(approvalId, BEN), { approved: false, reason: "No" })).status).toBe(
      "rejected",
    );
    expect((await client.waitForEnd(runId)).status).toBe("rejected");
  });
});

describe("a stranger", () => {
  test("is refused by a shared link, named or nameless, and nothing is decided", async () => {
    const { client } = shared();
    const { approvalId } = await client.startAndSuspend("committee", {
      key: uniqueKey("stranger"),
      approvers: [ANA, BEN],
    });
    const link = await client.mintLink(approvalId);

    for (const body of [{ approved: true, approver: "mallory@example.com" }, { approved: true }]) {
      const answer = await decideByLink(link, body);
      expect(answer.status).toBe(403);
      expect(problemOf(answer).code).toBe("approver-not-allowed");
    }
    expect(await client.getApproval(approvalId)).toMatchObject({ status: "pending", approvals: [] });
  });

  test("cannot speak for another through a personal link, and the link stays good for its owner", async () => {
    const { client } = shared();
    const { approvalId } = await client.startAndSuspend("committee", {
      key: uniqueKey("other"),
      approvers: [ANA, BEN],
    });
    const link = await client.mintLink(approvalId, ANA);

    const answer = await decideByLink(link, { approved: true, approver: BEN });
    expect(answer.status).toBe(403);
    expect((await decide(link, { approved: true, approver: ANA })).status).toBe("pending");
  });

  test("gets no link made for them", async () => {
    const { client } = shared();
    const { approvalId } = await client.startAndSuspend("committee", { key: uniqueKey("mint"), approvers: [ANA, BEN] });
    const answer = await client.send(`/api/approvals/${approvalId}/links`, {
      method: "POST",
      body: { approver: "mallory@example.com" },
    });
    expect(answer.status).toBe(403);
  });
});

test.each([
  ["an empty list", []],
  ["an empty name", [""]],
  ["something that is no text", [ANA, 7]],
])("approvers that evaluate to %s fail the run instead of opening the gate", async (_what, approvers) => {
  const { client } = shared();
  const started = await client.startRun("committee", { key: uniqueKey("nobody"), approvers });
  const run = await client.waitForEnd(started.id);
  expect(run).toMatchObject({ status: "failed", error: { agent: "vote" } });
  expect(run.approvals).toEqual([]);
});

test("more approvals wanted than people named fails the run", async () => {
  const { client } = shared();
  const started = await client.startRun("committee", { key: uniqueKey("too-many"), approvers: [ANA], minApprovals: 2 });
  expect(await client.waitForEnd(started.id)).toMatchObject({ status: "failed", error: { agent: "vote" } });
});
