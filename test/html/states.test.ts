/** The page tells the truth in every state. */
import { describe, expect, test } from "vitest";
import { assets } from "../../src/generated/assets.ts";
import type { Attempt, AttemptError } from "../../src/request-page/attempt.ts";
import type { LinkPageOptions } from "../../src/request-page/link-page.tsx";
import { ANA, BEN, openLink, overLink, render, titleOf, wordsOf } from "./link-views.ts";

const BUTTONS = { both: ["false", "true"], rejection: ["false"], none: [], elsewhere: [] };

interface State {
  readonly name: string;
  readonly options: Pick<LinkPageOptions, "view"> & Partial<LinkPageOptions>;
  readonly title: string;
  readonly says: readonly string[];
  readonly silent?: readonly string[];
  /** `elsewhere`: there is a form, but it answers nothing. */
  readonly answers: keyof typeof BUTTONS;
}

function failed(code: AttemptError["code"], errors: AttemptError["errors"] = []): Attempt {
  return {
    typed: { feedback: "My long thoughts", reason: "Because", approver: "Ana@example.com", values: {} },
    error: { code, detail: "In detail.", errors },
  };
}

const BO_FOR_BEN = { ...ANA, approver: "bo@example.com", onBehalfOf: "ben@example.com" };
const PEOPLE = ["ana@example.com", "bo@example.com", "ben@example.com"];
const WITHOUT_RUN = { runId: null, agent: null, ensemble: "Refunds" } as const;

