/** What comes of a mail by what Cloudflare's binding says; the binding itself is met in test/objects and test/journeys. */
import { describe, expect, it, test } from "vitest";
import { canMail } from "../../src/notifications/can-mail.ts";
import type { BoundMail, MailSender } from "../../src/notifications/email/mail-sender.ts";
import { sendEmail } from "../../src/notifications/email/send-email.ts";
import { sendMail } from "../../src/notifications/email/send-mail.ts";
import type { NotificationSettings } from "../../src/notifications/notice.ts";
import { startMailChannelsServer } from "../support/mailchannels-server.ts";
import { HOSTILE_TEXTS, hostileNotice, LINK, noticeWith, portWith, settingsWith } from "./fixtures.ts";

interface Recorder extends MailSender {
  readonly mails: BoundMail[];
}

function recorder(answer: () => Promise<{ messageId: string }> = async () => ({ messageId: "<1@example.com>" })) {
  const mails: BoundMail[] = [];
  const sender: Recorder = {
    mails,
    send: (mail) => {
      mails.push(mail);
      return answer();
    },
  };
  return sender;
}

function refusing(code: string | undefined, message: string): Recorder {
  return recorder(() => Promise.reject(Object.assign(new Error(message), code === undefined ? {} : { code })));
}

function portFor(mailSender: MailSender, changes: Partial<NotificationSettings> = {}) {
  return portWith({ settings: settingsWith({ mailchannelsApiKey: undefined, mailSender, ...changes }) });
}

const TO = { channel: "email", to: "Bo <bo@example.com>" };

describe("by Cloudflare's binding", () => {
  it("sends the same mail, with the delivery's id in a header", async () => {
    const sender = recorder();
    expect(await sendEmail(noticeWith(), TO, portFor(sender))).toEqual({ status: "delivered", id: "<1@example.com>" });
    const [mail] = sender.mails;
    expect(mail).toMatchObject({
      to: [{ email: "bo@example.com", name: "Bo" }],
      from: { email: "approvals@example.com", name: "Countersign" },
      subject: "Approval needed: content-approval",
      headers: { "X-Countersign-Delivery": `hitl_${"0123456789abcdef".repeat(4)}_7` },
    });
    expect([mail?.text, mail?.html].every((part) => part?.includes(`${LINK}?action=approve`))).toBe(true);
  });

  it("writes to nobody twice, and copies to others", async () => {
    const sender = recorder();
    const mail = { to: ["a@x.example"], cc: ["A@x.example", "b@x.example"], subject: "s", text: "t", html: "h" };
    await sendMail(mail, portFor(sender));
    expect(sender.mails[0]).toMatchObject({ to: ["a@x.example"], cc: ["b@x.example"] });
  });

  it("is not used where MailChannels has a key", async () => {
    const [sender, api] = [recorder(), await startMailChannelsServer()];
    const sent = await sendEmail(
      noticeWith(),
      TO,
      portFor(sender, { mailchannelsApiKey: api.key, mailchannelsApiUrl: api.url }),
    );
    expect([sent.status, sender.mails.length, api.requests.length]).toEqual(["delivered", 0, 1]);
    await api.close();
  });

  test.each(Object.entries(HOSTILE_TEXTS))("lets no header in by %s in every field", async (_, text) => {
    const sender = recorder();
    expect(await sendEmail(hostileNotice(text), { ...TO, subject: text }, portFor(sender))).toMatchObject({
      status: "delivered",
    });
    expect(sender.mails[0]?.subject).not.toMatch(/\p{Cc}/u);
  });

  test.each([
    ["E_RATE_LIMIT_EXCEEDED", "retry"],
    ["E_DAILY_LIMIT_EXCEEDED", "retry"],
    ["E_INTERNAL_SERVER_ERROR", "retry"],
    ["E_DELIVERY_FAILED", "retry"],
    ["E_SENDER_NOT_VERIFIED", "failed"],
    ["E_SENDER_DOMAIN_NOT_AVAILABLE", "failed"],
    ["E_RECIPIENT_NOT_ALLOWED", "failed"],
    ["E_RECIPIENT_SUPPRESSED", "failed"],
    ["E_VALIDATION_ERROR", "failed"],
    ["E_SOMETHING_NEW", "failed"],
  ])("takes %s for %s, and shows it", async (code, status) => {
    const sent = await sendEmail(noticeWith(), TO, portFor(refusing(code, "no\r\nluck")));
    expect(sent).toEqual({ status, error: `Cloudflare did not send the mail: ${code}: no luck` });
  });

  it("tries again where the platform itself stumbled", async () => {
    const sent = await sendEmail(noticeWith(), TO, portFor(refusing(undefined, "Network connection lost.")));
    expect(sent).toMatchObject({ status: "retry", error: expect.stringContaining("Network connection lost.") });
  });

  it("is cut off by the signal", async () => {
    const hanging = recorder(() => new Promise(() => undefined));
    const port = { ...portFor(hanging), signal: AbortSignal.timeout(100) };
    expect(await sendEmail(noticeWith(), TO, port)).toEqual({
      status: "retry",
      error: "Cloudflare did not take the mail in time",
    });
  });

  test.each<[string, Partial<NotificationSettings>, boolean]>([
    ["a key and a sender's address", { mailchannelsApiKey: "k" }, true],
    ["a binding and a sender's address", { mailchannelsApiKey: undefined, mailSender: recorder() }, true],
    ["no way to send", { mailchannelsApiKey: undefined }, false],
    ["no sender's address", { mailSender: recorder(), emailFrom: undefined }, false],
  ])("mail is configured by %s: %j", (_what, settings, configured) => {
    expect(canMail(settingsWith(settings))).toBe(configured);
  });
});
