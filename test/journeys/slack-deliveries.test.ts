import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decide, decideByLink, expectStatus, problemOf } from "../support/client.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { buttonsOf } from "../support/slack/slack-hands.ts";
import { SlackJourney } from "../support/slack/slack-journey.ts";
import type { SlackUser } from "../support/slack/slack-workspace.ts";
import { textsOf } from "../support/slack-server.ts";
import { uniqueKey } from "../support/unique.ts";

const HOUR = 3_600_000;

let journey: SlackJourney;

beforeAll(async () => {
  journey = await SlackJourney.start();
}, 90_000);

afterAll(() => journey.stop());

function deliveryOf(approvalId: string, status: string) {
  return eventually(
    () => journey.client.getApproval(approvalId),
    ({ deliveries }) => deliveries[0]?.status === status,
    { what: `the delivery is ${status}`, within: 20_000 },
  );
}

describe("a message that Slack does not take", () => {
  test("429: it is tried again when Slack says, and delivered once", async () => {
    const channel = journey.slack.addChannel("busy");
    journey.slack.plan("chat.postMessage", { status: 429, headers: { "retry-after": "120" }, body: "" });
    const { approvalId } = await journey.client.startAndSuspend("slack-place", { key: uniqueKey("429"), to: channel });
    await eventually(
      () => journey.client.getApproval(approvalId),
      ({ deliveries }) => deliveries[0]?.attempts === 1,
      { what: "it is refused" },
    );
    await journey.client.moveTime(approvalId, "1m");
    expect((await journey.client.getApproval(approvalId)).deliveries).toMatchObject([
      { status: "pending", attempts: 1 },
    ]);
    await journey.client.moveTime(approvalId, "1m");
    const approval = await deliveryOf(approvalId, "delivered");
    expect(approval.deliveries).toMatchObject([{ channel: "slack", to: channel, attempts: 2 }]);
    expect(journey.slack.messagesIn(channel)).toHaveLength(1);
  });

  test("ok: false: it has failed, which the approval shows, and people can answer all the same", async () => {
    const { approvalId, runId } = await journey.client.startAndSuspend("slack-place", {
      key: uniqueKey("ok-false"),
      to: "#no-such-channel",
    });
    const { deliveries } = await deliveryOf(approvalId, "failed");
    expect(deliveries).toMatchObject([
      { attempts: 1, lastError: expect.stringMatching(/refused chat\.postMessage: channel_not_found$/) },
    ]);
    await decide(await journey.client.mintLink(approvalId), { approved: true });
    expect((await journey.client.waitForEnd(runId)).status).toBe("completed");
  });

  test("nobody has the address: it has failed, and says so", async () => {
    const { approvalId } = await journey.client.startAndSuspend("slack-people", {
      key: uniqueKey("nobody"),
      approvers: ["nobody@example.com"],
    });
    const { deliveries } = await deliveryOf(approvalId, "failed");
    expect(deliveries).toMatchObject([
      { to: "nobody@example.com", lastError: expect.stringContaining("users_not_found") },
    ]);
  });

  test("no approver is anybody whom Slack could know: it has failed, and says so", async () => {
    const { approvalId } = await journey.client.startAndSuspend("slack-people", {
      key: uniqueKey("names"),
      approvers: ["the legal team"],
    });
    const { deliveries } = await deliveryOf(approvalId, "failed");
    expect(deliveries).toMatchObject([{ channel: "slack", lastError: expect.stringContaining("nobody to tell") }]);
  });
});