const STATES: readonly State[] = [
  {
    name: "open, asked by a program without a run",
    options: { view: openLink(WITHOUT_RUN) },
    title: "Waiting for you: Pay this invoice? · Countersign",
    says: ["Request Refunds"],
    silent: ["Workflow", "Step", "Run"],
    answers: "both",
  },
  {
    name: "over, asked by a program without a run",
    options: { view: overLink(WITHOUT_RUN) },
    title: "Approved: Pay this invoice? · Countersign",
    says: ["Refunds"],
    silent: ["null", "run_"],
    answers: "none",
  },
  {
    name: "open",
    options: { view: openLink() },
    title: "Waiting for you: Pay this invoice? · Countersign",
    says: [
      "Pay this invoice? It is due on Friday.",
      "mara@example.com asks you to decide by 23 November 2026, 13:13 UTC (in 23 hours)",
      "2 approvals needed, 1 so far",
      "ana@example.com approved",
      "invoice-payment",
      "run_4f1c2d3e4b5a69788796a5b4c3d2e1f0",
      "Supplier Nordlicht",
      "Cost centre Marketing 4100",
      "You answer as ben@example.com",
      "Nothing has been decided by opening this page",
    ],
    answers: "both",
  },
  {
    name: "open without end or data",
    options: { view: openLink({ expiresAt: null, data: null }) },
    title: "Waiting for you: Pay this invoice? · Countersign",
    says: ["There is no time limit.", "Nothing is attached"],
    answers: "both",
  },
  {
    name: "open, with an approval after this one still needed",
    options: { view: openLink({ approvals: [], remaining: 2, remainingAfterYours: 1 }) },
    title: "Waiting for you: Pay this invoice? · Countersign",
    says: ["After yours, 1 more approval is needed before the run goes on."],
    answers: "both",
  },
  {
    name: "open through a shared link, where groups must approve",
    options: { view: openLink({ recipient: null, remaining: 3, minApprovals: 3, remainingAfterYours: null }) },
    title: "Waiting for you: Pay this invoice? · Countersign",
    says: ["It counts for every group that you are in.", "3 approvals needed, 0 so far"],
    silent: ["Yours is all it takes"],
    answers: "both",
  },
  {
    name: "open to the one who asks",
    options: { view: openLink({ recipient: "mara@example.com", mayApprove: false, approvers: [] }) },
    title: "Waiting for you: Pay this invoice? · Countersign",
    says: ["You ask for this yourself", "You can still reject it."],
    silent: ["Yours is all it takes"],
    answers: "rejection",
  },
  {
    name: "open, but somebody else is asked now",
    options: { view: openLink({ recipient: "cy@example.com" }) },
    title: "Somebody else is asked now: Pay this invoice? · Countersign",
    says: ["This request was given to somebody else.", "mara@example.com asks for a decision"],
    silent: ["asks you", "Hand it over", "You answer as"],
    answers: "none",
  },
  {
    name: "open through a shared link, where it must be certain who answers",
    options: {
      view: openLink({ recipient: null, verified: false, requireVerified: true, ownLinkFor: ["ben@example.com"] }),
    },
    title: "Waiting for you: Pay this invoice? · Countersign",
    says: ["Get your own link", "a link of your own is sent to your address"],
    silent: ["Your answer ", "This link does not answer"],
    answers: "elsewhere",
  },
  {
    name: "open through a shared link, where it must be certain who answers and nobody can be sent anything",
    options: { view: openLink({ recipient: null, verified: false, requireVerified: true }) },
    title: "Waiting for you: Pay this invoice? · Countersign",
    says: ["This link does not answer", "Use the link that was sent to you alone"],
    silent: ["Your answer ", "link of your own", "Get your own link"],
    answers: "none",
  },
  {
    name: "answered on the reader's behalf",
    options: { view: openLink({ answered: BO_FOR_BEN, approvals: [BO_FOR_BEN] }) },
    title: "Answered for you: Pay this invoice? · Countersign",
    says: ["bo@example.com approved this on your behalf", "Approved for you"],
    silent: ["You approved"],
    answers: "none",
  },
  {
    name: "answered before the delegate could",
    options: { view: openLink({ recipient: "bo@example.com", approvers: PEOPLE, answered: ANA }) },
    title: "Answered already: Pay this invoice? · Countersign",
    says: ["ana@example.com approved this before you"],
    silent: ["You approved", "on your behalf"],
    answers: "none",
  },
  {
    name: "open, come to approve",
    options: { view: openLink(), preselect: "approve" },
    title: "Waiting for you: Pay this invoice? · Countersign",
    says: ["You came to approve: press Approve to confirm.", "Nothing has been decided by opening this page"],
    silent: ["You came to reject"],
    answers: "both",
  },
  {
    name: "open, come to reject",
    options: { view: openLink(), preselect: "reject" },
    title: "Waiting for you: Pay this invoice? · Countersign",
    says: ["You came to reject: press Reject to confirm."],
    silent: ["You came to approve"],
    answers: "both",
  },
  {
    name: "answered by you, others awaited",
    options: { view: openLink({ recipient: "ana@example.com", answered: ANA }) },
    title: "You have answered: Pay this invoice? · Countersign",
    says: ["You approved this 22 November 2026, 12:03 UTC", "I checked the figures.", "It waits for 1 more approval."],
    answers: "none",
  },
  {
    name: "just approved, others awaited",
    options: { view: openLink({ recipient: "ana@example.com", answered: ANA }), justDecided: { approved: true } },
    title: "You have answered: Pay this invoice? · Countersign",
    says: ["Thank you. Your approval is recorded.", "it waits for 1 more approval"],
    silent: ["Answer for another approver"],
    answers: "none",
  },
  {
    name: "just answered through a shared link",
    options: { view: openLink({ recipient: null }), justDecided: { approved: false } },
    title: "You have answered: Pay this invoice? · Countersign",
    says: ["Your rejection is recorded.", "Answer for another approver"],
    answers: "none",
  },
  {
    name: "approved",
    options: { view: overLink({ feedback: "I checked the figures." }) },
    title: "Approved: Pay this invoice? · Countersign",
    says: [
      "This request was approved",
      "Approved by ana@example.com on 22 November 2026, 13:54 UTC (9 minutes ago)",
      "Comment I checked the figures.",
      "identity confirmed",
    ],
    silent: ["You answered"],
    answers: "none",
  },
  {
    name: "just approved and settled",
    options: { view: overLink({ recipient: ANA.approver, answered: ANA }), justDecided: { approved: true } },
    title: "Approved: Pay this invoice? · Countersign",
    says: ["Your approval is recorded.", "With it, the request is settled.", "You answered: approved"],
    answers: "none",
  },
  {
    name: "approved, by a delegate",
    options: { view: overLink({ answered: BO_FOR_BEN, approvals: [BO_FOR_BEN] }) },
    title: "Approved: Pay this invoice? · Countersign",
    says: ["bo@example.com answered on your behalf: approved, on", "bo@example.com on behalf of ben@example.com"],
    silent: ["You answered"],
    answers: "none",
  },
  {
    name: "rejected, though you approved",
    options: {
      view: overLink({
        status: "rejected",
        recipient: ANA.approver,
        approvals: [ANA, BEN],
        reason: "The total is wrong.",
        answered: ANA,
      }),
    },
    title: "Rejected: Pay this invoice? · Countersign",
    says: [
      "This request was rejected",
      "Rejected by ben@example.com on",
      "Reason The total is wrong.",
      "You answered: approved",
      "ben@example.com rejected in Slack",
    ],
    answers: "none",
  },
  {
    name: "expired",
    options: { view: overLink({ status: "timeout", approvals: [], run: { status: "completed" } }) },
    title: "Expired: Pay this invoice? · Countersign",
    silent: ["nothing was done"],
    says: [
      "This request has expired",
      "Expired on 22 November 2026, 13:54 UTC",
      "Silence approves nothing.",
      "Data that came with a request is not kept once it is over.",
      "Nobody had answered.",
    ],
    answers: "none",
  },
  {
    name: "withdrawn",
    options: { view: overLink({ status: "cancelled", approvals: [], reason: "Sent twice." }) },
    title: "Withdrawn: Pay this invoice? · Countersign",
    says: ["This request was withdrawn", "Withdrawn on", "Sent twice."],
    answers: "none",
  },
  {
    name: "unknown",
    options: { view: { kind: "unknown" } },
    title: "Unknown link · Countersign",
    says: ["This link is not known", "exactly as it was sent", "ask whoever sent it for a fresh one"],
    answers: "none",
  },
  {
    name: "too late",
    options: { view: overLink(), attempt: failed("approval-over") },
    title: "Problem: Approved: Pay this invoice? · Countersign",
    says: [
      "Your answer was not counted: the request had been settled before it arrived.",
      "My long thoughts",
      "Because",
      "This request was approved",
    ],
    silent: ["Thank you"],
    answers: "none",
  },
  {
    name: "posted again by who has answered",
    options: { view: overLink({ recipient: ANA.approver, answered: ANA }), attempt: failed("approval-over") },
    title: "Problem: Approved: Pay this invoice? · Countersign",
    says: ["You have answered already; your first answer stands.", "My long thoughts"],
    silent: ["Your answer was not counted"],
    answers: "none",
  },
  {
    name: "posted when something broke on our side",
    options: { view: openLink(), attempt: failed("internal") },
    title: "Problem: Waiting for you: Pay this invoice? · Countersign",
    says: ["Something went wrong on our side.", "What you typed is still here."],
    silent: ["was not counted."],
    answers: "both",
  },
  {
    name: "not an approver",
    options: { view: openLink({ recipient: null, approvals: [] }), attempt: failed("approver-not-allowed") },
    title: "Problem: Waiting for you: Pay this invoice? · Countersign",
    says: ["Your answer was not counted", "In detail.", "What you typed is still here.", "My long thoughts"],
    answers: "both",
  },
];

