/** How many of whom: any, all, some, and so many of each group. */
import { describe, expect, test } from "vitest";
import type { Answer, Seat } from "../../../src/approvals/approval-state.ts";
import { remainingApprovals, statusAfter } from "../../../src/approvals/policy.ts";
import { decide } from "../../../src/approvals/decide.ts";
import { allPeople } from "../../../src/approvals/seats.ts";
import { answered, brief, NOW, open, personal } from "./states.ts";

function seat(approver: string, ...groups: readonly string[]): Seat {
  return { approver, delegate: null, handedOverBy: [], groups };
}

/** "ana+ bo-": ana approves, bo rejects; "dee+for:ana": dee approves on ana's behalf. */
function answersOf(text: string): Answer[] {
  return text.split(" ").flatMap((word) => {
    const match = /^(\w+)([+-])(?:for:(\w+))?$/.exec(word);
    if (match === null) return [];
    const [, name = "", sign, onBehalfOf] = match;
    return [{ ...answered(name, sign === "+"), ...(onBehalfOf === undefined ? {} : { onBehalfOf }) }];
  });
}

describe("a thousand people, all of whom must approve", () => {
  const seats = Array.from({ length: 1_000 }, (_, at) => seat(`approver-${at}@company.example`));
  const answers = seats.slice(0, 998).map(({ approver }) => answered(approver, true));
  const last = seats[998]?.approver ?? "";

  test.each([
    ["by one name each", []],
    ["known by two names each", seats.map(({ approver }, at) => [approver, `U00000${at}`])],
  ])("are counted in no time, %s", (_how, aliases) => {
    const state = open({ seats, answers, aliases, minApprovals: 1_000 });
    expect(brief(decide(state, personal(last), { approved: true }, NOW))).toBe(`${last}: pending`);
    expect(brief(decide(state, personal(seats[0]?.approver ?? ""), { approved: true }, NOW))).toBe("already-answered");
    expect(allPeople(state)).toHaveLength(1_000);
  });
});

describe("some of those named", () => {
  const seats = [seat("ana"), seat("bo"), seat("cy")];

  test.each([
    ["any", 1, 1, "", 1, null],
    ["any", 1, 1, "bo+", 0, "approved"],
    ["any, one says no", 1, 1, "bo-", 1, "rejected"],
    ["any, two may say no", 1, 3, "ana- bo-", 1, null],
    ["any, all say no", 1, 9, "ana- bo- cy-", 1, "rejected"],
    ["two of three", 2, 1, "ana+", 1, null],
    ["two of three", 2, 1, "ana+ cy+", 0, "approved"],
    ["two of three, one no is borne", 2, 2, "ana- bo+ cy+", 0, "approved"],
    ["two of three, out of reach before enough have said no", 2, 3, "ana- bo-", 2, "rejected"],
    ["all", 3, 1, "ana+ bo+", 1, null],
    ["all", 3, 1, "ana+ bo+ cy+", 0, "approved"],
    ["all, one no is out of reach", 3, 3, "ana-", 3, "rejected"],
    ["a delegate's yes counts as the approver's", 2, 1, "dee+for:ana bo+", 0, "approved"],
    ["a delegate's no takes the approver's yes away", 3, 3, "dee-for:ana", 3, "rejected"],
  ] as const)("%s: %i, no %i: %s", (_how, minApprovals, rejectionsNeeded, text, remaining, status) => {
    const state = open({ seats, minApprovals, rejectionsNeeded, answers: answersOf(text) });
    expect([remainingApprovals(state), statusAfter(state)]).toEqual([remaining, status]);
  });
});

describe("so many of each group", () => {
  const seats = [
    seat("ana", "legal"),
    seat("bo", "finance"),
    seat("cy", "finance"),
    seat("di", "legal", "finance"),
    seat("cto"),
  ];
  const groups = [
    { name: "legal", needed: 1 },
    { name: "finance", needed: 2 },
  ];

  test.each([
    ["nobody yet", "", 3, null],
    ["one group is not all", "bo+ cy+", 1, null],
    ["both", "ana+ bo+ cy+", 0, "approved"],
    ["one in two groups counts for both", "di+ bo+", 0, "approved"],
    ["one in no group counts for none", "cto+ ana+ bo+", 1, null],
    ["three of one group, none of the other", "bo+ cy+ cto+", 1, null],
    ["a delegate counts for the approver's groups", "dee+for:ana bo+ cy+", 0, "approved"],
    ["a delegate does not count for their own", "ana+for:bo cy+", 1, null],
    ["one group out of reach", "ana- di-", 3, "rejected"],
    ["a no that can be borne", "bo-", 3, null],
    ["two that cannot", "bo- cy-", 3, "rejected"],
  ])("%s: %s", (_how, text, remaining, status) => {
    const state = open({ seats, groups, minApprovals: 3, rejectionsNeeded: 9, answers: answersOf(text) });
    expect([remainingApprovals(state), statusAfter(state)]).toEqual([remaining, status]);
  });

  test("a no decides where one is enough, even of somebody in no group", () => {
    const state = open({ seats, groups, minApprovals: 3, rejectionsNeeded: 1, answers: answersOf("cto-") });
    expect(statusAfter(state)).toBe("rejected");
  });
});
