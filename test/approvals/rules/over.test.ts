/** What comes after the end is told what has not happened. */
import { expect, test } from "vitest";
import {
  requireExtended,
  requireHandedOver,
  requireMinted,
  requireRecorded,
  requireSent,
} from "../../../src/approvals/require-done.ts";
import { CountersignError } from "../../../src/kernel/errors.ts";
import { NOW } from "./states.ts";

const over = { kind: "over", status: "approved", decidedAt: NOW } as const;
const outcome = {
  status: "approved",
  approved: true,
  rejected: false,
  timedOut: false,
  approvals: [],
  approvalId: "hitl_1",
} as const;

test.each([
  ["an answer", () => requireRecorded({ ...over, outcome }, "not-found"), "this answer changed nothing."],
  ["more time", () => requireExtended(over), "its end was not moved."],
  ["another approver", () => requireHandedOver(over, "not-found"), "it was given to nobody else."],
  ["another message", () => requireSent(over, "not-found"), "no link was sent."],
  ["a fresh link", () => requireMinted(over), "no link was made."],
])("%s", (_what, late, without) => {
  const refused = refusalOf(late);
  expect(refused.code).toBe("approval-over");
  expect(refused.message).toBe(`The request was already approved; ${without}`);
});

function refusalOf(act: () => unknown): CountersignError {
  try {
    act();
  } catch (error) {
    if (error instanceof CountersignError) return error;
  }
  throw new Error("it was not refused");
}
