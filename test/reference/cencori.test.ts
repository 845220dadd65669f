/**
 * The programs of Cencori's page: approved, rejected, out of time, and told by a webhook of one's own. The wait for that
 * webhook is timed by the engine itself: where it runs out, a second passes.
 */
import { expect, test } from "vitest";
import { createClient } from "../../src/client/create-client.ts";
import { reference, type Stage, walked } from "../examples/support/stage.ts";
import { eventually } from "../support/eventually.ts";
import { KEYS } from "../support/settings.ts";
import { uniqueKey } from "../support/unique.ts";

function clientOf({ client }: Stage) {
  return createClient({ url: client.url, key: KEYS.main });
}

test("waitFor: what is pending is listed with its metadata, and is resumed with status and feedback", async () => {
  const stage = reference();
  const client = clientOf(stage);
  const goal = uniqueKey("goal");
  const run = await client.runs.start("agent-plan", { input: { goal }, wait: 20 });
  expect(run.status).toBe("suspended");
  const { items } = await client.approvals.list({ status: "pending", run: run.id });
  expect(items).toMatchObject([
    { agent: "human_approval", metadata: { plan_summary: `Reach ${goal}`, risk_score: 0.4 }, status: "pending" },
  ]);
  const id = items[0]?.id ?? "";
  await client.approvals.resume(id, { status: "approved", feedback: "Looks right" });
  expect(await client.runs.wait(run.id, { until: "end" })).toMatchObject({
    status: "completed",
    output: { executed: true, feedback: "Looks right" },
  });
  expect(await stage.partners.heard(goal, 1)).toEqual(["POST /execute"]);
  await expect(client.approvals.resume(id, { status: "rejected" })).rejects.toMatchObject({ code: "approval-over" });
});

test("waitFor: a rejection is an outcome that the program sees, with what was said", async () => {
  const stage = reference();
  const client = clientOf(stage);
  const goal = uniqueKey("goal");
  const { id, approvals } = await client.runs.start("agent-plan", { input: { goal }, wait: 20 });
  await client.approvals.resume(approvals[0] ?? "", { status: "rejected", feedback: "Too risky" });
  expect(await client.runs.wait(id, { until: "end" })).toMatchObject({
    status: "completed",
    output: { executed: false, feedback: "Too risky" },
  });
  expect(await stage.partners.heard(goal, 1)).toEqual(["POST /reply"]);
});

test("waitFor: time that runs out is an error with the code TIMEOUT; uncaught, the run fails and nothing is done", async () => {
  const stage = reference();
  const goal = uniqueKey("goal");
  const runId = await stage.start("agent-plan", { goal });
  await stage.client.moveTime((await stage.asked(runId, "human_approval")).id, "24h");
  const run = await stage.ended(runId);
  expect(run).toMatchObject({ status: "failed", error: { code: "timeout", agent: "human_approval" } });
  expect(await stage.partners.calls(goal)).toEqual([]);
});

test("waitFor: the program catches TIMEOUT and tells the manager", async () => {
  const stage = reference();
  const about = uniqueKey("case");
  const runId = await stage.start("timed-approval", { case: about });
  const asked = await stage.asked(runId, "approval");
  await stage.client.moveTime(asked.id, "1h");
  expect(await stage.ended(runId)).toMatchObject({ status: "completed", output: "TIMEOUT" });
  expect(await stage.partners.heard(about, 2)).toEqual(["slack", "mail to manager@example.com"]);
});

test("waitFor with a Slack channel: the message has the buttons, and answering it resumes the run", async () => {
  const stage = reference();
  const about = uniqueKey("case");
  const runId = await stage.start("timed-approval", { case: about });
  const asked = await stage.asked(runId, "approval");
  const { body } = await stage.partners.only(about, "slack");
  expect(body).toMatch(/\?action=approve/);
  expect(body).toMatch(/\?action=reject/);
  await stage.answer(asked, { approved: true });
  expect(await stage.ended(runId)).toMatchObject({ output: "approved" });
});

test("waitFor with a Slack channel: a rejection by the message is what the program comes to, and nobody else is told", async () => {
  const stage = reference();
  const about = uniqueKey("case");
  const runId = await stage.start("timed-approval", { case: about });
  await stage.answer(await stage.asked(runId, "approval"), { approved: false, feedback: "No" });
  expect(await stage.ended(runId)).toMatchObject({ status: "completed", output: "rejected" });
  expect(await stage.partners.calls(about)).not.toContain("mail to manager@example.com");
});

test.each([
  ["approve", { released: true, by: "ana" }, ["POST /own-slack-app", "POST /release"]],
  ["reject", { released: false, by: "ana" }, ["POST /own-slack-app"]],
])("a message of one's own: its webhook tells the run that %s was pressed", async (action, output, calls) => {
  const stage = reference();
  const client = clientOf(stage);
  const change = uniqueKey("change");
  const { id } = await client.runs.start("slack-interaction", { input: { change } });
  await stage.partners.heard(change, 1);
  const event = { type: "slack_interaction", payload: { action, user: "ana" } };
  const sent = await client.runs.sendEvent(id, event, { idempotencyKey: change });
  expect(await client.runs.sendEvent(id, event, { idempotencyKey: change })).toEqual(sent);
  expect(await client.runs.wait(id, { until: "end" })).toMatchObject({ status: "completed", output });
  expect(await stage.partners.heard(change, calls.length)).toEqual(calls);
  await expect(client.runs.sendEvent(id, event)).rejects.toMatchObject({ code: "run-over" });
});

test("a message of one's own: where nobody presses anything in time, the run fails by timeout", async () => {
  const stage = reference();
  const run = await stage.ended(await stage.start("slack-interaction", { change: uniqueKey("late"), timeout: "1s" }));
  expect(run).toMatchObject({ status: "failed", error: { code: "timeout", agent: "slack_interaction" } });
  expect(walked(run)).toEqual(["send-message", "slack_interaction (failed)"]);
});

test("a link is used without a key: resume takes its token, and the dashboard's key is not in the page", async () => {
  const stage = reference();
  const runId = await stage.start("agent-plan", { goal: uniqueKey("goal") });
  const { id } = await stage.asked(runId, "human_approval");
  const token = (await stage.client.mintLink(id)).split("/").at(-1) ?? "";
  const anybody = createClient({ url: stage.client.url });
  await expect(anybody.approvals.resume(id, { status: "approved" })).rejects.toMatchObject({ code: "key-missing" });
  await anybody.approvals.resume(token, { status: "approved" });
  await eventually(
    () => stage.client.getRun(runId),
    ({ status }) => status === "completed",
    { what: "the run has gone on" },
  );
});
