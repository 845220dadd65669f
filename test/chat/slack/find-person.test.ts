import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { createPersonFinder } from "../../../src/chat/slack/find-person.ts";
import { SlackWorkspace } from "../../support/slack/slack-workspace.ts";
import type { Reply } from "../../support/webhook-server.ts";
import { actingAs, portTo, SLACK_SECRETS } from "./slack-fixtures.ts";

const MINUTE = 60_000;

let slack: SlackWorkspace;
beforeEach(async () => {
  slack = new SlackWorkspace(SLACK_SECRETS);
  await slack.start();
});
afterEach(() => slack.stop());

describe("who presses a button in Slack", () => {
  it("is known by id and by the address that Slack has confirmed", async () => {
    const ana = slack.addUser("ana@example.com");
    const found = await createPersonFinder()(actingAs(ana), portTo(slack));
    expect(found).toEqual({ kind: "known", person: { id: ana.id, email: "ana@example.com" } });
  });

  it("is known by id alone where the address is missing or not confirmed", async () => {
    const find = createPersonFinder();
    for (const user of [slack.addUser(null), slack.addUser("bo@example.com", { emailConfirmed: false })]) {
      expect(await find(actingAs(user), portTo(slack))).toEqual({
        kind: "known",
        person: { id: user.id, email: null },
      });
    }
  });

  it("is foreign where their home is another workspace, whatever the request says of it", async () => {
    const eve = slack.addUser("ana@example.com", { team: "T0000EVIL" });
    const claiming = { ...actingAs(eve), user: { id: eve.id, team_id: "T0000HOME" } };
    expect(await createPersonFinder()(claiming, portTo(slack))).toEqual({ kind: "foreign" });
  });

  it("is a colleague in another workspace of the same organisation", async () => {
    const cy = slack.addUser("cy@example.com", { team: "T0000SECOND" });
    const user = {
      id: cy.id,
      team_id: cy.team,
      enterprise_user: { enterprise_id: "E1" },
      profile: { email: cy.email },
    };
    slack.plan("auth.test", answer({ ok: true, team_id: "T0000HOME", enterprise_id: "E1" }));
    slack.plan("users.info", answer({ ok: true, user }));
    const found = await createPersonFinder()(actingAs(cy), portTo(slack));
    expect(found).toEqual({ kind: "known", person: { id: cy.id, email: cy.email } });
  });

  it("is no colleague of a bot that belongs to no organisation", async () => {
    const cy = slack.addUser("cy@example.com", { team: "T0000SECOND" });
    slack.plan("users.info", answer({ ok: true, user: { id: cy.id, team_id: cy.team, enterprise_user: {} } }));
    expect(await createPersonFinder()(actingAs(cy), portTo(slack))).toEqual({ kind: "foreign" });
  });
});

describe("where Slack does not say", () => {
  const silences: [what: string, method: string, reply: Reply][] = [
    ["ok: false", "users.info", answer({ ok: false, error: "missing_scope", needed: "users:read" })],
    ["429", "users.info", { status: 429, headers: { "retry-after": "30" } }],
    ["a broken connection", "users.info", "close"],
    ["nothing of the bot", "auth.test", answer({ ok: false, error: "internal_error" })],
    ["something else than a user", "users.info", answer({ ok: true, user: "ana" })],
  ];

  test.each(silences)("%s: the id alone is sure, and it is asked again the next time", async (_what, method, reply) => {
    const ana = slack.addUser("ana@example.com");
    const find = createPersonFinder();
    slack.plan(method, reply);
    expect(await find(actingAs(ana), portTo(slack))).toEqual({ kind: "id-only", person: { id: ana.id, email: null } });
    expect(await find(actingAs(ana), portTo(slack))).toMatchObject({ person: { email: "ana@example.com" } });
  });

  it("trusts no id of somebody who is not at home by the request itself", async () => {
    const eve = slack.addUser("eve@example.com", { team: "T0000EVIL" });
    slack.plan("users.info", { status: 500 }, { status: 500 });
    expect(await createPersonFinder()(actingAs(eve), portTo(slack))).toEqual({ kind: "foreign" });
    const homeless = { user: { id: eve.id }, team: null, enterprise: null };
    expect(await createPersonFinder()(homeless, portTo(slack))).toEqual({ kind: "foreign" });
  });
});

test("what Slack said is kept for five minutes", async () => {
  const ana = slack.addUser("ana@example.com");
  const find = createPersonFinder();
  const asked = [];
  for (const now of [0, 5 * MINUTE - 1, 5 * MINUTE]) {
    await find(actingAs(ana), portTo(slack, now));
    asked.push(slack.callsOf("users.info").length);
  }
  expect(asked).toEqual([1, 1, 2]);
});

function answer(body: object): Reply {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
