/** Receipts by themselves: what they claim, and that nothing else passes for one. */
import { compactVerify, decodeProtectedHeader, importJWK } from "jose";
import { describe, expect, test } from "vitest";
import { hashOf, receiptClaims, type ReceiptedApproval } from "../../src/receipts/receipt-claims.ts";
import { importSigningKey, makeKey, publishedKey } from "../../src/receipts/receipt-key.ts";
import { signReceipt } from "../../src/receipts/sign-receipt.ts";

const APPROVAL: ReceiptedApproval = {
  issuer: "https://approve.example.com",
  approvalId: "hitl_1",
  runId: "run_1",
  ensemble: "payments",
  agent: "approve",
  workspace: "main",
  prompt: "Pay?",
  dataHash: hashOf({ amount: 5 }),
  requestedBy: "ci",
  minApprovals: 1,
  requestedAt: Date.UTC(2026, 0, 1, 9),
  approvals: [
    {
      approver: "ana@example.com",
      approved: true,
      timestamp: "2026-01-01T09:00:01.500Z",
      feedback: "not for other people's logs",
      via: "link",
      verified: true,
    },
  ],
  end: { status: "approved", at: Date.UTC(2026, 0, 1, 9, 0, 1, 500) },
};

test("a receipt claims who approved what, when, and how each was proved", () => {
  expect(receiptClaims(APPROVAL)).toEqual({
    iss: "https://approve.example.com",
    iat: Date.UTC(2026, 0, 1, 9, 0, 1) / 1_000,
    sub: "hitl_1",
    runId: "run_1",
    ensemble: "payments",
    agent: "approve",
    workspace: "main",
    promptHash: hashOf("Pay?"),
    dataHash: hashOf({ amount: 5 }),
    outcome: "approved",
    requestedBy: "ci",
    minApprovals: 1,
    approvals: [
      { approver: "ana@example.com", approved: true, at: "2026-01-01T09:00:01.500Z", via: "link", verified: true },
    ],
    requestedAt: "2026-01-01T09:00:00.000Z",
    decidedAt: "2026-01-01T09:00:01.500Z",
  });
});

test("where the data is known no more, nothing is claimed of it", () => {
  expect(receiptClaims({ ...APPROVAL, dataHash: null })).not.toHaveProperty("dataHash");
});

test("what was filled in is claimed by its hash, and of a long reason the beginning", () => {
  const end = { ...APPROVAL.end, status: "rejected", reason: "no ".repeat(3_000), values: { b: 1, a: 2 } } as const;
  const claims = receiptClaims({ ...APPROVAL, end });
  expect(claims).toMatchObject({ outcome: "rejected", valuesHash: hashOf({ a: 2, b: 1 }) });
  expect(claims.reason).toHaveLength(500);
});

test("a hash is that of the canonical JSON: sha256sum of the text says the same", () => {
  expect(hashOf({ b: [1, "x"], a: null })).toBe(
    "sha256:c22cb7b0353770e2b38094af641143ebf008ddf2d1f2dedb9d875996fcf245fa",
  );
});

describe("signed", () => {
  test("it is checked by the public half, and says which key that is", async () => {
    const jwk = await makeKey();
    const receipt = await signReceipt(receiptClaims(APPROVAL), await importSigningKey(jwk));
    const published = await publishedKey(jwk);
    expect(decodeProtectedHeader(receipt)).toEqual({
      alg: "EdDSA",
      typ: "countersign-receipt+jwt",
      kid: published.kid,
    });
    expect(published).not.toHaveProperty("d");
    const { payload } = await compactVerify(receipt, await importJWK(published));
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(receiptClaims(APPROVAL));
  });

  test("twice, it is the same to the byte", async () => {
    const key = await importSigningKey(await makeKey());
    const claims = receiptClaims(APPROVAL);
    expect(await signReceipt(claims, key)).toBe(await signReceipt(claims, key));
  });

  test("a key is named as RFC 8037 names it", async () => {
    const { kid } = await publishedKey({
      kty: "OKP",
      crv: "Ed25519",
      x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    });
    expect(kid).toBe("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  });

  test.each([1, 20])("with %i approvers of long names it still fits into a header", async (count) => {
    const [answer] = APPROVAL.approvals;
    if (answer === undefined) throw new Error("there is an answer above");
    const approvals = Array.from({ length: count }, (_, at) => ({ ...answer, approver: `somebody-${at}@example.com` }));
    const end = { ...APPROVAL.end, reason: "x".repeat(10_000) };
    const key = await importSigningKey(await makeKey());
    expect((await signReceipt(receiptClaims({ ...APPROVAL, approvals, end }), key)).length).toBeLessThan(8_000);
  });
});
