/** Another Worker of the account, with a Workflow of its own, asks through a service binding. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Client, send } from "../support/client.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { KEYS, testSettings } from "../support/settings.ts";
import { uniqueKey } from "../support/unique.ts";
import { TestWorker } from "../support/worker.ts";
import { ROOT } from "../support/worker-config.ts";

const SERVICES = `
[[services]]
binding = "BESIDE"
service = "orders"

[[services]]
binding = "ORDERS"
service = "orders"
entrypoint = "Wake"
`;

let worker: TestWorker;
let client: Client;

beforeAll(async () => {
  worker = await TestWorker.start({
    vars: { ...testSettings({ testServer: "http://localhost:9" }), PUBLIC_URL: "https://approvals.example.com" },
    beside: { config: join(ROOT, "test/support/orders/wrangler.toml"), services: SERVICES },
  });
  client = new Client(worker.url, KEYS.main);
}, 90_000);

afterAll(() => worker.stop());

interface Called {
  readonly answer?: { readonly id: string; readonly [member: string]: unknown };
  readonly refused?: string;
}

async function call(method: string, args: readonly unknown[], binding = "COUNTERSIGN"): Promise<Called> {
  return (await send(`${worker.url}/beside/call`, { body: { binding, method, args } })).body as Called;
}

async function order(parts: object = {}): Promise<{ readonly instanceId: string; readonly approvalId: string }> {
  const title = uniqueKey("order");
  const { body } = await send(`${worker.url}/beside/order`, { body: { title, timeout: "1h", ...parts } });
  const approval = await eventuallyThere(async () => (await client.listApprovals({ ensemble: title }))[0], {
    what: "the Workflow asks",
  });
  return { instanceId: (body as { id: string }).id, approvalId: approval.id };
}

/** What the Workflow came to. */
async function outputOf(instanceId: string): Promise<unknown> {
  const read = async () => (await send(`${worker.url}/beside/status?id=${instanceId}`)).body as Record<string, unknown>;
  return (await eventually(read, ({ status }) => status === "complete", { what: "it is complete" }))["output"];
}

test("a Workflow of another Worker asks, sleeps, and goes on by the event of the outcome", async () => {
  const { instanceId, approvalId } = await order();
  expect(await client.getApproval(approvalId)).toMatchObject({ requestedBy: "orders", data: { order: 7 } });
  await client.send(`/api/approvals/${approvalId}/decision`, { method: "POST", body: { approved: true } });
  expect(await outputOf(instanceId)).toBe("shipped");
  const { deliveries } = await eventually(
    () => client.getApproval(approvalId),
    (approval) => approval.deliveries[0]?.status === "delivered",
    { what: "the event is taken" },
  );
  expect(deliveries).toMatchObject([{ channel: "callback", to: "ORDERS", occasion: "outcome", attempts: 1 }]);
});

/** The Workflow's own wait is the platform's, and passes in real time: a second after the end of the approval's. */
test("where the event is lost, it asks by itself and goes on", async () => {
  const { instanceId, approvalId } = await order({ timeout: "2s", wakeThrough: "NOWHERE" });
  await client.send(`/api/approvals/${approvalId}/decision`, { method: "POST", body: { approved: true } });
  expect(await outputOf(instanceId)).toBe("shipped");
  const { deliveries } = await client.getApproval(approvalId);
  expect(deliveries).toMatchObject([{ channel: "callback", to: "NOWHERE", status: "failed" }]);
});

test("it is told of a rejection and of the end of time too", async () => {
  const [rejected, late] = await Promise.all([order(), order()]);
  await client.send(`/api/approvals/${rejected.approvalId}/decision`, { method: "POST", body: { approved: false } });
  await client.moveTime(late.approvalId, "2 hours");
  expect(await Promise.all([outputOf(rejected.instanceId), outputOf(late.instanceId)])).toEqual([
    "rejected",
    "timeout",
  ]);
});

