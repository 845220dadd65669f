import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Json } from "../../src/kernel/json.ts";
import type { ApprovalNotice } from "../../src/notifications/notice.ts";
import { renderSlack } from "../../src/notifications/slack/render-slack.ts";
import { linkButtons } from "../../src/notifications/slack/slack-buttons.ts";
import { checkSlackMessage, findPings, textsOf } from "../support/slack-server.ts";
import { HOSTILE_TEXTS, hostileNotice, LINK, NOW, noticeWith, standaloneNotice } from "./fixtures.ts";

function render(changes: Partial<ApprovalNotice> = {}) {
  return renderSlack(noticeWith(changes), linkButtons(LINK), NOW);
}

function allTextOf(changes: Partial<ApprovalNotice> = {}): string {
  return textsOf(render(changes)).join("\n");
}

describe("renderSlack", () => {
  it("says nothing of ensemble, agent and run where a program asks without a run", () => {
    const message = renderSlack(standaloneNotice(), linkButtons(LINK), NOW);
    const text = textsOf(message).join("\n");
    expect(text).toContain("Approval needed: Refunds");
    expect(text).not.toMatch(/\*(?:Ensemble|Agent|Run)\*|null|—/);
    expect(checkSlackMessage(message)).toEqual([]);
  });

  it("says what is asked, by whom, for which run, until when, and what to press", () => {
    const message = render();
    const text = textsOf(message).join("\n");
    expect(message.blocks[0]).toMatchObject({ type: "header", text: { text: "🔔 Approval needed: content-approval" } });
    for (const part of [
      "Review this post",
      "ana@example.com",
      "run_0000",
      "`hitl_0123",
      "• title: Hello\n• words: 420",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain("Expires in 1 day (<!date^1795395840^{date_short_pretty} {time}|2026-11-23 01:04 UTC>)");
    expect(message.blocks.find(({ type }) => type === "actions")).toMatchObject({
      elements: [
        { text: { text: "Approve" }, style: "primary", url: `${LINK}?action=approve` },
        { text: { text: "Reject" }, style: "danger", url: `${LINK}?action=reject` },
      ],
    });
    expect(message).toMatchObject({ unfurl_links: false, unfurl_media: false });
    expect(message.text).toContain("content-approval");
    expect(checkSlackMessage(message)).toEqual([]);
  });

  it("says that it does not expire, or that it has", () => {
    expect(allTextOf({ expiresAt: null })).toContain("Does not expire");
    expect(allTextOf({ expiresAt: NOW })).toContain("Expired");
  });

  it("shows nested data as a code block, and leaves out no data and no prompt", () => {
    expect(allTextOf({ data: { a: [1] } })).toContain('```\n{\n  "a": [\n    1\n  ]\n}\n```');
    expect(allTextOf({ data: null })).not.toContain("*Data*");
    expect(checkSlackMessage(render({ data: "", prompt: " " }))).toEqual([]);
  });

  test.each<[string, Json]>([
    ["JSON", { rows: Array.from({ length: 60_000 }, (_, index) => ({ index, text: "<&>```@here" })) }],
    ["a text", "<!channel> 😀".repeat(300_000)],
    ["a field", { content: "&".repeat(3_000_000), by: "ana" }],
  ])("cuts three megabytes of %s and links to all of it", (_, data) => {
    const message = render({ data });
    expect(checkSlackMessage(message)).toEqual([]);
    expect(findPings(message)).toEqual([]);
    expect(JSON.stringify(message)).toContain(`"text":"See all of it","emoji":true},"url":"${LINK}"`);
    expect(textsOf(message).join("\n")).toContain("*Data* (shortened)");
  });

  test.each(Object.entries(HOSTILE_TEXTS))("is not broken by %s in every field", (_, text) => {
    const message = renderSlack(hostileNotice(text), linkButtons(LINK), NOW);
    expect(checkSlackMessage(message)).toEqual([]);
    expect(findPings(message)).toEqual([]);
    expect(JSON.stringify(message)).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|\\u00[01]/u);
    expect(checkSlackMessage(render({ data: { deep: [text] } }))).toEqual([]);
  });

  it("leaves an address alone that only looks like a ping", () => {
    expect(allTextOf({ requestedBy: "bo@here.example, ana@hereford.example" })).toContain(
      "bo@here.example, ana@hereford",
    );
  });

  it("has a code block that no data ends", () => {
    const block = textsOf(render({ data: [HOSTILE_TEXTS["code fence"]] })).find((text) => text.startsWith("```"));
    expect(block?.slice(3, -3)).not.toContain("```");
  });

  it("keeps every limit of Block Kit, whatever is in the notice", () => {
    const nasty = fc.constantFrom(
      "&",
      "<",
      ">",
      "`",
      "```",
      "@here",
      "<!channel>",
      "😀",
      "\uD83D",
      "\n",
      "\u202E",
      "*",
      "|",
      "a",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.array(nasty, { maxLength: 60 }).map((parts) => parts.join("")),
      fc.tuple(nasty, fc.integer({ min: 1, max: 4_000 })).map(([part, count]) => part.repeat(count)),
    );
    const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
    const data = fc.oneof(
      scalar,
      fc.dictionary(text, scalar, { maxKeys: 25 }),
      fc.array(fc.dictionary(text, scalar)),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(
        fc.tuple(text, text, text, text),
        data,
        fc.option(fc.integer({ min: 0, max: 4e12 })),
        (texts, json, expiresAt) => {
          const [ensemble, agent, prompt, requestedBy] = texts;
          const message = render({ ensemble, agent, prompt, requestedBy, data: json as Json, expiresAt });
          expect(checkSlackMessage(message)).toEqual([]);
          expect(findPings(message)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