const OUR_SCRIPTS = Object.values(assets).map(({ path }) => `<script src="${path}" defer="">`);

describe.each(STATES.map((state) => [state.name, state] as const))(
  "%s",
  (_name, { options, title, says, silent, answers }) => {
    const html = render(options);

    test("says what is true, and only that", () => {
      expect(titleOf(html)).toBe(title);
      for (const sentence of says) expect(wordsOf(html)).toContain(sentence);
      for (const sentence of silent ?? []) expect(wordsOf(html)).not.toContain(sentence);
    });

    test(`offers these answers: ${answers}`, () => {
      const offered = [...html.matchAll(/<button type="submit" name="approved" value="(true|false)"/g)];
      expect(offered.map((match) => match[1]).toSorted()).toEqual(BUTTONS[answers]);
      expect(html.includes("<form")).toBe(answers !== "none");
    });

    test("is a page of its own: no script but ours, no foreign asset, one style under the nonce, under 20 KB", () => {
      expect(html).toMatch(/^<!doctype html><html lang="en"><head>/);
      for (const script of html.match(/<script[^>]*>/g) ?? []) expect(OUR_SCRIPTS).toContain(script);
      expect(html).not.toMatch(/<link|<img|\son\w+=|\sstyle=/i);
      expect(html.match(/<style[^>]*>/g)).toEqual(['<style nonce="n0nce">']);
      expect(html).toContain('<meta name="robots" content="noindex, nofollow"/>');
      expect(html).toContain('<meta name="viewport"');
      expect(html.match(/<main>/g)).toHaveLength(1);
      expect(html.match(/<h1>/g)).toHaveLength(1);
      expect(html.length).toBeLessThan(20_000);
    });
  },
);

test("what a link suggests comes first", () => {
  const order = (html: string) => [...html.matchAll(/name="approved" value="(true|false)"/g)].map((match) => match[1]);
  expect(order(render({ view: openLink() }))).toEqual(["true", "false"]);
  expect(order(render({ view: openLink(), preselect: "approve" }))).toEqual(["true", "false"]);
  expect(order(render({ view: openLink(), preselect: "reject" }))).toEqual(["false", "true"]);
});

test.each([
  ["a request without a run is approved, and nothing goes on", 0, "the request is approved at once"],
  ["a request without a run takes more approvals", 2, "2 more approvals are needed."],
])("%s", (_what, remainingAfterYours, sentence) => {
  const words = wordsOf(render({ view: openLink({ runId: null, agent: null, remainingAfterYours }) }));
  expect(words).toContain(sentence);
  expect(words).not.toContain("the run");
});

test.each([
  ["too long", "word ".repeat(60).trim()],
  ["no word", '{ "amount": 12 }'.replace(" ", "\n")],
])("a prompt whose first line is %s is shown whole under a heading of ours", (_what, prompt) => {
  const words = wordsOf(render({ view: openLink({ prompt }) }));
  expect(words).toContain("Your approval is asked for");
  expect(words).toContain(prompt.replace("\n", " "));
});
