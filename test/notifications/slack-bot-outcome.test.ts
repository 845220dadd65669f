import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { OutcomeNotice } from "../../src/notifications/notice.ts";
import { channels } from "../../src/notifications/channels.ts";
import { buttonsOf } from "../support/slack/slack-hands.ts";
import { type SlackUser, SlackWorkspace } from "../support/slack/slack-workspace.ts";
import { checkSlackMessage, findPings, textsOf } from "../support/slack-server.ts";
import { botPort, SECRETS, to } from "./slack-bot.ts";
import { HOSTILE_TEXTS, LINK, noticeWith, NOW, outcomeWith } from "./fixtures.ts";

const { send, sendOutcome } = channels.slack;

let slack: SlackWorkspace;
let ana: SlackUser;
let channel: string;
beforeEach(async () => {
  slack = new SlackWorkspace(SECRETS);
  await slack.start();
  ana = slack.addUser("ana@example.com");
  channel = slack.addChannel("releases");
});
afterEach(() => slack.stop());

/** Ana's answer in Slack, where the bot knows her by an id. */
function outcomeInSlack(changes: Partial<OutcomeNotice> = {}): OutcomeNotice {
  const timestamp = new Date(NOW).toISOString();
  const answer = { approver: ana.id, approved: true, timestamp, via: "slack", verified: true };
  return outcomeWith({ approvals: [answer], ...changes });
}

describe("the outcome", () => {
  it("takes the place of the message that asked: without buttons, with who and when", async () => {
    const asked = await send(noticeWith(), to("ana@example.com"), botPort(slack));
    if (asked.status !== "delivered" || asked.ref === undefined) throw new Error("it has a ref");
    const told = await sendOutcome(outcomeInSlack(), to("ana@example.com"), asked.ref, botPort(slack));
    expect(told).toEqual({ status: "delivered", ref: asked.ref });
    const [message, ...others] = slack.messagesTo(ana);
    expect(others).toEqual([]);
    expect(message?.edits).toBe(1);
    expect(buttonsOf(message ?? { blocks: [] })).toEqual({});
    const text = textsOf(message?.blocks).join("\n");
    for (const part of ["Approved by", "Review this post", `<@${ana.id}>`, "<!date^1795309440^"])
      expect(text).toContain(part);
    expect(JSON.stringify(message)).not.toContain(LINK);
  });

  it("can be told twice", async () => {
    const asked = await send(noticeWith(), to(channel), botPort(slack));
    const ref = asked.status === "delivered" ? (asked.ref ?? null) : null;
    for (let time = 0; time < 2; time += 1) await sendOutcome(outcomeInSlack(), to(channel), ref, botPort(slack));
    expect(slack.messagesIn(channel)).toMatchObject([{ edits: 1 }]);
  });

  it("is a message of its own where there is none to change", async () => {
    expect((await sendOutcome(outcomeInSlack(), to(ana.id), null, botPort(slack))).status).toBe("delivered");
    expect(textsOf(slack.messagesTo(ana)).join("\n")).toContain("Approved by");
  });

  it("has failed where the message is gone", async () => {
    expect(await sendOutcome(outcomeInSlack(), to(channel), `${channel}:1.2`, botPort(slack))).toMatchObject({
      status: "failed",
      error: expect.stringContaining("message_not_found"),
    });
  });

  it("mentions nobody whose id Slack did not vouch for", async () => {
    const claimed = { approver: "U0000OTHER", approved: true, timestamp: "", via: "link", verified: true };
    await sendOutcome(
      outcomeInSlack({ approvals: [claimed, { ...claimed, via: "slack", verified: false }] }),
      to(channel),
      null,
      botPort(slack),
    );
    expect(findPings(slack.messagesIn(channel)[0])).toEqual([]);
  });

  test.each(Object.entries(HOSTILE_TEXTS))("is delivered with %s in every field", async (_what, text) => {
    const answer = { approver: text, approved: true, timestamp: "", via: "slack", verified: true };
    const texts = { prompt: text, ensemble: text, requestedBy: text, runId: text, reason: text, feedback: text };
    await sendOutcome(outcomeInSlack({ ...texts, approvals: [answer] }), to(channel), null, botPort(slack));
    const [message] = slack.messagesIn(channel);
    expect(checkSlackMessage(message)).toEqual([]);
    expect(findPings(message)).toEqual([]);
  });
});
