import { describe, expect, it, test } from "vitest";
import type { NotificationSettings } from "../../src/notifications/notice.ts";
import { notify } from "../../src/operations/notify.ts";
import { HOSTILE_TEXTS, settingsWith } from "../notifications/fixtures.ts";
import { partOf, startMailChannelsServer } from "../support/mailchannels-server.ts";
import { DISCORD_BOT_TOKEN, DISCORD_CHANNEL, startDiscordServer } from "../support/discord-server.ts";
import { findPings, startSlackServer } from "../support/slack-server.ts";
import { SlackWorkspace } from "../support/slack/slack-workspace.ts";
import { SECRETS } from "../notifications/slack-bot.ts";
import { startTeamsServer } from "../support/teams-server.ts";
import { startWebhookServer } from "../support/webhook-server.ts";
import { call, failureOf, request } from "./calling.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

function tell(config: object, settings: Partial<NotificationSettings> = {}): Promise<unknown> {
  return call(notify, { ...request, config }, { notifications: () => settingsWith(settings) });
}

describe("notify", () => {
  it("tells Slack the text alone", async () => {
    const slack = await startSlackServer();
    const message = "Done & *dusted*: <b> https://app.example";
    expect(await tell({ channel: "slack", webhookUrl: slack.url, message })).toEqual({
      deliveries: [{ channel: "slack" }],
    });
    expect(slack.requests[0]?.message).toEqual({
      text: "Done &amp; *dusted*: &lt;b&gt; https://app.example",
      mrkdwn: false,
      unfurl_links: false,
      unfurl_media: false,
    });
    await slack.close();
  });

  test.each(Object.entries(HOSTILE_TEXTS))("rings nobody's bell on Slack: %s", async (_, message) => {
    const slack = await startSlackServer();
    await tell({ channel: "slack", webhookUrl: slack.url, message });
    expect(slack.requests[0]?.problems).toEqual([]);
    expect(findPings(slack.requests[0]?.message)).toEqual([]);
    await slack.close();
  });

  it("tells a channel of Slack through the bot, and gives the message's id", async () => {
    const slack = new SlackWorkspace(SECRETS);
    await slack.start();
    slack.addChannel("releases");
    const settings = { slackApiUrl: slack.url, slackBotToken: SECRETS.token };
    const output = await tell({ channel: "slack", to: "#releases", message: "Out" }, settings);
    expect(output).toEqual({ deliveries: [{ channel: "slack", id: slack.messages[0]?.ts }] });
    slack.plan("chat.postMessage", { status: 429, headers: { "retry-after": "3" } });
    expect(await failureOf(tell({ channel: "slack", to: "#releases", message: "Out" }, settings))).toMatchObject({
      code: "notify-failed",
      options: { retryable: "yes", retryAfterMs: 3_000 },
    });
    await slack.stop();
  });

  it("tells Discord and Teams, and gives the id that Discord gave", async () => {
    const [discord, teams] = await Promise.all([startDiscordServer(), startTeamsServer()]);
    expect(await tell({ channel: "discord", webhookUrl: discord.url, message: "Done" })).toEqual({
      deliveries: [{ channel: "discord", id: expect.stringMatching(/^\d+$/) }],
    });
    const settings = { discordBotToken: DISCORD_BOT_TOKEN, discordApiUrl: discord.apiUrl };
    await tell({ channel: "discord", to: DISCORD_CHANNEL, message: "Done" }, settings);
    expect([...discord.messages.values()].map(({ content }) => content)).toEqual(["Done", "Done"]);
    expect(await tell({ channel: "teams", webhookUrl: teams.url, message: "Done" })).toEqual({
      deliveries: [{ channel: "teams" }],
    });
    await Promise.all([discord.close(), teams.close()]);
  });

  it("tells all by one mail", async () => {
    const api = await startMailChannelsServer();
    const config = { channel: "email", to: ["a@example.com", "b@example.com"], message: "One\n<b>two</b> **three**" };
    expect(await tell(config, { mailchannelsApiUrl: api.url })).toEqual({
      deliveries: [{ channel: "email", id: "<0.0@mailchannels.test>" }],
    });
    const { mail } = api.requests[0] ?? {};
    expect(mail).toMatchObject({
      personalizations: [{ to: [{ email: "a@example.com" }, { email: "b@example.com" }] }],
      subject: "orders: call",
    });
    expect(partOf(mail, "text/plain")).toBe(config.message);
    expect(partOf(mail, "text/html")).toContain("One<br>\n&lt;b&gt;two&lt;/b&gt; **three**");
    await api.close();
  });

  it("tells a program, signed, and under an id that is the same for every attempt", async () => {
    const hook = await startWebhookServer({ secret: SECRET });
    const config = { channel: "webhook", webhookUrl: hook.url, message: "Done" };
    expect(await tell(config, { webhookSigningSecret: SECRET })).toEqual({ deliveries: [{ channel: "webhook" }] });
    const [received] = hook.requests;
    expect(JSON.parse(received?.body ?? "")).toEqual({
      type: "notify",
      message: "Done",
      ensemble: "orders",
      agent: "call",
      runId: "run_1",
    });
    expect(received?.verified).toBe(true);
    expect(received?.headers).toMatchObject({ "webhook-id": "run_1_call", "idempotency-key": "run_1_call" });
    await hook.close();
  });

  test.each([
    [500, { retryable: "yes" }],
    [
      { status: 429, headers: { "retry-after": "3" } },
      { retryable: "yes", retryAfterMs: 3_000 },
    ],
    [404, { retryable: "no" }],
    ["close" as const, { retryable: "yes" }],
  ])("takes %j for what it is, and shows no more of the address than its host", async (reply, options) => {
    const hook = await startWebhookServer();
    hook.respondWith(reply);
    const failure = await failureOf(tell({ channel: "webhook", webhookUrl: hook.url, message: "Done" }));
    expect(failure).toMatchObject({ code: "notify-failed", options });
    expect(failure.message).not.toContain("s3cret");
    await hook.close();
  });

  test.each([
    [{ channel: "pigeon", message: "x" }, "channel: "],
    [{ channel: "slack", message: "x" }, "slack needs webhookUrl"],
    [{ channel: "email", message: "x" }, "email needs to"],
    [{ channel: "discord", message: "x" }, "discord needs webhookUrl or to"],
    [{ channel: "teams", message: "x" }, "teams needs webhookUrl"],
    [{ channel: "webhook", message: "", webhookUrl: "https://a.example" }, "message: must not be empty"],
    [{ channel: "webhook", message: "x", webhookUrl: "ftp://a.example" }, "webhookUrl: must be an http or https URL"],
  ])("refuses %j", async (config, message) => {
    const failure = await failureOf(tell(config));
    expect(failure).toMatchObject({ code: "options-invalid", options: { retryable: "no" } });
    expect(failure.message).toContain(message);
  });
});
