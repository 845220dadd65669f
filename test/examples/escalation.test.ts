import { expect, test } from "vitest";
import { uniqueKey } from "../support/unique.ts";
import { examples, secondsToAnswer, type Stage, walked } from "./support/stage.ts";

const DUTY = "duty@example.com";
const LEAD = "lead@example.com";

/** Time passes while nobody on duty answers. */
async function letPass(stage: Stage, runId: string, duration: string): Promise<void> {
  const { id } = await stage.asked(runId, "ask-duty");
  await stage.client.moveTime(id, duration);
}

test("where nobody on duty answers in time, Slack and the lead are told, and the lead's yes counts", async () => {
  const stage = examples();
  const order = uniqueKey("order");
  const runId = await stage.start("escalation", { order, amount: 89, patience: 600 });
  await letPass(stage, runId, "10m");
  const lead = await stage.asked(runId, "ask-lead");
  const [duty] = await stage.client.listApprovals({ run: runId, status: "timeout" });
  expect(duty?.agent).toBe("ask-duty");
  // The second mail says that it is over.
  const heard = await stage.partners.heard(order, 4);
  expect(heard.toSorted()).toEqual([`mail to ${DUTY}`, `mail to ${DUTY}`, `mail to ${LEAD}`, "slack"]);
  expect([heard[0], heard.indexOf("slack") < heard.indexOf(`mail to ${LEAD}`)]).toEqual([`mail to ${DUTY}`, true]);
  expect((await stage.partners.only(order, "slack")).json).toMatchObject({
    text: `Nobody on duty answered about order ${order}; the lead is asked now.`,
  });

  await stage.answer(lead, { approver: LEAD, approved: true });
  const run = await stage.ended(runId);
  expect(walked(run)).toEqual(["ask-duty", "tell-slack", "ask-lead", "refund"]);
  expect(run).toMatchObject({
    status: "completed",
    output: { duty: "timeout", lead: "approved", refund: { order, amount: 89 } },
  });
});

test.each([
  { approved: true, status: "completed", walk: ["ask-duty", "tell-slack (skipped)", "ask-lead (skipped)", "refund"] },
  {
    approved: false,
    status: "rejected",
    walk: ["ask-duty", "tell-slack (skipped)", "ask-lead (skipped)", "refund (skipped)"],
  },
])(
  "an answer in time (approved: $approved) is final, and the lead is not asked",
  async ({ approved, status, walk }) => {
    const stage = examples();
    const runId = await stage.start("escalation", { order: uniqueKey("order"), amount: 5 });
    const asked = await stage.asked(runId, "ask-duty");
    expect(secondsToAnswer(asked)).toBe(3600);
    await stage.answer(asked, { approver: DUTY, approved });
    const run = await stage.ended(runId);
    expect([run.status, walked(run)]).toEqual([status, walk]);
    expect(run.output).toMatchObject({ lead: "not asked" });
  },
);

test("what the lead rejects is not refunded", async () => {
  const stage = examples();
  const runId = await stage.start("escalation", { order: uniqueKey("order"), amount: 5, patience: 60 });
  await letPass(stage, runId, "1m");
  const lead = await stage.asked(runId, "ask-lead");
  await stage.answer(lead, { approver: LEAD, approved: false });
  const run = await stage.ended(runId);
  expect([run.status, run.output]).toEqual(["rejected", { duty: "timeout", lead: "rejected" }]);
});
