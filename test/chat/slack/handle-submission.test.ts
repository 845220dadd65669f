import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ApprovalPort, DecideAnswer } from "../../../src/approvals/port.ts";
import { handleSubmission } from "../../../src/chat/slack/handle-submission.ts";
import type { Submission } from "../../../src/chat/slack/interaction.ts";
import { createPersonFinder } from "../../../src/chat/slack/find-person.ts";
import type { SlackPorts } from "../../../src/chat/slack/slack-ports.ts";
import { openLink } from "../../html/link-views.ts";
import { type SlackUser, SlackWorkspace } from "../../support/slack/slack-workspace.ts";
import { actingAs, SLACK_SECRETS, slackSettings } from "./slack-fixtures.ts";

let slack: SlackWorkspace;
let ana: SlackUser;
let channel: string;
beforeEach(async () => {
  slack = new SlackWorkspace(SLACK_SECRETS);
  await slack.start();
  ana = slack.addUser("ana@example.com");
  channel = slack.addChannel("releases");
});
afterEach(async () => {
  vi.useRealTimers();
  await slack.stop();
});

function portsWith(decide: () => Promise<DecideAnswer>): SlackPorts {
  const owner: Partial<ApprovalPort> = { inspectAs: async () => openLink(), decide };
  return {
    approval: () => owner as ApprovalPort,
    findPerson: createPersonFinder(),
    now: Date.now,
    fetch: globalThis.fetch,
    settings: slackSettings(slack),
  };
}

function rejection(): Submission {
  const view = {
    callback_id: "reject",
    private_metadata: JSON.stringify({ approvalId: "hitl_1", channel, ts: "1.2" }),
  };
  return { ...actingAs(ana), type: "view_submission", view: { ...view, state: { values: {} } } };
}

test("an answer that takes too long is acknowledged before Slack gives up, and told once it is there", async () => {
  let finish = (_answer: DecideAnswer): void => undefined;
  const slow = new Promise<DecideAnswer>((resolve) => {
    finish = resolve;
  });
  const later: Promise<unknown>[] = [];
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const answered = handleSubmission(
    rejection(),
    portsWith(() => slow),
    (work) => later.push(work),
  );
  await vi.advanceTimersByTimeAsync(2_500);
  expect(await answered).toMatchObject({ response_action: "update", view: { callback_id: "told" } });
  expect(slack.toldTo(ana)).toEqual([]);

  finish({ kind: "already-answered", detail: "" });
  await Promise.all(later);
  expect(slack.toldTo(ana)).toEqual([expect.stringContaining("has answered already")]);
});

test("a failure of ours is told in the dialogue, and not what it was", async () => {
  const silent = vi.spyOn(console, "error").mockReturnValue(undefined);
  const broken = () => Promise.reject(new Error("SQLITE_FULL at /secret"));
  const answer = await handleSubmission(rejection(), portsWith(broken), () => undefined);
  expect(JSON.stringify(answer)).toContain("went wrong on our side");
  expect(JSON.stringify(answer)).not.toContain("SQLITE");
  silent.mockRestore();
});
