import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { channels } from "../../src/notifications/channels.ts";
import { slackAddress } from "../../src/notifications/slack/slack-address.ts";
import { buttonsOf } from "../support/slack/slack-hands.ts";
import { type SlackUser, SlackWorkspace } from "../support/slack/slack-workspace.ts";
import { findPings } from "../support/slack-server.ts";
import type { Reply } from "../support/webhook-server.ts";
import { botPort, SECRETS, to } from "./slack-bot.ts";
import { HOSTILE_TEXTS, hostileNotice, LINK, noticeWith } from "./fixtures.ts";

const { send, sendMessage, describe: shown } = channels.slack;

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

describe("whom a message goes to", () => {
  test.each([
    ["C0123ABCD", "channel"],
    ["G0123ABCD", "channel"],
    ["D0123ABCD", "channel"],
    ["#releases", "channel"],
    [" #größe ", "channel"],
    ["U0123ABCD", "user"],
    ["W0123ABCD", "user"],
    ["ana@example.com", "email"],
    ["", "unclear"],
    ["#", "unclear"],
    ["# releases", "unclear"],
    ["releases", "unclear"],
    ["u0123abcd", "unclear"],
    ["C0123ABCD, C0123ABCE", "unclear"],
    ["ana@example.com, bo@example.com", "unclear"],
    ["https://hooks.slack.com/services/T/B/x", "unclear"],
  ])("%j: %s", (text, kind) => {
    expect(slackAddress(text).kind).toBe(kind);
  });

  it("is a channel by id or name, a user by id, or the user behind an address", async () => {
    for (const address of [channel, "#releases"])
      expect((await send(noticeWith(), to(address), botPort(slack))).status).toBe("delivered");
    for (const address of [ana.id, "ana@example.com"])
      expect((await send(noticeWith(), to(address), botPort(slack))).status).toBe("delivered");
    expect([slack.messagesIn(channel).length, slack.messagesTo(ana).length]).toEqual([2, 2]);
  });

  it("is shown as it was written", () => {
    expect(shown(to("#releases"))).toBe("#releases");
  });
});

describe("the message", () => {
  it("decides by its buttons, and holds no more than the approval's id in them", async () => {
    await send(noticeWith(), to(channel), botPort(slack));
    const [message] = slack.messagesIn(channel);
    if (message === undefined) throw new Error("it is there");
    const { approvalId } = noticeWith();
    expect(buttonsOf(message)).toMatchObject({
      approve: { value: approvalId },
      reject: { value: approvalId },
      open: { url: LINK, text: { text: "Open the request" } },
    });
    expect(slack.callsOf("chat.postMessage")[0]).toMatchObject({ unfurl_links: false, unfurl_media: false });
  });

  it("has links where nothing could verify what its buttons send", async () => {
    await send(noticeWith(), to(channel), botPort(slack, { slackSigningSecret: undefined }));
    const [message] = slack.messagesIn(channel);
    if (message === undefined) throw new Error("it is there");
    expect(Object.values(buttonsOf(message)).map(({ url }) => url)).toEqual([
      `${LINK}?action=approve`,
      `${LINK}?action=reject`,
    ]);
  });

  it("leads to the page where the approver may change the data", async () => {
    await send(noticeWith({ editable: true }), to(channel), botPort(slack));
    const [message] = slack.messagesIn(channel);
    if (message === undefined) throw new Error("it is there");
    expect(buttonsOf(message)).toMatchObject({
      edit: { url: `${LINK}?action=approve`, text: { text: "Review and edit" } },
      reject: { value: noticeWith().approvalId },
    });
    expect(buttonsOf(message)).not.toHaveProperty("approve");
  });

  test.each(Object.entries(HOSTILE_TEXTS))("is delivered with %s in every field", async (_what, text) => {
    expect((await send(hostileNotice(text), to(channel), botPort(slack))).status).toBe("delivered");
    expect(findPings(slack.messagesIn(channel)[0])).toEqual([]);
  });
});

