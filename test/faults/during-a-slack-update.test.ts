import { afterAll, beforeAll, expect, test } from "vitest";
import { RECOVERY } from "../support/crashing-worker.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { buttonsOf } from "../support/slack/slack-hands.ts";
import { SlackJourney } from "../support/slack/slack-journey.ts";
import { textsOf } from "../support/slack-server.ts";
import { uniqueKey } from "../support/unique.ts";

let journey: SlackJourney;

beforeAll(async () => {
  journey = await SlackJourney.start();
});

afterAll(() => journey.stop());

test("killed after a press in Slack, while its message is being locked: decided once, and the message is locked", async () => {
  const { slack, hands, client, counting, worker } = journey;
  const ana = slack.addUser(`${uniqueKey("ana")}@example.com`);
  const key = uniqueKey("stamp");
  const { runId, approvalId } = await client.startAndSuspend("slack-people", { key, approvers: [ana.email] });
  const message = await eventuallyThere(() => slack.messagesTo(ana)[0], { what: "the message is there" });
  slack.plan("chat.update", "hang");
  await hands.press(ana, message, "approve");
  await eventually(
    () => slack.callsOf("chat.update").length,
    (count) => count === 1,
    { what: "the message is being changed" },
  );
  expect(Object.keys(buttonsOf(message))).toContain("approve");

  await worker.restart();
  await client.moveTime(approvalId, "20s");
  await eventually(
    () => message,
    (shown) => Object.keys(buttonsOf(shown)).length === 0,
    { what: "the message is locked", within: RECOVERY },
  );
  expect(textsOf(message.blocks).join("\n")).toContain(`Approved by ${ana.email}`);
  expect((await client.waitForEnd(runId, RECOVERY)).status).toBe("completed");
  expect((await client.getApproval(approvalId)).approvals).toHaveLength(1);
  expect(await counting.count(`/pay/${key}`)).toBe(1);
});
