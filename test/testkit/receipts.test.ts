/** Under test, approvals have receipts as they have in the Worker, signed by the key that everybody knows. */
import { compactVerify, importJWK } from "jose";
import { expect, test } from "vitest";
import type { Outcome } from "../../src/contract/decision.ts";
import { hashOf } from "../../src/receipts/receipt-claims.ts";
import { startTest } from "../../src/testkit/start-test.ts";

/** The public half of the key in appendix A of RFC 8037. */
const KNOWN = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };

const TRANSACTION = { amount: 9_800, customer: "Ada Ltd", country: "XX" };

test.each([false, true])("a payment goes out with its receipt, gone through again every step: %s", async (again) => {
  const story = await startTest("ensembles/transaction-approval.yaml", {
    input: { transaction: TRANSACTION },
    operations: { http: { paid: true } },
    replayEveryStep: again,
  });
  await story.approve("manual-review", { as: "risk@example.com" });
  const { receipt } = story.step("manual-review").output as Outcome;
  expect(story.calls("http")[0]?.headers?.["countersign-receipt"]).toBe(receipt);
  expect((await story.approval("manual-review")).receipt).toBe(receipt);
  const { payload } = await compactVerify(receipt, await importJWK(KNOWN, "EdDSA"));
  expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
    outcome: "approved",
    dataHash: hashOf(TRANSACTION),
    decidedAt: story.now,
  });
});
