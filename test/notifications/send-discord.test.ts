import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { discordChannel } from "../../src/notifications/discord/discord-channel.ts";
import type { Destination } from "../../src/notifications/notice.ts";
import {
  DISCORD_BOT_TOKEN,
  DISCORD_CHANNEL,
  startDiscordServer,
  type DiscordServer,
} from "../support/discord-server.ts";
import type { Reply } from "../support/webhook-server.ts";
import { HOSTILE_TEXTS, hostileNotice, noticeWith, outcomeWith, portWith, settingsWith } from "./fixtures.ts";

let discord: DiscordServer;
beforeEach(async () => {
  discord = await startDiscordServer();
});
afterEach(() => discord.close());

function webhook(): Destination {
  return { channel: "discord", webhookUrl: discord.url };
}

function botPort(changes: { readonly token?: string; readonly deliveryId?: string } = {}) {
  const { token = DISCORD_BOT_TOKEN, deliveryId = "hitl_1_7" } = changes;
  const settings = settingsWith({
    discordBotToken: token,
    discordPublicKey: "0".repeat(64),
    discordApiUrl: discord.apiUrl,
  });
  return portWith({ settings, deliveryId });
}

const CHANNEL: Destination = { channel: "discord", to: DISCORD_CHANNEL };

describe("by webhook", () => {
  it("delivers one message with link buttons, and knows it again", async () => {
    const sent = await discordChannel.send(noticeWith(), webhook(), portWith());
    expect(sent).toMatchObject({ status: "delivered", ref: expect.stringMatching(/^\d+$/) });
    const [message] = discord.messages.values();
    expect(message?.components?.[0]?.components.map(({ style }) => style)).toEqual([5, 5, 5]);
    expect(message?.allowed_mentions).toEqual({ parse: [] });
  });

  it("puts the outcome in the message's place, and the buttons are gone", async () => {
    const sent = await discordChannel.send(noticeWith(), webhook(), portWith());
    const ref = sent.status === "delivered" ? (sent.ref ?? null) : null;
    expect(await discordChannel.sendOutcome(outcomeWith(), webhook(), ref, portWith())).toMatchObject({
      status: "delivered",
      ref,
    });
    expect(discord.requests.at(-1)?.method).toBe("PATCH");
    expect([...discord.messages.values()]).toMatchObject([
      { components: [], embeds: [{ title: "✅ Approved: content-approval" }] },
    ]);
  });

  it("tells the outcome by a message of its own where there was none before", async () => {
    await discordChannel.sendOutcome(outcomeWith(), webhook(), null, portWith());
    expect(discord.requests.map(({ method }) => method)).toEqual(["POST"]);
    const strange = discordChannel.sendOutcome(outcomeWith(), webhook(), "../../evil", portWith());
    expect(await strange).toMatchObject({ status: "failed" });
    expect(discord.requests).toHaveLength(1);
  });

  it("keeps what the address asks for: a thread", async () => {
    await discordChannel.send(noticeWith(), { ...webhook(), webhookUrl: `${discord.url}?thread_id=5` }, portWith());
    expect(discord.requests[0]?.path).toMatch(/\?thread_id=5&wait=true&with_components=true$/);
  });

  it("sends a text alone, without previews of addresses in it", async () => {
    const message = { message: "See https://app.example *now*", ensemble: "a", agent: "b", runId: "c" };
    await discordChannel.sendMessage(message, { webhookUrl: discord.url }, portWith());
    expect([...discord.messages.values()]).toMatchObject([
      { content: "See https\\://app.example \\*now\\*", flags: 4, allowed_mentions: { parse: [] } },
    ]);
  });

  test.each(Object.entries(HOSTILE_TEXTS))("delivers with %s in every field", async (_, text) => {
    expect(await discordChannel.send(hostileNotice(text), webhook(), portWith())).toMatchObject({
      status: "delivered",
    });
  });

  test.each<[Reply, object]>([
    [204, { status: "delivered" }],
    [
      { status: 429, headers: { "retry-after": "3" }, body: '{"message":"slow","retry_after":2.5,"global":false}' },
      { status: "retry", retryAfterMs: 3_000 },
    ],
    [
      { status: 429, body: '{"message":"You are being rate limited.","retry_after":0.4,"global":true}' },
      { status: "retry", retryAfterMs: 400, error: expect.stringContaining("rate limited") },
    ],
    [
      { status: 429, body: '{"retry_after":1e99}' },
      { status: "retry", retryAfterMs: 86_400_000 },
    ],
    [429, { status: "retry" }],
    [502, { status: "retry" }],
    [
      { status: 404, body: '{"message":"Unknown Webhook","code":10015}' },
      { status: "failed", error: expect.stringContaining("Unknown Webhook") },
    ],
    [400, { status: "failed" }],
    [
      { status: 302, headers: { location: "http://127.0.0.1:9/" } },
      { status: "failed", error: expect.stringContaining("redirect") },
    ],
    ["close", { status: "retry" }],
  ])("takes the answer %j for %o", async (reply, expected) => {
    discord.respondWith(reply);
    const result = await discordChannel.send(noticeWith(), webhook(), portWith());
    expect(result).toMatchObject(expected);
    expect(JSON.stringify(result)).not.toMatch(/webhooks|s3cretWebhook/);
  });

  it("refuses a link that is longer than Discord allows, and no shorter one", async () => {
    const base = "https://a.example/".length + "?action=approve".length;
    const fits = noticeWith({ url: `https://a.example/${"x".repeat(512 - base)}` });
    expect(await discordChannel.send(fits, webhook(), portWith())).toMatchObject({ status: "delivered" });
    const tooLong = noticeWith({ url: `https://a.example/${"x".repeat(513 - base)}` });
    expect(await discordChannel.send(tooLong, webhook(), portWith())).toEqual({
      status: "failed",
      error: "the link is longer than the 512 characters that Discord allows: check baseUrl",
    });
    expect(discord.requests).toHaveLength(1);
  });

  it("refuses what is no address, and is shown by its host alone", async () => {
    expect(await discordChannel.send(noticeWith(), { channel: "discord" }, portWith())).toEqual({
      status: "failed",
      error: "webhookUrl of discord is not set",
    });
    expect(discordChannel.describe(webhook())).toBe(new URL(discord.url).host);
    expect(discordChannel.describe(CHANNEL)).toBe(DISCORD_CHANNEL);
  });
});

