import { describe, expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { freePort } from "../support/free-port.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

function triedOnce(approvalId: string) {
  return eventually(
    () => shared().client.getApproval(approvalId),
    ({ deliveries }) => (deliveries[0]?.attempts ?? 0) >= 1 && deliveries[0]?.lastError !== undefined,
    { what: "the failed attempt is shown" },
  );
}

function delivered(approvalId: string) {
  return eventually(
    () => shared().client.getApproval(approvalId),
    ({ deliveries }) => deliveries[0]?.status === "delivered",
    { what: "it is delivered" },
  );
}

describe.concurrent("a message that cannot be delivered neither fails the run nor blocks the answer", () => {
  test("nobody listens: it is tried again, and shown as pending", async () => {
    const { client, counting } = shared();
    const key = uniqueKey("dead");
    const { runId, approvalId } = await client.startAndSuspend("webhook-asked", {
      key,
      webhookUrl: `http://127.0.0.1:${await freePort()}/dead`,
    });
    const approval = await triedOnce(approvalId);
    expect(approval.status).toBe("pending");
    expect(approval.deliveries).toMatchObject([{ channel: "webhook", status: "pending" }]);

    await decide(await client.mintLink(approvalId), { approved: true });
    expect((await client.waitForEnd(runId)).status).toBe("completed");
    expect(await counting.count(`/act/${key}`)).toBe(1);
  });

  test("the address refuses: it is final, and shown as failed", async () => {
    const { client, counting } = shared();
    const key = uniqueKey("gone");
    await counting.behave(`/hook/${key}`, { status: 404 });
    const { runId, approvalId } = await client.startAndSuspend("webhook-asked", {
      key,
      webhookUrl: `${counting.url}/hook/${key}`,
    });
    const approval = await eventually(
      () => client.getApproval(approvalId),
      ({ deliveries }) => deliveries[0]?.status === "failed",
      { what: "the delivery has failed" },
    );
    expect(approval.deliveries).toMatchObject([
      { status: "failed", attempts: 1, lastError: expect.stringContaining("404") },
    ]);
    expect((await client.getRun(runId)).status).toBe("suspended");
    expect(await counting.count(`/hook/${key}`)).toBe(1);
  });

  test("the address stumbles: it is tried again, under the same id, until it is delivered", async () => {
    const { client, counting } = shared();
    const key = uniqueKey("stumble");
    await counting.behave(`/hook/${key}`, { status: 500 }, { status: 204, body: "" });
    const { approvalId } = await client.startAndSuspend("webhook-asked", {
      key,
      webhookUrl: `${counting.url}/hook/${key}`,
    });
    await triedOnce(approvalId);
    await client.moveTime(approvalId, "1m");
    await delivered(approvalId);

    const calls = await counting.requests(`/hook/${key}`);
    expect(calls).toHaveLength(2);
    expect(new Set(calls.map((call) => call.headers["webhook-id"])).size).toBe(1);
  });

  test("the address hangs: it is cut off and tried again, while the answer goes through at once", async () => {
    const { client, counting } = shared();
    const key = uniqueKey("hang");
    await counting.behave(`/hook/${key}`, { hang: true }, { status: 200 });
    const { runId, approvalId } = await client.startAndSuspend("webhook-asked", {
      key,
      webhookUrl: `${counting.url}/hook/${key}`,
    });
    await eventually(
      () => counting.count(`/hook/${key}`),
      (count) => count === 1,
      { what: "the hook is called" },
    );

    await decide(await client.mintLink(approvalId), { approved: true });
    expect((await client.waitForEnd(runId, 5_000)).status).toBe("completed");
  });

  test("the address hangs while nobody answers: after 15 seconds it is tried again", async () => {
    const { client, counting } = shared();
    const key = uniqueKey("hang-on");
    await counting.behave(`/hook/${key}`, { hang: true }, { status: 200 });
    const { approvalId } = await client.startAndSuspend("webhook-asked", {
      key,
      webhookUrl: `${counting.url}/hook/${key}`,
    });
    await eventually(
      () => counting.count(`/hook/${key}`),
      (count) => count === 1,
      { what: "the hook is called" },
    );
    await client.moveTime(approvalId, "10s");
    expect((await client.getApproval(approvalId)).deliveries[0]).not.toHaveProperty("lastError");
    await client.moveTime(approvalId, "5s");
    await triedOnce(approvalId);
    await client.moveTime(approvalId, "1m");
    await delivered(approvalId);
    expect(await counting.count(`/hook/${key}`)).toBe(2);
  });
});
