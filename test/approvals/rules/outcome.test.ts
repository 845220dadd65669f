/** What answers come to: quorum, rejections, an approval that has become impossible, and ends that are final. */
import { describe, expect, test } from "vitest";
import { type End, outcomeOf } from "../../../src/approvals/approval-state.ts";
import { decide } from "../../../src/approvals/decide.ts";
import { isApprovalPossible, remainingApprovals } from "../../../src/approvals/policy.ts";
import type { OutcomeStatus } from "../../../src/contract/decision.ts";
import { answered, brief, NOW, open, type Parts, personal, shared } from "./states.ts";

const THREE = ["ana", "bo", "cy"];

type Row = readonly [
  what: string,
  policy: Parts,
  /** `+name` approves, `-name` rejects, in this order. */
  answers: string,
  comes: "pending" | "approved" | "rejected",
];

const rows: readonly Row[] = [
  ["one approval of one", {}, "+x", "approved"],
  ["one rejection of one", {}, "-x", "rejected"],
  ["one approval of two wanted", { approvers: THREE, minApprovals: 2 }, "+ana", "pending"],
  ["two approvals of two wanted", { approvers: THREE, minApprovals: 2 }, "+ana +bo", "approved"],
  [
    "one rejection decides though approval is still possible",
    { approvers: THREE, minApprovals: 2 },
    "+ana -bo",
    "rejected",
  ],
  ["one rejection first", { approvers: THREE, minApprovals: 2 }, "-cy", "rejected"],
  ["all three", { approvers: THREE, minApprovals: 3 }, "+ana +bo +cy", "approved"],
  ["one rejection where two are needed", { approvers: THREE, rejectionsNeeded: 2 }, "-ana", "pending"],
  ["two rejections where two are needed", { approvers: THREE, rejectionsNeeded: 2 }, "-ana -bo", "rejected"],
  [
    "an approval after a rejection that did not decide",
    { approvers: THREE, rejectionsNeeded: 2 },
    "-ana +bo",
    "approved",
  ],
  [
    "two of three after one rejection that did not decide",
    { approvers: THREE, minApprovals: 2, rejectionsNeeded: 2 },
    "-ana +bo",
    "pending",
  ],
  ["and the second approval", { approvers: THREE, minApprovals: 2, rejectionsNeeded: 2 }, "-ana +bo +cy", "approved"],
  [
    "approval has become impossible before the rejections needed",
    { approvers: THREE, minApprovals: 2, rejectionsNeeded: 3 },
    "-ana -bo",
    "rejected",
  ],
  [
    "approval by all is impossible with the first rejection",
    { approvers: THREE, minApprovals: 3, rejectionsNeeded: 3 },
    "-ana",
    "rejected",
  ],
  [
    "more rejections needed than approvers there are",
    { approvers: THREE, rejectionsNeeded: 9 },
    "-ana -bo -cy",
    "rejected",
  ],
  ["without named approvers, approval stays possible", { minApprovals: 2, rejectionsNeeded: 3 }, "-x -y", "pending"],
  ["until the rejections needed are there", { minApprovals: 2, rejectionsNeeded: 3 }, "-x -y -z", "rejected"],
  ["without named approvers, different names make the quorum", { minApprovals: 2 }, "+x +y", "approved"],
];

test.each(rows)("%s: %s %s → %s", (_what, policy, answers, comes) => {
  expect(after(open(policy), answers).end?.status ?? "pending").toBe(comes);
});

describe("the end", () => {
  test("has the words, the time and the values of the answer that decided", () => {
    const state = open({
      approvers: ["ana", "bo"],
      minApprovals: 2,
      answers: [answered("ana", true)],
      form: { type: "object", properties: { sum: { type: "number" } } },
    });
    const decided = decide(
      state,
      shared("bo"),
      { approved: true, reason: "r", feedback: "f", values: { sum: 3 } },
      NOW,
    );
    expect(decided.kind === "recorded" && decided.end).toEqual({
      status: "approved",
      at: NOW,
      reason: "r",
      feedback: "f",
      values: { sum: 3 },
    });
  });

  test.each<OutcomeStatus>(["approved", "rejected", "timeout", "cancelled"])("%s is final for everybody", (status) => {
    const end: End = { status, at: NOW - 5 };
    const state = open({ approvers: ["ana", "bo"], minApprovals: 2, answers: [answered("ana", true)], end });
    for (const answerer of [personal("bo"), personal("ana"), shared("bo"), shared("eve"), shared()]) {
      for (const approved of [true, false]) {
        expect(decide(state, answerer, { approved }, NOW)).toEqual({
          kind: "refused",
          refusal: { code: "approval-over", end },
        });
      }
    }
  });

  test.each([
    ["approved", { approved: true, rejected: false, timedOut: false }],
    ["rejected", { approved: false, rejected: true, timedOut: false }],
    ["timeout", { approved: false, rejected: false, timedOut: true }],
    ["cancelled", { approved: false, rejected: false, timedOut: false }],
  ] as const)("%s reads as an output", (status, flags) => {
    const state = open({ answers: [{ ...answered("ana", true), feedback: "ok" }] });
    expect(outcomeOf(state, { status, at: NOW })).toEqual({
      status,
      ...flags,
      approvals: [
        {
          approver: "ana",
          approved: true,
          timestamp: new Date(NOW - 1_000).toISOString(),
          feedback: "ok",
          via: "link",
          verified: false,
        },
      ],
      approvalId: "hitl_1",
    });
  });
});

test("what remains never falls below nothing, and rejections do not count", () => {
  expect(remainingApprovals(open({ minApprovals: 3, answers: [answered("a", true), answered("b", false)] }))).toBe(2);
  expect(remainingApprovals(open({ minApprovals: 1, answers: [answered("a", true), answered("b", true)] }))).toBe(0);
});

test.each([
  [["a", "b"], 2, 0, true],
  [["a", "b"], 2, 1, false],
  [["a", "b", "c"], 2, 1, true],
  [["a", "b", "c"], 2, 2, false],
  [[], 2, 100, true],
] as const)("of %j, %i wanted, %i rejected: possible is %s", (approvers, minApprovals, rejections, possible) => {
  const answers = Array.from({ length: rejections }, (_, index) => answered(approvers[index] ?? `r${index}`, false));
  expect(isApprovalPossible(open({ approvers, minApprovals, answers }))).toBe(possible);
});

function after(start: ReturnType<typeof open>, answers: string): ReturnType<typeof open> {
  let state = start;
  for (const word of answers.split(" ")) {
    const decided = decide(state, shared(word.slice(1)), { approved: word.startsWith("+") }, NOW);
    if (decided.kind !== "recorded") throw new Error(`${word} was refused: ${brief(decided)}`);
    state = { ...state, answers: [...state.answers, decided.answer], end: decided.end };
  }
  return state;
}