test("asked twice under one key, it is one approval; asked for something else under it, it is refused", async () => {
  const manner = { idempotencyKey: uniqueKey("twice") };
  const [first, second] = [
    await call("request", [{ prompt: "Once?" }, manner]),
    await call("request", [{ prompt: "Once?" }, manner]),
  ];
  expect(second.answer?.id).toBe(first.answer?.id);
  const other = await call("request", [{ prompt: "Another?" }, manner]);
  expect(other.refused).toMatch(/^idempotency-conflict: /);
});

test("the binding reads, lists, decides and withdraws, on record under its name", async () => {
  const title = uniqueKey("bound");
  const { answer } = await call("request", [{ title, prompt: "Well?" }]);
  const id = answer?.id ?? "";
  expect((await call("get", [id])).answer).toMatchObject({ id, status: "pending" });
  await eventuallyThere(async () => (await client.listApprovals({ ensemble: title }))[0], { what: "it is listed" });
  expect((await call("list", [{ ensemble: title }])).answer).toMatchObject({ items: [{ id }], nextCursor: null });
  expect((await call("decide", [id, { approved: true }])).answer).toMatchObject({ status: "approved" });
  expect(await client.getApproval(id)).toMatchObject({
    approvals: [{ approver: "orders", via: "binding", verified: false }],
  });
  expect((await call("cancel", [id])).refused).toMatch(/^approval-over: /);
  const withdrawn = await call("request", [{ prompt: "Well?" }]);
  expect((await call("cancel", [withdrawn.answer?.id])).answer).toMatchObject({ status: "cancelled" });
});

test("a binding sees its own workspace alone, and one without props nothing at all", async () => {
  const { answer } = await call("request", [{ prompt: "Mine?" }]);
  for (const [method, args] of [
    ["get", [answer?.id]],
    ["decide", [answer?.id, { approved: true }]],
    ["cancel", [answer?.id]],
  ] as const) {
    expect((await call(method, args, "NEIGHBOUR")).refused).toMatch(/^not-found: /);
    expect((await call(method, args, "CLOSED")).refused).toMatch(/^setting-invalid: The service binding has no props/);
  }
  const theirs = await call("list", [{ limit: 100 }], "NEIGHBOUR");
  expect(theirs.answer).toHaveProperty("items");
  expect(JSON.stringify(theirs)).not.toContain(answer?.id);
  expect((await call("request", [{ prompt: "Mine?" }], "CLOSED")).refused).toMatch(/^setting-invalid: /);
  expect((await client.getApproval(answer?.id ?? "")).status).toBe("pending");
});

test.each([
  ["an empty question", "request", [{}], /^bad-request: .*\nprompt: /s],
  ["nothing", "request", [], /^bad-request: /],
  ["a workspace of its own choice", "request", [{ prompt: "x", workspace: "other" }], /^bad-request: /],
  ["an approver list with nobody", "request", [{ prompt: "x", approvers: [] }], /^bad-request: /],
  ["an id that is none", "get", ["../../x"], /^not-found: /],
  ["an id that is no text", "get", [{ id: 1 }], /^bad-request: /],
  ["a wait without end", "get", ["hitl_x", 1e9], /^bad-request: /],
  ["a decision that is no boolean", "decide", ["hitl_x", { approved: "yes" }], /^bad-request: /],
] as const)("%s is refused in words", async (_, method, args, refused) => {
  expect((await call(method, args)).refused).toMatch(refused);
});

test("a binding that is not there fails the event and not the decision", async () => {
  const wake = { binding: "MISSING", instanceId: "x", event: "y" };
  const { answer } = await call("request", [{ prompt: "Wake whom?" }, { wake }]);
  const id = answer?.id ?? "";
  expect((await call("decide", [id, { approved: true }])).answer).toMatchObject({ status: "approved" });
  const { deliveries } = await eventually(
    () => client.getApproval(id),
    (approval) => approval.deliveries[0]?.status === "failed",
    { what: "it has failed" },
  );
  expect(deliveries).toMatchObject([{ to: "MISSING", lastError: "There is no service binding MISSING." }]);
});
