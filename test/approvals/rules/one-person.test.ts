/** Two names that are one person's: one seat, one answer, and no approval of what they ask for themselves. */
import { describe, expect, test } from "vitest";
import { isSame, namesOf, withAlias } from "../../../src/approvals/aliases.ts";
import type { Answer, Seat } from "../../../src/approvals/approval-state.ts";
import type { Answerer } from "../../../src/approvals/answerer.ts";
import { decide } from "../../../src/approvals/decide.ts";
import { mergeSeats } from "../../../src/approvals/merge-seats.ts";
import { missingPeople, remainingApprovals, statusAfter } from "../../../src/approvals/policy.ts";
import { handoverRefusal } from "../../../src/approvals/seats.ts";
import { answered, brief, key, NOW, open, personal, shared } from "./states.ts";

const DANA = "dana@example.com";
const U_DANA = "U0000DANA";
const EVE = "eve@example.com";
const U_EVE = "U00000EVE";
const BO = "bo@example.com";
const aliases = [
  [DANA, U_DANA],
  [EVE, U_EVE],
];

function seat(approver: string, parts: Partial<Seat> = {}): Seat {
  return { approver, delegate: null, handedOverBy: [], groups: [], ...parts };
}

function inSlack(id: string, email: string | null = null): Answerer {
  return { kind: "chat", channel: "slack", person: { id, email }, claimed: null };
}

describe("names become one person's", () => {
  test.each([
    ["by being told together", [], [DANA, U_DANA], [[DANA, U_DANA]]],
    ["once, however they are spelled", [[DANA, U_DANA]], ["DANA@example.com", "u0000dana"], [[DANA, U_DANA]]],
    ["through one that was known", [[DANA, U_DANA]], [U_DANA, "d@example.com"], [[DANA, U_DANA, "d@example.com"]]],
    [
      "where two people turn out to be one",
      [
        ["a", "b"],
        ["x", "y"],
        ["c", "d"],
      ],
      ["b", "c"],
      [
        ["x", "y"],
        ["a", "b", "c", "d"],
      ],
    ],
    ["not by one name", [], [DANA], []],
    ["not by one name in two spellings", [], [DANA, " Dana <DANA@example.com>"], []],
  ])("%s", (_how, before, names, after) => {
    expect(withAlias(before, names)).toEqual(after);
  });

  test("and are the same from either, but nobody else's", () => {
    expect(namesOf({ aliases }, "u0000dana")).toEqual(["u0000dana", DANA]);
    expect([isSame({ aliases }, DANA, U_DANA), isSame({ aliases }, U_DANA, "Dana <dana@example.com>")]).toEqual([
      true,
      true,
    ]);
    expect([isSame({ aliases }, DANA, U_EVE), isSame({ aliases }, BO, DANA)]).toEqual([false, false]);
  });
});

describe("whoever asks, listed under another name", () => {
  const own = open({ approvers: [U_DANA, BO], requestedBy: DANA, aliases });

  test.each([
    ["a link of their own", personal(U_DANA, null, true)],
    ["a link made by a key", personal(U_DANA)],
    ["a shared link, by the id", shared(U_DANA)],
    ["a shared link, by the address", shared(DANA)],
    ["a key", key("ci", U_DANA)],
    ["a button, by both names", inSlack(U_DANA, DANA)],
    ["a button, where the chat knew only the id", inSlack(U_DANA)],
  ])("does not approve by %s, but may reject", (_door, answerer) => {
    expect(brief(decide(own, answerer, { approved: true }, NOW))).toBe("self-approval");
    expect(brief(decide(own, answerer, { approved: false }, NOW))).toBe(`${U_DANA}: rejected`);
  });

  test("approves where they may", () => {
    expect(brief(decide({ ...own, selfApproval: true }, personal(U_DANA), { approved: true }, NOW))).toBe(
      `${U_DANA}: approved`,
    );
  });

  test("has nobody approve in their stead, nor stands in for another", () => {
    const lent = { ...own, seats: [seat(U_DANA, { delegate: EVE }), seat(BO, { delegate: U_DANA })] };
    expect(brief(decide(lent, personal(EVE, null, true), { approved: true }, NOW))).toBe("self-approval");
    const standsIn = { ...lent, seats: [seat(BO, { delegate: U_DANA })] };
    expect(brief(decide(standsIn, personal(U_DANA, null, true), { approved: true }, NOW))).toBe("self-approval");
    const passing = { seat: seat(U_DANA), from: U_DANA, to: "cy@example.com", becomes: "delegate" } as const;
    expect(handoverRefusal(own, passing)).toBe("self-approval");
    expect(handoverRefusal(own, { ...passing, becomes: "approver" })).toBeNull();
  });

  test("what they had approved before it was known counts no more", () => {
    const before = { ...own, minApprovals: 2, answers: [answered(U_DANA, true)] };
    expect(remainingApprovals(before)).toBe(2);
    expect(brief(decide(before, personal(BO), { approved: true }, NOW))).toBe(`${BO}: pending`);
    expect(remainingApprovals({ ...before, aliases: [] })).toBe(1);
    const lent = { ...answered(U_DANA, true), onBehalfOf: BO };
    expect(
      remainingApprovals({ ...before, seats: [seat(BO, { delegate: U_DANA }), seat("cy")], answers: [lent] }),
    ).toBe(2);
  });
});

