/** An ensemble in TypeScript, over HTTP: listed, started, asked and ended like any other. Its sleep is the engine's: real. */
import { describe, expect, test } from "vitest";
import { decide, expectStatus, problemOf } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { shared } from "../support/shared.ts";
import { open, sessionOf } from "../support/pages.ts";
import { KEYS } from "../support/settings.ts";
import { uniqueKey } from "../support/unique.ts";

const ENSEMBLE = "in-code";

test("it is listed with its input, and its file in place of agents", async () => {
  const { client } = shared();
  expect((await client.send(`/api/ensembles/${ENSEMBLE}`)).body).toMatchObject({
    name: ENSEMBLE,
    input: { case: { type: "string", required: true }, key: { type: "string", default: "none" } },
    agents: [],
    code: expect.stringMatching(/in-code\.ts$/),
  });
});

test("approved, it goes on with what was filled in, and each step names the code it ran", async () => {
  const { client } = shared();
  const key = uniqueKey("code");
  const { runId, approvalId } = await client.startAndSuspend(ENSEMBLE, { case: "ask", key });
  expect(await client.getApproval(approvalId)).toMatchObject({
    agent: "review",
    prompt: "Publish?",
    data: { text: `draft for ${key}`, idempotencyKey: `${runId}.draft` },
  });
  expect((await client.getRun(runId)).progress).toEqual({ stage: "review", done: 1, of: 2 });
  await decide(await client.mintLink(approvalId), { approved: true, values: { headline: "Hello" } });
  const run = await client.waitForEnd(runId);
  expect(run).toMatchObject({ status: "completed", output: { published: true, page: "published Hello" } });
  expect(run.steps.map(({ path, operation, status, attempts }) => [path, operation, status, attempts])).toEqual([
    ["draft", "code", "completed", 1],
    ["review", "hitl", "completed", 1],
    ["publish", "code", "completed", 1],
  ]);
  for (const step of run.steps) expect(step.codeVersion).toMatch(/^[0-9a-f]{12}$/);
});

test("rejected, it is told so and decides for itself", async () => {
  const { client } = shared();
  const { runId, approvalId } = await client.startAndSuspend(ENSEMBLE, { case: "ask" });
  await decide(await client.mintLink(approvalId), { approved: false, reason: "too long" });
  expect(await client.waitForEnd(runId)).toMatchObject({
    status: "completed",
    output: { published: false, status: "rejected", why: "too long" },
  });
});

test("a gate that is shut ends the run, whatever the code catches", async () => {
  const { client } = shared();
  const { runId, approvalId } = await client.startAndSuspend(ENSEMBLE, { case: "gate" });
  await decide(await client.mintLink(approvalId), { approved: false });
  const run = await client.waitForEnd(runId);
  expect(run.status).toBe("rejected");
  expect(run.steps.map(({ path }) => path)).toEqual(["permit"]);
  expect(run).not.toHaveProperty("output");
});

test("when time runs out, the code catches TIMEOUT", async () => {
  const { client } = shared();
  const { runId, approvalId } = await client.startAndSuspend(ENSEMBLE, { case: "limit" });
  await client.moveTime(approvalId, "1h");
  expect(await client.waitForEnd(runId)).toMatchObject({ status: "completed", output: "TIMEOUT" });
});

test("two people are asked side by side, and the run rests until both have answered", async () => {
  const { client } = shared();
  const { id } = await client.startRun(ENSEMBLE, { case: "both" });
  const asked = await eventually(
    () => client.getRun(id),
    ({ approvals, status }) => approvals.length === 2 && status === "suspended",
    { what: "both are asked" },
  );
  const [legal = "", finance = ""] = asked.approvals;
  await decide(await client.mintLink(finance), { approved: false });
  await eventually(
    () => client.getRun(id),
    ({ steps, status }) => steps.some((step) => step.status === "completed") && status === "suspended",
    { what: "one has answered, and the run rests again" },
  );
  await decide(await client.mintLink(legal), { approved: true });
  expect(await client.waitForEnd(id)).toMatchObject({ output: { legal: "approved", finance: "rejected" } });
});

test("cancelled while it waits, it does nothing any more", async () => {
  const { client } = shared();
  const { runId, approvalId } = await client.startAndSuspend(ENSEMBLE, { case: "ask" });
  expectStatus(await client.cancelRun(runId), 200);
  expect(await client.waitForEnd(runId)).toMatchObject({ status: "cancelled" });
  expect((await client.getApproval(approvalId)).status).toBe("cancelled");
});

