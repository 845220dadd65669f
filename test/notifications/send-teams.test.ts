import { marked } from "marked";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { Json } from "../../src/kernel/json.ts";
import type { Destination } from "../../src/notifications/notice.ts";
import { teamsChannel } from "../../src/notifications/teams/teams-channel.ts";
import { startTeamsServer, textsOf, type TeamsRequest } from "../support/teams-server.ts";
import type { LocalServer, Reply } from "../support/webhook-server.ts";
import {
  HOSTILE_TEXTS,
  hostileNotice,
  hostileOutcome,
  LINK,
  NOW,
  noticeWith,
  outcomeWith,
  portWith,
} from "./fixtures.ts";

let teams: LocalServer<TeamsRequest>;
beforeEach(async () => {
  teams = await startTeamsServer();
});
afterEach(() => teams.close());

function workflow(): Destination {
  return { channel: "teams", webhookUrl: teams.url };
}

const port = () => portWith({ now: NOW });

function lastTexts(): string[] {
  const card = teams.requests.at(-1)?.card;
  return card === undefined || card === null ? [] : textsOf(card);
}

/** What Markdown makes of it beside paragraphs, and addresses of mail that lead to what they say. */
function markupIn(text: string): string[] {
  const html = marked.parse(text, { async: false }).replaceAll(/<a href="mailto:([^"]+)">\1<\/a>/g, "$1");
  return html.match(/<(?!\/?p>)[^>]*>/g) ?? [];
}

describe("teams", () => {
  it("gets a card that says what is asked, by whom, for which run, until when, and what to press", async () => {
    expect(await teamsChannel.send(noticeWith(), workflow(), port())).toEqual({ status: "delivered" });
    const [request] = teams.requests;
    expect(request?.problems).toEqual([]);
    const text = lastTexts().join("\n");
    for (const part of ["🔔 Approval needed: content-approval", "Review this post", "ana@example.com", "words: 420"])
      expect(text).toContain(part);
    expect(text).toContain("Expires in 1 day (2026-11-23 01:04 UTC)");
    expect(request?.card?.actions).toEqual([
      { type: "Action.OpenUrl", title: "Approve", url: `${LINK}?action=approve`, style: "positive" },
      { type: "Action.OpenUrl", title: "Reject", url: `${LINK}?action=reject`, style: "destructive" },
      { type: "Action.OpenUrl", title: "See all of it", url: LINK },
    ]);
  });

  it("gets the outcome as a card of its own, without buttons", async () => {
    await teamsChannel.sendOutcome(outcomeWith({ feedback: "Well done" }), workflow(), null, port());
    expect(lastTexts().join("\n")).toMatch(/✅ Approved: content-approval[\s\S]*Comment: Well done/);
    expect(teams.requests[0]?.card?.actions).toEqual([]);
  });

  it("gets a plain message", async () => {
    const message = { message: "One\ntwo", ensemble: "a", agent: "b", runId: "c" };
    expect(await teamsChannel.sendMessage(message, { webhookUrl: teams.url }, port())).toEqual({ status: "delivered" });
    expect(lastTexts()).toEqual(["One\n\ntwo"]);
  });

  test.each<[string, Json]>([
    ["JSON", { rows: Array.from({ length: 60_000 }, (_, index) => ({ index, text: "<&>```" })) }],
    ["a text", "界😀".repeat(500_000)],
    ["a field", { content: '*"\\'.repeat(1_000_000), by: "ana" }],
  ])("gets three megabytes of %s cut to what it takes, and a link to all of it", async (_, data) => {
    expect(await teamsChannel.send(noticeWith({ data }), workflow(), port())).toEqual({ status: "delivered" });
    expect(lastTexts().join("\n")).toContain("Shortened: see all of it by the button below.");
  });

  test.each(Object.entries(HOSTILE_TEXTS))("makes nothing of %s in every field", async (_, text) => {
    const message = { message: text, ensemble: text, agent: text, runId: text };
    for (const sent of [
      () => teamsChannel.send(hostileNotice(text), workflow(), port()),
      () => teamsChannel.send(noticeWith({ data: { deep: [text] } }), workflow(), port()),
      () => teamsChannel.sendOutcome(hostileOutcome(text), workflow(), null, port()),
      () => teamsChannel.sendMessage(message, { webhookUrl: teams.url }, port()),
    ]) {
      expect(await sent()).toEqual({ status: "delivered" });
      expect(lastTexts().flatMap(markupIn)).toEqual([]);
      expect(teams.requests.at(-1)?.body).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|(?<!\\)\\u00[01]/u);
    }
  });

  test.each([
    "[Approve](https://evil.example)",
    "\\[Approve\\](https://evil.example)",
    "[Approve][1]\n\n[1]: https://evil.example",
    "<https://evil.example>",
    "https://evil.example",
    "![x](https://evil.example/x.png)",
    "# Big\n- listed\n1. counted\n    coded\n***",
    "{{DATE(2026-11-22T01:04:00Z, SHORT)}}",
  ])("makes nothing of %j", async (text) => {
    await teamsChannel.send(
      noticeWith({ prompt: text, requestedBy: text, data: { [text]: text } }),
      workflow(),
      port(),
    );
    expect(lastTexts().flatMap(markupIn)).toEqual([]);
    expect(lastTexts().join("\n")).not.toMatch(/\]\(|\]:|\{\{|:\/\//);
  });

  test.each<[Reply, object]>([
    [200, { status: "delivered" }],
    [
      { status: 429, headers: { "retry-after": "5" } },
      { status: "retry", retryAfterMs: 5_000 },
    ],
    [503, { status: "retry" }],
    [413, { status: "failed" }],
    [
      { status: 400, body: '{"error":{"code":"TriggerInputSchemaMismatch"}}' },
      { status: "failed", error: expect.stringContaining("TriggerInputSchemaMismatch") },
    ],
    ["close", { status: "retry" }],
  ])("takes the answer %j for %o", async (reply, expected) => {
    teams.respondWith(reply);
    const result = await teamsChannel.send(noticeWith(), workflow(), port());
    expect(result).toMatchObject(expected);
    expect(JSON.stringify(result)).not.toMatch(/workflows|s3cretSignature/);
  });

  it("refuses a card that links make too large, and an address that is none", async () => {
    const huge = noticeWith({ url: `https://a.example/${"x".repeat(12_000)}` });
    expect(await teamsChannel.send(huge, workflow(), port())).toMatchObject({
      status: "failed",
      error: expect.stringContaining("28 KB"),
    });
    expect(teams.requests).toHaveLength(0);
    expect(await teamsChannel.send(noticeWith(), { channel: "teams" }, port())).toEqual({
      status: "failed",
      error: "webhookUrl of teams is not set",
    });
    expect(teamsChannel.describe(workflow())).toBe(new URL(teams.url).host);
  });
});
