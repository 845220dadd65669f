/** docs/receipts.md names every claim that a receipt can have, and no other. */
import { expect, test } from "vitest";
import { hashOf, receiptClaims } from "../../src/receipts/receipt-claims.ts";
import { RECEIPT_TYPE } from "../../src/contract/receipt-claims.ts";
import { codesIn, pageText, tableOf } from "./pages.ts";

const claims = receiptClaims({
  issuer: "https://approve.example.com",
  approvalId: "hitl_1",
  runId: "run_1",
  ensemble: "payments",
  agent: "approve",
  workspace: "main",
  prompt: "Pay?",
  dataHash: hashOf(null),
  requestedBy: "ci",
  minApprovals: 1,
  requestedAt: 0,
  approvals: [
    {
      approver: "ana",
      onBehalfOf: "bo",
      approved: true,
      timestamp: "2026-01-01T09:00:00.000Z",
      via: "link",
      verified: true,
    },
  ],
  end: { status: "approved", at: 0, reason: "fine", values: {} },
});

test("the table has the claims", () => {
  const rows = tableOf("docs/receipts.md", "table: receipt-claims");
  expect(rows.flatMap(([names]) => codesIn(names))).toEqual(Object.keys(claims));
  const [, answers] = rows.find(([names]) => names === "`approvals`") ?? [];
  expect(codesIn(answers?.split(";")[0])).toEqual(Object.keys(claims.approvals[0] ?? {}));
});

test("the verifier has at most twenty lines of code", () => {
  const [, code = ""] = /<!-- verifier -->\n```ts\n([^]*?)```/.exec(pageText("docs/receipts.md")) ?? [];
  const lines = code.split("\n").filter((line) => !/^\s*(?:\/\*\*.*)?$/.test(line));
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.length).toBeLessThanOrEqual(20);
});

test("the type in the header is the one that the page and its verifier name", () => {
  expect(pageText("docs/receipts.md").split(RECEIPT_TYPE)).toHaveLength(3);
});