test("what the code throws fails the run, with its message and never its stack", async () => {
  const { client } = shared();
  const { id } = await client.startRun(ENSEMBLE, { case: "fail" });
  const run = await client.waitForEnd(id);
  expect(run).toMatchObject({
    status: "failed",
    error: { code: "ensemble-failed", message: "the shelf is empty", agent: "look" },
  });
  expect(JSON.stringify(run)).not.toMatch(/\.ts:|\bat \w+ \(/);
});

test("it sleeps, and knows the time", async () => {
  const { client } = shared();
  const { id } = await client.startRun(ENSEMBLE, { case: "rest" });
  expect(await client.waitForEnd(id)).toMatchObject({ status: "completed", output: true });
});

describe("events", () => {
  const send = (runId: string, body: unknown, key?: string) =>
    shared().client.send(`/api/runs/${runId}/events`, {
      method: "POST",
      body,
      headers: key === undefined ? {} : { "idempotency-key": key },
    });

  test("one that comes early is kept, one that comes twice is one, and one that comes late wakes the run", async () => {
    const { client } = shared();
    const { runId, approvalId } = await client.startAndSuspend(ENSEMBLE, { case: "paid" });
    const first = expectStatus(await send(runId, { type: "paid", payload: { amount: 3 } }, "one"), 202);
    expect(first.body).toMatchObject({ runId, type: "paid", receivedAt: expect.any(String) });
    expect((await send(runId, { type: "paid", payload: { amount: 3 } }, "one")).body).toEqual(first.body);
    expect(problemOf(await send(runId, { type: "paid", payload: { amount: 4 } }, "one")).code).toBe(
      "idempotency-conflict",
    );
    await decide(await client.mintLink(approvalId), { approved: true });
    const waiting = await eventually(
      () => client.getRun(runId),
      ({ steps }) => steps.some(({ path, status }) => path === "paid#2" && status === "suspended"),
      { what: "the second event is waited for" },
    );
    expect(waiting.steps.map(({ path, operation, round }) => [path, operation, round])).toEqual([
      ["order", "hitl", 1],
      ["paid", "wait", 1],
      ["paid#2", "wait", 2],
    ]);
    expectStatus(await send(runId, { type: "refunded" }), 202);
    expectStatus(await send(runId, { type: "paid", payload: { amount: 4 } }), 202);
    expect(await client.waitForEnd(runId)).toMatchObject({ status: "completed", output: 7 });
    expect(problemOf(await send(runId, { type: "paid" })).code).toBe("run-over");
    const events = (await client.audit({ run: runId })).filter(({ type }) => type === "run.event");
    expect(events.map(({ detail }) => detail)).toEqual([{ type: "paid" }, { type: "refunded" }, { type: "paid" }]);
  });

  test.each([
    [{ type: "no spaces" }, 400, "bad-request"],
    [{ payload: 1 }, 400, "bad-request"],
    [{ type: "paid", more: 1 }, 400, "bad-request"],
    [{ type: "paid", payload: "x".repeat(300_000) }, 413, "too-large"],
  ])("refuses %j", async (body, status, code) => {
    const answer = await send(`run_${"0".repeat(32)}`, body);
    expect([answer.status, problemOf(answer).code]).toEqual([status, code]);
  });

  test("of a run that is not there, nothing is kept", async () => {
    expect(problemOf(await send(`run_${"0".repeat(32)}`, { type: "paid" })).code).toBe("not-found");
  });
});

test("the latest that it tells of its progress is on the run's page, as text", async () => {
  const { client } = shared();
  const { runId } = await client.startAndSuspend(ENSEMBLE, { case: "tell", key: '<script>alert("half")</script>' });
  const { text } = await open(`/runs/${runId}`, await sessionOf(KEYS.main));
  const shown = /<section aria-labelledby="progress">.*?<\/section>/s.exec(text)?.[0] ?? "";
  expect(shown).toContain("half done");
  expect(shown).toMatch(/&lt;script&gt;alert\((&quot;|")half(&quot;|")\)&lt;\/script&gt;/);
  expect(shown).not.toContain("just begun");
  expect(text).not.toContain("<script>alert");
});
