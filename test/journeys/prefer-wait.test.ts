import { expect, test } from "vitest";
import { Run } from "../../src/contract/run.ts";
import { decide } from "../support/client.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

test("a start that prefers to wait answers 200 when the run asks", async () => {
  const { client } = shared();
  const answer = await client.tryStartRun("publish", { input: { key: uniqueKey("wait") } }, { prefer: "wait=10" });
  expect(answer.status).toBe(200);
  const run = Run.parse(answer.body);
  expect(run.status).toBe("suspended");
  expect(run.approvals).toHaveLength(1);
});

test("a start that prefers to wait answers 200 when the run is over", async () => {
  const { client } = shared();
  const answer = await client.tryStartRun("strict-input", { input: { topic: "Tea", count: 1 } }, { prefer: "wait=10" });
  expect(answer.status).toBe(200);
  expect(Run.parse(answer.body)).toMatchObject({ status: "completed", output: { topic: "Tea", count: 1 } });
});

test("a start without the preference answers 202 at once, and says where the run is", async () => {
  const { client, counting, url } = shared();
  const key = uniqueKey("at-once");
  await counting.behave(`/draft/${key}`, { hold: true });
  const answer = await client.tryStartRun("publish", { input: { key }, requestedBy: "ana@example.com" });
  expect(answer.status).toBe(202);
  const run = Run.parse(answer.body);
  expect(run).toMatchObject({ status: "running", requestedBy: "ana@example.com", ensemble: "publish" });
  expect(new URL(answer.headers.get("location") ?? "", url).pathname).toBe(`/api/runs/${run.id}`);
  await counting.release(`/draft/${key}`);
});

test("when the time is up first, the answer is 202 and the run as it is", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("too-slow");
  await counting.behave(`/draft/${key}`, { hold: true });
  const answer = await client.tryStartRun("publish", { input: { key } }, { prefer: "wait=1" });
  expect(answer.status).toBe(202);
  expect(Run.parse(answer.body).status).toBe("running");
  await counting.release(`/draft/${key}`);
});

test("whoever waits on a run hears of its end as soon as a person has decided", async () => {
  const { client, counting } = shared();
  const key = uniqueKey("hear");
  await counting.behave(`/publish/${key}`, { hold: true });
  const { runId, approvalId } = await client.startAndSuspend("publish", { key });
  await decide(await client.mintLink(approvalId), { approved: true });
  await client.waitForStatus(runId, "running");

  const waiting = client.send(`/api/runs/${runId}`, { headers: { prefer: "wait=10" } });
  expect((await client.getRun(runId)).status).toBe("running");
  await counting.release(`/publish/${key}`);
  expect(Run.parse((await waiting).body).status).toBe("completed");
});

test("whoever decides and then waits is told what it led to, never that the run still asks", async () => {
  const { client } = shared();
  for (let count = 0; count < 10; count += 1) {
    const { runId, approvalId } = await client.startAndSuspend("publish", { key: uniqueKey("led-to") });
    const link = await client.mintLink(approvalId);
    await decide(link, { approved: count % 2 === 0 });
    const answer = await client.send(`/api/runs/${runId}`, { headers: { prefer: "wait=10" } });
    expect(Run.parse(answer.body).status).toMatch(/^(?:completed|rejected)$/);
  }
});

test("a run that waits for people is not waited for", async () => {
  const { client } = shared();
  const { runId } = await client.startAndSuspend("publish", { key: uniqueKey("rests") });
  const before = Date.now();
  const answer = await client.send(`/api/runs/${runId}`, { headers: { prefer: "wait=10" } });
  expect(Run.parse(answer.body).status).toBe("suspended");
  expect(Date.now() - before).toBeLessThan(3_000);
});
