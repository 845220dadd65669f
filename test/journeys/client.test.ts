/** The client in Node, against a real Worker: whatever it offers does what it says. */
import { expect, test } from "vitest";
import { createClient, verifyReceipt } from "../../src/client/create-client.ts";
import { eventually } from "../support/eventually.ts";
import { KEYS } from "../support/settings.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

function here() {
  const { url, counting } = shared();
  return { url, counting, client: createClient({ url, key: KEYS.main }), anybody: createClient({ url }) };
}

test("a run is started, waits, is resumed, and has ended", async () => {
  const { client, counting } = here();
  const key = uniqueKey("client");
  const run = await client.runs.start("publish", { input: { key }, requestedBy: "shop", wait: 10 });
  expect(run).toMatchObject({ status: "suspended", requestedBy: "shop", input: { key } });
  const [id = ""] = run.approvals;
  const ended = client.runs.wait(run.id, { until: "end" });
  expect(await client.approvals.resume(id, { status: "approved", feedback: "Good" })).toMatchObject({
    status: "approved",
  });
  expect(await ended).toMatchObject({ id: run.id, status: "completed" });
  expect(await counting.count(`/publish/${key}`)).toBe(1);
});

test("the same idempotency key gives the same run", async () => {
  const { client } = here();
  const options = { input: { key: uniqueKey("once") }, idempotencyKey: uniqueKey("same") };
  const runs = await Promise.all([1, 2, 3].map(() => client.runs.start("unguarded", options)));
  expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
});

test("a token resumes without a key, and a rejection is no approval", async () => {
  const { client, anybody } = here();
  const run = await client.runs.start("unguarded", { input: { key: uniqueKey("no") }, wait: 10 });
  const { url } = await client.approvals.links(run.approvals[0] ?? "");
  const token = url.split("/").at(-1) ?? "";
  await anybody.approvals.resume(token, { status: "rejected", feedback: "Too early" });
  expect(await client.runs.wait(run.id, { until: "end" })).toMatchObject({ status: "rejected" });
  await expect(anybody.links.inspect(token)).rejects.toMatchObject({
    status: 410,
    code: "approval-over",
    problem: { status: "rejected" },
  });
});

test("runs are listed, cancelled and restarted; ensembles are shown", async () => {
  const { client } = here();
  const run = await client.runs.start("publish", { input: { key: uniqueKey("stop") }, wait: 10 });
  expect(await client.runs.get(run.id)).toMatchObject({ id: run.id, status: "suspended" });
  expect(await client.runs.cancel(run.id)).toMatchObject({ status: "cancelled" });
  const again = await client.runs.restart(run.id, {});
  expect(again.retryOf).toBe(run.id);
  await eventually(
    () => client.runs.list({ ensemble: "publish", limit: 50 }),
    ({ items }) => items.some(({ id }) => id === again.id),
    { what: "the new run is listed" },
  );
  await client.runs.wait(again.id);
  await client.runs.cancel(again.id);
  const { items } = await client.ensembles.list();
  expect(items.map(({ name }) => name)).toContain("publish");
  expect(await client.ensembles.get("publish")).toMatchObject({ name: "publish" });
  await expect(client.ensembles.get("nothing")).rejects.toMatchObject({ code: "ensemble-unknown" });
});

test("an approval is asked for, moved, given to somebody else, withdrawn, and all of it is on record", async () => {
  const { client, url } = here();
  const body = { prompt: "Refund?", approvers: ["ana@example.com"], channels: [] };
  const { id } = await client.approvals.request(body);
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  expect(await client.approvals.extend(id, { expiresAt })).toMatchObject({ expiresAt });
  expect(await client.approvals.reassign(id, { from: "ana@example.com", to: "bo@example.com" })).toMatchObject({
    approvers: ["bo@example.com"],
  });
  await expect(client.approvals.resend(id)).rejects.toMatchObject({ code: "not-reachable" });
  const settled = client.approvals.wait(id, { signal: AbortSignal.timeout(10_000) });
  expect(await client.approvals.withdraw(id, { reason: "changed" })).toMatchObject({ status: "cancelled" });
  expect(await settled).toMatchObject({ id, status: "cancelled" });
  await expect(client.approvals.decide(id, { approved: true })).rejects.toMatchObject({ code: "approval-over" });

  const types = await eventually(
    async () => {
      const told: string[] = [];
      for await (const { type } of client.audit.all({ approval: id })) told.push(type);
      return told;
    },
    (told) => told.includes("approval.cancelled"),
    { what: "the trail has the end" },
  );
  expect(types).toEqual(expect.arrayContaining(["approval.requested", "approval.extended", "approval.reassigned"]));
  const pending = await client.approvals.list({ status: "pending", approver: "bo@example.com", run: "" });
  expect(pending.items.map((approval) => approval.id)).not.toContain(id);
  const { receipt = "" } = await eventually(
    () => client.approvals.get(id),
    (approval) => approval.receipt !== undefined,
    { what: "there is a receipt" },
  );
  await expect(verifyReceipt(receipt, { url })).rejects.toMatchObject({ claim: "outcome" });
  expect(await verifyReceipt(receipt, { url, outcome: "cancelled" })).toMatchObject({ sub: id });
});

test("the trail is checked", async () => {
  expect(await here().client.audit.verify()).toMatchObject({ valid: true });
});
