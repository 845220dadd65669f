import { expect, test } from "vitest";
import { uniqueKey } from "../support/unique.ts";
import { examples, walked } from "./support/stage.ts";

const PAID = "POST /payments/process";

test("a harmless payment is made without asking anybody", async () => {
  const stage = examples();
  const transaction = { amount: 20.5, customer: uniqueKey("small"), country: "DE" };
  const run = await stage.ended(await stage.start("transaction-approval", { transaction }));

  expect(walked(run)).toEqual(["risk-check", "manual-review (skipped)", "process"]);
  expect(run).toMatchObject({ status: "completed", output: { status: "not asked", risk: 0, payment: { ok: true } } });
  expect(await stage.partners.heard(transaction.customer, 1)).toEqual([PAID]);
  expect((await stage.partners.only(transaction.customer, PAID)).json).toEqual(transaction);
});

test("a risky payment waits, shows why, and is made once somebody has approved it", async () => {
  const stage = examples();
  const transaction = { amount: 9800, customer: uniqueKey("large"), country: "XX" };
  const runId = await stage.start("transaction-approval", { transaction });
  const asked = await stage.asked(runId, "manual-review");
  expect(asked).toMatchObject({
    prompt: `Risk 0.8. Pay 9800 to ${transaction.customer}?`,
    data: transaction,
    metadata: { score: 0.8, why: ["more than 5000", "a round sum", "a country we seldom pay to"] },
  });
  const told = await stage.partners.heard(transaction.customer, 2);
  expect(told.toSorted()).toEqual(["mail to risk@example.com", "mail to treasury@example.com"]);

  await stage.answer(asked, { approver: "treasury@example.com", approved: true });
  const run = await stage.ended(runId);
  expect(run).toMatchObject({ status: "completed", output: { status: "approved", risk: 0.8 } });
  const paid = await stage.partners.only(transaction.customer, PAID);
  expect(paid.json).toEqual(transaction);
  expect(paid.headers["idempotency-key"]).toContain(runId);
});

test("a rejected payment is not made", async () => {
  const stage = examples();
  const transaction = { amount: 9800, customer: uniqueKey("refused"), country: "DE" };
  const runId = await stage.start("transaction-approval", { transaction });
  const asked = await stage.asked(runId, "manual-review");
  await stage.answer(asked, { approver: "risk@example.com", approved: false, reason: "Not ours" });

  const run = await stage.ended(runId);
  expect([run.status, run.output]).toEqual(["rejected", { status: "rejected", risk: 0.5 }]);
  expect(walked(run)).toEqual(["risk-check", "manual-review", "process (skipped)"]);
  expect(await stage.partners.heard(transaction.customer, 2)).not.toContain(PAID);
});
