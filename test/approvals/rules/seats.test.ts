/** Whose answer it is, and to whom a seat may go. */
import { describe, expect, test } from "vitest";
import type { Seat } from "../../../src/approvals/approval-state.ts";
import { findSeat, handoverRefusal, MOST_HANDOVERS, openPeople, passedSeat } from "../../../src/approvals/seats.ts";
import { answered, open } from "./states.ts";

const ANA = "ana@example.com";
const BO = "bo@example.com";
const CY = "cy@example.com";
const DI = "di@example.com";

function seat(approver: string, delegate: string | null = null, handedOverBy: readonly string[] = []): Seat {
  return { approver, delegate, handedOverBy, groups: [] };
}

describe("somebody is found", () => {
  const seats = [seat(ANA, BO), seat(CY)];

  test.each([
    ["by their name", [ANA], [ANA, ANA]],
    ["whatever its case", ["ANA@Example.com"], [ANA, ANA]],
    ["whatever stands before the address", ['"Ana A." <ana@example.com>'], [ANA, ANA]],
    ["as a delegate", [BO], [ANA, BO]],
    ["by another of their names", ["U0123456", CY], [CY, CY]],
    ["by a name that is known to be theirs", ["U0000000CYY"], [CY, CY]],
    ["in their own seat before the one they were given", [BO, CY], [CY, CY]],
    ["not at all", [DI], null],
    ["not by nothing", [], null],
  ] as const)("%s", (_how, names, expected) => {
    const seated = findSeat({ aliases: [["U0000000CYY", CY]], seats }, names);
    expect(seated === null ? null : [seated.seat.approver, seated.person]).toEqual(expected);
  });
});

test("who has answered, and whose delegate has, is waited for no more", () => {
  const seats = [seat(ANA, BO), seat(CY), seat(DI)];
  const answers = [{ ...answered(BO, true), onBehalfOf: ANA }, answered(DI, false)];
  expect(openPeople(open({ seats, answers }))).toEqual([CY]);
  expect(openPeople(open({ seats }))).toEqual([ANA, BO, CY, DI]);
});

describe("a seat is handed over", () => {
  const often = Array.from({ length: MOST_HANDOVERS }, (_, index) => `d${index}@example.com`);
  const requester = { requestedBy: "Req@example.com" };

  test.each<[string, Seat, string, string, "delegate" | "approver", string | null]>([
    ["to somebody else", seat(ANA), ANA, DI, "delegate", null],
    ["to oneself", seat(ANA), ANA, " ANA@example.com", "delegate", "delegate-loop"],
    ["back to the approver", seat(ANA, BO, [ANA]), BO, ANA, "delegate", "delegate-loop"],
    ["to themselves by a delegate", seat(ANA, BO, [ANA]), BO, BO, "delegate", "delegate-loop"],
    ["round three people", seat(ANA, DI, [ANA, BO]), DI, BO, "delegate", "delegate-loop"],
    ["on to a third", seat(ANA, BO, [ANA]), BO, DI, "delegate", null],
    ["to the delegate once more", seat(ANA, BO, [ANA]), ANA, BO, "delegate", "delegate-taken"],
    ["from one delegate to another", seat(ANA, BO, [ANA]), ANA, DI, "delegate", null],
    ["to another approver", seat(ANA), ANA, CY, "delegate", "delegate-taken"],
    ["to another approver under a name", seat(ANA), ANA, `Cy <${CY}>`, "delegate", "delegate-taken"],
    ["to the requester", seat(ANA), ANA, "req@example.com", "delegate", "self-approval"],
    ["to the requester under a name", seat(ANA), ANA, "R <req@example.com>", "delegate", "self-approval"],
    ["too often", seat(ANA, BO, often), ANA, DI, "delegate", "too-soon"],
    ["by a key to somebody else", seat(ANA), ANA, DI, "approver", null],
    ["by a key to the delegate", seat(ANA, BO, [ANA]), ANA, BO, "approver", null],
    ["by a key to who has it", seat(ANA), ANA, ANA, "approver", "delegate-loop"],
    ["by a key to another approver", seat(ANA), ANA, CY, "approver", "delegate-taken"],
    ["by a key to the requester", seat(ANA), ANA, "req@example.com", "approver", "self-approval"],
    ["by a key, however often it was", seat(ANA, BO, often), ANA, DI, "approver", null],
  ])("%s", (_how, from, by, to, becomes, expected) => {
    const state = open({ seats: [from, seat(CY)], ...requester });
    expect(handoverRefusal(state, { seat: from, from: by, to, becomes })).toBe(expected);
  });

  test("but not once it is answered, by whomever", () => {
    const own = seat(ANA, BO);
    const passing = { seat: own, from: ANA, to: DI, becomes: "approver" } as const;
    for (const answer of [answered(ANA, true), { ...answered(BO, false), onBehalfOf: ANA }]) {
      expect(handoverRefusal(open({ seats: [own], answers: [answer] }), passing)).toBe("already-answered");
    }
  });

  test("to the requester where they may approve", () => {
    const own = seat(ANA);
    const state = open({ seats: [own], selfApproval: true, ...requester });
    expect(handoverRefusal(state, { seat: own, from: ANA, to: "req@example.com", becomes: "delegate" })).toBeNull();
  });

  test("and then the approver and the delegate may answer, or only who was asked instead", () => {
    const own = { ...seat(ANA, BO, [ANA]), groups: ["legal"] };
    const handed = passedSeat({ seat: own, from: BO, to: DI, becomes: "delegate" });
    expect(handed).toEqual({ approver: ANA, delegate: DI, handedOverBy: [ANA, BO], groups: ["legal"] });
    const given = passedSeat({ seat: own, from: ANA, to: DI, becomes: "approver" });
    expect(given).toEqual({ approver: DI, delegate: null, handedOverBy: [], groups: ["legal"] });
  });
});
