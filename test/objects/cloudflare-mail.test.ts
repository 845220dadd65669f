/** The real `send_email` binding as workerd has it: what we hand over, it takes; what it refuses, we see. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { type Env, readConfig } from "../../src/config.ts";
import { sendEmail } from "../../src/notifications/email/send-email.ts";
import { hostileNotice, HOSTILE_TEXTS, noticeWith, portWith, settingsWith } from "../notifications/fixtures.ts";

const bound = { ...(env as unknown as Env), EMAIL: (env as unknown as { readonly MAILER: object }).MAILER };

function send(from: string, notice = noticeWith()) {
  const { mailSender } = readConfig(bound).notifications;
  const settings = settingsWith({ mailchannelsApiKey: undefined, mailSender, emailFrom: from });
  return sendEmail(notice, { channel: "email", to: "Bo <bo@example.com>" }, portWith({ settings }));
}

test("takes our mail, and gives its id", async () => {
  expect(await send("Desk <approvals@example.com>")).toEqual({
    status: "delivered",
    id: expect.stringMatching(/^<.+@.+>$/),
  });
});

test.each(Object.entries(HOSTILE_TEXTS))("takes a mail with %s in every field", async (_, text) => {
  expect(await send("approvals@example.com", hostileNotice(text))).toMatchObject({ status: "delivered" });
});

test("refuses a sender that it does not allow, and we say so", async () => {
  expect(await send("eve@evil.example")).toMatchObject({
    status: expect.stringMatching(/^(?:retry|failed)$/),
    error: expect.stringContaining("eve@evil.example not allowed"),
  });
});

test("a binding of another kind is refused by name", () => {
  expect(() => readConfig({ ...bound, EMAIL: {} })).toThrow(/EMAIL is not a send_email binding/);
});
