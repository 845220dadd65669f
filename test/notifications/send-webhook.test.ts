import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { channels } from "../../src/notifications/channels.ts";
import type { ChannelPort } from "../../src/notifications/notice.ts";
import { sendWebhook } from "../../src/notifications/webhook/send-webhook.ts";
import { startWebhookServer, type LocalServer, type Reply, type WebhookRequest } from "../support/webhook-server.ts";
import {
  HOSTILE_TEXTS,
  hostileNotice,
  LINK,
  NOW,
  noticeWith,
  portWith,
  settingsWith,
  standaloneNotice,
  TOKEN,
} from "./fixtures.ts";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const NEXT_SECRET = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;

let receiver: LocalServer<WebhookRequest>;
beforeEach(async () => {
  receiver = await startWebhookServer({ secret: SECRET });
});
afterEach(() => receiver.close());

function send(changes: Partial<ChannelPort> = {}, notice = noticeWith(), webhookUrl = receiver.url) {
  const settings = settingsWith({ webhookSigningSecret: SECRET });
  return sendWebhook(notice, { channel: "webhook", webhookUrl }, portWith({ settings, ...changes }));
}

describe("sendWebhook", () => {
  it("posts the payload of the contract, signed", async () => {
    expect(await send()).toEqual({ status: "delivered" });
    const [request] = receiver.requests;
    expect(request?.verified).toBe(true);
    expect(request?.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": "Countersign",
      "webhook-id": `hitl_${"0123456789abcdef".repeat(4)}_7`,
      "idempotency-key": `hitl_${"0123456789abcdef".repeat(4)}_7`,
    });
    expect(JSON.parse(request?.body ?? "")).toEqual({
      executionId: noticeWith().approvalId,
      approvalData: { title: "Hello", words: 420 },
      callbackUrl: LINK,
      approveUrl: `${LINK}?action=approve`,
      rejectUrl: `${LINK}?action=reject`,
      expiresAt: NOW + 86_400_000,
      prompt: "Review this post",
      metadata: { ticket: "T-1" },
      ensemble: "content-approval",
      agent: "approve",
      runId: "run_00000000000000000000000000000001",
      approvalId: noticeWith().approvalId,
      requestedBy: "ana@example.com",
      occasion: "asked",
    });
  });

  it("says null where a program asks without a run", async () => {
    await send({}, standaloneNotice());
    expect(JSON.parse(receiver.requests[0]?.body ?? "")).toMatchObject({
      runId: null,
      agent: null,
      ensemble: "Refunds",
    });
  });

  it("sends the same bytes at every attempt, with a fresh timestamp", async () => {
    const now = Date.now();
    await send({ now });
    await send({ now: now + 60_000 });
    const [first, second] = receiver.requests;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.headers["webhook-timestamp"]).not.toBe(first?.headers["webhook-timestamp"]);
    expect(receiver.requests.map(({ verified }) => verified)).toEqual([true, true]);
  });

  it("signs with each secret while one is being replaced", async () => {
    await send({ settings: settingsWith({ webhookSigningSecret: `${NEXT_SECRET}  ${SECRET}\n` }) });
    const [request] = receiver.requests;
    expect(request?.verified).toBe(true);
    expect(request?.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    expect(() => new Webhook(NEXT_SECRET).verify(request?.body ?? "", { ...request?.headers })).not.toThrow();
  });

  test.each([undefined, "", "  "])("is unsigned without a secret: %j", async (webhookSigningSecret) => {
    receiver.respondWith(204);
    expect(await send({ settings: settingsWith({ webhookSigningSecret }) })).toEqual({ status: "delivered" });
    expect(receiver.requests[0]?.headers).not.toHaveProperty("webhook-signature");
  });

  test.each(["whsec_", "not base64!", `${SECRET} whsec_%%`])(
    "never goes out unsigned where the secret %j is bad",
    async (secret) => {
      expect(await send({ settings: settingsWith({ webhookSigningSecret: secret }) })).toEqual({
        status: "failed",
        error: expect.stringContaining("WEBHOOK_SIGNING_SECRET is not valid"),
      });
      expect(receiver.requests).toHaveLength(0);
    },
  );

  test.each(Object.entries(HOSTILE_TEXTS))("carries %s unharmed", async (_, text) => {
    expect(await send({}, hostileNotice(text))).toEqual({ status: "delivered" });
    expect(JSON.parse(receiver.requests[0]?.body ?? "")).toMatchObject({ prompt: text, metadata: { text } });
  });

  it("carries three megabytes", async () => {
    const data = { text: "x".repeat(3_000_000) };
    expect(await send({}, noticeWith({ data }))).toEqual({ status: "delivered" });
    expect(JSON.parse(receiver.requests[0]?.body ?? "")).toMatchObject({ approvalData: data });
  });

  test.each<[Reply, object]>([
    [200, { status: "delivered" }],
    ["hang-body", { status: "delivered" }],
    [{ status: 202, body: "x".repeat(1_000_000) }, { status: "delivered" }],
    [
      { status: 301, headers: { location: "/elsewhere" } },
      { status: "failed", error: expect.stringContaining("redirect") },
    ],
    [
      { status: 307, headers: { location: "/elsewhere" } },
      { status: "failed", error: expect.stringContaining("redirect") },
    ],
    [
      { status: 400, body: "a\u0000b\r\nc\u202E" },
      { status: "failed", error: expect.stringMatching(/answered 400: a\uFFFDb c\uFFFD$/) },
    ],
    [410, { status: "failed", error: expect.stringContaining("410") }],
    [
      { status: 429, headers: { "retry-after": "120" } },
      { status: "retry", retryAfterMs: 120_000 },
    ],
    [
      { status: 503, headers: { "retry-after": "99999999" } },
      { status: "retry", retryAfterMs: 86_400_000 },
    ],
    [
      { status: 500, body: "y".repeat(10_000) },
      { status: "retry", error: expect.stringMatching(/: y{199}…$/) },
    ],
    ["flood", { status: "retry", error: expect.stringMatching(/: x{199}…$/) }],
    ["close", { status: "retry", error: expect.stringContaining("could not be reached") }],
  ])("takes the answer %j for %o", async (reply, expected) => {
    receiver.respondWith(reply);
    expect(await send()).toMatchObject(expected);
    expect(receiver.requests).toHaveLength(1);
  });

  it("reads a date in Retry-After", async () => {
    const now = Math.floor(Date.now() / 1_000) * 1_000;
    receiver.respondWith({ status: 503, headers: { "retry-after": new Date(now + 90_000).toUTCString() } });
    expect(await send({ now })).toMatchObject({ status: "retry", retryAfterMs: 90_000 });
  });

  it("says nothing of the address, the token or a password when the receiver repeats them", async () => {
    const webhookUrl = `${receiver.url.replace("http://", "http://user:p%40ssw0rd@")}?key=topsecretkey`;
    receiver.respondWith(({ path, body }) => ({ status: 404, body: `Cannot POST ${path} p@ssw0rd ${body}` }));
    const result = await send({}, noticeWith({ data: null }), webhookUrl);
    expect(result).toMatchObject({
      status: "failed",
      error: expect.stringMatching(/^127\.0\.0\.1:\d+ answered 404: Cannot POST … … /),
    });
    expect(JSON.stringify(result)).not.toMatch(new RegExp(`s3cret|topsecret|ssw0rd|user:|${TOKEN}`));
    expect(receiver.requests[0]?.headers.authorization).toBe(`Basic ${btoa("user:p@ssw0rd")}`);
  });

  it("is cut off by the signal", async () => {
    receiver.respondWith("hang");
    const result = await send({ signal: AbortSignal.timeout(150) });
    expect(result).toEqual({
      status: "retry",
      error: expect.stringMatching(/^127\.0\.0\.1:\d+ did not answer in time$/),
    });
  });

  it("says what kind of network error it was", async () => {
    await receiver.close();
    expect(await send()).toEqual({
      status: "retry",
      error: expect.stringMatching(/could not be reached \(ECONNREFUSED\)$/),
    });
  });

  test.each(["javascript:alert(1)", "file:///etc/passwd", "data:text/plain,x"])(
    "refuses the address %s",
    async (url) => {
      expect(await send({}, noticeWith(), url)).toEqual({
        status: "failed",
        error: "webhookUrl of webhook must begin with https:// or http://",
      });
    },
  );

  it("is shown by its host alone", () => {
    expect(channels.webhook.describe({ channel: "webhook", webhookUrl: "https://u:p@h.example:8443/x?y" })).toBe(
      "h.example:8443",
    );
  });
});