describe("one person in two seats", () => {
  const state = {
    ...open({ minApprovals: 2, aliases }),
    seats: [seat(DANA, { groups: ["legal"] }), seat(BO), seat(U_DANA, { groups: ["finance"] })],
  };

  test("has one, which counts for all that both did", () => {
    expect(mergeSeats(state)).toEqual({
      seats: [seat(DANA, { groups: ["legal", "finance"] }), seat(BO)],
      vacated: [seat(U_DANA, { groups: ["finance"] })],
    });
  });

  test("keeps the one from which they answered, as it was", () => {
    expect(mergeSeats({ ...state, answers: [answered(U_DANA, true)] })).toEqual({
      seats: [seat(BO), seat(U_DANA, { groups: ["finance"] })],
      vacated: [seat(DANA, { groups: ["legal"] })],
    });
  });

  test("keeps a delegate, unless that is themselves", () => {
    const lent = {
      ...state,
      seats: [
        seat(DANA, { delegate: U_DANA, handedOverBy: [DANA] }),
        seat(U_DANA, { delegate: EVE, handedOverBy: [U_DANA] }),
      ],
    };
    expect(mergeSeats(lent).seats).toEqual([seat(DANA, { delegate: EVE, handedOverBy: [U_DANA] })]);
    expect(mergeSeats({ ...lent, seats: lent.seats.slice(0, 1) }).seats).toEqual([seat(DANA)]);
  });

  test.each<[string, Answer, Answerer]>([
    ["by the other link", answered(DANA, true), personal(U_DANA, null, true)],
    ["by a button", answered(U_DANA, true), inSlack(U_DANA, DANA)],
    ["by a button that knows only the id", answered(DANA, true), inSlack(U_DANA)],
    ["in another's stead, having answered for themselves", answered(U_EVE, true), personal(EVE, null, true)],
    [
      "for themselves, having answered in another's stead",
      { ...answered(EVE, true), onBehalfOf: BO },
      personal(U_EVE, null, true),
    ],
  ])("answers once: a second time %s is refused", (_how, answer, answerer) => {
    const asked = open({ minApprovals: 3, aliases, answers: [answer] });
    const seats = [seat(DANA), seat(BO, { delegate: EVE }), seat(U_EVE), seat("cy@example.com")];
    for (const approved of [true, false])
      expect(brief(decide({ ...asked, seats }, answerer, { approved }, NOW))).toBe("already-answered");
  });

  test("where nobody is named, answers once too", () => {
    const anybody = open({ minApprovals: 2, aliases, answers: [answered(U_DANA, true)] });
    expect(brief(decide(anybody, inSlack(U_DANA, DANA), { approved: true }, NOW))).toBe("already-answered");
    expect(brief(decide({ ...anybody, aliases: [] }, inSlack(U_DANA, DANA), { approved: true }, NOW))).toBe(
      `${DANA}: approved`,
    );
  });

  test("counts once where they answered twice before it was known", () => {
    const twice = [answered(DANA, true), answered(U_DANA, true)];
    const asked = open({ approvers: [DANA, BO], minApprovals: 2, aliases, answers: twice });
    expect([statusAfter(asked), remainingApprovals(asked)]).toEqual([null, 1]);
    const refused = [answered(DANA, false), answered(U_DANA, false)];
    expect(
      statusAfter(open({ approvers: [DANA, BO, "cy"], rejectionsNeeded: 2, aliases, answers: refused })),
    ).toBeNull();
  });

  test("is no delegate of theirs, and is given nobody's seat beside their own", () => {
    const asked = open({ approvers: [DANA, BO], aliases });
    const [own = seat(""), other = seat("")] = asked.seats;
    const handed = (one: Seat, to: string) =>
      handoverRefusal(asked, { seat: one, from: one.approver, to, becomes: "delegate" });
    expect([handed(own, U_DANA), handed(other, U_DANA), handed(other, U_EVE)]).toEqual([
      "delegate-loop",
      "delegate-taken",
      null,
    ]);
  });
});

describe("fewer people than it takes", () => {
  const short = open({ approvers: [DANA], minApprovals: 2, aliases });

  test("never approve it, and do not reject it by approving", () => {
    expect(missingPeople(short)).toBe(1);
    expect(brief(decide(short, personal(DANA), { approved: true }, NOW))).toBe(`${DANA}: pending`);
  });

  test("reject it by rejecting, however many rejections are wanted", () => {
    expect(brief(decide({ ...short, rejectionsNeeded: 5 }, personal(DANA), { approved: false }, NOW))).toBe(
      `${DANA}: rejected`,
    );
  });

  test.each([
    ["nobody, where nobody is named", open({ minApprovals: 2 }), 0],
    [
      "whoever asks is not one of them",
      open({ approvers: [U_DANA, BO], minApprovals: 2, requestedBy: DANA, aliases }),
      1,
    ],
    [
      "unless they may approve",
      open({ approvers: [U_DANA, BO], minApprovals: 2, requestedBy: DANA, selfApproval: true, aliases }),
      0,
    ],
  ])("%s", (_who, state, missing) => {
    expect(missingPeople(state)).toBe(missing);
  });
});
