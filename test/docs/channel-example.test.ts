/** The channel that docs/channels.md adds as an example does what the page says of channels. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Channel } from "../../src/notifications/channel.ts";
import { HOSTILE_TEXTS, hostileNotice, LINK, noticeWith, outcomeWith, portWith } from "../notifications/fixtures.ts";
import { startWebhookServer, type LocalServer } from "../support/webhook-server.ts";
import { importSnippet } from "./import-snippet.ts";

const MARK = "in: src/notifications/mattermost/mattermost-channel.ts";

let server: LocalServer;
beforeEach(async () => {
  server = await startWebhookServer();
});
afterEach(() => server.close());

async function example(): Promise<Channel> {
  const { mattermostChannel } = await importSnippet<{ mattermostChannel: Channel }>("docs/channels.md", MARK);
  return mattermostChannel;
}

function sentText(): string {
  return (JSON.parse(server.requests.at(-1)?.body ?? "{}") as { text: string }).text;
}

test("tells of an approval, of its end, and just tells", async () => {
  const channel = await example();
  const to = { channel: "mattermost", webhookUrl: server.url };
  expect(await channel.send(noticeWith(), to, portWith())).toEqual({ status: "delivered" });
  expect(sentText()).toContain(`[Approve](${LINK}?action=approve)`);
  expect(await channel.sendOutcome(outcomeWith(), to, null, portWith())).toEqual({ status: "delivered" });
  expect(sentText()).toContain("Approved by ana@example.com");
  const message = { message: "Done", ensemble: "a", agent: "b", runId: "c" };
  expect(await channel.sendMessage(message, { webhookUrl: server.url }, portWith())).toEqual({ status: "delivered" });
  expect(sentText()).toContain("Done");
  expect(channel.describe(to)).toBe(new URL(server.url).host);
});

test.each(Object.entries(HOSTILE_TEXTS))("keeps %s inside code", async (_, text) => {
  const channel = await example();
  await channel.send(hostileNotice(text), { channel: "mattermost", webhookUrl: server.url }, portWith());
  const outside = sentText()
    .split("```")
    .filter((_part, index) => index % 2 === 0)
    .join("");
  expect(outside.replaceAll(/\[[A-Z][\w ]+\]\(https:\/\/approve\.example\/\S+\)/g, "").trim()).toMatch(/^[#\s]*$/);
  expect(sentText().length).toBeLessThan(16_383);
});

test("says what cannot work", async () => {
  const channel = await example();
  server.respondWith(503);
  const sent = channel.send(noticeWith(), { channel: "mattermost", webhookUrl: server.url }, portWith());
  expect(await sent).toMatchObject({ status: "retry" });
  const nowhere = channel.send(noticeWith(), { channel: "mattermost" }, portWith());
  expect(await nowhere).toEqual({ status: "failed", error: "webhookUrl of mattermost is not set" });
});
