import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { channels } from "../../src/notifications/channels.ts";
import { sendEmail } from "../../src/notifications/email/send-email.ts";
import type { Destination, NotificationSettings } from "../../src/notifications/notice.ts";
import {
  MAILCHANNELS_KEY,
  partOf,
  startMailChannelsServer,
  type MailChannelsServer,
} from "../support/mailchannels-server.ts";
import type { Reply } from "../support/webhook-server.ts";
import { HOSTILE_TEXTS, hostileNotice, LINK, noticeWith, portWith, settingsWith } from "./fixtures.ts";

let api: MailChannelsServer;
beforeEach(async () => {
  api = await startMailChannelsServer();
});
afterEach(() => api.close());

function send(
  destination: Partial<Destination> = {},
  settings: Partial<NotificationSettings> = {},
  notice = noticeWith(),
) {
  const port = portWith({ settings: settingsWith({ mailchannelsApiUrl: api.url, ...settings }) });
  return sendEmail(notice, { channel: "email", to: "bo@example.com", ...destination }, port);
}

function json(status: number, body: object): Reply {
  return { status, body: JSON.stringify(body) };
}

describe("sendEmail", () => {
  it("sends one mail to one person", async () => {
    expect(await send()).toEqual({ status: "delivered", id: "<0.0@mailchannels.test>" });
    const [request] = api.requests;
    expect(request?.headers["x-api-key"]).toBe(MAILCHANNELS_KEY);
    expect(request?.mail).toMatchObject({
      personalizations: [{ to: [{ email: "bo@example.com" }] }],
      from: { email: "approvals@example.com", name: "Countersign" },
      subject: "Approval needed: content-approval",
      headers: { "X-Countersign-Delivery": `hitl_${"0123456789abcdef".repeat(4)}_7` },
    });
    expect(request?.mail?.campaign_id).toHaveLength(48);
    for (const type of ["text/plain", "text/html"] as const) {
      expect(partOf(request?.mail, type)).toContain(`${LINK}?action=approve`);
      expect(partOf(request?.mail, type)).toContain(`${LINK}?action=reject`);
    }
  });

  it("takes sender and subject of the agent before the setting, and lets no header in", async () => {
    await send({
      from: "Desk <desk@example.com>",
      subject: "Please\r\nBcc: eve@evil.example",
      to: "Bo <bo@example.com>",
    });
    expect(api.requests[0]?.mail).toMatchObject({
      personalizations: [{ to: [{ email: "bo@example.com", name: "Bo" }] }],
      from: { email: "desk@example.com", name: "Desk" },
      subject: "Please Bcc: eve@evil.example",
    });
  });

  test.each(Object.entries(HOSTILE_TEXTS))("sends with %s in every field", async (_, text) => {
    expect(await send({ subject: text }, {}, hostileNotice(text))).toMatchObject({ status: "delivered" });
  });

  test.each<[string, Partial<Destination>, Partial<NotificationSettings>, string]>([
    [
      "no key",
      {},
      { mailchannelsApiKey: undefined },
      "MAILCHANNELS_API_KEY is not set: wrangler secret put MAILCHANNELS_API_KEY",
    ],
    ["an empty key", {}, { mailchannelsApiKey: " " }, "MAILCHANNELS_API_KEY is not set"],
    ["a key that no header carries", {}, { mailchannelsApiKey: "a\nb" }, "a header cannot carry"],
    ["no sender", {}, { emailFrom: undefined }, "EMAIL_FROM is not set"],
    ["a bad sender", {}, { emailFrom: "nobody" }, "`from` is not one mail address"],
    [
      "a sender with a header in it",
      { from: "a@b.example\r\nBcc: c@d.example" },
      {},
      "`from` is not one mail address: it has a line break",
    ],
    ["two recipients", { to: "a@b.example,c@d.example" }, {}, "`to` is not one mail address: it has a comma"],
    ["no recipient", { to: "" }, {}, "`to` is not one mail address: it is empty"],
    ["a bad API address", {}, { mailchannelsApiUrl: "mailto:x" }, "MAILCHANNELS_API_URL must begin with https://"],
  ])("fails for good with %s", async (_, destination, settings, error) => {
    expect(await send(destination, settings)).toEqual({ status: "failed", error: expect.stringContaining(error) });
    expect(api.requests).toHaveLength(0);
  });

  it("takes a key with a line break at its end, as `echo key | wrangler secret put` leaves it", async () => {
    expect(await send({}, { mailchannelsApiKey: `${MAILCHANNELS_KEY}\n` })).toMatchObject({ status: "delivered" });
  });

  test.each<[string, Reply, object]>([
    [
      "a dry run",
      json(200, { data: ["…"] }),
      { status: "failed", error: expect.stringContaining("no word that the mail was sent") },
    ],
    ["no results", json(202, { request_id: "r" }), { status: "failed" }],
    ["results of none", json(202, { results: [] }), { status: "failed" }],
    [
      "a message that failed",
      json(202, { results: [{ index: 0, status: "failed", reason: "bad\r\nrecipient" }] }),
      {
        status: "failed",
        error: expect.stringMatching(/did not send: bad recipient$/),
      },
    ],
    ["a message without an id", json(202, { results: [{ index: 0, status: "sent" }] }), { status: "delivered" }],
    [
      "400",
      json(400, { errors: ["from is invalid"] }),
      { status: "failed", error: expect.stringContaining("from is invalid") },
    ],
    [
      "403 that repeats the key",
      json(403, { errors: [`unknown key ${MAILCHANNELS_KEY}`] }),
      {
        status: "failed",
        error: expect.stringContaining("unknown key …"),
      },
    ],
    ["413", 413, { status: "failed" }],
    ["429", { status: 429, headers: { "retry-after": "5" } }, { status: "retry", retryAfterMs: 5_000 }],
    ["500", json(500, { errors: ["oops"] }), { status: "retry", error: expect.stringContaining("oops") }],
    ["502", 502, { status: "retry" }],
    ["503", 503, { status: "retry" }],
    ["504", 504, { status: "retry" }],
    ["a cut connection", "close", { status: "retry" }],
  ])("takes %s for what it is", async (_, reply, expected) => {
    api.respondWith(reply);
    const result = await send();
    expect(result).toMatchObject(expected);
    expect(JSON.stringify(result)).not.toContain(MAILCHANNELS_KEY);
  });

  it("is told of a wrong key", async () => {
    expect(await send({}, { mailchannelsApiKey: "wrong-key" })).toMatchObject({
      status: "failed",
      error: expect.stringContaining("403"),
    });
  });

  it("is cut off by the signal", async () => {
    api.respondWith("hang");
    const port = portWith({
      signal: AbortSignal.timeout(150),
      settings: settingsWith({ mailchannelsApiUrl: api.url }),
    });
    const result = await sendEmail(noticeWith(), { channel: "email", to: "bo@example.com" }, port);
    expect(result).toMatchObject({ status: "retry", error: expect.stringContaining("did not answer in time") });
  });

  it("is shown by its address", () => {
    expect(channels.email.describe({ channel: "email", to: "bo@example.com" })).toBe("bo@example.com");
  });
});
