import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decide } from "../support/client.ts";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { buttonsOf } from "../support/slack/slack-hands.ts";
import { SlackJourney } from "../support/slack/slack-journey.ts";
import type { ShownMessage, SlackUser } from "../support/slack/slack-workspace.ts";
import { textsOf } from "../support/slack-server.ts";
import { uniqueKey } from "../support/unique.ts";

let journey: SlackJourney;

beforeAll(async () => {
  journey = await SlackJourney.start();
}, 90_000);

afterAll(() => journey.stop());

function newUser(name: string): SlackUser {
  return journey.slack.addUser(`${uniqueKey(name)}@example.com`);
}

function messageTo(user: SlackUser): Promise<ShownMessage> {
  return eventuallyThere(() => journey.slack.messagesTo(user)[0], { what: "the direct message is there" });
}

function told(user: SlackUser, text: string): Promise<string[]> {
  return eventually(
    () => journey.slack.toldTo(user),
    (texts) => texts.some((one) => one.includes(text)),
    { what: `Slack says privately: ${text}` },
  );
}

/** Waits until the message is locked, and gives all its text. */
async function stamped(message: ShownMessage): Promise<string> {
  await eventually(
    () => message,
    (shown) => Object.keys(buttonsOf(shown)).length === 0,
    { what: "the buttons are gone" },
  );
  return textsOf(message.blocks).join("\n");
}

describe.concurrent("a person decides in Slack", () => {
  test("an approver who is an e-mail address is asked in a direct message, and approves at once", async () => {
    const ana = newUser("ana");
    const key = uniqueKey("dm");
    const { runId, approvalId } = await journey.client.startAndSuspend("slack-people", { key, approvers: [ana.email] });
    const message = await messageTo(ana);
    expect(textsOf(message.blocks).join("\n")).toContain("Pay the bill?");
    expect(JSON.stringify(buttonsOf(message)["approve"])).not.toContain(`${approvalId}_`);
    expect(buttonsOf(message)).toMatchObject({
      approve: { value: approvalId, style: "primary" },
      reject: { value: approvalId, style: "danger" },
      open: { url: expect.stringContaining(`/callback/${approvalId}_`) },
    });

    const acked = await journey.hands.press(ana, message, "approve");
    expect([acked.status, acked.body]).toEqual([200, undefined]);
    expect(acked.took).toBeLessThan(3_000);
    const run = await journey.client.waitForEnd(runId);
    expect(run.output).toMatchObject({
      status: "approved",
      approvals: [{ approver: ana.email, via: "slack", verified: true }],
    });
    await told(ana, "Your approval is recorded");
    const text = await stamped(message);
    expect(text).toContain(`Approved by ${ana.email}`);
    expect(text).toContain("<!date^");
    expect(text).toContain("Pay the bill?");
    expect(await journey.counting.count(`/pay/${key}`)).toBe(1);
  });

  test("a rejection asks for the reason first", async () => {
    const bo = newUser("bo");
    const { runId } = await journey.client.startAndSuspend("slack-people", {
      key: uniqueKey("no"),
      approvers: [bo.id],
    });
    const message = await messageTo(bo);
    await journey.hands.press(bo, message, "reject");
    const view = await eventuallyThere(() => journey.hands.viewOf(bo), { what: "the dialogue opens" });
    expect(view).toMatchObject({ title: { text: "Reject" }, submit: { text: "Reject" } });
    expect(JSON.stringify(view)).not.toMatch(/hitl_[0-9a-f]{64}_/);

    const closed = await journey.hands.submit(bo, { reason: { value: "Too <expensive> & late" } });
    expect([closed.status, closed.body]).toEqual([200, { response_action: "clear" }]);
    expect((await journey.client.waitForEnd(runId)).status).toBe("rejected");
    const text = await stamped(message);
    expect(text).toContain(`Rejected by ${bo.id}`);
    expect(text).toContain("Too &lt;expensive&gt; &amp; late");
  });

  test("a stranger is refused privately, and nothing is decided", async () => {
    const cleo = newUser("cleo");
    const eve = newUser("eve");
    const { approvalId } = await journey.client.startAndSuspend("slack-people", {
      key: uniqueKey("stranger"),
      approvers: [cleo.email],
    });
    const message = await messageTo(cleo);
    for (const action of ["approve", "reject"]) await journey.hands.press(eve, message, action);
    await eventually(
      () => journey.slack.toldTo(eve),
      (texts) => texts.length === 2 && texts.every((text) => text.includes("not among the approvers")),
      { what: "eve is told twice" },
    );
    expect(journey.hands.viewOf(eve)).toBeUndefined();
    expect((await journey.client.getApproval(approvalId)).approvals).toEqual([]);
  });

  test("somebody of another organisation is nobody, whatever address they gave themselves there", async () => {
    const dan = newUser("dan");
    const imposter = journey.slack.addUser(dan.email, { team: "T0000EVIL" });
    const { approvalId } = await journey.client.startAndSuspend("slack-people", {
      key: uniqueKey("foreign"),
      approvers: [dan.email],
    });
    await journey.hands.press(imposter, await messageTo(dan), "approve");
    await told(imposter, "other organisations");
    expect((await journey.client.getApproval(approvalId)).approvals).toEqual([]);
  });

  test("an address that Slack has not confirmed proves nobody", async () => {
    const fay = newUser("fay");
    const claiming = journey.slack.addUser(fay.email, { emailConfirmed: false });
    const { approvalId } = await journey.client.startAndSuspend("slack-people", {
      key: uniqueKey("unconfirmed"),
      approvers: [fay.email],
    });
    await journey.hands.press(claiming, await messageTo(fay), "approve");
    await told(claiming, "not among the approvers");
    expect((await journey.client.getApproval(approvalId)).approvals).toEqual([]);
  });

  test("in a channel that names nobody, whoever presses is on record by address, once", async () => {
    const gil = newUser("gil");
    const channel = journey.slack.addChannel("releases");
    const key = uniqueKey("place");
    const { runId } = await journey.client.startAndSuspend("slack-place", { key, to: channel });
    const message = await eventuallyThere(() => journey.slack.messagesIn(channel)[0], { what: "the channel is told" });
    await journey.hands.press(gil, message, "approve");
    expect((await journey.client.waitForEnd(runId)).output).toMatchObject({
      approvals: [{ approver: gil.email, via: "slack" }],
    });
    await stamped(message);
    expect(await journey.counting.count(`/act/${key}`)).toBe(1);
  });
});