test("a message that Slack did not let us lock shows as a failed delivery, and is locked by the next press", async () => {
  const { slack, hands, client } = journey;
  const ana = slack.addUser(`${uniqueKey("ana")}@example.com`);
  const input = { key: uniqueKey("unlocked"), approvers: [ana.email] };
  const { approvalId, runId } = await client.startAndSuspend("slack-people", input);
  const message = await eventuallyThere(() => slack.messagesTo(ana)[0], { what: "the message is there" });
  slack.plan("chat.update", { status: 200, body: '{"ok":false,"error":"cant_update_message"}' });
  await decide(await client.mintLink(approvalId), { approved: true, approver: String(ana.email) });
  await client.waitForEnd(runId);
  const { deliveries } = await eventually(
    () => client.getApproval(approvalId),
    (approval) => approval.deliveries.some(({ status }) => status === "failed"),
    { what: "the failure is shown" },
  );
  expect(deliveries.find(({ status }) => status === "failed")).toMatchObject({
    occasion: "outcome",
    lastError: expect.stringContaining("cant_update_message"),
  });
  expect(Object.keys(buttonsOf(message))).toContain("approve");

  await hands.press(ana, message, "reject");
  await eventually(
    () => message,
    (shown) => Object.keys(buttonsOf(shown)).length === 0,
    { what: "the buttons are gone" },
  );
  expect(slack.toldTo(ana)).toEqual([expect.stringContaining(`Approved by ${ana.email}`)]);
});

test("hours after it was sent, when Slack takes no answer to a press any more, a message is locked all the same", async () => {
  const { slack, hands, client } = journey;
  const people = ["mia", "ned"].map((name) => slack.addUser(`${uniqueKey(name)}@example.com`));
  const approvers = people.map(({ email }) => email);
  const input = { key: uniqueKey("hours"), approvers, minApprovals: 2 };
  const { approvalId } = await client.startAndSuspend("slack-people", input);
  const messages = await Promise.all(
    people.map((user) => eventuallyThere(() => slack.messagesTo(user)[0], { what: "the message is there" })),
  );
  const [mia, message] = [people[0], messages[0]];
  if (mia === undefined || message === undefined) throw new Error("nobody is asked");
  await hands.press(mia, message, "approve");
  await eventually(
    () => slack.toldTo(mia),
    (texts) => texts.length === 1,
    { what: "mia is told that it waits for another" },
  );
  slack.advance(9 * HOUR);
  await client.moveTime(approvalId, "9 hours");
  await decide(await client.mintLink(approvalId), { approved: true, approver: String(approvers[1]) });
  await eventually(
    () => messages,
    (shown) => shown.every((one) => Object.keys(buttonsOf(one)).length === 0),
    { what: "the buttons of both are gone" },
  );
  for (const { blocks } of messages)
    expect(textsOf(blocks).join("\n")).toContain(`Approved by ${approvers.join(", ")}`);
});

