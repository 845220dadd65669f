import { describe, expect, it, test } from "vitest";
import type { Json } from "../../src/kernel/json.ts";
import type { ApprovalNotice } from "../../src/notifications/notice.ts";
import { botButtons, linkButtons } from "../../src/notifications/discord/discord-buttons.ts";
import { renderDiscord } from "../../src/notifications/discord/render-discord.ts";
import { renderDiscordMessage } from "../../src/notifications/discord/render-discord-message.ts";
import { renderDiscordOutcome } from "../../src/notifications/discord/render-discord-outcome.ts";
import { checkDiscordMessage, findMarkup, textsOf } from "../support/discord-server.ts";
import {
  HOSTILE_TEXTS,
  hostileNotice,
  hostileOutcome,
  LINK,
  NOW,
  noticeWith,
  outcomeWith,
  settingsWith,
  standaloneNotice,
} from "./fixtures.ts";

function render(changes: Partial<ApprovalNotice> = {}) {
  const notice = noticeWith(changes);
  return renderDiscord(notice, linkButtons(notice), NOW);
}

function allTextOf(changes: Partial<ApprovalNotice> = {}): string {
  return textsOf(render(changes)).join("\n");
}

describe("renderDiscord", () => {
  it("says nothing of ensemble, agent and run where a program asks without a run", () => {
    const notice = standaloneNotice();
    const asked = textsOf(renderDiscord(notice, linkButtons(notice), NOW));
    const over = textsOf(renderDiscordOutcome(outcomeWith({ runId: null, agent: null, ensemble: "Refunds" })));
    for (const texts of [asked, over]) {
      expect(texts.join("\n")).toContain("Refunds");
      expect(texts.filter((text) => /^(?:Ensemble|Agent|Run)$|null/.test(text))).toEqual([]);
    }
  });

  it("says what is asked, by whom, for which run, until when, and what to press", () => {
    const message = render();
    expect(message.embeds[0]?.title).toBe("🔔 Approval needed: content-approval");
    for (const part of ["Review this post", "ana\\@example.com", "run\\_0000", "• title: Hello\n• words: 420"])
      expect(allTextOf()).toContain(part);
    expect(allTextOf()).toContain("Expires in 1 day (<t:1795395840:f>)");
    expect(message.components[0]?.components).toEqual([
      { type: 2, style: 5, label: "Approve", url: `${LINK}?action=approve` },
      { type: 2, style: 5, label: "Reject", url: `${LINK}?action=reject` },
      { type: 2, style: 5, label: "See all of it", url: LINK },
    ]);
    expect(message.allowed_mentions).toEqual({ parse: [] });
    expect(checkDiscordMessage(message)).toEqual([]);
  });

  it("says that it does not expire, shows nested data as a code block, and leaves out what is not there", () => {
    expect(allTextOf({ expiresAt: null })).toContain("Does not expire");
    expect(allTextOf({ data: { a: [1] } })).toContain('```\n{\n  "a": [\n    1\n  ]\n}\n```');
    expect(allTextOf({ data: null })).not.toContain("**Data**");
    expect(checkDiscordMessage(render({ data: "", prompt: " " }))).toEqual([]);
  });

  test.each<[string, Json]>([
    ["JSON", { rows: Array.from({ length: 60_000 }, (_, index) => ({ index, text: "<&>```@here" })) }],
    ["a text", "@everyone 😀".repeat(300_000)],
    ["a field", { content: "*".repeat(3_000_000), by: "ana" }],
  ])("cuts three megabytes of %s and says where all of it is", (_, data) => {
    const message = render({ data });
    expect(checkDiscordMessage(message)).toEqual([]);
    expect(textsOf(message).join("\n")).toContain("shortened: see all of it by the button below");
  });

  test.each(Object.entries(HOSTILE_TEXTS))("makes nothing of %s in every field", (_, text) => {
    for (const message of [
      renderDiscord(hostileNotice(text), linkButtons(noticeWith()), NOW),
      render({ data: { deep: [text] } }),
      renderDiscordOutcome(hostileOutcome(text)),
      renderDiscordMessage({ message: text, ensemble: text, agent: text, runId: text }),
    ]) {
      expect(checkDiscordMessage(message)).toEqual([]);
      expect(findMarkup(message)).toEqual([]);
      expect(JSON.stringify(message)).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|(?<!\\)\\u00[01]/u);
    }
  });

  test.each([
    "[Approve](https://evil.example)",
    "\\[Approve](https://evil.example)",
    "<https://evil.example>",
    "https://evil.example",
    "<@1290000000000000001> <@&1290000000000000001> <#1290000000000000001> @everyone",
    "# Big\n-# small\n> quoted\n- listed\n|| hidden ||",
  ])("makes nothing of %j", (text) => {
    expect(findMarkup(render({ prompt: text, requestedBy: text, data: { [text]: text } }))).toEqual([]);
  });
});

describe("botButtons", () => {
  const settings = settingsWith({ discordPublicKey: "0".repeat(64) });

  it("decide, named by the approval alone, within what Discord allows", () => {
    const { approvalId } = noticeWith();
    expect(
      botButtons(noticeWith(), settings).map((button) => ("url" in button ? button.url : button.custom_id)),
    ).toEqual([`approve:${approvalId}`, `reject:${approvalId}`, LINK]);
    expect(`approve:${approvalId}`.length).toBeLessThanOrEqual(100);
  });

  it.each([{ form: { type: "object" } }, { editable: true }])("approve on the page where there is %j", (changes) => {
    const [approve] = botButtons(noticeWith(changes), settings);
    expect(approve).toMatchObject({ label: "Approve", url: `${LINK}?action=approve` });
  });

  it("are links where nothing from Discord could be verified", () => {
    expect(botButtons(noticeWith(), settingsWith())).toEqual(linkButtons(noticeWith()));
  });
});

describe("renderDiscordOutcome", () => {
  it("is stamped, and takes the buttons away", () => {
    const message = renderDiscordOutcome(outcomeWith({ feedback: "Well done" }));
    expect(message.components).toEqual([]);
    expect(message.embeds[0]?.title).toBe("✅ Approved: content-approval");
    expect(message.embeds[0]?.description).toContain("Approved by ana\\@example.com, 2026-11-22 01:04 UTC.");
    expect(message.embeds[0]?.description).toContain("Comment: Well done");
  });

  test.each([
    ["rejected", "❌ Rejected"],
    ["timeout", "⌛ Expired"],
    ["cancelled", "↩️ Withdrawn"],
  ] as const)("says %s", (status, title) => {
    expect(renderDiscordOutcome(outcomeWith({ status })).embeds[0]?.title).toContain(title);
  });
});
