/** Who reads a direct message: what Slack says of them, as far as it can be believed. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { channels } from "../../src/notifications/channels.ts";
import { SlackWorkspace } from "../support/slack/slack-workspace.ts";
import { botPort, SECRETS, to } from "./slack-bot.ts";

const { findRecipient } = channels.slack;
const EMAIL = "Dana@example.com";

let slack: SlackWorkspace;
beforeEach(async () => {
  slack = new SlackWorkspace(SECRETS);
  await slack.start();
});
afterEach(() => slack.stop());

function find(address: string, changes: Parameters<typeof botPort>[1] = {}) {
  return findRecipient(to(address), botPort(slack, changes));
}

describe("a person in Slack", () => {
  test("is known by id and address, whichever of them is given, and is written to by id", async () => {
    const { id } = slack.addUser(EMAIL);
    for (const address of [id, EMAIL])
      expect(await find(address)).toEqual({ status: "found", destination: to(id), names: [EMAIL, id] });
  });

  test.each([
    ["whose address is not confirmed", EMAIL, { emailConfirmed: false }],
    ["without an address", null, {}],
    ["of another organisation, which decides there what addresses they have", EMAIL, { team: "T0000EVIL" }],
  ])("%s has no other name", async (_who, email, changes) => {
    const { id } = slack.addUser(email, changes);
    expect(await find(id)).toEqual({ status: "found", destination: to(id), names: [] });
  });

  test("whose address somebody else gave themselves is nobody else", async () => {
    const claiming = slack.addUser(EMAIL, { emailConfirmed: false });
    expect(await find(EMAIL)).toEqual({ status: "found", destination: to(claiming.id), names: [] });
  });
});

describe("nobody is asked for", () => {
  test.each(["C0123ABCD", "#releases", "somebody"])("%s, who is no person", async (address) => {
    expect(await find(address)).toEqual({ status: "found", destination: to(address), names: [] });
    expect(slack.calls).toEqual([]);
  });

  test("where the webhook is used", async () => {
    const destination = { channel: "slack", to: "U0000DANA", webhookUrl: "https://hooks.slack.com/services/T/B/x" };
    expect(await findRecipient(destination, botPort(slack))).toEqual({ status: "found", destination, names: [] });
    expect(slack.calls).toEqual([]);
  });
});

describe("where Slack does not say", () => {
  test("for now, it is worth another try, when Slack says", async () => {
    const { id } = slack.addUser(EMAIL);
    slack.plan("users.info", { status: 429, headers: { "retry-after": "7" }, body: "" });
    expect(await find(id)).toMatchObject({ status: "retry", retryAfterMs: 7_000 });
    slack.plan("auth.test", { status: 503, body: "" });
    expect(await find(id)).toMatchObject({ status: "retry" });
  });

  test("and hangs, it is worth another try too", async () => {
    const { id } = slack.addUser(EMAIL);
    slack.plan("users.info", "hang");
    const port = { ...botPort(slack), signal: AbortSignal.timeout(100) };
    expect(await findRecipient(to(id), port)).toMatchObject({
      status: "retry",
      error: expect.stringContaining("did not answer in time"),
    });
  });

  test("for good, it is not, and the key is in no error", async () => {
    const { id } = slack.addUser(EMAIL);
    slack.plan("users.info", { status: 200, body: '{"ok":false,"error":"missing_scope","needed":"users:read"}' });
    expect(await find(id)).toMatchObject({ status: "failed", error: expect.stringContaining("users:read") });
    const refused = await find(id, { slackBotToken: "xoxb-wrong" });
    expect(refused).toMatchObject({ status: "failed", error: expect.stringContaining("invalid_auth") });
    expect(JSON.stringify(refused)).not.toContain("xoxb");
    expect(await find("nobody@example.com")).toMatchObject({ status: "failed" });
  });

  test("or says nonsense, nothing is known", async () => {
    const { id } = slack.addUser(EMAIL);
    for (const user of [{}, { id: 7 }, { id, team_id: 1, profile: [] }, null]) {
      slack.plan("users.info", { status: 200, body: JSON.stringify({ ok: true, user }) });
      expect(await find(id)).toEqual({ status: "found", destination: to(id), names: [] });
    }
  });
});
