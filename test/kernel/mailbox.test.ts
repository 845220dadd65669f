import { describe, expect, test } from "vitest";
import { mailSubject } from "../../src/notifications/email/mail-subject.ts";
import { parseMailbox } from "../../src/kernel/mailbox.ts";

describe("parseMailbox", () => {
  test.each([
    ["a@b.example", { email: "a@b.example" }],
    [" a@b ", { email: "a@b" }],
    ["o'neill+tag_1@sub.b-c.example", { email: "o'neill+tag_1@sub.b-c.example" }],
    ["ana@müller.example", { email: "ana@müller.example" }],
    ["Ana Li <a@b.example>", { email: "a@b.example", name: "Ana Li" }],
    ['"Li, Ana \\"A\\"" <a@b.example>', { email: "a@b.example", name: 'Li, Ana "A"' }],
    ["<a@b.example>", { email: "a@b.example" }],
  ])("reads %j", (text, mailbox) => {
    expect(parseMailbox(text)).toEqual({ status: "ok", mailbox });
  });

  test.each([
    ["", "empty"],
    ["ana", "form"],
    ["@b.example", "form"],
    ["a@", "form"],
    ["a@b@c", "form"],
    ["a..b@c.example", "form"],
    ["a@b.example, c@d.example", "comma"],
    ["a@b.example;c@d.example", "comma"],
    ["a b@c.example", "space"],
    ["a@b.example\r\nBcc: eve@evil.example", "line break"],
    ["Ana\r\nBcc: eve@evil.example <a@b.example>", "line break"],
    ["a@b.example\n", "line break"],
    ["a@b\u202E.example", "invisible"],
    ["a@b\u200B.example", "invisible"],
    ["a@b_c.example", "domain"],
    ["a@-b.example", "domain"],
    ["a@b..example", "domain"],
    ["a@[127.0.0.1]", "domain"],
    ["Li, Ana <a@b.example>", "comma"],
    ["Ana <a@b.example> <c@d.example>", "space"],
    ["Ana <a@b.example, c@d.example>", "comma"],
    [`${"a".repeat(65)}@b.example`, "too long"],
    [`a@${"b".repeat(400)}`, "too long"],
    [`${"n".repeat(129)} <a@b.example>`, "name is too long"],
  ])("refuses %j: %s", (text, word) => {
    expect(parseMailbox(text)).toEqual({ status: "bad", error: expect.stringContaining(word) });
  });
});

describe("mailSubject", () => {
  test.each([
    [undefined, "Approval needed: content-approval"],
    [" \r\n ", "Approval needed: content-approval"],
    ["Please\r\nBcc: eve@evil.example", "Please Bcc: eve@evil.example"],
    ["a\u0000\u202Eb", "a\uFFFD\uFFFDb"],
    ["😀".repeat(200), `${"😀".repeat(99)}…`],
  ])("makes one line of %j", (subject, expected) => {
    expect(mailSubject(subject, "Approval needed: content-approval")).toBe(expected);
  });
});