describe("as the bot", () => {
  it("posts to the channel with buttons that decide, and changes the message afterwards", async () => {
    const sent = await discordChannel.send(noticeWith(), CHANNEL, botPort());
    const ref = sent.status === "delivered" ? (sent.ref ?? null) : null;
    expect(ref).toMatch(/^\d+$/);
    const [message] = discord.messages.values();
    expect(message?.components?.[0]?.components.map(({ style }) => style)).toEqual([3, 4, 5]);
    await discordChannel.sendOutcome(outcomeWith(), CHANNEL, ref, botPort());
    expect([...discord.messages.values()]).toMatchObject([{ components: [] }]);
  });

  it("is there once where an answer was lost and it is tried again", async () => {
    await discordChannel.send(noticeWith(), CHANNEL, botPort());
    await discordChannel.send(noticeWith(), CHANNEL, botPort());
    expect(discord.messages.size).toBe(1);
    await discordChannel.send(noticeWith(), CHANNEL, botPort({ deliveryId: "hitl_1_8" }));
    expect(discord.messages.size).toBe(2);
  });

  test.each<[string, Destination, string]>([
    ["../users/@me", { channel: "discord", to: "../users/@me" }, "not a channel's id"],
    ["an empty one", { channel: "discord", to: "" }, "not a channel's id"],
  ])("refuses %s for a channel", async (_, destination, error) => {
    expect(await discordChannel.send(noticeWith(), destination, botPort())).toMatchObject({
      status: "failed",
      error: expect.stringContaining(error),
    });
    expect(discord.requests).toHaveLength(0);
  });

  it("says what is not set, and never shows the token", async () => {
    expect(await discordChannel.send(noticeWith(), CHANNEL, portWith())).toMatchObject({
      status: "failed",
      error: expect.stringContaining("DISCORD_BOT_TOKEN is not set"),
    });
    const refused = await discordChannel.send(noticeWith(), CHANNEL, botPort({ token: "wrong-token-123456" }));
    expect(refused).toMatchObject({ status: "failed", error: expect.stringContaining("401") });
    discord.respondWith({ status: 500, body: `echo: ${DISCORD_BOT_TOKEN}` });
    const echoed = await discordChannel.send(noticeWith(), CHANNEL, botPort());
    expect(JSON.stringify(echoed)).not.toContain(DISCORD_BOT_TOKEN);
  });

  it("tells one channel; several could be told twice", async () => {
    const message = { message: "Done", ensemble: "a", agent: "b", runId: "c" };
    const told = await discordChannel.sendMessage(message, { to: [DISCORD_CHANNEL] }, botPort());
    expect(told).toMatchObject({ status: "delivered" });
    expect(await discordChannel.sendMessage(message, { to: [DISCORD_CHANNEL, "2"] }, botPort())).toMatchObject({
      status: "failed",
    });
  });
});
