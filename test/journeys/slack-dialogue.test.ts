import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, eventuallyThere } from "../support/eventually.ts";
import { buttonsOf } from "../support/slack/slack-hands.ts";
import { SlackJourney } from "../support/slack/slack-journey.ts";
import type { ShownMessage, SlackUser } from "../support/slack/slack-workspace.ts";
import { uniqueKey } from "../support/unique.ts";

let journey: SlackJourney;

beforeAll(async () => {
  journey = await SlackJourney.start();
}, 90_000);

afterAll(() => journey.stop());

interface Asked {
  readonly user: SlackUser;
  readonly message: ShownMessage;
  readonly runId: string;
  readonly approvalId: string;
}

async function askByForm(name: string): Promise<Asked> {
  const user = journey.slack.addUser(`${uniqueKey(name)}@example.com`);
  const input = { key: uniqueKey("form"), approver: user.email };
  const started = await journey.client.startAndSuspend("slack-form", input);
  const message = await eventuallyThere(() => journey.slack.messagesTo(user)[0], { what: "the message is there" });
  return { user, message, ...started };
}

async function openDialogue({ user, message }: Asked, action: string): Promise<Record<string, unknown>> {
  await journey.hands.press(user, message, action);
  return eventuallyThere(() => journey.hands.viewOf(user), { what: "the dialogue opens" });
}

describe("a form in Slack", () => {
  test("is filled in, told what is wrong at the field, mended, and decides", async () => {
    const asked = await askByForm("ana");
    const view = await openDialogue(asked, "approve");
    expect(view["blocks"]).toMatchObject([
      { type: "section", text: { text: "How much may it cost?" } },
      {
        label: { text: "Amount" },
        hint: { text: "In euros" },
        optional: false,
        element: { type: "number_input", min_value: "1", max_value: "500", initial_value: "100" },
      },
      { label: { text: "Booked on" }, element: { type: "static_select" } },
      { label: { text: "Contact" }, optional: true, element: { type: "email_text_input" } },
      { label: { text: "By" }, element: { type: "datepicker" } },
      { label: { text: "Urgent" }, element: { type: "checkboxes" } },
      { label: { text: "Note" }, element: { type: "plain_text_input", multiline: true, max_length: 400 } },
      { label: { text: "Comment" }, optional: true },
    ]);

    const filled = {
      "value-0": { value: "900" },
      "value-1": { selected_option: { value: "1" } },
      "value-3": { selected_date: "2026-12-24" },
      "value-4": { selected_options: [{ value: "true" }] },
      feedback: { value: "Fine by me" },
    };
    const refused = await journey.hands.submit(asked.user, filled);
    expect(refused.body).toEqual({
      response_action: "errors",
      errors: { "value-0": expect.stringMatching(/500/) },
    });
    expect((await journey.client.getApproval(asked.approvalId)).approvals).toEqual([]);

    const closed = await journey.hands.submit(asked.user, { ...filled, "value-0": { value: "450.5" } });
    expect(closed.body).toEqual({ response_action: "clear" });
    expect(closed.took).toBeLessThan(3_000);
    expect((await journey.client.waitForEnd(asked.runId)).output).toMatchObject({
      status: "approved",
      values: { amount: 450.5, account: "office", by: "2026-12-24", urgent: true },
    });
    const { approvals } = await journey.client.getApproval(asked.approvalId);
    expect(approvals).toMatchObject([{ approver: asked.user.email, via: "slack", feedback: "Fine by me" }]);
    await eventually(
      () => journey.slack.toldTo(asked.user),
      (texts) => texts.some((text) => text.includes("Your approval is recorded")),
      { what: "the result is told beside the message" },
    );
  });

  test("is not needed to reject", async () => {
    const asked = await askByForm("bo");
    const view = await openDialogue(asked, "reject");
    expect(view["blocks"]).toMatchObject([{ type: "section" }, { block_id: "reason" }, { block_id: "feedback" }]);
    expect((await journey.hands.submit(asked.user, { reason: { value: "Too much" } })).status).toBe(200);
    expect((await journey.client.waitForEnd(asked.runId)).output).toMatchObject({
      status: "rejected",
      reason: "Too much",
    });
  });

  test("is told how it ended, where it was settled while somebody was typing", async () => {
    const asked = await askByForm("cy");
    await openDialogue(asked, "approve");
    await journey.client.send(`/api/runs/${asked.runId}/cancel`, { method: "POST" });
    await journey.client.waitForEnd(asked.runId);
    const told = await journey.hands.submit(asked.user, { "value-1": { selected_option: { value: "0" } } });
    expect(told.body).toMatchObject({ response_action: "update", view: { type: "modal", callback_id: "told" } });
    expect(JSON.stringify(told.body)).toContain("Withdrawn");
  });

  test("nobody can submit for somebody else", async () => {
    const asked = await askByForm("dan");
    const eve = journey.slack.addUser(`${uniqueKey("eve")}@example.com`);
    const view = await openDialogue(asked, "approve");
    journey.slack.views.push({ user: eve.id, view });
    const told = await journey.hands.submit(eve, { "value-1": { selected_option: { value: "0" } } });
    expect(JSON.stringify(told.body)).toContain("not among the approvers");
    expect((await journey.client.getApproval(asked.approvalId)).approvals).toEqual([]);
  });
});

test("what may be changed is approved on the page: in Slack it can be rejected", async () => {
  const user = journey.slack.addUser(`${uniqueKey("gil")}@example.com`);
  const { approvalId, runId } = await journey.client.startAndSuspend("slack-edited", { approver: user.email });
  const message = await eventuallyThere(() => journey.slack.messagesTo(user)[0], { what: "the message is there" });
  expect(buttonsOf(message)).toMatchObject({ edit: { text: { text: "Review and edit" } } });
  await journey.hands.pressAsItWas(user, message, { action_id: "approve", value: approvalId });
  await eventually(
    () => journey.slack.toldTo(user),
    (texts) => texts.some((text) => text.includes("answered on its page")),
    { what: "it is told where to answer" },
  );
  expect((await journey.client.getApproval(approvalId)).approvals).toEqual([]);
  await openDialogue({ user, message, runId, approvalId }, "reject");
  await journey.hands.submit(user, {});
  expect((await journey.client.waitForEnd(runId)).status).toBe("rejected");
});
