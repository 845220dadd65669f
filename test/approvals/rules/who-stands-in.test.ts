/** Who stands in for somebody who is away, and when that may change. */
import { describe, expect, test } from "vitest";
import { findStandIn, nextChange } from "../../../src/approvals/find-stand-in.ts";
import type { Absence } from "../../../src/ledger/port.ts";

const NOW = 1_000;

/** Away from 500 until 2000, unless told otherwise. */
function away(person: string, delegate: string, times: Partial<Absence> = {}): Absence {
  return { person, delegate, from: 500, until: 2_000, ...times };
}

describe("who stands in for Ana", () => {
  test.each([
    ["nobody where nobody is away", [], { kind: "there" }],
    ["nobody where only somebody else is", [away("bo", "cy")], { kind: "there" }],
    ["her delegate", [away("ana", "bo")], { kind: "found", person: "bo", until: 2_000 }],
    [
      "her delegate, however the names are written",
      [away(" ANA", "Bo")],
      { kind: "found", person: "Bo", until: 2_000 },
    ],
    [
      "the delegate of her delegate who is away too, until she herself is back",
      [away("bo", "cy", { until: 9_000 }), away("ana", "BO")],
      { kind: "found", person: "cy", until: 2_000 },
    ],
    [
      "her delegate, who is away only later",
      [away("ana", "bo"), away("bo", "cy", { from: NOW + 1 })],
      { kind: "found", person: "bo", until: 2_000 },
    ],
    [
      "her delegate from the first moment on",
      [away("ana", "bo", { from: NOW })],
      { kind: "found", person: "bo", until: 2_000 },
    ],
    ["nobody before it", [away("ana", "bo", { from: NOW + 1 })], { kind: "there" }],
    ["nobody when it is over", [away("ana", "bo", { until: NOW })], { kind: "there" }],
    [
      "nobody who is there, in a circle of two",
      [away("ana", "bo"), away("bo", "Ana")],
      { kind: "circle", until: 2_000 },
    ],
    [
      "nobody who is there, in a circle that she is not part of",
      [away("ana", "bo"), away("bo", "cy"), away("cy", "bo")],
      { kind: "circle", until: 2_000 },
    ],
    ["nobody, where she was said to stand in for herself", [away("ana", "ana")], { kind: "circle", until: 2_000 }],
  ] as const)("%s", (_what, absences, expected) => {
    expect(findStandIn({ absences, now: NOW, aliases: [] }, "ana")).toEqual(expected);
  });

  test("whom they lead to, under whichever of a person's names they were told", () => {
    const heard = {
      absences: [away("ana", "bo"), away("U-bo", "cy")],
      now: NOW,
      aliases: [
        ["U-ana", "ana"],
        ["bo", "U-bo"],
      ],
    };
    expect(findStandIn(heard, "U-ana")).toMatchObject({ kind: "found", person: "cy" });
    expect(findStandIn({ ...heard, aliases: [] }, "U-ana")).toEqual({ kind: "there" });
  });

  test("the end of a chain of a thousand", () => {
    const chain = Array.from({ length: 1_000 }, (_, at) => away(at === 0 ? "ana" : `p${at}`, `p${at + 1}`));
    expect(findStandIn({ absences: chain, now: NOW, aliases: [] }, "ana")).toMatchObject({
      kind: "found",
      person: "p1000",
    });
  });
});

describe("it may come out otherwise", () => {
  test.each([
    ["never, where everybody who is away is covered", [away("ana", "bo")], false, null],
    ["when somebody goes", [away("ana", "bo"), away("bo", "cy", { from: 1_500 })], false, 1_500],
    [
      "when the first of several goes",
      [away("a", "x", { from: 1_700 }), away("b", "x", { from: 1_500 })],
      false,
      1_500,
    ],
    [
      "when somebody comes back, where somebody is missed",
      [away("ana", "bo"), away("bo", "ana", { until: 1_200 })],
      true,
      1_200,
    ],
    ["never, where all of it is past", [away("ana", "bo", { until: NOW })], true, null],
  ] as const)("%s", (_what, absences, isSomebodyMissed, expected) => {
    expect(nextChange(absences, { now: NOW, isSomebodyMissed })).toBe(expected);
  });
});
