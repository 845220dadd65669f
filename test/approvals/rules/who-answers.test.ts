/** Whose answer it is: links, keys and runs; named approvers and none. */
import { describe, expect, test } from "vitest";
import type { Answerer } from "../../../src/approvals/answerer.ts";
import { type Decidable, decide } from "../../../src/approvals/decide.ts";
import { answered, brief, key, NOW, open, personal, run, shared } from "./states.ts";

const ANA = "ana@example.com";
const BO = "Bo@Example.com";
const named = open({ approvers: [ANA, BO], minApprovals: 2 });
const anybody = open({ minApprovals: 2 });

type Row = readonly [what: string, state: Decidable, answerer: Answerer, comes: string];

const rows: readonly Row[] = [
  ["a personal link counts as its owner", named, personal(ANA), `${ANA}: pending`],
  ["a personal link may name its owner", named, personal(ANA, ANA), `${ANA}: pending`],
  ["a personal link may name its owner in other letters", named, personal(ANA, " ANA@EXAMPLE.COM "), `${ANA}: pending`],
  ["a personal link cannot name another approver", named, personal(ANA, BO), "approver-not-allowed"],
  ["a personal link cannot name a stranger", named, personal(ANA, "eve@example.com"), "approver-not-allowed"],
  ["a personal link without named approvers counts as its owner", anybody, personal("cy"), "cy: pending"],
  [
    "a personal link without named approvers cannot name another",
    anybody,
    personal("cy", "di"),
    "approver-not-allowed",
  ],

  ["a shared link must name somebody", named, shared(), "approver-not-allowed"],
  ["a shared link must name an approver", named, shared("eve@example.com"), "approver-not-allowed"],
  ["a shared link that names an approver counts as that one", named, shared(ANA), `${ANA}: pending`],
  ["a name counts as the author wrote it, whatever its case", named, shared("bo@EXAMPLE.com"), `${BO}: pending`],
  ["a blank name names nobody", named, shared("  "), "approver-not-allowed"],
  ["a part of a name names nobody", named, shared("ana"), "approver-not-allowed"],
  ["a shared link without named approvers is anonymous", anybody, shared(), "anonymous: pending"],
  ["a shared link without named approvers may say who", anybody, shared("di"), "di: pending"],

  ["a key must name an approver", named, key("ci"), "approver-not-allowed"],
  ["a key cannot name a stranger", named, key("ci", "eve"), "approver-not-allowed"],
  ["a key answers on behalf of an approver", named, key("ci", BO), `${BO}: pending`],
  [
    "a key whose name is an approver's must still name one",
    open({ approvers: ["ci"] }),
    key("ci"),
    "approver-not-allowed",
  ],
  ["a key without named approvers counts as itself", anybody, key("ci"), "ci: pending"],
  ["a key without named approvers may say for whom", anybody, key("ci", "di"), "di: pending"],

  ["a run must name an approver", named, run("run_1"), "approver-not-allowed"],
  ["a run answers on behalf of an approver", named, run("run_1", ANA), `${ANA}: pending`],
  ["a run without named approvers counts as itself", anybody, run("run_1"), "run_1: pending"],
];

test.each(rows)("%s", (_what, state, answerer, comes) => {
  expect(brief(decide(state, answerer, { approved: true }, NOW))).toBe(comes);
});

describe("one approver answers once", () => {
  const state = open({ approvers: [ANA, BO, "cy"], minApprovals: 3, answers: [answered(ANA, true)] });
  const anonymous = open({ minApprovals: 3, answers: [answered("anonymous", true), answered("Di", true)] });

  test.each([
    ["by the same personal link", state, personal(ANA)],
    ["by a shared link", state, shared(ANA)],
    ["in other letters", state, shared("ANA@example.COM")],
    ["by a key", state, key("ci", ANA)],
    ["by a run", state, run("run_1", ANA)],
    ["a second anonymous one", anonymous, shared()],
    ["a name that calls itself anonymous", anonymous, shared("Anonymous")],
    ["a name given before, in other letters and with blanks", anonymous, shared(" di ")],
  ] as const)("again %s is refused, also to the contrary", (_how, asked, answerer) => {
    expect(brief(decide(asked, answerer, { approved: true }, NOW))).toBe("already-answered");
    expect(brief(decide(asked, answerer, { approved: false }, NOW))).toBe("already-answered");
  });

  test("another approver is not refused", () => {
    expect(brief(decide(state, shared(BO), { approved: true }, NOW))).toBe(`${BO}: pending`);
  });

  test("who may not answer hears that first, and nothing of who did", () => {
    expect(brief(decide(state, personal(BO, ANA), { approved: true }, NOW))).toBe("approver-not-allowed");
  });
});

describe("what is written down of an answer", () => {
  test.each([
    [
      "a link that was delivered to its owner",
      personal(ANA, null, true),
      { approver: ANA, via: "link", verified: true },
    ],
    ["a personal link made by an API key", personal(ANA, null, false), { approver: ANA, via: "link", verified: false }],
    ["a shared link", shared(ANA), { approver: ANA, via: "link", verified: false }],
    ["a key", key("ci", ANA), { approver: ANA, via: "api", verified: false }],
    ["a run", run("run_1", ANA), { approver: ANA, via: "run", verified: false }],
  ] as const)("%s", (_what, answerer, written) => {
    const decided = decide(named, answerer, { approved: true, feedback: "fine", reason: "checked" }, NOW);
    expect(decided).toEqual({
      kind: "recorded",
      answer: { ...written, approved: true, at: NOW, feedback: "fine", reason: "checked" },
      end: null,
    });
  });

  test("no comment leaves no empty one", () => {
    const decided = decide(named, shared(ANA), { approved: true }, NOW);
    expect(decided.kind === "recorded" && Object.keys(decided.answer).toSorted()).toEqual([
      "approved",
      "approver",
      "at",
      "verified",
      "via",
    ]);
  });
});