describe.concurrent("several people", () => {
  test("one of two is told that another is waited for; then both messages are locked", async () => {
    const [hal, ivy] = [newUser("hal"), newUser("ivy")];
    const { runId } = await journey.client.startAndSuspend("slack-people", {
      key: uniqueKey("quorum"),
      approvers: [hal.email, ivy.id],
      minApprovals: 2,
    });
    const [first, second] = await Promise.all([messageTo(hal), messageTo(ivy)]);
    await journey.hands.press(hal, first, "approve");
    await told(hal, "it waits for 1 more approval.");
    expect(Object.keys(buttonsOf(first))).toContain("approve");
    await journey.hands.press(hal, first, "approve");
    await told(hal, "this approver has answered already");

    await journey.hands.press(ivy, second, "approve");
    await told(ivy, "With it, the request is settled.");
    expect((await journey.client.waitForEnd(runId)).status).toBe("completed");
    for (const message of [first, second])
      expect(await stamped(message)).toContain(`Approved by ${hal.email}, ${ivy.id}`);
  });

  test("what was decided on the page locks the message, and a later press is told the truth", async () => {
    const jo = newUser("jo");
    const { runId, approvalId } = await journey.client.startAndSuspend("slack-people", {
      key: uniqueKey("page"),
      approvers: [jo.email],
    });
    const message = await messageTo(jo);
    const before = { ...message };
    const { url } = buttonsOf(message)["open"] ?? {};
    await decide(String(url), { approved: false, reason: "Not now" });
    expect((await journey.client.waitForEnd(runId)).status).toBe("rejected");
    expect(await stamped(message)).toContain(`Rejected by ${jo.email}`);

    await journey.hands.press(jo, before, "approve");
    await told(jo, `Rejected by ${jo.email}`);
    expect((await journey.client.getApproval(approvalId)).status).toBe("rejected");
  });

  test("page and chat in the same millisecond: one outcome, and both are told it", async () => {
    const [kim, lou] = [newUser("kim"), newUser("lou")];
    const key = uniqueKey("race");
    const { runId, approvalId } = await journey.client.startAndSuspend("slack-people", {
      key,
      approvers: [kim.email, lou.email],
    });
    const [mine, theirs] = await Promise.all([messageTo(kim), messageTo(lou)]);
    const before = { ...theirs };
    const link = String(buttonsOf(mine)["open"]?.["url"]);
    const [page] = await Promise.all([
      fetch(link, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ approved: false }),
      }),
      journey.hands.press(lou, before, "approve"),
    ]);
    await journey.client.waitForEnd(runId);
    const { approvals, status } = await journey.client.getApproval(approvalId);
    expect(approvals).toHaveLength(1);
    const byPage = approvals[0]?.approver === kim.email;
    expect(status).toBe(byPage ? "rejected" : "approved");
    expect(page.status).toBe(byPage ? 200 : 410);
    expect(await page.json()).toMatchObject({ status });
    await told(lou, byPage ? `Rejected by ${kim.email}` : "Your approval is recorded");
    expect(await journey.counting.count(`/pay/${key}`)).toBe(byPage ? 0 : 1);
  });
});
