import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { buttonsOf } from "../support/slack/slack-hands.ts";
import { SlackJourney } from "../support/slack/slack-journey.ts";
import { uniqueKey } from "../support/unique.ts";

let journey: SlackJourney;

beforeAll(async () => {
  journey = await SlackJourney.start();
}, 90_000);

afterAll(() => journey.stop());

function deliveryOf(approvalId: string, status: string) {
  return eventually(
    () => journey.client.getApproval(approvalId),
    ({ deliveries }) => deliveries[0]?.status === status,
    { what: `the delivery is ${status}`, within: 20_000 },
  );
}

describe("a message that Slack does not take", () => {
  test("429: it is tried again when Slack says, and delivered once", async () => {
    const channel = journey.slack.addChannel("busy");
    journey.slack.plan("chat.postMessage", { status: 429, headers: { "retry-after": "120" }, body: "" });
    const { approvalId } = await journey.client.startAndSuspend("slack-place", { key: uniqueKey("429"), to: channel });
    await eventually(
      () => journey.client.getApproval(approvalId),
      ({ deliveries }) => deliveries[0]?.attempts === 1,
      { what: "it is refused" },
    );
    await journey.client.moveTime(approvalId, "1m");
    expect((await journey.client.getApproval(approvalId)).deliveries).toMatchObject([
      { status: "pending", attempts: 1 },
    ]);
    await journey.client.moveTime(approvalId, "1m");
    const approval = await deliveryOf(approvalId, "delivered");
    expect(approval.deliveries).toMatchObject([{ channel: "slack", to: channel, attempts: 2 }]);
    expect(journey.slack.messagesIn(channel)).toHaveLength(1);
  });

  test("ok: false: it has failed, which the approval shows, and people can answer all the same", async () => {
    const { approvalId, runId } = await journey.client.startAndSuspend("slack-place", {
      key: uniqueKey("ok-false"),
      to: "#no-such-channel",
    });
    const { deliveries } = await deliveryOf(approvalId, "failed");
    expect(deliveries).toMatchObject([
      { attempts: 1, lastError: expect.stringMatching(/refused chat\.postMessage: channel_not_found$/) },
    ]);
    await decide(await journey.client.mintLink(approvalId), { approved: true });
    expect((await journey.client.waitForEnd(runId)).status).toBe("completed");
  });

  test("nobody has the address: it has failed, and says so", async () => {
    const { approvalId } = await journey.client.startAndSuspend("slack-people", {
      key: uniqueKey("nobody"),
      approvers: ["nobody@example.com"],
    });
    const { deliveries } = await deliveryOf(approvalId, "failed");
    expect(deliveries).toMatchObject([
      { to: "nobody@example.com", lastError: expect.stringContaining("users_not_found") },
    ]);
  });

  test("no approver is anybody whom Slack could know: it has failed, and says so", async () => {
    const { approvalId } = await journey.client.startAndSuspend("slack-people", {
      key: uniqueKey("names"),
      approvers: ["the legal team"],
    });
    const { deliveries } = await deliveryOf(approvalId, "failed");
    expect(deliveries).toMatchObject([{ channel: "slack", lastError: expect.stringContaining("nobody to tell") }]);
  });
});

test("a message that Slack did not let us lock shows as a failed delivery, and is locked by the next press", async () => {
  const { slack, hands, client } = journey;
  const ana = slack.addUser(`${uniqueKey("ana")}@example.com`);
  const input = { key: uniqueKey("unlocked"), approvers: [ana.email] };
  const { approvalId, runId } = await client.startAndSuspend("slack-people", input);
  const message = await eventuallyThere(() => slack.messagesTo(ana)[0], { what: "the message is there" });
  slack.plan("chat.update", { status: 200, body: '{"ok":false,"error":"cant_update_message"}' });
  await decide(await client.mintLink(approvalId), { approved: true, approver: String(ana.email) });
  await client.waitForEnd(runId);
  const { deliveries } = await eventually(
    () => client.getApproval(approvalId),
    (approval) => approval.deliveries.some(({ status }) => status === "failed"),
    { what: "the failure is shown" },
  );
  expect(deliveries.find(({ status }) => status === "failed")).toMatchObject({
    occasion: "outcome",
    lastError: expect.stringContaining("cant_update_message"),
  });
  expect(Object.keys(buttonsOf(message))).toContain("approve");

  await hands.press(ana, message, "reject");
  await eventually(
    () => message,
    (shown) => Object.keys(buttonsOf(shown)).length === 0,
    { what: "the buttons are gone" },
  );
  expect(slack.toldTo(ana)).toEqual([expect.stringContaining(`Approved by ${ana.email}`)]);
});
