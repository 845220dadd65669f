import { expect, test } from "vitest";
import { decideByLink } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

test("a step that meets 500s is tried again, with the same Idempotency-Key, until it works", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("retried");
  await counting.behave(`/call/${key}`, { status: 500 }, { close: true }, { status: 200 });
  const started = await client.startRun("calling", { key });

  const run = await client.waitForEnd(started.id);
  expect(run).toMatchObject({ status: "completed", output: { ok: true } });
  expect(run.steps).toMatchObject([{ agent: "call", status: "completed", attempts: 3 }]);
  const calls = await counting.requests(`/call/${key}`);
  expect(calls).toHaveLength(3);
  expect(new Set(calls.map((call) => call.headers["idempotency-key"])).size).toBe(1);
});

test("a step that is refused with 400 is not tried again and fails the run, saying where and why", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("refused");
  await counting.behave(`/call/${key}`, { status: 400, body: { error: "no such thing" } });
  const started = await client.startRun("calling", { key });

  const run = await client.waitForEnd(started.id);
  expect(run).toMatchObject({
    status: "failed",
    error: { agent: "call", code: expect.stringMatching(/./), message: expect.stringContaining("400") },
  });
  expect(run.steps).toMatchObject([{ agent: "call", status: "failed", attempts: 1 }]);
  expect(await counting.count(`/call/${key}`)).toBe(1);
});

test("a step that never works fails the run after its attempts", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("broken");
  await counting.behave(`/call/${key}`, { status: 503 });
  const started = await client.startRun("calling", { key });

  const run = await client.waitForEnd(started.id);
  expect(run).toMatchObject({ status: "failed", error: { agent: "call", message: expect.stringContaining("503") } });
  expect(await counting.count(`/call/${key}`)).toBe(3);
});

test("an endpoint that hangs is cut off at the step's timeout", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("hanging");
  await counting.behave(`/call/${key}`, { hang: true }, { status: 200 });
  const started = await client.startRun("calling", { key });

  const run = await client.waitForEnd(started.id);
  expect(run.status).toBe("completed");
  expect(await counting.count(`/call/${key}`)).toBe(2);
});

test("a 429 is honoured: the step waits as long as it is told", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("throttled");
  await counting.behave(`/call/${key}`, { status: 429, headers: { "retry-after": "1" } }, { status: 200 });
  const started = await client.startRun("calling", { key });

  expect((await client.waitForEnd(started.id)).status).toBe("completed");
  const [first, second] = await counting.requests(`/call/${key}`);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(950);
});

test("when a step fails for good, the open approvals of the run are cancelled", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("beside");
  await counting.behave(`/break/${key}`, { status: 400, hold: true });
  const started = await client.startRun("failing-beside", { key });
  const approval = await client.waitForApproval(started.id);
  const link = await client.mintLink(approval.id);
  await counting.release(`/break/${key}`);

  const run = await client.waitForEnd(started.id);
  expect(run).toMatchObject({ status: "failed", error: { agent: "break", code: expect.stringMatching(/./) } });
  await eventually(
    () => client.getApproval(approval.id),
    ({ status }) => status === "cancelled",
    { what: "the approval is cancelled" },
  );
  const late = await decideByLink(link, { approved: true });
  expect(late.status).toBe(410);
  expect(late.body).toMatchObject({ status: "cancelled" });
});

test("a step that fails while its neighbour is just asking leaves no question open", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("at-once");
  await counting.behave(`/break/${key}`, { status: 400 });
  const started = await client.startRun("failing-beside", { key });
  expect((await client.waitForEnd(started.id)).status).toBe("failed");
  await eventually(
    () => client.listApprovals({ run: started.id, status: "pending" }),
    (open) => open.length === 0,
    { what: "nothing is open any more" },
  );
});

test("no environment value is in what a run stores or shows", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("secret");
  await counting.behave(`/call/${key}`, { status: 400 });
  const started = await client.startRun("calling", { key });
  const run = await client.waitForEnd(started.id);
  expect(JSON.stringify(run)).not.toContain(counting.url);
});
