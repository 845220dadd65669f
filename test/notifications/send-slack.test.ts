import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { channels } from "../../src/notifications/channels.ts";
import { sendSlack } from "../../src/notifications/slack/send-slack.ts";
import { startSlackServer, type SlackRequest } from "../support/slack-server.ts";
import type { LocalServer, Reply } from "../support/webhook-server.ts";
import { HOSTILE_TEXTS, hostileNotice, noticeWith, portWith } from "./fixtures.ts";

let slack: LocalServer<SlackRequest>;
beforeEach(async () => {
  slack = await startSlackServer();
});
afterEach(() => slack.close());

function send(notice = noticeWith(), port = portWith()) {
  return sendSlack(notice, { channel: "slack", webhookUrl: slack.url }, port);
}

describe("sendSlack", () => {
  it("delivers one message that Slack takes", async () => {
    expect(await send()).toEqual({ status: "delivered" });
    expect(slack.requests).toHaveLength(1);
    expect(slack.requests[0]?.problems).toEqual([]);
    expect(slack.requests[0]?.headers["user-agent"]).toBe("Countersign");
  });

  test.each(Object.entries(HOSTILE_TEXTS))("delivers with %s in every field", async (_, text) => {
    expect(await send(hostileNotice(text))).toEqual({ status: "delivered" });
  });

  test.each<[Reply, object]>([
    [{ status: 200, body: '{"ok":true}' }, { status: "delivered" }],
    [{ status: 200 }, { status: "delivered" }],
    [
      { status: 200, body: '{"ok":false,"error":"no_text"}' },
      { status: "failed", error: expect.stringContaining("no_text") },
    ],
    [
      { status: 200, body: "<html>Welcome to the portal" },
      { status: "failed", error: expect.stringContaining("Welcome") },
    ],
    [
      { status: 429, headers: { "retry-after": "30" } },
      { status: "retry", retryAfterMs: 30_000 },
    ],
    [{ status: 429 }, { status: "retry", error: expect.stringMatching(/answered 429$/) }],
    [
      { status: 503, body: "service\u0000 down" },
      { status: "retry", error: expect.stringContaining("503: service\uFFFD down") },
    ],
    [
      { status: 404, body: "no_service" },
      { status: "failed", error: expect.stringMatching(/answered 404: no_service$/) },
    ],
    [{ status: 403, body: "action_prohibited" }, { status: "failed" }],
    [
      { status: 302, headers: { location: "http://127.0.0.1:9/" } },
      { status: "failed", error: expect.stringContaining("redirect") },
    ],
    ["close", { status: "retry", error: expect.stringContaining("could not be reached") }],
  ])("takes the answer %j for %o", async (reply, expected) => {
    slack.respondWith(reply);
    const result = await send();
    expect(result).toMatchObject(expected);
    expect(slack.requests).toHaveLength(1);
    expect(JSON.stringify(result)).not.toMatch(/services|xoxSecret/);
  });

  test.each<Reply>(["hang", "hang-body"])("is cut off by the signal: %s", async (reply) => {
    slack.respondWith(reply);
    const started = performance.now();
    const result = await send(noticeWith(), portWith({ signal: AbortSignal.timeout(150) }));
    expect(result).toMatchObject({ status: "retry", error: expect.stringContaining("did not answer in time") });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test.each([
    [undefined, expect.stringContaining("slack has nobody to tell")],
    ["", "webhookUrl of slack is not set"],
    ["hooks.slack.com/services/x", "webhookUrl of slack is not a web address"],
    ["ftp://hooks.slack.com/services/x", "webhookUrl of slack must begin with https:// or http://"],
  ])("refuses the address %j", async (webhookUrl, error) => {
    expect(
      await sendSlack(
        noticeWith(),
        { channel: "slack", ...(webhookUrl === undefined ? {} : { webhookUrl }) },
        portWith(),
      ),
    ).toEqual({
      status: "failed",
      error,
    });
  });

  it("refuses a link that is longer than Slack allows", async () => {
    const result = await send(noticeWith({ url: `https://a.example/${"x".repeat(3_000)}` }));
    expect(result).toMatchObject({ status: "failed", error: expect.stringContaining("baseUrl") });
    expect(slack.requests).toHaveLength(0);
  });

  it("is shown by its host alone", () => {
    expect(channels.slack.describe({ channel: "slack", webhookUrl: "https://hooks.slack.com/services/T/B/x" })).toBe(
      "hooks.slack.com",
    );
    expect(channels.slack.describe({ channel: "slack", webhookUrl: "nonsense" })).toBe("(no web address)");
  });
});
