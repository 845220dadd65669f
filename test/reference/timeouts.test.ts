import { expect, test } from "vitest";
import { mailText } from "../examples/support/partners.ts";
import { reference, secondsToAnswer, walked } from "../examples/support/stage.ts";

const BOSS = "mail to boss@example.com";

test("when time is up, the one who escalates to is told; the mail may do without a body", async () => {
  const stage = reference();
  const runId = await stage.start("with-timeout", { change: "c" });
  await stage.client.moveTime((await stage.asked(runId, "approve")).id, "1h");
  const run = await stage.ended(runId);
  expect(walked(run)).toEqual(["previous", "approve", "handle-timeout"]);
  expect(run).toMatchObject({ status: "completed" });
  expect(run.steps[1]?.output).toMatchObject({ status: "timeout", approved: false, rejected: false, timedOut: true });
  const mail = await stage.partners.only("Nobody has answered", BOSS);
  expect(mail.json).toMatchObject({ subject: "Nobody has answered" });
});

test("an answer in time keeps the escalation away", async () => {
  const stage = reference();
  const runId = await stage.start("with-timeout", { change: "d" });
  const asked = await stage.asked(runId, "approve");
  expect(secondsToAnswer(asked)).toBe(3600);
  await stage.answer(asked, { approver: "ana@example.com", approved: true });
  const run = await stage.ended(runId);
  expect(walked(run)).toEqual(["previous", "approve", "handle-timeout (skipped)"]);
});

test("an approval may say nothing but its time, and a mail nothing but its address", async () => {
  const stage = reference();
  const runId = await stage.start("timeout-alone", {});
  await stage.client.moveTime((await stage.asked(runId, "approve")).id, "1h");
  const run = await stage.ended(runId);
  expect(walked(run)).toEqual(["approve", "escalate"]);
  const asked = await stage.client.getApproval(run.approvals[0] ?? "");
  expect(asked).toMatchObject({ prompt: "Approve approve of timeout-alone?", approvers: [], status: "timeout" });
  const mail = await stage.partners.only("timeout-alone", BOSS);
  expect(mail.json).toMatchObject({ subject: "timeout-alone: escalate" });
  expect(mailText(mail)).not.toBe("");
});
