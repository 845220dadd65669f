/** The programs of cycgraph's page: a draft that is reviewed, and a deployment with a deadline. */
import { expect, test } from "vitest";
import { createClient } from "../../src/client/create-client.ts";
import { reference, type Stage, walked } from "../examples/support/stage.ts";
import { KEYS } from "../support/settings.ts";
import { uniqueKey } from "../support/unique.ts";

function clientOf({ client }: Stage) {
  return createClient({ url: client.url, key: KEYS.main });
}

test("the run rests, says what is asked and shows the draft; approved, the publisher reads decision and response", async () => {
  const stage = reference();
  const client = clientOf(stage);
  const goal = uniqueKey("goal");
  const paused = await client.runs.start("draft-review", { input: { goal }, wait: 20 });
  expect(paused.status).toBe("suspended");
  const id = paused.approvals[0] ?? "";
  expect(await client.approvals.get(id)).toMatchObject({
    prompt: "May this draft be published?",
    data: { draft: `A draft to ${goal}` },
  });
  const wish = "make the headline shorter";
  await client.approvals.decide(id, { approved: true, feedback: wish });
  const memory = { draft: `A draft to ${goal}`, human_decision: "approved", human_response: wish };
  expect(await client.runs.wait(paused.id, { until: "end" })).toMatchObject({ status: "completed", output: memory });
  expect(await stage.partners.heard(goal, 1)).toEqual(["POST /publish"]);
  expect((await stage.partners.only(goal, "POST /publish")).json).toEqual(memory);
});

test("rejected, the draft goes back to the writer with what was said, and is reviewed again", async () => {
  const stage = reference();
  const goal = uniqueKey("goal");
  const runId = await stage.start("draft-review", { goal });
  await stage.answer(await stage.asked(runId, "review"), { approved: false, feedback: "say why" });
  const again = await stage.asked(runId, "review");
  expect(again.data).toEqual({ draft: `A draft to ${goal}, and say why` });
  await stage.answer(again, { approved: false, feedback: "no" });
  const run = await stage.ended(runId);
  expect(walked(run)).toEqual(["write#1", "review#1", "write#2", "review#2"]);
  expect(run.output).toEqual({ human_decision: "rejected", human_response: "no" });
  expect(await stage.partners.calls(goal)).toEqual([]);
});

test("a draft that nobody reviews in time is not published: the run fails by timeout", async () => {
  const stage = reference();
  const goal = uniqueKey("goal");
  const runId = await stage.start("draft-review", { goal });
  await stage.client.moveTime((await stage.asked(runId, "review")).id, "5m");
  expect(await stage.ended(runId)).toMatchObject({ status: "failed", error: { code: "timeout" } });
  expect(await stage.partners.calls(goal)).toEqual([]);
});

test("the run tells that it waits by an event", async () => {
  const stage = reference();
  const client = clientOf(stage);
  const run = await client.runs.start("draft-review", { input: { goal: uniqueKey("goal") }, wait: 20 });
  const types: string[] = [];
  for await (const { type, data } of client.runs.events(run.id)) {
    types.push(type);
    if (type !== "run.suspended") continue;
    expect(data).toMatchObject({ approvals: run.approvals });
    break;
  }
  expect(types[0]).toBe("run.started");
});

test("approved in time, the deployment is made", async () => {
  const stage = reference();
  const plan = uniqueKey("plan");
  const runId = await stage.start("production-deploy", { deployment_plan: plan });
  await stage.answer(await stage.asked(runId, "review"), { approved: true });
  expect(await stage.ended(runId)).toMatchObject({ status: "completed", output: { deployed: true } });
  expect(await stage.partners.heard(plan, 1)).toEqual(["POST /deploy"]);
});

test("rejected, the deployment is not made", async () => {
  const stage = reference();
  const plan = uniqueKey("plan");
  const runId = await stage.start("production-deploy", { deployment_plan: plan });
  await stage.answer(await stage.asked(runId, "review"), { approved: false });
  expect(await stage.ended(runId)).toMatchObject({ status: "completed", output: { deployed: false } });
  expect(await stage.partners.calls(plan)).toEqual([]);
});

test("after the deadline the run has ended by itself, and an answer that comes late is refused and changes nothing", async () => {
  const stage = reference();
  const client = clientOf(stage);
  const plan = uniqueKey("plan");
  const runId = await stage.start("production-deploy", { deployment_plan: plan });
  const { id } = await stage.asked(runId, "review");
  await stage.client.moveTime(id, "10 minutes");
  await expect(client.approvals.decide(id, { approved: true })).rejects.toMatchObject({
    code: "approval-over",
    problem: { status: "timeout" },
  });
  expect(await stage.ended(runId)).toMatchObject({ status: "failed", error: { code: "timeout", agent: "review" } });
  expect(await stage.partners.calls(plan)).toEqual([]);
});
