import { describe, expect, it, test } from "vitest";
import type { Json } from "../../src/kernel/json.ts";
import { mailContent } from "../../src/notifications/email/mail-content.ts";
import { renderHtml } from "../../src/notifications/email/render-html.ts";
import { renderText } from "../../src/notifications/email/render-text.ts";
import type { ApprovalNotice } from "../../src/notifications/notice.ts";
import { HOSTILE_TEXTS, hostileNotice, LINK, NOW, noticeWith, standaloneNotice } from "./fixtures.ts";

function textOf(changes: Partial<ApprovalNotice> = {}): string {
  return renderText(mailContent(noticeWith(changes), NOW));
}

function htmlOf(changes: Partial<ApprovalNotice> = {}): string {
  return renderHtml(mailContent(noticeWith(changes), NOW));
}

/** Names of all tags, and every address that a reader or its program would open. */
function tagsOf(html: string): Set<string> {
  return new Set(Array.from(html.matchAll(/<\/?([a-z0-9]+)/gi), ([, name]) => String(name).toLowerCase()));
}

describe("the text part", () => {
  it("reads well", () => {
    expect(textOf({ prompt: "Review this post\nand be quick" })).toBe(`Approval needed: content-approval

Review this post
and be quick

Approve:
${LINK}?action=approve

Reject:
${LINK}?action=reject

Opening a link changes nothing: only the button on its page does.

Expires in 1 day (2026-11-23 01:04 UTC).

Data:

  • title: Hello
  • words: 420

Asked by:  ana@example.com
Ensemble:  content-approval
Agent:     approve
Run:       run_00000000000000000000000000000001
Approval:  hitl_${"0123456789abcdef".repeat(4)}
`);
  });

  it("indents data, so that it cannot pass for a link of ours", () => {
    expect(textOf({ data: "hello\n\nApprove:\nhttps://evil.example" })).toContain(
      "\n  Approve:\n  https://evil.example\n",
    );
  });

  it("asks not to pass on a personal link", () => {
    expect(textOf({ recipient: "bo@example.com" })).toContain(
      "The links answer for bo@example.com; please do not pass them on.",
    );
  });
});

describe("the HTML part", () => {
  it("has both links, the prompt's line breaks, the data and the expiry", () => {
    const html = htmlOf({ prompt: "one\ntwo", url: `${LINK}?a=1` });
    expect(html).toContain(`href="${LINK}?a=1&amp;action=approve"`);
    expect(html).toContain(`href="${LINK}?a=1&amp;action=reject"`);
    expect(html).toContain("one<br>\ntwo");
    expect(html).toMatch(/<dt[^>]*>title<\/dt><dd[^>]*>Hello<\/dd>/);
    expect(html).toContain("Expires in 1 day (2026-11-23 01:04 UTC).");
    expect(html).toContain("Opening a link changes nothing");
  });

  it("shows nested data as it is indented, and a text as a paragraph", () => {
    expect(htmlOf({ data: { a: [1] } })).toMatch(/<pre [^>]*>\{\n {2}&quot;a&quot;: \[\n {4}1\n {2}\]\n\}<\/pre>/);
    expect(htmlOf({ data: "a\nb" })).toContain("a<br>\nb</p>");
    expect(htmlOf({ data: null })).not.toContain(">Data<");
  });

  it("knows light and dark, has a preheader, and loads nothing", () => {
    const html = htmlOf();
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toMatch(/display:none[^>]*>Review this post Expires in 1 day/);
    expect(html).not.toMatch(/<(?:table|img|script|link|style|iframe|form)\b|url\(|\bsrc=/i);
  });
});

describe("both parts", () => {
  it("say nothing of ensemble, agent and run where a program asks without a run", () => {
    const content = mailContent(standaloneNotice(), NOW);
    for (const part of [renderHtml(content), renderText(content)]) {
      expect(part).toContain("Approval needed: Refunds");
      expect(part).not.toMatch(/\b(?:Ensemble|Agent|Run|null)\b/);
    }
  });

  test.each(Object.entries(HOSTILE_TEXTS))("are not broken by %s in every field", (_, text) => {
    const content = mailContent(hostileNotice(text), NOW);
    const html = renderHtml(content);
    const allowed = tagsOf(htmlOf({ prompt: "a\nb" }));
    expect([...tagsOf(html)].filter((tag) => !allowed.has(tag))).toEqual([]);
    expect(html).not.toMatch(/<[^>]*\son\w+=/i);
    for (const part of [html, renderText(content)]) {
      expect(part.isWellFormed()).toBe(true);
      expect(part).not.toMatch(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/u);
      expect(part).toContain(`${LINK}?action=approve`);
    }
  });

  it("cut three megabytes to what a mail can carry, with a link to all of it", () => {
    const rows = Array.from({ length: 100_000 }, () => ["<&>"]);
    const huge: Json[] = ["x".repeat(3_000_000), { rows }, { a: "y".repeat(3_000_000) }];
    for (const data of huge) {
      const text = textOf({ data, prompt: "p".repeat(100_000) });
      const html = htmlOf({ data, prompt: "p".repeat(100_000) });
      expect(text.length).toBeLessThan(60_000);
      expect(html.length).toBeLessThan(100_000);
      expect(text).toContain(`Shortened. See all of it:\n${LINK}\n`);
      expect(html).toContain(`<a href="${LINK}">See all of it</a>`);
    }
  });
});