describe("one person under two names", () => {
  const newUser = (name: string) => journey.slack.addUser(`${uniqueKey(name)}@example.com`);

  /** The links in the direct messages to somebody, once there are so many. */
  async function linksTo(user: SlackUser, count = 1): Promise<string[]> {
    const messages = await eventually(
      () => journey.slack.messagesTo(user),
      (there) => there.length === count,
      { what: `${count} direct messages are there` },
    );
    return messages.map((message) => String(buttonsOf(message)["open"]?.["url"]));
  }

  async function ask(approvers: readonly (string | null)[], minApprovals: number, requestedBy = "ci") {
    const input = { key: uniqueKey("two-names"), approvers, minApprovals };
    const started = await journey.client.tryStartRun("slack-people", { input, requestedBy });
    const { id: runId } = expectStatus(started, 202).body as { readonly id: string };
    const [approvalId = ""] = (await journey.client.waitForStatus(runId, "suspended")).approvals;
    return { runId, approvalId };
  }

  function answerByKey(approvalId: string, approver: string) {
    const body = { approved: true, approver };
    return journey.client.send(`/api/approvals/${approvalId}/decision`, { method: "POST", body });
  }

  test("whoever asks by their address and is listed by their id approves by no door", async () => {
    const [dana, bo] = [newUser("dana"), newUser("bo")];
    const { runId, approvalId } = await ask([dana.id, bo.email], 1, String(dana.email));
    const [link = ""] = await linksTo(dana);
    const refused = await Promise.all([
      decideByLink(link, { approved: true }),
      decideByLink(await journey.client.mintLink(approvalId), { approved: true, approver: dana.id }),
      answerByKey(approvalId, dana.id),
    ]);
    expect(refused.map((answer) => [answer.status, problemOf(answer).code])).toEqual(
      refused.map(() => [403, "self-approval"]),
    );
    const [message] = journey.slack.messagesTo(dana);
    if (message !== undefined) await journey.hands.press(dana, message, "approve");
    await eventually(
      () => journey.slack.toldTo(dana),
      (texts) => texts.some((text) => text.includes("may not give it")),
      { what: "she is told in Slack" },
    );
    expect((await journey.client.getApproval(approvalId)).approvals).toEqual([]);

    await decide((await linksTo(bo))[0] ?? "", { approved: true });
    expect((await journey.client.waitForEnd(runId)).output).toMatchObject({ approvals: [{ approver: bo.email }] });
  });

  test("an approver who is named twice answers once", async () => {
    const [dana, bo] = [newUser("dana"), newUser("bo")];
    const { runId } = await ask([dana.email, bo.email, dana.id], 2);
    const [first = "", second = ""] = await linksTo(dana, 2);
    await decide(second, { approved: true });
    for (const link of [first, second])
      expect(problemOf(await decideByLink(link, { approved: true }))).toMatchObject({ code: "already-answered" });
    await decide((await linksTo(bo))[0] ?? "", { approved: true });
    expect((await journey.client.waitForEnd(runId)).output).toMatchObject({
      status: "approved",
      approvals: [{ approver: dana.email }, { approver: bo.email }],
    });
  });

  test("where that leaves too few, it waits, says so, and goes on when somebody else is asked", async () => {
    const [dana, bo] = [newUser("dana"), newUser("bo")];
    const { runId, approvalId } = await ask([dana.email, dana.id], 2);
    const [link = ""] = await linksTo(dana, 2);
    await decide(link, { approved: true });
    expect(await journey.client.getApproval(approvalId)).toMatchObject({
      status: "pending",
      approvers: [dana.email],
      alsoKnownAs: [{ approver: dana.email, names: [dana.id] }],
      missingApprovers: 1,
    });
    const [recognized] = await eventually(
      () => journey.client.audit({ approval: approvalId }),
      (trail) => trail.some(({ type }) => type === "approval.recognized"),
      { what: "it is on record" },
    ).then((trail) => trail.filter(({ type }) => type === "approval.recognized"));
    expect(recognized).toMatchObject({ actor: "system:countersign", detail: { approver: dana.email, missing: 1 } });

    const body = { from: dana.id, to: bo.email };
    expectStatus(await journey.client.send(`/api/approvals/${approvalId}/reassign`, { method: "POST", body }), 200);
    await decide((await linksTo(bo))[0] ?? "", { approved: true });
    expect((await journey.client.waitForEnd(runId)).output).toMatchObject({ status: "approved" });
  });

  test("Slack is asked again who somebody is when it says, before they have a link", async () => {
    const dana = newUser("dana");
    journey.slack.plan("users.info", { status: 429, headers: { "retry-after": "1" }, body: "" });
    const { approvalId } = await ask([dana.id], 1, String(dana.email));
    const { deliveries } = await deliveryOf(approvalId, "delivered");
    expect(deliveries).toMatchObject([{ attempts: 2 }]);
    const [link = ""] = await linksTo(dana);
    expect(problemOf(await decideByLink(link, { approved: true }))).toMatchObject({ code: "self-approval" });
  });

  test("where Slack will not say, the message goes out, and they are who they are listed as", async () => {
    const dana = newUser("dana");
    journey.slack.plan("users.info", { status: 200, body: '{"ok":false,"error":"missing_scope"}' });
    const { approvalId } = await ask([dana.id], 1, String(dana.email));
    expect((await deliveryOf(approvalId, "delivered")).deliveries).toMatchObject([{ attempts: 1 }]);
    const [link = ""] = await linksTo(dana);
    await decide(link, { approved: true });
  });
});
