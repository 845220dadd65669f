import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { SlackJourney } from "../support/slack/slack-journey.ts";
import type { SignedRequest } from "../support/slack/slack-hands.ts";
import { shared } from "../support/shared.ts";
import { uniqueKey } from "../support/unique.ts";

const MINUTE = 60_000;

let journey: SlackJourney;

beforeAll(async () => {
  journey = await SlackJourney.start();
}, 90_000);

afterAll(() => journey.stop());

async function askedOfAna() {
  const ana = journey.slack.addUser(`${uniqueKey("ana")}@example.com`);
  const input = { key: uniqueKey("signed"), approvers: [ana.email], minApprovals: 1 };
  const { approvalId, runId } = await journey.client.startAndSuspend("slack-people", input);
  const message = await eventuallyThere(() => journey.slack.messagesTo(ana)[0], { what: "the message is there" });
  const press = {
    type: "block_actions",
    user: { id: ana.id, team_id: ana.team },
    team: { id: ana.team },
    trigger_id: journey.slack.newTrigger(ana.id),
    response_url: journey.slack.newResponseUrl(ana.id),
    container: { channel_id: message.channel, message_ts: message.ts },
    actions: [{ action_id: "approve", value: approvalId }],
  };
  return { ana, approvalId, runId, press };
}

describe("a request that Slack has not just signed is refused before anything in it is read", () => {
  const forgeries: [what: string, forge: (press: object) => SignedRequest][] = [
    ["signed with another secret", (press) => journey.hands.sign(press, { secret: "guessed" })],
    ["six minutes old", (press) => journey.hands.sign(press, { at: Date.now() - 6 * MINUTE })],
    ["six minutes ahead", (press) => journey.hands.sign(press, { at: Date.now() + 6 * MINUTE })],
    ["without a signature", (press) => without(journey.hands.sign(press), "x-slack-signature")],
    ["without a time", (press) => without(journey.hands.sign(press), "x-slack-request-timestamp")],
    [
      "with another time than was signed",
      (press) => retimed(journey.hands.sign(press, { at: Date.now() - 6 * MINUTE })),
    ],
    [
      "with another body than was signed",
      (press) => ({ ...journey.hands.sign({}), body: journey.hands.sign(press).body }),
    ],
    ["no form at all", () => ({ headers: {}, body: randomBytes(200).toString("base64") })],
  ];

  test.each(forgeries)("%s", async (_what, forge) => {
    const { ana, approvalId, press } = await askedOfAna();
    const calls = journey.slack.calls.length;
    const refused = await journey.hands.deliver(forge(press));
    expect(refused).toMatchObject({ status: 401, body: { code: "signature-invalid" } });
    expect((await journey.client.getApproval(approvalId)).approvals).toEqual([]);
    expect(journey.slack.calls.length).toBe(calls);
    expect(journey.slack.toldTo(ana)).toEqual([]);
  });

  test("the same one again is refused, and decides nothing again", async () => {
    const { approvalId, runId, press } = await askedOfAna();
    const request = journey.hands.sign(press);
    expect((await journey.hands.deliver(request)).status).toBe(200);
    await journey.client.waitForEnd(runId);
    for (let again = 0; again < 3; again += 1) expect((await journey.hands.deliver(request)).status).toBe(401);
    expect((await journey.client.getApproval(approvalId)).approvals).toHaveLength(1);
  });

  test("a signature in time does not make a body larger than 256 KiB welcome", async () => {
    const refused = await journey.hands.send({ type: "block_actions", filler: "x".repeat(300 * 1_024) });
    expect(refused).toMatchObject({ status: 413, body: { code: "too-large" } });
  });

  test("without SLACK_SIGNING_SECRET everything is refused", async () => {
    const { headers, body } = journey.hands.sign({ type: "block_actions" });
    const response = await fetch(`${shared().url}/chat/slack/interactions`, {
      method: "POST",
      headers: { ...headers },
      body,
    });
    expect(response.status).toBe(401);
  });
});

describe("what Slack signed", () => {
  test("is answered with 200 where it decides nothing: a link was pressed, a dialogue closed", async () => {
    const { ana, approvalId, press } = await askedOfAna();
    const link = { ...press, actions: [{ action_id: "open" }] };
    for (const payload of [link, { type: "view_closed" }]) {
      const acked = await journey.hands.send(payload);
      expect([acked.status, acked.body]).toEqual([200, undefined]);
    }
    expect((await journey.client.getApproval(approvalId)).approvals).toEqual([]);
    expect(journey.slack.toldTo(ana)).toEqual([]);
  });

  test("is 400 where it has not the shape of an interaction", async () => {
    expect((await journey.hands.send({ type: "block_actions" })).status).toBe(400);
    expect((await journey.hands.send([])).status).toBe(400);
  });

  test("is told so where it is about an approval that is none", async () => {
    const { ana, press } = await askedOfAna();
    const values = ["hitl_00", `hitl_${"0".repeat(64)}`, "../../x"];
    for (const value of values) {
      const response_url = journey.slack.newResponseUrl(ana.id);
      await journey.hands.send({ ...press, response_url, actions: [{ action_id: "approve", value }] });
    }
    await eventually(
      () => journey.slack.toldTo(ana),
      (texts) => texts.length === values.length && texts.every((text) => text.includes("not known here")),
      { what: "each is told" },
    );
  });

  test("is told so where it came too late to open a dialogue", async () => {
    const { ana, press } = await askedOfAna();
    journey.slack.advance(4_000);
    await journey.hands.send({ ...press, actions: [{ ...press.actions[0], action_id: "reject" }] });
    await eventually(
      () => journey.slack.toldTo(ana),
      (texts) => texts.some((text) => text.includes("could not show the dialogue")),
      { what: "the trouble is told" },
    );
    expect(journey.hands.viewOf(ana)).toBeUndefined();
  });

  test("is acknowledged within three seconds though Slack itself hangs, and then proves an id alone", async () => {
    const { ana, runId, approvalId, press } = await askedOfAna();
    const bo = journey.slack.addUser(`${uniqueKey("bo")}@example.com`);
    const response_url = journey.slack.newResponseUrl(bo.id);
    journey.slack.plan("users.info", "hang", "hang");
    const acked = await journey.hands.send({ ...press, response_url, user: { ...press.user, id: bo.id } });
    expect(acked.status).toBe(200);
    expect(acked.took).toBeLessThan(1_000);
    await eventually(
      () => journey.slack.toldTo(bo),
      (texts) => texts.some((text) => text.includes("did not say who you are")),
      { what: "it is told that the person is not known" },
    );
    expect((await journey.client.getApproval(approvalId)).approvals).toEqual([]);

    // Found by her address when she was sent the message.
    await journey.hands.send(press);
    expect((await journey.client.waitForEnd(runId)).output).toMatchObject({
      approvals: [{ approver: ana.email, via: "slack", verified: true }],
    });
  });

  test("only POST is taken", async () => {
    const response = await fetch(`${journey.worker.url}/chat/slack/interactions`);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

function without({ headers, body }: SignedRequest, name: string): SignedRequest {
  return { headers: Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name)), body };
}

function retimed({ headers, body }: SignedRequest): SignedRequest {
  return { headers: { ...headers, "x-slack-request-timestamp": String(Math.floor(Date.now() / 1_000)) }, body };
}