describe("what Slack answers", () => {
  const answers: [reply: Reply, expected: object][] = [
    [
      json({ ok: false, error: "channel_not_found" }),
      failed("127.0.0.1:PORT refused chat.postMessage: channel_not_found"),
    ],
    [
      json({ ok: false, error: "missing_scope", needed: "chat:write" }),
      failed("127.0.0.1:PORT refused chat.postMessage: missing_scope; grant the scope chat:write"),
    ],
    [json({ ok: false }), failed("127.0.0.1:PORT refused chat.postMessage: unknown_error")],
    [json({ ok: false, error: "ratelimited" }, { "retry-after": "7" }), { status: "retry", retryAfterMs: 7_000 }],
    [json({ ok: false, error: "internal_error" }), { status: "retry" }],
    [json({ ok: false, error: "service_unavailable" }), { status: "retry" }],
    [json({ ok: false, error: "request_timeout" }), { status: "retry" }],
    [json({ ok: false, error: "fatal_error" }), { status: "retry" }],
    [
      { status: 429, headers: { "retry-after": "30" } },
      { status: "retry", retryAfterMs: 30_000 },
    ],
    [{ status: 503 }, { status: "retry" }],
    [{ status: 404, body: "no" }, { status: "failed" }],
    [
      { status: 200, body: "<html>Welcome to the portal" },
      { status: "failed", error: expect.stringContaining("Welcome") },
    ],
    [json({ ok: "true" }), { status: "failed" }],
    [{ status: 302, headers: { location: "http://127.0.0.1:9/" } }, { status: "failed" }],
    ["close", { status: "retry" }],
  ];

  test.each(answers)("%j: %o", async (reply, expected) => {
    slack.plan("chat.postMessage", reply);
    const result = await send(noticeWith(), to(channel), botPort(slack));
    expect(JSON.parse(JSON.stringify(result).replace(/127\.0\.0\.1:\d+/, "127.0.0.1:PORT"))).toMatchObject(expected);
    expect(JSON.stringify(result)).not.toContain(SECRETS.token);
    expect(slack.messages).toEqual([]);
  });

  it("is waited for as long as the signal says", async () => {
    slack.plan("users.lookupByEmail", "hang");
    const patience = { signal: AbortSignal.timeout(150) };
    expect(await send(noticeWith(), to("ana@example.com"), botPort(slack, {}, patience))).toMatchObject({
      status: "retry",
      error: expect.stringContaining("did not answer in time"),
    });
  });

  it("may echo the token, which is not shown", async () => {
    slack.plan("chat.postMessage", json({ ok: false, error: `bad ${SECRETS.token}` }));
    expect(JSON.stringify(await send(noticeWith(), to(channel), botPort(slack)))).not.toContain(SECRETS.token);
  });

  test.each([
    [{ slackBotToken: undefined }, "SLACK_BOT_TOKEN is not set"],
    [{ slackBotToken: "xoxb-wrong" }, "invalid_auth"],
    [{ slackApiUrl: "nonsense" }, "SLACK_API_URL of slack is not a web address"],
  ])("with the settings %o: %s", async (settings, error) => {
    const result = await send(noticeWith(), to(channel), botPort(slack, settings));
    expect(result).toMatchObject({ status: "failed", error: expect.stringContaining(error.replace(" of slack", "")) });
  });

  test.each([
    ["nobody@example.com", "users_not_found"],
    ["legal", "no channel"],
    ["U0000NOBODY", "channel_not_found"],
  ])("to %s: %s", async (address, error) => {
    const result = await send(noticeWith(), to(address), botPort(slack));
    expect(result).toMatchObject({ status: "failed", error: expect.stringContaining(error) });
  });
});

describe("a plain message", () => {
  const message = { message: "Done & dusted", ensemble: "orders", agent: "tell", runId: "run_1" };

  it("goes to one channel or person", async () => {
    expect((await sendMessage(message, { to: ["#releases"] }, botPort(slack))).status).toBe("delivered");
    expect(slack.messagesIn(channel)).toMatchObject([{ text: "Done &amp; dusted" }]);
  });

  it("is not sent to several, of whom some could get it twice", async () => {
    const result = await sendMessage(message, { to: ["#releases", ana.id] }, botPort(slack));
    expect(result).toMatchObject({ status: "failed", error: expect.stringContaining("one channel") });
    expect(slack.messages).toEqual([]);
  });
});

function json(body: object, headers: Record<string, string> = {}): Reply {
  return { status: 200, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

function failed(error: string): object {
  return { status: "failed", error };
}
