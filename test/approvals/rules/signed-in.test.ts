/** Answers of people whom their sign-in proves: their own, and nobody else's. */
import { describe, expect, test } from "vitest";
import { actorOf, type Answerer, isProved } from "../../../src/approvals/answerer.ts";
import { type Decidable, decide } from "../../../src/approvals/decide.ts";
import { answered, brief, NOW, open } from "./states.ts";

const ANA = "ana@example.com";
const BO = "Bo@Example.com";
const named = open({ approvers: [ANA, BO], minApprovals: 2 });
const anybody = open({ minApprovals: 2 });
const proved = open({ approvers: [ANA], requireVerified: true });
const ownRequest = open({ approvers: [ANA, BO], requestedBy: ANA });
const held = {
  ...named,
  seats: named.seats.map((seat) => (seat.approver === ANA ? { ...seat, delegate: "dee@example.com" } : seat)),
};

function signedIn(person: string, claimed: string | null = null, sees: "own" | "workspace" = "workspace"): Answerer {
  return { kind: "signed-in", person, sees, claimed };
}

type Row = readonly [what: string, state: Decidable, answerer: Answerer, comes: string];

const rows: readonly Row[] = [
  ["an approver answers as themselves", named, signedIn(ANA), `${ANA}: pending`],
  ["a name counts as the author wrote it", named, signedIn("bo@example.com"), `${BO}: pending`],
  ["nobody answers as somebody else", named, signedIn(ANA, BO), "approver-not-allowed"],
  ["who is not among the approvers does not answer", named, signedIn("eve@example.com"), "approver-not-allowed"],
  ["nor by naming one", named, signedIn("eve@example.com", ANA), "approver-not-allowed"],
  ["whoever it was handed to answers for its owner", held, signedIn("dee@example.com"), "dee@example.com: pending"],
  [
    "where nobody is named, they answer who see the workspace",
    anybody,
    signedIn("eve@example.com"),
    "eve@example.com: pending",
  ],
  [
    "where nobody is named, they do not answer who see their own",
    anybody,
    signedIn(ANA, null, "own"),
    "approver-not-allowed",
  ],
  ["their own they answer all the same", named, signedIn(ANA, null, "own"), `${ANA}: pending`],
  ["a sign-in is proof", proved, signedIn(ANA), `${ANA}: approved`],
  ["whoever asks does not approve", ownRequest, signedIn("ANA@example.com"), "self-approval"],
  [
    "nobody answers twice",
    open({ approvers: [ANA, BO], minApprovals: 2, answers: [answered(ANA, true)] }),
    signedIn(ANA),
    "already-answered",
  ],
];

test.each(rows)("%s", (_what, state, answerer, comes) => {
  expect(brief(decide(state, answerer, { approved: true }, NOW))).toBe(comes);
});

describe("the record", () => {
  test("says that they were signed in, and that it is certain who they are", () => {
    const decided = decide(named, signedIn(ANA), { approved: true }, NOW);
    expect(decided).toMatchObject({ kind: "recorded", answer: { approver: ANA, via: "sign-in", verified: true } });
    expect(isProved(signedIn(ANA))).toBe(true);
  });

  test("names the person, not a key", () => {
    expect(actorOf(signedIn(ANA), ANA, true)).toEqual({ kind: "person", name: ANA, via: "sign-in", verified: true });
  });
});
