import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { MarkupPart } from "../../src/expressions/evaluate-markup.ts";
import type { NotificationSettings } from "../../src/notifications/notice.ts";
import { email } from "../../src/operations/email.ts";
import { HOSTILE_TEXTS, settingsWith } from "../notifications/fixtures.ts";
import { type MailChannelsServer, partOf, startMailChannelsServer } from "../support/mailchannels-server.ts";
import { call, failureOf, request } from "./calling.ts";

let api: MailChannelsServer;
beforeEach(async () => {
  api = await startMailChannelsServer();
});
afterEach(() => api.close());

interface Sent {
  readonly body?: readonly MarkupPart[];
  readonly settings?: Partial<NotificationSettings>;
}

function send(config: object, { body = [{ by: "author", text: "Hello" }], settings }: Sent = {}): Promise<unknown> {
  const whole = { ...config, body: body.map(({ text }) => text).join("") };
  return call(
    email,
    { ...request, config: whole, markup: { body } },
    {
      notifications: () => settingsWith({ mailchannelsApiUrl: api.url, ...settings }),
    },
  );
}

describe("email", () => {
  it("sends one mail to all, and gives its id", async () => {
    const to = ["Ana <ana@example.com>", "bo@example.com", "ANA@example.com"];
    expect(await send({ to, cc: ["cy@example.com", "bo@example.com"] })).toEqual({
      messageId: "<0.0@mailchannels.test>",
    });
    expect(api.requests).toHaveLength(1);
    expect(api.requests[0]?.mail).toMatchObject({
      personalizations: [
        {
          to: [{ email: "ana@example.com", name: "Ana" }, { email: "bo@example.com" }],
          cc: [{ email: "cy@example.com" }],
        },
      ],
      from: { email: "approvals@example.com", name: "Countersign" },
      subject: "orders: call",
      headers: { "X-Countersign-Delivery": "run_1_call" },
    });
  });

  it("leaves out cc where there is none", async () => {
    await send({ to: "ana@example.com" });
    expect(api.requests[0]?.mail?.personalizations).toEqual([{ to: [{ email: "ana@example.com" }] }]);
  });

  it("makes markup of what the author wrote, and text of values, in both parts", async () => {
    const body: readonly MarkupPart[] = [
      { by: "author", text: "Dear **" },
      { by: "value", text: "<Ana> **&**" },
      { by: "author", text: "**,\nyour order." },
    ];
    await send({ to: "ana@example.com", from: "Shop <shop@example.com>", subject: "Order" }, { body });
    const { mail } = api.requests[0] ?? {};
    expect(mail).toMatchObject({ subject: "Order", from: { email: "shop@example.com", name: "Shop" } });
    expect(partOf(mail, "text/plain")).toBe("Dear **<Ana> **&****,\nyour order.");
    expect(partOf(mail, "text/html")).toContain("<p>Dear <strong>&lt;Ana&gt; **&amp;**</strong>,<br>your order.</p>");
  });

  it("sends a mail without a body, since no part of a mail may be empty", async () => {
    await send({ to: "ana@example.com", subject: "Ping" }, { body: [] });
    expect(partOf(api.requests[0]?.mail, "text/plain")).toBe("Ping");
  });

  test.each(Object.entries(HOSTILE_TEXTS))("lets no header in: %s", async (_, text) => {
    await send({ to: "ana@example.com", subject: text }, { body: [{ by: "value", text }] });
    expect(api.requests[0]?.mail?.subject).toMatch(/^[^\r\n]{1,200}$/);
    expect(Object.keys(api.requests[0]?.mail?.headers ?? {})).toEqual(["X-Countersign-Delivery"]);
  });

  test.each<[string, object, Partial<NotificationSettings>, string, string]>([
    ["no recipient", {}, {}, "options-invalid", "to: must be an address"],
    ["an empty list", { to: [] }, {}, "options-invalid", "to: "],
    ["a recipient that is none", { to: ["ana@example.com", "bo"] }, {}, "email-failed", "`to` is not one mail address"],
    ["two in one", { to: "a@example.com, b@example.com" }, {}, "email-failed", "it has a comma"],
    ["a header in an address", { to: "a@example.com\r\nBcc: b@example.com" }, {}, "email-failed", "line break"],
    [
      "a header in a copy",
      { to: "a@example.com", cc: "a@example.com\nBcc: b@example.com" },
      {},
      "email-failed",
      "`cc` is not",
    ],
    [
      "no key",
      { to: "a@example.com" },
      { mailchannelsApiKey: undefined },
      "email-failed",
      "wrangler secret put MAILCHANNELS_API_KEY",
    ],
    ["no sender", { to: "a@example.com" }, { emailFrom: undefined }, "email-failed", "EMAIL_FROM is not set"],
  ])("fails for good with %s", async (_, config, settings, code, message) => {
    const failure = await failureOf(send(config, { settings }));
    expect(failure).toMatchObject({ code, options: { retryable: "no" } });
    expect(failure.message).toContain(message);
    expect(api.requests).toHaveLength(0);
  });

  it("is tried again where the provider is slowed down, as long as it says", async () => {
    api.respondWith({ status: 429, headers: { "retry-after": "5" } });
    expect((await failureOf(send({ to: "a@example.com" }))).options).toEqual({ retryable: "yes", retryAfterMs: 5_000 });
  });
});
